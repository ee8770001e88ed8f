// Enrolments: what is taken, everything beside it, and that nothing can be changed in one without its being seen.
#include "ledger/passkey/registration.h"

#include "ledger/crypto/certificate.h"
#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::registration_test {
namespace {

constexpr const char* kData = "SIGNATURE_INVALID authenticatorData";
constexpr const char* kObject = "SIGNATURE_INVALID attestationObject";

std::string judged(const Asked& asked, Binding binding = Binding::may_be_synced) { return code_at(enrol(unattested(passkey_of(Kind::es256), asked), binding)); }

TEST(PasskeyRegistration, StatesTheCredential) {
  for (const Kind kind : kKinds) {
    for (const bool attested : {false, true}) {
      Asked asked = to_enrol();
      asked.counter = 7;
      asked.flags = kUp | kUv | kBe | kBs;
      const auto made = enrol(attested ? self_attested(passkey_of(kind), asked) : unattested(passkey_of(kind), asked));
      ASSERT_TRUE(made.ok()) << made.refusal().message;
      EXPECT_EQ(made->id, passkey_of(kind).id());
      EXPECT_EQ(static_cast<std::int64_t>(made->key.algorithm), passkey_of(kind).cose_algorithm());
      EXPECT_EQ(made->counter, 7u);
      EXPECT_TRUE(made->backup_eligible && made->backed_up);
      EXPECT_EQ(text_of(made->aaguid), "sandbox passkey.");
    }
  }
}

TEST(PasskeyRegistration, IsForThisCeremonyPageAndParty) {
  const auto with = [](const auto& change) {
    Asked asked = to_enrol();
    change(asked);
    return judged(asked);
  };
  EXPECT_EQ(with([](Asked&) {}), "good");
  EXPECT_EQ(with([](Asked& a) { a.type = "webauthn.get"; }), "SIGNATURE_INVALID clientDataJSON/type");
  EXPECT_EQ(with([](Asked& a) { a.challenge = owned("drawn for another enrolment ...."); }), "SIGNATURE_INVALID clientDataJSON/challenge");
  EXPECT_EQ(with([](Asked& a) { a.origin = "https://trust.sandbox.example.evil.example"; }), "SIGNATURE_INVALID clientDataJSON/origin");
  EXPECT_EQ(with([](Asked& a) { a.cross_origin = "true"; }), "SIGNATURE_INVALID clientDataJSON/crossOrigin");
  EXPECT_EQ(with([](Asked& a) { a.rp_id = "sandbox.example"; }), kData);
  EXPECT_EQ(with([](Asked& a) { a.further = R"(,"added":"by the browser")"; }), "good");
}

TEST(PasskeyRegistration, OfItsFlagsFewAreTaken) {
  for (unsigned flags = 0; flags < 256; ++flags) {
    Asked asked = to_enrol();
    asked.flags = static_cast<std::uint8_t>(flags | kAt);
    const bool reserved = (flags & 0x22) != 0, extended = (flags & kEd) != 0;
    const bool present = (flags & kUp) != 0 && (flags & kUv) != 0, eligible = (flags & kBe) != 0, backed_up = (flags & kBs) != 0;
    const std::string unreadable = reserved ? "FIELD_INVALID authenticatorData" : extended ? "CBOR_MALFORMED byte 0" : "";
    const std::string read = !present ? "PASSKEY_UNVERIFIED authenticatorData" : eligible || !backed_up ? "good" : kData;
    const std::string synced = unreadable.empty() ? read : unreadable;
    const std::string bound = synced == "good" && eligible ? "PASSKEY_SYNCED authenticatorData" : synced;
    EXPECT_EQ(judged(asked, Binding::may_be_synced), synced) << flags;
    EXPECT_EQ(judged(asked, Binding::device_bound), bound) << flags;
  }
}

TEST(PasskeyRegistration, ExtensionsAreAMapAndTheEnd) {
  const auto with = [](const Bytes& extensions) {
    Asked asked = to_enrol();
    asked.flags |= kEd;
    asked.extensions = extensions;
    return judged(asked);
  };
  EXPECT_EQ(with(cbor::map({{cbor::text("credProtect"), cbor::number(2)}})), "good");
  EXPECT_EQ(with(cbor::map({})), "good");
  EXPECT_EQ(with(cbor::number(1)), "CBOR_MALFORMED byte 0");
  EXPECT_EQ(with(joined({cbor::map({}), {0}})), "FIELD_INVALID authenticatorData");
  EXPECT_EQ(with({0xa1, 0x61, 'a'}), "CBOR_MALFORMED byte 3");
  Asked trailing = to_enrol();
  trailing.extensions = {0xa0};
  EXPECT_EQ(judged(trailing), "FIELD_INVALID authenticatorData") << "a map without its flag is bytes left over";
}

TEST(PasskeyRegistration, TheCredentialMustBeThere) {
  const SoftPasskey& passkey = passkey_of(Kind::es256);
  const auto with_data = [&](const Bytes& data) { return code_at(enrol(enrolled_as(passkey, to_enrol(), attestation_object("none", cbor::map({}), data)))); };
  EXPECT_EQ(with_data(authenticator_data(to_enrol())), kData) << "no AT";
  EXPECT_EQ(with_data(passkey.attested_data(to_enrol(), cbor::map({}))), "KEY_INVALID credentialPublicKey");
  RegistrationAnswer other_id = unattested(passkey, to_enrol());
  other_id.credential_id.back() ^= 1;
  EXPECT_EQ(code_at(enrol(other_id)), kData);
  const std::string unfit = "FIELD_INVALID authenticatorData";
  for (const auto& [length, expected] : {std::pair<std::size_t, std::string>{15, unfit}, {16, "good"}, {1023, "good"}, {1024, unfit}}) {
    const Bytes id(length, 0x5a), bytes_of_length = {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xff)};
    Asked asked = to_enrol();
    asked.flags |= kAt;
    const Bytes data = joined({authenticator_data(asked), Bytes(16), bytes_of_length, id, passkey.cose_key()});
    EXPECT_EQ(code_at(enrol({id, owned(client_data(asked)), attestation_object("none", cbor::map({}), data)})), expected) << length;
  }
}

