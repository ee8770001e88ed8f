/// The seal of each day that ended with something booked since the seal before: taken by the ledger itself when the day has ended in Manila (docs/format.md).
///
/// Not a tick: a sandbox clock that jumps over years would write one for every day of them. Asked for by the serving program, so the record says that a seal was taken, and
/// an auditor sees where one is missing.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "api/house.h"

namespace katiwala::api {

/// What the question depends on.
struct SealedSoFar {
  CivilDate today;                  ///< by the ledger's clock
  CivilDate founded;                ///< day of entry 0
  std::optional<CivilDate> sealed;  ///< the last day that was sealed after it had ended
  bool seal_is_last = false;        ///< the last entry is a seal: nothing was booked since
};
/// The day to take a seal for: the last one that ended.
std::optional<CivilDate> day_to_seal(const SealedSoFar& so_far);

class DailySeal {
 public:
  /// Looks once before it returns, so that who is served meets no seal of yesterday on the way, and then every minute until destroyed. The house must
  /// outlive it.
  explicit DailySeal(House& house);
  ~DailySeal();
  /// Takes the seal that is due. Nothing: none is.
  static Result<std::optional<journal::Answer>> take_due(House& house);

 private:
  House& house_;
  std::mutex mutex_;
  std::condition_variable_any never_;
  std::jthread thread_;
};

}  // namespace katiwala::api
