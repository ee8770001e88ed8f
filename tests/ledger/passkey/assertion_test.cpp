// Signatures by passkey: genuine ones, and the whole matrix of what is not.
#include "ledger/passkey/assertion.h"

#include <random>

#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::assertion_test {
namespace {

constexpr const char* kData = "SIGNATURE_INVALID authenticatorData";
constexpr const char* kSignature = "SIGNATURE_INVALID signature";
constexpr const char* kChallenge = "SIGNATURE_INVALID clientDataJSON/challenge";
constexpr const char* kCounter = "PASSKEY_CLONED authenticatorData/signCount";

template <class Change>
std::string judged(Kind kind, const Change& change) {
  Asked asked = to_sign(statement(), 6);
  change(asked);
  return code_at(verify_assertion(credential_of(passkey_of(kind), 5), answered(passkey_of(kind), asked), site(), statement()));
}

TEST(PasskeyAssertion, IsASignatureOverTheStatement) {
  EXPECT_EQ(challenge_of(statement()), crypto::sha256(statement()));
  for (const Kind kind : kKinds) {
    const Credential before = credential_of(passkey_of(kind), 5, kUp | kUv | kBe);
    Asked asked = to_sign(statement(), 6);
    asked.flags |= kBe | kBs;
    const auto after = verify_assertion(before, answered(passkey_of(kind), asked), site(), statement());
    ASSERT_TRUE(after.ok()) << after.refusal().message;
    Credential expected = before;
    expected.counter = 6;
    expected.backed_up = true;
    EXPECT_EQ(*after, expected);
  }
}

TEST(PasskeyAssertion, TheMatrix) {
  for (const Kind kind : kKinds) {
    EXPECT_EQ(judged(kind, [](Asked&) {}), "good");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.further = R"(,"added":"by the browser")"; }), "good");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.type = "webauthn.create"; }), "SIGNATURE_INVALID clientDataJSON/type");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.challenge = to_sign(statement("another ledger")).challenge; }), kChallenge);
    EXPECT_EQ(judged(kind, [](Asked& a) { a.challenge = to_sign(statement("ledger of the sandbox", 1'800'001)).challenge; }), kChallenge);
    EXPECT_EQ(judged(kind, [](Asked& a) { a.challenge = statement(); }), kChallenge) << "the statement itself is not its hash";
    EXPECT_EQ(judged(kind, [](Asked& a) { a.origin = "https://trust.sandbox.example:8443"; }), "SIGNATURE_INVALID clientDataJSON/origin");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.cross_origin = "true"; }), "SIGNATURE_INVALID clientDataJSON/crossOrigin");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.cross_origin = "true,\"topOrigin\":\"https://evil.example\""; }), "SIGNATURE_INVALID clientDataJSON/crossOrigin");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.further = R"(,"topOrigin":"https://evil.example")"; }), "JSON_DUPLICATE_KEY clientDataJSON");
    EXPECT_EQ(judged(kind, [](Asked& a) { a.rp_id = "sandbox.example"; }), kData);
    EXPECT_EQ(judged(kind, [](Asked& a) { a.rp_id = "https://trust.sandbox.example"; }), kData);
    EXPECT_EQ(judged(kind, [](Asked& a) { a.extensions = {0}; }), "FIELD_INVALID authenticatorData") << "trailing bytes";
  }
}

TEST(PasskeyAssertion, OfItsFlagsFewAreTaken) {
  const SoftPasskey& passkey = passkey_of(Kind::eddsa);
  for (const bool synced : {false, true}) {
    const Credential credential = credential_of(passkey, 0, synced ? kUp | kUv | kBe : kUp | kUv);
    for (unsigned flags = 0; flags < 256; ++flags) {
      Asked asked = to_sign(statement());
      asked.flags = static_cast<std::uint8_t>(flags);
      const bool good = (flags & ~unsigned{kBs}) == (kUp | kUv | (synced ? kBe : 0u)) && (synced || (flags & kBs) == 0);
      EXPECT_EQ(verify_assertion(credential, answered(passkey, asked), site(), statement()).ok(), good) << flags;
    }
  }
}

