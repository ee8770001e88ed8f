// A ledger in which a passkey signs, exported and given to the independent verifier: good as it is, and caught where somebody with the log's key, the
// witnesses' keys and every hash at hand has changed what the passkey said.
#include <cstdio>
#include <fstream>
#include <functional>

#include "audit/log/trust_policy.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/part_codec.h"
#include "ledger/passkey/registration.h"
#include "tests/api/heads/log_scene.h"
#include "tests/attack/bundle.h"
#include "tests/kit/soft_passkey.h"
#include "tests/support/program.h"

namespace katiwala::attack::passkey_test {
namespace {

using namespace custody;
using api::testing::LogScene;
using katiwala::testing::Asked;
using katiwala::testing::SoftPasskey, katiwala::testing::to_sign;

const RelyingParty kSite{"trust.sandbox.example", "https://trust.sandbox.example"};

class PasskeyRecord : public ::testing::Test {
 protected:
  void SetUp() override {
    scene.found({"north", "south"}, 2);
    policy = (work.path() / "policy").string();
    std::ofstream(policy) << "log " + audit::print_vkey(scene.log_key()) + "\nwitness north " + scene.witness("north").vkey() + "\nwitness south " +
                                 scene.witness("south").vkey() + "\ngroup both all north south\nquorum both\n";
    auto& ledger = scene.ledger;
    const auto site = ledger.allowed("officer-1", AdoptRelyingParty{kSite});
    ledger.allowed("officer-2", ledger.approval(site));
    ledger.allowed("compliance", ledger.approval(site));
    PrincipalSpec spec = ledger.person("officer-2").spec;
    const auto key = passkey::Key::from_cose(device.cose_key());
    const Passkey made{device.id(), key->spki, kSite.id, 0, false, false};
    spec.credential = {crypto::sha256(key->spki), {}, Instant{0}, *Instant::parse("2046-01-01T00:00:00Z"), made};
    fingerprint = spec.credential.fingerprint;
    const auto enrolled = ledger.allowed("officer-1", EnrolCredential{spec});
    const auto agreed = ledger.allowed("officer-3", ledger.approval(enrolled));
    ledger.allowed("admin", MoveClock{Instant{agreed.entry->header.time.micros + std::int64_t{25} * 3'600'000'000}});
    for (const std::uint32_t counter : {1u, 2u}) signed_in.push_back(approve_by_passkey(counter));
  }

  record::Seq approve_by_passkey(std::uint32_t counter) {
    auto& ledger = scene.ledger;
    OpenPool pool{ledger.draw<PoolTag>(), "BANK2", "P" + std::to_string(counter), Product::pooled_trust, {}};
    pool.accounts = {{*Currency::parse("PHP"), {MarkKind::account, {static_cast<std::uint8_t>(counter)}}, ledger.draw_vault_ref()}};
    const auto proposed = ledger.allowed("officer-1", pool);
    journal::Ask ask = ledger.ask("officer-2", ledger.approval(proposed));
    std::optional<Bytes> statement;
    EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) {
      statement = journal::canonical_of(ledger.store().ledger(), memory.state, ask.command, ask.idempotency_key);
    }).ok());
    const Asked asked = to_sign(*statement, counter);
    const std::string said = client_data(asked);
    const Bytes data = authenticator_data(asked);
    ask.signature = Signature{fingerprint, device.signature(data, said), data, {view(said).begin(), view(said).end()}};
    const auto made = ledger.journal().submit(std::move(ask));
    EXPECT_TRUE(made.ok() && made->entry->primary()->outcome == Outcome::allow);
    return made->entry->seq();
  }

