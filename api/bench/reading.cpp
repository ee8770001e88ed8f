#include "api/bench/reading.h"

#include <fmt/format.h>

#include <thread>

#include "api/bench/large.h"
#include "audit/verify_ledger.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/opening.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

/// Submissions of each kind that the present state would accept.
struct Case {
  std::string name;
  Submission submission;
};

Submission submission_of(const journal::Ask& ask, const journal::Memory& memory) {
  Submission out;
  out.command = ask.command;
  out.principal = ask.principal;
  out.signature = ask.signature;
  out.signature_valid = ask.signature.has_value();
  out.seq = memory.next;
  out.time = Instant{memory.last_time.micros + 1};
  return out;
}

/// One payment left at each step.
Result<std::vector<std::pair<std::string, journal::Ask>>> one_of_each(Workbench& bench, const Scene& scene) {
  std::vector<std::pair<std::string, journal::Ask>> out;
  out.emplace_back("bank credit", bench.ask("bank", a_credit(bench, scene)));
  const SceneWard& ward = scene.wards.front();
  const auto ask_for = [&](Payment& p) -> Status {
    p = {bench.draw<RequestTag>(), ward.ward, 0};
    KATIWALA_TRY(const auto entry, bench.say("guardian", a_request(bench, ward, p.request)));
    p.proposal = entry->seq();
    return good();
  };
  out.emplace_back("request", bench.ask("guardian", a_request(bench, ward, bench.draw<RequestTag>())));
  Payment asked, approved;
  KATIWALA_CHECK(ask_for(asked));
  out.emplace_back("approval", bench.ask("officer-1", Approve{asked.proposal, subject(ward.ward)}));
  KATIWALA_CHECK(ask_for(approved));
  KATIWALA_TRY(const auto agreed, bench.say("officer-1", Approve{approved.proposal, subject(ward.ward)}));
  out.emplace_back("release", bench.ask("releaser", a_release(bench, approved)));
  KATIWALA_TRY(const auto instructed, instruct(bench, scene, 1));
  out.emplace_back("settlement", bench.ask("bank", a_settlement(bench, instructed.front())));
  return out;
}

Status measure_decide(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("decisions alone");
  KATIWALA_TRY(const auto asks, one_of_each(bench, scene));
  Row row;
  row.id = "decide";
  row.what = "a judgement, all rules heard, nothing recorded: mean over one of each kind";
  row.unit = "ns";
  row.held_against = "verifying the signature of such a command (P-256)";
  std::int64_t total = 0;
  for (const auto& [name, ask] : asks) {
    std::int64_t nanos = 0;
    bool accepted_all = true;
    // Under the lock: the writer is idle, and a copy of the state would be another state.
    KATIWALA_CHECK(bench.journal().look([&](const journal::Memory& memory) {
      const Submission submission = submission_of(ask, memory);
      const Stopwatch watch;
      for (std::size_t i = 0; i < run.sizes.decisions; ++i) accepted_all = bench.judge().decide(memory.state, submission).accepted() && accepted_all;
      nanos = watch.nanos() / static_cast<std::int64_t>(run.sizes.decisions);
    }));
    KATIWALA_ASSERT(accepted_all, "a decision of the benchmark denies");
    row.detail += fmt::format("{}{} {} ns", row.detail.empty() ? "" : ", ", name, nanos);
    total += nanos;
  }
  row.measured = total / static_cast<std::int64_t>(asks.size());
  const Person& guardian = bench.person("guardian");
  const Bytes message(400, 7);
  KATIWALA_TRY(const Bytes signature, guardian.signer->sign(message));
  const std::size_t times = std::max<std::size_t>(10, run.sizes.decisions / 10);
  const Stopwatch watch;
  for (std::size_t i = 0; i < times; ++i) KATIWALA_CHECK(crypto::verify(guardian.key, message, signature));
  row.baseline = watch.nanos() / static_cast<std::int64_t>(times);
  run.row(row);
  return good();
}

Status measure_proof(const Run& run, Workbench& bench) {
  run.say("proofs");
  const std::uint64_t size = bench.journal().head()->seq + 1;
  Times made, checked;
  KATIWALA_TRY(const Digest root, bench.journal().root(size));
  std::uint64_t at = 1;
  for (std::size_t i = 0; i < run.sizes.proofs; ++i) {
    at = (at * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL);  // Knuth's MMIX generator: spread over the tree
    const record::Seq index = (at >> 16) % size;
    const Stopwatch making;
    KATIWALA_TRY(const auto proof, bench.journal().prove(index, size));
    made.add(making.nanos());
    KATIWALA_TRY(const auto entry, bench.store().read(index));
    const Digest leaf = record::leaf_hash(entry.header);
    const Stopwatch checking;
    KATIWALA_CHECK(tree::verify_inclusion(index, size, leaf, proof, root));
    checked.add(checking.nanos());
  }
  Row row;
  row.id = "proof";
  row.what = fmt::format("making an inclusion proof out of the stored tiles, {} entries", size);
  row.unit = "ns";
  row.measured = made.mean_nanos();
  row.held_against = "checking the same proof";
  row.baseline = checked.mean_nanos();
  row.detail = fmt::format("made: p50 {} us, p99 {} us", made.micros_at(50), made.micros_at(99));
  run.row(row);
  return good();
}

