#include "api/heads/log_key.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "audit/log/verifier_key.h"

namespace katiwala::api {
namespace {

using SignerResult = Result<std::unique_ptr<crypto::Signer>>;

Refusal unusable(const Path& path) { return refuse(Code::SIGNER_UNUSABLE, std::string(sentence_of(Code::SIGNER_UNUSABLE)), path.string()); }

SignerResult open_file(const Path& path) {
  const auto pem = read_text_file(path);
  if (!pem.ok()) return unusable(path);
  if (!is_private_file(path)) return refuse(Code::KEY_STORE_LOOSE, "The log's signing key can be read by others; tighten its permissions.", path.string());
  auto signer = crypto::signer_from_pem(*pem);
  if (!signer.ok() || (*signer)->public_key().algorithm != crypto::Algorithm::ed25519) return unusable(path);
  return signer;
}

SignerResult open_token(const token::TokenUri& uri) {
  KATIWALA_TRY(token::TokenKey key, open_token_log_key(uri));
  return std::move(key.signer);
}

}  // namespace

Result<std::string> token_pin(const token::TokenUri& uri) {
  const char* const named = std::getenv("KATIWALA_TOKEN_PIN_FILE");
  const Path path = named != nullptr && *named != '\0' ? Path(named) : uri.pin_file();
  if (path.empty()) return refuse(Code::FOLDER_OPTION, "No file with the token's PIN is named: neither by pin-source in the key's URI nor by KATIWALA_TOKEN_PIN_FILE.", uri.name());
  auto text = read_text_file(path);
  if (!text.ok()) return refuse(Code::FOLDER_OPTION, "The file with the token's PIN can not be read.", path.string());
  if (!is_private_file(path)) return refuse(Code::KEY_STORE_LOOSE, "The file with the token's PIN can be read by others; tighten its permissions.", path.string());
  std::string pin = text->substr(0, text->find('\n'));
  ::explicit_bzero(text->data(), text->size());
  if (pin.empty()) return refuse(Code::FOLDER_OPTION, "The file with the token's PIN is empty.", path.string());
  return pin;
}

Result<token::TokenKey> open_token_log_key(const token::TokenUri& uri) {
  KATIWALA_TRY(std::string pin, token_pin(uri));
  auto key = token::open_token_key(uri, pin, crypto::Algorithm::ed25519);
  ::explicit_bzero(pin.data(), pin.size());
  return key;
}

SignerResult open_log_key(const KeyPlace& place) {
  if (const Path* const file = std::get_if<Path>(&place)) return open_file(*file);
  return open_token(std::get<token::TokenUri>(place));
}

SignerResult make_log_key(const KeyPlace& place) {
  if (const Path* const file = std::get_if<Path>(&place)) {
    KATIWALA_CHECK(write_private_file(*file, crypto::generate_key_pem(crypto::Algorithm::ed25519)));
  }
  return open_log_key(place);
}

Result<std::string> log_vkey(const std::string& origin, const crypto::Signer& signer) {
  KATIWALA_TRY(const audit::VerifierKey key, audit::vkey_of(origin, audit::KeyType::ed25519, signer));
  return audit::print_vkey(key);
}

Status check_declared(const std::string& origin, const crypto::Signer& signer, const std::vector<custody::LogKey>& declared) {
  KATIWALA_TRY(const std::string key, log_vkey(origin, signer));
  const auto found = std::ranges::find(declared, key, &custody::LogKey::key);
  if (found == declared.end()) return refuse(Code::LOG_KEY_UNDECLARED, "The key that shall sign the log's heads is " + key + ", which this ledger has not declared.", "log_key");
  if (found->standing == custody::KeyStanding::active) return good();
  return refuse(Code::LOG_KEY_UNDECLARED, "The key that shall sign the log's heads was declared " + std::string(name(found->standing)) + ".", "log_key");
}

}  // namespace katiwala::api
