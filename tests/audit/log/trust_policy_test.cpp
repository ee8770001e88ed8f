#include "audit/log/trust_policy.h"

#include "audit/log/cosignature.h"
#include "tests/audit/log/samples.h"

namespace katiwala::audit::trust_policy_test {
namespace {

using namespace samples;

SecretKey witness(int number) { return secret("w" + std::to_string(number) + ".example.org", static_cast<std::uint8_t>(0x40 + number)); }
std::string witness_vkey(int number) {
  const SecretKey key = witness(number);
  return print_vkey(vkey_of(key.name, KeyType::cosignature, *signer(key)).value());
}
std::string log_line() { return "log " + print_vkey(log_key()) + "\n"; }
std::string witness_line(int number) { return "witness W" + std::to_string(number) + " " + witness_vkey(number) + "\n"; }
std::string three() { return log_line() + witness_line(1) + witness_line(2) + witness_line(3); }

Note cosigned_by(const std::vector<int>& witnesses, std::uint64_t size = 3) {
  Note note = Log(size).signed_checkpoint(size);
  for (const int number : witnesses) {
    note.signatures.push_back(cosign(note.text, 1000 + static_cast<std::uint64_t>(number), witness(number).name, *signer(witness(number))).value());
  }
  return note;
}

TEST(TrustPolicy, CommentsBlanksAndTabsAreNothing) {
  const std::string text = "# a comment\n\n \t\n  #another\n\tlog \t" + print_vkey(log_key()) + "\thttps://example.com/log \nwitness \xff " + witness_vkey(1) +
                           " https://w1.example.org\ngroup all all \xff\n quorum\tall\n";
  const auto policy = parse_trust_policy(text);
  ASSERT_TRUE(policy.ok()) << policy.refusal().place << policy.refusal().message;
  EXPECT_EQ(policy->logs.at(0).url, "https://example.com/log");
  EXPECT_EQ(policy->witnesses.at(0).name, "\xff");
  EXPECT_EQ(policy->quorum, "all");
  EXPECT_EQ(parse_trust_policy(print_trust_policy(*policy)).value(), *policy);
}

TEST(TrustPolicy, RefusedWithItsLine) {
  const std::string es = three();
  const struct {
    std::string text, place;
  } cases[] = {
      {"", ""},
      {es, "line 4"},
      {es + "quorum none", "line 5"},
      {es + "quorum none\r\n", "line 5"},
      {es + "quorum none\x7f\n", "line 5"},
      {es + "quorum none\nquorum none\n", "line 6"},
      {es + "quorum none # none\n", "line 5"},
      {es + "quorum\n", "line 5"},
      {es + "quorum W1 W2\n", "line 5"},
      {es + "quorum W4\n", "line 5"},
      {es + "quorum g\ngroup g any W1\n", "line 5"},
      {es + "Quorum none\n", "line 5"},
      {es + "group g any\nquorum none\n", "line 5"},
      {es + "group g 0 W1\nquorum none\n", "line 5"},
      {es + "group g 3 W1 W2\nquorum none\n", "line 5"},
      {es + "group g 01 W1\nquorum none\n", "line 5"},
      {es + "group g -1 W1\nquorum none\n", "line 5"},
      {es + "group g most W1\nquorum none\n", "line 5"},
      {es + "group g any W4\nquorum none\n", "line 5"},
      {es + "group g any none\nquorum none\n", "line 5"},
      {es + "group g any g\nquorum none\n", "line 5"},
      {es + "group g any W1 W1\nquorum none\n", "line 5"},
      {es + "group W1 any W2\nquorum none\n", "line 5"},
      {es + "group none any W2\nquorum none\n", "line 5"},
      {es + "group g any W1\ngroup h any W1\nquorum none\n", "line 6"},
      {es + witness_line(1) + "quorum none\n", "line 5"},
      {es + "witness W4 " + witness_vkey(1) + "\nquorum none\n", "line 5"},  // one key, two names
      {es + "witness none " + witness_vkey(4) + "\nquorum none\n", "line 5"},
      {es + "witness W4 " + print_vkey(log_key()) + "\nquorum none\n", "line 5"},  // type 0x01
      {es + "witness W4\nquorum none\n", "line 5"},
      {es + "witness W4 " + witness_vkey(4) + " url more\nquorum none\n", "line 5"},
      {es + log_line() + "quorum none\n", "line 5"},
      {es + "log " + witness_vkey(4) + "\nquorum none\n", "line 5"},  // type 0x04
      {es + "log example.com/a+00000000+AAAA\nquorum none\n", "line 5"},
      {es + "log\nquorum none\n", "line 5"},
  };
  for (const auto& row : cases) {
    const auto policy = parse_trust_policy(row.text);
    EXPECT_EQ(code_of(policy), "TRUST_POLICY_SYNTAX") << row.text;
    EXPECT_EQ(place_of(policy), row.place) << row.text;
  }
  EXPECT_TRUE(parse_trust_policy("quorum none\n").ok()) << "logs and witnesses may be known from elsewhere";
}

TEST(TrustPolicy, OneKeyUnderAnotherNameIsStillOneWitness) {
  const SecretKey first = witness(1);
  const std::string alias = print_vkey(vkey_of("alias.example.org", KeyType::cosignature, *signer(first)).value());
  EXPECT_EQ(code_of(parse_trust_policy(three() + "witness W4 " + alias + "\nquorum none\n")), "TRUST_POLICY_SYNTAX");
}

TEST(TrustPolicy, QuorumOnBothSidesOfTheBound) {
  const struct {
    std::string quorum;
    std::vector<int> witnesses;
    bool enough;
  } cases[] = {
      {"quorum none\n", {}, true},
      {"quorum W1\n", {1}, true},
      {"quorum W1\n", {2, 3}, false},
      {"group g any W1 W2 W3\nquorum g\n", {}, false},
      {"group g any W1 W2 W3\nquorum g\n", {3}, true},
      {"group g 2 W1 W2 W3\nquorum g\n", {2}, false},
      {"group g 2 W1 W2 W3\nquorum g\n", {1, 3}, true},
      {"group g all W1 W2 W3\nquorum g\n", {1, 2}, false},
      {"group g all W1 W2 W3\nquorum g\n", {1, 2, 3}, true},
      {"group inner any W1 W2\ngroup g all inner W3\nquorum g\n", {1, 2}, false},
      {"group inner any W1 W2\ngroup g all inner W3\nquorum g\n", {2, 3}, true},
      {"group inner all W1 W2\ngroup g any inner W3\nquorum g\n", {1}, false},
      {"group inner all W1 W2\ngroup g any inner W3\nquorum g\n", {3}, true},
      {"group g any W1\nquorum W2\n", {1}, false},
  };
  for (const auto& row : cases) {
    const TrustPolicy policy = parse_trust_policy(three() + row.quorum).value();
    const auto judgement = judge(policy, cosigned_by(row.witnesses));
    EXPECT_EQ(code_of(judgement), row.enough ? "accepted" : "QUORUM_MISSING") << row.quorum;
    if (judgement.ok()) {
      EXPECT_EQ(judgement->cosignatures.size(), row.witnesses.size());
    }
    EXPECT_EQ(parse_trust_policy(print_trust_policy(policy)).value(), policy);
  }
}

TEST(TrustPolicy, OneWitnessTwiceIsOne) {
  const TrustPolicy policy = parse_trust_policy(three() + "group g 2 W1 W2 W3\nquorum g\n").value();
  Note note = cosigned_by({1});
  note.signatures.push_back(cosign(note.text, 5000, witness(1).name, *signer(witness(1))).value());
  EXPECT_EQ(code_of(judge(policy, note)), "QUORUM_MISSING");
  // Nor does it help to write the line under the second witness's name.
  SignatureLine borrowed = note.signatures.back();
  borrowed.name = policy.witnesses[1].key.name;
  borrowed.key_id = policy.witnesses[1].key.id;
  note.signatures.back() = borrowed;
  EXPECT_EQ(code_of(judge(policy, note)), "SIGNATURE_INVALID");
}

TEST(TrustPolicy, JudgementSaysWhoCosignedWhen) {
  const TrustPolicy policy = parse_trust_policy(three() + "group g 2 W1 W2 W3\nquorum g\n").value();
  const PolicyJudgement judgement = judge(policy, cosigned_by({3, 1})).value();
  EXPECT_EQ(judgement.checkpoint, Log(3).checkpoint(3));
  ASSERT_EQ(judgement.cosignatures.size(), 2u);
  EXPECT_EQ(judgement.cosignatures[0].witness, 2u);
  EXPECT_EQ(judgement.cosignatures[0].time_s, 1003u);
  EXPECT_EQ(judgement.cosignatures[1].witness, 0u);
  EXPECT_EQ(judgement.cosignatures[1].time_s, 1001u);
}

TEST(TrustPolicy, TheLogMustHaveSigned) {
  const TrustPolicy policy = parse_trust_policy(three() + "quorum W1\n").value();
  const Note note = cosigned_by({1});
  EXPECT_EQ(code_of(judge(policy, note)), "accepted");
  Note unsigned_note = note;
  unsigned_note.signatures.erase(unsigned_note.signatures.begin());
  EXPECT_EQ(code_of(judge(policy, unsigned_note)), "NOTE_UNSIGNED");
  EXPECT_EQ(code_of(judge(parse_trust_policy(witness_line(1) + "quorum W1\n").value(), note)), "ORIGIN_UNKNOWN");
  Note bad = note;
  bad.signatures[1].blob[20] ^= 1;
  EXPECT_EQ(code_of(judge(policy, bad)), "SIGNATURE_INVALID");
  EXPECT_EQ(code_of(judge(parse_trust_policy(three() + "quorum none\n").value(), bad)), "SIGNATURE_INVALID") << "a known witness, though not needed";
  Note text = note;
  text.text = "no checkpoint\n";
  EXPECT_EQ(code_of(judge(policy, text)), "CHECKPOINT_MALFORMED");
}

}  // namespace
}  // namespace katiwala::audit::trust_policy_test
