#include "ledger/http_signature/content_digest.h"

#include <algorithm>

#include "ledger/crypto/digest.h"

namespace katiwala::http_signature {
namespace {

constexpr std::string_view kSha256 = "sha-256", kSha512 = "sha-512";
constexpr std::size_t kSha512Bytes = 64;

Refusal wrong_digest(std::string message) { return refuse(Code::CONTENT_DIGEST, std::move(message), std::string(kContentDigestHeader)); }

Result<std::vector<std::pair<std::string, Bytes>>> read(std::string_view header) {
  KATIWALA_TRY(auto members, read_byte_sequences(header, {Code::CONTENT_DIGEST, kContentDigestHeader}));
  for (const auto& [key, bytes] : members) {
    if (key != kSha256 && key != kSha512) return wrong_digest("The digest " + key + " is not taken here; send sha-256 or sha-512.");
    if (bytes.size() != (key == kSha256 ? Digest{}.size() : kSha512Bytes)) return wrong_digest("The digest " + key + " has another length.");
  }
  return members;
}

}  // namespace

Status read_content_digest(std::string_view header) {
  KATIWALA_CHECK(read(header));
  return good();
}

Status check_content_digest(std::string_view header, std::string_view body) {
  KATIWALA_TRY(const auto members, read(header));
  for (const auto& [key, bytes] : members) {
    const bool same = key == kSha256 ? std::ranges::equal(bytes, crypto::sha256(view(body))) : std::ranges::equal(bytes, crypto::sha512(view(body)));
    if (!same) return wrong_digest("The digest " + key + " is of another body.");
  }
  return good();
}

Status check_content_digest(std::string_view header, const Digest& sha256) {
  KATIWALA_TRY(const auto members, read(header));
  for (const auto& [key, bytes] : members) {
    if (key != kSha256) return wrong_digest("Of a body as long as this one send sha-256 alone.");
    if (!std::ranges::equal(bytes, sha256)) return wrong_digest("The digest " + key + " is of another body.");
  }
  return good();
}

std::string print_digest(const Digest& sha256) { return print_byte_sequence(kSha256, sha256); }
std::string print_digest(ByteView bytes) { return print_digest(crypto::sha256(bytes)); }

}  // namespace katiwala::http_signature
