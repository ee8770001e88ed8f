#include "api/bench/large.h"

#include <fmt/format.h>

namespace katiwala::api::bench {
namespace {

using namespace custody;

constexpr std::size_t kGrowingWindow = 8192;
constexpr std::size_t kPaymentsAtOnce = 8'000;
constexpr std::size_t kPaymentsACredit = 4;  ///< money comes in larger sums than it goes out
constexpr std::size_t kEntriesAPayment = 5;  ///< asked, approved, released, handed over, settled: each with a part of the ward's

/// The scene's wards in turn from where the last turn ended, and the busy one in between, as often as `hers` of `count`.
Scene turn_of(const Scene& scene, std::size_t from, std::size_t count, std::size_t hers) {
  Scene out{scene.pool, {}};
  for (std::size_t i = 0, given = 0; i < count; ++i) {
    const bool due = (i + 1) * hers / count > given;
    out.wards.push_back(due ? busy_ward(scene) : scene.wards[(from + i) % scene.wards.size()]);
    given += due ? 1 : 0;
  }
  return out;
}

Status make_payments(Workbench& bench, const Scene& turn) {
  KATIWALA_TRY(const auto payments, instruct(bench, turn, turn.wards.size()));
  Asks asks;
  for (const Payment& payment : payments) asks.push_back(bench.ask("bank", a_settlement(bench, payment)));
  for (std::size_t i = 0; i < payments.size(); i += kPaymentsACredit) asks.push_back(bench.ask("bank", a_credit(bench, turn)));
  KATIWALA_CHECK(bench.stream(std::move(asks), kGrowingWindow));
  return good();
}

std::size_t payments_wanted(const Run& run, std::size_t lines) {
  return lines >= run.sizes.statement_lines ? 0 : (run.sizes.statement_lines - lines + kEntriesAPayment - 1) / kEntriesAPayment;
}

/// How many of so many payments are hers, that she has her lines when the ledger has its size.
std::size_t share_of(const Run& run, std::uint64_t size, std::size_t wanted, std::size_t count) {
  const std::size_t left = size < run.sizes.ledger_entries ? (run.sizes.ledger_entries - size) / kEntriesAPayment : 0;
  return left <= count ? std::min(count, wanted) : (wanted * count + left - 1) / left;
}

}  // namespace

Result<crypto::KeyId> key_of(Workbench& bench, const WardId& ward) {
  std::optional<crypto::KeyId> key;
  KATIWALA_CHECK(bench.journal().look([&](const journal::Memory& memory) {
    if (const crypto::KeyId* found = memory.key_of(subject(ward))) key = *found;
  }));
  KATIWALA_ASSERT(key.has_value(), "a ward of the scene has a key");
  return *key;
}

std::uint64_t size_of(Workbench& bench) { return bench.store().head() ? bench.store().head()->seq + 1 : 0; }

Status grow(const Run& run, Workbench& bench, const Scene& scene, std::uint64_t entries) {
  const bool whole = entries >= run.sizes.ledger_entries;
  KATIWALA_TRY(const crypto::KeyId key, key_of(bench, busy_ward(scene).ward));
  door::WardEntries index;
  std::size_t from = 0;
  for (;;) {
    const std::uint64_t size = size_of(bench);
    KATIWALA_TRY(const auto hers, index.find(bench.store(), key, std::nullopt, run.sizes.statement_lines));
    const std::size_t wanted = payments_wanted(run, hers.size());
    if (size >= entries && (!whole || wanted == 0)) return good();
    run.say(fmt::format("a bank's entries, {} of {}", size, entries));
    const std::size_t missing = size < entries ? (entries - size) / kEntriesAPayment + 1 : wanted;
    const std::size_t count = std::min(kPaymentsAtOnce, missing);
    KATIWALA_CHECK(make_payments(bench, turn_of(scene, from, count, share_of(run, size, wanted, count))));
    from += count;
  }
}

}  // namespace katiwala::api::bench
