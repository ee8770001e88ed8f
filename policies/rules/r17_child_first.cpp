// R17  What is hers is for her own support and education; the family's needs are not paid from it.  FC 226.
//
// Every other purpose is hers, or has a rule of its own. `family_needs` = "DENY": only under a court order that says that very purpose (R20:
// in force; R21: its cap). "INCOME_ONLY": without an order too, where income covers the whole of it, to the centavo; of principal nothing
// goes to the family. At release it is what was set aside that counts.
#include "policies/rules/authority.h"

namespace katiwala::policies::r17_child_first {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"family_needs", ParameterType::text}};

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || asked->purpose != Purpose::family_needs) return silent();
  const std::string& family_needs = m.rulebook.text("R17", "family_needs");
  if (family_needs != "DENY" && family_needs != "INCOME_ONLY") return deny_parameter("R17", "family_needs", family_needs);
  if (order_for(m, *asked, Purpose::family_needs) != nullptr) return allow("ordered_purpose", {fact("purpose", name(asked->purpose))});
  if (family_needs == "INCOME_ONLY" && is_income_alone(m, *asked)) return allow("income_alone", {fact("amount", asked->amount)});
  return deny(Code::PURPOSE_FORBIDDEN, {fact("purpose", name(asked->purpose)), fact("family_needs", family_needs)});
}

}  // namespace
}  // namespace katiwala::policies::r17_child_first

KATIWALA_RULE(R17, r17_child_first, kParameters, judge, hears<RequestDisbursement>())
