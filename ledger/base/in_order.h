/// The dear part of a long walk on all cores, its result in the order of the walk.
///
/// Reading an entry from the store and folding it go one by one; what lies between (opening, hashing, decoding) costs the most and looks at
/// one item alone. So items are gathered into batches. A batch is worked on by threads that are started for it and joined after it, while the
/// caller's own thread takes the batch before it and gives the one after it. Threads share the number of the next item and nothing else: no
/// lock, no queue, and at most three batches in memory. A walk that is shorter than a batch starts no thread.
///
/// Errors: the first refusal of `take`, in the order of the walk; after it nothing more is taken. What `work` throws is thrown on the caller's
/// thread, before anything of its batch is taken. Not thread-safe: one walk, one thread that gives.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala {

/// How many threads are worth starting.
inline std::size_t cores() { return std::max(1U, std::thread::hardware_concurrency()); }

template <class Item>
class InOrder {
 public:
  using Work = std::function<void(Item&)>;      ///< on any thread, at the same time as others; touches its item alone
  using Take = std::function<Status(Item&&)>;   ///< on the caller's thread, in the order given

  /// A batch is full once its items weigh this much, in whatever unit they are given. Pre: threads > 0.
  InOrder(std::size_t threads, std::size_t batch_weight, Work work, Take take)
      : threads_(threads), batch_weight_(batch_weight), work_(std::move(work)), take_(std::move(take)) {
    KATIWALA_ASSERT(threads > 0, "work that nobody does");
  }
  ~InOrder() { join(); }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  /// May take items given before.
  Status give(Item item, std::size_t weight) {
    given_.push_back(std::move(item));
    given_weight_ += weight;
    if (refused_) return *refused_;
    return given_weight_ < batch_weight_ ? good() : turn();
  }
  /// Takes whatever was given. The same refusal again, where there was one.
  Status finish() {
    if (!refused_ && worked_on_.empty()) finish_here();
    while (!refused_ && !(given_.empty() && worked_on_.empty())) {
      if (const Status turned = turn(); !turned.ok()) return turned;
    }
    return refused_ ? Status(*refused_) : good();
  }

 private:
  /// The batch that was worked on is taken, the one that was given is worked on meanwhile.
  Status turn() {
    join();
    if (const auto thrown = std::exchange(thrown_, nullptr)) std::rethrow_exception(thrown);
    std::vector<Item> ready = std::exchange(worked_on_, std::exchange(given_, {}));
    given_weight_ = 0;
    start();
    take_all(ready);
    return refused_ ? Status(*refused_) : good();
  }

  /// Too little to start threads for.
  void finish_here() {
    for (Item& item : given_) work_(item);
    take_all(given_);
    given_.clear();
    given_weight_ = 0;
  }

  void take_all(std::vector<Item>& ready) {
    for (Item& item : ready) {
      const Status taken = take_(std::move(item));
      if (taken.ok()) continue;
      refused_ = taken.refusal();
      return;
    }
  }

  void start() {
    next_ = 0;
    thrown_by_.assign(threads_, nullptr);
    for (std::size_t i = 0; i < threads_ && i < worked_on_.size(); ++i) running_.emplace_back([this, i] { work_on(thrown_by_[i]); });
  }

  /// Until no item is left, or one throws.
  void work_on(std::exception_ptr& thrown) noexcept {
    try {
      for (std::size_t i = next_++; i < worked_on_.size(); i = next_++) work_(worked_on_[i]);
    } catch (...) {
      thrown = std::current_exception();
    }
  }

  void join() {
    for (std::thread& thread : running_) thread.join();
    running_.clear();
    for (const std::exception_ptr& thrown : thrown_by_)
      if (thrown && !thrown_) thrown_ = thrown;
    thrown_by_.clear();
  }

  const std::size_t threads_, batch_weight_;
  const Work work_;
  const Take take_;
  std::vector<Item> given_, worked_on_;
  std::size_t given_weight_ = 0;
  std::atomic<std::size_t> next_{0};
  std::vector<std::thread> running_;
  std::vector<std::exception_ptr> thrown_by_;  ///< one place a thread
  std::exception_ptr thrown_;
  std::optional<Refusal> refused_;
};

}  // namespace katiwala
