/// X.509 certificates: reading what we need of one, and making test certificates for a sandbox.
#pragma once

#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/crypto/signature.h"

namespace katiwala::crypto {

struct Certificate {
  Bytes der;
  PublicKey key;
  std::string subject_common_name;
  std::string serial_hex;
  std::int64_t not_before_micros;
  std::int64_t not_after_micros;
  bool is_ca;
  [[nodiscard]] Digest fingerprint() const;  ///< SHA-256 of the DER
};

/// CERTIFICATE_INVALID with the reason: trailing bytes, another spelling than DER's, unsupported key, unreadable.
Result<Certificate> parse_certificate_der(ByteView der);
Result<Certificate> parse_certificate_pem(std::string_view pem);
std::string certificate_pem(ByteView der);

/// True chain check of `leaf` against `authorities` at `at_micros`, with purpose clientAuth or serverAuth.
enum class Purpose { client, server };
Status verify_chain(const Certificate& leaf, std::span<const Certificate> authorities, Purpose purpose, std::int64_t at_micros);

/// For sandboxes and tests: everything here says "SANDBOX" in the organisation of its subject.
struct IssueRequest {
  std::string common_name;
  PublicKey key;
  std::int64_t not_before_micros;
  std::int64_t not_after_micros;
  bool is_ca = false;
  bool server = false;                       ///< serverAuth, else clientAuth
  std::vector<std::string> dns_names;
  std::vector<std::string> ip_addresses;
};
/// Signed by `issuer_key_pem` / `issuer` (self-signed when issuer is null).
Result<Bytes> issue_certificate(const IssueRequest& request, std::string_view issuer_key_pem, const Certificate* issuer);

}  // namespace katiwala::crypto
