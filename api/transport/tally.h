/// How many each has of something, up to a cap. Thread-safe.
#pragma once

#include <map>
#include <mutex>

#include "ledger/base/bytes.h"

namespace katiwala::api::transport {

class Tally {
 public:
  explicit Tally(std::size_t most) : most_(most) {}
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  /// One of them, given back when this goes. The tally must outlive it.
  class Hold {
   public:
    Hold() = default;
    Hold(Hold&& other) noexcept : tally_(other.tally_), who_(other.who_) { other.tally_ = nullptr; }
    Hold& operator=(Hold&& other) noexcept {
      std::swap(tally_, other.tally_);
      std::swap(who_, other.who_);
      return *this;
    }
    ~Hold() {
      if (tally_ != nullptr) tally_->give_back(who_);
    }
    explicit operator bool() const { return tally_ != nullptr; }

   private:
    friend class Tally;
    Hold(Tally* tally, const Digest& who) : tally_(tally), who_(who) {}
    Tally* tally_ = nullptr;
    Digest who_{};
  };

  /// Holds nothing where `who` has as many as may be.
  Hold take(const Digest& who) {
    const std::lock_guard lock(mutex_);
    std::size_t& held = held_[who];
    if (held >= most_) {
      if (held == 0) held_.erase(who);
      return {};
    }
    ++held;
    return {this, who};
  }

 private:
  void give_back(const Digest& who) {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(who);
    if (--found->second == 0) held_.erase(found);
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::map<Digest, std::size_t> held_;
};

}  // namespace katiwala::api::transport
