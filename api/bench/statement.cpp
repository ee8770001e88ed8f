#include "api/bench/statement.h"

#include <fmt/format.h>

#include "api/bench/crowd.h"
#include "api/bench/door.h"
#include "api/bench/echo.h"
#include "api/bench/large.h"
#include "api/door/by_block.h"
#include "api/door/query.h"
#include "ledger/store/yardstick.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

/// Whose lines, and where they are found.
struct Hers {
  Subject about;
  crypto::KeyId key;
  std::unique_ptr<door::WardEntries> index = std::make_unique<door::WardEntries>();
};

std::int64_t micros(std::int64_t nanos) { return std::max<std::int64_t>(1, nanos / 1'000); }

/// The part of hers that made an entry a line.
bool has_line(const journal::Entry& entry, const Subject& about) {
  return std::ranges::any_of(entry.parts, [&](const journal::OpenedPart& opened) { return opened.part && opened.part->about == about; });
}

/// Her first `count` entries page by page, as the door asks for them. Nanoseconds.
Result<std::int64_t> read_lines(Workbench& bench, Hers& hers, std::size_t count) {
  std::optional<record::Seq> after;
  const Stopwatch watch;
  for (std::size_t left = count; left > 0;) {
    KATIWALA_TRY(const auto numbers, hers.index->find(bench.store(), hers.key, after, std::min<std::size_t>(left, door::kMostPage)));
    KATIWALA_TRY(const auto entries, door::read_entries(bench.journal(), numbers));
    const bool all_hers = std::ranges::all_of(entries, [&](const journal::Entry& entry) { return has_line(entry, hers.about); });
    KATIWALA_ASSERT(!entries.empty() && all_hers, "a line that is not hers");
    left -= entries.size();
    after = numbers.back();
  }
  return watch.nanos();
}

/// Both sides in turn, summed over rounds.
struct Sides {
  std::int64_t nanos = 0, bare_nanos = 0;
  store::BareJournal::Found found;
};

Result<Sides> compare(const Run& run, Workbench& bench, Hers& hers, std::size_t count) {
  KATIWALA_TRY(const auto numbers, hers.index->find(bench.store(), hers.key, std::nullopt, count));
  KATIWALA_TRY(const auto bare, store::BareJournal::open(bench.folder().places.data / "journal"));
  Sides out;
  for (std::size_t round = 0; round < run.sizes.rounds; ++round) {
    KATIWALA_TRY(const std::int64_t nanos, read_lines(bench, hers, count));
    out.nanos += nanos;
    const Stopwatch watch;
    KATIWALA_TRY(out.found, bare->find(numbers));
    out.bare_nanos += watch.nanos();
  }
  out.nanos /= static_cast<std::int64_t>(run.sizes.rounds);
  out.bare_nanos /= static_cast<std::int64_t>(run.sizes.rounds);
  return out;
}

/// One entry out of every block, whosever: as a ward's lie where the ledger is ten times as large.
Result<std::string> told_of_thin_lines(Workbench& bench) {
  std::vector<record::Seq> numbers;
  for (record::Seq seq = tree::kTileWidth / 2; seq < size_of(bench); seq += tree::kTileWidth) numbers.push_back(seq);
  if (numbers.empty()) return std::string();
  KATIWALA_TRY(const auto bare, store::BareJournal::open(bench.folder().places.data / "journal"));
  const Stopwatch reading;
  KATIWALA_CHECK(door::read_entries(bench.journal(), numbers));
  const std::int64_t nanos = reading.nanos();
  const Stopwatch finding;
  KATIWALA_CHECK(bare->find(numbers));
  const auto each = [&](std::int64_t all) { return all / static_cast<std::int64_t>(numbers.size()) / 1'000; };
  return fmt::format("; one entry of every block, as a ledger ten times as large would have hers: {} us each, bare {} us", each(nanos), each(finding.nanos()));
}

/// Fresh from the disk's files, nothing in the database's own cache.
Status reopen(Workbench& bench) {
  bench.close();
  return bench.open();
}

Status measure_in_process(const Run& run, Workbench& bench, const Scene& scene) {
  KATIWALA_TRY(const crypto::KeyId key, key_of(bench, busy_ward(scene).ward));
  Hers hers{subject(busy_ward(scene).ward), key};
  const std::uint64_t now = size_of(bench);
  KATIWALA_CHECK(grow(run, bench, scene, now + (run.sizes.ledger_entries - std::min(now, run.sizes.ledger_entries)) / 2));
  KATIWALA_CHECK(reopen(bench));
  run.say("a ward's statement");
  KATIWALA_TRY(const auto some, hers.index->find(bench.store(), hers.key, std::nullopt, run.sizes.statement_lines));
  KATIWALA_TRY(const Sides halfway, compare(run, bench, hers, some.size()));
  const std::uint64_t halfway_size = size_of(bench);
  KATIWALA_CHECK(grow(run, bench, scene, run.sizes.ledger_entries));
  KATIWALA_CHECK(reopen(bench));
  run.say("a ward's statement");
  hers.index = std::make_unique<door::WardEntries>();
  const Stopwatch indexing;
  KATIWALA_TRY(const auto all, hers.index->find(bench.store(), hers.key, std::nullopt, run.sizes.statement_lines));
  const std::int64_t index_nanos = indexing.nanos();
  KATIWALA_TRY(const Sides again, compare(run, bench, hers, some.size()));
  KATIWALA_TRY(const Sides sides, compare(run, bench, hers, all.size()));
  Row row;
  row.id = "statement";
  row.what = fmt::format("{} entries of one ward out of {}, spread over them: found, read, opened, checked, as the door does it", all.size(), size_of(bench));
  row.unit = "us";
  row.measured = micros(sides.nanos);
  row.held_against = "finding and reading the same frames in the same RocksDB, nothing done with them";
  row.baseline = micros(sides.bare_nanos);
  row.target = {Limit::measured_at_most, 20'000};
  KATIWALA_TRY(const std::string thin, told_of_thin_lines(bench));
  row.detail = fmt::format("{} KiB of frames in {} blocks; her first {}: {} us when there were {} entries, {} us now{}",
                           sides.found.bytes >> 10, sides.found.blocks, some.size(), micros(halfway.nanos), halfway_size, micros(again.nanos), thin);
  row.detail += fmt::format("; whose entries are whose is read from the journal at the first question after a start, {} ms; ten million were not made",
                            index_nanos / 1'000'000);
  run.row(row);
  return good();
}

/// The questions of somebody who reads all of her entries.
std::vector<Question> pages_of(const std::string& ward, const std::vector<record::Seq>& numbers) {
  std::vector<Question> out;
  for (std::size_t at = 0; at < numbers.size(); at += door::kMostPage) {
    const std::size_t limit = std::min<std::size_t>(numbers.size() - at, door::kMostPage);
    out.push_back({"GET", fmt::format("/v1/wards/{}/entries?limit={}{}", ward, limit, at == 0 ? "" : fmt::format("&after={}", numbers[at - 1])), {}});
  }
  return out;
}

struct Asked {
  std::int64_t nanos = 0;
  std::size_t bytes = 0;
};

/// One after the other on a connection that is there.
Result<Asked> ask_all(House& house, std::uint16_t port, const std::vector<Question>& questions) {
  KATIWALA_TRY(Crowd one, Crowd::connect(house.folder(), "auditor", port, 1));
  Asked out;
  for (const Question& question : questions) {
    KATIWALA_TRY(const Answered answered, one.ask(question, 1));
    out.nanos += answered.nanos;
    out.bytes += answered.answer_bytes;
  }
  return out;
}

/// These questions against a server that answers as many bytes in as many answers, in turn. The first asking is told and not counted.
Status measure_asking(const Run& run, House& house, std::uint16_t port, const std::vector<Question>& questions, Row row) {
  KATIWALA_TRY(const Asked first, ask_all(house, port, questions));
  KATIWALA_TRY(const auto echo, EchoServer::start(house.folder(), {first.bytes / questions.size(), 1, {}}));
  Asked ours, bare;
  for (std::size_t round = 0; round < run.sizes.rounds; ++round) {
    KATIWALA_TRY(const Asked asked, ask_all(house, port, questions));
    KATIWALA_TRY(const Asked echoed, ask_all(house, echo->port(), questions));
    ours.nanos += asked.nanos;
    bare.nanos += echoed.nanos;
  }
  row.unit = "us";
  row.measured = micros(ours.nanos / static_cast<std::int64_t>(run.sizes.rounds));
  row.held_against = "Poco's own TLS server answering as many bytes, same client";
  row.baseline = micros(bare.nanos / static_cast<std::int64_t>(run.sizes.rounds));
  row.detail = fmt::format("{} KiB in {} answers; the first time after a start {} ms", first.bytes >> 10, questions.size(), first.nanos / 1'000'000);
  run.row(row);
  return good();
}

Status measure_through_the_door(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("a ward's statement, through the door");
  const std::string ward = busy_ward(scene).ward.hex();
  KATIWALA_TRY(const crypto::KeyId key, key_of(bench, busy_ward(scene).ward));
  door::WardEntries index;
  KATIWALA_TRY(const auto numbers, index.find(bench.store(), key, std::nullopt, run.sizes.statement_lines));
  bench.close();
  KATIWALA_TRY(const auto house, open_house(bench));
  KATIWALA_CHECK(open_door_for(*house, 1));
  Row pages, proved;
  pages.id = "statement.https";
  pages.what = fmt::format("her {} entries as JSON, asked for by the auditor over HTTPS page by page", numbers.size());
  KATIWALA_CHECK(measure_asking(run, *house, house->port(), pages_of(ward, numbers), pages));
  proved.id = "statement.proved";
  proved.what = "all of her as the file that proves itself complete: every part in clear with its header, its path to a signed head, the seal";
  return measure_asking(run, *house, house->port(), {{"GET", "/v1/wards/" + ward + "/statement", {}}}, proved);
}

}  // namespace

Status measure_statement(const Run& run, Workbench& bench, const Scene& scene) {
  KATIWALA_CHECK(measure_in_process(run, bench, scene));
  return measure_through_the_door(run, bench, scene);
}

}  // namespace katiwala::api::bench
