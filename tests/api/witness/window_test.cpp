// The witness over HTTP: every status a log may get, what monitors read, and two requests at the same moment.
#include <barrier>
#include <thread>

#include "audit/log/cosignature.h"
#include "stand.h"

namespace katiwala::api::witness::testing::window_test {
namespace {

using namespace audit::samples;

std::string fork_proof(std::uint64_t old_size, std::uint64_t size) { return request(History::fork, old_size, size); }

std::string with_proof(std::uint64_t old_size, std::size_t hashes, std::uint64_t size) {
  return audit::print_witness_request({old_size, std::vector<Digest>(hashes), signed_note(History::honest, size)});
}

std::string signed_text(const std::string& text) {
  audit::Note note{text, {}};
  note.signatures.push_back(audit::sign_note(text, kOrigin, *signer(log_secret())).value());
  return "old 0\n\n" + audit::print_note(note);
}

TEST(Window, EveryStatusALogMayGet) {
  Stand stand;
  stand.listen();
  const std::string origin(kOrigin);
  const std::string zeros = to_base64(Bytes(32));
  struct Step {
    std::string what;
    std::string body;
    int status;
    std::string type = std::string(audit::kTextType);
    std::string answer = {};
  };
  const std::string size_type(audit::kSizeType);
  const std::string honest3 = request(History::honest, 0, 3);
  const std::vector<Step> steps = {
      {"empty body", "", 400},
      {"no request", "old x\n\n", 400},
      {"an unknown origin", changed(honest3, origin + "\n3", "example.com/other\n3"), 404},
      {"a log's signature that is bad", changed(honest3, "\n3\n", "\n4\n"), 403},
      {"another's signature", audit::print_witness_request({0, {}, signed_note(History::honest, 3, secret("example.com/stranger", 0x60))}), 403},
      {"an old size above the size", with_proof(4, 0, 3), 400},
      {"an old size that was never cosigned", request(History::honest, 2, 3), 409, size_type, "0\n"},
      {"size 0 with a root", signed_text(origin + "\n0\n" + zeros + "\n"), 422},
      {"a proof from size 0", with_proof(0, 1, 3), 422},
      {"nothing yet", request(History::honest, 0, 0), 200},
      {"first sight", honest3, 200},
      {"the same again", honest3, 409, size_type, "3\n"},
      {"the same size with its old size", request(History::honest, 3, 3), 200},
      {"the same size with another root", fork_proof(3, 3), 422},
      {"growth within another history", fork_proof(3, 5), 422},
      {"growth without a proof", with_proof(3, 0, 5), 422},
      {"growth", request(History::honest, 3, 5), 200},
      {"from what was cosigned before", request(History::honest, 3, 20), 409, size_type, "5\n"},
      {"from where it is", request(History::honest, 5, 20), 200}};
  for (const Step& step : steps) {
    const auto answer = stand.post(step.body);
    EXPECT_EQ(answer.status, step.status) << step.what << ": " << answer.body;
    EXPECT_EQ(answer.content_type, step.type) << step.what;
    EXPECT_TRUE(step.answer.empty() || answer.body == step.answer) << step.what << ": " << answer.body;
    EXPECT_EQ(answer.body.starts_with("\xe2\x80\x94 "), step.status == 200) << step.what;
  }
}

TEST(Window, ACosignatureVerifiesAndSaysWhen) {
  Stand stand;
  stand.listen();
  const auto answer = stand.post(request(History::honest, 0, 5));
  ASSERT_EQ(answer.status, 200);
  const auto lines = audit::parse_signature_lines(answer.body).value();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(audit::verify_line(lines[0], witness_key(), signed_note(History::honest, 5).text).value(), static_cast<std::uint64_t>(kNow));
  EXPECT_EQ(code_of(audit::verify_line(lines[0], witness_key(), signed_note(History::fork, 5).text)), "SIGNATURE_INVALID");
}

TEST(Window, MonitorsReadWhatWasCosignedLast) {
  Stand stand;
  stand.listen();
  EXPECT_EQ(stand.get(checkpoint_path()).status, 404);
  ASSERT_EQ(stand.post(request(History::honest, 0, 3)).status, 200);
  const auto answer = stand.post(request(History::honest, 3, 5));
  ASSERT_EQ(answer.status, 200);
  const auto got = stand.get(checkpoint_path());
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.content_type, audit::kTextType);
  EXPECT_EQ(got.body, audit::print_note(signed_note(History::honest, 5)) + answer.body);
  const std::vector<audit::VerifierKey> keys = {log_key(), witness_key()};
  EXPECT_EQ(audit::verify_note(audit::parse_note(got.body).value(), keys).value().size(), 2u);
}

TEST(Window, ShowsNobodyALineThatItDidNotCheck) {
  Stand stand;
  stand.listen();
  audit::Note note = signed_note(History::honest, 3);
  const audit::SecretKey stranger = secret("example.com/stranger", 0x60);
  note.signatures.insert(note.signatures.begin(), audit::sign_note(note.text, stranger.name, *signer(stranger)).value());
  // One that would spoil the note for everybody who knows this witness.
  note.signatures.push_back({std::string(kWitness), witness_key().id, Bytes(audit::kCosignatureBytes)});
  const auto answer = stand.post(audit::print_witness_request({0, {}, note}));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(stand.get(checkpoint_path()).body, audit::print_note(signed_note(History::honest, 3)) + answer.body);
}

TEST(Window, NothingElseIsThere) {
  Stand stand;
  stand.listen();
  const std::string body = request(History::honest, 0, 3);
  for (const std::string path : {"/", "/add-checkpoint?x=y", "/Add-checkpoint", "/sign-subtree", "/x/add-checkpoint"}) {
    EXPECT_EQ(stand.post(body, path).status, 404) << path;
  }
  EXPECT_EQ(stand.post(body, checkpoint_path()).status, 404);
  for (const std::string& path : {std::string("/"), std::string("/add-checkpoint"), checkpoint_path() + "?x=y", "/" + std::string(64, '0') + "/checkpoint",
                                 "/" + state_name(kOrigin), "/" + state_name(kOrigin) + "/checkpoint/x"})
    EXPECT_EQ(stand.get(path).status, 404) << path;
  EXPECT_EQ(stand.post(body).status, 200);
}

TEST(Window, BoundsWhatItReads) {
  Stand stand;
  stand.listen();
  EXPECT_EQ(stand.post(std::string(audit::kMaxWitnessRequestBytes, 'x')).status, 400);
  EXPECT_EQ(stand.post(std::string(audit::kMaxWitnessRequestBytes + 1, 'x')).status, 413);
}

TEST(Race, OfTwoHistoriesAtTheSameMomentOneIsCosigned) {
  for (int round = 0; round < 20; ++round) {
    Stand stand;
    stand.listen();
    ASSERT_EQ(stand.post(request(History::honest, 0, 2)).status, 200);  // up to here the two are one
    const std::string bodies[] = {request(History::honest, 2, 5), request(History::fork, 2, 5)};
    transport::WebAnswer answers[2];
    std::barrier start(2);
    std::thread other([&] {
      start.arrive_and_wait();
      answers[1] = stand.post(bodies[1]);
    });
    start.arrive_and_wait();
    answers[0] = stand.post(bodies[0]);
    other.join();
    EXPECT_EQ((answers[0].status == 200) + (answers[1].status == 200), 1);
    const auto& loser = answers[answers[0].status == 200 ? 1 : 0];
    EXPECT_EQ(loser.status, 409);
    EXPECT_EQ(loser.body, "5\n");
  }
}

TEST(Race, WhatWasDecidedBeforeAnotherCosignatureIsDecidedAgain) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok() && stand.start().ok());
  ASSERT_EQ(stand.witness->add_checkpoint(request(History::honest, 0, 2)).status, 200u);
  const std::string honest = request(History::honest, 2, 5), fork = request(History::fork, 2, 5);
  const auto first = stand.witness->decide(honest), second = stand.witness->decide(fork);
  ASSERT_TRUE(first.accepted && second.accepted);  // each is right by itself
  const auto done = stand.witness->commit(fork, *second.accepted);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->status, 200u);
  EXPECT_FALSE(stand.witness->commit(honest, *first.accepted).has_value());
  EXPECT_EQ(stand.witness->add_checkpoint(honest).status, 409u);
}

}  // namespace
}  // namespace katiwala::api::witness::testing::window_test
