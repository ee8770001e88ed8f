#include "api/heads/daily_seal.h"

#include <chrono>

namespace katiwala::api {

std::optional<CivilDate> day_to_seal(const SealedSoFar& so_far) {
  const CivilDate ended = so_far.today - 1;
  if (so_far.seal_is_last || ended < so_far.founded) return std::nullopt;
  if (so_far.sealed && *so_far.sealed >= ended) return std::nullopt;
  return ended;
}

Result<std::optional<journal::Answer>> DailySeal::take_due(House& house) {
  SealedSoFar so_far;
  KATIWALA_TRY(const Instant now, house.clock().now());
  so_far.today = manila_date(now);
  record::Seq last = 0;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    last = memory.next - 1;
    so_far.sealed = memory.state.ledger.sealed;
  }));
  KATIWALA_TRY(const journal::Entry first_entry, house.journal().read(0));
  KATIWALA_TRY(const journal::Entry last_entry, house.journal().read(last));
  so_far.founded = manila_date(first_entry.header.time);
  so_far.seal_is_last = last_entry.act.command == custody::TakeSeal::kind;
  const auto day = day_to_seal(so_far);
  if (!day) return std::optional<journal::Answer>{};
  KATIWALA_TRY(journal::Answer taken, house.journal().seal(*day));
  house.follow(*taken.entry);
  return std::optional<journal::Answer>(std::move(taken));
}

DailySeal::DailySeal(House& house) : house_(house) {
  // Where it can not be taken (the clock jumped, the disk is full) the next minute tries again; the status says why.
  static_cast<void>(take_due(house_).ok());
  thread_ = std::jthread([this](const std::stop_token& stop) {
    while (true) {
      {
        std::unique_lock lock(mutex_);
        never_.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
      }
      if (stop.stop_requested()) return;
      static_cast<void>(take_due(house_).ok());
    }
  });
}

DailySeal::~DailySeal() { thread_.request_stop(); }

}  // namespace katiwala::api
