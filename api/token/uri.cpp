#include "api/token/uri.h"

#include <algorithm>
#include <set>

#include "api/token/uri_handle.h"

namespace katiwala::api::token {
namespace {

Refusal bad_uri(std::string message, std::string place) { return refuse(Code::TOKEN_URI, std::move(message), std::move(place)); }

/// PKCS#11's texts in a fixed field; a URI that does not name one leaves it zeroed.
template <std::size_t N>
bool is_named(const unsigned char (&field)[N]) {
  return std::ranges::any_of(field, [](unsigned char c) { return c != 0; });
}

Status check_token(P11KitUri* uri) {
  const CK_TOKEN_INFO& token = *p11_kit_uri_get_token_info(uri);
  if (is_named(token.label) || is_named(token.serialNumber) || is_named(token.manufacturerID) || is_named(token.model)) return good();
  return bad_uri("The URI does not say which token.", "token");
}

Status check_key(P11KitUri* uri) {
  if (const CK_ATTRIBUTE* const kind = p11_kit_uri_get_attribute(uri, CKA_CLASS); kind != nullptr) {
    const auto* const value = static_cast<const CK_OBJECT_CLASS*>(kind->pValue);
    if (kind->ulValueLen != sizeof *value || *value != CKO_PRIVATE_KEY) return bad_uri("The URI names an object that is no private key.", "type");
  }
  if (p11_kit_uri_get_attribute(uri, CKA_LABEL) != nullptr || p11_kit_uri_get_attribute(uri, CKA_ID) != nullptr) return good();
  return bad_uri("The URI does not say which key of the token.", "object");
}

/// RFC 7512 §2.3 allows an attribute once; p11-kit takes one of two and says nothing.
Status check_once(std::string_view text) {
  std::set<std::string_view> seen;
  text.remove_prefix(text.find(':') + 1);
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find_first_of(";?&"));
    const std::string_view name = one.substr(0, one.find('='));
    if (!seen.insert(name).second) return bad_uri("The URI has an attribute twice.", std::string(name));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
  }
  return good();
}

/// A file as RFC 8089 writes a local one, or its bare path.
Result<std::filesystem::path> path_of(std::string_view source) {
  if (source.starts_with("file://")) source.remove_prefix(7);
  else if (source.starts_with("file:")) source.remove_prefix(5);
  if (!source.starts_with('/')) return bad_uri("The PIN is read from a file that is named by its whole path.", "pin-source");
  return std::filesystem::path(source);
}

}  // namespace

Result<TokenUri> TokenUri::parse(const std::string& text) {
  const UriHandle uri = new_uri();
  const bool is_text = is_meant(text) && text.find('\0') == std::string::npos;
  if (!is_text || p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get()) != P11_KIT_URI_OK) return bad_uri(std::string(sentence_of(Code::TOKEN_URI)), {});
  if (p11_kit_uri_get_pin_value(uri.get()) != nullptr) return bad_uri("A PIN does not stand in a URI; name the file that holds it with pin-source.", "pin-value");
  if (p11_kit_uri_any_unrecognized(uri.get()) != 0) return bad_uri("The URI has an attribute that is not known here.", {});
  KATIWALA_CHECK(check_once(text));
  KATIWALA_CHECK(check_token(uri.get()));
  KATIWALA_CHECK(check_key(uri.get()));
  TokenUri out;
  out.text_ = text;
  const char* const module = p11_kit_uri_get_module_path(uri.get());
  if (module == nullptr || *module != '/') return bad_uri("The URI does not name the module by its whole path.", "module-path");
  out.module_ = module;
  if (const char* const source = p11_kit_uri_get_pin_source(uri.get()); source != nullptr) {
    KATIWALA_TRY(out.pin_file_, path_of(source));
  }
  return out;
}

}  // namespace katiwala::api::token
