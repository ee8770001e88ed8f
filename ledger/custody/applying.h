/// One event applied to the state. Private to this room: apply_*.cpp define it, a file a family.
#pragma once

#include "ledger/custody/state.h"

namespace katiwala::custody {

struct Apply {
  State& state;
  const Origin& origin;
  const Subject& about;
  Touched* touched;

  void touch(Table table, ByteView key) const {
    if (touched != nullptr) touched->row(table, key);
  }

  template <class Tag>
  Id<Tag> subject_id(SubjectKind kind) const {
    KATIWALA_ASSERT(about.kind == kind, "an event stands in a part of another kind of subject");
    return Id<Tag>{about.id};
  }

  Ward& ward() const {
    const auto found = state.wards.find(subject_id<WardTag>(SubjectKind::ward));
    KATIWALA_ASSERT(found != state.wards.end(), "an event about a ward that does not exist");
    touch(Table::ward, about.id);
    return found->second;
  }
  Pool& pool() const {
    const auto found = state.pools.find(subject_id<PoolTag>(SubjectKind::pool));
    KATIWALA_ASSERT(found != state.pools.end(), "an event about a pool that does not exist");
    touch(Table::pool, about.id);
    return found->second;
  }
  AwardOrder& order() const {
    const auto found = state.orders.find(subject_id<OrderTag>(SubjectKind::order));
    KATIWALA_ASSERT(found != state.orders.end(), "an event about an order that does not exist");
    touch(Table::order, about.id);
    return found->second;
  }
  Request& request(const RequestId& id) const {
    const auto found = state.requests.find(id);
    KATIWALA_ASSERT(found != state.requests.end(), "an event about a request that does not exist");
    touch(Table::request, id.bytes);
    return found->second;
  }
  void touch_number(Table table, std::uint64_t number) const {
    std::array<std::uint8_t, 8> key{};
    for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
    touch(table, key);
  }
  Protection& protection() const;
  Watch& watch() const;
  std::vector<Reminder>& reminders() const;
  std::vector<Freeze>& freezes() const;
  std::vector<WardFact>& facts() const;
  /// A fact of the ward's own part that changes what her record says.
  void take_in(Ward& w, const WardFact& fact) const;

  // -- ledger
  void operator()(const LedgerCreated& e) const;
  void operator()(const RulebookAdopted& e) const;
  void operator()(const PrincipalEnrolled& e) const;
  void operator()(const PrincipalRevoked& e) const;
  void operator()(const ClockMoved& e) const;
  void operator()(const RateRecorded& e) const;
  void operator()(const LedgerSealed& e) const;
  void operator()(const LogKeyDeclared& e) const;
  void operator()(const WitnessesAdopted& e) const;
  void operator()(const LedgerRestored& e) const;
  void operator()(const WardErased& e) const;
  void operator()(const RelyingPartyAdopted& e) const;
  void enrol(const PrincipalSpec& who) const;
  Principal& principal(const PrincipalId& id) const;
  CredentialStanding& standing(Principal& p, const Digest& fingerprint) const;
  void operator()(const CredentialEnrolled& e) const;
  void operator()(const CredentialRemoved& e) const;
  void operator()(const CredentialsKept& e) const;
  void operator()(const CredentialUsed& e) const;
  void erase(const WardErased& e) const;
  // -- pool
  void operator()(const PoolOpened& e) const;
  void operator()(const CreditReceived& e) const;
  Credit& credit(const CreditId& id, bool matched) const;
  void operator()(const CreditMatched& e) const;
  void operator()(const CreditReopened& e) const;
  void operator()(const CreditVoided& e) const;
  void operator()(const ReferencesUsed& e) const;
  void operator()(const StatementReconciled& e) const;
  // -- order
  void operator()(const OrderRecorded& e) const;
  void operator()(const OrderAllocated& e) const;
  void operator()(const OrderReceipt& e) const;
  // -- ward
  void operator()(const WardOpened& e) const;
  void operator()(const MajorityScheduled& e) const;
  void operator()(const MajorityReached& e) const;
  void operator()(const AwardRecorded& e) const;
  void operator()(const GuardianAppointed& e) const;
  void operator()(const BondApproved& e) const;
  void operator()(const PayeeRegistered& e) const;
  void operator()(const CourtOrderRecorded& e) const;
  void operator()(const AdverseRecorded& e) const;
  std::vector<Obligation>& obligations() const;
  Obligation& obligation(std::uint32_t number) const;
  void operator()(const ObligationOpened& e) const;
  void operator()(const ObligationClosed& e) const;
  void operator()(const ObligationOverdue& e) const;
  void operator()(const AwardCredited& e) const;
  void operator()(const Converted& e) const;
  void operator()(const CoveredCounted& e) const;
  void operator()(const AlertRaised& e) const;
  void operator()(const RequestJudged& e) const;
  void operator()(const RequestMoved& e) const;
  void operator()(const RequestReleased& e) const;
  // -- proposals, reversals
  void operator()(const ProposalOpened& e) const;
  void operator()(const ProposalApproved& e) const;
  void operator()(const ProposalClosed& e) const;
  void operator()(const EntryReversed& e) const;
  // -- care
  void operator()(const FileOpened& e) const;
  void operator()(const ReasonsKept& e) const;
  void operator()(const FlagsWeighed& e) const;
  void operator()(const CaseOpened& e) const;
  void operator()(const CaseMoved& e) const;
  void operator()(const FreezeSet& e) const;
  void operator()(const FreezeLifted& e) const;
  void operator()(const ReminderSet& e) const;
  void operator()(const ReminderDue& e) const;
  void operator()(const FactRecorded& e) const;
  void operator()(const FactEnded& e) const;
  void operator()(const GuardianMoved& e) const;
  void operator()(const RelationRecorded& e) const;
  void operator()(const PayeeChanged& e) const;
  void operator()(const BudgetSet& e) const;
  void operator()(const VoucherShared& e) const;
  void operator()(const CourtOrderMoved& e) const;
  void operator()(const ReceiptFiled& e) const;
  void operator()(const InterestCredited& e) const;
  void operator()(const ElectionRecorded& e) const;
  void operator()(const CreditResolved& e) const;
  void operator()(const IncidentRecorded& e) const;
  void operator()(const ObligationMoved& e) const;
  void operator()(const ObjectionRecorded& e) const;
  // -- the bank's side
  void operator()(const FileReleased& e) const;
  void operator()(const LeftWithFile& e) const;
  void operator()(const RecallFiled& e) const;
  void operator()(const RecallAnswered& e) const;
  PoolCash& cash_of(Pool& pool, Currency currency) const;
  void operator()(const OpeningNoted& e) const;
  void operator()(const BalanceBrought& e) const;
  void operator()(const BroughtUndone& e) const;
  void operator()(const BooksOpened& e) const;
  void operator()(const OpeningUndone& e) const;
};

}  // namespace katiwala::custody
