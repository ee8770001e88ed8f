/// What every fuzzer's reader shares: libFuzzer's entry point under a name, and the three questions that are asked of a format.
///
///   same_bytes   what is read is written again, to the same bytes: one value has one spelling
///   stranger     does the independent verifier, which shares no line with the house, refuse the same bytes, and by which of its checks?
///   agree        the two must not differ
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "audit/verify/refusal.h"
#include "ledger/base/assert.h"
#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::fuzz {

/// A fuzzer's whole work: one input. Each target defines it.
void one(std::string_view bytes);

template <class Read, class Print>
bool same_bytes(std::string_view bytes, const Read& read, const Print& print) {
  const auto value = read(bytes);
  if (!value.ok()) {
    KATIWALA_ASSERT(!value.refusal().message.empty(), "a refusal without a reason");
    return false;
  }
  KATIWALA_ASSERT(print(*value) == bytes, "read, but written differently");
  return true;
}

/// The verifier's check that refused, or nothing.
template <class Read>
std::optional<std::string> stranger(const Read& read) {
  try {
    read();
    return std::nullopt;
  } catch (const verify::Refused& refused) {
    return refused.check;
  } catch (const verify::Unusable& unusable) {
    return std::string("unusable: ") + unusable.what();
  }
}

inline void agree(bool house_accepts, const std::optional<std::string>& strangers_check) {
  if (house_accepts == !strangers_check.has_value()) return;
  std::fprintf(stderr, "fuzz: the house %s, the verifier says: %s\n", house_accepts ? "accepts" : "refuses", strangers_check.value_or("accepted").c_str());
  KATIWALA_ASSERT(false, "the house and the verifier read the same bytes differently");
}

}  // namespace katiwala::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  katiwala::fuzz::one({reinterpret_cast<const char*>(data), size});
  return 0;
}
