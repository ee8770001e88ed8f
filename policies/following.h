/// What follows from a hearing beside the plan: duties and reminders with their numbers, what was counted, flags, cases. Private to case.cpp.
#pragma once

#include "policies/hearing.h"

namespace katiwala::policies {

struct Following {
  const custody::State& state;
  const custody::Submission& submission;
  const Rulebook* rulebook;
  CivilDate today;
};

/// Adds what follows to `effects`, which hold those of the plan where it is accepted: numbers go on from theirs. Of a matter that is denied or
/// held only reasons kept in watches and protection files, and duties that are owed all the same.
void add_consequences(const Following& f, const Hearing& hearing, bool accepted, std::vector<custody::Effect>& effects);

/// The watches that have a part in an entry whether or not anything was found, so that the part's being there tells nothing (R38). `command` is what
/// is judged: for an approval the proposal's.
std::vector<custody::Subject> watches_beside(const custody::State& state, const custody::Command& command, const std::vector<custody::Effect>& effects,
                                             bool executed);

/// Adds the flags to the effects: FlagsWeighed in every one of those watches, and in others where something was raised; cases where they open one.
void weigh(const Following& f, const Hearing* hearing, const std::vector<custody::Subject>& watches, std::vector<custody::Effect>& effects);

}  // namespace katiwala::policies