TEST(PasskeyAssertion, ANewCredentialBelongsToAnEnrolment) {
  for (const Kind kind : kKinds) {
    const SoftPasskey& passkey = passkey_of(kind);
    const Asked asked = to_sign(statement());
    AssertionAnswer answer = answered(passkey, asked);
    answer.authenticator_data = passkey.attested_data(asked);
    answer.signature = passkey.signature(answer.authenticator_data, client_data(asked));
    EXPECT_EQ(code_at(verify_assertion(credential_of(passkey), answer, site(), statement())), kData);
  }
}

TEST(PasskeyAssertion, ExtensionsAreSignedToo) {
  for (const Kind kind : kKinds) {
    const auto with = [kind](const Bytes& extensions) {
      return judged(kind, [&](Asked& a) {
        a.flags |= kEd;
        a.extensions = extensions;
      });
    };
    EXPECT_EQ(with(cbor::map({{cbor::text("credBlob"), cbor::bytes(Bytes{1, 2})}})), "good");
    EXPECT_EQ(with({0xb8, 0x01, 0x61, 'a', 0x01}), "CBOR_MALFORMED byte 0") << "a head longer than needed";
    EXPECT_EQ(with({0xbf, 0xff}), "CBOR_MALFORMED byte 0") << "an indefinite length";
    EXPECT_EQ(with({0xa2, 0x61, 'b', 0x01, 0x61, 'a', 0x01}), "CBOR_MALFORMED byte 4") << "keys out of order";
  }
}

TEST(PasskeyAssertion, AnotherPersonsKeyCountsForNothing) {
  for (const Kind kind : kKinds) {
    const SoftPasskey& hers = passkey_of(kind);
    const SoftPasskey his(kind, "the uncle's telephone");
    AssertionAnswer by_him = answered(his, to_sign(statement()));
    EXPECT_EQ(code_at(verify_assertion(credential_of(hers), by_him, site(), statement())), "SIGNATURE_INVALID id");
    by_him.credential_id = hers.id();
    EXPECT_EQ(code_at(verify_assertion(credential_of(hers), by_him, site(), statement())), kSignature);
    Credential mixed = credential_of(hers);
    mixed.key = credential_of(his).key;
    EXPECT_EQ(code_at(verify_assertion(mixed, answered(hers, to_sign(statement())), site(), statement())), kSignature);
  }
}

TEST(PasskeyAssertion, WhetherItMayBeCopiedNeverChanges) {
  const SoftPasskey& passkey = passkey_of(Kind::es256);
  for (const bool at_enrolment : {false, true}) {
    for (const bool now : {false, true}) {
      const Credential credential = credential_of(passkey, 0, at_enrolment ? kUp | kUv | kBe : kUp | kUv);
      Asked asked = to_sign(statement());
      asked.flags = now ? kUp | kUv | kBe : kUp | kUv;
      EXPECT_EQ(code_at(verify_assertion(credential, answered(passkey, asked), site(), statement())), at_enrolment == now ? "good" : kData);
    }
  }
}

TEST(PasskeyAssertion, TheCounterGrowsOrIsNotKept) {
  const SoftPasskey& passkey = passkey_of(Kind::eddsa);
  struct Case {
    std::uint32_t before, now;
    bool good;
  };
  const Case cases[] = {{0, 0, true}, {0, 1, true}, {1, 0, false}, {1, 1, false}, {1, 2, true}, {5, 4, false}, {5, 6, true}, {0, 0xffffffff, true},
                        {0xfffffffe, 0xffffffff, true}, {0xffffffff, 0xffffffff, false}, {0xffffffff, 0, false}, {0x7fffffff, 0x80000000, true}};
  for (const Case& one : cases) {
    const auto after = verify_assertion(credential_of(passkey, one.before), answered(passkey, to_sign(statement(), one.now)), site(), statement());
    EXPECT_EQ(code_at(after), one.good ? "good" : kCounter) << one.before << " " << one.now;
    if (after.ok()) {
      EXPECT_EQ(after->counter, one.now);
    }
  }
}

