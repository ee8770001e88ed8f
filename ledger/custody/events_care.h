/// Events of the care for a ward and of what endangers her money (R03..R07, R15..R18, R27..R30, R36..R41, RF01..RF18).
#pragma once

#include "ledger/custody/event_fields.h"

namespace katiwala::custody {

// -- a ward's files
/// Stands in the file's own first part.
struct FileOpened {
  KATIWALA_EVENT(79, "file_opened");
  SubjectKind of = SubjectKind::ward;  ///< what it goes with
  template <class V>
  static void fields(V& v) { v(1, "of", &FileOpened::of); }
};

/// The whole of the reasons of which the primary part says less.
struct ReasonsKept {
  KATIWALA_EVENT(52, "reasons_kept");
  std::vector<Reason> reasons{};
  template <class V>
  static void fields(V& v) { v(1, "reasons", &ReasonsKept::reasons); }
};

/// Stands in the watch whether or not a flag was raised, so that its being there tells nothing (R38).
struct FlagsWeighed {
  KATIWALA_EVENT(53, "flags_weighed");
  std::optional<RequestId> request{};
  std::optional<CreditId> credit{};
  std::vector<Flag> raised{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &FlagsWeighed::request);
    v(2, "credit", &FlagsWeighed::credit);
    v(3, "raised", &FlagsWeighed::raised);
  }
};

struct CaseOpened {
  KATIWALA_EVENT(54, "case_opened");
  WatchCase watch_case;
  template <class V>
  static void fields(V& v) { v(1, "watch_case", &CaseOpened::watch_case); }
};

struct CaseMoved {
  KATIWALA_EVENT(55, "case_moved");
  std::uint32_t number = 0;
  CaseState to = CaseState::suspicious;
  CivilDate on;
  bool trafficking = false;
  template <class V>
  static void fields(V& v) {
    v(1, "number", &CaseMoved::number);
    v(2, "to", &CaseMoved::to);
    v(3, "on", &CaseMoved::on);
    v(4, "trafficking", &CaseMoved::trafficking);
  }
};

// -- ward, pool or watch: freezes; any subject: reminders
/// Or extended, where it stands already.
struct FreezeSet {
  KATIWALA_EVENT(56, "freeze_set");
  Freeze freeze;
  template <class V>
  static void fields(V& v) { v(1, "freeze", &FreezeSet::freeze); }
};

struct FreezeLifted {
  KATIWALA_EVENT(57, "freeze_lifted");
  FreezeId freeze;
  CivilDate on;
  bool lapsed = false;
  template <class V>
  static void fields(V& v) {
    v(1, "freeze", &FreezeLifted::freeze);
    v(2, "on", &FreezeLifted::on);
    v(3, "lapsed", &FreezeLifted::lapsed);
  }
};

struct ReminderSet {
  KATIWALA_EVENT(58, "reminder_set");
  Reminder reminder;
  template <class V>
  static void fields(V& v) { v(1, "reminder", &ReminderSet::reminder); }
};

/// Its instant has come; the rules look at it.
struct ReminderDue {
  KATIWALA_EVENT(59, "reminder_due");
  std::uint32_t number = 0;
  template <class V>
  static void fields(V& v) { v(1, "number", &ReminderDue::number); }
};

// -- ward
/// In the ward's part, or her protection file's for kinds from 64 on.
struct FactRecorded {
  KATIWALA_EVENT(64, "fact_recorded");
  WardFact fact;
  template <class V>
  static void fields(V& v) { v(1, "fact", &FactRecorded::fact); }
};

struct FactEnded {
  KATIWALA_EVENT(65, "fact_ended");
  std::uint32_t number = 0;
  CivilDate on;
  template <class V>
  static void fields(V& v) {
    v(1, "number", &FactEnded::number);
    v(2, "on", &FactEnded::on);
  }
};

struct GuardianMoved {
  KATIWALA_EVENT(66, "guardian_moved");
  PersonId person;
  GuardianStanding to = GuardianStanding::suspended;
  CivilDate on;
  std::string reason;  ///< a rule ("R15"), or empty where somebody asked for it
  template <class V>
  static void fields(V& v) {
    v(1, "person", &GuardianMoved::person);
    v(2, "to", &GuardianMoved::to);
    v(3, "on", &GuardianMoved::on);
    v(4, "reason", &GuardianMoved::reason);
  }
};

