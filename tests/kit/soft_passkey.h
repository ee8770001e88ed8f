/// A software authenticator, and the browser before it: makes the keys, and answers as devices do. Shares no line with the room that judges the answers.
///
/// What it writes is put together from plain pieces, so that a test can put them together wrongly.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

namespace katiwala::testing {

/// CBOR as it should be written; pieces to build what should not be.
namespace cbor {
Bytes head(unsigned major, std::uint64_t argument);
Bytes number(std::int64_t value);
Bytes bytes(ByteView value);
Bytes text(std::string_view value);
Bytes array(std::vector<Bytes> items);
Bytes map(std::vector<std::pair<Bytes, Bytes>> pairs);  ///< in the order given
}  // namespace cbor

Bytes joined(std::vector<Bytes> pieces);

inline constexpr std::uint8_t kUp = 0x01, kUv = 0x04, kBe = 0x08, kBs = 0x10, kAt = 0x40, kEd = 0x80;

/// What a page asks for, and how the device is.
struct Asked {
  std::string type;  ///< "webauthn.create" or "webauthn.get"
  Bytes challenge;
  std::string origin = "https://trust.sandbox.example";
  std::string rp_id = "trust.sandbox.example";
  std::string cross_origin = "false";
  std::string further;  ///< members that the browser adds, as text: ,"name":"value"
  std::uint8_t flags = kUp | kUv;
  std::uint32_t counter = 0;
  Bytes extensions;     ///< CBOR; flag ED is not set by itself
};

/// For a signature over canonical bytes: the challenge is their SHA-256.
Asked to_sign(ByteView canonical, std::uint32_t counter = 0);

std::string client_data(const Asked& asked);
/// Without an attested credential: 37 bytes and the extensions.
Bytes authenticator_data(const Asked& asked);
Bytes attestation_object(std::string_view format, const Bytes& statement, const Bytes& authenticator_data);
/// The same ECDSA signature with s on the other side of the group's half.
Bytes other_s(const Bytes& der);

class SoftPasskey {
 public:
  enum class Kind { es256, eddsa, rs256 };

  /// A fresh key; its id is made from `name`.
  SoftPasskey(Kind kind, std::string_view name, unsigned rsa_bits = 2048);

  [[nodiscard]] const Bytes& id() const { return id_; }
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::int64_t cose_algorithm() const;
  [[nodiscard]] Bytes cose_key() const;
  /// The parts of the public key as COSE has them: x, y (or x alone), or modulus and exponent.
  [[nodiscard]] std::vector<Bytes> public_parts() const;
  [[nodiscard]] Bytes sign(ByteView message) const;

  /// With aaguid, id and key; AT is set.
  [[nodiscard]] Bytes attested_data(const Asked& asked) const;
  [[nodiscard]] Bytes attested_data(const Asked& asked, const Bytes& cose_key) const;
  /// Over authenticator data and the hash of the client data.
  [[nodiscard]] Bytes signature(const Bytes& authenticator_data, std::string_view client_data) const;

 private:
  Kind kind_;
  Bytes id_;
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace katiwala::testing
