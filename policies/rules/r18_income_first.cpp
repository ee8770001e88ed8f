// R18  Income is drawn before principal.  s.17(c).
//
// Looks at what the plan would post, in the currency of the payment or charge: principal is taken only where nothing of income is left. The
// trustee's own fee never comes from principal, a bank's charge may (a return or transfer costs what it costs), unless the instrument
// says that charges come from income alone; a charge on a conversion counts as the bank's. `waterfall` names the order; no other one
// is possible.
#include "policies/rules/authority.h"

namespace katiwala::policies::r18_income_first {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"waterfall", ParameterType::list}};

struct Taken {
  Amount principal;    ///< taken from it
  Amount income_left;  ///< what would stand on the account of income
};

/// `of`: only lines of that category; none: of all.
Taken taken(const Matter& m, Currency currency, std::optional<book::Category> of) {
  Taken sum{zero(currency), m.state.balance(book::AccountKind::income, m.ward->id.bytes, currency)};
  for (const SubjectPosting& line : m.plan.postings) {
    const book::Account& account = line.posting.account;
    if (account.owner != m.ward->id.bytes || account.currency != currency || (of && line.posting.category != *of)) continue;
    if (account.kind == book::AccountKind::principal) sum.principal -= line.posting.change();
    if (account.kind == book::AccountKind::income) sum.income_left += line.posting.change();
  }
  return sum;
}

Verdict income_first(const Taken& sum) {
  if (!sum.principal.is_positive() || !sum.income_left.is_positive()) return silent();
  return deny(Code::INCOME_INSUFFICIENT, {fact("from_principal", sum.principal), fact("income_left", sum.income_left)});
}

Verdict on_charge(const Matter& m, const RecordCharge& charge) {
  const Taken sum = taken(m, charge.amount.currency(), std::nullopt);
  const bool trustees = charge.charge == ChargeKind::trustee_fee;
  if (sum.principal.is_positive() && (trustees || terms_of(m).no_charges_on_principal)) {
    const ChargeKind kind = charge.charge.value_or(ChargeKind::bank_charge);
    return deny(Code::INCOME_INSUFFICIENT, {fact("charge", name(kind)), fact("from_principal", sum.principal)});
  }
  return income_first(sum);
}

/// What is exchanged is not spent; what the exchange costs is.
Verdict on_conversion(const Matter& m, const Convert& deal) {
  if (!deal.charge || !terms_of(m).no_charges_on_principal) return silent();
  const Taken sum = taken(m, deal.charge->currency(), book::Category::charge);
  if (!sum.principal.is_positive()) return silent();
  return deny(Code::INCOME_INSUFFICIENT, {fact("charge", name(ChargeKind::bank_charge)), fact("from_principal", sum.principal)});
}

std::optional<Verdict> wrong_waterfall(const Rulebook& rulebook) {
  const std::vector<std::string>& order = rulebook.list("R18", "waterfall");
  if (order == std::vector<std::string>{"income", "principal"}) return std::nullopt;
  std::string text;
  for (const std::string& word : order) text += (text.empty() ? "" : ",") + word;
  return deny_parameter("R18", "waterfall", text);
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  const auto* charge = m.as<RecordCharge>();
  const auto* deal = m.as<Convert>();
  if (m.ward == nullptr || (!asked && charge == nullptr && deal == nullptr)) return silent();
  if (auto verdict = wrong_waterfall(m.rulebook)) return *std::move(verdict);
  if (asked) return income_first(taken(m, asked->amount.currency(), std::nullopt));
  return charge != nullptr ? on_charge(m, *charge) : on_conversion(m, *deal);
}

}  // namespace
}  // namespace katiwala::policies::r18_income_first

KATIWALA_RULE(R18, r18_income_first, kParameters, judge, hears<RequestDisbursement, RecordCharge, Convert>())
