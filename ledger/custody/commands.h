/// Commands: what somebody asks the ledger to do. One struct a command; `decide` (policies) judges them, `apply` never sees
/// a command that was not decided. New objects carry their random id in the command (the door draws it).
///
/// `Command::kind` numbers are in the record, for ever.
#pragma once

#include <type_traits>
#include <variant>

#include "ledger/custody/commands_bank.h"
#include "ledger/custody/commands_care.h"
#include "ledger/custody/commands_income.h"
#include "ledger/custody/commands_keys.h"
#include "ledger/custody/commands_money.h"
#include "ledger/custody/commands_office.h"
#include "ledger/custody/commands_wards.h"
#include "ledger/custody/commands_watch.h"

namespace katiwala::custody {

using CommandVariant = std::variant<CreateLedger, Tick, MoveClock, RefuseInput, EnrolPrincipal, RevokePrincipal, AdoptRulebook, EraseWard,
                             RecordRate, OpenPool, OpenWard, RecordOrder, RecordAward, AppointGuardian, ApproveBond, FileReturn,
                             RecordAdverse, RegisterPayee, RecordCourtOrder, ReceiveCredit, MatchCredit, Convert, RequestDisbursement,
                             Approve, CancelProposal, Release, HandOver, Settle, RejectPayment, ReverseEntry, Reconcile, RecordCharge,
                             TakeSeal, DeclareLogKey, AdoptWitnesses, AcceptRestore, RecordFact, ChangeGuardian, RecordRelation, ChangePayee,
                             SetBudget, ShareVoucher, ChangeCourtOrder, OpenDuty, RecordElection, ObjectTo, FileReceipt, ReturnPayment,
                             RecordInterest, Remit, ResolveCredit, SetFreeze, LiftFreeze, OpenCase, MoveCase, ReportIncident, AdoptRelyingParty,
                             EnrolCredential, RemoveCredential, RecoverCredential, KeepCredentials, ReleaseFile, NoteOpening, OpenBooks, FileRecall,
                             AnswerRecall>;

template <class T>
concept IsCommand = detail::kIsAmong<std::remove_cvref_t<T>, CommandVariant>;

/// One of them. A class of its own, so that copying, moving and destroying them is compiled once and not in every file.
class Command : public CommandVariant {
 public:
  Command();
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();
  template <IsCommand T>
  Command(T&& one) : CommandVariant(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(one)) {}  // NOLINT: as a variant is made from one of its own
};

std::uint16_t kind_of(const Command& one);
std::string_view name_of(const Command& one);
/// "?" for a kind that this program does not know.
std::string_view command_name(std::uint16_t kind);

}  // namespace katiwala::custody
