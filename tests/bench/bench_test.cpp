// The benchmark itself: every row is there with a baseline and a unit, what is durable was written, and a target can be missed.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "api/bench/counting_store.h"
#include "api/bench/crowd.h"
#include "api/bench/echo.h"
#include "api/bench/grouped_puts.h"
#include "api/bench/row.h"
#include "api/bench/workbench.h"
#include "ledger/store/engines.h"
#include "ledger/store/yardstick.h"

namespace katiwala::api::bench::bench_test {
namespace {

using transport::Json;

struct Said {
  int code = -1;
  std::string text;
};

Said run(const std::string& arguments) {
  Said out;
  FILE* const pipe = ::popen((std::string(KATIWALA_PROGRAM) + " bench " + arguments + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> some;
  for (std::size_t got = std::fread(some.data(), 1, some.size(), pipe); got > 0; got = std::fread(some.data(), 1, some.size(), pipe)) out.text.append(some.data(), got);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) out.code = WEXITSTATUS(status);
  return out;
}

std::filesystem::path scratch() {
  std::string name = std::string(KATIWALA_BUILD_DIR) + "/bench-test-XXXXXX";
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  return name;
}

std::map<std::string, const Json*> rows_of(const Json& json) {
  std::map<std::string, const Json*> out;
  const Json* rows = json.find("rows");
  if (rows == nullptr || rows->array() == nullptr) return out;
  for (const Json& row : *rows->array()) out.emplace(*row.find("row")->text(), &row);
  return out;
}

const std::map<std::string, std::string>& units() {
  static const std::map<std::string, std::string> table{
      {"posting", "entries/s"}, {"disk", "bytes"},      {"posting.credit", "entries/s"}, {"posting.signed", "entries/s"}, {"clients", "entries/s"},
      {"alone", "us"},          {"decide", "ns"},       {"proof", "ns"},                 {"rebuild", "entries/s"},        {"verify", "MiB/s"},
      {"import", "ms"},         {"import.memory", "KiB"}, {"import.read", "ms"},           {"import.read.memory", "KiB"},   {"memory", "bytes"},           {"restart", "ms"},                {"restart.hard", "ms"},
      {"restart.wards", "ms"},  {"statement", "us"},      {"statement.https", "us"},     {"statement.proved", "us"},
      {"https.1", "requests/s"},        {"https.4", "requests/s"},        {"https.16", "requests/s"},
      {"https.write.1", "requests/s"},  {"https.write.4", "requests/s"},  {"https.write.16", "requests/s"},
      {"https.kept.1", "requests/s"},   {"https.kept.4", "requests/s"},   {"https.kept.16", "requests/s"}};
  return table;
}

TEST(Bench, QuickPrintsEveryRowWithItsBaseline) {
  const auto folder = scratch();
  const Said said = run("--quick --json --folder " + folder.string());
  ASSERT_EQ(said.code, 0) << said.text;
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok()) << said.text;
  EXPECT_TRUE(*json->find("quick")->boolean());
  ASSERT_NE(json->find("machine"), nullptr);
  for (const char* told : {"processor", "system", "file_system", "build"}) {
    EXPECT_FALSE(json->find("machine")->find(told)->text()->empty()) << told;
  }
  EXPECT_GT(*json->find("machine")->find("cores")->integer(), 0);
  const auto rows = rows_of(*json);
  EXPECT_EQ(rows.size(), units().size());
  for (const auto& [id, unit] : units()) {
    ASSERT_TRUE(rows.contains(id)) << id;
    const Json& row = *rows.at(id);
    EXPECT_EQ(*row.find("unit")->text(), unit) << id;
    // Verification of a ledger this small may stay below one MiB/s on a loaded machine, a small statement below a millisecond; everything else is at least one of its unit.
    if (id != "verify" && !id.starts_with("import")) {
      EXPECT_GT(*row.find("measured")->integer(), 0) << id;
    }
    EXPECT_GT(*row.find("baseline")->integer(), 0) << id;
    EXPECT_FALSE(row.find("what")->text()->empty()) << id;
    EXPECT_FALSE(row.find("held_against")->text()->empty()) << id;
    const bool waits = unit == "entries/s" && id != "rebuild";
    EXPECT_EQ(*row.find("durable")->boolean(), waits || id == "alone" || id == "import" || id.starts_with("https.kept")) << id;
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder)) << "throw-away ledgers stay behind";
  std::filesystem::remove_all(folder);
}

/// The two rows about commands are one measurement, held against two things; every row of the door tells its connections and percentiles.
TEST(Bench, TheDoorAloneIsMeasuredAtThreeNumbersOfConnections) {
  const auto folder = scratch();
  const Said said = run("--quick --json --only door --folder " + folder.string());
  ASSERT_EQ(said.code, 0) << said.text;
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok());
  const auto rows = rows_of(*json);
  EXPECT_EQ(rows.size(), 9u);
  for (const std::string connections : {"1", "4", "16"}) {
    for (const std::string name : {"https.", "https.write.", "https.kept."}) {
      ASSERT_TRUE(rows.contains(name + connections));
      const std::string detail = *rows.at(name + connections)->find("detail")->text();
      EXPECT_TRUE(detail.starts_with(connections + " connections, 48 requests")) << detail;
      EXPECT_NE(detail.find("; p50 "), std::string::npos) << detail;
      EXPECT_NE(detail.find("; bare p50 "), std::string::npos) << detail;
    }
    const Json &write = *rows.at("https.write." + connections), &kept = *rows.at("https.kept." + connections);
    EXPECT_EQ(*write.find("measured")->integer(), *kept.find("measured")->integer());
    EXPECT_NE(write.find("detail")->text()->find("as dry runs"), std::string::npos);
  }
  EXPECT_EQ(rows.at("https.4")->find("met"), nullptr) << "the target is for 32 connections";
  std::filesystem::remove_all(folder);
}

