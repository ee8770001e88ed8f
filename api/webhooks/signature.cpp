#include "api/webhooks/signature.h"

#include <algorithm>

namespace katiwala::api::webhooks {
namespace {

constexpr std::string_view kScheme = "v1a,", kPublic = "whpk_";
constexpr std::size_t kRawBytes = 32;

}  // namespace

Result<std::string> signed_content(const Stamp& stamp, std::string_view body) {
  if (stamp.id.empty() || std::ranges::count(stamp.id, '.') > 1 || stamp.seconds <= 0) return refuse(Code::FIELD_INVALID);
  return stamp.id + "." + std::to_string(stamp.seconds) + "." + std::string(body);
}

Result<std::string> signature_header(std::span<crypto::Signer* const> keys, const Stamp& stamp, std::string_view body) {
  KATIWALA_TRY(const std::string content, signed_content(stamp, body));
  std::string out;
  for (crypto::Signer* key : keys) {
    if (key->public_key().algorithm != crypto::Algorithm::ed25519) return refuse(Code::KEY_INVALID, "A webhook is signed with an Ed25519 key.");
    KATIWALA_TRY(const Bytes signature, key->sign(view(content)));
    out.append(out.empty() ? "" : " ").append(kScheme).append(to_base64(signature));
  }
  if (out.empty()) return refuse(Code::KEY_INVALID, "A webhook is signed, or not sent.");
  return out;
}

Result<std::string> public_text(const crypto::PublicKey& key) {
  if (key.algorithm != crypto::Algorithm::ed25519 || key.spki.size() < kRawBytes) return refuse(Code::KEY_INVALID);
  return std::string(kPublic) + to_base64(ByteView(key.spki).last(kRawBytes));  // RFC 8410: the raw key ends its SubjectPublicKeyInfo
}

Result<crypto::PublicKey> parse_public_text(std::string_view text) {
  if (!text.starts_with(kPublic)) return refuse(Code::KEY_INVALID);
  const auto raw = from_base64(text.substr(kPublic.size()));
  if (!raw || raw->size() != kRawBytes) return refuse(Code::KEY_INVALID);
  return crypto::PublicKey::from_ed25519_raw(*raw);
}

Status verify_header(std::string_view header, const crypto::PublicKey& key, const Stamp& stamp, std::string_view body) {
  KATIWALA_TRY(const std::string content, signed_content(stamp, body));
  while (!header.empty()) {
    const auto space = header.find(' ');
    const std::string_view one = header.substr(0, space);
    header = space == std::string_view::npos ? std::string_view{} : header.substr(space + 1);
    if (!one.starts_with(kScheme)) continue;  // of another scheme, for who knows it
    const auto signature = from_base64(one.substr(kScheme.size()));
    if (signature && crypto::verify(key, view(content), *signature).ok()) return good();
  }
  return refuse(Code::SIGNATURE_INVALID);
}

}  // namespace katiwala::api::webhooks
