/// One row of the benchmark: what was measured, what it is held against from the same run on the same disk, and the target.
///
/// All figures are whole numbers of the unit named; a ratio is measured / baseline in thousandths. Targets: docs/performance.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/transport/json.h"

namespace katiwala::api::bench {

enum class Limit : std::uint8_t {
  none,             ///< told, not judged
  ratio_at_least,   ///< in thousandths
  ratio_at_most,    ///< in thousandths
  measured_at_most  ///< in the row's unit
};

struct Target {
  Limit limit = Limit::none;
  std::int64_t value = 0;
};

struct Row {
  std::string id;         ///< "posting"
  std::string what;
  std::string unit;       ///< of both figures
  std::int64_t measured = 0;
  std::string held_against;
  std::int64_t baseline = 0;
  Target target;
  std::string detail;     ///< sizes, percentiles: one line
  bool durable = false;   ///< both figures wait for the disk: on a memory disk they mean nothing

  [[nodiscard]] std::int64_t ratio_milli() const { return baseline > 0 ? measured * 1000 / baseline : 0; }
  /// Nothing where there is no target.
  [[nodiscard]] std::optional<bool> met() const;
};

/// Rates from a count and nanoseconds, rounded down. Pre: nanos > 0.
std::int64_t per_second(std::uint64_t count, std::int64_t nanos);

std::string text_of(const Row& row);
std::string table_head();
transport::Json json_of(const Row& row);

}  // namespace katiwala::api::bench
