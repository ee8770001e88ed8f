/// The writer's side of the pipeline: what is decided and not yet durable. Private to this room; journal.cpp owns the threads.
///
/// Everything here runs on the writer thread, except where a comment says otherwise. Readers come in through `Shelf`.
#pragma once

#include <algorithm>
#include <set>
#include <shared_mutex>

#include "ledger/journal/derived.h"
#include "ledger/journal/draft.h"
#include "ledger/journal/journal.h"
#include "ledger/journal/seal.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {

/// The memory, its tree and its stale rows under one lock. The writer alone changes them, so it reads without the lock.
struct Shelf {
  mutable std::shared_mutex lock;
  Memory memory;
  tree::Frontier frontier;
  StaleRows stale;
  std::shared_ptr<const Seal> seal;  ///< taken last
};

struct Pending {
  std::optional<Ask> ask;  ///< nothing: only make the ticks that are due
  Journal::Done done;
  VerifiedAhead verified = std::nullopt;  ///< of the ask's signature
};

/// What one commit makes durable, and who waits for it.
struct Work {
  struct Waiting {
    Journal::Done done;
    std::shared_ptr<const Entry> entry;
  };
  struct Replay {
    Journal::Done done;
    record::Seq seq;
    Digest request;
  };
  /// A condition that did not hold. The answer tells of the state that it saw, so it waits for that like any other.
  struct Unmet {
    Journal::Done done;
    Refusal why;
  };
  store::Batch batch;
  std::vector<Waiting> waiting;
  std::vector<Replay> replays;
  std::vector<Unmet> unmet;
  std::vector<crypto::KeyId> erased;  ///< keys to destroy once the batch is durable
  record::Seq end = 0;                ///< entries below this are durable after it
};

class Writer {
 public:
  /// `drain` hands over everything decided and returns when it is durable (false: it failed).
  Writer(const Ports& ports, Shelf& shelf, std::function<bool()> drain);

  void process(Pending pending);
  void make_due_ticks();

  /// Decided and not handed over; who asked only for ticks waits too, whether or not one was due.
  [[nodiscard]] std::size_t building() const { return std::max(entries_, waiting_.size()) + replays_.size() + unmet_.size(); }
  [[nodiscard]] std::size_t building_bytes() const { return bytes_; }
  Work take();
  /// What would fall due next, for the writer's sleep.
  [[nodiscard]] std::optional<Instant> next_due() const;

 private:
  void carry_out(Pending pending);
  Result<std::shared_ptr<const Entry>> record(custody::Submission submission, Act act, const std::optional<crypto::KeyId>& offered_key);
  Act act_of(const custody::Command& command) const;
  Status prepare(custody::Submission& submission, const std::string& idempotency_key, const VerifiedAhead& verified);
  /// A key for every sealed subject of the decision that has none: the offered one for the ward herself, where there is one.
  Result<NewKeys> make_keys(const custody::Decision& decision, const std::optional<crypto::KeyId>& offered);
  void keep(Draft draft);
  void follow_clock();
  bool tick_once(Instant until);

  const Ports& ports_;
  Shelf& shelf_;
  std::function<bool()> drain_;
  CertificateKeys certificates_;
  std::set<custody::AgendaItem> stuck_;  ///< ticks that changed nothing: not made again before something else has changed
  std::shared_ptr<const Seal> seal_;     ///< of the entry under way
  store::BlockBuilder blocks_;
  std::vector<tree::FullTile> tiles_;
  std::vector<record::Seq> read_back_;
  std::vector<crypto::KeyId> erased_;
  std::vector<Work::Waiting> waiting_;
  std::vector<Work::Replay> replays_;
  std::vector<Work::Unmet> unmet_;
  std::size_t entries_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace katiwala::journal
