#include "ledger/passkey/client_data.h"

#include <algorithm>

#include "ledger/base/utf8.h"

namespace katiwala::passkey {
namespace {

/// RFC 4648 §5 without padding.
std::string base64url(ByteView bytes) {
  std::string out = to_base64(bytes);
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  return out.substr(0, out.find('='));
}

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool take(std::string_view literal) {
    if (!text_.substr(at_).starts_with(literal)) return false;
    at_ += literal.size();
    return true;
  }

  /// A member that must have one value: `before` is everything from the last value to its name.
  Status pinned(std::string_view before, std::string_view name, std::string_view value, std::string_view otherwise) {
    if (!take(before) || !take(name) || !take("\":\"")) return malformed();
    KATIWALA_TRY(const std::string_view found, rest_of_text());
    if (found != value) return refuse(Code::SIGNATURE_INVALID, std::string(otherwise), "clientDataJSON/" + std::string(name));
    names_.push_back(name);
    return good();
  }

  Status not_framed() {
    names_.insert(names_.end(), {"crossOrigin", "topOrigin"});
    if (take(",\"crossOrigin\":false")) return good();
    if (take(",\"crossOrigin\":true")) {
      return refuse(Code::SIGNATURE_INVALID, "The passkey was used in a page that stands inside a page of another origin.", "clientDataJSON/crossOrigin");
    }
    return malformed();
  }

  Status further_members() {
    while (take(",\"")) {
      KATIWALA_TRY(const std::string_view name, rest_of_text());
#ifdef KATIWALA_SABOTAGE_client_data_twice
      if (false) {  // BROKEN on purpose: another reader of JSON may see another origin.
#else
      if (std::ranges::find(names_, name) != names_.end()) {
#endif
        return refuse(Code::JSON_DUPLICATE_KEY, "A member that is pinned, or one named before, is named again.", "clientDataJSON");
      }
      names_.push_back(name);
      if (!take(":")) return malformed();
      if (take("true") || take("false") || take("null")) continue;
      if (!take("\"")) return malformed();
      KATIWALA_CHECK(rest_of_text());
    }
    return take("}") && at_ == text_.size() ? good() : malformed();
  }

 private:
  [[nodiscard]] Status malformed() const {
    const std::string from = "from byte " + std::to_string(at_) + " on.";
    return refuse(Code::JSON_SYNTAX, "The client data are not spelled as WebAuthn Level 2 §5.8.1.1 has it, " + from, "clientDataJSON");
  }

  /// Up to the closing quote, which is taken. No escapes: nothing that is pinned needs one, and a name with one could be another name's second spelling.
  Result<std::string_view> rest_of_text() {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) return malformed().refusal();
    const std::string_view found = text_.substr(at_, quote - at_);
    const auto odd = [](char each) { return static_cast<unsigned char>(each) < 0x20 || each == '\\'; };
    if (std::ranges::any_of(found, odd)) return malformed().refusal();
    at_ = quote + 1;
    return found;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> names_;
};

}  // namespace

Status check_client_data(ByteView json, Ceremony ceremony, ByteView challenge, const RelyingParty& party) {
  if (json.size() > kMaxClientDataBytes) {
    return refuse(Code::JSON_TOO_LARGE, "The client data have more than " + std::to_string(kMaxClientDataBytes) + " bytes.", "clientDataJSON");
  }
  if (!is_valid_utf8(text_of(json))) return refuse(Code::TEXT_NOT_UTF8, std::string(sentence_of(Code::TEXT_NOT_UTF8)), "clientDataJSON");
  Cursor in(text_of(json));
  const std::string_view type = ceremony == Ceremony::create ? "webauthn.create" : "webauthn.get";
  KATIWALA_CHECK(in.pinned("{\"", "type", type, "The passkey was used for another ceremony."));
  KATIWALA_CHECK(in.pinned(",\"", "challenge", base64url(challenge), "The passkey has answered another challenge: what was signed is not this."));
  KATIWALA_CHECK(in.pinned(",\"", "origin", party.origin, "The passkey was used in a page of another origin."));
  KATIWALA_CHECK(in.not_framed());
  return in.further_members();
}

}  // namespace katiwala::passkey
