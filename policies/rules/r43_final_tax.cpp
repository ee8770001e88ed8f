// R43  The final tax kept from interest is what the law says of who she is, of the currency and of the day of placement.  RA 12214.
//
//   in pesos                                                     20 %; a long-term deposit placed before 1 July 2025: nothing
//   in another currency, she lives abroad and has proved it      nothing
//   in another currency, otherwise                               20 %; placed before 1 July 2025: 15 %, a long-term one nothing
//
// Where she lives, and whether that is proved, is asked for the day the interest was booked; abroad without proof is taxed as at home.
// Placed on 1 July 2025 is under the new law. The tax is rounded once, half to even, and one centavo beside it is denied. That the interest
// itself is what its rate makes of the balance is R53's. The bank keeps the tax and answers for it; the rule can not see whether the deposit
// that the bank names is the one on which the interest ran.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/facts.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::r43_final_tax {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"effective_from", ParameterType::text},
                                           {"percent", ParameterType::integer},
                                           {"legacy_percent", ParameterType::integer}};

struct Tax {
  std::int64_t percent = 0;
  std::string_view basis;
};

bool is_proved_abroad(const Ward& ward, CivilDate day) {
  const WardFact* lives = fact_in_force(ward.facts, FactKind::residence, day);
  const Residence residence = lives != nullptr && lives->residence ? *lives->residence : ward.residence;
  return residence == Residence::abroad && fact_in_force(ward.facts, FactKind::tax_residence_proof, day) != nullptr;
}

Tax tax_of(const Matter& m, const RecordInterest& interest, CivilDate effective) {
  const bool foreign = interest.gross.currency() != peso();
  if (foreign && is_proved_abroad(*m.ward, interest.booked)) return {0, "non_resident"};
  if (interest.placed >= effective) return {m.rulebook.integer("R43", "percent"), "resident"};
  if (interest.long_term) return {0, "long_term"};
  return foreign ? Tax{m.rulebook.integer("R43", "legacy_percent"), "legacy"} : Tax{m.rulebook.integer("R43", "percent"), "resident"};
}

bool is_percent(std::int64_t value) { return value >= 0 && value <= 100; }

Verdict judge(const Matter& m) {
  const auto* interest = m.as<RecordInterest>();
  if (interest == nullptr || m.ward == nullptr) return silent();
  const std::string& from = m.rulebook.text("R43", "effective_from");
  const Result<CivilDate> effective = CivilDate::parse(from);
  if (!effective.ok()) return deny_parameter("R43", "effective_from", from);
  for (const std::string_view name : {"percent", "legacy_percent"}) {
    const std::int64_t value = m.rulebook.integer("R43", name);
    if (!is_percent(value)) return deny_parameter("R43", name, std::to_string(value));
  }
  if (interest->gross.currency() != interest->tax.currency()) return deny(Code::CURRENCY_MISMATCH, {fact("tax", interest->tax)});
  const Tax tax = tax_of(m, *interest, *effective);
  const Result<Amount> expected = round_half_even(exact_major(interest->gross) * tax.percent / 100, interest->gross.currency());
  if (!expected.ok()) return deny(expected.refusal());
  std::vector<Fact> facts{fact("gross", interest->gross), fact("percent", tax.percent), fact("basis", tax.basis), fact("tax", interest->tax)};
  if (*expected == interest->tax) return allow("tax_kept", std::move(facts));
  facts.push_back(fact("expected", *expected));
  return deny(Code::TAX_MISMATCH, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r43_final_tax

KATIWALA_RULE(R43, r43_final_tax, kParameters, judge, hears<RecordInterest>())
