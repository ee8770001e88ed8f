#include "ledger/passkey/credential.h"

#include "ledger/crypto/digest.h"

namespace katiwala::passkey {

Bytes signed_bytes(ByteView authenticator_data, ByteView client_data) {
  Bytes out(authenticator_data.begin(), authenticator_data.end());
  const Digest hash = crypto::sha256(client_data);
  out.insert(out.end(), hash.begin(), hash.end());
  return out;
}

}  // namespace katiwala::passkey
