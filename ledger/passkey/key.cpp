#include "ledger/passkey/key.h"

#include <algorithm>

#include "ledger/passkey/cbor.h"
#include "ledger/passkey/rsa.h"
#include "ledger/crypto/signature.h"

namespace katiwala::passkey {
namespace {

/// COSE's labels and values (RFC 9053 §7, RFC 8230 §4).
constexpr std::int64_t kType = 1, kAlgorithm = 3, kFirst = -1, kSecond = -2, kThird = -3;
constexpr std::int64_t kTypeOkp = 1, kTypeEc2 = 2, kTypeRsa = 3, kCurveP256 = 1, kCurveEd25519 = 6;
/// SubjectPublicKeyInfo of P-256 up to the two coordinates (RFC 5480).
constexpr std::uint8_t kP256Prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                        0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
constexpr std::size_t kCoordinateBytes = 32;

Refusal bad_key(std::string message) { return refuse(Code::KEY_INVALID, std::move(message), "credentialPublicKey"); }
Refusal not_as_listed() { return bad_key("The passkey's key has a parameter that it should not have, lacks one, or has one of another kind."); }

/// The parameters of a COSE key in their canonical order.
class Parameters {
 public:
  explicit Parameters(ByteView item) : in_(item), count_(in_.map()) {}
  [[nodiscard]] bool has(std::size_t count) const { return count_.ok() && *count_ == count; }

  Result<std::int64_t> number(std::int64_t label) {
    KATIWALA_CHECK(expect(label));
    const auto value = in_.integer();
    if (!value.ok()) return not_as_listed();
    return *value;
  }
  Result<ByteView> bytes(std::int64_t label) {
    KATIWALA_CHECK(expect(label));
    const auto value = in_.bytes();
    if (!value.ok()) return not_as_listed();
    return *value;
  }

 private:
  Status expect(std::int64_t label) {
    const auto found = in_.integer();
    if (!found.ok() || *found != label) return not_as_listed();
    return good();
  }

  ItemReader in_;
  Result<std::size_t> count_;
};

/// y of the points whose order divides 8, little-endian without the sign of x (RFC 8032 §5.1.2): 0, 1, -1 and the two of order 8.
bool has_small_order(ByteView raw) {
  static const std::vector<Bytes> points = [] {
    Bytes zero(kCoordinateBytes), one(kCoordinateBytes), minus_one(kCoordinateBytes, 0xff);
    one.front() = 1;
    minus_one.front() = 0xec;
    minus_one.back() = 0x7f;
    return std::vector<Bytes>{zero, one, minus_one, from_hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05").value(),
                              from_hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a").value()};
  }();
  Bytes y(raw.begin(), raw.end());
  y.back() &= 0x7f;
  return std::ranges::find(points, y) != points.end();
}

/// y below 2^255 - 19: the other encodings are second spellings of small numbers.
bool is_reduced(ByteView raw) {
  const auto full = [](std::uint8_t each) { return each == 0xff; };
  return raw.front() < 0xed || (raw.back() & 0x7f) != 0x7f || !std::ranges::all_of(raw.subspan(1, raw.size() - 2), full);
}

Result<Key> edwards(ByteView raw) {
  if (raw.size() != kCoordinateBytes) return not_as_listed();
  if (!is_reduced(raw) || has_small_order(raw)) {
    return bad_key("The passkey's Ed25519 key is a point under which anybody can sign, or not in its only spelling.");
  }
  KATIWALA_TRY(crypto::PublicKey key, crypto::PublicKey::from_ed25519_raw(raw));
  return Key{KeyAlgorithm::eddsa, std::move(key.spki)};
}

Result<Key> edwards_from(Parameters& in, std::int64_t type) {
  KATIWALA_TRY(const std::int64_t curve, in.number(kFirst));
  KATIWALA_TRY(const ByteView x, in.bytes(kSecond));
  if (!in.has(4) || type != kTypeOkp || curve != kCurveEd25519) return not_as_listed();
  return edwards(x);
}

Result<Key> p256_from(Parameters& in, std::int64_t type) {
  KATIWALA_TRY(const std::int64_t curve, in.number(kFirst));
  KATIWALA_TRY(const ByteView x, in.bytes(kSecond));
  KATIWALA_TRY(const ByteView y, in.bytes(kThird));
  if (!in.has(5) || type != kTypeEc2 || curve != kCurveP256 || x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) return not_as_listed();
  Bytes spki(std::begin(kP256Prefix), std::end(kP256Prefix));
  spki.insert(spki.end(), x.begin(), x.end());
  spki.insert(spki.end(), y.begin(), y.end());
  KATIWALA_TRY(crypto::PublicKey key, crypto::PublicKey::from_spki(spki));
  return Key{KeyAlgorithm::es256, std::move(key.spki)};
}

Result<Key> rsa_from(Parameters& in, std::int64_t type) {
  KATIWALA_TRY(const ByteView modulus, in.bytes(kFirst));
  KATIWALA_TRY(const ByteView exponent, in.bytes(kSecond));
  if (!in.has(4) || type != kTypeRsa) return not_as_listed();
  KATIWALA_TRY(Bytes spki, rsa_spki(modulus, exponent));
  return Key{KeyAlgorithm::rs256, std::move(spki)};
}

}  // namespace

Result<Key> Key::from_cose(ByteView item) {
  Parameters in(item);
  KATIWALA_TRY(const std::int64_t type, in.number(kType));
  KATIWALA_TRY(const std::int64_t algorithm, in.number(kAlgorithm));
  switch (algorithm) {
    case static_cast<std::int64_t>(KeyAlgorithm::es256): return p256_from(in, type);
    case static_cast<std::int64_t>(KeyAlgorithm::eddsa): return edwards_from(in, type);
    case static_cast<std::int64_t>(KeyAlgorithm::rs256): return rsa_from(in, type);
    default: return bad_key("The passkey's algorithm is none of ES256, EdDSA and RS256.");
  }
}

Result<Key> Key::from_spki(ByteView der) {
  if (auto rsa = rsa_from_spki(der); rsa.ok()) return Key{KeyAlgorithm::rs256, std::move(rsa).value()};
  KATIWALA_TRY(crypto::PublicKey key, crypto::PublicKey::from_spki(der));
  if (key.algorithm == crypto::Algorithm::ed25519) return edwards(ByteView(key.spki).last(kCoordinateBytes));
  return Key{KeyAlgorithm::es256, std::move(key.spki)};
}

Status verify(const Key& key, ByteView message, ByteView signature) {
  const auto invalid_signature = [] { return refuse(Code::SIGNATURE_INVALID, "The signature does not verify under the passkey's key.", "signature"); };
  if (key.algorithm == KeyAlgorithm::rs256) return verify_rs256(key.spki, message, signature) ? good() : invalid_signature();
  const auto known = crypto::PublicKey::from_spki(key.spki);
  const auto wanted = key.algorithm == KeyAlgorithm::eddsa ? crypto::Algorithm::ed25519 : crypto::Algorithm::es256;
  if (!known.ok() || known->algorithm != wanted || !crypto::verify(*known, message, signature).ok()) return invalid_signature();
  return good();
}

}  // namespace katiwala::passkey