std::size_t number_before(const std::string& text, const std::string& word) {
  const auto end = text.find(word);
  if (end == std::string::npos) return 0;
  const auto begin = text.find_last_not_of("0123456789", end - 1);
  return std::stoul(text.substr(begin + 1, end - begin - 1));
}

/// A ledger of the size that was asked for, the lines that were to be read out of it, and the same of it through the door.
TEST(Bench, AWardsLinesAreReadOutOfALedgerOfTheSizeAskedFor) {
  const auto folder = scratch();
  const Said said = run("--quick --json --only statement --entries 1500 --folder " + folder.string());
  ASSERT_EQ(said.code, 0) << said.text;
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok());
  const auto rows = rows_of(*json);
  EXPECT_EQ(rows.size(), 3u);
  for (const char* id : {"statement", "statement.https", "statement.proved"}) ASSERT_TRUE(rows.contains(id)) << id;
  const std::string what = *rows.at("statement")->find("what")->text();
  EXPECT_TRUE(what.starts_with("60 entries of one ward out of ")) << what;
  EXPECT_GE(number_before(what, ", spread over them"), 1'500u) << what;
  EXPECT_LT(number_before(what, ", spread over them"), 3'000u) << what;
  const std::string detail = *rows.at("statement")->find("detail")->text();
  EXPECT_GT(number_before(detail, " blocks"), 1u) << detail;
  EXPECT_NE(rows.at("statement")->find("met"), nullptr);
  EXPECT_EQ(rows.at("statement.proved")->find("met"), nullptr);
  std::filesystem::remove_all(folder);
}

/// After a hard stop there are more entries than before it, and those that the derived rows lack are applied: together they are all there are.
TEST(Bench, AStartAfterAHardStopHasEveryEntry) {
  const auto folder = scratch();
  const Said said = run("--quick --json --only restart --entries 1000 --folder " + folder.string());
  ASSERT_EQ(said.code, 0) << said.text;
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok());
  const auto rows = rows_of(*json);
  EXPECT_EQ(rows.size(), 2u);
  std::map<std::string, std::size_t> entries;
  for (const char* id : {"restart", "restart.hard"}) {
    ASSERT_TRUE(rows.contains(id)) << id;
    const std::string what = *rows.at(id)->find("what")->text(), detail = *rows.at(id)->find("detail")->text();
    entries[id] = number_before(what, " entries");
    EXPECT_EQ(number_before(detail, " entries in the derived rows") + number_before(detail, " after them"), entries[id]) << what << detail;
    EXPECT_EQ(number_before(what, " wards"), 8u) << what;
  }
  EXPECT_GE(entries.at("restart"), 1'000u);
  EXPECT_EQ(number_before(*rows.at("restart")->find("detail")->text(), " after them"), 0u) << "closed in order";
  EXPECT_EQ(entries.at("restart.hard"), entries.at("restart") + 200) << "what was answered before the stop is there";
  std::filesystem::remove_all(folder);
}

TEST(Bench, VerificationTellsHashingAloneAndEverything) {
  const auto folder = scratch();
  const Said said = run("--quick --json --only reading --entries 1000 --folder " + folder.string());
  ASSERT_EQ(said.code, 0) << said.text;
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok());
  const auto rows = rows_of(*json);
  ASSERT_TRUE(rows.contains("verify"));
  const std::string detail = *rows.at("verify")->find("detail")->text();
  EXPECT_NE(detail.find("; everything "), std::string::npos) << detail;
  EXPECT_NE(detail.find("; opening and hashing alone "), std::string::npos) << detail;
  std::filesystem::remove_all(folder);
}

