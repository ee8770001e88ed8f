#include "audit/verify/signed_request.h"

#include <openssl/evp.h>

#include <algorithm>
#include <map>
#include <vector>

namespace verify {
namespace {

constexpr std::int64_t kOldest = 300, kEarliest = 60, kMicros = 1'000'000;  // in seconds
constexpr std::size_t kLongestInput = 1'024, kLongestAuthority = 261;
constexpr Bytes kTag = "katiwala/request/1";

/// What Signature-Input says: names in their order, and parameters, a text with its quotation marks.
struct Input {
  std::vector<std::string> covers;
  std::map<std::string, std::string> parameters;
  bool good = false;
};

bool made_of(Bytes text, Bytes allowed) { return !text.empty() && text.find_first_not_of(allowed) == Bytes::npos; }
bool all_visible(Bytes text) { return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; }); }

/// Takes a text in quotation marks off the front, with them; empty where none begins there. No name and no parameter that may stand here has a quotation mark
/// or a backslash in it, so one that has is not read.
std::string take_quoted(Bytes& rest) {
  const auto end = rest.empty() || rest[0] != '"' ? Bytes::npos : rest.find('"', 1);
  if (end == Bytes::npos) return {};
  const std::string out(rest.substr(0, end + 1));
  if (out.find('\\') != std::string::npos) return {};
  rest.remove_prefix(end + 1);
  return out;
}

bool take_off(Bytes& rest, Bytes wanted) {
  if (rest.substr(0, wanted.size()) != wanted) return false;
  rest.remove_prefix(wanted.size());
  return true;
}

std::string take_digits(Bytes& rest) {
  const std::string out(rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size())));
  const bool one_spelling = !out.empty() && out.size() <= 15 && (out == "0" || out[0] != '0');
  if (!one_spelling) return {};
  rest.remove_prefix(out.size());
  return out;
}

/// `("a" "b");c=1;d="e"`, in that spelling alone.
Input read_fields(Bytes rest) {
  Input out;
  if (rest.size() > kLongestInput || !take_off(rest, "(")) return out;
  while (!take_off(rest, ")")) {
    if (!out.covers.empty() && !take_off(rest, " ")) return out;
    const std::string name = take_quoted(rest);
    if (name.size() < 3) return out;
    out.covers.push_back(name.substr(1, name.size() - 2));
  }
  while (take_off(rest, ";")) {
    const std::string name(rest.substr(0, std::min(rest.find('='), rest.size())));
    rest.remove_prefix(name.size());
    if (!made_of(name, "abcdefghijklmnopqrstuvwxyz0123456789*_-.") || !take_off(rest, "=")) return out;
    const std::string value = !rest.empty() && rest[0] == '"' ? take_quoted(rest) : take_digits(rest);
    if (value.empty() || !out.parameters.emplace(name, value).second) return out;
  }
  out.good = rest.empty();
  return out;
}

bool covers_what_it_must(const std::vector<std::string>& names) {
  const auto count = [&names](const char* name) { return std::count(names.begin(), names.end(), name); };
  std::size_t known = 0;
  for (const char* const name : {"@method", "@authority", "@path", "@target-uri", "content-digest", "idempotency-key", "katiwala-statement"}) {
    if (count(name) > 1) return false;
    known += static_cast<std::size_t>(count(name));
  }
  const bool target = count("@target-uri") == 1 || (count("@authority") == 1 && count("@path") == 1);
  const bool always = count("@method") == 1 && count("content-digest") == 1 && count("idempotency-key") == 1 && count("katiwala-statement") == 1;
  return known == names.size() && target && always;
}

/// `sha-256=:…:`, `sha-512=:…:`, or both with ", " between.
bool is_digest(Bytes text) {
  bool seen[2] = {};
  do {
    const bool longer = text.substr(0, 8) == "sha-512=";
    if (seen[longer] || (!longer && text.substr(0, 8) != "sha-256=")) return false;
    seen[longer] = true;
    text.remove_prefix(8);
    const auto end = text.substr(0, 1) == ":" ? text.find(':', 1) : Bytes::npos;
    const auto bytes = end == Bytes::npos ? std::nullopt : unbase64(text.substr(1, end - 1));
    if (!bytes || bytes->size() != (longer ? 64u : 32u)) return false;
    text.remove_prefix(end + 1);
  } while (take_off(text, ", "));
  return text.empty();
}

