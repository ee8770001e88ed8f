// The whole of a data export: blocks are read and hashed by a pool of threads, and taken in order by one.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#include "audit/verify/bundle.h"
#include "audit/verify/ledger.h"
#include "audit/verify/options.h"
#include "audit/verify/state.h"

namespace verify {
namespace {

/// Blocks in the order they are taken, a bounded number of them at work ahead.
class Blocks {
 public:
  Blocks(const Bundle& bundle, Pool& pool, std::uint64_t first, unsigned threads) : bundle_(bundle), pool_(pool), next_(first), slots_(2 * std::size_t{threads} + 2) {
    for (Slot& slot : slots_) start(slot);
  }
  ~Blocks() {  // the pool's jobs point into the slots
    for (Slot& slot : slots_)
      if (slot.read.valid()) slot.read.wait();
  }

  /// The next block; the one before is given back.
  const Block& take() {
    if (taken_) start(*taken_);
    taken_ = &slots_[turn_++ % slots_.size()];
    taken_->read.get();
    return taken_->block;
  }

 private:
  struct Slot {
    Block block;
    std::future<void> read;
  };

  void start(Slot& slot) {
    if (next_ < bundle_.blocks()) slot.read = pool_.run([this, &slot, index = next_++] { bundle_.read(index, slot.block); });
  }

  const Bundle& bundle_;
  Pool& pool_;
  std::uint64_t next_;
  std::deque<Slot> slots_;
  std::size_t turn_ = 0;
  Slot* taken_ = nullptr;
};

class Progress {
 public:
  Progress(bool quiet, std::uint64_t begin, std::uint64_t end) : shown_(!quiet && isatty(STDERR_FILENO) == 1), begin_(begin), end_(end) {}
  ~Progress() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  void at(std::uint64_t entries, std::uint64_t bytes) {
    const auto ms = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start_).count());
    if (!shown_ || ms < last_ms_ + 250) return;
    last_ms_ = ms;
    const std::uint64_t done = entries - begin_, left_s = done > 0 ? (end_ - entries) * ms / done / 1000 : 0;
    std::cerr << "\r\033[K" << entries << " of " << end_ << " entries, " << done * 1000 / ms << " entries/s, " << bytes / 1000 / ms << " MB/s, " << left_s << " s left" << std::flush;
  }

 private:
  bool shown_;
  std::uint64_t begin_, end_, last_ms_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void take_block(const Block& block, std::uint64_t known, Tree& tree, Ledger& ledger) {
  for (const Entry& entry : block.entries) {
    const std::uint64_t seq = block.first + static_cast<std::uint64_t>(&entry - block.entries.data());
    if (seq < known) {
      CHECK("resume-prefix", tree.last_leaves()[seq - block.first] == entry.leaf,
            (Place{{}, static_cast<std::int64_t>(seq), -1, 0}), "not the entry that an earlier run verified");
      continue;
    }
    ledger.apply(entry);
    const bool fills = (seq + 1) % kTileWidth == 0 && !block.failure;
    tree.append(entry.leaf, fills ? &block.tile_root : nullptr);
  }
  if (block.failure) std::rethrow_exception(block.failure);
}

void describe(const Ledger& ledger, const Policy& policy, const Trusted& trusted, Report& report) {
  const Heads& heads = ledger.heads();
  report.facts.push_back("ledger " + hex(ledger.ledger_id()));
  report.count("subjects") = ledger.chains().all().size();
  report.count("principals") = ledger.principals().count();
  for (const NoteKey& key : trusted.log_keys) {
    const auto is = [&key](const DeclaredKey& declared) { return parse_note_key(declared.vkey) == key; };
    const auto at = std::find_if(heads.log_keys().begin(), heads.log_keys().end(), is);
    const std::string name = "log key " + hex(key.id) + ", which signed the checkpoint, ";
    if (at == heads.log_keys().end()) report.notes.push_back(name + "is in the policy and not declared in the ledger");
    else if (at->standing == KeyStanding::retired) report.notes.push_back(name + "was retired by entry " + std::to_string(at->since));
  }
  std::size_t common = 0;
  for (const NoteKey& witness : heads.witness_keys()) common += static_cast<std::size_t>(std::count(policy.witnesses.begin(), policy.witnesses.end(), witness));
  const std::size_t declared = heads.witnesses().size(), held = policy.witnesses.size();
  report.facts.push_back("witnesses: " + std::to_string(declared) + " declared in the ledger with a quorum of " + std::to_string(heads.quorum()) + ", " +
                         std::to_string(held) + " in the policy, " + std::to_string(common) + " in both");
  if (common < std::max(declared, held)) report.notes.push_back("the witnesses of the policy are not those that the ledger declared");
  if (const auto unexplained = ledger.withheld_unexplained())
    report.notes.push_back(std::to_string(unexplained) + " parts are withheld that no erasure accounts for: they are not for this reader, and nothing in them was checked");
}

void list_not_checked(const Options& options, Report& report) {
  report.not_checked = {
      "whether decisions follow from the rules: outcomes, reasons, limits and obligations are not judged again",
      "the bodies of commands and events that are not named above, beyond their shape in the format",
      "documents, messages and particulars in the vault: only their commitments stand here",
      "that the bank holds what the books say",
      "that the witnesses are independent of the operator and of each other",
      "that certificates were issued to the persons they name; only their keys are used",
      "signatures of commands that need none and carry none",
  };
  if (report.count("parts withheld") > 0) report.not_checked.push_back("what stands in the parts that are withheld, and the sums of their entries");
  if (options.max_age_s == 0) report.not_checked.push_back("the age of cosignatures (give --max-age)");
  if (!options.resume.empty()) report.not_checked.push_back("what an earlier run read: its state file is taken at its word");
}

/// Goes on from what an earlier run verified, where one left its state.
void resume(const std::filesystem::path& kept, Tree& tree, Ledger& ledger) {
  if (kept.empty() || !std::filesystem::exists(kept)) return;
  const std::string file = read_input(kept);
  State state{Bytes(file)};
  state(tree, ledger);
  state.end();
  ledger.resume(tree.size());
}

void keep_state(const std::filesystem::path& kept, Tree& tree, Ledger& ledger) {
  if (kept.empty()) return;
  State state;
  state(tree, ledger);
  std::ofstream file(kept.string() + ".new", std::ios::binary | std::ios::trunc);
  file << state.file() << std::flush;
  if (!file) throw Unusable("the state can not be kept in " + kept.string());
  std::filesystem::rename(kept.string() + ".new", kept);
}

/// What an export is read with; each rests on those above it.
struct Run {
  Run(const std::filesystem::path& folder, std::uint64_t size, unsigned wanted, Report& report)
      : threads(wanted > 0 ? wanted : std::max(std::thread::hardware_concurrency(), 1u)), bundle(folder, size), pool(threads), deferred(pool),
        tree(&bundle.tiles()), ledger(tree, deferred, report) {}

