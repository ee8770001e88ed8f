#include "api/token/signer.h"

#include <mutex>

#include "api/token/answers.h"
#include "api/token/encodings.h"
#include "api/token/session.h"
#include "api/token/uri_handle.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::token {
namespace {

using crypto::Algorithm;

/// No note, checkpoint or proposal begins like this, so that a signature over it is good for nothing else.
constexpr std::string_view kTrial = "katiwala token trial 1";
constexpr std::size_t kSignatureBytes = 64;  ///< of both algorithms on a token

template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, T& value) {
  return {type, &value, sizeof value};
}

class TokenSigner final : public crypto::Signer {
 public:
  TokenSigner(std::unique_ptr<Session> session, CK_OBJECT_HANDLE key, crypto::PublicKey half) : session_(std::move(session)), key_(key), half_(std::move(half)) {}

  [[nodiscard]] const crypto::PublicKey& public_key() const override { return half_; }

  Result<Bytes> sign(ByteView message) override {
    const std::lock_guard lock(mutex_);  // a session does one thing at a time
    if (fault_) return *fault_;
    auto signature = sign_once(message);
    if (!signature.ok()) fault_ = signature.refusal();
    return signature;
  }

 private:
  Result<Bytes> sign_once(ByteView message) {
    const bool edwards = half_.algorithm == Algorithm::ed25519;
    Bytes input;
    input.reserve(message.size() + 1);  // nothing to sign has an address too
    input.assign(message.begin(), message.end());
    if (!edwards) {
      const Digest digest = crypto::sha256(message);
      input.assign(digest.begin(), digest.end());
    }
    CK_MECHANISM mechanism{edwards ? CKM_EDDSA : CKM_ECDSA, nullptr, 0};
    if (const CK_RV answer = session_->call().C_SignInit(session_->handle(), &mechanism, key_); answer != CKR_OK) return lost(answer, "when it should sign");
    Bytes raw(kSignatureBytes);
    CK_ULONG length = raw.size();
    if (const CK_RV answer = session_->call().C_Sign(session_->handle(), input.data(), input.size(), raw.data(), &length); answer != CKR_OK || length > raw.size()) {
      return lost(answer, "when it should sign");
    }
    raw.resize(length);
    if (!edwards) {
      KATIWALA_TRY(raw, der_signature(raw));
    }
    if (!crypto::verify(half_, message, raw).ok()) return refuse(Code::TOKEN_FAILED, "The token returned a signature that its own public half does not verify.");
    return raw;
  }

  std::mutex mutex_;
  std::unique_ptr<Session> session_;
  CK_OBJECT_HANDLE key_;
  crypto::PublicKey half_;
  std::optional<Refusal> fault_;
};

/// By the URI's label and id. TOKEN_KEY.
Result<CK_OBJECT_HANDLE> find_private(const Session& session, const TokenUri& uri) {
  const UriHandle wanted = new_uri();
  KATIWALA_ASSERT(p11_kit_uri_parse(uri.text().c_str(), P11_KIT_URI_FOR_ANY, wanted.get()) == P11_KIT_URI_OK, "a URI that was read before");
  CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
  std::vector<CK_ATTRIBUTE> attributes{attribute(CKA_CLASS, kind)};
  for (const CK_ATTRIBUTE_TYPE type : {CK_ATTRIBUTE_TYPE{CKA_LABEL}, CK_ATTRIBUTE_TYPE{CKA_ID}}) {
    if (const CK_ATTRIBUTE* const named = p11_kit_uri_get_attribute(wanted.get(), type); named != nullptr) attributes.push_back(*named);
  }
  auto found = session.find(std::move(attributes));
  if (found.ok()) return found;
  return refuse(found.refusal().code, found.refusal().message, uri.name());
}

