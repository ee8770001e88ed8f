#include "api/heads/log_key.h"

#include "audit/log/verifier_key.h"

namespace katiwala::api {
namespace {

Refusal unusable(const Path& path) { return refuse(Code::SIGNER_UNUSABLE, std::string(sentence_of(Code::SIGNER_UNUSABLE)), path.string()); }

}  // namespace

Result<std::unique_ptr<crypto::Signer>> open_log_key(const Path& path) {
  const auto pem = read_text_file(path);
  if (!pem.ok()) return unusable(path);
  if (!is_private_file(path)) return refuse(Code::KEY_STORE_LOOSE, "The log's signing key can be read by others; tighten its permissions.", path.string());
  auto signer = crypto::signer_from_pem(*pem);
  if (!signer.ok() || (*signer)->public_key().algorithm != crypto::Algorithm::ed25519) return unusable(path);
  return signer;
}

Result<std::unique_ptr<crypto::Signer>> make_log_key(const Path& path) {
  KATIWALA_CHECK(write_private_file(path, crypto::generate_key_pem(crypto::Algorithm::ed25519)));
  return open_log_key(path);
}

Result<std::string> log_vkey(const std::string& origin, const crypto::Signer& signer) {
  KATIWALA_TRY(const audit::VerifierKey key, audit::vkey_of(origin, audit::KeyType::ed25519, signer));
  return audit::print_vkey(key);
}

}  // namespace katiwala::api
