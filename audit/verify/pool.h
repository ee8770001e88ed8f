/// Threads that run jobs, and the checks that can wait for them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "audit/verify/refusal.h"

namespace verify {

class Pool {
 public:
  explicit Pool(unsigned threads) {
    for (unsigned i = 0; i < std::max(threads, 1u); ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  /// Pre: the job does not throw.
  void run(std::function<void()> job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

 private:
  void work() {
    for (std::unique_lock lock(mutex_);;) {
      wake_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      const auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

/// Checks of signatures, which take long and depend on nothing that comes after. Whatever order they end in, the one that
/// was asked for first is the one whose refusal is told.
class Deferred {
 public:
  explicit Deferred(Pool& pool) : pool_(pool) {}

  void check(std::function<void()> job) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return open_ < kMostOpen; });
    ++open_;
    pool_.run([this, order = asked_++, job = std::move(job)] {
      std::optional<Refused> refused;
      try {
        job();
      } catch (const Refused& caught) {
        refused = caught;
      }
      const std::lock_guard done(mutex_);
      if (refused && (!first_ || order < first_order_)) first_ = refused, first_order_ = order;
      --open_;
      room_.notify_all();
    });
  }

  /// Waits for all that was asked for; throws the first refusal.
  void finish() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return open_ == 0; });
    if (first_) throw *first_;
  }

  /// Whether there is no point in going on.
  bool failed() {
    const std::lock_guard lock(mutex_);
    return first_.has_value();
  }

  ~Deferred() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return open_ == 0; });
  }

 private:
  static constexpr std::size_t kMostOpen = 4096;
  Pool& pool_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t open_ = 0, asked_ = 0, first_order_ = 0;
  std::optional<Refused> first_;
};

}  // namespace verify
