#include "audit/log/witness_rules.h"

#include <algorithm>

#include "audit/log/cosignature.h"
#include "audit/log/witness_answer.h"
#include "tests/audit/log/samples.h"

namespace katiwala::audit::witness_rules_test {
namespace {

using namespace samples;

const Log& long_log() {
  static const Log log(20);
  return log;
}

WitnessRequest request(std::uint64_t old_size, std::uint64_t size) {
  WitnessRequest out{.old_size = old_size, .proof = {}, .checkpoint = long_log().signed_checkpoint(size)};
  if (old_size > 0 && old_size <= size) out.proof = tree::prove_consistency(old_size, size, long_log().source()).value();
  return out;
}

WatchedLogs watched(std::optional<std::uint64_t> last_size) {
  WatchedLog log{.keys = {log_key()}, .last = {}};
  if (last_size) log.last = Cosigned{*last_size, long_log().root(*last_size)};
  return {{std::string(kOrigin), log}};
}

unsigned status_of(const WatchedLogs& logs, const WitnessRequest& asked) { return decide_witness_request(logs, print_witness_request(asked)).status; }

/// A checkpoint of a given size and root, signed by the log that it is not a checkpoint of.
Note signed_text(std::string text, std::string_view name = kOrigin) {
  Note note{.text = std::move(text), .signatures = {}};
  note.signatures.push_back(sign_note(note.text, name, *signer(log_secret())).value());
  return note;
}
std::string checkpoint_text(std::uint64_t size, const Digest& root) {
  return std::string(kOrigin) + "\n" + std::to_string(size) + "\n" + to_base64(root) + "\n";
}

TEST(WitnessRequest, ReadAndWrittenToTheByte) {
  for (const auto& [old_size, size] : {std::pair(0, 0), {0, 5}, {3, 5}, {5, 5}}) {
    const WitnessRequest asked = request(static_cast<std::uint64_t>(old_size), static_cast<std::uint64_t>(size));
    const std::string body = print_witness_request(asked);
    EXPECT_EQ(parse_witness_request(body).value(), asked);
    EXPECT_LT(body.size(), kMaxSentRequestBytes);
  }
}

TEST(WitnessRequest, MalformedIsRefusedWithItsLine) {
  const std::string text = print_witness_request(request(3, 5));
  const auto lines_before_note = static_cast<std::size_t>(std::ranges::count(text.substr(0, text.find("\n\n")), '\n')) + 2;
  const std::string note_place = "line " + std::to_string(lines_before_note);
  const struct {
    std::string text, place;
  } cases[] = {
      {"", "line 1"},
      {changed(text, "old 3", "old 03"), "line 1"},
      {changed(text, "old 3", "old  3"), "line 1"},
      {changed(text, "old 3", "old 3 "), "line 1"},
      {changed(text, "old 3", "old 3\r"), "line 1"},
      {changed(text, "old 3", "Old 3"), "line 1"},
      {changed(text, "old 3", "size 3"), "line 1"},
      {changed(text, "old 3", "old 9223372036854775808"), "line 1"},
      {changed(text, "old 3\n", "old 3\nAAAA\n"), "line 2"},
      {changed(text, "\n\n", "\n"), note_place},
      {changed(text, "\n\n", "\n\n\n").substr(0, text.find("\n\n") + 2), note_place},
      {text + "\n", note_place},
      {text.substr(0, text.size() - 1), note_place},
  };
  for (const auto& row : cases) {
    const auto parsed = parse_witness_request(row.text);
    EXPECT_EQ(code_of(parsed), "WITNESS_REQUEST_MALFORMED") << row.text;
    EXPECT_EQ(place_of(parsed), row.place) << row.text;
    EXPECT_EQ(decide_witness_request(watched(3), row.text).status, 400u) << row.text;
  }
  WitnessRequest most = request(3, 5);
  most.proof.assign(kMaxWitnessProofHashes, Digest{});
  EXPECT_TRUE(parse_witness_request(print_witness_request(most)).ok());
  EXPECT_EQ(code_of(parse_witness_request(changed(print_witness_request(most), "old 3\n", "old 3\n" + to_base64(Digest{}) + "\n"))), "WITNESS_REQUEST_MALFORMED");
  EXPECT_EQ(code_of(parse_witness_request(std::string(kMaxWitnessRequestBytes + 1, 'a'))), "WITNESS_REQUEST_MALFORMED");
}

TEST(WitnessRules, AHistoryOfRequests) {
  WatchedLogs logs = watched(std::nullopt);
  const struct {
    std::uint64_t old_size, size;
    unsigned status;
  } steps[] = {{0, 0, 200}, {0, 0, 200}, {0, 3, 200}, {0, 3, 409}, {0, 0, 409}, {3, 3, 200}, {2, 5, 409}, {3, 5, 200}, {3, 5, 409}, {6, 5, 400}, {5, 5, 200}, {5, 20, 200}, {20, 20, 200}};
  for (const auto& step : steps) {
    const auto decision = decide_witness_request(logs, print_witness_request(request(step.old_size, step.size)));
    ASSERT_EQ(decision.status, step.status) << step.old_size << " to " << step.size << ": " << decision.body;
    ASSERT_EQ(decision.accepted.has_value(), step.status == 200);
    std::optional<Cosigned>& last = logs.begin()->second.last;
    if (step.status == 409) {
      EXPECT_EQ(decision.content_type, "text/x.tlog.size");
      EXPECT_EQ(decision.body, std::to_string(last->size) + "\n");
    }
    if (!decision.accepted) continue;
    EXPECT_EQ(decision.accepted->expected_size, last ? last->size : 0);
    EXPECT_EQ(decision.accepted->checkpoint, long_log().checkpoint(step.size));
    EXPECT_EQ(decision.accepted->text, print_checkpoint(long_log().checkpoint(step.size)));
    last = Cosigned{decision.accepted->checkpoint.size, decision.accepted->checkpoint.root};
  }
}

TEST(WitnessRules, FirstSightIsTakenAtAnySize) { EXPECT_EQ(status_of(watched(std::nullopt), request(0, 20)), 200u); }

TEST(WitnessRules, TheKeyAndTheOriginComeFirst) {
  WitnessRequest asked = request(3, 5);
  EXPECT_EQ(status_of(watched(3), asked), 200u);
  EXPECT_EQ(status_of({}, asked), 404u);
  asked.checkpoint.signatures[0].blob[0] ^= 1;
  EXPECT_EQ(status_of(watched(3), asked), 403u);
  EXPECT_EQ(status_of({}, asked), 404u) << "origin before signature";
  asked.old_size = 7;
  EXPECT_EQ(status_of(watched(3), asked), 403u) << "signature before sizes";
  asked = request(3, 5);
  asked.checkpoint.signatures[0].key_id[0] ^= 1;
  EXPECT_EQ(status_of(watched(3), asked), 403u) << "only an unknown key signed";
  asked = request(3, 5);
  asked.checkpoint.signatures.push_back({"grease.example.com", {9, 9, 9, 9}, Bytes(40, 9)});
  EXPECT_EQ(status_of(watched(3), asked), 200u) << "an unknown key beside the known one";
  asked.checkpoint.signatures.push_back(asked.checkpoint.signatures[0]);
  asked.checkpoint.signatures.back().blob[1] ^= 1;
  EXPECT_EQ(status_of(watched(3), asked), 403u) << "a known key's wrong line beside its right one";
}

TEST(WitnessRules, ACosignatureIsNoSignatureOfTheLog) {
  WatchedLogs logs = watched(3);
  logs.begin()->second.keys = {log_key(), witness_key()};
  WitnessRequest asked = request(3, 5);
  asked.checkpoint.signatures.push_back(cosign(asked.checkpoint.text, 7, kWitness, *signer(witness_secret())).value());
  EXPECT_EQ(status_of(logs, asked), 200u);
  asked.checkpoint.signatures.erase(asked.checkpoint.signatures.begin());
  EXPECT_EQ(status_of(logs, asked), 403u);
}

TEST(WitnessRules, TheOldSizeIsJudgedBeforeTheTree) {
  WitnessRequest asked{.old_size = 6, .proof = {}, .checkpoint = long_log().signed_checkpoint(5)};
  EXPECT_EQ(status_of(watched(3), asked), 400u);
  asked.old_size = 4;
  asked.proof = {Digest{}};
  EXPECT_EQ(status_of(watched(3), asked), 409u) << "though the proof is wrong too";
}

TEST(WitnessRules, AWrongTreeIs422) {
  const Digest other{7};
  WitnessRequest empty{.old_size = 0, .proof = {}, .checkpoint = signed_text(checkpoint_text(0, other))};
  EXPECT_EQ(status_of(watched(std::nullopt), empty), 422u);
  empty.checkpoint = signed_text(checkpoint_text(1, tree::empty_root()));
  EXPECT_EQ(status_of(watched(std::nullopt), empty), 422u);
  WitnessRequest proven = request(0, 5);
  proven.proof = {other};
  EXPECT_EQ(status_of(watched(std::nullopt), proven), 422u) << "a proof from nothing";
  WitnessRequest forked{.old_size = 5, .proof = {}, .checkpoint = signed_text(checkpoint_text(5, other))};
  EXPECT_EQ(status_of(watched(5), forked), 422u) << "same size, other root";
  WitnessRequest same = request(5, 5);
  same.proof = {other};
  EXPECT_EQ(status_of(watched(5), same), 422u) << "same size, same root, a proof of nothing";
  for (std::size_t i = 0; i < request(3, 5).proof.size(); ++i) {
    WitnessRequest wrong = request(3, 5);
    wrong.proof[i][31] ^= 1;
    EXPECT_EQ(status_of(watched(3), wrong), 422u) << i;
  }
  WitnessRequest none = request(3, 5);
  none.proof.clear();
  EXPECT_EQ(status_of(watched(3), none), 422u);
  WitnessRequest rewritten = request(3, 5);
  rewritten.checkpoint = signed_text(checkpoint_text(5, other));
  EXPECT_EQ(status_of(watched(3), rewritten), 422u);
}

TEST(WitnessRules, MalformedCheckpointsAre400AndExtensionLinesAreKept) {
  WitnessRequest asked{.old_size = 0, .proof = {}, .checkpoint = signed_text("a text that is no checkpoint\n")};
  EXPECT_EQ(status_of(watched(std::nullopt), asked), 400u);
  const std::string text = checkpoint_text(5, long_log().root(5)) + "more\n";
  asked.checkpoint = signed_text(text);
  const auto decision = decide_witness_request(watched(std::nullopt), print_witness_request(asked));
  ASSERT_EQ(decision.status, 200u);
  EXPECT_EQ(decision.accepted->text, text) << "what is cosigned covers them";
}

class WitnessAnswer : public ::testing::Test {
 protected:
  const std::string text_ = print_checkpoint(long_log().checkpoint(20));
  const VerifierKey key_ = witness_key();
  const std::string line_ = print_signature_line(cosign(text_, 1767225600, kWitness, *signer(witness_secret())).value());

