// R54  A conversion is a deal that was done: both legs, the deal's rate, its source and its time, and what it cost as a line of
//      its own; nobody's balance is ever revalued.  D.
//
// The rate is from the currency sold to the one bought, which are two; the deal is not of the future; a charge is in the
// currency bought and less than what was bought. The plan moves exactly the two legs and the charge on the ward's accounts.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"

namespace katiwala::policies::r54_conversion {
namespace {

using namespace custody;

std::optional<std::string_view> missing(const Matter& m, const Convert& deal) {
  if (!deal.sold.is_positive()) return "sold";
  if (!deal.bought.is_positive()) return "bought";
  if (deal.source.find_first_not_of(" \t\r\n") == std::string::npos) return "source";
  if (deal.dealt.micros <= 0 || deal.dealt > m.submission.time) return "dealt";
  return std::nullopt;
}

/// What the plan adds to the ward's own accounts in one currency.
Minor moved(const Matter& m, const Ward& ward, Currency currency) {
  Minor sum = 0;
  for (const SubjectPosting& line : m.plan.postings) {
    const book::Account& account = line.posting.account;
    if (account.owner == ward.id.bytes && account.currency == currency) sum += line.posting.change_minor;
  }
  return sum;
}

Verdict judge(const Matter& m) {
  const auto* deal = m.as<Convert>();
  if (deal == nullptr) return silent();
  if (const auto what = missing(m, *deal)) return deny(Code::CONVERSION_INCOMPLETE, {fact("missing", *what)});
  const Currency sold = deal->sold.currency();
  const Currency bought = deal->bought.currency();
  if (sold == bought || deal->rate.base() != sold || deal->rate.quote() != bought) {
    return deny(Code::CURRENCY_MISMATCH, {fact("sold", deal->sold), fact("bought", deal->bought)});
  }
  const Amount charge = deal->charge.value_or(zero(bought));
  if (charge.currency() != bought || charge.is_negative() || charge >= deal->bought) {
    return deny(Code::CURRENCY_MISMATCH, {fact("charge", charge), fact("bought", deal->bought)});
  }
  if (m.ward != nullptr && !m.plan.postings.empty() &&
      (moved(m, *m.ward, sold) != -wide(deal->sold) || moved(m, *m.ward, bought) != wide(deal->bought - charge))) {
    return deny(Code::SUM_NOT_PRESERVED, {fact("sold", deal->sold), fact("bought", deal->bought)});
  }
  return allow("deal_complete", {fact("rate", deal->rate.text()), fact("source", deal->source), fact("dealt", deal->dealt.manila_text())});
}

}  // namespace
}  // namespace katiwala::policies::r54_conversion

KATIWALA_RULE(R54, r54_conversion, {}, judge, hears<Convert>())
