// Passkeys in the journal: what one signs is kept and verified, and the whole matrix of what is not hers, not here, not now or not this.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/passkey/registration.h"
#include "tests/kit/soft_passkey.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::journal::passkey_test {
namespace {

using namespace custody;
using katiwala::testing::Asked;
using katiwala::testing::SoftPasskey, katiwala::testing::to_sign;
using katiwala::testing::kAt, katiwala::testing::kBe, katiwala::testing::kBs, katiwala::testing::kUp, katiwala::testing::kUv;
using testing::Ids;
using testing::TestLedger;

constexpr std::int64_t kHour = 3'600'000'000;
const RelyingParty kSite{"trust.sandbox.example", "https://trust.sandbox.example"};

Bytes owned(std::string_view text) { return {view(text).begin(), view(text).end()}; }

/// As the door would have read it out of an enrolment.
Credential enrolled(const SoftPasskey& device, std::uint32_t counter, bool may_be_copied) {
  const auto key = katiwala::passkey::Key::from_cose(device.cose_key());
  EXPECT_TRUE(key.ok());
  Credential out;
  out.fingerprint = crypto::sha256(key->spki);
  out.valid_from = Instant{0};
  out.valid_to = *Instant::parse("2046-01-01T00:00:00Z");
  out.passkey = Passkey{device.id(), key->spki, kSite.id, counter, may_be_copied, false};
  return out;
}

/// officer-2 has a security key that counts, and has counted five signatures; it is in force.
class Passkeys : public ::testing::TestWithParam<SoftPasskey::Kind> {
 protected:
  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    const Answer site = ledger.allowed("officer-1", AdoptRelyingParty{kSite});
    ledger.allowed("officer-2", ledger.approval(site));
    ledger.allowed("compliance", ledger.approval(site));
    credential = enrol("officer-2", device);
    wait_for(credential);
  }
  Credential enrol(const std::string& who, const SoftPasskey& with) {
    PrincipalSpec spec = ledger.person(who).spec;
    spec.credential = enrolled(with, 5, false);
    const Answer asked = ledger.allowed("officer-1", EnrolCredential{spec});
    ledger.allowed("officer-3", ledger.approval(asked));
    return spec.credential;
  }
  CredentialStanding standing(const Digest& fingerprint) {
    CredentialStanding out;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) {
      const Principal& who = *memory.state.principal(memory.state.credentials.at(fingerprint));
      out = *find_standing(who, fingerprint);
    }).ok());
    return out;
  }
  void wait_for(const Credential& one) { ledger.allowed("admin", MoveClock{Instant{standing(one.fingerprint).from.micros + kHour}}); }
  Answer propose() {
    ++pools;
    return ledger.allowed("officer-1", OpenPool{ledger.draw<PoolTag>(), "BANK2", "P" + std::to_string(pools), Product::pooled_trust,
                                                {{*Currency::parse("PHP"), {MarkKind::account, {pools}}, ledger.draw_vault_ref()}}});
  }
  Bytes statement_of(const Command& command, const std::string& key = {}) {
    std::optional<Bytes> out;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) { out = canonical_of(ledger.store().ledger(), memory.state, command, key); }).ok());
    return out.value_or(Bytes{});
  }
  Signature answer(const SoftPasskey& with, const Digest& fingerprint, const Asked& asked) {
    const std::string said = client_data(asked);
    const Bytes data = authenticator_data(asked);
    return {fingerprint, with.signature(data, said), data, owned(said)};
  }
  /// officer-2's approval, signed by the device over `statement`.
  Ask approval(const Answer& proposed, const Asked& asked) {
    Ask ask = ledger.ask("officer-2", ledger.approval(proposed));
    ask.signature = answer(device, credential.fingerprint, asked);
    return ask;
  }
  std::string outcome(Ask ask) {
    const auto made = ledger.journal().submit(std::move(ask));
    if (!made.ok()) return std::string(name_of(made.refusal().code));
    for (const Reason& reason : made->entry->primary()->reasons)
      if (reason.outcome == Outcome::deny) return reason.code;
    return "allowed";
  }
  std::size_t duties(Duty duty) {
    std::size_t found = 0;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) {
      for (const Obligation& o : memory.state.ledger.obligations) found += o.duty == duty ? 1u : 0u;
    }).ok());
    return found;
  }

  TestLedger ledger;
  Ids ids;
  SoftPasskey device{GetParam(), "officer two's security key"};
  Credential credential;
  std::uint8_t pools = 0;  ///< proposed so far
};

