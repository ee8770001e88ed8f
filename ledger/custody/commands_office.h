/// Commands about the ledger itself: its founding, its officers and their keys, its rulebook, its clock, rates, erasure.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/credentials.h"

namespace katiwala::custody {

struct PrincipalSpec {
  PrincipalId principal;
  PersonId person;   ///< a quorum counts persons, never keys
  Role role = Role::auditor;
  Credential credential;
  std::vector<OrderId> orders{};  ///< of a foreign court's reader: the orders of that court, ascending; nobody else has any
  bool operator==(const PrincipalSpec&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &PrincipalSpec::principal);
    v(2, "person", &PrincipalSpec::person);
    v(3, "role", &PrincipalSpec::role);
    v(4, "credential", &PrincipalSpec::credential);
    v(5, "orders", &PrincipalSpec::orders);
  }
};

/// Entry 0. Signed by two of the founding officers over the canonical founding statement (journal/canonical.h).
struct CreateLedger {
  KATIWALA_COMMAND(1, "create_ledger");
  std::array<std::uint8_t, 16> ledger{};
  std::string origin;      ///< the log's name; a sandbox origin says so
  Mode mode = Mode::sandbox;
  std::string rulebook;    ///< the whole text (TOML), with its calendars
  std::uint32_t witness_quorum = 0;  ///< cosignatures that must cover money-out; 0: no witnesses configured yet
  std::vector<PrincipalSpec> officers{};
  std::vector<Signature> signatures{};
  std::optional<std::array<std::uint8_t, 16>> vault_key{};  ///< data key of vault items that are about no ward (pools, orders)
  std::vector<std::string> log_keys{};   ///< that sign the log's heads: C2SP signed-note vkeys of type 0x01, name = origin
  std::vector<std::string> witnesses{};  ///< whose cosignatures count: vkeys of type 0x04
  template <class V>
  static void fields(V& v) {
    v(1, "ledger", &CreateLedger::ledger);
    v(2, "origin", &CreateLedger::origin);
    v(3, "mode", &CreateLedger::mode);
    v(4, "rulebook", &CreateLedger::rulebook);
    v(5, "witness_quorum", &CreateLedger::witness_quorum);
    v(6, "officers", &CreateLedger::officers);
    v(7, "signatures", &CreateLedger::signatures);
    v(8, "vault_key", &CreateLedger::vault_key);
    v(9, "log_keys", &CreateLedger::log_keys);
    v(10, "witnesses", &CreateLedger::witnesses);
  }
};

/// Made by the writer itself when something falls due; time acts only through it, so replay needs no clock.
struct Tick {
  KATIWALA_COMMAND(2, "tick");
  std::uint8_t matter = 0;  ///< Matter (state.h)
  Instant due;
  std::array<std::uint8_t, 16> object{};
  std::uint64_t number = 0;
  std::optional<SubjectKind> subject_kind{};  ///< of `object`; none: a ward or a pool
  template <class V>
  static void fields(V& v) {
    v(1, "matter", &Tick::matter);
    v(2, "due", &Tick::due);
    v(3, "object", &Tick::object);
    v(4, "number", &Tick::number);
    v(5, "subject_kind", &Tick::subject_kind);
  }
};

/// Sandbox only: forward.
struct MoveClock {
  KATIWALA_COMMAND(3, "move_clock");
  Instant to;
  template <class V>
  static void fields(V& v) { v(1, "to", &MoveClock::to); }
};

/// A known principal sent something that could not even be judged; the refusal is recorded, the input is not.
struct RefuseInput {
  KATIWALA_COMMAND(4, "refuse_input");
  std::string route;  ///< template, never with identifiers
  std::string code;
  Digest body{};      ///< keyed digest of what was sent
  template <class V>
  static void fields(V& v) {
    v(1, "route", &RefuseInput::route);
    v(2, "code", &RefuseInput::code);
    v(3, "body", &RefuseInput::body);
  }
};

