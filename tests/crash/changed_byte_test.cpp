// A hand in the database: one byte of one stored entry changed, with RocksDB's own checksums put right. `katiwala verify` exits 1 and
// names the entry. (Every byte of one entry, in process: tests/audit/verify_ledger_test.)
#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <thread>

#include "ledger/base/endian.h"
#include "ledger/record/entry.h"
#include "load.h"
#include "raw.h"

namespace katiwala::crash::changed_byte_test {
namespace {

constexpr std::uint64_t kAnswers = 220;  ///< more than a full tile of entries with those that were there
constexpr std::size_t kEntries = 24;

/// Where an entry lies: in which row, and from where to where.
struct Place {
  std::string row;
  std::size_t from = 0, to = 0;
};

/// Every entry, by its number.
std::vector<Place> places_of(const std::map<std::string, std::string>& rows) {
  std::vector<Place> out;
  for (const auto& [key, value] : rows) {
    for (std::size_t offset = 0; offset < value.size();) {
      const std::size_t from = offset;
      EXPECT_TRUE(record::read_frame(view(value), offset).ok());
      out.push_back({key, from, offset});
    }
  }
  return out;
}

/// One byte of a frame, and what stands there.
struct Spot {
  const char* what;
  std::size_t at;
};

/// A byte of every field of the frame, the parts' first and last bytes and one somewhere in each.
std::vector<Spot> spots_of(const std::string& frame, std::mt19937_64& dice) {
  const auto within = [&](std::size_t from, std::size_t count) { return from + dice() % count; };
  constexpr std::size_t kHeader = 6;  // behind the two lengths
  std::vector<Spot> out{{"frame length", within(0, 4)},         {"header length", within(4, 2)}, {"magic", within(kHeader, 4)},
                        {"seq", within(kHeader + 4, 8)},        {"prev", within(kHeader + 12, 32)}, {"time", within(kHeader + 44, 8)},
                        {"last bit of time", kHeader + 51},     {"count", within(kHeader + 52, 2)}};
  const std::size_t header = load_be<std::uint16_t>(view(frame).data() + 4);
  out.push_back({"part hash", within(kHeader + record::kHeaderFixedBytes, header - record::kHeaderFixedBytes)});
  for (std::size_t at = kHeader + header; at < frame.size();) {
    const std::size_t length = load_be<std::uint32_t>(view(frame).data() + at + 17);
    out.insert(out.end(), {{"part kind", at}, {"part salt or key", within(at + 1, 16)}, {"part length", within(at + 17, 4)}, {"part, first", at + 21},
                           {"part", within(at + 21, length)}, {"part, last", at + 20 + length}});
    at += 21 + length;
  }
  return out;
}

/// A ledger with entries of every kind in blocks of one and of several, stopped in good order.
void fill(const Path& root, const World& world) {
  {
    Server server(root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Answers answers;
    std::thread killer([&] {
      answers.wait_for(kAnswers);
      server.kill_9();
    });
    press(root, server.port(), world, 7, answers);
    killer.join();
  }
  Server server(root);
  ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
  EXPECT_EQ(server.terminate().exit_code, 0);
}

struct Changed : ::testing::Test {
  Copy ledger;
  std::map<std::string, std::string> rows;
  std::vector<Place> places;
  std::mt19937_64 dice{20260302};

  void SetUp() override {
    fill(ledger.root(), ledger.world());
    rows = journal().rows("journal");
    places = places_of(rows);
    ASSERT_GT(places.size(), 257u);
    ASSERT_LT(rows.size(), places.size()) << "no block holds several entries";
    ASSERT_EQ(verify(ledger.root()).exit_code, 0) << "the control: unchanged it is good";
  }
  [[nodiscard]] RawDatabase journal() const { return RawDatabase(ledger.root() / "data" / "journal"); }

  /// Changes one bit, and puts back what was changed before.
  void change(const Place& place, std::size_t at, std::uint8_t bit) {
    std::string value = rows.at(place.row);
    value[place.from + at] = static_cast<char>(value[place.from + at] ^ bit);
    RawDatabase database(ledger.root() / "data" / "journal");
    if (!changed_row_.empty()) database.put("journal", changed_row_, rows.at(changed_row_));
    database.put("journal", place.row, value);
    changed_row_ = place.row;
  }
  void put_back() {
    journal().put("journal", changed_row_, rows.at(changed_row_));
    changed_row_.clear();
  }

 private:
  std::string changed_row_;
};

/// "entry 12" of "entry 12 part 1".
std::string entry_of(const std::string& place) {
  const auto end = place.find(' ', 6);
  return place.substr(0, end);
}

TEST_F(Changed, ByteIsFoundAndTheFirstBadEntryNamed) {
  std::map<std::string, int> tried;
  int total = 0;
  for (std::size_t i = 0; i < kEntries; ++i) {
    // First, last, the edges of the full tile, and others.
    const std::size_t fixed[] = {0, 1, 255, 256, places.size() - 2, places.size() - 1};
    const std::size_t seq = i < std::size(fixed) ? fixed[i] : dice() % places.size();
    const Place& place = places[seq];
    const auto spots = spots_of(rows.at(place.row).substr(place.from, place.to - place.from), dice);
    for (int k = 0; k < 4; ++k) {
      const Spot& spot = spots[dice() % spots.size()];
      const std::uint8_t bit = static_cast<std::uint8_t>(1u << (dice() % 8));
      change(place, spot.at, bit);
      const Verified found = verify(ledger.root());
      EXPECT_EQ(found.exit_code, 1) << "entry " << seq << ", " << spot.what << ": " << found.said;
      EXPECT_EQ(entry_of(found.place()), "entry " + std::to_string(seq)) << spot.what << " bit " << int{bit} << ": " << found.said;
      ++tried[spot.what];
      ++total;
    }
  }
  put_back();
  EXPECT_EQ(verify(ledger.root()).exit_code, 0) << "the control: put back it is good";
  std::printf("SHOWN: %d changed bytes of %zu entries, %zu kinds of place: katiwala verify exits 1 and names the entry\n", total, kEntries, tried.size());
}

TEST_F(Changed, ByteIsNamedForPeopleToo) {
  const std::size_t seq = 100;
  change(places[seq], places[seq].to - places[seq].from - 1, 1);
  const Outcome found = run({"verify", ledger.root().string()});
  EXPECT_EQ(found.exit_code, 1);
  EXPECT_NE(found.out.find("BAD: entry " + std::to_string(seq) + " "), std::string::npos) << found.all();
  // And by whoever has no keys: chain and hashes of what lies in clear need none.
  change(places[seq], 6 + 20, 1);
  const Outcome without = run({"verify", ledger.root().string(), "--without-keys"});
  EXPECT_EQ(without.exit_code, 1);
  EXPECT_NE(without.out.find("BAD: entry " + std::to_string(seq)), std::string::npos) << without.all();
}

TEST_F(Changed, RowOfTheTilesOrOfTheDerivedTablesIsFound) {
  for (const char* family : {"tiles", "derived"}) {
    std::string key, value;
    {
      RawDatabase database(ledger.root() / "data" / "journal");
      const auto all = database.rows(family);
      ASSERT_GT(all.size(), 0u) << family;
      key = all.rbegin()->first;
      value = all.rbegin()->second;
      std::string other = value;
      other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 4);
      database.put(family, key, other);
    }
    const Verified found = verify(ledger.root());
    EXPECT_EQ(found.exit_code, 1) << family << ": " << found.said;
    journal().put(family, key, value);
    EXPECT_EQ(verify(ledger.root()).exit_code, 0) << family;
  }
}

}  // namespace
}  // namespace katiwala::crash::changed_byte_test
