#include "ledger/http_signature/signed_request.h"

#include <algorithm>

#include "ledger/http_signature/content_digest.h"

namespace katiwala::http_signature {
namespace {

constexpr std::string_view kMethod = "@method", kAuthority = "@authority", kPath = "@path", kTarget = "@target-uri", kKey = "idempotency-key";
constexpr std::string_view kKnown[] = {kMethod, kAuthority, kPath, kTarget, kContentDigestHeader, kKey, kStatementHeader};
constexpr std::string_view kAlways[] = {kMethod, kContentDigestHeader, kKey, kStatementHeader};
constexpr std::size_t kLongest = 1'024, kLongestAuthority = 261;
constexpr std::int64_t kMicros = 1'000'000;

Refusal wrong(std::string message) { return refuse(Code::SIGNATURE_INPUT, std::move(message), std::string(kInputHeader)); }

bool has(const std::vector<std::string>& covered, std::string_view name) { return std::ranges::find(covered, name) != covered.end(); }

Status check_covered(const std::vector<std::string>& covered) {
  for (const std::string& name : covered) {
    const bool known = std::ranges::find(kKnown, name) != std::end(kKnown);
    if (!known) return wrong("\"" + name + "\" is covered, which is not kept in an entry and could not be checked again.");
    if (std::ranges::count(covered, name) != 1) return wrong("\"" + name + "\" is covered twice.");
  }
  for (const std::string_view name : kAlways)
    if (!has(covered, name)) return wrong("\"" + std::string(name) + "\" is not covered.");
  if (has(covered, kTarget) || (has(covered, kAuthority) && has(covered, kPath))) return good();
  return wrong("Neither \"@target-uri\" nor \"@authority\" and \"@path\" are covered.");
}

/// The parameters of Signature-Input, each asked for by its name and type.
class Parameters {
 public:
  explicit Parameters(const std::vector<Parameter>& all) : all_(all) {}

  template <class T>
  Result<std::optional<T>> optional(std::string_view key) const {
    const auto at = std::ranges::find(all_, key, &Parameter::key);
    if (at == all_.end()) return std::optional<T>{};
    if (const T* value = std::get_if<T>(&at->value)) return std::optional<T>(*value);
    return wrong("The parameter " + std::string(key) + " is of another type.");
  }
  template <class T>
  Result<T> required(std::string_view key) const {
    KATIWALA_TRY(auto value, optional<T>(key));
    if (!value) return wrong("The parameter " + std::string(key) + " is missing.");
    return *std::move(value);
  }
  [[nodiscard]] Status check_known() const {
    constexpr std::string_view kNames[] = {"created", "expires", "alg", "keyid", "tag"};
    for (const Parameter& one : all_)
      if (std::ranges::find(kNames, one.key) == std::end(kNames)) return wrong("The parameter " + one.key + " is not known.");
    return good();
  }

