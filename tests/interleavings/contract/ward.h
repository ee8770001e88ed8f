/// What the contract says of one ward's payments, step by step: whether a step must be let through, and if not, why not.
///
/// It is told what the ledger did with each step and goes on from there, so that one disagreement is reported once.
///
/// A payment waits for its classes: T0 for an officer, T1 and above for an officer and a social worker, each another person and none of them
/// who asked. It leaves by the hand of a fourth person. The approval that completes it and the release are judged anew, under the rulebook it
/// was asked under and the one in force; at both moments
///   - every class has agreed, and so many persons as the rulebook says, the requester among them;
///   - none of the keys by which it was asked for and agreed to was revoked since, nor the credential removed with which it was, a day after others agreed
///     to that; and the payee's account is that of then;
///   - no more whole days have gone since it was asked for, that day not counted, than what was agreed to holds;
///   - the guardian who asked may act, the court's order named stands, nothing is frozen, the sum is within its tier and the rail's limit.
/// Where the rulebook of that moment wants two releasers of its file, nothing is handed over before one has proposed it and another agreed, neither of whom
/// has a part in the payment but that he may have released it.
/// Under a court order compliance stands in for one class, and an officer for the releaser, once days have passed (R31).
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "tests/interleavings/contract/figures.h"
#include "tests/interleavings/contract/step.h"

namespace katiwala::interleavings::contract {

/// What the ledger did.
struct Seen {
  enum class Outcome { refused, recorded, done };  ///< recorded: it waits for others
  Outcome outcome = Outcome::refused;
  bool held = false;                 ///< refused for now
  std::set<std::string> codes{};     ///< why it was refused
  Micros at = 0;
};

/// What it must do.
struct Expect {
  Seen::Outcome outcome = Seen::Outcome::refused;
  Reasons why{};  ///< it is refused
};

/// "" or what is wrong with what was seen.
std::string objection(const Expect& expect, const Seen& seen);

struct Key {
  int person = 0;
  Role role = Role::officer;
  bool revoked = false;
  bool spare = false;                   ///< has a further credential, and acts with that from then on
  std::optional<Micros> first_until{};  ///< from when on its first credential is removed
};

struct Approval {
  int key = 0, person = 0;
  Role role = Role::officer;
  Micros at = 0;
  bool first = true;  ///< with the key's first credential
};

struct Request {
  int key = 0, requester = 0;  ///< the key that asked, and whose it is
  bool first = true;           ///< with that key's first credential
  bool by_guardian = false;
  int payee = 0;
  Centavos amount = 0;
  bool ordered = false;
  Tier tier = Tier::t0;
  State state = State::judged;
  int edition = 0;  ///< in force when it was asked for
  Micros asked = 0, expires = 0;
  std::vector<Approval> approvals{};
  std::optional<Day> released{};
  int file_key = 0;                   ///< who proposed that its file leaves, where that waits for another; 0: nobody
  Micros file_expires = 0;
  std::vector<int> file_releasers{};  ///< persons: none or two
  [[nodiscard]] std::vector<Role> needs() const;
  [[nodiscard]] bool is_live() const { return state == State::judged || state == State::approved; }
};

struct Payee {
  int person = 0;
  bool by_instapay = false;
  std::optional<Micros> changed{};  ///< last
};

struct Guardian {
  bool suspended = false;
  Day letters = 0;
};

struct Freeze {
  FreezeKind kind = FreezeKind::court;
  std::optional<Day> until{};
  Centavos amount = 0;  ///< 0: everything
  int by = 0;           ///< person, of a guardian's own
  bool lifted = false;
};

struct Beginning {
  std::map<int, Key> keys;
  std::map<int, Guardian> guardians;  ///< by person
  std::vector<Payee> payees;
  Centavos money = 0;
  Centavos order_cap = 0;
  std::optional<Day> majority;  ///< where it falls into the time that is played
};

class Ward {
 public:
  /// `forgotten`: reasons this model does not know, to see that they are missed.
  explicit Ward(Beginning beginning, Reasons forgotten = {});

