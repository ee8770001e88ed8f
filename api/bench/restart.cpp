#include "api/bench/restart.h"

#include <fmt/format.h>

#include <cstdlib>

#include "api/bench/child.h"
#include "api/bench/large.h"
#include "api/bench/machine.h"
#include "ledger/store/keyfile.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

constexpr std::size_t kStoppedWindow = 16'384;
constexpr std::int64_t kMostMillis = 5'000;  // docs/performance.md

void print(const transport::Json& json) {
  const std::string text = to_text(json) + "\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

/// Where its credits are booked. The zero id: it has no pool.
PoolId any_pool(Workbench& bench) {
  PoolId out;
  const Status looked = bench.journal().look([&](const journal::Memory& memory) {
    if (!memory.state.pools.empty()) out = memory.state.pools.begin()->first;
  });
  static_cast<void>(looked.ok());  // without a look there is no pool either
  return out;
}

}  // namespace

Result<transport::Json> start_again(const Path& root) { return ask_child({"--child-restart", root.string()}); }

Row restart_row(const transport::Json& child, std::uint64_t wards) {
  Row row;
  row.id = "restart";
  row.what = fmt::format("from nothing to serving: {} entries, {} wards", number(child, "entries"), wards);
  row.unit = "ms";
  row.measured = std::max<std::int64_t>(1, number(child, "open_ms"));
  row.held_against = "reading the same derived rows and the entries after them out of the same database, nothing done with them";
  row.baseline = std::max<std::int64_t>(1, number(child, "scan_ms"));
  row.detail = fmt::format("database {} ms, key store {} ms, journal {} ms; {} entries in the derived rows, {} after them; files in the page cache",
                           number(child, "store_ms"), number(child, "keys_ms"), number(child, "journal_ms"), number(child, "from_derived"),
                           number(child, "from_tail"));
  return row;
}

Status measure_restart(const Run& run, Workbench& bench, const Scene& scene) {
  KATIWALA_CHECK(grow(run, bench, scene, run.sizes.ledger_entries));
  bench.close();
  const Path root = bench.folder().root;
  const auto tell = [&](const char* id, const char* how) -> Status {
    run.say(std::string("starting again, ") + how);
    KATIWALA_TRY(const transport::Json child, start_again(root));
    Row row = restart_row(child, scene.wards.size());
    row.id = id;
    row.what += std::string(", ") + how;
    row.target = {Limit::measured_at_most, kMostMillis};
    run.row(row);
    return good();
  };
  KATIWALA_CHECK(tell("restart", "closed in order"));
  run.say("stopping hard");
  KATIWALA_CHECK(ask_child({"--child-stop", root.string(), "--entries", std::to_string(run.sizes.stopped_entries)}));
  return tell("restart.hard", "stopped hard");
}

int child_restart(const std::string& root) {
  const auto ms = [](std::int64_t nanos) { return nanos / 1'000'000; };
  const auto at_start = static_cast<std::int64_t>(resident_bytes());
  const auto folder = LedgerFolder::read(root);
  if (!folder.ok()) return 1;
  const auto passphrase = folder->passphrase();
  if (!passphrase.ok()) return 1;
  const Stopwatch all;
  auto store = store::open_rocks(folder->places, {});
  if (!store.ok()) return 1;
  const std::int64_t store_nanos = all.nanos(), store_bytes = static_cast<std::int64_t>(resident_bytes());
  auto keys = store::open_keyfile(folder->places.keys, *passphrase, crypto::system_entropy(), {10, nullptr, false});
  if (!keys.ok()) return 1;
  const std::int64_t keys_nanos = all.nanos(), keys_bytes = static_cast<std::int64_t>(resident_bytes());
  SandboxClock clock(default_sandbox_start());
  journal::Ports ports{store->get(), keys->get(), &clock, &clock, &crypto::system_entropy(), [](const State&, const Submission&) { return Decision{}; }, 1};
  auto journal = journal::Journal::open(ports, {});
  if (!journal.ok()) return 1;
  const std::int64_t journal_nanos = all.nanos(), journal_bytes = static_cast<std::int64_t>(resident_bytes());
  transport::Json out;
  out.set("entries", static_cast<std::int64_t>((*journal)->head()->seq + 1)).set("open_ms", ms(journal_nanos));
  out.set("store_ms", ms(store_nanos)).set("keys_ms", ms(keys_nanos - store_nanos)).set("journal_ms", ms(journal_nanos - keys_nanos));
  out.set("resident_bytes", journal_bytes - at_start).set("store_bytes", store_bytes - at_start);
  out.set("keys_bytes", keys_bytes - store_bytes).set("journal_bytes", journal_bytes - keys_bytes);
  out.set("peak_bytes", static_cast<std::int64_t>(peak_resident_bytes()));
  const journal::Journal::StartReport report = (*journal)->start_report();
  out.set("from_derived", static_cast<std::int64_t>(report.from_derived)).set("from_tail", static_cast<std::int64_t>(report.from_tail));
  const Stopwatch scan;
  std::int64_t row_bytes = 0;
  const Status scanned = (*store)->scan_derived([&](ByteView key, ByteView value) {
    if (key[0] == static_cast<std::uint8_t>(Table::ward)) row_bytes += static_cast<std::int64_t>(key.size() + value.size());
    return good();
  });
  const Status tail = (*store)->scan(report.from_derived, [](record::Seq, const record::StoredEntry&) { return good(); });
  out.set("scan_ms", ms(scan.nanos())).set("row_bytes", row_bytes);
  print(out);
  return scanned.ok() && tail.ok() ? 0 : 1;
}

int child_stop(const std::string& folder, std::uint64_t entries) {
  const auto bench = Workbench::adopt(folder);
  if (!bench.ok()) return 1;
  Scene scene;
  scene.pool = any_pool(**bench);
  if (scene.pool.is_zero()) return 1;
  Asks asks;
  for (std::uint64_t i = 0; i < entries; ++i) asks.push_back((*bench)->ask("bank", a_credit(**bench, scene)));
  if (!(*bench)->stream(std::move(asks), kStoppedWindow).ok()) return 1;
  transport::Json out;
  out.set("entries", static_cast<std::int64_t>(entries));
  print(out);
  std::_Exit(0);  // no destructor, no last derived row
}

}  // namespace katiwala::api::bench
