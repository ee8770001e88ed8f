/// The text format of Prometheus, version 0.0.4, as it is scraped. Pure.
///
/// Families in the order written; a family's samples stand together below its HELP and TYPE. Values are whole numbers, or seconds written exactly from
/// microseconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace katiwala::api::transport {

class PrometheusText {
 public:
  enum class Kind { counter, gauge, histogram };
  using LabelList = std::vector<std::pair<std::string_view, std::string_view>>;

  /// Pre: a name of letters and "_", not used before; `help` without a line end (asserted).
  void family(std::string_view name, Kind kind, std::string_view help);
  /// Of the family begun last. `suffix` is what a histogram's samples end in: "_bucket", "_sum", "_count".
  void sample(const LabelList& labels, std::int64_t value, std::string_view suffix = {});
  void sample_micros(const LabelList& labels, std::int64_t micros, std::string_view suffix = {});
  std::string take();

 private:
  void start(const LabelList& labels, std::string_view suffix);
  std::string out_;
  std::string family_;
  std::vector<std::string> families_;
};

/// "1.5" of 1,500,000.
std::string seconds_text(std::int64_t micros);

}  // namespace katiwala::api::transport
