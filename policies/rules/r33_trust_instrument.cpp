// R33  No account is opened for a ward without the court order or agreement that creates the trust.  MORB 413.
//
// The hash of the document is recorded; a document of zeros is no document.
#include "policies/rules/asking.h"

namespace katiwala::policies::r33_trust_instrument {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  const auto* opening = m.as<OpenWard>();
  if (opening == nullptr) return silent();
  const bool on_file = opening->trust_instrument && *opening->trust_instrument != Digest{};
  return on_file ? allow("trust_instrument_on_file", {}) : deny(Code::TRUST_INSTRUMENT_MISSING, {});
}

}  // namespace
}  // namespace katiwala::policies::r33_trust_instrument

KATIWALA_RULE(R33, r33_trust_instrument, {}, judge, hears<OpenWard>())
