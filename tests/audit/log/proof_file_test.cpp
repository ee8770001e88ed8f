#include "audit/log/proof_file.h"

#include "tests/audit/log/samples.h"

namespace katiwala::audit::proof_file_test {
namespace {

using namespace samples;

TrustPolicy policy() { return parse_trust_policy("log " + print_vkey(log_key()) + "\nquorum none\n").value(); }

ProofFile proof_of(const Log& log, std::uint64_t index, std::uint64_t size) {
  return {.extra = {}, .index = index, .path = tree::prove_inclusion(index, size, log.source()).value(), .checkpoint = log.signed_checkpoint(size)};
}

TEST(ProofFile, ReadAndWrittenToTheByte) {
  const Log log(9);
  ProofFile proof = proof_of(log, 5, 9);
  EXPECT_EQ(parse_proof_file(print_proof_file(proof)).value(), proof);
  proof.extra = Bytes{'h', 'e', 'l', 'l', 'o'};
  const std::string text = print_proof_file(proof);
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 5\n")) << text;
  EXPECT_EQ(parse_proof_file(text).value(), proof);
  proof.extra = Bytes(kMaxProofExtraBytes, 'x');
  const std::string longest = print_proof_file(proof);
  EXPECT_EQ(parse_proof_file(longest).value(), proof);
  EXPECT_EQ(place_of(parse_proof_file(changed(longest, "\nindex", "eHh4\nindex"))), "line 2");
}

TEST(ProofFile, EveryEntryOfATreeIsProvenAndNoOther) {
  const Log log(70);
  for (std::uint64_t size = 1; size <= 70; size += 3) {
    for (std::uint64_t index = 0; index < size; index += 2) {
      const ProofFile proof = proof_of(log, index, size);
      ASSERT_EQ(code_of(verify_proof_file(proof, ByteView(log.entries[index]), policy())), "accepted") << index << " of " << size;
      EXPECT_EQ(code_of(verify_proof_file(proof, log.leaves[(index + 1) % 70], policy())), "PROOF_INVALID");
      ProofFile moved = proof;
      moved.index = index + 1;
      EXPECT_EQ(code_of(verify_proof_file(moved, log.leaves[index], policy())), "PROOF_INVALID");
    }
  }
}

TEST(ProofFile, WhatIsNotTrustedProvesNothing) {
  const Log log(9);
  const ProofFile proof = proof_of(log, 5, 9);
  EXPECT_EQ(code_of(verify_proof_file(proof, log.leaves[5], parse_trust_policy("quorum none\n").value())), "ORIGIN_UNKNOWN");
  ProofFile forged = proof;
  forged.checkpoint.text = print_checkpoint(log.checkpoint(8));
  EXPECT_EQ(code_of(verify_proof_file(forged, log.leaves[5], policy())), "SIGNATURE_INVALID");
  ProofFile longer = proof;
  longer.path.push_back(Digest{});
  EXPECT_EQ(code_of(verify_proof_file(longer, log.leaves[5], policy())), "PROOF_INVALID");
  ProofFile shorter = proof;
  shorter.path.pop_back();
  EXPECT_EQ(code_of(verify_proof_file(shorter, log.leaves[5], policy())), "PROOF_INVALID");
}

TEST(ProofFile, MalformedIsRefusedWithItsLine) {
  const std::string text = print_proof_file(proof_of(Log(4), 1, 4));
  const std::string hash = to_base64(Digest{});
  const struct {
    std::string text, place;
  } cases[] = {
      {"", "line 1"},
      {changed(text, "@v1", "@v2"), "line 1"},
      {changed(text, "@v1", "@v1 "), "line 1"},
      {changed(text, "@v1", "@v1\r"), "line 1"},
      {"\n" + text, "line 1"},
      {changed(text, "index 1", "index 01"), "line 2"},
      {changed(text, "index 1", "index  1"), "line 2"},
      {changed(text, "index 1", "index -1"), "line 2"},
      {changed(text, "index 1", "index 9223372036854775808"), "line 2"},
      {changed(text, "index 1\n", ""), "line 2"},
      {changed(text, "index 1", "extra \nindex 1"), "line 2"},
      {changed(text, "index 1", "extra aGVsbG9=\nindex 1"), "line 2"},
      {changed(text, "index 1", "extra aGVs\nextra aGVs\nindex 1"), "line 3"},
      {changed(text, "index 1", "index 1\nextra aGVs"), "line 3"},
      {changed(text, "index 1", "index 1\nAAAA"), "line 3"},
      {text.substr(0, text.find("\n\n") + 1), "line 5"},
      {text.substr(0, text.find("\n\n") + 2), "line 5"},
      {changed(text, "\n\n", "\n"), "line 5"},
      {text + "\n", "line 5"},
  };
  for (const auto& row : cases) {
    const auto proof = parse_proof_file(row.text);
    EXPECT_EQ(code_of(proof), "PROOF_MALFORMED") << row.text;
    EXPECT_EQ(place_of(proof), row.place) << row.text;
  }
  std::string many;
  for (std::size_t i = 0; i < kMaxProofHashes; ++i) many += hash + "\n";
  const std::string none = print_proof_file(proof_of(Log(1), 0, 1));
  EXPECT_TRUE(parse_proof_file(changed(none, "index 0\n", "index 0\n" + many)).ok());
  EXPECT_EQ(code_of(parse_proof_file(changed(none, "index 0\n", "index 0\n" + many + hash + "\n"))), "PROOF_MALFORMED");
}

}  // namespace
}  // namespace katiwala::audit::proof_file_test