void check_texts(const SignedRequest& request, Bytes idempotency_key, const Place& place) {
  const bool host = made_of(request.authority, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") && request.authority.size() <= kLongestAuthority;
  CHECK("http-authority", host, place, "a signed request to what is no host");
  CHECK("http-path", all_visible(request.path) && request.path[0] == '/', place, "a signed request for what is no path");
  CHECK("http-digest", is_digest(request.content_digest), place, "a signed request whose body's digest can not be read");
  CHECK("http-once", all_visible(idempotency_key), place, "a signed request under an idempotency key that is not visible ASCII");
}

/// Those of a number and of a text; the latter without its quotation marks.
std::int64_t number_of(const Input& input, const char* name, const Place& place) {
  const auto at = input.parameters.find(name);
  const auto value = at == input.parameters.end() ? std::nullopt : decimal(at->second);
  CHECK("http-number", value, place, std::string("a signed request whose parameter ") + name + " is missing or no number");
  return value ? static_cast<std::int64_t>(*value) : 0;
}
std::string text_of(const Input& input, const char* name) {
  const auto at = input.parameters.find(name);
  return at == input.parameters.end() || at->second[0] != '"' ? std::string() : at->second.substr(1, at->second.size() - 2);
}

void check_parameters(const Input& input, const Signing& signing, const Credential& credential, const Place& place) {
  for (const auto& [name, value] : input.parameters) {
    const bool known = name == "created" || name == "expires" || name == "keyid" || name == "alg" || name == "tag";
    CHECK("http-parameter", known, place, "a signed request with the unknown parameter " + name);
  }
  CHECK("http-tag", text_of(input, "tag") == kTag, place, "a signature that was made for something else");
  CHECK("http-key", text_of(input, "keyid") == hex(signing.fingerprint), place, "a signed request that names another key than the signature");
  const bool edwards = credential.key && EVP_PKEY_get_base_id(credential.key.get()) == EVP_PKEY_ED25519;
  const bool is_its = input.parameters.count("alg") == 0 || text_of(input, "alg") == (edwards ? "ed25519" : "ecdsa-p256-sha256");
  CHECK("http-algorithm", is_its, place, "a signed request that names another algorithm than its key's");
  const std::int64_t created = number_of(input, "created", place), now = signing.time / kMicros;
  CHECK("http-created", created <= now + kEarliest && created >= now - kOldest, place, "a signed request that was created at another time than its entry's");
  if (input.parameters.count("expires") == 0) return;
  const std::int64_t expires = number_of(input, "expires", place);
  CHECK("http-expires", expires > created && expires > now, place, "a signed request that had expired");
}

/// A number of DER that is not negative.
std::string der_number(Bytes number) {
  number.remove_prefix(std::min(number.find_first_not_of('\0'), number.size() - 1));
  const std::string sign = static_cast<unsigned char>(number[0]) >= 0x80 ? std::string(1, '\0') : std::string();
  return "\x02" + std::string(1, static_cast<char>(number.size() + sign.size())) + sign + std::string(number);
}

}  // namespace

std::string request_base(const SignedRequest& request, const Signing& signing, const Credential& credential, const Place& place) {
  check_texts(request, signing.idempotency_key, place);
  const Input input = read_fields(request.input);
  CHECK("http-input", input.good, place, "a signed request whose Signature-Input can not be read");
  CHECK("http-covers", covers_what_it_must(input.covers), place, "a signature that covers less of its request than it must, or what is not kept");
  check_parameters(input, signing, credential, place);
  const std::map<std::string, std::string> values = {
      {"@method", "POST"},
      {"@authority", std::string(request.authority)},
      {"@path", std::string(request.path)},
      {"@target-uri", "https://" + std::string(request.authority) + std::string(request.path)},
      {"content-digest", std::string(request.content_digest)},
      {"idempotency-key", std::string(signing.idempotency_key)},
      {"katiwala-statement", "sha-256=:" + base64(view(sha256({signing.statement}))) + ":"},
  };
  std::string out;
  for (const std::string& name : input.covers) {
    const auto value = values.find(name);
    out += "\"" + name + "\": " + (value == values.end() ? std::string() : value->second) + "\n";
  }
  return out + "\"@signature-params\": " + std::string(request.input);
}

std::string request_signature(const Credential& credential, Bytes value, const Place& place) {
  CHECK("http-signature", value.size() == 64, place, "a signed request whose signature has not 64 bytes");
  if (!credential.key || EVP_PKEY_get_base_id(credential.key.get()) == EVP_PKEY_ED25519 || value.size() != 64) return std::string(value);
  const std::string both = der_number(value.substr(0, 32)) + der_number(value.substr(32));
  return "\x30" + std::string(1, static_cast<char>(both.size())) + both;
}

}  // namespace verify
