// Signed requests in the journal: one is kept and verified like every signature, and the matrix of what is not hers, not now, or not this.
#include <gtest/gtest.h>

#include <functional>

#include "ledger/crypto/digest.h"
#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signed_request.h"
#include "ledger/journal/canonical.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::journal::signed_request_test {
namespace {

using namespace custody;
using http_signature::SignedRequest;
using testing::Ids;
using testing::Person;
using testing::TestLedger;

/// What a caller's program says and signs, and what in it may be otherwise.
struct Said {
  std::string covered = R"(("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))";
  std::int64_t created_s = 0;
  std::string more;               ///< parameters behind the others
  std::string keyid;
  SignedRequest request;          ///< as it is signed; its input follows from the rest
  std::function<void(SignedMessage&)> kept = {};  ///< what is kept is otherwise than what was signed
};

class SignedRequests : public ::testing::Test {
 protected:
  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    proposed.emplace(propose(1));
    other.emplace(propose(2));
  }
  Answer propose(std::uint8_t number) {
    OpenPool pool{ledger.draw<PoolTag>(), "BANK2", "P" + std::to_string(number), Product::pooled_trust, {}};
    pool.accounts = {{*Currency::parse("PHP"), {MarkKind::account, {number}}, ledger.draw_vault_ref()}};
    return ledger.allowed("officer-1", pool);
  }
  std::int64_t now_s() {
    std::int64_t out = 0;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) { out = memory.last_time.micros / 1'000'000; }).ok());
    return out;
  }
  Digest statement_of(const Answer& about, const store::LedgerId& of) {
    std::optional<Bytes> out;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) { out = canonical_of(of, memory.state, ledger.approval(about), {}); }).ok());
    return crypto::sha256(*out);
  }
  /// Of officer-2's approval.
  Said said(const std::string& key) {
    Said out;
    out.created_s = now_s();
    out.keyid = to_hex(ledger.person("officer-2").spec.credential.fingerprint);
    out.request.authority = "trust.sandbox.example";
    out.request.path = "/v1/proposals/" + std::to_string(proposed->entry->seq()) + "/approvals";
    out.request.content_digest = http_signature::print_digest(view("{}"));
    out.request.idempotency_key = key;
    out.request.statement = statement_of(*proposed, ledger.store().ledger());
    return out;
  }
  Signature sign(Said& what, crypto::Signer& with, const Digest& credential) {
    SignedRequest& request = what.request;
    request.input = what.covered + ";created=" + std::to_string(what.created_s) + ";keyid=\"" + what.keyid + "\";tag=\"katiwala/request/1\"" + what.more;
    // By hand where the input is none that is taken, so that only that stands against it.
    const auto input = http_signature::read_input(request.input);
    const std::string base = input.ok() ? http_signature::base_of(request, *input) : "\"@method\": POST\n\"@signature-params\": " + request.input;
    Signature out{credential, http_signature::on_the_wire(with.public_key().algorithm, *with.sign(view(base))).value()};
    out.message = SignedMessage{request.authority, request.path, request.content_digest, request.input};
    if (what.kept) what.kept(*out.message);
    return out;
  }
  /// officer-2's approval under `key`, signed as `what` says.
  Ask approval(Said what, const std::string& key, const Person* signer = nullptr) {
    const Person& by = signer == nullptr ? ledger.person("officer-2") : *signer;
    Ask ask = ledger.ask("officer-2", ledger.approval(*proposed), key);
    ask.signature = sign(what, *by.signer, by.spec.credential.fingerprint);
    return ask;
  }
  std::string outcome(Ask ask) {
    const auto made = ledger.journal().submit(std::move(ask));
    if (!made.ok()) return std::string(name_of(made.refusal().code));
    for (const Reason& reason : made->entry->primary()->reasons)
      if (reason.outcome == custody::Outcome::deny) return reason.code;
    return "allowed";
  }

  TestLedger ledger;
  Ids ids;
  std::optional<Answer> proposed, other;
};

TEST_F(SignedRequests, OneIsKeptAndJudgedAgainFromTheRecord) {
  const Ask ask = approval(said("once"), "once");
  const auto made = ledger.journal().submit(ask);
  ASSERT_TRUE(made.ok());
  ASSERT_EQ(made->entry->primary()->outcome, custody::Outcome::allow) << made->entry->primary()->reasons.front().code;
  const record::Seq seq = made->entry->seq();
  const auto read = ledger.journal().read(seq);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->primary()->signature, ask.signature) << "as it came";
  bool seen = false;
  ASSERT_TRUE(replay(ledger.store(), &ledger.keys(), ~record::Seq{0}, [&](const Memory& before, const Entry& entry) -> Status {
                if (entry.seq() != seq) return good();
                seen = true;
                KATIWALA_TRY(const Submission again, submission_of(before, entry, ledger.store(), &ledger.keys(), {}));
                EXPECT_TRUE(again.signature_valid);
                Entry spoilt = entry;
                spoilt.act.idempotency_key = "twice";
                KATIWALA_TRY(const Submission otherwise, submission_of(before, spoilt, ledger.store(), &ledger.keys(), {}));
                EXPECT_FALSE(otherwise.signature_valid) << "the key is of what was signed";
                return good();
              }).ok());
  EXPECT_TRUE(seen);
}