TEST_P(Passkeys, AnApprovalIsSignedAndKept) {
  const Answer proposed = propose();
  const Bytes statement = statement_of(ledger.approval(proposed));
  const Ask ask = approval(proposed, to_sign(statement, 6));
  const auto made = ledger.journal().submit(ask);
  ASSERT_TRUE(made.ok());
  const SubjectPart& part = *made->entry->primary();
  ASSERT_EQ(part.outcome, Outcome::allow) << part.reasons.front().code;
  EXPECT_EQ(part.signature, ask.signature);
  const auto of_ledger = std::ranges::find_if(made->entry->parts, [](const OpenedPart& p) { return p.part->about.kind == SubjectKind::ledger; });
  ASSERT_NE(of_ledger, made->entry->parts.end());
  ASSERT_EQ(of_ledger->part->events.size(), 1u);
  const auto& used = std::get<CredentialUsed>(of_ledger->part->events[0]);
  EXPECT_EQ(used.counter, 6u);
  EXPECT_EQ(used.credential, credential.fingerprint);
  EXPECT_EQ(standing(credential.fingerprint).counter, 6u);
  EXPECT_EQ(standing(credential.fingerprint).used, made->entry->header.time);
}

TEST_P(Passkeys, TheMatrix) {
  const Answer proposed = propose(), other = propose();
  const Bytes statement = statement_of(ledger.approval(proposed));
  store::LedgerId elsewhere = ledger.store().ledger();
  elsewhere.bytes[0] ^= 1;
  std::optional<Bytes> of_elsewhere;
  ASSERT_TRUE(ledger.journal().look([&](const Memory& memory) {
    of_elsewhere = canonical_of(elsewhere, memory.state, ledger.approval(proposed), {});
  }).ok());
  const auto challenge = [](Asked& asked, const Bytes& about) { asked.challenge = to_sign(about, 0).challenge; };
  const struct {
    const char* what;
    std::function<void(Asked&)> change;
    const char* says;
  } cases[] = {
      {"another proposal", [&](Asked& a) { challenge(a, statement_of(ledger.approval(other))); }, "SIGNATURE_INVALID"},
      {"another ledger", [&](Asked& a) { challenge(a, *of_elsewhere); }, "SIGNATURE_INVALID"},
      {"the proposal itself, not its hash", [&](Asked& a) { a.challenge = statement; }, "SIGNATURE_INVALID"},
      {"a sign-in", [&](Asked& a) { challenge(a, canonical_session(ledger.store().ledger(), {})); }, "SIGNATURE_INVALID"},
      {"an enrolment", [](Asked& a) { a.type = "webauthn.create"; }, "SIGNATURE_INVALID"},
      {"another page", [](Asked& a) { a.origin = "https://trust.sandbox.example:8443"; }, "SIGNATURE_INVALID"},
      {"another site", [](Asked& a) { a.rp_id = "sandbox.example"; }, "SIGNATURE_INVALID"},
      {"a page within a page", [](Asked& a) { a.cross_origin = "true"; }, "SIGNATURE_INVALID"},
      {"nobody there", [](Asked& a) { a.flags = kUv; }, "PASSKEY_UNVERIFIED"},
      {"nobody verified", [](Asked& a) { a.flags = kUp; }, "PASSKEY_UNVERIFIED"},
      {"one that may be copied now", [](Asked& a) { a.flags |= kBe; }, "SIGNATURE_INVALID"},
      {"backed up", [](Asked& a) { a.flags |= kBs; }, "SIGNATURE_INVALID"},
      {"the counter as it was", [](Asked& a) { a.counter = 5; }, "PASSKEY_CLONED"},
      {"a counter that fell", [](Asked& a) { a.counter = 4; }, "PASSKEY_CLONED"},
      {"a counter that is not kept any more", [](Asked& a) { a.counter = 0; }, "PASSKEY_CLONED"},
      {"as it should be", [](Asked&) {}, "allowed"},
  };
  for (const auto& c : cases) {
    Asked asked = to_sign(statement, 6);
    c.change(asked);
    EXPECT_EQ(outcome(approval(proposed, asked)), c.says) << c.what;
    EXPECT_EQ(standing(credential.fingerprint).counter, std::string_view(c.says) == "allowed" ? 6u : 5u) << c.what;
  }
  EXPECT_EQ(duties(Duty::credential_review), 1u) << "looked into once";
  EXPECT_EQ(outcome(approval(other, to_sign(statement_of(ledger.approval(other)), 6))), "PASSKEY_CLONED") << "the counter of the one before";
  EXPECT_EQ(outcome(approval(other, to_sign(statement_of(ledger.approval(other)), 7))), "allowed");
}