/// In the protection file, or in the ledger's part for the trustee's own people.
struct RelationRecorded {
  KATIWALA_EVENT(67, "relation_recorded");
  Relation relation;
  template <class V>
  static void fields(V& v) { v(1, "relation", &RelationRecorded::relation); }
};

struct PayeeChanged {
  KATIWALA_EVENT(68, "payee_changed");
  Payee payee;
  template <class V>
  static void fields(V& v) { v(1, "payee", &PayeeChanged::payee); }
};

struct BudgetSet {
  KATIWALA_EVENT(69, "budget_set");
  Budget budget;
  template <class V>
  static void fields(V& v) { v(1, "budget", &BudgetSet::budget); }
};

struct VoucherShared {
  KATIWALA_EVENT(70, "voucher_shared");
  VoucherShare share;
  template <class V>
  static void fields(V& v) { v(1, "share", &VoucherShared::share); }
};

struct CourtOrderMoved {
  KATIWALA_EVENT(71, "court_order_moved");
  CourtOrderId order;
  OrderStanding to = OrderStanding::stayed;
  CivilDate on;
  std::optional<Amount> cap{};
  std::optional<CivilDate> expires{};
  std::optional<Digest> document{};
  template <class V>
  static void fields(V& v) {
    v(1, "order", &CourtOrderMoved::order);
    v(2, "to", &CourtOrderMoved::to);
    v(3, "on", &CourtOrderMoved::on);
    v(4, "cap", &CourtOrderMoved::cap);
    v(5, "expires", &CourtOrderMoved::expires);
    v(6, "document", &CourtOrderMoved::document);
  }
};

struct ReceiptFiled {
  KATIWALA_EVENT(72, "receipt_filed");
  Receipt receipt;
  template <class V>
  static void fields(V& v) { v(1, "receipt", &ReceiptFiled::receipt); }
};

struct InterestCredited {
  KATIWALA_EVENT(73, "interest_credited");
  Amount gross;
  Amount tax;
  CivilDate from;
  CivilDate to;
  std::uint32_t rate_ppm = 0;
  CivilDate placed;
  CivilDate booked;
  template <class V>
  static void fields(V& v) {
    v(1, "gross", &InterestCredited::gross);
    v(2, "tax", &InterestCredited::tax);
    v(3, "from", &InterestCredited::from);
    v(4, "to", &InterestCredited::to);
    v(5, "rate_ppm", &InterestCredited::rate_ppm);
    v(6, "placed", &InterestCredited::placed);
    v(7, "booked", &InterestCredited::booked);
  }
};

struct ElectionRecorded {
  KATIWALA_EVENT(74, "election_recorded");
  ElectionMade election;
  template <class V>
  static void fields(V& v) { v(1, "election", &ElectionRecorded::election); }
};

// -- pool, ledger, any
struct CreditResolved {
  KATIWALA_EVENT(75, "credit_resolved");
  CreditId credit;
  CreditEnd to = CreditEnd::returned;
  Amount amount;
  template <class V>
  static void fields(V& v) {
    v(1, "credit", &CreditResolved::credit);
    v(2, "to", &CreditResolved::to);
    v(3, "amount", &CreditResolved::amount);
  }
};

struct IncidentRecorded {
  KATIWALA_EVENT(76, "incident_recorded");
  Incident incident;
  template <class V>
  static void fields(V& v) { v(1, "incident", &IncidentRecorded::incident); }
};

/// A court set another day.
struct ObligationMoved {
  KATIWALA_EVENT(77, "obligation_moved");
  std::uint32_t number = 0;
  CivilDate due;
  std::optional<Digest> document{};
  template <class V>
  static void fields(V& v) {
    v(1, "number", &ObligationMoved::number);
    v(2, "due", &ObligationMoved::due);
    v(3, "document", &ObligationMoved::document);
  }
};

struct ObjectionRecorded {
  KATIWALA_EVENT(78, "objection_recorded");
  ProposalId proposal = 0;
  PersonId person;
  Role role = Role::guardian;
  bool withdrawn = false;
  template <class V>
  static void fields(V& v) {
    v(1, "proposal", &ObjectionRecorded::proposal);
    v(2, "person", &ObjectionRecorded::person);
    v(3, "role", &ObjectionRecorded::role);
    v(4, "withdrawn", &ObjectionRecorded::withdrawn);
  }
};

}  // namespace katiwala::custody
