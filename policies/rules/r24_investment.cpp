// R24  Her money is invested by a court's order, or where the trust instrument says so in government securities.  s.23; RA 390 s.16.
//
// The order must say that purpose. Without one: only where the rulebook admits it at all (`auto_invest` = "GOVERNMENT"; "NONE": never), the
// instrument's terms in force allow it, the payee is the government, and income covers the whole of it: the terms are about income.
// The tiers bind it all the same (R19).
#include "policies/rules/authority.h"

namespace katiwala::policies::r24_investment {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"auto_invest", ParameterType::text}};

/// What stands in the way of an investment without an order; nullopt where nothing does.
std::optional<std::string_view> missing(const Matter& m, const Payment& asked, const std::string& auto_invest) {
  const Payee* payee = payee_of(m, asked);
  if (auto_invest == "NONE") return "court_order";
  if (!terms_of(m).auto_invest) return "terms";
  if (payee == nullptr || payee->payee_kind != PayeeKind::government) return "government_securities";
  if (!is_income_alone(m, asked)) return "income";
  return std::nullopt;
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || asked->purpose != Purpose::investment) return silent();
  const std::string& auto_invest = m.rulebook.text("R24", "auto_invest");
  if (auto_invest != "NONE" && auto_invest != "GOVERNMENT") return deny_parameter("R24", "auto_invest", auto_invest);
  if (order_for(m, *asked, Purpose::investment) != nullptr) return allow("ordered_purpose", {fact("purpose", name(asked->purpose))});
  const auto lacks = missing(m, *asked, auto_invest);
  if (lacks) return deny(Code::INVESTMENT_FORBIDDEN, {fact("missing", asked->court_order ? "order_purpose" : *lacks)});
  return allow("instrument_allows", {fact("amount", asked->amount)});
}

}  // namespace
}  // namespace katiwala::policies::r24_investment

KATIWALA_RULE(R24, r24_investment, kParameters, judge, hears<RequestDisbursement>())