TEST(PasskeyAssertion, WithoutACounterAnAnswerIsGoodAgainForItsStatementAlone) {
  const SoftPasskey& passkey = passkey_of(Kind::es256);
  const AssertionAnswer answer = answered(passkey, to_sign(statement()));
  const auto once = verify_assertion(credential_of(passkey), answer, site(), statement());
  ASSERT_TRUE(once.ok());
  EXPECT_EQ(code_at(verify_assertion(*once, answer, site(), statement())), "good");
  EXPECT_EQ(code_at(verify_assertion(*once, answer, site(), statement("another ledger"))), kChallenge);
}

TEST(PasskeyAssertion, NobodyIsAccusedByAForgedCounter) {
  const SoftPasskey& passkey = passkey_of(Kind::eddsa);
  AssertionAnswer forged = answered(passkey, to_sign(statement(), 4));
  forged.signature.back() ^= 1;
  const auto refused = verify_assertion(credential_of(passkey, 5), forged, site(), statement());
  EXPECT_EQ(code_at(refused), kSignature);
}

TEST(PasskeyAssertion, AnEcdsaSignatureIsDerWithEitherS) {
  const SoftPasskey& passkey = passkey_of(Kind::es256);
  const auto judge = [&](const AssertionAnswer& answer) { return code_at(verify_assertion(credential_of(passkey), answer, site(), statement())); };
  std::size_t padded = 0;
  for (int round = 0; round < 40; ++round) {
    AssertionAnswer answer = answered(passkey, to_sign(statement()));
    const Bytes der = answer.signature;
    answer.signature = other_s(der);
    EXPECT_NE(answer.signature, der);
    EXPECT_EQ(judge(answer), "good") << "one of the two is high";
    answer.signature = joined({der, {0}});
    EXPECT_EQ(judge(answer), kSignature) << "trailing byte";
    answer.signature = joined({{der[0], 0x81}, Bytes(der.begin() + 1, der.end())});
    EXPECT_EQ(judge(answer), kSignature) << "a length longer than needed";
    Bytes longer = joined({{der[0], static_cast<std::uint8_t>(der[1] + 1), der[2], static_cast<std::uint8_t>(der[3] + 1), 0}, Bytes(der.begin() + 4, der.end())});
    answer.signature = longer;
    EXPECT_EQ(judge(answer), kSignature) << "a leading zero that need not be there";
    if (der[3] == 33) {
      ++padded;
      answer.signature = joined({{der[0], static_cast<std::uint8_t>(der[1] - 1), der[2], 32}, Bytes(der.begin() + 5, der.end())});
      EXPECT_EQ(judge(answer), kSignature) << "a negative r";
    }
    answer.signature = Bytes(64, 1);
    EXPECT_EQ(judge(answer), kSignature) << "r and s without DER";
  }
  EXPECT_GT(padded, 5u);
  AssertionAnswer zeros = answered(passkey, to_sign(statement()));
  zeros.signature = from_hex("3006020100020100").value();
  EXPECT_EQ(judge(zeros), kSignature);
}

constexpr Bytes AssertionAnswer::* kParts[] = {&AssertionAnswer::credential_id, &AssertionAnswer::client_data, &AssertionAnswer::authenticator_data,
                                               &AssertionAnswer::signature};