TEST_F(SignedRequests, TheMatrix) {
  store::LedgerId elsewhere = ledger.store().ledger();
  elsewhere.bytes[0] ^= 1;
  const struct {
    const char* what;
    std::function<void(Said&)> change;
    const char* says;
  } cases[] = {
      {"another proposal", [&](Said& s) { s.request.statement = statement_of(*other, ledger.store().ledger()); }, "SIGNATURE_INVALID"},
      {"another ledger", [&](Said& s) { s.request.statement = statement_of(*proposed, elsewhere); }, "SIGNATURE_INVALID"},
      {"another idempotency key", [](Said& s) { s.request.idempotency_key = "another"; }, "SIGNATURE_INVALID"},
      {"kept with another host", [](Said& s) { s.kept = [](SignedMessage& m) { m.authority = "other.sandbox.example"; }; }, "SIGNATURE_INVALID"},
      {"kept with another path", [](Said& s) { s.kept = [](SignedMessage& m) { m.path += "x"; }; }, "SIGNATURE_INVALID"},
      {"kept with another body's digest", [](Said& s) { s.kept = [](SignedMessage& m) { m.content_digest = http_signature::print_digest(view("{ }")); }; }, "SIGNATURE_INVALID"},
      {"kept with what is no digest", [](Said& s) { s.kept = [](SignedMessage& m) { m.content_digest = "sha-256=:x:"; }; }, "SIGNATURE_INVALID"},
      {"kept as if made later", [](Said& s) { s.kept = [](SignedMessage& m) { m.input.replace(m.input.find("created=") + 17, 1, "9"); }; }, "SIGNATURE_INVALID"},
      {"covers less", [](Said& s) { s.covered = R"(("@method"))"; }, "SIGNATURE_INVALID"},
      {"five minutes and a second ago", [](Said& s) { s.created_s -= 301; }, "SIGNATURE_STALE"},
      {"in more than a minute", [](Said& s) { s.created_s += 62; }, "SIGNATURE_STALE"},
      {"expired", [](Said& s) { s.more = ";expires=" + std::to_string(s.created_s), s.created_s -= 1; }, "SIGNATURE_STALE"},
      {"names another key", [](Said& s) { s.keyid = std::string(64, 'a'); }, "SIGNATURE_INVALID"},
      {"names another algorithm", [](Said& s) { s.more = ";alg=\"ecdsa-p256-sha256\""; }, "SIGNATURE_INVALID"},
      {"with an unknown parameter", [](Said& s) { s.more = ";nonce=\"n\""; }, "SIGNATURE_INVALID"},
  };
  int number = 0;
  for (const auto& c : cases) {
    const std::string key = "matrix-" + std::to_string(++number);
    Said what = said(key);
    c.change(what);
    EXPECT_EQ(outcome(approval(what, key)), c.says) << c.what;
  }
  Said earlier = said("good"), named = said("named");
  earlier.created_s -= 290;
  named.more = ";alg=\"ed25519\";expires=" + std::to_string(named.created_s + 60);
  EXPECT_EQ(outcome(approval(earlier, "good")), "allowed") << "so each of these is refused for what it says";
}

TEST_F(SignedRequests, AnothersKeyCountsForNothing) {
  Said what = said("k-1");
  what.keyid = to_hex(ledger.person("officer-3").spec.credential.fingerprint);
  EXPECT_EQ(outcome(approval(what, "k-1", &ledger.person("officer-3"))), "SIGNATURE_INVALID") << "it is not the asker's";
  Ask forged = approval(said("k-2"), "k-2", &ledger.person("officer-3"));
  forged.signature->credential = ledger.person("officer-2").spec.credential.fingerprint;
  EXPECT_EQ(outcome(std::move(forged)), "SIGNATURE_INVALID");
  const auto stranger = testing::new_person(Role::trust_officer, "a stranger");
  Said unknown = said("k-3");
  unknown.keyid = to_hex(stranger->spec.credential.fingerprint);
  EXPECT_EQ(outcome(approval(unknown, "k-3", stranger.get())), "SIGNATURE_INVALID");
  Ask flipped = approval(said("k-4"), "k-4");
  flipped.signature->value.back() ^= 1;
  EXPECT_EQ(outcome(std::move(flipped)), "SIGNATURE_INVALID");
}

/// A signature has one meaning: what was signed as a request is none over the canonical bytes, and the other way.
TEST_F(SignedRequests, NothingIsTwoThings) {
  Ask bare = approval(said("t-1"), "t-1");
  bare.signature->message.reset();
  EXPECT_EQ(outcome(std::move(bare)), "SIGNATURE_INVALID");
  Ask plain = ledger.ask("officer-2", ledger.approval(*proposed), "t-2");
  Said what = said("t-2");
  const Signature of_request = sign(what, *ledger.person("officer-2").signer, plain.signature->credential);
  plain.signature->message = of_request.message;
  EXPECT_EQ(outcome(std::move(plain)), "SIGNATURE_INVALID");
  for (Bytes Signature::* const part : {&Signature::authenticator_data, &Signature::client_data}) {
    const std::string key = part == &Signature::client_data ? "t-3" : "t-4";
    Ask mixed = approval(said(key), key);
    (*mixed.signature).*part = {1};
    EXPECT_EQ(outcome(std::move(mixed)), "SIGNATURE_INVALID");
  }
  EXPECT_EQ(outcome(approval(said("t-5"), "t-5")), "allowed");
}

}  // namespace
}  // namespace katiwala::journal::signed_request_test
