/// Who is at the other end of a connection, as far as TLS can tell.
#pragma once

#include <string>

#include "ledger/base/bytes.h"
#include "ledger/crypto/certificate.h"

namespace katiwala::api::transport {

struct Peer {
  Digest certificate_fingerprint{};  ///< SHA-256 of the certificate's DER: what is revoked
  Digest key_fingerprint{};          ///< SHA-256 of its SubjectPublicKeyInfo: what is enrolled, and survives renewal
  crypto::Certificate certificate{};
  std::string address;  ///< numeric, without port
  Digest issuer{};      ///< who issued its certificate, as revocation lists are looked up (revocation_list.h)
};

/// What one side shows of itself.
struct Identity {
  std::string certificate_pem;
  std::string key_pem;  ///< PKCS#8, not encrypted
};

}  // namespace katiwala::api::transport
