/// Plays a history to both ledgers and holds their answers against each other.
#pragma once

#include "tests/model/audited.h"
#include "tests/model/office.h"
#include "tests/model/picture.h"

namespace katiwala::model {

/// How often each thing happened: a history in which nothing of a kind happened shows nothing about it.
struct Tally {
  std::map<std::string, std::map<std::string, std::uint64_t>> outcomes;  ///< by command
  std::map<std::string, std::uint64_t> reasons;                          ///< "deny BOND_PENDING R08", "duty bond"
  std::uint64_t steps = 0, entries = 0, pictures = 0;
  Audited audited;
  void count(const std::string& command, const reference::Answer& answer, const journal::Entry& entry);
  void add(const Tally& other);
};

class Play {
 public:
  /// Compares everything known every `picture_every` steps.
  Play(std::uint64_t seed, std::size_t picture_every);

  /// "" where both agree, or what differs.
  std::string step(Scripted step);
  /// Everything known, now.
  std::string compare();
  /// What must hold once a history has been played: the same from nothing but the journal, and nothing that an auditor finds. Stops the journal.
  std::string finish();

  [[nodiscard]] const reference::Model& model() const { return model_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }
  /// The step that made an entry; kNoStep for ticks and the founding.
  [[nodiscard]] reference::Step maker(std::uint64_t entry) const;

 private:
  std::string ask(const Scripted& step);
  std::string again(const Scripted& step);
  /// Takes the ticks among the entries `from` .. `end`-1 into the model.
  std::string ticks(std::uint64_t from, std::uint64_t end);
  /// Both have made what is due by now.
  std::string settle_ticks();

  std::uint64_t seed_;
  Office office_;
  reference::Model model_;
  std::size_t picture_every_;
  Tally tally_;
  std::map<reference::Step, std::shared_ptr<const journal::Entry>> made_;
  std::map<reference::Step, reference::Operation> asked_;
  std::map<std::uint64_t, reference::Step> makers_;
};

}  // namespace katiwala::model