TEST_P(Passkeys, AnothersKeyAndAnothersNameCountForNothing) {
  const Answer proposed = propose();
  const Asked asked = to_sign(statement_of(ledger.approval(proposed)), 6);
  const SoftPasskey his(GetParam(), "somebody else's");
  Ask forged = approval(proposed, asked);
  forged.signature = answer(his, credential.fingerprint, asked);
  EXPECT_EQ(outcome(forged), "SIGNATURE_INVALID");
  const SoftPasskey thirds(GetParam(), "officer three's");
  const Credential hers = enrol("worker", thirds);
  Ask named = approval(proposed, asked);
  named.signature = answer(thirds, hers.fingerprint, asked);
  EXPECT_EQ(outcome(named), "SIGNATURE_INVALID") << "it is not the asker's";
  Ask flipped = approval(proposed, asked);
  flipped.signature->value.back() ^= 1;
  EXPECT_EQ(outcome(flipped), "SIGNATURE_INVALID");
  Ask cut = approval(proposed, asked);
  cut.signature->authenticator_data.pop_back();
  EXPECT_EQ(outcome(cut), "SIGNATURE_INVALID");
  Ask bare = approval(proposed, asked);
  bare.signature->authenticator_data.clear();
  bare.signature->client_data.clear();
  EXPECT_EQ(outcome(bare), "SIGNATURE_INVALID") << "a passkey signs no plain bytes";
}

TEST_P(Passkeys, ACertificatesSignatureCarriesNothingElse) {
  const Answer proposed = propose();
  for (Bytes Signature::* const part : {&Signature::authenticator_data, &Signature::client_data}) {
    Ask ask = ledger.ask("officer-2", ledger.approval(proposed));
    (*ask.signature).*part = {1};
    EXPECT_EQ(outcome(std::move(ask)), "SIGNATURE_INVALID");
  }
  EXPECT_EQ(outcome(ledger.ask("officer-2", ledger.approval(proposed))), "allowed");
}

TEST_P(Passkeys, NothingIsSignedInThePauseNorAfterARemoval) {
  const SoftPasskey fresh(GetParam(), "a new one");
  const Credential coming = enrol("officer-2", fresh);
  const Answer proposed = propose(), later = propose();
  const auto with_fresh = [&](const Answer& about, std::uint32_t counter) {
    Ask ask = approval(about, to_sign(statement_of(ledger.approval(about)), counter));
    ask.signature = answer(fresh, coming.fingerprint, to_sign(statement_of(ledger.approval(about)), counter));
    return ask;
  };
  EXPECT_EQ(outcome(with_fresh(proposed, 6)), "CREDENTIAL_PENDING");
  wait_for(coming);
  EXPECT_EQ(outcome(with_fresh(proposed, 6)), "allowed");
  const Answer asked = ledger.allowed("officer-1", RemoveCredential{ledger.person("officer-2").spec.principal, coming.fingerprint, "given back"});
  ledger.allowed("officer-3", ledger.approval(asked));
  EXPECT_EQ(outcome(with_fresh(later, 7)), "allowed") << "until the pause is over";
  ledger.allowed("admin", MoveClock{Instant{standing(coming.fingerprint).until->micros + kHour}});
  const Answer last = propose();
  EXPECT_EQ(outcome(with_fresh(last, 8)), "CREDENTIAL_PENDING");
}

TEST_P(Passkeys, ForAnotherSiteItSignsNoMore) {
  const Answer site = ledger.allowed("officer-1", AdoptRelyingParty{{"other.sandbox.example", "https://other.sandbox.example"}});
  ledger.allowed("officer-2", ledger.approval(site));
  ledger.allowed("compliance", ledger.approval(site));
  const Answer proposed = propose();
  Asked asked = to_sign(statement_of(ledger.approval(proposed)), 6);
  EXPECT_EQ(outcome(approval(proposed, asked)), "SIGNATURE_INVALID");
  asked.origin = "https://other.sandbox.example";
  asked.rp_id = "other.sandbox.example";
  EXPECT_EQ(outcome(approval(proposed, asked)), "SIGNATURE_INVALID") << "it was made for the first";
}

/// What the memory knows of credentials is a fold of the entries and nothing else.
TEST_P(Passkeys, ARebuildKnowsTheSameCounters) {
  const Answer proposed = propose();
  ASSERT_EQ(outcome(approval(proposed, to_sign(statement_of(ledger.approval(proposed)), 9))), "allowed");
  const CredentialStanding before = standing(credential.fingerprint);
  Options options;
  for (const bool rebuild : {false, true}) {
    options.rebuild = rebuild;
    ASSERT_TRUE(ledger.reopen(options).ok());
    EXPECT_EQ(standing(credential.fingerprint), before);
    const Answer again = propose();
    EXPECT_EQ(outcome(approval(again, to_sign(statement_of(ledger.approval(again)), 9))), "PASSKEY_CLONED");
  }
}

std::string kind_name(const ::testing::TestParamInfo<SoftPasskey::Kind>& info) {
  switch (info.param) {
    case SoftPasskey::Kind::es256: return "es256";
    case SoftPasskey::Kind::eddsa: return "eddsa";
    case SoftPasskey::Kind::rs256: return "rs256";
  }
  return "?";
}

INSTANTIATE_TEST_SUITE_P(Algorithms, Passkeys, ::testing::Values(SoftPasskey::Kind::es256, SoftPasskey::Kind::eddsa, SoftPasskey::Kind::rs256), kind_name);

}  // namespace
}  // namespace katiwala::journal::passkey_test
