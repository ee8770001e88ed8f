#include "api/bench/fill.h"

#include <fmt/format.h>

#include "api/bench/workbench.h"

namespace katiwala::api::bench {
namespace {

constexpr std::size_t kFillWindow = 8192;
constexpr std::uint64_t kAtOnce = 20'000;

/// 50.0000, 50.0001 ... 59.9999 and again: no two that follow each other are the same.
Result<custody::RecordRate> invented_rate(std::uint64_t number, CivilDate day) {
  KATIWALA_TRY(const Currency dollar, Currency::parse("USD"));
  KATIWALA_TRY(const Currency peso, Currency::parse("PHP"));
  KATIWALA_TRY(const Rate rate, Rate::parse(dollar, peso, fmt::format("{}.{:04}", 50 + number / 10'000 % 10, number % 10'000)));
  return custody::RecordRate{rate, day, "INVENTED"};
}

}  // namespace

Result<std::uint64_t> fill(const Path& root, std::uint64_t entries) {
  KATIWALA_TRY(const auto bench, Workbench::adopt(root));
  const auto size = [&] { return bench->store().head() ? bench->store().head()->seq + 1 : 0; };
  while (size() < entries) {
    Asks asks;
    for (std::uint64_t i = size(); i < entries && asks.size() < kAtOnce; ++i) {
      KATIWALA_TRY(const custody::RecordRate rate, invented_rate(i, bench->today()));
      asks.push_back(bench->ask("bank", rate));
    }
    KATIWALA_CHECK(bench->stream(std::move(asks), kFillWindow));
  }
  const std::uint64_t now = size();
  bench->close();
  return now;
}

}  // namespace katiwala::api::bench
