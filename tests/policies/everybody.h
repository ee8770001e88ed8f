/// The same rules, each asked about everything whatever it says it hears (policies/hears.h): what a judgement must come to all the same.
#pragma once

#include <string>

#include "policies/judge.h"

namespace katiwala::policies::everybody {

/// The program's rules, made so.
std::span<const Rule* const> rules();

/// "" or what of two decisions is not the same: "outcome", "about", "reasons", "effects", "postings".
std::string difference(const custody::Decision& a, const custody::Decision& b);

}  // namespace katiwala::policies::everybody
