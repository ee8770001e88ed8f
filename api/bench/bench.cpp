#include "api/bench/bench.h"

#include <algorithm>

#include "api/bench/postings.h"

namespace katiwala::api::bench {
namespace {

Status postings(const Run& run) {
  run.say("founding a ledger and making its wards");
  KATIWALA_TRY(auto bench, Workbench::create(run.folder, "ledger"));
  KATIWALA_TRY(const Scene scene, make_scene(*bench, run.sizes.wards));
  KATIWALA_CHECK(measure_streams(run, *bench, scene));
  return measure_alone(run, *bench, scene);
}

struct Group {
  std::string name;
  Status (*measure)(const Run& run);
};
const std::vector<Group>& table() {
  static const std::vector<Group> groups{{"postings", &postings}};
  return groups;
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
  out.connections = 4;
  out.requests = 10;
  out.idle_wards = 500;
  out.statement_bytes = std::size_t{200} << 10;
  return out;
}

std::vector<std::string> groups() {
  std::vector<std::string> out;
  for (const Group& group : table()) out.push_back(group.name);
  return out;
}

Status measure(const Run& run, const std::vector<std::string>& only) {
  for (const Group& group : table()) {
    if (only.empty() || std::ranges::find(only, group.name) != only.end()) KATIWALA_CHECK(group.measure(run));
  }
  return good();
}

int child_restart(const std::string&) { return 0; }
int child_import(const std::string&, const std::string&) { return 0; }

}  // namespace katiwala::api::bench
