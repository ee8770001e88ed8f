// A signed request as an entry keeps it, a line each: authority, path, content digest, and the value of Signature-Input. The house and the verifier put the same
// signature base together, or both refuse.
#include "ledger/http_signature/signed_request.h"

#include <array>

#include "audit/verify/signed_request.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

constexpr std::int64_t kNow = 1'772'413'200'000'000;
constexpr std::string_view kOnce = "approve-41", kStatement = "the canonical bytes";
/// RFC 9421 B.1.4; of the credential that the samples name, whose fingerprint is 32 times 0xaa.
constexpr std::string_view kKey = "302a300506032b657003210026b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb";

std::array<std::string_view, 4> lines_of(std::string_view text) {
  std::array<std::string_view, 4> out{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto end = std::min(text.find('\n'), text.size());
    out[i] = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out[3] = text;
  return out;
}

/// SHA-256 of kStatement.
const Digest& statement() {
  static const Digest digest = [] {
    const verify::Hash hash = verify::sha256({kStatement});
    Digest out;
    std::copy(hash.begin(), hash.end(), out.begin());
    return out;
  }();
  return digest;
}

/// Nothing where it is refused.
std::optional<std::string> base_of_house(const std::array<std::string_view, 4>& lines) {
  namespace http = http_signature;
  const http::SignedRequest request{std::string(lines[0]), std::string(lines[1]), std::string(lines[2]), std::string(lines[3]), std::string(kOnce), statement()};
  const auto input = http::read_input(request.input);
  Digest key;
  key.fill(0xaa);
  const bool its_algorithm = input.ok() && input->algorithm.value_or(crypto::Algorithm::ed25519) == crypto::Algorithm::ed25519;
  if (!input.ok() || !http::check_values(request).ok() || input->key != key || !its_algorithm || !http::check_time(*input, kNow).ok()) return std::nullopt;
  return base_of(request, *input);
}

}  // namespace

void one(std::string_view text) {
  static const std::string spki(text_of(from_hex(kKey).value()));
  static const std::string fingerprint(32, '\xaa');
  verify::Credential credential;
  credential.key = verify::passkey_key(spki);
  const auto lines = lines_of(text);
  const auto ours = base_of_house(lines);
  std::string theirs;
  const auto refused = stranger([&] {
    theirs = verify::request_base({lines[0], lines[1], lines[2], lines[3]}, {fingerprint, kStatement, kOnce, kNow}, credential, verify::Place{"request"});
  });
  agree(ours.has_value(), refused);
  KATIWALA_ASSERT(!ours || *ours == theirs, "one request, two signature bases");
}

}  // namespace katiwala::fuzz
