#include "api/bench/door.h"

#include <fmt/format.h>

#include "api/bench/crowd.h"
#include "api/bench/echo.h"
#include "api/bench/grouped_puts.h"
#include "api/house.h"

namespace katiwala::api::bench {
namespace {

constexpr std::size_t kJudgedConnections = 32;  // docs/performance.md
const std::string kBare = "Poco's own TLS server answering as many bytes, same clients";

/// Where the rows of one number of connections are measured.
struct Spot {
  const Run& run;
  House& house;
  std::uint16_t port;
  std::size_t connections;

  [[nodiscard]] std::size_t times_each() const { return std::max<std::size_t>(1, run.sizes.requests / run.sizes.rounds / connections); }
  [[nodiscard]] std::string id(const std::string& name) const { return name + "." + std::to_string(connections); }
};

/// A crowd comes, asks, and goes.
Status take_turn(const Spot& at, const std::string& who, std::uint16_t port, const Question& question, Answered& sum) {
  KATIWALA_TRY(Crowd crowd, Crowd::connect(at.house.folder(), who, port, at.connections));
  KATIWALA_TRY(const Answered answered, crowd.ask(question, at.times_each()));
  sum.add(answered);
  return good();
}

Result<std::size_t> answer_bytes(const Spot& at, const std::string& who, const Question& question) {
  KATIWALA_TRY(Crowd one, Crowd::connect(at.house.folder(), who, at.port, 1));
  KATIWALA_TRY(const Answered answered, one.ask(question, 1));
  return answered.answer_bytes;
}

std::int64_t rate_of(const Answered& answered) { return per_second(answered.times.count(), answered.nanos); }
std::string spread_of(Answered& answered) { return fmt::format("p50 {} us, p99 {} us", answered.times.micros_at(50), answered.times.micros_at(99)); }

Row row_of(const Spot& at, const std::string& name, Answered& ours, Answered& bare) {
  Row row;
  row.id = at.id(name);
  row.unit = "requests/s";
  row.measured = rate_of(ours);
  row.held_against = kBare;
  row.baseline = rate_of(bare);
  row.detail = fmt::format("{} connections, {} requests, answers of {} bytes; {}; bare {}", at.connections, ours.times.count(), ours.answer_bytes,
                           spread_of(ours), spread_of(bare));
  return row;
}

Status measure_reads(const Spot& at, const Scene& scene) {
  const Question question{"GET", "/v1/wards/" + scene.wards.front().ward.hex(), {}};
  KATIWALA_TRY(const std::size_t bytes, answer_bytes(at, "auditor", question));
  KATIWALA_TRY(const auto echo, EchoServer::start(at.house.folder(), {bytes, at.connections, {}}));
  Answered ours, bare;
  for (std::size_t round = 0; round < at.run.sizes.rounds; ++round) {
    KATIWALA_CHECK(take_turn(at, "auditor", at.port, question, ours));
    KATIWALA_CHECK(take_turn(at, "auditor", echo->port(), question, bare));
  }
  Row row = row_of(at, "https", ours, bare);
  row.what = "a ward read over HTTPS, each client waiting for its answer";
  if (at.connections == kJudgedConnections) row.target = {Limit::ratio_at_least, 600};
  at.run.row(row);
  return good();
}

/// Of its frame in the journal.
Result<std::size_t> bytes_of_newest_entry(House& house) {
  const auto head = house.store().head();
  KATIWALA_ASSERT(head, "a ledger that is served has entries");
  KATIWALA_TRY(const record::StoredEntry entry, house.store().read(head->seq));
  store::BlockBuilder builder(head->seq);
  builder.add(entry);
  return builder.take().front().frames.size();
}

struct Writes {
  Answered ours, tried, bare, keeping;
};

void tell_writes(const Spot& at, Writes& w, std::size_t entry_bytes, const GroupedPuts& disk) {
  Row write = row_of(at, "https.write", w.ours, w.bare);
  write.what = "a command over HTTPS (a rate), durable before it is answered";
  write.held_against += ", nothing kept";
  write.detail += fmt::format("; as dry runs, judged and not recorded, {} requests/s, {}", rate_of(w.tried), spread_of(w.tried));
  at.run.row(write);
  Row kept = row_of(at, "https.kept", w.ours, w.keeping);
  kept.what = "the same commands, the same measurement, beside what keeping them costs at the least";
  kept.held_against += ", each after a synced put of an entry's bytes and a head file, shared by all who wait";
  kept.detail += fmt::format("; entries of {} bytes, bare {} to a commit", entry_bytes, disk.kept() / std::max<std::uint64_t>(1, disk.commits()));
  kept.durable = true;
  at.run.row(kept);
}

Status measure_writes(const Spot& at, const std::string& day) {
  const std::string rate = R"({"rate":{"base":"USD","quote":"PHP","rate":"58.2350"},"day":")" + day + R"(","source":"BENCH"})";
  const Question question{"POST", "/v1/rates", rate};
  const Question trial{"POST", "/v1/rates?dry_run=true", rate};
  KATIWALA_TRY(const std::size_t bytes, answer_bytes(at, "bank", question));
  KATIWALA_TRY(const std::size_t entry_bytes, bytes_of_newest_entry(at.house));
  const Path folder = at.run.folder / at.id("bare-door");
  KATIWALA_TRY(const auto disk, GroupedPuts::create(folder, entry_bytes));
  KATIWALA_TRY(const auto echo, EchoServer::start(at.house.folder(), {bytes, at.connections, {}}));
  KATIWALA_TRY(const auto keeper, EchoServer::start(at.house.folder(), {bytes, at.connections, [&disk = *disk] { return disk.keep(); }}));
  Writes sum;
  for (std::size_t round = 0; round < at.run.sizes.rounds; ++round) {
    KATIWALA_CHECK(take_turn(at, "bank", at.port, question, sum.ours));
    KATIWALA_CHECK(take_turn(at, "bank", echo->port(), question, sum.bare));
    KATIWALA_CHECK(take_turn(at, "bank", keeper->port(), question, sum.keeping));
    KATIWALA_CHECK(take_turn(at, "bank", at.port, trial, sum.tried));
  }
  tell_writes(at, sum, entry_bytes, *disk);
  return good();
}

}  // namespace

Result<std::unique_ptr<House>> open_house(Workbench& bench) {
  HouseOptions options;
  options.scrypt_log2_n = 10;
  options.sandbox_start = default_sandbox_start();
  return House::open(bench.folder(), options);
}

Status open_door_for(House& house, std::size_t connections) {
  DoorOptions options;
  options.caps.connections_per_address = options.caps.connections_per_certificate = connections + 16;  // those of the turn before may be closing still
  options.deadlines.turn_ms = transport::ClientOptions{}.deadline_ms;
  return house.serve("127.0.0.1", 0, std::move(options));
}

Status measure_door(const Run& run, Workbench& bench, const Scene& scene) {
  bench.close();
  KATIWALA_TRY(const auto house, open_house(bench));
  KATIWALA_CHECK(open_door_for(*house, *std::ranges::max_element(run.sizes.connections)));
  for (const std::size_t connections : run.sizes.connections) {
    run.say(fmt::format("the door, {} connections", connections));
    const Spot at{run, *house, house->port(), connections};
    KATIWALA_CHECK(measure_reads(at, scene));
    KATIWALA_CHECK(measure_writes(at, bench.today().text()));
  }
  return good();
}

}  // namespace katiwala::api::bench
