/// The two files that go with a ward and are not for everybody who sees her account.
#pragma once

#include <vector>

#include "ledger/custody/records.h"

namespace katiwala::custody {

/// What the bank's people know of the danger around a ward; never shown to her guardian. Sealed under a key of its own.
struct Protection {
  WardId ward;
  std::vector<AdversePerson> adverse{};
  std::vector<Relation> relations{};
  std::vector<WardFact> facts{};
  std::vector<Alert> alerts{};
  std::vector<Obligation> obligations{};
  std::vector<Reminder> reminders{};
  template <class V>
  static void fields(V& v) {
    v(1, "ward", &Protection::ward);
    v(2, "adverse", &Protection::adverse);
    v(3, "relations", &Protection::relations);
    v(4, "facts", &Protection::facts);
    v(5, "alerts", &Protection::alerts);
    v(6, "obligations", &Protection::obligations);
    v(7, "reminders", &Protection::reminders);
  }
};

/// What compliance alone knows (R38): of a ward, or of a pool (credits that nobody can place). Sealed under a key of its own.
struct Watch {
  Subject of;  ///< the watch itself: kind watch, with the id of the ward or pool
  std::vector<Covered> covered{};
  std::vector<WatchCase> cases{};
  std::vector<Obligation> obligations{};
  std::vector<Freeze> freezes{};
  std::vector<Reminder> reminders{};
  std::uint32_t flags = 0;  ///< raised so far
  template <class V>
  static void fields(V& v) {
    v(1, "of", &Watch::of);
    v(2, "covered", &Watch::covered);
    v(3, "cases", &Watch::cases);
    v(4, "obligations", &Watch::obligations);
    v(5, "freezes", &Watch::freezes);
    v(6, "reminders", &Watch::reminders);
    v(7, "flags", &Watch::flags);
  }
};

}  // namespace katiwala::custody
