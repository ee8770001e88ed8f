// RF12  A guardian's request at night, or by a key of his that is new, needs a social worker's eyes too.  rules.md red flags; [D].
//
// Night is [22:00, 06:00) in Manila by the journal's time: 22:00:00 is night, 06:00:00 is not. A key is new until it has been enrolled for
// 72 hours; exactly 72 is enough. The first key of a person is never new: there is none it could have replaced. The request becomes T1 at
// least; that it was made so is kept as a flag, and opens no case by itself.
#include <algorithm>

#include "policies/rules/patterns.h"

namespace katiwala::policies::rf12_unusual_asking {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"night_from_hour", ParameterType::integer},
                                           {"night_to_hour", ParameterType::integer},
                                           {"new_key_hours", ParameterType::integer}};

constexpr std::int64_t kHourMicros = 3'600'000'000;

int manila_hour(Instant at) { return static_cast<int>((at.micros - start_of(manila_date(at)).micros) / kHourMicros); }

/// From one hour to another, past midnight where the first is the later one.
bool within_hours(int hour, int from, int to) { return from <= to ? hour >= from && hour < to : hour >= from || hour < to; }

/// When the key that signed was enrolled; nullopt of a person's first, or where it is not known.
std::optional<Instant> later_key_since(const Matter& m) {
  if (!m.submission.signature) return std::nullopt;
  const auto& keys = m.principal->credentials;
  const auto used = std::find_if(keys.begin(), keys.end(), [&](const Credential& key) { return key.fingerprint == m.submission.signature->credential; });
  const auto index = static_cast<std::size_t>(used - keys.begin());
  if (used == keys.end() || index == 0 || index >= m.principal->enrolled.size()) return std::nullopt;
  return m.principal->enrolled[index];
}

std::vector<Fact> unusual(const Matter& m, Instant asked_at) {
  std::vector<Fact> facts;
  const int hour = manila_hour(asked_at);
  if (within_hours(hour, bounded(m.rulebook, "RF12", "night_from_hour"), bounded(m.rulebook, "RF12", "night_to_hour")))
    facts.push_back(fact("asked_at", asked_at.manila_text()));
  const auto since = later_key_since(m);
  if (since && asked_at.micros - since->micros < bounded(m.rulebook, "RF12", "new_key_hours") * kHourMicros)
    facts.push_back(fact("key_since", since->manila_text()));
  return facts;
}

Verdict judge(const Matter& m) {
  if (m.stage != Stage::submit || m.principal == nullptr || m.principal->role != Role::guardian) return silent();
  const auto asked = spending(m);
  if (!asked) return silent();
  for (const std::string_view hour : {"night_from_hour", "night_to_hour"}) {
    const std::int64_t value = m.rulebook.integer("RF12", hour);
    if (value < 0 || value > 23) return deny_parameter("RF12", hour, std::to_string(value));
  }
  const std::vector<Fact> facts = unusual(m, asked->asked_at);
  if (facts.empty()) return silent();
  Verdict verdict = ask_tier(m, Code::STEP_UP, Tier::t1, facts);
  verdict.raised.push_back(flag_of(*asked, *m.ward, false, facts));
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf12_unusual_asking

KATIWALA_RULE(RF12, rf12_unusual_asking, kParameters, judge, hears<RequestDisbursement>())
