// Files, tiles, checkpoints and notes that must be refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_files_test {
namespace {

const std::string kHead = "checkpoint";

Case after(const char* check, const std::string& place, std::function<void(Built&)> change) { return {check, place, {}, change}; }
/// One line of the signed text, the note signed again.
Case text(const char* check, int number, const std::string& line) {
  return {check, kHead + " line " + std::to_string(number), [=](World& w) {
            w.edit_text = [=](std::string& text) {
              std::size_t begin = 0;
              for (int i = 1; i < number; ++i) begin = text.find('\n', begin) + 1;
              text.replace(begin, std::min(text.find('\n', begin), text.size()) - begin, line);
            };
          }};
}
Case note(const char* check, const std::string& more, std::function<void(std::string&)> edit) {
  return {check, kHead + more, [edit](World& w) { w.edit_checkpoint = edit; }};
}
/// A line in place of signature line `number`.
void put_line(std::string& note, int number, const std::string& line) {
  std::size_t begin = 0;
  for (int i = 1; i < number; ++i) begin = note.find('\n', begin) + 1;
  note.replace(begin, note.find('\n', begin) + 1 - begin, line);
}
std::string signature_line(const std::string& blob) { return "\xe2\x80\x94 example.org/witness1 " + base64(blob) + "\n"; }
std::string witness_1_id() { return sha256(std::string("example.org/witness1\n\4") + public_key("witness 1")).substr(0, 4); }
Case long_ledger(const char* check, const std::string& place, std::function<void(Built&)> change) {
  return {check, place, [](World& w) { w.fill(300); }, change};
}

const Case kCases[] = {
    after("file-missing", "tile/0/000.p/37", [](Built& b) { b.files.erase("tile/0/000.p/37"); }),
    after("file-missing", "tile/entries/000.p/37", [](Built& b) { b.files.erase("tile/entries/000.p/37"); }),
    after("file-missing", "parts/000.p/37", [](Built& b) { b.files.erase("parts/000.p/37"); }),
    after("tile-length", "tile/0/000.p/37", [](Built& b) { b.files["tile/0/000.p/37"].resize(36 * 32); }),
    after("tile-length", "tile/0/000.p/37", [](Built& b) { b.files["tile/0/000.p/37"] += std::string(32, '\0'); }),
    after("tile-leaf", "tile/0/000.p/37", [](Built& b) { flip(b.files["tile/0/000.p/37"]); }),
    long_ledger("tile-leaf", "tile/0/000", [](Built& b) { flip(b.files["tile/0/000"]); }),
    long_ledger("tile-edge", "tile/1/000.p/1", [](Built& b) { flip(b.files["tile/1/000.p/1"]); }),
    long_ledger("file-missing", "tile/1/000.p/1", [](Built& b) { b.files.erase("tile/1/000.p/1"); }),
    long_ledger("file-missing", "parts/001.p/44", [](Built& b) { b.files.erase("parts/001.p/44"); }),
    after("file-unexpected", "tile/0/000.p/36", [](Built& b) { b.files["tile/0/000.p/36"] = b.files["tile/0/000.p/37"].substr(0, 36 * 32); }),
    after("file-unexpected", "tile/1/000.p/1", [](Built& b) { b.files["tile/1/000.p/1"] = "x"; }),
    after("file-unexpected", "tile/0/001", [](Built& b) { b.files["tile/0/001"] = "x"; }),
    after("file-unexpected", "tile/entries/000", [](Built& b) { b.files["tile/entries/000"] = "x"; }),
    after("file-unexpected", "parts/notes.txt", [](Built& b) { b.files["parts/notes.txt"] = "x"; }),
    after("file-unexpected", "tile/00/000.p/37", [](Built& b) { b.files["tile/00/000.p/37"] = b.files["tile/0/000.p/37"]; }),

    text("root", 3, base64(hash32("other"))),
    {"origin", "checkpoint line 1", [](World& w) { body(w, at::create)[5] = I(0), said(w, at::create, 1, 0)[4] = I(0); }, {}, [](World& w) { w.declared_origin = "example.org/other"; }},
    text("policy-origin", 1, "example.org/other"),
    {"export-empty", "checkpoint line 2", [](World& w) { w.edit_text = [&w](std::string& t) { t = w.origin + "\n0\n" + base64(sha256("")) + "\n"; }; }},
    {"checkpoint-empty", "checkpoint line 3", [](World& w) { w.edit_text = [&w](std::string& t) { t = w.origin + "\n0\n" + base64(hash32("other")) + "\n"; }; }},
    {"checkpoint-empty", "checkpoint line 3", [](World& w) { w.edit_text = [&w](std::string& t) { t = w.origin + "\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"; }; }},
    text("checkpoint-lines", 4, "more\n"),
    text("checkpoint-origin", 1, "example.org/ledger of tests"),
    text("checkpoint-origin", 1, "example.org/" + std::string(250, 'x')),
    text("checkpoint-size", 2, "037"),
    text("checkpoint-size", 2, "9223372036854775808"),
    text("checkpoint-size", 2, "+37"),
    text("checkpoint-root", 3, "AAAA"),
    text("checkpoint-root", 3, base64(hash32("other")).substr(0, 43)),
    {"log-signed", kHead, [](World& w) { w.log_signers = {"log 9"}; }},
    {"log-signed", kHead, [](World& w) { w.log_signers = {}; }},
    {"quorum", kHead, [](World& w) { w.cosigners = {"witness 1"}; }},
    {"quorum", kHead, [](World& w) { w.cosigners = {"witness 1", "witness 1", "witness 3"}; }},
    {"quorum", kHead, {}, {}, {}, {"--max-age", "60"}},
    note("log-signature", " line 5", [](std::string& n) { put_line(n, 5, log_line("example.org/ledger-of-tests", "log 1", "another text\n")); }),
    note("cosignature", " line 6", [](std::string& n) { put_line(n, 6, witness_line("example.org/witness1", "witness 1", "another text\n", 1)); }),
    note("cosignature-length", " line 6", [](std::string& n) { put_line(n, 6, signature_line(witness_1_id() + std::string(71, 'x'))); }),
    note("cosignature-time", " line 6", [](std::string& n) { put_line(n, 6, witness_line("example.org/witness1", "witness 1", n.substr(0, n.find("\n\n") + 1), 0)); }),
    note("cosignature-time", " line 6", [](std::string& n) { put_line(n, 6, witness_line("example.org/witness1", "witness 1", n.substr(0, n.find("\n\n") + 1), std::uint64_t{1} << 63)); }),
    note("note-utf8", "", [](std::string& n) { n += "\xff\n"; }),
    note("note-control", "", [](std::string& n) { n.insert(n.size() - 1, "\r"); }),
    note("note-split", "", [](std::string& n) { n.erase(n.find("\n\n"), 1); }),
    note("note-end", "", [](std::string& n) { n.pop_back(); }),
    note("note-end", "", [](std::string& n) { n.resize(n.find("\n\n") + 2); }),
    note("note-line", " line 8", [](std::string& n) { n += "-- example.org/x AAAAAAAA\n"; }),
    note("note-line", " line 8", [](std::string& n) { n += "\xe2\x80\x94 example.org/x+y AAAAAAAA\n"; }),
    note("note-line", " line 8", [](std::string& n) { n += "\xe2\x80\x94 example.org/\xc2\xa0x AAAAAAAA\n"; }),
    note("note-base64", " line 8", [](std::string& n) { n += "\xe2\x80\x94 example.org/x AAAAAAB\n"; }),
    note("note-base64", " line 8", [](std::string& n) { n += "\xe2\x80\x94 example.org/x AAAAAAB=\n"; }),
    note("note-base64", " line 8", [](std::string& n) { n += "\xe2\x80\x94 example.org/x AAAA\n"; }),
    note("note-many", " line 105", [](std::string& n) { for (int i = 0; i < 100; ++i) n += "\xe2\x80\x94 example.org/x AAAAAAAA\n"; }),
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Files, Refused, testing::ValuesIn(kCases), case_name);

// Lines of keys that nobody here knows are ignored, however many there are up to the cap; a key's second line is too.
TEST(Accepted, UnknownAndRepeatedSignatureLines) {
  World world;
  world.cosigners = {"witness 1", "witness 2", "witness 3", "witness 1"};
  world.log_signers = {"log 9", "log 1"};
  const Folder folder;
  EXPECT_EQ(verify_export(world.build(), folder).line, "good");
}

TEST(Accepted, ALedgerOverSeveralFiles) {
  for (const std::size_t size : {255, 256, 257, 511, 512, 513}) {
    World world;
    world.fill(size);
    const Folder folder;
    const Verdict verdict = verify_export(world.build(), folder);
    EXPECT_EQ(verdict.line, "good") << size << verdict.output;
  }
}

TEST(Accepted, ACredentialOnItsFirstAndLastInstant) {
  World world([](World& w) { w.who["rosa"].from = w.who["rosa"].to = kStart + static_cast<std::int64_t>(at::release) * 60'000'000; });
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
}

// A whole ward that is not for this reader: nothing is known of her, and the report says so.
TEST(Accepted, AWardWithheld) {
  World world;
  for (Entry& entry : world.entries)
    for (Part& part : entry.parts)
      if (part.subject == id("ward b")) part.withheld = true;
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("parts are withheld that no erasure accounts for"), std::string::npos);
  EXPECT_NE(verdict.output.find("2  seals not recomputed, parts withheld"), std::string::npos) << verdict.output;
}