  /// What time alone brings about by then, and the rulebook that is in force.
  void pass(Micros now, int edition);
  /// Whether the numbers that a step names are there.
  [[nodiscard]] bool knows(const Step& step) const;
  /// Pre: knows(step); pass() to its time. Nothing of what happens around a payment: it does what the ledger says it did.
  [[nodiscard]] std::optional<Expect> expects(const Step& step) const;
  void take(const Step& step, const Seen& seen);

  // To choose the next step by.
  [[nodiscard]] const std::map<int, Request>& requests() const { return requests_; }
  [[nodiscard]] const std::map<int, Key>& keys() const { return is_.keys; }
  [[nodiscard]] const std::map<int, Guardian>& guardians() const { return is_.guardians; }
  [[nodiscard]] const std::vector<Payee>& payees() const { return is_.payees; }
  [[nodiscard]] const std::map<int, Freeze>& freezes() const { return freezes_; }
  [[nodiscard]] bool order_stayed() const { return order_stayed_; }
  [[nodiscard]] bool adult() const { return adult_; }
  [[nodiscard]] std::optional<Day> majority() const { return is_.majority; }
  [[nodiscard]] Micros now() const { return now_; }
  [[nodiscard]] int edition() const { return edition_; }
  [[nodiscard]] bool stands(int person) const;  ///< has a key that is not revoked
  [[nodiscard]] bool is_void(const Request& request) const;  ///< agreed to no more, or too long ago

 private:
  enum class Stage { execute, release };
  [[nodiscard]] Expect on_request(const Step& step) const;
  [[nodiscard]] Expect on_approval(const Step& step) const;
  [[nodiscard]] Expect on_cancel(const Step& step) const;
  [[nodiscard]] Expect on_release(const Step& step) const;
  [[nodiscard]] Expect on_file(const Step& step) const;
  [[nodiscard]] Expect on_bank(const Step& step) const;

  [[nodiscard]] bool is_complete(const Request& request) const;
  /// What stands against it at that moment, its approvals as they are in `request`.
  [[nodiscard]] Reasons obstacles(const Request& request, Stage stage) const;
  void not_his_to_approve(const Request& request, const Key& key, Reasons& why) const;
  void missing_persons(const Request& request, Reasons& why) const;
  /// What was agreed to is agreed to no more.
  void voided(const Request& request, Reasons& why) const;
  void lapsed(const Request& request, int edition, Reasons& why) const;
  void limits(const Request& request, Stage stage, const Figures& figures, Reasons& why) const;
  void freezes(const Request& request, Stage stage, Reasons& why) const;
  void authority(int person, Reasons& why) const;
  /// Others to the same payee by the same rail, that count on the day it is judged.
  [[nodiscard]] Centavos beside(int number, const Request& request, Stage stage) const;
  [[nodiscard]] bool has_a_part(const Request& request, int person) const;
  [[nodiscard]] int number_of(const Request& request) const;
  [[nodiscard]] bool may_stand_in(const Request& request, int edition) const;
  [[nodiscard]] Tier tier_of(const Step& step) const;
  [[nodiscard]] const Figures& figures() const { return kEditions[static_cast<std::size_t>(edition_)]; }
  [[nodiscard]] bool forgets(Why why) const { return forgotten_.contains(why); }
  void add(Reasons& why, Why one) const {
    if (!forgets(one)) why.insert(one);
  }
  void end(Request& request, State state);
  void come_of_age(Micros now);
  void take_payment(const Step& step, const Seen& seen);
  void take_around(const Step& step, const Seen& seen);

  Beginning is_;
  Reasons forgotten_;
  std::map<int, Request> requests_;
  std::map<int, Freeze> freezes_;
  bool order_stayed_ = false;
  bool adult_ = false, guardians_gone_ = false;
  Micros now_ = 0;
  int edition_ = 0;
};

}  // namespace katiwala::interleavings::contract