  WitnessVerdict judged(unsigned status, std::string_view type, std::string_view body, unsigned retries = 0) const {
    return judge_answer({.text = text_, .size = 20, .retries = retries, .keys = std::span(&key_, 1)}, status, type, body);
  }
};

TEST_F(WitnessAnswer, OnlyVerifiedLinesAreKept) {
  const std::string other = print_signature_line(cosign(text_, 1, "w.example.org", *signer(secret("w", 0x77))).value());
  const std::string stale = print_signature_line(cosign(print_checkpoint(long_log().checkpoint(19)), 2, kWitness, *signer(witness_secret())).value());
  const WitnessVerdict kept = judged(200, kTextType, other + stale + line_ + line_);
  ASSERT_EQ(kept.next, WitnessNext::keep);
  EXPECT_FALSE(kept.why);
  ASSERT_EQ(kept.lines.size(), 1u);
  EXPECT_EQ(print_signature_line(kept.lines[0]), line_);
  EXPECT_EQ(kept.times_s, std::vector<std::uint64_t>{1767225600});
  for (const std::string& body : {std::string(), other, stale, line_ + "x", std::string("ok\n")}) {
    const WitnessVerdict refused = judged(200, kTextType, body);
    EXPECT_EQ(refused.next, WitnessNext::back_off) << body;
    EXPECT_EQ(refused.why->code, Code::WITNESS_REFUSED);
    EXPECT_TRUE(refused.lines.empty());
  }
}

TEST_F(WitnessAnswer, AConflictIsAnsweredByAskingFromThere) {
  for (const std::string_view type : {"text/x.tlog.size", "Text/X.TLOG.size", "text/x.tlog.size; charset=utf-8", "text/x.tlog.size "}) {
    const WitnessVerdict retry = judged(409, type, "20\n");
    EXPECT_EQ(retry.next, WitnessNext::retry) << type;
    EXPECT_EQ(retry.old_size, 20u);
    EXPECT_EQ(retry.why->code, Code::WITNESS_CONFLICT);
  }
  EXPECT_EQ(judged(409, kSizeType, "0\n", 2).next, WitnessNext::retry);
  EXPECT_EQ(judged(409, kSizeType, "0\n", 3).next, WitnessNext::back_off);
  for (const std::string_view body : {"", "\n", "20", "20\r\n", "020\n", "20\n\n", "-1\n", "twenty\n"}) EXPECT_EQ(judged(409, kSizeType, body).next, WitnessNext::back_off) << body;
}

TEST_F(WitnessAnswer, AWitnessAheadOfUsIsAnAlarm) {
  const WitnessVerdict ahead = judged(409, kSizeType, "21\n", 3);
  EXPECT_EQ(ahead.next, WitnessNext::alarm);
  EXPECT_EQ(ahead.why->code, Code::WITNESS_AHEAD);
}

TEST_F(WitnessAnswer, EveryOtherStatus) {
  const struct {
    unsigned status;
    WitnessNext next;
    Code code;
  } cases[] = {{422, WitnessNext::alarm, Code::CHECKPOINT_FORK}, {409, WitnessNext::alarm, Code::CHECKPOINT_FORK}, {400, WitnessNext::look, Code::WITNESS_REFUSED},
               {403, WitnessNext::look, Code::WITNESS_REFUSED},  {404, WitnessNext::look, Code::WITNESS_REFUSED},  {429, WitnessNext::back_off, Code::WITNESS_REFUSED},
               {500, WitnessNext::back_off, Code::WITNESS_REFUSED}, {503, WitnessNext::back_off, Code::WITNESS_REFUSED}, {0, WitnessNext::back_off, Code::WITNESS_REFUSED},
               {204, WitnessNext::back_off, Code::WITNESS_REFUSED}, {301, WitnessNext::back_off, Code::WITNESS_REFUSED}};
  for (const auto& row : cases) {
    const WitnessVerdict verdict = judged(row.status, kTextType, line_);
    EXPECT_EQ(verdict.next, row.next) << row.status;
    EXPECT_EQ(verdict.why->code, row.code) << row.status;
    EXPECT_TRUE(verdict.lines.empty());
  }
}

}  // namespace
}  // namespace katiwala::audit::witness_rules_test
