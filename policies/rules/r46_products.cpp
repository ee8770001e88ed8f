// R46  Until she is eighteen, award money is in no product that the child, or a relative, can draw on alone.  PD 734; D.
//
// A list of what may be used, not of what may not: a product that nobody thought of is refused. Judged when a pool is opened
// and again when a ward is put into it.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r46_products {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"products", ParameterType::list}};

Verdict on_product(const std::vector<std::string>& allowed, Product product) {
  const bool listed = std::find(allowed.begin(), allowed.end(), name(product)) != allowed.end();
  return listed ? allow("product_allowed", {fact("product", name(product))})
                : deny(Code::PRODUCT_NOT_ALLOWED, {fact("product", name(product))});
}

Verdict judge(const Matter& m) {
  const auto& allowed = m.rulebook.list("R46", "products");
  for (const std::string& product : allowed)
    if (!from_name<Product>(product)) return deny_parameter("R46", "products", product);
  if (const auto* pool = m.as<OpenPool>()) return on_product(allowed, pool->product);
  if (const auto* ward = m.as<OpenWard>()) {
    const Pool* pool = m.state.pool(ward->pool);
    return pool == nullptr ? deny(Code::POOL_UNKNOWN, {}) : on_product(allowed, pool->product);
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r46_products

KATIWALA_RULE(R46, r46_products, kParameters, judge, hears_everything())
