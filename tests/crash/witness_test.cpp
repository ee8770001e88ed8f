// The real witness: its commands from first to last, kill -9 while it cosigns, and a disk whose sync fails.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "api/transport/web_client.h"
#include "api/witness/state_file.h"
#include "failing_disk.h"
#include "tests/audit/log/samples.h"

namespace katiwala::crash::witness_test {
namespace {

using namespace audit::samples;
using api::transport::WebAnswer;

const std::vector<std::string> kServe = {"witness", "serve"};

/// A log that another one leaves at the third entry; the same key signs both.
const Log& history(bool fork) {
  static const Log honest(400);
  static const Log other = [] {
    Log out(2);
    while (out.leaves.size() < 400) {
      out.leaves.push_back(record::leaf_hash(view("another " + std::to_string(out.leaves.size()))));
      out.entries.emplace_back();
    }
    return out;
  }();
  return fork ? other : honest;
}

std::string request(bool fork, std::uint64_t old_size, std::uint64_t size) {
  const std::string text = audit::print_checkpoint(history(fork).checkpoint(size));
  audit::WitnessRequest out{old_size, {}, {text, {audit::sign_note(text, kOrigin, *signer(log_secret())).value()}}};
  if (old_size > 0) out.proof = tree::prove_consistency(old_size, size, history(fork).source()).value();
  return audit::print_witness_request(out);
}

api::transport::WebOptions options() {
  api::transport::WebOptions out;
  out.deadline_ms = 600'000;  // longer than any test may take
  out.wall_micros = [] { return std::int64_t{0}; };
  return out;
}

std::string url(const Server& server, const std::string& path) { return "http://127.0.0.1:" + std::to_string(server.port()) + path; }
Result<WebAnswer> post(const Server& server, const std::string& body) {
  return api::transport::web_post(url(server, "/add-checkpoint"), audit::kTextType, body, options());
}
int status(const Result<WebAnswer>& answer) { return answer.ok() ? answer->status : 0; }

/// The size in the checkpoint that monitors read; 0 if none.
std::uint64_t shown_size(const Server& server) {
  const auto answer = api::transport::web_get(url(server, "/" + api::witness::state_name(kOrigin) + "/checkpoint"), options());
  if (status(answer) != 200) return 0;
  return audit::parse_checkpoint(audit::parse_note(answer->body).value().text).value().size;
}

struct Home {
  TemporaryFolder folder;
  Path root = folder.path() / "witness";
  Home() {
    const Path secret_file = folder.path() / "secret";
    std::ofstream(secret_file) << audit::print_secret_key(witness_secret()) << "\n";
    ::chmod(secret_file.c_str(), 0600);
    EXPECT_EQ(run({"witness", "init", root.string(), "--import", secret_file.string()}).exit_code, 0);
    EXPECT_EQ(run({"witness", "add-log", root.string(), audit::print_vkey(log_key())}).exit_code, 0);
  }
};

TEST(WitnessProgram, FromInitToTheFirstCosignature) {
  const TemporaryFolder folder;
  const std::string root = (folder.path() / "w").string();
  EXPECT_EQ(run({"witness", "init", root}).exit_code, 2);  // no name
  const Outcome made = run({"witness", "init", root, "--name", "example.org/w1"});
  ASSERT_EQ(made.exit_code, 0) << made.all();
  const auto vkey = audit::parse_vkey(made.out.substr(0, made.out.size() - 1));
  ASSERT_TRUE(vkey.ok()) << made.out;
  EXPECT_EQ(vkey->type, audit::KeyType::cosignature);
  struct stat info{};
  ASSERT_EQ(::stat((root + "/key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777u, 0600u);
  EXPECT_EQ(run({"witness", "init", root, "--name", "example.org/w2"}).exit_code, 1);
  EXPECT_EQ(run({"witness", "add-log", root, "not a key"}).exit_code, 2);
  EXPECT_EQ(run({"witness", "add-log", root, audit::print_vkey(*vkey)}).exit_code, 2);  // a cosigner's
  EXPECT_EQ(run({"witness", "add-log", root, audit::print_vkey(log_key())}).exit_code, 0);
  EXPECT_EQ(run({"witness", "add-log", root, audit::print_vkey(log_key())}).exit_code, 1);

  Server server(root, {}, {}, kServe);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  const auto answer = post(server, request(false, 0, 3));
  ASSERT_EQ(status(answer), 200);
  const auto lines = audit::parse_signature_lines(answer->body).value();
  EXPECT_TRUE(audit::verify_line(lines[0], *vkey, history(false).signed_checkpoint(3).text).ok());
  EXPECT_EQ(run({"witness", "add-log", root, audit::print_vkey(log_key()), "--origin", "example.com/other"}).exit_code, 75);
  const Outcome listed = run({"witness", "list", root});
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_NE(listed.out.find("log " + std::string(kOrigin) + ": size 3 root "), std::string::npos) << listed.out;
  EXPECT_EQ(server.terminate().exit_code, 0);
}

TEST(WitnessProgram, DoesNotStartWithoutItsState) {
  const Home home;
  const Path state = home.root / "state" / api::witness::state_name(kOrigin);
  std::filesystem::rename(state, home.folder.path() / "elsewhere");
  const Outcome missing = run({"witness", "serve", home.root.string(), "--port", "0"});
  EXPECT_EQ(missing.exit_code, 70);
  EXPECT_NE(missing.err.find("must retire its key"), std::string::npos) << missing.err;
  std::ofstream(state) << "nothing cosigned yet: example.com/other\n";
  EXPECT_EQ(run({"witness", "serve", home.root.string(), "--port", "0"}).exit_code, 70);
  std::filesystem::rename(home.folder.path() / "elsewhere", state);
  Server server(home.root, {}, {}, kServe);
  EXPECT_TRUE(server.wait_ready());
}

TEST(WitnessProgram, KilledWhileItCosignsItForgetsNothing) {
  const Home home;
  std::uint64_t answered = 0;  // largest size with a cosignature
  for (int round = 0; round < 8; ++round) {
    Server server(home.root, {}, {}, kServe);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    const std::uint64_t size = shown_size(server);
    ASSERT_GE(size, answered);
    if (answered >= 3) {
      EXPECT_EQ(status(post(server, request(true, answered, answered))), size == answered ? 422 : 409);
      EXPECT_EQ(status(post(server, request(true, size, size + 1))), 422);
    }
    std::mutex mutex;
    std::condition_variable more;
    std::uint64_t last = size;
    bool over = false;
    std::thread log([&] {
      for (std::uint64_t next = size + 1;; ++next) {
        const auto answer = post(server, request(false, next - 1, next));
        const std::lock_guard lock(mutex);
        over = status(answer) != 200;
        if (!over) last = next;
        more.notify_one();
        if (over) return;
      }
    });
    {
      std::unique_lock lock(mutex);
      more.wait(lock, [&] { return over || last >= size + 3 + static_cast<std::uint64_t>(round); });
    }
    server.kill_9();
    log.join();
    ASSERT_GT(last, answered);
    answered = last;
  }
}

TEST(WitnessProgram, ASyncThatFailsEndsIt) {
  const Home home;
  const Path order = home.folder.path() / "order";
  Server server(home.root, on_failing_disk(order), {}, kServe);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  ASSERT_EQ(status(post(server, request(false, 0, 3))), 200);
  std::ofstream(order) << "sync state";
  EXPECT_EQ(status(post(server, request(false, 3, 5))), 503);
  const Outcome& end = server.outcome();
  EXPECT_EQ(end.exit_code, 75) << end.all();
  std::filesystem::remove(order);

  Server again(home.root, {}, {}, kServe);
  ASSERT_TRUE(again.wait_ready()) << again.outcome().all();
  EXPECT_EQ(status(post(again, request(true, 0, 3))), 409);
  EXPECT_EQ(status(post(again, request(false, shown_size(again), 5))), 200);
}

}  // namespace
}  // namespace katiwala::crash::witness_test
