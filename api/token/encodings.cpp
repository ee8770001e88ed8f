#include "api/token/encodings.h"

#include <algorithm>

namespace katiwala::api::token {
namespace {

constexpr std::uint8_t kEd25519Oid[] = {0x06, 0x03, 0x2b, 0x65, 0x70};
constexpr std::uint8_t kEd25519Name[] = {0x13, 0x0c, 'e', 'd', 'w', 'a', 'r', 'd', 's', '2', '5', '5', '1', '9'};
constexpr std::uint8_t kP256Oid[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
/// SubjectPublicKeyInfo of P-256 up to the point (RFC 5480).
constexpr std::uint8_t kP256Prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                        0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};
constexpr std::uint8_t kOctetString = 0x04, kInteger = 0x02, kSequence = 0x30;
constexpr std::size_t kHalf = 32;  ///< of r ‖ s

bool same(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

/// DER INTEGER of an unsigned number: no leading zeros but one before a set top bit.
void append_integer(Bytes& out, ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  const bool padded = (number.front() & 0x80u) != 0;
  out.push_back(kInteger);
  out.push_back(static_cast<std::uint8_t>(number.size() + (padded ? 1 : 0)));
  if (padded) out.push_back(0);
  out.insert(out.end(), number.begin(), number.end());
}

}  // namespace

Result<crypto::Algorithm> algorithm_of(ByteView ec_params) {
  if (same(ec_params, kEd25519Oid) || same(ec_params, kEd25519Name)) return crypto::Algorithm::ed25519;
  if (same(ec_params, kP256Oid)) return crypto::Algorithm::es256;
  return refuse(Code::TOKEN_KEY_UNFIT, "The key on the token lies on a curve that is not used here.");
}

Result<crypto::PublicKey> public_key_of(crypto::Algorithm algorithm, ByteView ec_point) {
  const std::size_t bare = algorithm == crypto::Algorithm::ed25519 ? 32 : 65;
  if (ec_point.size() == bare + 2 && ec_point[0] == kOctetString && ec_point[1] == bare) ec_point = ec_point.subspan(2);
  const auto unfit = [] { return refuse(Code::TOKEN_KEY_UNFIT, "The token states the public half in a form that is not known here."); };
  if (ec_point.size() != bare) return unfit();
  if (algorithm == crypto::Algorithm::ed25519) return crypto::PublicKey::from_ed25519_raw(ec_point);
  Bytes spki(std::begin(kP256Prefix), std::end(kP256Prefix));
  spki.insert(spki.end(), ec_point.begin(), ec_point.end());
  const auto key = crypto::PublicKey::from_spki(spki);
  if (!key.ok()) return unfit();
  return key;
}

Result<Bytes> der_signature(ByteView raw) {
  if (raw.size() != 2 * kHalf) return refuse(Code::TOKEN_FAILED, "The token returned a signature of a length that no P-256 signature has.");
  Bytes numbers;
  append_integer(numbers, raw.first(kHalf));
  append_integer(numbers, raw.last(kHalf));
  Bytes out{kSequence, static_cast<std::uint8_t>(numbers.size())};
  out.insert(out.end(), numbers.begin(), numbers.end());
  return out;
}

}  // namespace katiwala::api::token