TEST(PasskeyRegistration, TheAttestationHasItsMembersAndNoOther) {
  const SoftPasskey& passkey = passkey_of(Kind::es256);
  const Bytes data = cbor::bytes(passkey.attested_data(to_enrol())), none = cbor::text("none"), empty = cbor::map({});
  const auto with = [&](const Bytes& object) { return code_at(enrol(enrolled_as(passkey, to_enrol(), object))); };
  const std::pair<Bytes, Bytes> format{cbor::text("fmt"), none}, statement{cbor::text("attStmt"), empty}, authenticator{cbor::text("authData"), data};
  EXPECT_EQ(with(cbor::map({format, statement, authenticator})), "good");
  EXPECT_EQ(with(joined({cbor::map({format, statement, authenticator}), {0}})).substr(0, 14), "CBOR_MALFORMED");
  EXPECT_EQ(with(cbor::map({statement, format, authenticator})).substr(0, 14), "CBOR_MALFORMED");
  EXPECT_EQ(with(cbor::map({format, statement})), "FIELD_INVALID attestationObject");
  EXPECT_EQ(with(cbor::map({{cbor::text("ep"), {0xf5}}, format, statement, authenticator})), "FIELD_INVALID attestationObject");
  EXPECT_EQ(with(cbor::map({{cbor::text("fmt"), none}, {cbor::text("attStmx"), empty}, authenticator})), "FIELD_INVALID attestationObject");
  EXPECT_EQ(with(cbor::map({{cbor::text("fmt"), none}, {cbor::text("attStmt"), cbor::map({{cbor::text("alg"), cbor::number(-7)}})}, authenticator})),
            "FIELD_INVALID attestationObject");
  for (const char* const other : {"fido-u2f", "tpm", "android-key", "android-safetynet", "apple", "None", ""}) {
    EXPECT_EQ(with(attestation_object(other, empty, passkey.attested_data(to_enrol()))), kObject) << other;
  }
  EXPECT_EQ(with(empty), "FIELD_INVALID attestationObject");
  EXPECT_EQ(with({}), "CBOR_MALFORMED byte 0");
  EXPECT_EQ(with(Bytes(kMaxAttestationBytes + 1)), "FIELD_INVALID attestationObject");
  Asked full = to_enrol();
  full.flags |= kEd;
  const auto padded = [&](std::size_t bytes) {
    full.extensions = cbor::map({{cbor::text("x"), cbor::bytes(Bytes(bytes))}});
    return code_at(enrol(unattested(passkey, full)));
  };
  const std::size_t around = unattested(passkey, full).attestation_object.size() + 7;  // the map's heads, and one more byte in authData's own
  EXPECT_EQ(padded(kMaxAttestationBytes - around), "good");
  EXPECT_EQ(padded(kMaxAttestationBytes - around + 1), "FIELD_INVALID attestationObject");
}