  katiwala::testing::Ran verified(Bundle bundle, const std::string& name) {
    bundle.checkpoint = scene.head_text(bundle.entries.size(), bundle.root(), {"north", "south"});
    bundle.write(work.path() / name);
    return katiwala::testing::shell(std::string(KATIWALA_BUILD_DIR) + "/katiwala-verify export " + (work.path() / name).string() + " --policy " + policy);
  }
  Bundle whole() { return Bundle::of(scene.ledger.store(), scene.ledger.keys(), scene.size(), ""); }
  /// Each part about a subject of that entry, changed, and all hashes made anew.
  Bundle changed(record::Seq seq, const std::function<void(journal::SubjectPart&)>& change) {
    Bundle out = whole();
    for (std::size_t i = 1; i < out.entries[seq].parts.size(); ++i) {
      auto part = record::decode_struct<journal::SubjectPart>(out.entries[seq].parts[i]->bytes);
      EXPECT_TRUE(part.ok());
      change(*part);
      out.entries[seq].parts[i]->bytes = record::encode_struct(*part);
    }
    out.rehash(seq);
    return out;
  }

  LogScene scene;
  api::testing::Folder work;
  SoftPasskey device{SoftPasskey::Kind::es256, "officer two's security key"};
  Digest fingerprint{};
  std::vector<record::Seq> signed_in;
  std::string policy;
};

TEST_F(PasskeyRecord, IsGoodAsItIs) {
  const auto said = verified(whole(), "whole");
  EXPECT_EQ(said.exit_code, 0) << said.output;
  EXPECT_NE(said.output.find("by passkey"), std::string::npos) << said.output;
}

TEST_F(PasskeyRecord, IsCaughtWhereItWasChanged) {
  const auto signature = [](journal::SubjectPart& part, const std::function<void(Signature&)>& change) {
    if (part.signature) change(*part.signature);
  };
  const auto use = [](journal::SubjectPart& part, const std::function<void(CredentialUsed&)>& change) {
    for (Event& event : part.events)
      if (auto* used = std::get_if<CredentialUsed>(&event)) change(*used);
  };
  const struct {
    const char *attack, *check;
    std::function<void(journal::SubjectPart&)> change;
  } cases[] = {
      {"another page", "passkey-client-data", [&](auto& p) { signature(p, [](Signature& s) { s.client_data[s.client_data.size() - 30] ^= 1; }); }},
      {"nobody verified", "passkey-verified", [&](auto& p) { signature(p, [](Signature& s) { s.authenticator_data[32] = 0x01; }); }},
      {"another site", "passkey-data", [&](auto& p) { signature(p, [](Signature& s) { s.authenticator_data[0] ^= 1; }); }},
      {"another signature", "signature", [&](auto& p) { signature(p, [](Signature& s) { s.value.back() ^= 1; }); }},
      {"a counter that was never signed", "passkey-use-signed", [&](auto& p) { use(p, [](CredentialUsed& u) { u.counter = 9; }); }},
      {"a use that is kept back", "passkey-use-missing", [](auto& p) {
         std::erase_if(p.events, [](const Event& event) { return std::holds_alternative<CredentialUsed>(event); });
       }},
  };
  for (const auto& c : cases) {
    const auto said = verified(changed(signed_in.front(), c.change), c.check);
    EXPECT_EQ(said.exit_code, 1) << c.attack << said.output;
    EXPECT_NE(said.output.find(std::string("[") + c.check + "]"), std::string::npos) << c.attack << said.output;
    std::printf("SHOWN: passkey: %s: caught by A: %s", c.attack, said.output.substr(0, said.output.find('\n') + 1).c_str());
  }
}

TEST_F(PasskeyRecord, AnswersOfTwoProposalsDoNotChangePlaces) {
  const Bundle all = whole();
  std::optional<Signature> second;
  for (std::size_t i = 1; i < all.entries[signed_in.back()].parts.size(); ++i) {
    const auto part = record::decode_struct<journal::SubjectPart>(all.entries[signed_in.back()].parts[i]->bytes);
    if (part->signature) second = part->signature;
  }
  ASSERT_TRUE(second);
  const auto said = verified(changed(signed_in.front(), [&](journal::SubjectPart& p) {
    if (p.signature) p.signature = second;
  }), "swapped");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  EXPECT_NE(said.output.find("[passkey-client-data]"), std::string::npos) << said.output;
}

}  // namespace
}  // namespace katiwala::attack::passkey_test
