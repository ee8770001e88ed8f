// The attack table: what somebody with the bank's disks, its keys, or its staff could try, and who catches it with which material.
//
//   A auditor: a data export and his trust policy           W a witness: what it cosigned last
//   H her guardian or court: a statement and a trust policy   R holder of an older checkpoint or receipt
#include <cstdio>
#include <fstream>

#include "audit/log/proof_file.h"
#include "audit/log/trust_policy.h"
#include "audit/log/witness_request.h"
#include "audit/statement.h"
#include "ledger/journal/seal.h"
#include "ledger/journal/part_codec.h"
#include "tests/api/heads/log_scene.h"
#include "tests/attack/bundle.h"
#include "tests/support/program.h"

namespace katiwala::attack::attack_test {
namespace {

using namespace custody;
using api::testing::LogScene;
using journal::testing::date;

using Said = katiwala::testing::Ran;

/// The independent verifier, as anybody would run it.
Said verifier(const std::string& arguments) { return katiwala::testing::shell(std::string(KATIWALA_BUILD_DIR) + "/katiwala-verify " + arguments); }

std::string write_file(const api::Path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

void show(const char* attack, const char* who, const Said& said) {
  std::printf("SHOWN: %s: caught by %s: %s", attack, who, said.output.substr(0, said.output.find('\n') + 1).c_str());
}

/// A ledger with a ward, a payment and a second ward, sealed, its head cosigned by two of three witnesses.
class Attack : public ::testing::Test {
 protected:
  LogScene scene;
  api::testing::Folder work;
  WardId other;
  record::Seq approval = 0, credit_entry = 0;
  std::uint64_t size = 0;
  std::shared_ptr<const journal::Seal> seal;
  std::string policy;

  void SetUp() override {
    scene.found({"north", "south", "west"}, 2);
    other = scene.ledger.open_ward(scene.ids.pool);
    const auto approved = scene.approve_tuition();
    credit_entry = approved.credit;
    approval = approved.approval;
    scene.ledger.allowed("auditor", TakeSeal{date("2026-03-02")});
    seal = scene.ledger.journal().last_seal();
    size = scene.size();
    policy = write_file(work.path() / "policy", trust_policy());
  }

  std::string trust_policy() {
    std::string out = "log " + audit::print_vkey(scene.log_key()) + "\n";
    for (const char* name : {"north", "south", "west"}) out += std::string("witness ") + name + " " + scene.witness(name).vkey() + "\n";
    return out + "group all-three 2 north south west\nquorum all-three\n";
  }

  Digest root(std::uint64_t at) { return *scene.ledger.journal().root(at); }
  std::string cosigned(std::uint64_t at, const Digest& root) { return scene.head_text(at, root, {"north", "west"}); }
  Bundle bundle(std::uint64_t at) { return Bundle::of(scene.ledger.store(), scene.ledger.keys(), at, cosigned(at, root(at))); }
  Said check(const Bundle& bundle, const std::string& name) {
    bundle.write(work.path() / name);
    return verifier("export " + (work.path() / name).string() + " --policy " + policy);
  }

  audit::Statement statement(const WardId& ward) {
    audit::Statement out;
    out.ledger = scene.ledger.store().ledger();
    out.about = subject(ward);
    const audit::ProveEntry prove = [&](record::Seq seq) { return scene.ledger.journal().prove(seq, size); };
    for (record::Seq seq = 0; seq < seal->seq; ++seq) {
      const auto line = audit::statement_line(*scene.ledger.journal().read(seq), out.about, prove);
      if (line.ok()) out.lines.push_back(*line);
    }
    out.seal = *audit::statement_line(*scene.ledger.journal().read(seal->seq), {}, prove);
    out.leaf_index = *seal->index_of(out.ledger, out.about);
    out.leaf_path = seal->path(out.leaf_index);
    out.checkpoint = cosigned(size, root(size));
    return out;
  }
  Said check(const audit::Statement& statement, const std::string& name) {
    return verifier("statement " + write_file(work.path() / name, text_of(audit::encode_statement(statement))) + " --policy " + policy);
  }

  /// What a witness answers to a head that the log's own key signed.
  api::WitnessReply witness_says(std::uint64_t old_size, std::uint64_t at, const Digest& root, const std::vector<Digest>& proof) {
    audit::WitnessRequest asked{old_size, proof, *audit::parse_note(scene.head_text(at, root, {}))};
    return scene.witness("north").answer(audit::print_witness_request(asked));
  }
};

TEST_F(Attack, NothingIsCaughtWhereNothingWasDone) {
  const Said exported = check(bundle(size), "export");
  EXPECT_EQ(exported.exit_code, 0) << exported.output;
  const Said hers = check(statement(scene.ids.ward), "statement");
  EXPECT_EQ(hers.exit_code, 0) << hers.output;
  const Said others = check(statement(other), "other-statement");
  EXPECT_EQ(others.exit_code, 0) << others.output;
}

TEST_F(Attack, AnErasureIsNone) {
  auto& ledger = scene.ledger;
  const auto proposed = ledger.allowed("compliance", EraseWard{other, "asked for by her", {}});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  ledger.allowed("auditor", TakeSeal{date("2026-03-02")});
  const Said said = check(bundle(scene.size()), "erased");
  EXPECT_EQ(said.exit_code, 0) << said.output;
  EXPECT_NE(said.output.find("withheld"), std::string::npos) << said.output;
}

TEST_F(Attack, AByteIsChanged) {
  Bundle changed = bundle(size);
  changed.entries[credit_entry].parts[1]->bytes.back() ^= 1;
  const Said said = check(changed, "byte");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  EXPECT_NE(said.output.find("entry " + std::to_string(credit_entry)), std::string::npos) << said.output;
  show("a byte of an entry is changed", "A", said);
}

TEST_F(Attack, TheChainIsHashedAnew) {
  Bundle changed = bundle(size);
  changed.entries[credit_entry].header.time.micros += 1;
  changed.rehash(credit_entry);
  const Said said = check(changed, "rehashed");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("the chain is hashed anew, the cosigned head left", "A", said);
}

TEST_F(Attack, HistoryIsSignedAnewWithTheStolenKey) {
  Bundle changed = bundle(size);
  changed.entries[credit_entry].header.time.micros += 1;
  changed.rehash(credit_entry);
  changed.checkpoint = scene.head_text(size, changed.root(), {});
  const Said said = check(changed, "stolen");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("history is signed anew with the log's stolen key", "A", said);
  // The witness has cosigned the true history up to here.
  ASSERT_EQ(witness_says(0, size, root(size), {}).status, 200u);
  const auto answer = witness_says(size, size, changed.root(), {});
  EXPECT_EQ(answer.status, 422u);
  std::printf("SHOWN: history is signed anew with the log's stolen key: caught by W: status %u\n", answer.status);
}

TEST_F(Attack, TheTailIsCut) {
  ASSERT_EQ(witness_says(0, size, root(size), {}).status, 200u);
  // The head file's side of this is tests/crash; here everything that the bank holds is cut, the head is signed anew.
  const std::uint64_t shorter = approval;
  const auto answer = witness_says(shorter, shorter, root(shorter), {});
  EXPECT_EQ(answer.status, 409u);
  EXPECT_EQ(answer.body, std::to_string(size) + "\n");
  std::printf("SHOWN: the tail is cut, with the head file: caught by W: status %u, it has seen %s", answer.status, answer.body.c_str());
  // Who holds an older, larger checkpoint sees that the shorter one is no continuation.
  bundle(shorter).write(work.path() / "shorter");
  const std::string older = write_file(work.path() / "older", cosigned(size, root(size)));
  const Said said = verifier("export " + (work.path() / "shorter").string() + " --policy " + policy + " --from-checkpoint " + older);
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("the tail is cut, with the head file", "R", said);
}

TEST_F(Attack, TwoCopiesOfOneBackupGoOn) {
  // Two copies share everything up to `size`, and then each has an entry of its own.
  scene.grow();
  Bundle left = bundle(size + 1), right = left;
  right.entries.back().header.time.micros += 1;
  right.rehash(size);
  ASSERT_NE(left.root(), right.root());
  ASSERT_EQ(witness_says(0, size, root(size), {}).status, 200u);
  ASSERT_EQ(witness_says(size, size + 1, left.root(), *scene.ledger.journal().prove_growth(size, size + 1)).status, 200u);
  const auto answer = witness_says(size + 1, size + 1, right.root(), {});
  EXPECT_EQ(answer.status, 422u);
  std::printf("SHOWN: two copies of one backup both go on: caught by W: status %u\n", answer.status);
  right.checkpoint = cosigned(size + 1, right.root());  // even with two witnesses bribed:
  right.write(work.path() / "right");
  const std::string seen = write_file(work.path() / "left-head", cosigned(size + 1, left.root()));
  const Said said = verifier("export " + (work.path() / "right").string() + " --policy " + policy + " --from-checkpoint " + seen);
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("two copies of one backup both go on", "R", said);
}

TEST_F(Attack, AnEntryIsLeftOutOfHerStatement) {
  audit::Statement last = statement(scene.ids.ward);
  last.lines.pop_back();
  const Said without_last = check(last, "without-last");
  EXPECT_EQ(without_last.exit_code, 1) << without_last.output;
  show("the last entry is left out of her statement", "H", without_last);
  audit::Statement middle = statement(scene.ids.ward);
  middle.lines.erase(middle.lines.begin() + 3);
  const Said without_one = check(middle, "without-one");
  EXPECT_EQ(without_one.exit_code, 1) << without_one.output;
  show("an entry is left out of the middle of her statement", "H", without_one);
}

TEST_F(Attack, AnotherWardsSealIsShownToHer) {
  audit::Statement mixed = statement(scene.ids.ward);
  const audit::Statement others = statement(other);
  mixed.leaf_index = others.leaf_index;
  mixed.leaf_path = others.leaf_path;
  const Said said = check(mixed, "mixed");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("another ward's place in the seal is shown to her", "H", said);
}

TEST_F(Attack, AnEntryIsShownToHerAndNotToTheAuditor) {
  // The auditor's copy lacks one of her parts: withheld, though nobody erased her.
  Bundle auditors = bundle(size);
  auditors.entries[approval].parts[1].reset();
  const Said said = check(auditors, "hidden");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("an entry is shown to the ward and not to the auditor", "A, by the seal", said);
  // Or he is given another history, without it: then its head is not the one under her statement.
  Bundle shorter = bundle(approval);
  const std::string hers = write_file(work.path() / "hers", cosigned(size, root(size)));
  shorter.write(work.path() / "without");
  const Said compared = verifier("export " + (work.path() / "without").string() + " --policy " + policy + " --from-checkpoint " + hers);
  EXPECT_EQ(compared.exit_code, 1) << compared.output;
  show("an entry is shown to the ward and not to the auditor", "A with her statement's head", compared);
}

TEST_F(Attack, TheSignatureOfAnApprovalIsSwapped) {
  // By the bank itself, with all its keys and two witnesses: everything is hashed, signed and cosigned anew.
  Bundle changed = bundle(size);
  auto& part = *changed.entries[approval].parts[1];
  auto decoded = record::decode_struct<journal::SubjectPart>(part.bytes);
  ASSERT_TRUE(decoded.ok());
  ASSERT_TRUE(decoded->signature.has_value());
  decoded->signature->value = *scene.ledger.person("officer-2").signer->sign(part.bytes);
  part.bytes = record::encode_struct(*decoded);
  changed.rehash(approval);
  changed.checkpoint = cosigned(size, changed.root());
  const Said said = check(changed, "swapped");
  EXPECT_EQ(said.exit_code, 1) << said.output;
  EXPECT_NE(said.output.find("entry " + std::to_string(approval)), std::string::npos) << said.output;
  show("the signature of an approval is swapped, and all signed anew", "A", said);
}

TEST_F(Attack, AReceiptIsForAnotherEntry) {
  audit::ProofFile proof;
  proof.index = approval;
  proof.path = *scene.ledger.journal().prove(approval, size);
  proof.checkpoint = *audit::parse_note(cosigned(size, root(size)));
  const std::string receipt = write_file(work.path() / "receipt.tlog-proof", audit::print_proof_file(proof));
  const auto header = [&](record::Seq seq) {
    return write_file(work.path() / ("header-" + std::to_string(seq)), text_of(scene.ledger.journal().read(seq)->encoded_header));
  };
  const Said good = verifier("receipt " + receipt + " --header " + header(approval) + " --policy " + policy);
  EXPECT_EQ(good.exit_code, 0) << good.output;
  const Said said = verifier("receipt " + receipt + " --header " + header(credit_entry) + " --policy " + policy);
  EXPECT_EQ(said.exit_code, 1) << said.output;
  show("a receipt is shown for another entry", "R", said);
}

}  // namespace
}  // namespace katiwala::attack::attack_test
