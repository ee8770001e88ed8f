#include "api/bench/postings.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "ledger/store/yardstick.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

constexpr std::size_t kPostingsWindow = 16'384;

/// A stream and the same bytes written bare, summed over rounds.
struct Tally {
  std::uint64_t entries = 0, commits = 0, bytes = 0;
  std::int64_t nanos = 0, bare_nanos = 0;
};

/// The same commits, bare: each value one put, each commit one sync and one record in the file beside it.
Status write_bare(const Run& run, const std::vector<Commit>& commits, Tally& tally) {
  const Path folder = run.folder / "bare";
  KATIWALA_TRY(auto yardstick, store::Yardstick::create(folder));
  const Stopwatch watch;
  for (const Commit& commit : commits) KATIWALA_CHECK(yardstick->put(commit.blocks));
  tally.bare_nanos += watch.nanos();
  yardstick.reset();
  std::filesystem::remove_all(folder);
  for (const Commit& commit : commits) {
    tally.entries += commit.entries;
    ++tally.commits;
    for (const Bytes& block : commit.blocks) tally.bytes += block.size();
  }
  return good();
}

/// From the first command until everything is answered and every derived row is written.
using Body = std::function<Status()>;
Status one_round(const Run& run, Workbench& bench, const Body& body, Tally& tally) {
  bench.store().record(true);
  const Stopwatch watch;
  KATIWALA_CHECK(body());
  bench.journal().stop();
  tally.nanos += watch.nanos();
  const std::vector<Commit> commits = bench.store().take();
  bench.close();
  KATIWALA_CHECK(write_bare(run, commits, tally));
  return bench.open();
}

Row rate_row(std::string id, std::string what, const Tally& tally, Target target) {
  Row row;
  row.id = std::move(id);
  row.what = std::move(what);
  row.unit = "entries/s";
  row.measured = per_second(tally.entries, tally.nanos);
  row.held_against = "bare synced RocksDB puts of the same journal bytes in the same batches, with a head file";
  row.baseline = per_second(tally.entries, tally.bare_nanos);
  row.target = target;
  row.durable = true;
  row.detail = fmt::format("{} entries, {} bytes each, {} to a commit", tally.entries, tally.bytes / tally.entries, tally.entries / tally.commits);
  return row;
}

Asks settlements(Workbench& bench, const std::vector<Payment>& payments) {
  Asks asks;
  for (const Payment& payment : payments) asks.push_back(bench.ask("bank", a_settlement(bench, payment)));
  return asks;
}

/// Bytes of database and head file, fully compacted.
Result<std::uint64_t> disk_bytes(Workbench& bench) {
  bench.close();
  KATIWALA_CHECK(store::compact_for_measuring(bench.folder().places.data / "journal"));
  const std::uint64_t bytes = bytes_under(bench.folder().places.data / "journal") + bytes_under(bench.folder().places.head);
  KATIWALA_CHECK(bench.open());
  return bytes;
}

Row disk_row(std::uint64_t before, std::uint64_t after, const Tally& tally) {
  Row row;
  row.id = "disk";
  row.what = "a two-leg posting on the disk: sealed entry, tiles, head file, every derived row; database compacted before and after";
  row.unit = "bytes";
  row.measured = after > before ? static_cast<std::int64_t>((after - before) / tally.entries) : 0;
  row.held_against = "the bytes of its frame in the journal";
  row.baseline = static_cast<std::int64_t>(tally.bytes / tally.entries);
  row.target = {Limit::measured_at_most, 1000};
  return row;
}

