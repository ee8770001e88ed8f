// Two processes on one ledger, and a ledger of which something is missing, shortened or older: refused, with what was found on both sides.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "ledger/crypto/digest.h"
#include "world.h"

namespace katiwala::crash::places_test {
namespace {

constexpr int kIntegrity = 70, kTryAgain = 75;

Outcome refused(const Path& root) {
  Server server(root);
  EXPECT_FALSE(server.wait_ready()) << "it serves";
  return server.outcome();
}

/// Every file but the locks, by its bytes.
std::map<std::string, std::string> bytes_of(const Path& root) {
  std::map<std::string, std::string> out;
  for (const auto& at : std::filesystem::recursive_directory_iterator(root)) {
    if (!at.is_regular_file() || at.path().filename() == "lock") continue;
    std::ifstream file(at.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    out[at.path().lexically_relative(root).string()] = to_hex(crypto::sha256(view(bytes)));
  }
  return out;
}

/// "seq 41, leaf 0a1b..." of what lies there, as the refusals write it.
std::string head_of(const Path& root) {
  const Outcome status = run({"status", root.string(), "--json"});
  const auto json = api::transport::parse_json(status.out);
  EXPECT_TRUE(json.ok()) << status.all();
  return "seq " + std::to_string(*json->find("entries")->integer() - 1) + ", leaf " + *json->find("leaf")->text();
}

void add_entries(const Path& root, int count) {
  Server server(root);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  Office office(root, server.port());
  for (int i = 0; i < count; ++i) EXPECT_EQ(office.bank(credit_xml("PLACE-" + Office::fresh_id().substr(0, 16), "1.00 USD")).status, 200);
  server.terminate();
}

TEST(Places, TheSecondProcessIsTurnedAwayAndTheFirstServesOn) {
  Copy ledger;
  Server first(ledger.root());
  ASSERT_TRUE(first.wait_ready()) << first.outcome().all();
  const Outcome second = refused(ledger.root());
  EXPECT_EQ(second.exit_code, kTryAgain) << second.all();
  EXPECT_NE(second.out.find("STORE_LOCKED"), std::string::npos) << second.all();
  Office office(ledger.root(), first.port());
  EXPECT_EQ(office.bank(credit_xml("TWO-1", "1.00 USD")).status, 200);
  // Readers take no lock.
  EXPECT_EQ(run({"status", ledger.root().string()}).exit_code, 0);
  // A lock does not outlive its holder, however it ends.
  first.kill_9();
  EXPECT_EQ(first.outcome().signal, SIGKILL);
  Server third(ledger.root());
  EXPECT_TRUE(third.wait_ready()) << third.outcome().all();
}

struct Missing {
  const char* name;
  std::vector<const char*> gone;
  const char* code;
  bool names_database, names_head;  ///< what is left is named
};

class Incomplete : public ::testing::TestWithParam<Missing> {};

TEST_P(Incomplete, IsRefusedWithBothSidesNamedAndLeftAlone) {
  Copy ledger;
  const std::string head = head_of(ledger.root());
  for (const char* path : GetParam().gone) ASSERT_GT(std::filesystem::remove_all(ledger.root() / path), 0u) << path;
  const auto before = bytes_of(ledger.root());
  const Outcome outcome = refused(ledger.root());
  EXPECT_EQ(outcome.exit_code, kIntegrity) << outcome.all();
  EXPECT_NE(outcome.out.find(GetParam().code), std::string::npos) << outcome.out;
  if (GetParam().names_database) EXPECT_NE(outcome.out.find("Database: " + head), std::string::npos) << outcome.out;
  else EXPECT_NE(outcome.out.find("Database: no entry"), std::string::npos) << outcome.out;
  if (GetParam().names_head) EXPECT_NE(outcome.out.find("Head file: " + head), std::string::npos) << outcome.out;
  else EXPECT_NE(outcome.out.find("Head file: unreadable"), std::string::npos) << outcome.out;
  EXPECT_EQ(verify(ledger.root()).exit_code, 1);
  EXPECT_EQ(bytes_of(ledger.root()), before) << "evidence was changed";
}

INSTANTIATE_TEST_SUITE_P(Places, Incomplete,
                         ::testing::Values(Missing{"Data", {"data"}, "STORE_MISSING", false, true}, Missing{"Journal", {"data/journal"}, "STORE_MISSING", false, true},
                                           Missing{"HeadFolder", {"head"}, "STORE_HEAD_DAMAGED", true, false},
                                           Missing{"HeadFile", {"head/head"}, "STORE_HEAD_DAMAGED", true, false}),
                         [](const auto& given) { return std::string(given.param.name); });

TEST(Places, WithoutKeysOrVaultNothingIsServed) {
  for (const char* path : {"keys", "keys/kek", "keys/keystore", "data/vault"}) {
    Copy ledger;
    std::filesystem::remove_all(ledger.root() / path);
    const Outcome outcome = refused(ledger.root());
    EXPECT_EQ(outcome.exit_code, kIntegrity) << path << ": " << outcome.all();
  }
}

TEST(Places, AnOlderDatabaseIsRefusedWithBothHeadsNamed) {
  Copy ledger;
  const std::string older = head_of(ledger.root());
  copy_folder(ledger.root() / "data", ledger.beside("backup"));
  add_entries(ledger.root(), 3);
  const std::string newer = head_of(ledger.root());
  ASSERT_NE(older, newer);
  std::filesystem::remove_all(ledger.root() / "data");
  copy_folder(ledger.beside("backup"), ledger.root() / "data");
  const auto before = bytes_of(ledger.root());
  const Outcome outcome = refused(ledger.root());
  EXPECT_EQ(outcome.exit_code, kIntegrity) << outcome.all();
  EXPECT_NE(outcome.out.find("STORE_BEHIND_HEAD"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("Database: " + older), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("Head file: " + newer), std::string::npos) << outcome.out;
  EXPECT_EQ(bytes_of(ledger.root()), before) << "evidence was changed";
  EXPECT_EQ(verify(ledger.root()).exit_code, 1);
}

TEST(Places, AnotherLedgersDatabaseIsRefused) {
  Copy ledger, other;
  add_entries(ledger.root(), 2);
  add_entries(other.root(), 3);  // the same past, another present
  std::filesystem::remove_all(ledger.root() / "data");
  copy_folder(other.root() / "data", ledger.root() / "data");
  const Outcome outcome = refused(ledger.root());
  EXPECT_EQ(outcome.exit_code, kIntegrity) << outcome.all();
  EXPECT_NE(outcome.out.find("STORE_HEAD_MISMATCH"), std::string::npos) << outcome.out;
}

/// The log that RocksDB writes to now.
Path newest_log(const Path& root) {
  Path newest;
  for (const auto& at : std::filesystem::directory_iterator(root / "data" / "journal"))
    if (at.path().extension() == ".log" && at.path().filename() > newest.filename()) newest = at.path();
  return newest;
}

// A log cut at any of these lengths ends before the head file. (Every length and every byte: tests/ledger/store/damage_test.)
TEST(Places, AShortenedLogIsRefusedWithBothHeadsNamed) {
  Copy ledger;
  add_entries(ledger.root(), 6);
  const std::string head = head_of(ledger.root());
  const std::uintmax_t whole = std::filesystem::file_size(newest_log(ledger.root()));
  ASSERT_GT(whole, 1'000u);
  for (const std::uintmax_t left : {std::uintmax_t{0}, whole / 4, whole / 2, whole * 3 / 4}) {
    TemporaryFolder place;
    const Path root = place.path() / "ledger";
    copy_folder(ledger.root(), root);
    std::filesystem::resize_file(newest_log(root), left);
    const Outcome outcome = refused(root);
    EXPECT_EQ(outcome.exit_code, kIntegrity) << left << " of " << whole << ": " << outcome.all();
    EXPECT_NE(outcome.out.find("Database: seq "), std::string::npos) << left << ": " << outcome.out;
    EXPECT_NE(outcome.out.find("Head file: " + head), std::string::npos) << left << ": " << outcome.out;
  }
}

// Durable and never acknowledged: kept.
TEST(Places, ADatabaseLongerThanTheHeadFileIsKept) {
  Copy ledger;
  copy_folder(ledger.root() / "head", ledger.beside("head"));
  add_entries(ledger.root(), 2);
  const std::string newer = head_of(ledger.root());
  copy_folder(ledger.beside("head"), ledger.root() / "head");
  Server server(ledger.root());
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  server.terminate();
  EXPECT_EQ(head_of(ledger.root()), newer);
  EXPECT_EQ(verify(ledger.root()).exit_code, 0);
}

}  // namespace
}  // namespace katiwala::crash::places_test
