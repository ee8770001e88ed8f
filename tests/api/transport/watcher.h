/// An observer that a test can wait on: it counts what it is told. Nothing here waits for time.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

#include "api/transport/observer.h"

namespace katiwala::api::transport::door {

class Watcher final : public Observer {
  // Above what they are for: what `look` returns is read off its body.
  template <class Act>
  void change(Act act) {
    {
      const std::lock_guard lock(mutex_);
      act();
    }
    changed_.notify_all();
  }
  template <class Good>
  void wait(Good good) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, good);
  }
  template <class Look>
  auto look(Look act) {
    const std::lock_guard lock(mutex_);
    return act();
  }

 public:
  void connection_opened() override { change([&] { ++open_; }); }
  void connection_closed() override { change([&] { --open_; }); }
  void turned_away(Cap cap) override { change([&] { ++caps_[cap]; }); }
  void was_late(Late late) override { change([&] { ++late_[late]; }); }
  void handshake_refused() override { change([&] { ++refused_; }); }
  void in_line(int by) override { change([&] { in_line_ += by; }); }
  void served(const Served& served) override { change([&] { served_.push_back(served); }); }

  /// Until so many requests wait for their turn.
  void wait_in_line(int wanted) { wait([&] { return in_line_ == wanted; }); }
  void wait_refused(int wanted) { wait([&] { return refused_ == wanted; }); }
  void wait_open(int wanted) { wait([&] { return open_ == wanted; }); }
  void wait_served(std::size_t wanted) { wait([&] { return served_.size() >= wanted; }); }
  int count(Cap cap) { return look([&] { return caps_[cap]; }); }
  int count(Late late) { return look([&] { return late_[late]; }); }
  std::vector<Served> served() { return look([&] { return served_; }); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0, in_line_ = 0, refused_ = 0;
  std::map<Cap, int> caps_;
  std::map<Late, int> late_;
  std::vector<Served> served_;
};

}  // namespace katiwala::api::transport::door
