// The same answers before libfido2, which shares nothing with this house: it reads the same key out of an enrolment, and agrees on what verifies.
//
// The library is loaded as it is installed (openssh-client needs it); its headers are not, so the few functions are named here.
#include <dlfcn.h>

#include "tests/ledger/passkey/scene.h"
#include "tests/support/shared.h"

namespace katiwala::passkey::libfido2_test {
namespace {

constexpr int kOk = 0, kTrue = 2;  // FIDO_OK, FIDO_OPT_TRUE

class Library {
 public:
  Library() : handle_(dlopen("libfido2.so.1", RTLD_NOW)) {
    if (handle_ != nullptr) call<void>("fido_init", 0);
  }
  [[nodiscard]] bool there() const { return handle_ != nullptr; }

  template <class R, class... A>
  R call(const char* name, A... arguments) const {
    void* const found = dlsym(handle_, name);
    KATIWALA_ASSERT(found != nullptr, name);
    return reinterpret_cast<R (*)(A...)>(found)(arguments...);
  }

 private:
  void* handle_;
};

const Library& library() {
  static const Library one;
  return one;
}

/// A call that takes a thing of the library's and bytes.
int give(const char* name, void* to, const Bytes& bytes) { return library().call<int>(name, to, bytes.data(), bytes.size()); }
int give_at_0(const char* name, void* to, const Bytes& bytes) { return library().call<int>(name, to, std::size_t{0}, bytes.data(), bytes.size()); }

Bytes taken(const void* from, const char* pointer, const char* length) {
  const auto* const bytes = library().call<const unsigned char*>(pointer, from);
  return {bytes, bytes + library().call<std::size_t>(length, from)};
}

/// What libfido2 makes of a self-attested enrolment: 0 if it verifies. Its own reading of id and key go to the last two.
int enrolment_by_libfido2(const SoftPasskey& passkey, const Asked& asked, const Bytes& signature, Bytes& id, Bytes& key) {
  const Library& fido = library();
  void* credential = fido.call<void*>("fido_cred_new");
  EXPECT_EQ(fido.call<int>("fido_cred_set_type", credential, static_cast<int>(passkey.cose_algorithm())), kOk);
  EXPECT_EQ(give("fido_cred_set_clientdata", credential, owned(client_data(asked))), kOk);
  EXPECT_EQ(fido.call<int>("fido_cred_set_rp", credential, "trust.sandbox.example", "SANDBOX"), kOk);
  EXPECT_EQ(fido.call<int>("fido_cred_set_uv", credential, kTrue), kOk);
  EXPECT_EQ(give("fido_cred_set_authdata_raw", credential, passkey.attested_data(asked)), kOk);
  EXPECT_EQ(fido.call<int>("fido_cred_set_fmt", credential, "packed"), kOk);
  EXPECT_EQ(give("fido_cred_set_sig", credential, signature), kOk);
  id = taken(credential, "fido_cred_id_ptr", "fido_cred_id_len");
  key = taken(credential, "fido_cred_pubkey_ptr", "fido_cred_pubkey_len");
  const int verified = fido.call<int>("fido_cred_verify_self", credential);
  fido.call<void>("fido_cred_free", &credential);
  return verified;
}

/// 0 if libfido2 says that the answer is a signature of that key for this relying party, with its user present and verified.
int signature_by_libfido2(const SoftPasskey& passkey, const AssertionAnswer& answer, const char* rp_id = "trust.sandbox.example") {
  const Library& fido = library();
  const std::string kind = passkey.kind() == Kind::es256 ? "es256" : passkey.kind() == Kind::eddsa ? "eddsa" : "rs256";
  void* key = fido.call<void*>((kind + "_pk_new").c_str());
  EXPECT_EQ(give((kind + "_pk_from_ptr").c_str(), key, joined(passkey.public_parts())), kOk);
  void* assertion = fido.call<void*>("fido_assert_new");
  EXPECT_EQ(give("fido_assert_set_clientdata", assertion, answer.client_data), kOk);
  EXPECT_EQ(fido.call<int>("fido_assert_set_rp", assertion, rp_id), kOk);
  EXPECT_EQ(fido.call<int>("fido_assert_set_count", assertion, std::size_t{1}), kOk);
  EXPECT_EQ(fido.call<int>("fido_assert_set_up", assertion, kTrue), kOk);
  EXPECT_EQ(fido.call<int>("fido_assert_set_uv", assertion, kTrue), kOk);
  EXPECT_EQ(give_at_0("fido_assert_set_authdata_raw", assertion, answer.authenticator_data), kOk);
  EXPECT_EQ(give_at_0("fido_assert_set_sig", assertion, answer.signature), kOk);
  const int verified = fido.call<int>("fido_assert_verify", assertion, std::size_t{0}, static_cast<int>(passkey.cose_algorithm()), static_cast<const void*>(key));
  fido.call<void>("fido_assert_free", &assertion);
  fido.call<void>((kind + "_pk_free").c_str(), &key);
  return verified;
}

#define NEEDS_LIBFIDO2                                                                                  \
  if (!library().there()) {                                                                             \
    if (::katiwala::testing::in_ci()) FAIL() << "libfido2-1, which openssh-client needs, is not installed"; \
    GTEST_SKIP() << "libfido2 is not installed";                                                        \
  }                                                                                                     \
  static_assert(true)

TEST(PasskeyLibfido2, ReadsTheSameCredentialOutOfAnEnrolment) {
  NEEDS_LIBFIDO2;
  for (const Kind kind : kKinds) {
    const SoftPasskey& passkey = passkey_of(kind);
    const Asked asked = to_enrol();
    Bytes signature = passkey.signature(passkey.attested_data(asked), client_data(asked)), id, key;
    EXPECT_EQ(enrolment_by_libfido2(passkey, asked, signature, id, key), kOk);
    const Credential ours = credential_of(passkey);
    EXPECT_EQ(id, ours.id);
    EXPECT_EQ(to_hex(key), to_hex(joined(passkey.public_parts())));
    signature[signature.size() / 2] ^= 1;
    EXPECT_NE(enrolment_by_libfido2(passkey, asked, signature, id, key), kOk) << "negative control";
  }
}

TEST(PasskeyLibfido2, AgreesOnWhatVerifies) {
  NEEDS_LIBFIDO2;
  for (const Kind kind : kKinds) {
    const SoftPasskey& passkey = passkey_of(kind);
    const Credential credential = credential_of(passkey);
    const auto both = [&](const AssertionAnswer& answer, bool expected, const char* what) {
      EXPECT_EQ(verify_assertion(credential, answer, site(), statement()).ok(), expected) << what;
      EXPECT_EQ(signature_by_libfido2(passkey, answer) == kOk, expected) << what;
    };
    const AssertionAnswer genuine = answered(passkey, to_sign(statement()));
    both(genuine, true, "genuine");
    for (Bytes AssertionAnswer::* const part : {&AssertionAnswer::client_data, &AssertionAnswer::authenticator_data, &AssertionAnswer::signature}) {
      AssertionAnswer other = genuine;
      (other.*part)[(other.*part).size() / 2] ^= 1;
      both(other, false, "flipped");
    }
    Asked unverified = to_sign(statement());
    unverified.flags = kUp;
    both(answered(passkey, unverified), false, "user not verified");
    Asked absent = to_sign(statement());
    absent.flags = kUv;
    both(answered(passkey, absent), false, "user not present");
    Asked elsewhere = to_sign(statement());
    elsewhere.rp_id = "sandbox.example";
    both(answered(passkey, elsewhere), false, "another relying party");
    both(answered(SoftPasskey(kind, "another person's"), to_sign(statement())), false, "another person's key");
  }
}

}  // namespace
}  // namespace katiwala::passkey::libfido2_test