TEST(PasskeyAssertion, EveryTruncationAndEveryAddedByteIsRefused) {
  for (const Kind kind : kKinds) {
    const Credential credential = credential_of(passkey_of(kind));
    const AssertionAnswer whole = answered(passkey_of(kind), to_sign(statement()));
    for (Bytes AssertionAnswer::* const part : kParts) {
      for (std::size_t length = 0; length < (whole.*part).size(); ++length) {
        AssertionAnswer cut = whole;
        (cut.*part).resize(length);
        EXPECT_FALSE(verify_assertion(credential, cut, site(), statement()).ok()) << length;
      }
      AssertionAnswer longer = whole;
      (longer.*part).push_back(0);
      EXPECT_FALSE(verify_assertion(credential, longer, site(), statement()).ok());
    }
  }
}

TEST(PasskeyAssertion, EveryFlippedBitIsRefused) {
  for (const Kind kind : kKinds) {
    Asked asked = to_sign(statement());
    asked.further = R"(,"added":"by the browser")";
    asked.flags |= kEd;
    asked.extensions = cbor::map({{cbor::text("x"), cbor::bytes(Bytes{1, 2, 3})}});
    const Credential credential = credential_of(passkey_of(kind));
    const AssertionAnswer whole = answered(passkey_of(kind), asked);
    ASSERT_TRUE(verify_assertion(credential, whole, site(), statement()).ok());
    const auto flip = [](Bytes& bytes, std::size_t bit) { bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8); };
    for (Bytes AssertionAnswer::* const part : kParts) {
      for (std::size_t bit = 0; bit < 8 * (whole.*part).size(); ++bit) {
        AssertionAnswer other = whole;
        flip(other.*part, bit);
        EXPECT_FALSE(verify_assertion(credential, other, site(), statement()).ok()) << bit;
      }
    }
    for (std::size_t bit = 0; bit < 8 * statement().size(); ++bit) {
      Bytes other = statement();
      flip(other, bit);
      EXPECT_EQ(code_at(verify_assertion(credential, whole, site(), other)), kChallenge) << bit;
    }
    for (std::size_t bit = 0; bit < 8 * credential.key.spki.size(); ++bit) {
      Credential other = credential;
      flip(other.key.spki, bit);
      EXPECT_EQ(code_at(verify_assertion(other, whole, site(), statement())), kSignature) << bit;
    }
  }
}

// A device that counts, a copy of it, and somebody who sends old answers again: nothing is taken twice, and from the moment both have been used the copy shows.
TEST(PasskeyAssertion, OverAHistoryNothingIsTakenTwiceAndACopyShows) {
  const SoftPasskey& passkey = passkey_of(Kind::eddsa);
  std::size_t taken = 0, replays = 0, copies = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    Credential kept = credential_of(passkey, 1);
    std::uint32_t counters[] = {1, 1};  // the device's and the copy's
    std::vector<std::pair<Bytes, AssertionAnswer>> old;
    for (std::int64_t step = 0; step < 40; ++step) {
      if (!old.empty() && random() % 4 == 0) {
        const auto& [about, answer] = old[random() % old.size()];
        const auto again = verify_assertion(kept, answer, site(), about);
        ASSERT_FALSE(again.ok());
        EXPECT_EQ(code_at(again), kCounter);
        EXPECT_EQ(code_at(verify_assertion(kept, answer, site(), statement("sandbox", -1))), kChallenge);
        ++replays;
        continue;
      }
      const std::size_t which = random() % 8 == 0 ? 1 : 0;
      const Bytes about = statement("sandbox", step);
      const AssertionAnswer answer = answered(passkey, to_sign(about, ++counters[which]));
      const auto after = verify_assertion(kept, answer, site(), about);
      ASSERT_EQ(after.ok(), counters[which] > kept.counter);
      if (!after.ok()) {
        EXPECT_EQ(code_at(after), kCounter);
        ++copies;
        continue;
      }
      kept = *after;
      old.emplace_back(about, answer);
      ++taken;
    }
  }
  EXPECT_GT(taken, 500u);
  EXPECT_GT(replays, 200u);
  EXPECT_GT(copies, 40u);
}

}  // namespace
}  // namespace katiwala::passkey::assertion_test