/// Each client waits for its answer before it asks again.
Status by_clients(Workbench& bench, Asks& asks, std::size_t clients, Times& times) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Refusal> refused;
  std::vector<std::thread> threads;
  for (std::size_t c = 0; c < clients; ++c) {
    threads.emplace_back([&] {
      Times own;
      for (std::size_t i = next++; i < asks.size(); i = next++) {
        const Stopwatch watch;
        const Status done = accepted(bench.journal().submit(std::move(asks[i])));
        own.add(watch.nanos());
        if (done.ok()) continue;
        const std::lock_guard lock(mutex);
        if (!refused) refused = done.refusal();
        return;
      }
      const std::lock_guard lock(mutex);
      times.add(own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (refused) return *refused;
  return good();
}

/// One command by itself, then the bytes of its commit by themselves.
Status one_alone(Workbench& bench, journal::Ask ask, store::Yardstick& yardstick, Times& times, Times& bare, record::Seq* entry) {
  bench.store().record(true);
  const Stopwatch watch;
  const auto answer = bench.journal().submit(std::move(ask));
  times.add(watch.nanos());
  bench.store().record(false);
  KATIWALA_CHECK(accepted(answer));
  if (entry != nullptr) *entry = answer->entry->seq();
  for (const Commit& commit : bench.store().take()) {
    const Stopwatch bare_watch;
    KATIWALA_CHECK(yardstick.put(commit.blocks));
    bare.add(bare_watch.nanos());
  }
  return good();
}

}  // namespace

std::uint64_t bytes_under(const Path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (file.is_regular_file(error)) bytes += file.file_size(error);
  }
  return bytes;
}

Status measure_settlements(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("settlements in streams");
  Tally tally;
  std::uint64_t grown_from = 0, grown_to = 0;
  for (std::size_t round = 0; round < run.sizes.rounds; ++round) {
    KATIWALA_TRY(const auto payments, instruct(bench, scene, run.sizes.payments));
    KATIWALA_TRY(const std::uint64_t before, disk_bytes(bench));
    Asks asks = settlements(bench, payments);
    KATIWALA_CHECK(one_round(run, bench, [&]() -> Status {
      KATIWALA_TRY(const Streamed streamed, bench.stream(std::move(asks), kPostingsWindow));
      static_cast<void>(streamed);
      return good();
    }, tally));
    KATIWALA_TRY(const std::uint64_t after, disk_bytes(bench));
    grown_from += before;
    grown_to += after;
  }
  run.row(rate_row("posting", "two-leg postings (settlements), streamed: judged, hashed, sealed, derived tables kept up", tally, {Limit::ratio_at_least, 600}));
  run.row(disk_row(grown_from, grown_to, tally));
  return good();
}

Status measure_credits(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("bank credits in streams");
  Tally tally;
  for (std::size_t round = 0; round < run.sizes.rounds; ++round) {
    Asks asks;
    for (std::size_t i = 0; i < run.sizes.credits; ++i) asks.push_back(bench.ask("bank", a_credit(bench, scene)));
    KATIWALA_CHECK(one_round(run, bench, [&]() -> Status {
      KATIWALA_TRY(const Streamed streamed, bench.stream(std::move(asks), kPostingsWindow));
      static_cast<void>(streamed);
      return good();
    }, tally));
  }
  run.row(rate_row("posting.credit", "two-leg postings about no ward (bank credits), streamed: judged, hashed, derived tables kept up", tally, {}));
  return good();
}

// Approvals are given here too, so that the releases alone are measured.
Status measure_releases(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("releases in a stream");
  Tally tally;
  std::vector<Payment> payments;
  Asks asks;
  const std::size_t count = std::max<std::size_t>(1, run.sizes.payments / 2);
  for (std::size_t i = 0; i < count; ++i) {
    const SceneWard& ward = scene.wards[i % scene.wards.size()];
    payments.push_back({bench.draw<RequestTag>(), ward.ward, 0});
    asks.push_back(bench.ask("guardian", a_request(bench, ward, payments.back().request)));
  }
  KATIWALA_TRY(const Streamed asked, bench.stream(std::exchange(asks, {}), kPostingsWindow));
  for (std::size_t i = 0; i < count; ++i) asks.push_back(bench.ask("officer-1", Approve{asked.entries[i], subject(payments[i].ward)}));
  KATIWALA_TRY(const Streamed approved, bench.stream(std::exchange(asks, {}), kPostingsWindow));
  static_cast<void>(approved);
  for (const Payment& payment : payments) asks.push_back(bench.ask("releaser", a_release(bench, payment)));
  KATIWALA_CHECK(one_round(run, bench, [&]() -> Status {
    KATIWALA_TRY(const Streamed streamed, bench.stream(std::move(asks), kPostingsWindow));
    static_cast<void>(streamed);
    return good();
  }, tally));
  run.row(rate_row("posting.signed", "two-leg postings under a signature (releases), streamed: verified, judged, hashed, sealed, read back", tally, {}));
  return good();
}

Status measure_clients(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("many clients");
  Tally tally;
  Times times;
  for (std::size_t round = 0; round < run.sizes.rounds; ++round) {
    KATIWALA_TRY(const auto payments, instruct(bench, scene, run.sizes.client_payments));
    Asks asks = settlements(bench, payments);
    KATIWALA_CHECK(one_round(run, bench, [&] { return by_clients(bench, asks, run.sizes.clients, times); }, tally));
  }
  Row row = rate_row("clients", fmt::format("{} clients in process, each waiting for its settlement to be durable", run.sizes.clients), tally,
                     {Limit::ratio_at_least, 700});
  row.detail += fmt::format("; answered after p50 {} us, p99 {} us", times.micros_at(50), times.micros_at(99));
  run.row(row);
  return good();
}

Status measure_alone(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("one disbursement at a time");
  const Path folder = run.folder / "bare";
  KATIWALA_TRY(auto yardstick, store::Yardstick::create(folder));
  constexpr std::array<std::string_view, 5> kSteps{"asked", "approved", "released", "handed over", "settled"};
  std::array<Times, 5> steps;
  Times bare;
  for (std::size_t i = 0; i < run.sizes.alone; ++i) {
    const SceneWard& ward = scene.wards[i % scene.wards.size()];
    Payment p{bench.draw<RequestTag>(), ward.ward, 0};
    KATIWALA_CHECK(one_alone(bench, bench.ask("guardian", a_request(bench, ward, p.request)), *yardstick, steps[0], bare, &p.proposal));
    KATIWALA_CHECK(one_alone(bench, bench.ask("officer-1", Approve{p.proposal, subject(p.ward)}), *yardstick, steps[1], bare, nullptr));
    KATIWALA_CHECK(one_alone(bench, bench.ask("releaser", a_release(bench, p)), *yardstick, steps[2], bare, nullptr));
    KATIWALA_CHECK(one_alone(bench, bench.ask("bank", HandOver{p.request, p.ward}), *yardstick, steps[3], bare, nullptr));
    KATIWALA_CHECK(one_alone(bench, bench.ask("bank", a_settlement(bench, p)), *yardstick, steps[4], bare, nullptr));
  }
  yardstick.reset();
  std::filesystem::remove_all(folder);
  Times all;
  Row row;
  row.detail = "p50 by step:";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    row.detail += fmt::format(" {} {} us,", kSteps[i], steps[i].micros_at(50));
    all.add(steps[i]);
  }
  row.id = "alone";
  row.what = "a disbursement's commands one by one (median of all its entries), each durable before the next";
  row.unit = "us";
  row.measured = all.micros_at(50);
  row.held_against = "one synced RocksDB put of the same bytes and one fdatasync append, taking turns with it";
  row.baseline = bare.micros_at(50);
  row.target = {Limit::ratio_at_most, 1300};
  row.durable = true;
  row.detail += fmt::format(" p99 of all {} us against {} us; {} entries", all.micros_at(99), bare.micros_at(99), all.count());
  run.row(row);
  return good();
}

}  // namespace katiwala::api::bench