// A file that is not for this reader, though the ward herself is.
TEST(Accepted, AProtectionFileWithheld) {
  World world;
  for (Entry& entry : world.entries)
    for (Part& part : entry.parts)
      if (part.kind == 5 && part.subject == id("ward a")) part.withheld = true;
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  // Its first part stands before the erasure of another ward and might, for all that can be seen, have been hers; the one after can not.
  EXPECT_NE(verdict.output.find("1 parts are withheld that no erasure accounts for"), std::string::npos) << verdict.output;
}

// An erasure accounts for no more than the files it names: what else does not open is told.
TEST(Accepted, AnErasureThatNamesNotEveryFile) {
  for (const std::size_t named : {0, 1}) {
    World world;
    V& erased = world.part(at::erase_approved, 1).events.at(2).elements.at(1);
    erased[4].elements.resize(named);
    if (named == 0) erased.erase(4);
    const Folder folder;
    const Verdict verdict = verify_export(world.build(), folder);
    EXPECT_EQ(verdict.line, "good") << verdict.output;
    EXPECT_NE(verdict.output.find(std::to_string(2 - named) + " parts are withheld that no erasure accounts for"), std::string::npos) << verdict.output;
  }
}

// The keys of a guardian whose office is over go without being asked for, also where the ward's part can not be read.
TEST(Accepted, AGuardiansKeyRevokedByTime) {
  for (const bool withheld : {false, true}) {
    World world;
    Entry tick = world.at(at::tick);
    tick.time = world.entries.back().time + 1;
    Part revoking = world.part(at::revoke, 1);
    revoking.asked.reset(), revoking.outcome = 0, revoking.signer = "";
    revoking.events[0].elements[1][1] = B(world.who["gina"].id);
    tick.parts.push_back(revoking);
    world.entries.push_back(tick);
    for (Entry& entry : world.entries)
      for (Part& part : entry.parts)
        if (withheld && part.subject == id("ward b")) part.withheld = true;
    const Folder folder;
    const Verdict verdict = verify_export(world.build(), folder);
    EXPECT_EQ(verdict.line, "good") << verdict.output;
  }
}

TEST(Accepted, ComplianceStandingInUnderACourtOrder) {
  World world;
  world.part(at::request, 1).events.at(1).elements.at(1)[2] = A({I(2), I(3)});  // a trust officer and a social worker
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("1  payments under a court order that compliance agreed to in place of another"), std::string::npos) << verdict.output;
}

TEST(Accepted, TheAcceptanceOfARestoredCopy) {
  World world;
  world.entries.push_back(World::restored());
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
}

// The first byte of a key from 24 on is not the key; a member before it may or may not be there.
TEST(Accepted, MembersFromTwentyFourOn) {
  for (const auto& more : std::vector<std::vector<std::pair<std::uint64_t, V>>>{{{23, amount(kUsd, 1)}}, {{24, I(9)}}, {{23, amount(kUsd, 1)}, {24, I(9)}}, {{30, amount(kUsd, 1)}}}) {
    World world;
    for (const auto& [key, value] : more) world.part(at::request_2, 1).events.at(0).elements.at(1)[1][key] = value;
    const Folder folder;
    const Verdict verdict = verify_export(world.build(), folder);
    EXPECT_EQ(verdict.line, "good") << verdict.output;
  }
}

}  // namespace forge::refused_files_test
