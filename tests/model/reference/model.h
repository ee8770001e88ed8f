/// A ledger as the documents describe it, without storage, signatures or bytes: asked the same as the product, it must answer the same.
///
/// Written from the design, the rules and the decisions under docs, in another way than the product wherever there is one: money moves
/// from account to account, days are counted one by one, worth is whole 10^-12 pesos, what is due is looked up and not kept.
#pragma once

#include "tests/model/reference/memory.h"

namespace reference {

struct Judgement;
struct Raised;
struct Matter;

struct Answer {
  Outcome outcome = Outcome::deny;
  std::set<Reason> reasons;
  Subject about;
  Balances balances;                 ///< of every account that was touched, after it
  std::multiset<std::string> alerts;
  bool opened_proposal = false;
  std::set<std::pair<Subject, Reason>> kept;             ///< what is told only in a protection file or a watch
  std::map<Subject, std::multiset<std::string>> weighed;  ///< watches that say which flags were raised, none as well
  std::set<Subject> files;                               ///< protection files and watches with a part in it
};

class Model {
 public:
  /// A ledger founded by entry 0: its officers, the rulebook as shipped.
  void found(std::map<Name, Principal> officers, Micros now);
  /// Judges and carries out. `entry` is the number it has in the journal, `now` the time the journal drew.
  Answer ask(const Operation& operation, Micros now, std::uint64_t entry);

  /// What falls due first, whenever that is.
  [[nodiscard]] std::optional<Due> next_due() const;
  [[nodiscard]] std::vector<Due> agenda() const;
  Answer tick(const Due& due, Micros now, std::uint64_t entry);

  [[nodiscard]] const Memory& memory() const { return memory_; }

 private:
  Answer decide(const Operation& operation, Judgement& said);
  Answer asked(const Operation& operation, Judgement& said);
  Answer approval(const Operation& operation, const Approve& approve, Judgement& said);
  Answer release(const Operation& operation, const Release& release, Judgement& said);
  Answer propose(const Operation& operation, Draft drafted, const std::vector<Role>& needs, const Judgement& said);
  Answer refuse(const Operation& operation, const std::string& code, const Judgement& said);
  Answer stopped(const Action& submitted, const Draft& drafted, const Judgement& said);
  Answer judged(const Action& submitted, const Draft& drafted, const Judgement& said) const;
  /// What is not for everybody goes to the files.
  void tell(Answer& answer) const;
  void weigh(const Action& judged, bool executed, const Draft& drafted, Answer& answer) const;
  [[nodiscard]] const Action& behind(const Action& action) const;
  [[nodiscard]] bool may_stand_in(const Proposal& proposal) const;
  void book_allows(const Draft& drafted) const;
  /// Judges under the rulebook of now and, where it is another, under the one of then; consequences are the first's.
  void judge_again(Matter matter, int before, Judgement& said) const;
  [[nodiscard]] Matter matter(const Operation& operation, const Action& action, Stage stage, const Draft& drafted, Tier tier) const;
  [[nodiscard]] bool signature_good(const Operation& operation) const;
  void may_ask(const Operation& operation) const;

  void carry_out(const Draft& drafted, Answer& answer);
  /// Of what is denied or held only flags, and duties that are owed all the same.
  void follow(const Judgement& said, bool accepted, Answer& answer);
  void open_duties(const Judgement& said, bool accepted, Answer& answer);
  void raise(const Raised& raised, Answer& answer);
  void come_of_age(const Name& ward, Answer& answer);
  void remember(const Due& due, Answer& answer);
  void be_late(const Due& due, Answer& answer);
  void drop_proposal(std::uint64_t entry);
  [[nodiscard]] Asking asking(Tier tier) const;

  Memory memory_;
  Day today_ = 0;
  std::uint64_t entry_ = 0;
  const Principal* who_ = nullptr;
};

/// Roles that may ask; roles that must then agree, each another person.
struct Permission {
  std::set<Role> may_ask;
  std::vector<Role> must_agree;
};
Permission permission(const Action& action);

}  // namespace reference