struct EnrolPrincipal {
  KATIWALA_COMMAND(5, "enrol_principal");
  PrincipalSpec who;
  template <class V>
  static void fields(V& v) { v(1, "who", &EnrolPrincipal::who); }
};

struct RevokePrincipal {
  KATIWALA_COMMAND(6, "revoke_principal");
  PrincipalId principal;
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &RevokePrincipal::principal);
    v(2, "reason", &RevokePrincipal::reason);
  }
};

struct AdoptRulebook {
  KATIWALA_COMMAND(7, "adopt_rulebook");
  std::string rulebook;
  template <class V>
  static void fields(V& v) { v(1, "rulebook", &AdoptRulebook::rulebook); }
};

/// Erases one ward: destroys her data key (R66). Only an account that stands at zero can be erased.
struct EraseWard {
  KATIWALA_COMMAND(8, "erase_ward");
  WardId ward;
  std::string reason;
  std::array<std::uint8_t, 16> key{};  ///< her data key's name, put in by the journal, whatever was asked
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &EraseWard::ward);
    v(2, "reason", &EraseWard::reason);
    v(3, "key", &EraseWard::key);
  }
};

/// Exchange rate for threshold tests (R36, R08): how many PHP a unit costs on a day, from a named source.
struct RecordRate {
  KATIWALA_COMMAND(9, "record_rate");
  Rate rate;
  CivilDate day;
  std::string source;
  template <class V>
  static void fields(V& v) {
    v(1, "rate", &RecordRate::rate);
    v(2, "day", &RecordRate::day);
    v(3, "source", &RecordRate::source);
  }
};

/// Commits to everything there is before it (docs/proofs.md, "A seal"). The ledger takes one itself when a banking day has ended.
struct TakeSeal {
  KATIWALA_COMMAND(43, "take_seal");
  CivilDate day;  ///< that it is taken for; not in the future
  template <class V>
  static void fields(V& v) { v(1, "day", &TakeSeal::day); }
};

/// A key that signs the log's heads comes, goes, or is known to be in other hands. Old heads keep the key that signed them.
struct DeclareLogKey {
  KATIWALA_COMMAND(44, "declare_log_key");
  std::string key;  ///< vkey
  KeyStanding standing = KeyStanding::active;
  template <class V>
  static void fields(V& v) {
    v(1, "key", &DeclareLogKey::key);
    v(2, "standing", &DeclareLogKey::standing);
  }
};

/// Whose cosignatures count from now on, and how many must cover an approval before its money leaves.
struct AdoptWitnesses {
  KATIWALA_COMMAND(45, "adopt_witnesses");
  std::uint32_t quorum = 0;
  std::vector<std::string> witnesses{};  ///< vkeys
  template <class V>
  static void fields(V& v) {
    v(1, "quorum", &AdoptWitnesses::quorum);
    v(2, "witnesses", &AdoptWitnesses::witnesses);
  }
};

/// What a witness had cosigned last when a restored copy was accepted.
struct WitnessSeen {
  std::string witness;     ///< its name in the operator's trust policy
  std::uint64_t size = 0;  ///< entries
  bool operator==(const WitnessSeen&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "witness", &WitnessSeen::witness);
    v(2, "size", &WitnessSeen::size);
  }
};

/// A copy that was restored from a backup takes the place of the ledger that was lost: two officers say so, knowing what was seen of the lost one
/// (docs/restore.md). Asked where the copy lies, never at the door: until it is accepted nothing is served.
struct AcceptRestore {
  KATIWALA_COMMAND(46, "accept_restore");
  std::uint32_t epoch = 0;          ///< that the head file goes on in
  std::uint64_t entries = 0;        ///< of the copy, before this one
  std::uint64_t from_backup = 0;    ///< of these; the others came from an auditor's copy
  std::vector<WitnessSeen> seen{};
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "epoch", &AcceptRestore::epoch);
    v(2, "entries", &AcceptRestore::entries);
    v(3, "from_backup", &AcceptRestore::from_backup);
    v(4, "seen", &AcceptRestore::seen);
    v(5, "reason", &AcceptRestore::reason);
  }
};

}  // namespace katiwala::custody
