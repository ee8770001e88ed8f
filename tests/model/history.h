/// A history: what is asked of both ledgers, step by step. Plain values, so that it can be cut and played again.
#pragma once

#include "tests/model/reference/model.h"
#include "tests/support/split_mix.h"

namespace katiwala::model {

/// The same for the same seed, everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : source_(seed) {}
  std::uint64_t next() { return source_.next(); }
  /// 0 .. sides-1. Pre: sides > 0.
  std::uint64_t roll(std::uint64_t sides) { return next() % sides; }
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + static_cast<std::int64_t>(roll(static_cast<std::uint64_t>(most - least) + 1)); }
  bool percent(unsigned chance) { return roll(100) < chance; }
  bool in_thousand(unsigned chance) { return roll(1000) < chance; }
  reference::Name name();
  template <class List>
  const typename List::value_type& pick(const List& list) {
    return list[roll(list.size())];
  }

 private:
  seeded::SplitMix source_;
};

struct Scripted {
  enum class Kind {
    ask,      ///< under a key of its own
    again,    ///< an earlier step word for word: the same answer
    instead,  ///< an earlier step's key with another request: refused
    restart,  ///< the journal is stopped and opened again
  };
  reference::Step number = 0;
  Kind kind = Kind::ask;
  reference::Operation operation;        ///< of ask
  reference::Step of = reference::kNoStep;  ///< of again, instead
};

struct History {
  std::uint64_t seed = 0;
  std::vector<Scripted> steps;
};

/// One line a step: what a person needs to see of a cut history.
std::string describe(const Scripted& step);

}  // namespace katiwala::model
