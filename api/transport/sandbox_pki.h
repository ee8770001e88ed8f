/// A certificate authority for sandboxes and tests, and certificates from it. Everything it makes says SANDBOX in its subject and
/// is worth nothing elsewhere. Values in, values out; writing files is the caller's.
#pragma once

#include "api/transport/peer.h"
#include "ledger/base/result.h"

namespace katiwala::api::transport {

class SandboxPki {
 public:
  /// All its certificates are valid from `not_before_micros` to `not_after_micros`. Keys come from the system's random source.
  static Result<SandboxPki> create(std::int64_t not_before_micros, std::int64_t not_after_micros);

  [[nodiscard]] const std::string& authority_pem() const { return authority_pem_; }
  [[nodiscard]] const std::string& authority_key_pem() const { return key_pem_; }

  /// For localhost, 127.0.0.1 and ::1.
  [[nodiscard]] Result<Identity> server() const;
  /// For a client; `common_name` names a role or a system.
  [[nodiscard]] Result<Identity> client(std::string_view common_name, crypto::Algorithm algorithm = crypto::Algorithm::es256) const;

 private:
  SandboxPki() = default;
  Result<Identity> issue(crypto::IssueRequest request, crypto::Algorithm algorithm) const;

  std::int64_t not_before_micros_ = 0;
  std::int64_t not_after_micros_ = 0;
  crypto::Certificate authority_{};
  std::string authority_pem_;
  std::string key_pem_;
};

}  // namespace katiwala::api::transport