TEST(Bench, OneGroupPrintsItsRowsOnly) {
  const auto folder = scratch();
  const Said said = run("--quick --json --only import --folder " + folder.string());
  ASSERT_EQ(said.code, 0);
  const auto json = transport::parse_json(said.text);
  ASSERT_TRUE(json.ok());
  const auto rows = rows_of(*json);
  EXPECT_EQ(rows.size(), 4U);
  for (const char* id : {"import", "import.memory", "import.read", "import.read.memory"}) EXPECT_TRUE(rows.contains(id)) << id;
  std::filesystem::remove_all(folder);
}

TEST(Bench, AWrongGroupOrFolderIsRefused) {
  EXPECT_EQ(run("--quick --only nothing").code, 2);
  EXPECT_NE(run("--quick --json --only import --folder " + std::string(KATIWALA_BUILD_DIR) + "/there/is/none").code, 0);
}

struct LimitCase {
  const char* name;
  Limit limit;
  std::int64_t target, measured, baseline;
  std::optional<bool> met;
};

TEST(Row, ATargetIsMetAtItsBoundAndMissedPastIt) {
  const LimitCase cases[] = {
      {"no target", Limit::none, 0, 1, 1, std::nullopt},
      {"ratio at least, at the bound", Limit::ratio_at_least, 600, 600, 1000, true},
      {"ratio at least, below", Limit::ratio_at_least, 600, 599, 1000, false},
      {"ratio at most, at the bound", Limit::ratio_at_most, 1300, 1300, 1000, true},
      {"ratio at most, above", Limit::ratio_at_most, 1300, 1301, 1000, false},
      {"measured at most, at the bound", Limit::measured_at_most, 1000, 1000, 7, true},
      {"measured at most, above", Limit::measured_at_most, 1000, 1001, 7, false},
  };
  for (const LimitCase& c : cases) {
    Row row;
    row.measured = c.measured;
    row.baseline = c.baseline;
    row.target = {c.limit, c.target};
    EXPECT_EQ(row.met(), c.met) << c.name;
  }
}

TEST(Row, RatesAreRoundedDown) {
  EXPECT_EQ(per_second(1'000, 1'000'000'000), 999);  // a microsecond is added, so that a rate is never flattered
  EXPECT_EQ(per_second(0, 1), 0);
}

