#include "api/bench/bench.h"

#include <algorithm>

#include "api/bench/door.h"
#include "api/bench/import.h"
#include "api/bench/memory.h"
#include "api/bench/postings.h"
#include "api/bench/reading.h"
#include "api/bench/restart.h"
#include "api/bench/statement.h"

namespace katiwala::api::bench {
namespace {

/// Groups that share one ledger with wards and money on it.
struct Shared {
  std::string name;
  Status (*measure)(const Run& run, Workbench& bench, const Scene& scene);
};
const std::vector<Shared>& shared_groups() {
  static const std::vector<Shared> table{{"posting", &measure_settlements}, {"credits", &measure_credits}, {"signed", &measure_releases},
                                         {"clients", &measure_clients},     {"alone", &measure_alone},     {"statement", &measure_statement},
                                         {"reading", &measure_reading},     {"restart", &measure_restart}, {"door", &measure_door}};
  return table;
}
/// Groups that make their own.
struct Single {
  std::string name;
  Status (*measure)(const Run& run);
};
const std::vector<Single>& single_groups() {
  static const std::vector<Single> table{{"import", &measure_import}, {"memory", &measure_idle_wards}};
  return table;
}

}  // namespace

Sizes quick_sizes() {
  Sizes out;
  out.wards = 8;
  out.rounds = 1;
  out.payments = 40;
  out.credits = 200;
  out.clients = 8;
  out.client_payments = 40;
  out.alone = 4;
  out.decisions = 50;
  out.proofs = 20;
  out.connections = {1, 4, 16};
  out.requests = 48;
  out.ledger_entries = 3'000;
  out.statement_lines = 60;
  out.stopped_entries = 200;
  out.idle_wards = 500;
  out.statement_bytes = std::size_t{200} << 10;
  return out;
}

std::vector<std::string> groups() {
  std::vector<std::string> out;
  for (const Shared& group : shared_groups()) out.push_back(group.name);
  for (const Single& group : single_groups()) out.push_back(group.name);
  return out;
}

Status measure(const Run& run, const std::vector<std::string>& only) {
  const auto wanted = [&](const std::string& name) { return only.empty() || std::ranges::find(only, name) != only.end(); };
  std::unique_ptr<Workbench> bench;
  Scene scene;
  for (const Shared& group : shared_groups()) {
    if (!wanted(group.name)) continue;
    if (!bench) {
      run.say("founding a ledger and making its wards");
      KATIWALA_TRY(bench, Workbench::create(run.folder, "ledger"));
      KATIWALA_TRY(scene, make_scene(*bench, run.sizes.wards));
    }
    KATIWALA_CHECK(bench->reopen_if_closed());
    KATIWALA_CHECK(group.measure(run, *bench, scene));
  }
  bench.reset();
  for (const Single& group : single_groups()) {
    if (wanted(group.name)) KATIWALA_CHECK(group.measure(run));
  }
  return good();
}

}  // namespace katiwala::api::bench
