#include "api/token/session.h"

#include <array>

#include "api/token/answers.h"
#include "api/token/uri_handle.h"

namespace katiwala::api::token {
namespace {

/// PKCS#11 pads its texts with spaces.
template <std::size_t N>
std::string trimmed(const unsigned char (&field)[N]) {
  std::string_view text = text_of(field);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

/// TOKEN_MISSING unless exactly one token fits; a URI that fits two is no name.
Result<Token> find_token(const Module& module, const TokenUri& uri) {
  const UriHandle wanted = new_uri();
  KATIWALA_ASSERT(p11_kit_uri_parse(uri.text().c_str(), P11_KIT_URI_FOR_ANY, wanted.get()) == P11_KIT_URI_OK, "a URI that was read before");
  CK_ULONG count = 0;
  if (const CK_RV answer = module.call().C_GetSlotList(CK_TRUE, nullptr, &count); answer != CKR_OK) return lost(answer, "when it was looked for");
  std::vector<CK_SLOT_ID> slots(count);
  if (const CK_RV answer = module.call().C_GetSlotList(CK_TRUE, slots.data(), &count); answer != CKR_OK) return lost(answer, "when it was looked for");
  slots.resize(count);
  std::optional<Token> found;
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    // A token that is drawn just now is none.
    if (module.call().C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    if (p11_kit_uri_match_token_info(wanted.get(), &info) != 1) continue;
    if (found) return refuse(Code::TOKEN_MISSING, "More than one token is as the URI says; name its serial number as well.", uri.name());
    found = Token{slot, info.flags, trimmed(info.label), trimmed(info.model), trimmed(info.serialNumber)};
  }
  if (!found) return refuse(Code::TOKEN_MISSING, "None of the " + std::to_string(slots.size()) + " tokens that the module sees is as the URI says; is it plugged in?", uri.name());
  return *found;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const TokenUri& uri, std::string_view pin) {
  KATIWALA_TRY(auto module, Module::load(uri.module()));
  KATIWALA_TRY(Token token, find_token(*module, uri));
  KATIWALA_CHECK(may_try_pin(token.flags));
  std::unique_ptr<Session> out(new Session(std::move(module), std::move(token)));
  KATIWALA_CHECK(out->log_in(pin));
  return out;
}

Status Session::log_in(std::string_view pin) {
  if (const CK_RV answer = call().C_OpenSession(token_.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle_); answer != CKR_OK) {
    return lost(answer, "when a session was opened");
  }
  Bytes copy(view(pin).begin(), view(pin).end());  // the C interface takes no constant
  const Status logged_in = judge_login(call().C_Login(handle_, CKU_USER, copy.data(), copy.size()));
  ::explicit_bzero(copy.data(), copy.size());
  return logged_in;
}

Session::~Session() {
  if (handle_ != CK_INVALID_HANDLE) call().C_CloseSession(handle_);  // the last session's end logs out
}

Result<CK_OBJECT_HANDLE> Session::find(std::vector<CK_ATTRIBUTE> attributes) const {
  if (const CK_RV answer = call().C_FindObjectsInit(handle_, attributes.data(), attributes.size()); answer != CKR_OK) return lost(answer, "when the key was looked for");
  std::array<CK_OBJECT_HANDLE, 2> found{};
  CK_ULONG count = 0;
  const CK_RV answer = call().C_FindObjects(handle_, found.data(), found.size(), &count);
  call().C_FindObjectsFinal(handle_);
  if (answer != CKR_OK) return lost(answer, "when the key was looked for");
  if (count == 0) return refuse(Code::TOKEN_KEY, "No key on the token is as the URI says.");
  if (count > 1) return refuse(Code::TOKEN_KEY, "More than one key on the token is as the URI says; name it by label and id.");
  return found[0];
}

Result<Bytes> Session::bytes(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE attribute{type, nullptr, 0};
  CK_RV answer = call().C_GetAttributeValue(handle_, object, &attribute, 1);
  if (answer == CKR_ATTRIBUTE_TYPE_INVALID || (answer == CKR_OK && attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION)) return Bytes{};
  constexpr CK_ULONG kMost = 4096;
  Bytes out(answer == CKR_OK && attribute.ulValueLen <= kMost ? attribute.ulValueLen : 0);
  attribute.pValue = out.data();
  if (answer == CKR_OK && !out.empty()) answer = call().C_GetAttributeValue(handle_, object, &attribute, 1);
  if (answer != CKR_OK || attribute.ulValueLen != out.size()) return lost(answer, "when it was asked about the key");
  return out;
}

Result<bool> Session::flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, bool otherwise) const {
  KATIWALA_TRY(const Bytes value, bytes(object, type));
  return value.size() == sizeof(CK_BBOOL) ? value[0] != CK_FALSE : otherwise;
}

}  // namespace katiwala::api::token
