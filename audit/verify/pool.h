/// Threads that run jobs, and the checks of signatures that wait for them.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace verify {

class Pool {
 public:
  explicit Pool(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  /// What the job throws is thrown by the future's get().
  template <class Job>
  std::future<void> run(Job job) {
    std::packaged_task<void()> task(std::move(job));
    auto out = task.get_future();
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(task));
    }
    wake_.notify_one();
    return out;
  }

 private:
  void work() {
    for (std::unique_lock lock(mutex_);;) {
      wake_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::packaged_task<void()>> jobs_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

/// Checks that take long and that nothing later depends on: signatures. They are waited for in the order in which they were asked
/// for, so the first that fails is the one that is told.
class Deferred {
 public:
  explicit Deferred(Pool& pool) : pool_(pool) {}

  template <class Job>
  void check(Job job) {
    open_.push_back(pool_.run(std::move(job)));
    if (open_.size() > kMostOpen) wait();
  }

  /// Waits for all that was asked for; throws the first refusal.
  void finish() {
    while (!open_.empty()) wait();
    if (first_) std::rethrow_exception(first_);
  }

  /// Whether there is no point in going on.
  bool failed() const { return first_ != nullptr; }

 private:
  static constexpr std::size_t kMostOpen = 4096;

  void wait() {
    try {
      open_.front().get();
    } catch (...) {
      if (!first_) first_ = std::current_exception();
    }
    open_.pop_front();
  }

  Pool& pool_;
  std::deque<std::future<void>> open_;
  std::exception_ptr first_;
};

}  // namespace verify
