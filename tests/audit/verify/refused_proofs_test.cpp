// Statements, receipts, proofs of growth and resumed runs that must be refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_proofs_test {
namespace {

const std::string a = id("ward a");

struct Spoilt {
  std::string check, place;
  std::function<void(V&)> edit;
  std::function<void(World&)> spoil = {};
  int kind = 4;
  std::string subject = a;
};
class Statement : public testing::TestWithParam<Spoilt> {};

V& leaf(V& statement, std::size_t index) { return statement[4].elements.at(index); }

const Spoilt kStatements[] = {
    {"statement-label", "statement", edit_at({1}, T("katiwala/statement/2"))},
    {"shape-unknown", "statement", [](V& s) { s[9] = I(1); }},
    {"shape-uint", "statement", [](V& s) { s[6] = T("x"); }},
    {"shape-missing", "statement", [](V& s) { s.erase(6), s[9] = I(1); }},
    {"shape-length", "statement", edit_at({2}, B("short"))},
    {"shape-number", "statement", edit_at({3, 1}, I(7))},
    {"statement-subject", "statement leaf 1", edit_at({3, 1}, I(6))},
    {"cbor-empty-array", "statement", edit_at({4}, A({}))},
    {"shape-length", "statement", [](V& s) { s[7].elements[0] = B("short"); }},
    {"statement-sealed", "statement", [](V& s) { s[4].elements.pop_back(); }},
    {"statement-sealed", "statement", [](V& s) { s[6] = U(s[6].number ^ 1); }},
    {"statement-sealed", "statement", [](V& s) { s[7].elements.pop_back(); }},
    {"statement-sealed", "statement", edit_at({2}, B(id("another ledger")))},
    {"shape-unknown", "statement", [](V& s) { leaf(s, 1)[6] = I(1); }},
    {"shape-length", "statement", [](V& s) { leaf(s, 1)[5].elements[0] = I(1); }},
    {"statement-inclusion", "statement leaf 2", [](V& s) { flip(leaf(s, 1)[5].elements[0].string); }},
    {"statement-inclusion", "statement leaf 2", [](V& s) { flip(leaf(s, 1)[1].string); }},
    {"header-length", "statement leaf 2", [](V& s) { leaf(s, 1)[1].string += 'x'; }},
    {"statement-index", "statement leaf 2", [](V& s) { leaf(s, 1)[2] = I(0); }},
    {"statement-index", "statement leaf 2", [](V& s) { leaf(s, 1)[2] = I(3); }},
    {"event-place", "statement leaf 8", {}, [](World& w) { w.part(at::release, 1).events.push_back(A({I(52), M({})})); }},
    {"shape-length", "statement", [](V& s) { leaf(s, 1)[3] = B("short"); }},
    {"statement-part-hash", "statement leaf 2", [](V& s) { flip(leaf(s, 1)[4].string); }},
    {"part-length", "statement leaf 4", {}, [](World& w) { w.part(at::court_order, 1).reasons = {M({{1, I(1)}, {2, T(std::string(1'048'577, 'x'))}, {3, T("R1")}})}; }},
    {"statement-subject", "statement leaf 1", edit_at({3, 2}, B(id("ward b")))},
    {"statement-order", "statement leaf 3", [](V& s) { leaf(s, 2) = leaf(s, 1); }},
    {"statement-before-seal", "statement leaf 6", [](V& s) { s[4].elements.push_back(s[5]); }, {}, 1, std::string(16, '\0')},
    {"chain-number", "statement leaf 2", [](V& s) { s[4].elements.erase(s[4].elements.begin() + 1); }},
    {"balance-after", "statement leaf 2", {}, [](World& w) { w.part(at::award_a, 1).edit = [](V& v) { v[11].elements[0][2] = I(-1); }; }},
    {"zero", "", {}, {}},
};

TEST_P(Statement, NamingCheckAndPlace) {
  Spoilt c = GetParam();
  World world;
  if (c.spoil) c.spoil(world);
  const Built built = world.build();
  const Folder folder;
  const auto file = folder.file("s", statement(world, built, c.kind, c.subject, at::seal, c.edit)).string();
  const Verdict verdict = run({"statement", file, "--policy", folder.file("policy", built.policy).string()});
  EXPECT_EQ(verdict.line, c.check == "zero" ? "good" : "bad " + c.check + " at " + c.place) << verdict.output;
}

// The seal's place must hold a seal, and one about the ledger.
TEST(StatementSeal, MustBeASealOfTheLedger) {
  const World world;
  const Built built = world.build();
  const Folder folder;
  const auto policy = folder.file("policy", built.policy).string();
  const auto instead = [&](std::size_t seq) {
    V other;
    statement(world, built, 1, std::string(16, '\0'), seq, [&](V& s) { other = s[5]; });
    const auto file = folder.file("s", statement(world, built, 4, a, at::seal, [&](V& s) { s[5] = other; })).string();
    return run({"statement", file, "--policy", policy}).line;
  };
  EXPECT_EQ(instead(at::court_order_b), "bad statement-seal-subject at statement seal");
  EXPECT_EQ(instead(at::rulebook), "bad statement-seal-event at statement seal");
}

struct Text {
  std::string check, place;
  std::function<void(std::string&)> edit;
  bool other_header = false;
};
class Receipt : public testing::TestWithParam<Text> {};

const Text kReceipts[] = {
    {"receipt-label", "receipt line 1", [](std::string& r) { r[0] = 'C'; }},
    {"receipt-extra", "receipt line 2", [](std::string& r) { r.insert(r.find('\n') + 1, "extra x\n"); }},
    {"receipt-index", "receipt line 2", [](std::string& r) { r.replace(r.find("index 9"), 7, "index 09"); }},
    {"receipt-index", "receipt line 2", [](std::string& r) { r.replace(r.find("index"), 5, "Index"); }},
    {"receipt-hash", "receipt line 3", [](std::string& r) { r.insert(r.find("index 9\n") + 8, "AAAA\n"); }},
    {"receipt-hash", "receipt line 66", [](std::string& r) { for (int i = 0; i < 64; ++i) r.insert(r.find("index 9\n") + 8, base64(hash32("x")) + "\n"); }},
    {"receipt-inclusion", "receipt", [](std::string& r) { r.insert(r.find("index 9\n") + 8, base64(hash32("x")) + "\n"); }},
    {"receipt-seq", "header", [](std::string&) {}, true},
};

TEST_P(Receipt, NamingCheckAndPlace) {
  const Built built = World().build();
  std::string text = receipt(built, 9);
  GetParam().edit(text);
  const Folder folder;
  const auto header = folder.file("h", built.headers[GetParam().other_header ? 10 : 9]).string(), policy = folder.file("policy", built.policy).string();
  EXPECT_EQ(run({"receipt", folder.file("r", text).string(), "--header", header, "--policy", policy}).line, "bad " + GetParam().check + " at " + GetParam().place);
}

template <class T>
std::string param_name(const testing::TestParamInfo<T>& info) {
  std::string name = info.param.check;
  for (char& c : name)
    if (c == '-') c = '_';
  return name + "_" + std::to_string(info.index);
}

/// Two heads of one ledger, and the files of a run over both.
struct Growth : testing::Test {
  Growth() {
    World small, large;
    small.fill(300);
    large.fill(600);
    old = small.build();
    now = large.build();
    policy = folder.file("policy", now.policy).string();
    old_file = folder.file("old", old.checkpoint).string();
    now_file = folder.file("now", now.checkpoint).string();
    for (const std::string& hash : merkle_growth(300, now.leaves)) proof += base64(hash) + "\n";
    now.write(folder.path() / "tiles");
    tiles = (folder.path() / "tiles").string();
  }
  std::string with_proof(const std::string& text, const std::string& first, const std::string& second) { return run({"growth", first, second, "--proof", folder.file("proof", text).string(), "--policy", policy}).line; }
  std::string with_tiles() { return run({"growth", old_file, now_file, "--tiles", tiles, "--policy", policy}).line; }
  Folder folder;
  Built old, now;
  std::string policy, old_file, now_file, proof, tiles;
};

TEST_F(Growth, IsProvedByHashesAndByTiles) {
  EXPECT_EQ(with_proof(proof, old_file, now_file), "good");
  EXPECT_EQ(with_proof("", now_file, now_file), "good");
  EXPECT_EQ(with_tiles(), "good");
}

TEST_F(Growth, growth_proof_0) {
  EXPECT_EQ(with_proof(base64(hash32("x")) + "\n" + proof, old_file, now_file), "bad growth-proof at proof");
  std::string tile = slurp(folder.path() / "tiles/tile/0/001");
  flip(tile);
  folder.file("tiles/tile/0/001", tile);
  EXPECT_EQ(with_tiles(), "bad growth-proof at tile");
}
TEST_F(Growth, growth_hash_0) { EXPECT_EQ(with_proof(proof + "x\n", old_file, now_file).substr(0, 28), "bad growth-hash at proof lin"); }
TEST_F(Growth, growth_shrunk_0) { EXPECT_EQ(with_proof(proof, now_file, old_file), "bad growth-shrunk at new checkpoint line 2"); }
TEST_F(Growth, growth_origins_0) {
  World other;
  other.origin = other.declared_origin = "example.org/other";
  const std::string text = "example.org/other\n300\n" + base64(hash32("x")) + "\n";
  const auto file = folder.file("other", other.note(text, {"log 2"}, {"witness 1", "witness 2"}, 1)).string();
  policy = folder.file("policy", now.policy + "log " + vkey("example.org/other", 1, "log 2") + "\n").string();
  EXPECT_EQ(with_proof(proof, file, now_file), "bad growth-origins at new checkpoint line 1");
  EXPECT_EQ(run({"export", tiles, "--policy", policy, "--from-checkpoint", file}).line, "bad growth-origin at earlier checkpoint line 1");
}
TEST_F(Growth, growth_0) {
  EXPECT_EQ(run({"export", tiles, "--policy", policy, "--from-checkpoint", old_file}).line, "good");
  World other;
  other.at(3).time += 1;
  other.fill(300);
  const auto file = folder.file("forked", other.build().checkpoint).string();
  EXPECT_EQ(run({"export", tiles, "--policy", policy, "--from-checkpoint", file}).line, "bad growth at earlier checkpoint line 2");
}

/// An earlier run's state, and a later export.
std::string resumed(std::size_t size, const std::function<void(World&)>& later, const std::function<void(Built&)>& after = {}) {
  const Folder folder;
  World first, second;
  first.entries.resize(std::min(first.entries.size(), size));
  first.fill(size);
  const std::string state = (folder.path() / "state").string();
  if (const Verdict verdict = verify_export(first.build(), folder, {"--resume", state}); verdict.code != 0) return "first run: " + verdict.output;
  std::filesystem::remove_all(folder.path() / "export");
  if (later) later(second);
  Built built = second.build();
  if (after) after(built);
  const Verdict verdict = verify_export(built, folder, {"--resume", state});
  return verdict.line == "good" && verdict.output.find(" " + std::to_string(built.leaves.size() - size) + "  entries") == std::string::npos ? verdict.output : verdict.line;
}

TEST(Resume, GoesOnWhereTheEarlierRunEnded) {
  for (std::size_t size = 1; size <= at::count; ++size) EXPECT_EQ(resumed(size, {}), "good") << size;
  const auto longer = [](World& w) { w.fill(600); };
  for (const std::size_t size : {255, 256, 257, 300, 512, 600}) EXPECT_EQ(resumed(size, longer), "good") << size;
}
TEST(Resume, resume_prefix_0) { EXPECT_EQ(resumed(20, [](World& w) { w.at(19).time += 1; }), "bad resume-prefix at entry 19"); }
TEST(Resume, resume_size_0) { EXPECT_EQ(resumed(60, {}), "bad resume-size at checkpoint line 2"); }
TEST(Resume, chain_number_0) { EXPECT_EQ(resumed(20, [](World& w) { w.part(at::charge, 1).edit = edit_at({3}, I(1)); }), "bad chain-number at entry 36 part 1"); }
TEST(Resume, header_prev_0) { EXPECT_EQ(resumed(20, [](World& w) { w.at(20).edit_header = [](std::string& h) { h[12] ^= 1; }; }), "bad header-prev at entry 20"); }
TEST(Resume, signature_0) { EXPECT_EQ(resumed(16, [](World& w) { w.part(at::approve_ana, 1).edit_statement = flip; }), "bad signature at entry 16 part 1"); }
// Nothing of hers came after the state was kept, so what stood on her accounts is known: it was not zero.
TEST(Resume, erased_zero_0) {
  EXPECT_EQ(resumed(at::ward_c, [](World& w) {
              w.at(at::ward_c) = w.at(at::tick), w.at(at::ward_c).time = w.at(at::seal).time + 1;
              for (const std::size_t seq : {at::erase, at::erase_approved}) {
                if (seq == at::erase) body(w, seq)[1] = B(a);
                else said(w, seq, 1, 2)[1] = B(a);
              }
            }),
            "bad erased-zero at entry 23 part 1");
}
TEST(Resume, AStateFileThatIsDamagedIsOfNoUse) {
  const Folder folder;
  const Built built = World().build();
  const auto file = folder.file("state", "katiwala-verify/state/4\n" + std::string(100, 'x')).string();
  EXPECT_EQ(verify_export(built, folder, {"--resume", file}).code, 2);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Proofs, Statement, testing::ValuesIn(kStatements), param_name<Spoilt>);
INSTANTIATE_TEST_SUITE_P(Proofs, Receipt, testing::ValuesIn(kReceipts), param_name<Text>);

}  // namespace forge::refused_proofs_test
