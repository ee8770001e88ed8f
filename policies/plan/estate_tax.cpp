#include "policies/plan/estate_tax.h"

#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/facts.h"

namespace katiwala::policies {
namespace {

using namespace custody;

bool is_taxed_estate(const Rulebook* rulebook, const Pool* pool, const Ward& ward, const Request& request, CivilDate today) {
  if (request.purpose != Purpose::estate || !ward.died || rulebook == nullptr) return false;
  if (!rulebook->has("R62", "percent") || !rulebook->has("R62", "months")) return false;
  const bool in_trust = pool != nullptr && (pool->product == Product::pooled_trust || pool->product == Product::individual_trust);
  if (in_trust && rulebook->has("R62", "applies_to_trust") && !rulebook->flag("R62", "applies_to_trust")) return false;
  const auto months = static_cast<int>(std::clamp<std::int64_t>(rulebook->integer("R62", "months"), 0, 12'000));
  return today <= add_months(*ward.died, months) && fact_in_force(ward.facts, FactKind::estate_clearance, today) == nullptr;
}

}  // namespace

std::optional<Amount> estate_tax(const Rulebook* rulebook, const Pool* pool, const Ward& ward, const Request& request, CivilDate today) {
  if (!is_taxed_estate(rulebook, pool, ward, request, today)) return std::nullopt;
  const std::int64_t percent = std::clamp<std::int64_t>(rulebook->integer("R62", "percent"), 0, 100);
  const auto tax = round_half_even(exact_major(request.amount) * percent / 100, request.amount.currency());
  KATIWALA_ASSERT(tax.ok(), "a part of an amount past the bound");
  return tax->is_zero() ? std::nullopt : std::optional<Amount>(*tax);
}

}  // namespace katiwala::policies
