/// What the contract says of one ward's payments, step by step: whether a step must be let through, and if not, why not.
///
/// It is told what the ledger did with each step and goes on from there, so that one disagreement is reported once. Where the contract leaves
/// something open (`Expect`), more than one answer is right.
///
/// A payment waits for its classes: T0 for an officer, T1 and above for an officer and a social worker, each another person and none of them who asked. It leaves
/// by the hand of a fourth person. The approval that completes it and the release are judged anew, under the rulebook it was asked under and
/// the one in force; at both moments
///   - every class has somebody's approval that counts, and at least so many persons agree as the rulebook says, the requester among them;
///   - nobody counts whose last key was revoked, and no approval that was given before the payee's account was changed;
///   - the guardian who asked may act, the court's order named stands, nothing is frozen, the sum is within its tier and the rail's limit.
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

/// What it may do.
struct Expect {
  bool refuse = false, record = false, do_it = false;
  Reasons why{};  ///< where it may, or must, be refused
  [[nodiscard]] bool is_open() const { return static_cast<int>(refuse) + static_cast<int>(record) + static_cast<int>(do_it) > 1; }
};

/// "" or what is wrong with what was seen.
std::string objection(const Expect& expect, const Seen& seen);

struct Key {
  int person = 0;
  Role role = Role::officer;
  bool revoked = false;
};

struct Approval {
  int person = 0;
  Role role = Role::officer;
  Micros at = 0;
};

struct Request {
  int requester = 0;
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
  /// Pre: knows(step); pass() to its time. Of steps that are nobody's payment: anything.
  [[nodiscard]] Expect expects(const Step& step) const;
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

 private:
  enum class Stage { execute, release };
  /// Those of a payment's parties that count.
  struct Quorum {
    std::set<Role> classes{};
    bool stood_in = false;
    int persons = 0;
    bool somebody_gone = false, account_changed = false;
    bool asker_gone = false;
    bool part_gone = false;  ///< somebody has a key left, but none of the class in which he approved
    std::optional<Day> endorsed{};
  };
  [[nodiscard]] Expect on_request(const Step& step) const;
  [[nodiscard]] Expect on_approval(const Step& step) const;
  [[nodiscard]] Expect on_cancel(const Step& step) const;
  [[nodiscard]] Expect on_release(const Step& step) const;
  [[nodiscard]] Expect on_bank(const Step& step) const;

  [[nodiscard]] Quorum quorum(const Request& request) const;
  [[nodiscard]] bool is_complete(const Request& request, const Quorum& found) const;
  [[nodiscard]] bool is_open_question(const Request& request, const Quorum& found) const;
  /// What stands against it at that moment, its approvals as they are in `request`.
  [[nodiscard]] Reasons obstacles(const Request& request, Stage stage) const;
  void missing_persons(const Request& request, Reasons& why) const;
  void limits(const Request& request, Stage stage, const Figures& figures, Reasons& why) const;
  void freezes(const Request& request, Stage stage, Reasons& why) const;
  void authority(int person, Reasons& why) const;
  /// Others to the same payee by the same rail, that count on the day it is judged.
  [[nodiscard]] Centavos beside(int number, const Request& request, Stage stage) const;
  [[nodiscard]] int number_of(const Request& request) const;
  [[nodiscard]] bool may_stand_in(const Request& request, int edition) const;
  [[nodiscard]] Tier tier_of(const Step& step) const;
  [[nodiscard]] const Figures& figures() const { return kEditions[static_cast<std::size_t>(edition_)]; }
  [[nodiscard]] bool forgets(Why why) const { return forgotten_.contains(why); }
  void add(Reasons& why, Why one) const {
    if (!forgets(one)) why.insert(one);
  }
  [[nodiscard]] Expect either(Reasons why, Expect otherwise) const;
  void end(Request& request, State state);
  void take_payment(const Step& step, const Seen& seen);
  void take_around(const Step& step, const Seen& seen);

  Beginning is_;
  Reasons forgotten_;
  std::map<int, Request> requests_;
  std::map<int, Freeze> freezes_;
  bool order_stayed_ = false;
  bool adult_ = false;
  Micros now_ = 0;
  int edition_ = 0;
};

}  // namespace katiwala::interleavings::contract
