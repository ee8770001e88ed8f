/// Commands that stop money or look into it: freezes, cases, incidents.
#pragma once

#include <string>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// Stops a ward's or a pool's money, all of it or an amount.  R41; RA 9160 s.10; RA 12010. Set again with a later day it is extended.
struct SetFreeze {
  KATIWALA_COMMAND(51, "set_freeze");
  FreezeId freeze;
  Subject about;  ///< ward or pool; an AMLC freeze stands in the watch all the same
  FreezeKind freeze_kind = FreezeKind::court;
  CivilDate dated;
  std::optional<CivilDate> until{};  ///< last day; none: as long as the rulebook lets it
  std::optional<Amount> amount{};  ///< only so much; none: everything
  std::optional<Digest> document{};
  std::optional<PersonId> person{};  ///< who claims
  template <class V>
  static void fields(V& v) {
    v(1, "freeze", &SetFreeze::freeze);
    v(2, "about", &SetFreeze::about);
    v(3, "freeze_kind", &SetFreeze::freeze_kind);
    v(4, "dated", &SetFreeze::dated);
    v(5, "until", &SetFreeze::until);
    v(6, "amount", &SetFreeze::amount);
    v(7, "document", &SetFreeze::document);
    v(8, "person", &SetFreeze::person);
  }
};

struct LiftFreeze {
  KATIWALA_COMMAND(52, "lift_freeze");
  FreezeId freeze;
  Subject about;
  CivilDate dated;
  std::optional<Digest> document{};
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "freeze", &LiftFreeze::freeze);
    v(2, "about", &LiftFreeze::about);
    v(3, "dated", &LiftFreeze::dated);
    v(4, "document", &LiftFreeze::document);
    v(5, "reason", &LiftFreeze::reason);
  }
};

/// Compliance looks into something (R37).
struct OpenCase {
  KATIWALA_COMMAND(53, "open_case");
  Subject about;  ///< a watch
  std::string flag;  ///< "RF10"
  std::optional<RequestId> request{};
  std::optional<CreditId> credit{};
  std::optional<VaultRef> note{};
  template <class V>
  static void fields(V& v) {
    v(1, "about", &OpenCase::about);
    v(2, "flag", &OpenCase::flag);
    v(3, "request", &OpenCase::request);
    v(4, "credit", &OpenCase::credit);
    v(5, "note", &OpenCase::note);
  }
};

/// What compliance found: suspicious, clear, reported, closed (R37, R39).
struct MoveCase {
  KATIWALA_COMMAND(54, "move_case");
  Subject about;
  std::uint32_t number = 0;
  CaseState to = CaseState::suspicious;
  CivilDate dated;
  std::optional<Digest> document{};
  std::optional<VaultRef> note{};
  bool trafficking = false;  ///< a law-enforcement report goes with it (R39)
  template <class V>
  static void fields(V& v) {
    v(1, "about", &MoveCase::about);
    v(2, "number", &MoveCase::number);
    v(3, "to", &MoveCase::to);
    v(4, "dated", &MoveCase::dated);
    v(5, "document", &MoveCase::document);
    v(6, "note", &MoveCase::note);
    v(7, "trafficking", &MoveCase::trafficking);
  }
};

/// A breach of personal data, or an event of great risk, becomes known (R40, R67). What it was is in the vault.
struct ReportIncident {
  KATIWALA_COMMAND(55, "report_incident");
  IncidentId incident;
  IncidentKind incident_kind = IncidentKind::risk_event;
  Instant known;
  std::optional<Digest> document{};
  std::optional<VaultRef> note{};
  template <class V>
  static void fields(V& v) {
    v(1, "incident", &ReportIncident::incident);
    v(2, "incident_kind", &ReportIncident::incident_kind);
    v(3, "known", &ReportIncident::known);
    v(4, "document", &ReportIncident::document);
    v(5, "note", &ReportIncident::note);
  }
};

}  // namespace katiwala::custody
