/// Somebody who acts in a scenario: a certificate, a key, and a connection to the door of his own.
#pragma once

#include <memory>

#include "api/transport/client.h"
#include "ledger/crypto/signature.h"

namespace katiwala::api::scenario {

/// Where the door is, and how to speak to it.
struct DoorAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::string authorities_pem;
  transport::WallClock wall_micros;
};

struct Party {
  std::string name;
  std::string role;
  std::string person_name;  ///< two keys of one person share it
  transport::Identity identity;
  std::string principal;  ///< ids in hex; empty until enrolled
  std::string person;
  std::unique_ptr<crypto::Signer> signer;
  std::unique_ptr<transport::HttpsClient> client;

  /// Makes the signer and the client from the identity. TLS_SETUP, KEY_INVALID.
  Status connect(const DoorAddress& door);
};

}  // namespace katiwala::api::scenario
