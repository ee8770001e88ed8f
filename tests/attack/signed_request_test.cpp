// A ledger in which a signed request (RFC 9421) is kept, exported and given to the independent verifier: good as it is, and caught where somebody with the
// log's key, the witnesses' keys and every hash at hand has changed what was signed.
#include <cstdio>
#include <fstream>
#include <functional>

#include "audit/log/trust_policy.h"
#include "ledger/crypto/digest.h"
#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signed_request.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/part_codec.h"
#include "tests/api/heads/log_scene.h"
#include "tests/attack/bundle.h"
#include "tests/support/program.h"

namespace katiwala::attack::signed_request_test {
namespace {

using namespace custody;
using api::testing::LogScene;

class SignedRequestRecord : public ::testing::Test {
 protected:
  void SetUp() override {
    scene.found({"north", "south"}, 2);
    policy = (work.path() / "policy").string();
    std::ofstream(policy) << "log " + audit::print_vkey(scene.log_key()) + "\nwitness north " + scene.witness("north").vkey() + "\nwitness south " +
                                 scene.witness("south").vkey() + "\ngroup both all north south\nquorum both\n";
    auto& ledger = scene.ledger;
    OpenPool pool{ledger.draw<PoolTag>(), "BANK2", "P1", Product::pooled_trust, {}};
    pool.accounts = {{*Currency::parse("PHP"), {MarkKind::account, {1}}, ledger.draw_vault_ref()}};
    const auto proposed = ledger.allowed("officer-1", pool);
    journal::Ask ask = ledger.ask("officer-2", ledger.approval(proposed), "approve-once");
    ask.signature = signed_by("officer-2", ask);
    const auto made = ledger.journal().submit(std::move(ask));
    EXPECT_TRUE(made.ok() && made->entry->primary()->outcome == Outcome::allow);
    signed_in = made->entry->seq();
  }

  Signature signed_by(const std::string& who, const journal::Ask& ask) {
    auto& ledger = scene.ledger;
    const auto& person = ledger.person(who);
    http_signature::SignedRequest request{"trust.sandbox.example", "/v1/proposals/1/approvals", http_signature::print_digest(view("{}")), {}, ask.idempotency_key, {}};
    std::int64_t now_s = 0;
    EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) {
      request.statement = crypto::sha256(*journal::canonical_of(ledger.store().ledger(), memory.state, ask.command, ask.idempotency_key));
      now_s = memory.last_time.micros / 1'000'000;
    }).ok());
    request.input = R"(("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement");created=)" + std::to_string(now_s) + ";keyid=\"" +
                    to_hex(person.spec.credential.fingerprint) + "\";tag=\"katiwala/request/1\"";
    const Bytes value = person.signer->sign(view(base_of(request, http_signature::read_input(request.input).value()))).value();
    Signature out{person.spec.credential.fingerprint, http_signature::on_the_wire(person.signer->public_key().algorithm, value).value()};
    out.message = SignedMessage{request.authority, request.path, request.content_digest, request.input};
    return out;
  }
  katiwala::testing::Ran verified(Bundle bundle, const std::string& name) {
    bundle.checkpoint = scene.head_text(bundle.entries.size(), bundle.root(), {"north", "south"});
    bundle.write(work.path() / name);
    return katiwala::testing::shell(std::string(KATIWALA_BUILD_DIR) + "/katiwala-verify export " + (work.path() / name).string() + " --policy " + policy);
  }
  Bundle whole() { return Bundle::of(scene.ledger.store(), scene.ledger.keys(), scene.size(), ""); }
  /// What is kept of the request, changed, and all hashes made anew.
  Bundle changed(const std::function<void(Signature&)>& change) {
    Bundle out = whole();
    for (std::size_t i = 1; i < out.entries[signed_in].parts.size(); ++i) {
      auto part = record::decode_struct<journal::SubjectPart>(out.entries[signed_in].parts[i]->bytes);
      EXPECT_TRUE(part.ok());
      if (part->signature) change(*part->signature);
      out.entries[signed_in].parts[i]->bytes = record::encode_struct(*part);
    }
    out.rehash(signed_in);
    return out;
  }

  LogScene scene;
  api::testing::Folder work;
  record::Seq signed_in = 0;
  std::string policy;
};

TEST_F(SignedRequestRecord, IsGoodAsItIs) {
  const auto said = verified(whole(), "whole");
  EXPECT_EQ(said.exit_code, 0) << said.output;
  EXPECT_NE(said.output.find("over HTTP requests"), std::string::npos) << said.output;
}

TEST_F(SignedRequestRecord, IsCaughtWhereItWasChanged) {
  const struct {
    const char *attack, *check;
    std::function<void(Signature&)> change;
  } cases[] = {
      {"another host", "signature", [](Signature& s) { s.message->authority = "other.sandbox.example"; }},
      {"another path", "signature", [](Signature& s) { s.message->path += "x"; }},
      {"another body", "signature", [](Signature& s) { s.message->content_digest = http_signature::print_digest(view("{ }")); }},
      {"another signature", "signature", [](Signature& s) { s.value.back() ^= 1; }},
      {"as if it were over the canonical bytes", "signature", [](Signature& s) { s.message.reset(); }},
      {"covers less", "http-covers", [](Signature& s) { s.message->input.replace(0, s.message->input.find(')'), "(\"@method\""); }},
      {"another time", "http-created", [](Signature& s) { s.message->input.replace(s.message->input.find("created=") + 8, 1, "2"); }},
      {"another name", "http-key", [](Signature& s) { s.message->input.replace(s.message->input.find("keyid=") + 7, 64, std::string(64, 'a')); }},
      {"for something else", "http-tag", [](Signature& s) { s.message->input.replace(s.message->input.find("request/1"), 9, "session/1"); }},
  };
  int number = 0;
  for (const auto& c : cases) {
    const auto said = verified(changed(c.change), "case-" + std::to_string(++number));
    EXPECT_EQ(said.exit_code, 1) << c.attack << said.output;
    EXPECT_NE(said.output.find(std::string("[") + c.check + "]"), std::string::npos) << c.attack << said.output;
    std::printf("SHOWN: signed request: %s: caught by A: %s", c.attack, said.output.substr(0, said.output.find('\n') + 1).c_str());
  }
}

}  // namespace
}  // namespace katiwala::attack::signed_request_test