Status measure_rebuild(const Run& run, Workbench& bench) {
  run.say("folding the whole journal again");
  std::uint64_t entries = 0;
  const Stopwatch scanning;
  KATIWALA_CHECK(bench.store().scan(0, [&](record::Seq, const record::StoredEntry&) {
    ++entries;
    return good();
  }));
  const std::int64_t scan_nanos = scanning.nanos();
  const Stopwatch folding;
  KATIWALA_TRY(const journal::Memory memory, journal::replay(bench.store(), &bench.keys(), entries, nullptr));
  const std::int64_t fold_nanos = folding.nanos();
  KATIWALA_ASSERT(memory.next == entries, "a replay that ends early");
  Row row;
  row.id = "rebuild";
  row.what = "the state from nothing but the journal: read, opened, hashed, checked, folded";
  row.unit = "entries/s";
  row.measured = per_second(entries, fold_nanos);
  row.held_against = "reading the same frames, nothing done with them";
  row.baseline = per_second(entries, scan_nanos);
  row.detail = fmt::format("{} entries; a million take {} ms", entries, fold_nanos / static_cast<std::int64_t>(entries));
  run.row(row);
  return good();
}

/// SHA-256 of these bytes, a share a core.
std::int64_t hash_on_all_cores(const Bytes& bytes, std::size_t cores) {
  const Stopwatch watch;
  std::vector<std::thread> threads;
  std::vector<Digest> digests(cores);
  const std::size_t share = bytes.size() / cores + 1;
  for (std::size_t c = 0; c < cores; ++c) {
    threads.emplace_back([&, c] {
      const std::size_t from = std::min(bytes.size(), c * share);
      digests[c] = crypto::sha256(ByteView(bytes).subspan(from, std::min(share, bytes.size() - from)));
    });
  }
  for (std::thread& thread : threads) thread.join();
  return watch.nanos();
}

/// Every entry read and opened on all cores, every hash made again: its parts' in clear, its own, the chain's, the tree's. Nothing is folded or compared.
/// Nanoseconds.
Result<std::int64_t> hash_alone(Workbench& bench) {
  const Stopwatch watch;
  tree::Frontier frontier;
  std::vector<tree::FullTile> completed;
  Digest before{};
  KATIWALA_CHECK(journal::for_each_opened(bench.store(), &bench.keys(), 0, ~record::Seq{0}, [&](record::Seq seq, Result<journal::Entry> opened) -> Status {
    KATIWALA_TRY(const journal::Entry entry, std::move(opened));
    if (entry.header.prev != before) return refuse(Code::CHAIN_BROKEN, std::string(sentence_of(Code::CHAIN_BROKEN)), "entry " + std::to_string(seq));
    before = entry.leaf;
    completed.clear();
    frontier.append(entry.leaf, completed);
    return good();
  }));
  return watch.nanos();
}

Status measure_verify(const Run& run, Workbench& bench) {
  run.say("full verification");
  Bytes frames;
  KATIWALA_CHECK(bench.store().scan(0, [&](record::Seq, const record::StoredEntry& stored) {
    record::append_frame(frames, stored);
    return good();
  }));
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::int64_t one_core = hash_on_all_cores(frames, 1), all_cores = hash_on_all_cores(frames, cores);
  const auto mib_per_second = [&](std::int64_t nanos) { return per_second(frames.size(), nanos) >> 20; };
  const Stopwatch watch;
  audit::VerifyOptions options;
  options.keys = &bench.keys();
  const audit::VerifyReport report = audit::verify_ledger(bench.store(), options);
  const std::int64_t nanos = watch.nanos();
  if (report.first_bad) return *report.first_bad;
  KATIWALA_TRY(const std::int64_t hash_nanos, hash_alone(bench));
  Row row;
  row.id = "verify";
  row.what = "full verification: hashes, chain, tree, sealed parts opened, books, derived rows; opened on all cores, folded in order";
  row.unit = "MiB/s";
  row.measured = mib_per_second(nanos);
  row.held_against = fmt::format("plain SHA-256 of the same bytes in memory, on all {} cores", cores);
  row.baseline = std::max<std::int64_t>(1, mib_per_second(all_cores));
  row.target = {Limit::ratio_at_least, 800};
  const std::string hashes = fmt::format("opening and hashing alone {} ms, {} MiB/s: parts, entries, chain and tree, nothing folded or compared",
                                         hash_nanos / 1'000'000, mib_per_second(hash_nanos));
  row.detail = fmt::format("{} entries, {} MiB; everything {} ms, {} entries/s; {}; plain SHA-256 on one core {} MiB/s", report.entries, frames.size() >> 20,
                           nanos / 1'000'000, per_second(report.entries, nanos), hashes, mib_per_second(one_core));
  run.row(row);
  return good();
}

}  // namespace

Status measure_reading(const Run& run, Workbench& bench, const Scene& scene) {
  KATIWALA_CHECK(grow(run, bench, scene, run.sizes.ledger_entries));
  KATIWALA_CHECK(measure_decide(run, bench, scene));
  KATIWALA_CHECK(measure_proof(run, bench));
  KATIWALA_CHECK(measure_rebuild(run, bench));
  bench.close();  // so that the derived rows are of the last entry
  KATIWALA_CHECK(bench.open());
  return measure_verify(run, bench);
}

}  // namespace katiwala::api::bench
