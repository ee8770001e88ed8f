#include "tests/policies/everybody.h"

#include "tests/policies/properties/fingerprint.h"

namespace katiwala::policies::everybody {
namespace {

using properties::Fingerprint;

/// Everything that is recorded of them.
std::pair<std::uint64_t, std::uint64_t> print_of(const std::vector<custody::Effect>& effects) {
  Fingerprint print;
  for (const custody::Effect& effect : effects) {
    print(effect.about);
    print.word(effect.event.index());
    std::visit([&](const auto& event) { print(event); }, static_cast<const custody::EventVariant&>(effect.event));
  }
  return print.value();
}
std::pair<std::uint64_t, std::uint64_t> print_of(const std::vector<custody::SubjectPosting>& postings) {
  Fingerprint print;
  for (const custody::SubjectPosting& line : postings) {
    print(line.about);
    print(line.posting);
  }
  return print.value();
}

}  // namespace

std::span<const Rule* const> rules() {
  static const std::vector<Rule> kRules = [] {
    std::vector<Rule> made;
    for (const Rule* rule : all_rules()) made.push_back({rule->id, rule->parameters, rule->judge, hears_everything()});
    return made;
  }();
  static const std::vector<const Rule*> kPointers = [] {
    std::vector<const Rule*> pointers;
    for (const Rule& rule : kRules) pointers.push_back(&rule);
    return pointers;
  }();
  return kPointers;
}

std::string difference(const custody::Decision& a, const custody::Decision& b) {
  if (a.outcome != b.outcome) return "outcome";
  if (a.about != b.about) return "about";
  if (a.reasons != b.reasons) return "reasons";
  if (print_of(a.effects) != print_of(b.effects)) return "effects";
  return print_of(a.postings) == print_of(b.postings) ? "" : "postings";
}

}  // namespace katiwala::policies::everybody
