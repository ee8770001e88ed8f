/// Records of the care for a ward and of what endangers her money. Parts of the records of records.h.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/commands_care.h"
#include "ledger/custody/commands_watch.h"
#include "ledger/custody/reason.h"

namespace katiwala::custody {

/// The data key of a file that goes with a ward.
struct FileKey {
  SubjectKind of = SubjectKind::protection;
  std::array<std::uint8_t, 16> key{};
  template <class V>
  static void fields(V& v) {
    v(1, "of", &FileKey::of);
    v(2, "key", &FileKey::key);
  }
};

/// As RecordFact said it.
struct WardFact {
  std::uint32_t number = 0;  ///< within the ward or her protection file, from 1
  FactKind fact = FactKind::birth_evidence;
  CivilDate since;
  std::optional<CivilDate> until{};
  std::optional<Digest> document{};
  std::optional<PersonId> person{};
  CivilDate recorded;
  std::optional<CivilDate> ended{};
  std::optional<CivilDate> born_earliest{};
  std::optional<CivilDate> born_latest{};
  std::optional<EvidenceRank> evidence{};
  std::optional<Residence> residence{};
  std::optional<TrustTerms> terms{};
  template <class V>
  static void fields(V& v) {
    v(1, "number", &WardFact::number);
    v(2, "fact", &WardFact::fact);
    v(3, "since", &WardFact::since);
    v(4, "until", &WardFact::until);
    v(5, "document", &WardFact::document);
    v(6, "person", &WardFact::person);
    v(7, "recorded", &WardFact::recorded);
    v(8, "ended", &WardFact::ended);
    v(9, "born_earliest", &WardFact::born_earliest);
    v(10, "born_latest", &WardFact::born_latest);
    v(11, "evidence", &WardFact::evidence);
    v(12, "residence", &WardFact::residence);
    v(13, "terms", &WardFact::terms);
  }
};

struct Freeze {
  FreezeId id;
  FreezeKind freeze_kind = FreezeKind::court;
  CivilDate dated;
  std::optional<CivilDate> until{};
  std::optional<Amount> amount{};
  std::optional<PersonId> person{};
  std::optional<CivilDate> lifted{};
  PersonId set_by;
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Freeze::id);
    v(2, "freeze_kind", &Freeze::freeze_kind);
    v(3, "dated", &Freeze::dated);
    v(4, "until", &Freeze::until);
    v(5, "amount", &Freeze::amount);
    v(6, "person", &Freeze::person);
    v(7, "lifted", &Freeze::lifted);
    v(8, "set_by", &Freeze::set_by);
  }
};

/// Something to be looked at again at an instant: `apply` knows no rulebook, so the event that needs a later look carries its time.
struct Reminder {
  std::uint32_t number = 0;
  ReminderKind reminder = ReminderKind::review;
  Instant at;
  std::optional<std::uint32_t> of{};  ///< a duty, a case, a fact
  std::optional<std::array<std::uint8_t, 16>> object{};  ///< a freeze, a guardian
  template <class V>
  static void fields(V& v) {
    v(1, "number", &Reminder::number);
    v(2, "reminder", &Reminder::reminder);
    v(3, "at", &Reminder::at);
    v(4, "of", &Reminder::of);
    v(5, "object", &Reminder::object);
  }
};

/// A case that compliance looks into.
struct WatchCase {
  std::uint32_t number = 0;
  std::string flag;
  CivilDate opened;
  std::optional<RequestId> request{};
  std::optional<CreditId> credit{};
  CaseState state = CaseState::open;
  std::optional<CivilDate> moved{};
  bool trafficking = false;
  std::uint64_t entry = 0;  ///< that raised it
  template <class V>
  static void fields(V& v) {
    v(1, "number", &WatchCase::number);
    v(2, "flag", &WatchCase::flag);
    v(3, "opened", &WatchCase::opened);
    v(4, "request", &WatchCase::request);
    v(5, "credit", &WatchCase::credit);
    v(6, "state", &WatchCase::state);
    v(7, "moved", &WatchCase::moved);
    v(8, "trafficking", &WatchCase::trafficking);
    v(9, "entry", &WatchCase::entry);
  }
};

struct Relation {
  PersonId person;
  PersonId other;
  RelationKind relation = RelationKind::other_relative;
  std::uint32_t degree = 0;
  std::vector<Mark> marks{};
  template <class V>
  static void fields(V& v) {
    v(1, "person", &Relation::person);
    v(2, "other", &Relation::other);
    v(3, "relation", &Relation::relation);
    v(4, "degree", &Relation::degree);
    v(5, "marks", &Relation::marks);
  }
};

struct Budget {
  BudgetId id;
  Purpose purpose = Purpose::education;
  CivilDate from;
  CivilDate to;
  Amount amount;
  std::optional<CourtOrderId> court_order{};
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Budget::id);
    v(2, "purpose", &Budget::purpose);
    v(3, "from", &Budget::from);
    v(4, "to", &Budget::to);
    v(5, "amount", &Budget::amount);
    v(6, "court_order", &Budget::court_order);
  }
};

struct VoucherShare {
  Digest document{};
  Amount total;
  Amount share;
  PayeeId payee;
  template <class V>
  static void fields(V& v) {
    v(1, "document", &VoucherShare::document);
    v(2, "total", &VoucherShare::total);
    v(3, "share", &VoucherShare::share);
    v(4, "payee", &VoucherShare::payee);
  }
};

struct Receipt {
  RequestId request;
  Digest document{};
  Amount amount;
  CivilDate dated;
  PayeeId payee;
  std::optional<Mark> invoice{};
  std::optional<std::uint64_t> serial{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &Receipt::request);
    v(2, "document", &Receipt::document);
    v(3, "amount", &Receipt::amount);
    v(4, "dated", &Receipt::dated);
    v(5, "payee", &Receipt::payee);
    v(6, "invoice", &Receipt::invoice);
    v(7, "serial", &Receipt::serial);
  }
};

/// Interest as it was booked (R09, R25).
struct InterestLine {
  CivilDate booked;
  Amount gross;
  Amount tax;
  template <class V>
  static void fields(V& v) {
    v(1, "booked", &InterestLine::booked);
    v(2, "gross", &InterestLine::gross);
    v(3, "tax", &InterestLine::tax);
  }
};

struct ElectionMade {
  Election election = Election::stay;
  CivilDate dated;
  std::optional<PayeeId> payee{};
  std::optional<CivilDate> until{};
  template <class V>
  static void fields(V& v) {
    v(1, "election", &ElectionMade::election);
    v(2, "dated", &ElectionMade::dated);
    v(3, "payee", &ElectionMade::payee);
    v(4, "until", &ElectionMade::until);
  }
};

/// What a red flag saw.
struct Flag {
  std::string code;  ///< "RF01"
  std::vector<Fact> facts{};
  template <class V>
  static void fields(V& v) {
    v(1, "code", &Flag::code);
    v(2, "facts", &Flag::facts);
  }
};

struct Alert {
  std::string rule;
  std::string code;
  CivilDate day;
  template <class V>
  static void fields(V& v) {
    v(1, "rule", &Alert::rule);
    v(2, "code", &Alert::code);
    v(3, "day", &Alert::day);
  }
};

struct Incident {
  IncidentId id;
  IncidentKind incident_kind = IncidentKind::risk_event;
  Instant known;
  template <class V>
  static void fields(V& v) {
    v(1, "id", &Incident::id);
    v(2, "incident_kind", &Incident::incident_kind);
    v(3, "known", &Incident::known);
  }
};

}  // namespace katiwala::custody
