#include "api/bench/row.h"

#include <fmt/format.h>

#include "ledger/base/assert.h"

namespace katiwala::api::bench {
namespace {

std::string thousandths(std::int64_t milli) { return fmt::format("{}.{:03}", milli / 1000, milli % 1000); }

std::string_view word(Limit limit) {
  switch (limit) {
    case Limit::none: return "none";
    case Limit::ratio_at_least: return "ratio_at_least";
    case Limit::ratio_at_most: return "ratio_at_most";
    case Limit::measured_at_most: return "measured_at_most";
  }
  return "none";
}

std::string text_of(const Target& target) {
  switch (target.limit) {
    case Limit::none: return "-";
    case Limit::ratio_at_least: return ">= " + thousandths(target.value);
    case Limit::ratio_at_most: return "<= " + thousandths(target.value);
    case Limit::measured_at_most: return fmt::format("<= {}", target.value);
  }
  return "-";
}

}  // namespace

std::optional<bool> Row::met() const {
  switch (target.limit) {
    case Limit::none: return std::nullopt;
    case Limit::ratio_at_least: return ratio_milli() >= target.value;
    case Limit::ratio_at_most: return ratio_milli() <= target.value;
    case Limit::measured_at_most: return measured <= target.value;
  }
  return std::nullopt;
}

std::int64_t per_second(std::uint64_t count, std::int64_t nanos) {
  KATIWALA_ASSERT(nanos > 0, "a rate over no time");
  return static_cast<std::int64_t>(count * 1'000'000 / (static_cast<std::uint64_t>(nanos) / 1'000 + 1));
}

std::string table_head() { return fmt::format("{:<16} {:>12} {:>12} {:<10} {:>8} {:>10}  {}", "row", "measured", "baseline", "unit", "ratio", "target", "met"); }

std::string text_of(const Row& row) {
  const auto met = row.met();
  std::string out = fmt::format("{:<16} {:>12} {:>12} {:<10} {:>8} {:>10}  {}", row.id, row.measured, row.baseline, row.unit, thousandths(row.ratio_milli()),
                                text_of(row.target), !met ? "-" : *met ? "yes" : "NO");
  out += "\n    " + row.what + "; against " + row.held_against;
  if (!row.detail.empty()) out += "\n    " + row.detail;
  return out;
}

transport::Json json_of(const Row& row) {
  transport::Json out;
  out.set("row", row.id).set("what", row.what).set("unit", row.unit).set("measured", row.measured);
  out.set("held_against", row.held_against).set("baseline", row.baseline).set("ratio_milli", row.ratio_milli());
  out.set("durable", row.durable).set("detail", row.detail);
  if (const auto met = row.met()) out.set("limit", word(row.target.limit)).set("target", row.target.value).set("met", *met);
  return out;
}

}  // namespace katiwala::api::bench
