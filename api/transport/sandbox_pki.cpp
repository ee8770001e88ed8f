#include "api/transport/sandbox_pki.h"

namespace katiwala::api::transport {
namespace {

Result<crypto::PublicKey> public_key_of(std::string_view key_pem) {
  KATIWALA_TRY(auto signer, crypto::signer_from_pem(key_pem));
  return signer->public_key();
}

}  // namespace

Result<SandboxPki> SandboxPki::create(std::int64_t not_before_micros, std::int64_t not_after_micros) {
  SandboxPki pki;
  pki.not_before_micros_ = not_before_micros;
  pki.not_after_micros_ = not_after_micros;
  pki.key_pem_ = crypto::generate_key_pem(crypto::Algorithm::es256);
  crypto::IssueRequest request;
  request.common_name = "Katiwala SANDBOX authority";
  KATIWALA_TRY(request.key, public_key_of(pki.key_pem_));
  request.not_before_micros = not_before_micros;
  request.not_after_micros = not_after_micros;
  request.is_ca = true;
  KATIWALA_TRY(const auto der, crypto::issue_certificate(request, pki.key_pem_, nullptr));
  KATIWALA_TRY(pki.authority_, crypto::parse_certificate_der(der));
  pki.authority_pem_ = crypto::certificate_pem(der);
  return pki;
}

Result<Identity> SandboxPki::issue(crypto::IssueRequest request, crypto::Algorithm algorithm) const {
  Identity identity;
  identity.key_pem = crypto::generate_key_pem(algorithm);
  KATIWALA_TRY(request.key, public_key_of(identity.key_pem));
  request.not_before_micros = not_before_micros_;
  request.not_after_micros = not_after_micros_;
  KATIWALA_TRY(const auto der, crypto::issue_certificate(request, key_pem_, &authority_));
  identity.certificate_pem = crypto::certificate_pem(der);
  return identity;
}

Result<Identity> SandboxPki::server() const {
  crypto::IssueRequest request;
  request.common_name = "localhost";
  request.server = true;
  request.dns_names = {"localhost"};
  request.ip_addresses = {"127.0.0.1", "::1"};
  return issue(std::move(request), crypto::Algorithm::es256);
}

Result<Identity> SandboxPki::client(std::string_view common_name, crypto::Algorithm algorithm) const {
  crypto::IssueRequest request;
  request.common_name = std::string(common_name);
  return issue(std::move(request), algorithm);
}

}  // namespace katiwala::api::transport
