#include "policies/cut_offs.h"

namespace katiwala::policies {
namespace {

constexpr std::string_view kEveryHour = "every hour";
constexpr std::int32_t kHoursOfADay = 24, kMinutesOfAnHour = 60;

std::optional<std::int32_t> two_digits(std::string_view text) {
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/// "09:00"
std::optional<std::int32_t> minutes_from(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = two_digits(text.substr(0, 2)), minute = two_digits(text.substr(3));
  if (!hour || !minute || *hour >= kHoursOfADay || *minute >= kMinutesOfAnHour) return std::nullopt;
  return *hour * kMinutesOfAnHour + *minute;
}

CutOffs every_hour() {
  CutOffs out;
  for (std::int32_t hour = 1; hour < kHoursOfADay; ++hour) out.push_back(hour * kMinutesOfAnHour);
  return out;
}

std::string_view parameter_of(custody::Rail rail) {
  switch (rail) {
    case custody::Rail::book_transfer: return "book_transfer_cut_offs";
    case custody::Rail::instapay: return "instapay_cut_offs";
    case custody::Rail::pesonet: return "pesonet_cut_offs";
    case custody::Rail::philpass: return "philpass_cut_offs";
    case custody::Rail::swift: return "swift_cut_offs";
  }
  halt("a rail without cut-offs", __FILE__, __LINE__);
}

std::vector<std::string> first_words(custody::Rail rail) {
  switch (rail) {
    case custody::Rail::book_transfer: return {"16:00"};
    case custody::Rail::instapay: return {std::string(kEveryHour)};
    case custody::Rail::pesonet: return {"09:00", "12:00", "15:00"};
    case custody::Rail::philpass: return {"15:00"};
    case custody::Rail::swift: return {"14:00"};
  }
  halt("a rail without cut-offs", __FILE__, __LINE__);
}

CutOffs known_good(const std::vector<std::string>& words) {
  auto read = read_cut_offs(words);
  KATIWALA_ASSERT(read.has_value(), "cut-offs that the reading of the rulebook should have refused");
  return *std::move(read);
}

}  // namespace

std::optional<CutOffs> read_cut_offs(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == kEveryHour) return every_hour();
  CutOffs out;
  for (const std::string& word : words) {
    const auto minutes = minutes_from(word);
    // The day's first minute is no cut-off: the window before it would hold nothing.
    if (!minutes || *minutes == 0 || (!out.empty() && *minutes <= out.back())) return std::nullopt;
    out.push_back(*minutes);
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

CutOffs cut_offs(const Rulebook& book, custody::Rail rail) {
  const std::string_view name = parameter_of(rail);
  return book.has("R49", name) ? known_good(book.list("R49", name)) : first_cut_offs(rail);
}

CutOffs first_cut_offs(custody::Rail rail) { return known_good(first_words(rail)); }

}  // namespace katiwala::policies