TEST(PasskeyRegistration, SelfAttestationIsByTheNewKey) {
  for (const Kind kind : kKinds) {
    const SoftPasskey& passkey = passkey_of(kind);
    const SoftPasskey& other = passkey_of(kind == Kind::es256 ? Kind::eddsa : Kind::es256);
    const Bytes data = passkey.attested_data(to_enrol());
    const Bytes signature = passkey.signature(data, client_data(to_enrol()));
    const auto with = [&](std::int64_t algorithm, const Bytes& by) {
      const Bytes statement = cbor::map({{cbor::text("alg"), cbor::number(algorithm)}, {cbor::text("sig"), cbor::bytes(by)}});
      return code_at(enrol(enrolled_as(passkey, to_enrol(), attestation_object("packed", statement, data))));
    };
    EXPECT_EQ(with(passkey.cose_algorithm(), signature), "good");
    EXPECT_EQ(with(other.cose_algorithm(), signature), kObject);
    EXPECT_EQ(with(passkey.cose_algorithm(), other.signature(data, client_data(to_enrol()))), kObject);
    EXPECT_EQ(with(passkey.cose_algorithm(), passkey.signature(data, "another")), kObject);
    EXPECT_EQ(with(passkey.cose_algorithm(), {}), kObject);
  }
}

