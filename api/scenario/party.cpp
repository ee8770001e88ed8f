#include "api/scenario/party.h"

namespace katiwala::api::scenario {

Status Party::connect(const DoorAddress& door) {
  transport::ClientOptions options;
  options.host = door.host;
  options.port = door.port;
  options.identity = identity;
  options.authorities_pem = door.authorities_pem;
  options.wall_micros = door.wall_micros;
  KATIWALA_TRY(auto made, transport::HttpsClient::create(std::move(options)));
  client = std::make_unique<transport::HttpsClient>(std::move(made));
  KATIWALA_TRY(signer, crypto::signer_from_pem(identity.key_pem));
  return good();
}

}  // namespace katiwala::api::scenario
