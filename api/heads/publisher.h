/// Publishes the log's heads: signs what is durable, stores it, has it cosigned (docs/durability.md).
///
///   durable head ─ grows from the head signed before? ─ sign ─ store ─ witnesses ─ enough cosigned? ─ store ─ published
///
/// The order is what counts: a head is signed only over what is durable, is stored before anybody sees it, and never contradicts one signed
/// before, or nothing is signed any more (CHECKPOINT_FORK). A quorum that does not answer stops nothing but money: commits go on, the published head
/// stands still and says so.
///
///   <heads>/signed      the largest head ever signed, with the log's line alone
///   <heads>/cosigned    the largest one that enough witnesses cosigned, with their lines
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "api/heads/witness_call.h"
#include "api/ledger_folder.h"
#include "ledger/journal/journal.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api {

/// A witness as it stood when it was asked last.
struct WitnessStanding {
  std::string name;
  std::uint64_t size = 0;    ///< that it cosigned last; 0: none
  std::uint64_t time_s = 0;  ///< when, by its own clock
  bool counts = false;       ///< it is one of the ledger's witnesses
  std::optional<Refusal> trouble;
  bool alarm = false;
};

struct PublisherPorts {
  journal::Journal* journal = nullptr;
  store::FileSystem* files = nullptr;
  crypto::Signer* signer = nullptr;
  WitnessCall call;
};

class Publisher {
 public:
  /// Reads what was signed before and holds it against the ledger. CHECKPOINT_FORK with both heads named where the ledger is another or ends before it.
  static Result<std::unique_ptr<Publisher>> open(PublisherPorts ports, Path folder, std::string origin, std::vector<WitnessAddress> witnesses);
  ~Publisher();  ///< stop()

  /// Signs the durable head if it has grown and asks every witness that has not cosigned it. CHECKPOINT_FORK, STORE_IO, SIGNER_UNUSABLE: nothing is
  /// signed any more. What a witness says is no refusal: see `standings`.
  Status publish();
  /// The same before a start; WITNESS_AHEAD or CHECKPOINT_FORK where a witness knows another history than this.
  Status publish_at_start();

  /// Publishes from now on by itself: soon after `wake`, about once a second at most.
  void start();
  void wake();
  void stop();

  /// Waits until the published head covers the entry, `deadline_ms` at most. True at once where it does.
  bool cover(record::Seq seq, std::int64_t deadline_ms);

  using Head = std::shared_ptr<const SignedHead>;
  [[nodiscard]] Head signed_head() const;
  /// What the world may see: the cosigned head where the ledger has a witness quorum (nullptr until enough have cosigned one), else the signed one.
  [[nodiscard]] Head published() const;
  [[nodiscard]] std::vector<WitnessStanding> standings() const;
  [[nodiscard]] std::optional<Refusal> fault() const;  ///< why nothing is signed any more

 private:
  Publisher(PublisherPorts ports, Path folder, std::string origin, std::vector<WitnessAddress> witnesses);
  Status load();
  Status sign_durable();
  Status check_growth(const audit::Checkpoint& before, std::uint64_t size, const Digest& root);
  void ask_witnesses();
  Status keep_cosigned(const SignedHead& head, const std::vector<WitnessOutcome>& outcomes);
  Status latch(Refusal refusal);
  [[nodiscard]] const Head& published_now() const { return quorum_ > 0 || !witnesses_.empty() ? cosigned_ : signed_; }  ///< under mutex_
  void run(const std::stop_token& stop);

  PublisherPorts ports_;
  Path folder_;
  std::string origin_;
  std::vector<WitnessAddress> witnesses_;
  std::vector<std::uint64_t> known_sizes_;  ///< by witness; only publish() touches them

  std::mutex publishing_;  ///< one publish at a time
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Head signed_, cosigned_;
  std::uint32_t quorum_ = 0;
  std::vector<WitnessStanding> standings_;
  std::optional<Refusal> fault_;
  bool wanted_ = false;      ///< somebody has woken it
  unsigned in_a_hurry_ = 0;  ///< how many wait in cover()
  std::jthread thread_;
};

}  // namespace katiwala::api
