#include "api/transport/prometheus.h"

#include <algorithm>

#include "api/transport/grammar.h"
#include "ledger/base/assert.h"

namespace katiwala::api::transport {
namespace {

constexpr std::int64_t kASecond = 1'000'000;

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return grammar::is_alpha(c) || c == '_'; });
}

std::string_view type_of(PrometheusText::Kind kind) {
  switch (kind) {
    case PrometheusText::Kind::counter: return "counter";
    case PrometheusText::Kind::gauge: return "gauge";
    case PrometheusText::Kind::histogram: return "histogram";
  }
  halt("a kind of figure without a name", __FILE__, __LINE__);
}

void quote(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n') out.append("\\n");
    else out.push_back(c);
  }
}

}  // namespace

std::string seconds_text(std::int64_t micros) {
  KATIWALA_ASSERT(micros >= 0, "a span that is negative");
  std::string out = std::to_string(micros / kASecond);
  if (micros % kASecond == 0) return out;
  std::string rest = std::to_string(micros % kASecond + kASecond).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return out + "." + rest;
}

void PrometheusText::family(std::string_view name, Kind kind, std::string_view help) {
  KATIWALA_ASSERT(is_name(name) && help.find('\n') == std::string_view::npos, "a family that would break the text");
  KATIWALA_ASSERT(std::ranges::find(families_, name) == families_.end(), "a family that is there already");
  family_ = std::string(name);
  families_.push_back(family_);
  out_.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out_.append("# TYPE ").append(name).append(" ").append(type_of(kind)).append("\n");
}

void PrometheusText::start(const LabelList& labels, std::string_view suffix) {
  KATIWALA_ASSERT(!family_.empty(), "a sample of no family");
  out_.append(family_).append(suffix);
  char before = '{';
  for (const auto& [name, value] : labels) {
    KATIWALA_ASSERT(is_name(name), "a label that would break the text");
    out_.push_back(before);
    out_.append(name).append("=\"");
    quote(out_, value);
    out_.push_back('"');
    before = ',';
  }
  if (!labels.empty()) out_.push_back('}');
  out_.push_back(' ');
}

void PrometheusText::sample(const LabelList& labels, std::int64_t value, std::string_view suffix) {
  start(labels, suffix);
  out_.append(std::to_string(value)).append("\n");
}

void PrometheusText::sample_micros(const LabelList& labels, std::int64_t micros, std::string_view suffix) {
  start(labels, suffix);
  out_.append(seconds_text(micros)).append("\n");
}

std::string PrometheusText::take() {
  family_.clear();
  families_.clear();
  return std::exchange(out_, {});
}

}  // namespace katiwala::api::transport
