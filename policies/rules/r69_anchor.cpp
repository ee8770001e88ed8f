// R69  The ledger's state is anchored outside the bank, so that an auditor needs nothing of the bank's to see that its end was cut off.  CSNT lesson; D.
//
// Nothing is denied: where witnesses are needed the plan itself lets no money leave before they have seen why (docs/durability.md). The rule says in the
// record what an auditor looks for. At a release: that no witness is configured; or, of the head the witnesses cosigned, that more than
// `every_entries` entries were written since. At a seal: that more than `every_days` days passed since the last one that was taken; days on
// which nothing was booked need none, so this is a fact and no fault. That a cut end is found is tests/attack (TheTailIsCut).
#include "policies/rules/asking.h"

namespace katiwala::policies::r69_anchor {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"every_entries", ParameterType::integer}, {"every_days", ParameterType::integer}};

Verdict on_release(const Matter& m) {
  if (m.state.ledger.witness_quorum == 0) return allow("not_witnessed", {});
  if (!m.submission.witnessed) return silent();  // the plan refuses
  const auto since = static_cast<std::int64_t>(m.submission.seq) - static_cast<std::int64_t>(m.submission.witnessed->size);
  if (since <= m.rulebook.integer("R69", "every_entries")) return allow("witnessed", {});
  return allow("anchored_long_ago", {fact("entries_since", since)});
}

Verdict on_seal(const Matter& m, const TakeSeal& seal) {
  const auto entries = static_cast<std::int64_t>(m.submission.seq);
  if (!m.state.ledger.sealed) return allow("first_seal", {fact("entries", entries)});
  const std::int64_t days = seal.day.days() - m.state.ledger.sealed->days();
  const std::string_view word = days <= m.rulebook.integer("R69", "every_days") ? "sealed_in_time" : "sealed_long_ago";
  return allow(word, {fact("entries", entries), fact("days_since", days)});
}

Verdict judge(const Matter& m) {
  const auto* seal = m.as<TakeSeal>();
  const bool leaves = m.stage == Stage::release && payment(m) != nullptr;
  if (seal == nullptr && !leaves) return silent();
  for (const std::string_view name : {"every_entries", "every_days"}) {
    const std::int64_t value = m.rulebook.integer("R69", name);
    if (value < 1) return deny_parameter("R69", name, std::to_string(value));
  }
  return seal != nullptr ? on_seal(m, *seal) : on_release(m);
}

}  // namespace
}  // namespace katiwala::policies::r69_anchor

KATIWALA_RULE(R69, r69_anchor, kParameters, judge, hears<TakeSeal, RequestDisbursement>())
