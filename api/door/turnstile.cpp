#include "api/door/turnstile.h"

#include <mutex>
#include <shared_mutex>

namespace katiwala::api::door {
namespace {

/// Who waits to be alone lets nobody past: a lock that prefers those who share it would never let him in under load.
struct Turnstile {
  std::mutex order;
  std::shared_mutex through;
};

Turnstile& turnstile() {
  static Turnstile one;
  return one;
}

thread_local bool is_alone = false;

}  // namespace

Result<journal::Answer> pass(const Call& call, journal::Ask ask) {
  if (is_alone) return call.journal().submit(std::move(ask));
  std::unique_lock order(turnstile().order);
  const std::shared_lock through(turnstile().through);
  order.unlock();
  return call.journal().submit(std::move(ask));
}

transport::Response pass_alone(const std::function<transport::Response()>& alone) {
  std::unique_lock order(turnstile().order);
  const std::unique_lock through(turnstile().through);
  order.unlock();
  is_alone = true;
  transport::Response out = alone();
  is_alone = false;
  return out;
}

}  // namespace katiwala::api::door
