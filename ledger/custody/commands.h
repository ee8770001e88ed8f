/// Commands: what somebody asks the ledger to do. One struct a command; `decide` (policies) judges them, `apply` never sees
/// a command that was not decided. New objects carry their random id in the command (the door draws it).
///
/// `Command::kind` numbers are in the record, for ever.
#pragma once

#include <type_traits>
#include <variant>

#include "ledger/custody/commands_money.h"
#include "ledger/custody/commands_office.h"
#include "ledger/custody/commands_wards.h"

namespace katiwala::custody {

using Command = std::variant<CreateLedger, Tick, MoveClock, RefuseInput, EnrolPrincipal, RevokePrincipal, AdoptRulebook, EraseWard,
                             RecordRate, OpenPool, OpenWard, RecordOrder, RecordAward, AppointGuardian, ApproveBond, FileReturn,
                             RecordAdverse, RegisterPayee, RecordCourtOrder, ReceiveCredit, MatchCredit, Convert, RequestDisbursement,
                             Approve, CancelProposal, Release, HandOver, Settle, RejectPayment, ReverseEntry, Reconcile, RecordCharge,
                             TakeSeal, DeclareLogKey, AdoptWitnesses>;

inline std::uint16_t kind_of(const Command& command) {
  return std::visit([](const auto& c) { return std::remove_cvref_t<decltype(c)>::kind; }, command);
}
inline std::string_view name_of(const Command& command) {
  return std::visit([](const auto& c) { return std::remove_cvref_t<decltype(c)>::command_name; }, command);
}

}  // namespace katiwala::custody