/// The public half is another object, with the same CKA_ID (PKCS#11 §4.9); some tokens state the point on the private key as well.
Result<crypto::PublicKey> public_half(const Session& session, CK_OBJECT_HANDLE key, Algorithm algorithm) {
  KATIWALA_TRY(Bytes point, session.bytes(key, CKA_EC_POINT));
  if (point.empty()) {
    KATIWALA_TRY(Bytes id, session.bytes(key, CKA_ID));
    CK_OBJECT_CLASS kind = CKO_PUBLIC_KEY;
    CK_KEY_TYPE type = algorithm == Algorithm::ed25519 ? CKK_EC_EDWARDS : CKK_EC;
    std::vector<CK_ATTRIBUTE> attributes{attribute(CKA_CLASS, kind), attribute(CKA_KEY_TYPE, type), {CKA_ID, id.data(), id.size()}};
    const auto half = session.find(std::move(attributes));
    if (!half.ok() && half.refusal().code == Code::TOKEN_KEY) return refuse(Code::TOKEN_KEY_UNFIT, "The token holds no public half for the key, or more than one: store it beside the private key, with the same id.");
    if (!half.ok()) return half.refusal();
    KATIWALA_TRY(point, session.bytes(*half, CKA_EC_POINT));
  }
  return public_key_of(algorithm, point);
}

Status check_algorithm(const Session& session, CK_OBJECT_HANDLE key, Algorithm wanted) {
  KATIWALA_TRY(const Bytes params, session.bytes(key, CKA_EC_PARAMS));
  const auto found = algorithm_of(params);
  if (found.ok() && *found == wanted) return good();
  return refuse(Code::TOKEN_KEY_UNFIT, wanted == Algorithm::ed25519 ? "The key on the token is not an Ed25519 key." : "The key on the token is not a P-256 key.");
}

Status check_traits(const Session& session, CK_OBJECT_HANDLE key) {
  KeyTraits traits;
  KATIWALA_TRY(traits.signs, session.flag(key, CKA_SIGN, false));
  KATIWALA_TRY(traits.sensitive, session.flag(key, CKA_SENSITIVE, false));
  KATIWALA_TRY(traits.extractable, session.flag(key, CKA_EXTRACTABLE, true));
  KATIWALA_TRY(traits.asks_each_time, session.flag(key, CKA_ALWAYS_AUTHENTICATE, false));
  return judge_traits(traits);
}

Result<bool> made_there(const Session& session, CK_OBJECT_HANDLE key) {
  for (const CK_ATTRIBUTE_TYPE type : {CK_ATTRIBUTE_TYPE{CKA_LOCAL}, CK_ATTRIBUTE_TYPE{CKA_ALWAYS_SENSITIVE}, CK_ATTRIBUTE_TYPE{CKA_NEVER_EXTRACTABLE}}) {
    KATIWALA_TRY(const bool said, session.flag(key, type, false));
    if (!said) return false;
  }
  return true;
}

}  // namespace

Result<TokenKey> open_token_key(const TokenUri& uri, std::string_view pin, Algorithm algorithm) {
  if (pin.empty()) return refuse(Code::TOKEN_PIN, "The PIN is empty; it was not tried.");
  KATIWALA_TRY(auto session, Session::open(uri, pin));
  KATIWALA_TRY(const CK_OBJECT_HANDLE key, find_private(*session, uri));
  KATIWALA_CHECK(check_algorithm(*session, key, algorithm));
  KATIWALA_CHECK(check_traits(*session, key));
  KATIWALA_TRY(crypto::PublicKey half, public_half(*session, key, algorithm));
  const Token& token = session->token();
  TokenKey out{nullptr, {token.label, token.model, token.serial, false, (token.flags & CKF_USER_PIN_COUNT_LOW) != 0}};
  KATIWALA_TRY(out.facts.made_there, made_there(*session, key));
  out.signer = std::make_unique<TokenSigner>(std::move(session), key, std::move(half));
  // The two halves may be two keys' that share an id: then no signature verifies.
  if (const auto trial = out.signer->sign(view(kTrial)); !trial.ok()) return trial.refusal();
  return out;
}

}  // namespace katiwala::api::token