  unsigned threads;
  Bundle bundle;
  Pool pool;
  Deferred deferred;
  Tree tree;
  Ledger ledger;
};

/// Every entry that is not known yet. Returns how many bytes they were.
std::uint64_t take_entries(Run& run, std::uint64_t end, bool quiet) {
  const std::uint64_t known = run.tree.size();
  std::uint64_t bytes = 0;
  try {
    Progress progress(quiet, known, end);
    Blocks blocks(run.bundle, run.pool, known / kTileWidth, run.threads);
    for (std::uint64_t index = known / kTileWidth; index < run.bundle.blocks() && !run.deferred.failed(); ++index) {
      const Block& block = blocks.take();
      take_block(block, known, run.tree, run.ledger);
      bytes += block.bytes();
      progress.at(run.tree.size(), bytes);
    }
    run.deferred.finish();
  } catch (const Refused&) {
    run.deferred.finish();  // a signature asked for before is the earlier fault
    throw;
  }
  return bytes;
}

/// What was signed is what the entries come to.
void check_end(const Checkpoint& checkpoint, const Trusted& trusted, Tree& tree, const Ledger& ledger) {
  tree.compare_edge();
  CHECK("root", tree.root(tree.size()) == checkpoint.root, (Place{"checkpoint", -1, -1, 3}), "the root is not that of the entries");
  CHECK("origin", checkpoint.origin == ledger.heads().origin(),
        (Place{"checkpoint", -1, -1, 1}), "entry 0 created the log " + ledger.heads().origin());
  for (const NoteKey& key : trusted.log_keys) CHECK("log-key-compromised", !ledger.heads().compromised(key),
                                                    Place{"checkpoint"}, "signed by a log key that the ledger declared compromised");
}

void check_grown(const Options& options, const Policy& policy, const Checkpoint& checkpoint, Tree& tree, Report& report) {
  if (options.from_checkpoint.empty()) return;
  const Checkpoint old = parse_checkpoint(read_input(options.from_checkpoint), "earlier checkpoint");
  check_trust(old, policy, 0, 0, "earlier checkpoint");
  CHECK("growth-origin", old.origin == checkpoint.origin, (Place{"earlier checkpoint", -1, -1, 1}), "a checkpoint of another log");
  const bool grown = old.size == 0 || (old.size <= tree.size() && proves_growth(old.size, old.root, tree.size(), checkpoint.root, tree.growth_proof(old.size, tree.size())));
  CHECK("growth", grown, (Place{"earlier checkpoint", -1, -1, 2}), "the ledger did not grow out of the tree that was signed then");
  report.facts.push_back("grown from the earlier checkpoint of size " + std::to_string(old.size));
}

}  // namespace

Report verify_export(const Options& options, const Policy& policy) {
  Report report;
  const Checkpoint checkpoint = parse_checkpoint(read_input(options.target / "checkpoint"), "checkpoint");
  const Trusted trusted = check_trust(checkpoint, policy, options.max_age_s, options.now_s, "checkpoint");
  CHECK("export-empty", checkpoint.size > 0, (Place{"checkpoint", -1, -1, 2}), "a tree of nothing");
  report.subject = "the ledger " + checkpoint.origin + " up to entry " + std::to_string(checkpoint.size - 1);
  report.count("log signatures on the checkpoint") = trusted.log_keys.size();
  report.count("cosignatures on the checkpoint") = trusted.witnesses.size();

  Run run(options.target, checkpoint.size, options.threads, report);
  resume(options.resume, run.tree, run.ledger);
  const std::uint64_t known = run.tree.size();
  CHECK("resume-size", known <= checkpoint.size,
        (Place{"checkpoint", -1, -1, 2}), "an earlier run verified " + std::to_string(known) + " entries");

  const std::uint64_t bytes = take_entries(run, checkpoint.size, options.quiet);
  check_end(checkpoint, trusted, run.tree, run.ledger);
  if (const auto others = run.bundle.check_files()) report.notes.push_back(std::to_string(others) + " other files lie in the folder and were not looked at");
  check_grown(options, policy, checkpoint, run.tree, report);
  report.count("entries") = run.tree.size() - known;
  report.count("bytes") = bytes;
  if (known > 0) report.notes.push_back(std::to_string(known) + " entries before these were verified by an earlier run");
  describe(run.ledger, policy, trusted, report);
  list_not_checked(options, report);
  keep_state(options.resume, run.tree, run.ledger);
  return report;
}

}  // namespace verify