/// What the disk holds when the callers have come back is all they were promised, in fewer commits than callers where they wait together.
TEST(GroupedPuts, WhatIsKeptIsOnTheDiskAndCommitsAreShared) {
  const auto folder = scratch();
  auto puts = GroupedPuts::create(folder / "bare", 1'000);
  ASSERT_TRUE(puts.ok());
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) EXPECT_TRUE((*puts)->keep().ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ((*puts)->kept(), 40u);
  EXPECT_LE((*puts)->commits(), 40u);
  EXPECT_EQ(std::filesystem::file_size(folder / "bare" / "head"), (*puts)->commits() * 64u);
  std::filesystem::remove_all(folder);
}

/// The negative control of the rows held against it: a server that keeps nothing answers nobody as if it had.
TEST(EchoServer, AnAnswerThatCouldNotBeKeptIsNoSuccess) {
  const auto folder = scratch();
  {
    const auto bench = Workbench::create(folder, "ledger");
    ASSERT_TRUE(bench.ok());
    std::atomic<int> left{5};
    EchoOptions options{16, 2, [&] { return --left >= 0 ? good() : Status(refuse(Code::STORE_IO)); }};
    const auto echo = EchoServer::start((*bench)->folder(), std::move(options));
    ASSERT_TRUE(echo.ok());
    auto crowd = Crowd::connect((*bench)->folder(), "bank", (*echo)->port(), 1);
    ASSERT_TRUE(crowd.ok()) << crowd.refusal().message;
    const Question write{"POST", "/v1/rates", "{}"}, read{"GET", "/v1/status", {}};
    const auto kept = crowd->ask(write, 5);
    ASSERT_TRUE(kept.ok());
    EXPECT_EQ(kept->times.count(), 5u);
    EXPECT_EQ(kept->answer_bytes, 16u);
    const auto lost = crowd->ask(write, 1);
    ASSERT_FALSE(lost.ok());
    EXPECT_EQ(lost.refusal().code, Code::HTTP_RESPONSE);
    EXPECT_TRUE(crowd->ask(read, 1).ok()) << "what has no body is not kept";
  }
  std::filesystem::remove_all(folder);
}

/// A store that only counts what it is handed.
TEST(CountingStore, KeepsWhatACommitWroteWhileItIsTold) {
  CountingStore store(store::memory_store({}));
  const auto batch_of = [&](record::Seq seq) {
    record::Header header;
    header.seq = seq;
    header.time = Instant{static_cast<std::int64_t>(seq) + 1};
    record::Part part;
    part.bytes = {0xa0};
    header.part_hashes.push_back(part.hash());
    record::StoredEntry entry;
    entry.header = record::encode(header);
    entry.parts.push_back({false, {}, part.salt, part.bytes});
    store::BlockBuilder builder(seq);
    builder.add(entry);
    store::Batch batch;
    batch.blocks = builder.take();
    batch.last = seq;
    batch.last_leaf = record::leaf_hash(entry.header);
    return batch;
  };
  const store::Batch first = batch_of(0), second = batch_of(1);
  ASSERT_TRUE(store.append(first).ok());
  EXPECT_TRUE(store.take().empty());
  store.record(true);
  ASSERT_TRUE(store.append(second).ok());
  const auto commits = store.take();
  ASSERT_EQ(commits.size(), 1u);
  EXPECT_EQ(commits[0].entries, 1u);
  EXPECT_EQ(commits[0].blocks, std::vector<Bytes>{second.blocks[0].frames});
  EXPECT_TRUE(store.take().empty());
}

/// The baseline must have written: its bytes are in its files, and a record a commit stands beside them.
TEST(Yardstick, EveryPutIsInItsFiles) {
  const auto folder = scratch();
  const std::vector<Bytes> values{Bytes(10'000, 1), Bytes(20'000, 2)};
  {
    auto yardstick = store::Yardstick::create(folder / "bare");
    ASSERT_TRUE(yardstick.ok());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE((*yardstick)->put(values).ok());
  }
  EXPECT_EQ(std::filesystem::file_size(folder / "bare" / "head"), 3u * 64u);
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / "bare" / "db")) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  EXPECT_GE(bytes, 3u * 30'000u);
  std::filesystem::remove_all(folder);
}

/// Found where they were written, in as few blocks as they lie in; a frame that is not there is refused.
TEST(BareJournal, FindsTheFramesThatWereAppended) {
  const auto folder = scratch();
  const auto bench = Workbench::create(folder, "ledger");
  ASSERT_TRUE(bench.ok());
  const record::Seq last = (*bench)->store().head()->seq;
  std::vector<record::Seq> all;
  std::uint64_t bytes = 0;
  ASSERT_TRUE((*bench)->store().scan(0, [&](record::Seq seq, const record::StoredEntry& stored) {
    Bytes frame;
    record::append_frame(frame, stored);
    bytes += frame.size();
    all.push_back(seq);
    return good();
  }).ok());
  const auto journal = (*bench)->folder().places.data / "journal";
  const auto bare = store::BareJournal::open(journal);
  ASSERT_TRUE(bare.ok()) << bare.refusal().message;
  const auto found = (*bare)->find(all);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->bytes, bytes);
  EXPECT_GE(found->blocks, 1u);
  EXPECT_LE(found->blocks, all.size());
  const std::vector<record::Seq> one{last}, beyond{last + 1};
  EXPECT_EQ((*bare)->find(one)->blocks, 1u);
  const auto missing = (*bare)->find(beyond);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.refusal().code, Code::STORE_DAMAGED);
  EXPECT_FALSE(store::BareJournal::open(folder / "there is none").ok());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace katiwala::api::bench::bench_test
