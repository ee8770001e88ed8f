/// What is said in the end: what was checked, with counts, and what was not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/verify/refusal.h"

namespace verify {

struct Report {
  std::string subject;  // what was looked at
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  std::vector<std::string> facts, notes, not_checked;

  std::uint64_t& count(const std::string& name) {
    for (auto& [known, value] : counts)
      if (known == name) return value;
    return counts.emplace_back(name, 0).second;
  }

  std::string text() const;
  std::string json() const;
};

std::string refusal_text(const Refused& refused);
std::string refusal_json(const Refused& refused);
std::string unusable_json(const std::string& why);

}  // namespace verify