 private:
  const std::vector<Parameter>& all_;
};

Status read_times(const Parameters& in, Input& out) {
  KATIWALA_TRY(out.created_s, in.required<std::int64_t>("created"));
  KATIWALA_TRY(out.expires_s, in.optional<std::int64_t>("expires"));
  if (out.created_s < 0) return wrong("It was created before 1970.");
  if (out.expires_s && *out.expires_s <= out.created_s) return wrong("It expires before it was created.");
  return good();
}

Status read_key(const Parameters& in, Input& out) {
  KATIWALA_TRY(const std::string keyid, in.required<std::string>("keyid"));
  const auto bytes = from_hex(keyid);
  if (!bytes || bytes->size() != out.key.size()) return wrong("The keyid is not the fingerprint of a credential, 64 lower-case hex digits.");
  std::ranges::copy(*bytes, out.key.begin());
  KATIWALA_TRY(const auto named, in.optional<std::string>("alg"));
  if (!named) return good();
  out.algorithm = algorithm_named(*named);
  return out.algorithm ? good() : Status(wrong("The algorithm is neither ed25519 nor ecdsa-p256-sha256."));
}

std::string value_of(const SignedRequest& request, std::string_view name) {
  if (name == kMethod) return "POST";
  if (name == kAuthority) return request.authority;
  if (name == kPath) return request.path;
  if (name == kTarget) return "https://" + request.authority + request.path;
  if (name == kContentDigestHeader) return request.content_digest;
  return name == kKey ? request.idempotency_key : print_digest(request.statement);
}

bool is_line(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

/// Of what the caller chooses it is the only text that is kept, so it has no more room than a name and a port need.
bool is_authority(std::string_view text) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
  return !text.empty() && text.size() <= kLongestAuthority && text.find_first_not_of(kCharacters) == std::string_view::npos;
}

}  // namespace

Result<Input> read_input(std::string_view input) {
  if (input.size() > kLongest) return wrong("It is longer than " + std::to_string(kLongest) + " bytes.");
  KATIWALA_TRY(InnerList list, read_inner_list(input, {Code::SIGNATURE_INPUT, kInputHeader}));
  KATIWALA_CHECK(check_covered(list.items));
  const Parameters parameters(list.parameters);
  KATIWALA_CHECK(parameters.check_known());
  Input out;
  out.covered = std::move(list.items);
  KATIWALA_CHECK(read_times(parameters, out));
  KATIWALA_CHECK(read_key(parameters, out));
  KATIWALA_TRY(const std::string tag, parameters.required<std::string>("tag"));
  if (tag != kTag) return wrong("The tag is not \"" + std::string(kTag) + "\": it was signed for something else.");
  return out;
}

std::string print_input(const Digest& key, std::int64_t created_s) {
  std::string covered;
  for (const std::string_view name : {kMethod, kAuthority, kPath, kContentDigestHeader, kKey, kStatementHeader}) {
    covered.append(covered.empty() ? "(\"" : " \"").append(name).append("\"");
  }
  return covered + ");created=" + std::to_string(created_s) + ";keyid=\"" + to_hex(key) + "\";tag=\"" + std::string(kTag) + "\"";
}

std::string base_of(const SignedRequest& request, const Input& input) {
  std::vector<Component> components;
  for (const std::string& name : input.covered) components.push_back({name, value_of(request, name)});
  return signature_base(components, request.input);
}

Status check_values(const SignedRequest& request) {
  if (!is_authority(request.authority)) return wrong("The authority is not a host's name in lower case, with a port where it is not 443.");
  if (!is_line(request.path) || !request.path.starts_with('/')) return wrong("The path is not visible ASCII.");
  if (!is_line(request.idempotency_key)) return wrong("The idempotency key is not visible ASCII.");
  if (const Status read = read_content_digest(request.content_digest); !read.ok()) return wrong("The content digest can not be read.");
  return good();
}

Status check_time(const Input& input, std::int64_t now_micros) {
  const std::int64_t now_s = now_micros / kMicros;
  const bool early = input.created_s > now_s + kEarliest_s, late = input.created_s < now_s - kOldest_s;
  const bool expired = input.expires_s && *input.expires_s <= now_s;
  if (!early && !late && !expired) return good();
  return refuse(Code::SIGNATURE_STALE, std::string(sentence_of(Code::SIGNATURE_STALE)), std::string(kInputHeader));
}

Status verify_request(const SignedRequest& request, const crypto::PublicKey& key, ByteView signature) {
  KATIWALA_CHECK(check_values(request));
  KATIWALA_TRY(const Input input, read_input(request.input));
  if (input.algorithm && *input.algorithm != key.algorithm) {
    return refuse(Code::SIGNATURE_INVALID, "The key is of another algorithm than alg says.", std::string(kInputHeader));
  }
  return verify(key, base_of(request, input), signature);
}

}  // namespace katiwala::http_signature
