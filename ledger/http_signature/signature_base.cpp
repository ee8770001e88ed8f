#include "ledger/http_signature/signature_base.h"

#include <algorithm>

namespace katiwala::http_signature {
namespace {

constexpr std::size_t kNumberBytes = 32, kSignatureBytes = 2 * kNumberBytes;
constexpr std::uint8_t kSequence = 0x30, kInteger = 0x02;

Refusal invalid(std::string message) { return refuse(Code::SIGNATURE_INVALID, std::move(message), "signature"); }

/// A DER INTEGER that is not negative: no zeros in front but the one that keeps it so.
Bytes der_integer(ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  Bytes out{kInteger, static_cast<std::uint8_t>(number.size())};
  if (number.front() >= 0x80) {
    ++out[1];
    out.push_back(0);
  }
  out.insert(out.end(), number.begin(), number.end());
  return out;
}

Bytes der_of(ByteView raw) {
  const Bytes r = der_integer(raw.first(kNumberBytes)), s = der_integer(raw.subspan(kNumberBytes));
  Bytes out{kSequence, static_cast<std::uint8_t>(r.size() + s.size())};  // at most 70: one byte says it
  out.insert(out.end(), r.begin(), r.end());
  out.insert(out.end(), s.begin(), s.end());
  return out;
}

/// Takes an INTEGER off the front of DER, as 32 bytes at the end of `out`; false where it is none, or is longer.
bool take_integer(ByteView& der, Bytes& out) {
  if (der.size() < 2 || der[0] != kInteger || der[1] > kNumberBytes + 1 || der.size() < std::size_t{2} + der[1]) return false;
  ByteView number = der.subspan(2, der[1]);
  der = der.subspan(2 + number.size());
  while (!number.empty() && number.front() == 0) number = number.subspan(1);
  if (number.size() > kNumberBytes) return false;
  out.insert(out.end(), kNumberBytes - number.size(), 0);
  out.insert(out.end(), number.begin(), number.end());
  return true;
}

}  // namespace

std::string signature_base(std::span<const Component> components, std::string_view input) {
  std::string out;
  for (const Component& one : components) out.append("\"").append(one.name).append("\": ").append(one.value).append("\n");
  return out.append("\"@signature-params\": ").append(input);
}

std::optional<crypto::Algorithm> algorithm_named(std::string_view name) {
  if (name == "ed25519") return crypto::Algorithm::ed25519;
  if (name == "ecdsa-p256-sha256") return crypto::Algorithm::es256;
  return std::nullopt;
}

Status verify(const crypto::PublicKey& key, std::string_view base, ByteView signature) {
  if (signature.size() != kSignatureBytes) return invalid("A signature has 64 bytes; of ECDSA these are its two numbers, and not DER.");
  const Bytes as_kept = key.algorithm == crypto::Algorithm::es256 ? der_of(signature) : Bytes(signature.begin(), signature.end());
  if (!crypto::verify(key, view(base), as_kept).ok()) return invalid("The signature does not verify over what it says it covers.");
  return good();
}

Result<Bytes> on_the_wire(crypto::Algorithm algorithm, ByteView signature) {
  if (algorithm == crypto::Algorithm::ed25519) return Bytes(signature.begin(), signature.end());
  Bytes out;
  if (signature.size() < 2 || signature[0] != kSequence || signature[1] != signature.size() - 2) return invalid("No ECDSA signature in DER.");
  ByteView inside = signature.subspan(2);
  if (!take_integer(inside, out) || !take_integer(inside, out) || !inside.empty()) return invalid("No ECDSA signature in DER.");
  return out;
}

}  // namespace katiwala::http_signature
