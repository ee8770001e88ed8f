// A disk that is full, or whose sync fails, under the real program: it goes read-only, says "unknown", and a restart decides.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "failing_disk.h"
#include "oracle.h"

namespace katiwala::crash::disk_test {
namespace {

constexpr int kPatience = 3'000;  ///< more requests than any of these disks takes
using api::transport::to_text;

constexpr int kUnavailable = 503;

/// A file that is broken from outside; whole again with the object's end.
class DiskOrder {
 public:
  explicit DiskOrder(Path file) : file_(std::move(file)) {}
  ~DiskOrder() { std::filesystem::remove(file_); }
  void say(const std::string& order) const { std::ofstream(file_) << order; }
  void take_back() const { std::filesystem::remove(file_); }
  [[nodiscard]] Circumstances circumstances() const { return on_failing_disk(file_); }

 private:
  Path file_;
};

Asked credit(std::int64_t minor) {
  const std::string key = Office::fresh_key();
  const std::string xml = credit_xml("DISK-" + key.substr(6, 20), std::to_string(minor) + ".00 USD");
  return {"bank", "/v1/bank-messages", xml, "application/xml", key, {{"suspense/USD", minor * 100}, {"bank/USD", minor * 100}}, {}};
}

/// Sends it; 503 is no answer. True if it was answered.
bool ask(Office& office, Asked wanted, std::vector<Asked>& asked, const char* otherwise = "STORE_READ_ONLY") {
  const Reply reply = office.send(wanted.who, wanted.path, wanted.body, wanted.type, wanted.key);
  const bool answered = reply.answered && reply.status != kUnavailable;
  if (answered) wanted.answer.emplace(reply.status, reply.raw);
  else EXPECT_EQ(reply.text("code"), otherwise) << reply.raw;
  asked.push_back(std::move(wanted));
  return answered;
}

/// After the first 503 nothing is written. Returns how many entries a read still shows, -1 where reads are refused too.
std::int64_t expect_latched(Office& office, std::vector<Asked>& asked) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(ask(office, credit(7), asked)) << asked.back().answer->second;
  return entries_of(office);
}

/// `seen`: entries that a read showed before.
Tally judge_after_restart(const Path& root, const World& world, Balances start, std::vector<Asked> asked, std::int64_t seen = -1) {
  const Verified dead = verify(root);
  EXPECT_EQ(dead.exit_code, 0) << dead.said;
  EXPECT_LE(seen, dead.number("entries")) << "a read saw what is not durable";
  Server server(root);
  EXPECT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(root, server.port());
  Oracle oracle(world, std::move(start));
  oracle.judge(office, std::move(asked), 0);
  EXPECT_EQ(oracle.tally().lost + oracle.tally().torn, 0u) << (oracle.tally().complaints.empty() ? "" : oracle.tally().complaints[0]);
  EXPECT_EQ(server.terminate().exit_code, 0);
  EXPECT_EQ(verify(root).exit_code, 0);
  return oracle.tally();
}

std::uint64_t largest_file(const Path& root) {
  std::uint64_t largest = 0;
  for (const auto& at : std::filesystem::recursive_directory_iterator(root))
    if (at.is_regular_file()) largest = std::max<std::uint64_t>(largest, at.file_size());
  return largest;
}

Asked rate(int number) {
  const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58." + std::to_string(10'000 + number)}});
  return {"officer-1", "/v1/rates", to_text(object({{"rate", usd}, {"day", kDay}, {"source", "SANDBOX"}})), "application/json", Office::fresh_key(), {}, {}};
}

TEST(Disk, ThatIsFullInTheMiddleOfAWriteEndsInReadOnlyAndARestartDecides) {
  Copy ledger;
  const std::uint64_t limit = largest_file(ledger.root()) + 64 * 1024;
  Server server(ledger.root(), {{}, limit});
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(ledger.root(), server.port());
  const Balances start = balances_of(office, ledger.world());
  std::vector<Asked> asked;
  int answered = 0;
  while (answered < kPatience && ask(office, rate(answered), asked)) ++answered;
  ASSERT_LT(answered, kPatience) << "the disk never filled";
  EXPECT_GT(answered, 10);
  // The derived tables may be the first that find no room: then nothing is uncertain, and reads go on.
  const std::int64_t seen = expect_latched(office, asked);
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  const Tally tally = judge_after_restart(ledger.root(), ledger.world(), start, asked, seen);
  EXPECT_EQ(tally.acknowledged, static_cast<std::uint64_t>(answered));
  EXPECT_EQ(tally.unknown_found + tally.unknown_absent, 4u);
  std::printf("SHOWN: full disk: read-only after %d answers; after the restart: %s\n", answered, tally.text().c_str());
}

// The vault comes before the entry: while it alone is full, there is no entry, and what needs no vault goes on.
TEST(Disk, ThatIsFullForTheVaultAloneRefusesWhatNeedsIt) {
  Copy ledger;
  const std::uint64_t limit = largest_file(ledger.root()) + 64 * 1024;
  Server server(ledger.root(), {{}, limit});
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(ledger.root(), server.port());
  const Balances start = balances_of(office, ledger.world());
  std::vector<Asked> asked;
  int answered = 0;
  while (answered < kPatience && ask(office, credit(answered % 50 + 1), asked, "STORE_IO")) ++answered;
  ASSERT_LT(answered, kPatience) << "the vault never filled";
  EXPECT_TRUE(ask(office, rate(1), asked));
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  const Tally tally = judge_after_restart(ledger.root(), ledger.world(), start, asked);
  EXPECT_EQ(tally.acknowledged, static_cast<std::uint64_t>(answered) + 1);
  EXPECT_EQ(tally.unknown_found, 0u);
}

TEST(Disk, ThatIsFullAtTheStartIsSaidAndNothingIsChanged) {
  Copy ledger;
  Server server(ledger.root(), {{}, 4096});
  EXPECT_FALSE(server.wait_ready());
  EXPECT_EQ(server.outcome().exit_code, 75) << server.outcome().all();
  EXPECT_NE(server.outcome().out.find("STORE_IO"), std::string::npos) << server.outcome().all();
  judge_after_restart(ledger.root(), ledger.world(), {}, {});
}

struct Failing {
  const char* name;
  const char* order;
};

class FailingCalls : public ::testing::TestWithParam<Failing> {};

TEST_P(FailingCalls, EndInReadOnlyAndARestartDecides) {
  Copy ledger;
  const DiskOrder disk(ledger.beside("order"));
  Server server(ledger.root(), disk.circumstances());
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(ledger.root(), server.port());
  const Balances start = balances_of(office, ledger.world());
  std::vector<Asked> asked;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(ask(office, credit(3), asked));
  disk.say(GetParam().order);
  EXPECT_FALSE(ask(office, credit(5), asked)) << "answered although the disk had refused";
  disk.take_back();  // the disk is well again; what was uncertain stays uncertain, and nothing is tried again
  EXPECT_EQ(expect_latched(office, asked), -1) << "a read saw what is not durable";
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
  const Tally tally = judge_after_restart(ledger.root(), ledger.world(), start, asked);
  EXPECT_EQ(tally.acknowledged, 5u);
  EXPECT_EQ(tally.unknown_found + tally.unknown_absent, 4u);
}

INSTANTIATE_TEST_SUITE_P(Disk, FailingCalls,
                         ::testing::Values(Failing{"SyncOfTheJournal", "sync /data/journal/"}, Failing{"WriteOfTheJournal", "write /data/journal/"},
                                           Failing{"SyncOfTheHeadFile", "sync /head/head"}, Failing{"WriteOfTheHeadFile", "write /head/head"}),
                         [](const auto& given) { return std::string(given.param.name); });

// The key store and the vault come before the entry: when they fail, there is none, and what needs neither of them goes on.
class FailingBeforeTheEntry : public ::testing::TestWithParam<Failing> {};

TEST_P(FailingBeforeTheEntry, RefuseTheWardAndLeaveNoEntry) {
  Copy ledger;
  const DiskOrder disk(ledger.beside("order"));
  Server server(ledger.root(), disk.circumstances());
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(ledger.root(), server.port());
  const std::int64_t entries = entries_of(office);
  disk.say(GetParam().order);
  const Json body = object({{"pool", ledger.world().pool}, {"born", "2013-05-20"}, {"evidence", "birth_certificate"}, {"residence", "philippines"},
                            {"trust_instrument", std::string(64, 'd')}, {"particulars", object({{"name", "Sandbox Ward Three"}})}});
  const std::string key = Office::fresh_key();
  const Reply refused = office.post("officer-1", "/v1/wards", body, key);
  EXPECT_EQ(refused.status, kUnavailable) << refused.raw;
  disk.take_back();
  const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.9999"}});
  EXPECT_EQ(office.post("officer-1", "/v1/rates", object({{"rate", usd}, {"day", kDay}, {"source", "SANDBOX"}})).status, 201);
  EXPECT_EQ(entries_of(office), entries + 1);
  EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();

  Server again(ledger.root());
  ASSERT_TRUE(again.wait_ready()) << again.outcome().all();
  Office later(ledger.root(), again.port());
  const Reply accepted = later.post("officer-1", "/v1/wards", body, key);
  EXPECT_EQ(accepted.status, 202) << accepted.raw;
  EXPECT_FALSE(accepted.replayed);
}

INSTANTIATE_TEST_SUITE_P(Disk, FailingBeforeTheEntry,
                         ::testing::Values(Failing{"SyncOfTheKeyStore", "sync /keys/"}, Failing{"WriteOfTheKeyStore", "write /keys/"},
                                           Failing{"SyncOfTheVault", "sync /data/vault/"}, Failing{"WriteOfTheVault", "write /data/vault/"}),
                         [](const auto& given) { return std::string(given.param.name); });

}  // namespace
}  // namespace katiwala::crash::disk_test