Bytes certificate(bool is_ca, crypto::Signer& key, const std::string& pem) {
  crypto::IssueRequest request{"SANDBOX authenticators", key.public_key(), 0, 4'102'444'800'000'000, is_ca, false, {}, {}};
  return crypto::issue_certificate(request, pem, nullptr).value();
}

TEST(PasskeyRegistration, BasicAttestationIsByItsFirstCertificate) {
  for (const auto algorithm : {crypto::Algorithm::es256, crypto::Algorithm::ed25519}) {
    const std::string pem = crypto::generate_key_pem(algorithm);
    const auto maker = crypto::signer_from_pem(pem).value();
    const SoftPasskey& passkey = passkey_of(Kind::rs256);
    const Bytes data = passkey.attested_data(to_enrol());
    const Bytes said = signed_bytes(data, owned(client_data(to_enrol())));
    const std::int64_t its = algorithm == crypto::Algorithm::es256 ? -7 : -8;
    const auto with = [&](std::int64_t stated, const Bytes& signature, const Bytes& certificates) {
      const Bytes statement = cbor::map({{cbor::text("alg"), cbor::number(stated)}, {cbor::text("sig"), cbor::bytes(signature)}, {cbor::text("x5c"), certificates}});
      return code(enrol(enrolled_as(passkey, to_enrol(), attestation_object("packed", statement, data))));
    };
    const Bytes leaf = cbor::bytes(certificate(false, *maker, pem)), authority = cbor::bytes(certificate(true, *maker, pem));
    const Bytes signature = maker->sign(said).value();
    EXPECT_EQ(with(its, signature, cbor::array({leaf})), "good");
    EXPECT_EQ(with(its, signature, cbor::array({leaf, authority})), "good");
    EXPECT_EQ(with(its, signature, cbor::array(std::vector<Bytes>(8, leaf))), "good");
    EXPECT_EQ(with(its, signature, cbor::array(std::vector<Bytes>(9, leaf))), "FIELD_INVALID");
    EXPECT_EQ(with(its, signature, cbor::array({})), "FIELD_INVALID");
    EXPECT_EQ(with(its, signature, cbor::array({authority})), "CERTIFICATE_INVALID");
    EXPECT_EQ(with(its, signature, cbor::array({cbor::bytes({})})), "CERTIFICATE_INVALID") << "an empty certificate is not self attestation";
    EXPECT_EQ(with(its, signature, cbor::array({leaf, cbor::text("x")})), "CBOR_MALFORMED");
    EXPECT_EQ(with(its == -7 ? -8 : -7, signature, cbor::array({leaf})), "SIGNATURE_INVALID");
    EXPECT_EQ(with(its, passkey.sign(said), cbor::array({leaf})), "SIGNATURE_INVALID");
    EXPECT_EQ(with(its, maker->sign(owned("else")).value(), cbor::array({leaf})), "SIGNATURE_INVALID");
  }
}

TEST(PasskeyRegistration, EveryTruncationIsRefused) {
  for (const Kind kind : kKinds) {
    for (const RegistrationAnswer& whole : {unattested(passkey_of(kind), to_enrol()), self_attested(passkey_of(kind), to_enrol())}) {
      ASSERT_EQ(code(enrol(whole)), "good");
      for (Bytes RegistrationAnswer::* const part : {&RegistrationAnswer::credential_id, &RegistrationAnswer::client_data, &RegistrationAnswer::attestation_object}) {
        for (std::size_t length = 0; length < (whole.*part).size(); ++length) {
          RegistrationAnswer cut = whole;
          (cut.*part).resize(length);
          EXPECT_NE(code(enrol(cut)), "good") << length;
        }
      }
    }
  }
}

/// Every bit of an answer the other way round; hands what was nevertheless taken to `taken`.
template <class Taken>
std::size_t flip_all(const RegistrationAnswer& whole, const Taken& taken) {
  std::size_t flipped = 0;
  for (Bytes RegistrationAnswer::* const part : {&RegistrationAnswer::credential_id, &RegistrationAnswer::client_data, &RegistrationAnswer::attestation_object}) {
    for (std::size_t bit = 0; bit < 8 * (whole.*part).size(); ++bit, ++flipped) {
      RegistrationAnswer other = whole;
      (other.*part)[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      if (const auto made = enrol(other); made.ok()) taken(*made, bit);
    }
  }
  return flipped;
}

TEST(PasskeyRegistration, UnderASignatureEveryFlippedBitIsRefused) {
  for (const Kind kind : kKinds) {
    const auto flipped = flip_all(self_attested(passkey_of(kind), to_enrol()), [](const Credential&, std::size_t bit) { ADD_FAILURE() << bit; });
    EXPECT_GT(flipped, 3000u);
  }
}

// Nothing is signed without an attestation. What can be changed is what is being stated: counter, model, whether it may be copied, and the key where any
// number is a key. None of it is passed over: the credential is another then.
TEST(PasskeyRegistration, WithoutASignatureAFlippedBitIsRefusedOrStatesAnotherCredential) {
  for (const Kind kind : kKinds) {
    const Credential stated = credential_of(passkey_of(kind));
    std::size_t counters = 0, models = 0, eligible = 0, keys = 0;
    flip_all(unattested(passkey_of(kind), to_enrol()), [&](const Credential& made, std::size_t bit) {
      EXPECT_EQ(made.id, stated.id);
      EXPECT_EQ(made.key.algorithm, stated.key.algorithm);
      const std::size_t before = counters + models + eligible + keys;
      counters += made.counter != stated.counter;
      models += made.aaguid != stated.aaguid;
      eligible += made.backup_eligible != stated.backup_eligible;
      keys += made.key.spki != stated.key.spki;
      EXPECT_EQ(counters + models + eligible + keys, before + 1) << bit;
    });
    EXPECT_EQ(counters, 32u);
    EXPECT_EQ(models, 128u);
    EXPECT_EQ(eligible, 1u);
    const std::size_t free_bits = kind == Kind::es256 ? 0u : kind == Kind::eddsa ? 256u : 2046u;
    EXPECT_EQ(keys, free_bits) << "no bit of a point, every bit of an Edwards point, all of a modulus but its first and last";
  }
}

TEST(PasskeyRegistrationDeath, AShortChallengeIsOurFault) {
  const auto with = [](std::size_t bytes) { return register_passkey({}, site(), Bytes(bytes), Binding::may_be_synced); };
  EXPECT_FALSE(with(16).ok());
  EXPECT_DEATH({ const auto unused = with(15); }, "challenge");
}

}  // namespace
}  // namespace katiwala::passkey::registration_test
