#include "api/door/query.h"

#include <algorithm>

#include "api/door/reading.h"
#include "policies/roles.h"

namespace katiwala::api::door {
namespace {

constexpr std::string_view kAfter = "Only what entries after this one added.", kLimit = "At most so many.";
constexpr std::string_view kToday = "Today by the ledger's clock if not said.";

constexpr QueryName kNames[] = {
    {"requests", "ward", "Id", "Those of one ward."},
    {"requests", "state", "RequestState", "Those that stand so now."},
    {"requests", "after", "after", kAfter},
    {"requests", "limit", "limit", kLimit},
    {"credits", "matched", "true|false", {}},
    {"credits", "after", "after", kAfter},
    {"credits", "limit", "limit", kLimit},
    {"recalls", "after", "after", kAfter},
    {"recalls", "limit", "limit", kLimit},
    {"proposals", "after", "after", kAfter},
    {"proposals", "limit", "limit", kLimit},
    {"wards", "after", "after", kAfter},
    {"wards", "limit", "limit", kLimit},
    {"entries", "command", kCommandFormat, "Those that such a command made."},
    {"entries", "after", "after", "Only entries after this one."},
    {"entries", "limit", "limit", kLimit},
    {"wards/{w}/entries", "command", kCommandFormat, "Those that such a command made."},
    {"wards/{w}/entries", "after", "after", "Only entries after this one."},
    {"wards/{w}/entries", "limit", "limit", kLimit},
    {"events", "after", "after", "Only what happened after this entry."},
    {"events", "limit", "limit", kLimit},
    {"dead-letters", "webhook", {}, "Those of one webhook."},
    {"dead-letters", "after", "after", "Only of entries after this one."},
    {"dead-letters", "limit", "limit", kLimit},
    {"entries/{n}", "lang", "en|fil|ceb", "The refusals in words for guardians."},
    {"end-of-day", "day", "Date", kToday},
    {"pools/{p}/reconciliation", "day", "Date", kToday},
    {"pools/{p}/reconciliation.html", "day", "Date", kToday},
    {"payment-files", "pool", "Id", "Those of one pool, whatever became of them."},
    {"payment-files", "day", "Date", "Those released on that day, whatever became of them."},
    {"wards/{w}/balances", "as_of", kAsOfFormat, "A day that has ended, an instant that has passed, or the number of an entry; without it the newest durable entry."},
    {"wards/{w}/statement", "as_of", "Date", "The day of the seal taken last; of another day there is none here."},
};

bool is_word_of(std::string_view words, std::string_view value) {
  while (!words.empty()) {
    const auto bar = words.find('|');
    if (words.substr(0, bar) == value) return true;
    words = bar == std::string_view::npos ? std::string_view{} : words.substr(bar + 1);
  }
  return false;
}

bool is_command(std::string_view value) { return std::ranges::any_of(policies::permissions(), [&](const auto& row) { return row.command_name == value; }); }

Refusal in_query(const QueryName& one, const Refusal& refusal) { return refuse(refusal.code, refusal.message, std::string(one.name)); }

Status check_value(const QueryName& one, const std::string& value) {
  const auto words = [&](bool known, const std::string& said) { return known ? good() : Status(refuse(Code::HTTP_TARGET, said, std::string(one.name))); };
  if (one.format == kIdFormat) {
    const auto id = parse_id<custody::WardTag>(value);
    return id.ok() ? good() : Status(in_query(one, id.refusal()));
  }
  if (one.format == kDateFormat) {
    const auto day = parse_date(value);
    return day.ok() ? good() : Status(in_query(one, day.refusal()));
  }
  if (one.format == kCommandFormat) return words(is_command(value), "No command is called that.");
  if (one.format == "RequestState") return words(from_name<custody::RequestState>(value).has_value(), "No request stands so.");
  if (one.format.find('|') != std::string_view::npos) return words(is_word_of(one.format, value), "It may be " + std::string(one.format) + ".");
  return good();
}

Result<std::uint64_t> number_of(const std::string& text, std::string_view name) {
  const auto number = parse_number(text);
  return number.ok() ? number : Result<std::uint64_t>(refuse(Code::HTTP_TARGET, "A plain number is wanted here.", std::string(name)));
}

}  // namespace

std::span<const QueryName> query_names() { return kNames; }

Status check_query(std::string_view pattern, const transport::Target& target) {
  for (const auto& [key, value] : target.query) {
    const auto* known = std::ranges::find_if(kNames, [&, name = std::string_view(key)](const QueryName& one) { return one.pattern == pattern && one.name == name; });
    if (known == std::end(kNames)) return refuse(Code::HTTP_TARGET, "The query is not one this route knows.", key);
    KATIWALA_CHECK(check_value(*known, value));
  }
  return good();
}

Result<Page> page_of(const transport::Target& target) {
  Page out;
  if (const std::string* after = target.parameter("after")) {
    KATIWALA_TRY(out.after, number_of(*after, "after"));
  }
  if (const std::string* limit = target.parameter("limit")) {
    KATIWALA_TRY(const std::uint64_t number, number_of(*limit, "limit"));
    if (number < 1 || number > kMostPage) return refuse(Code::HTTP_TARGET, "A page holds 1 to 1000.", "limit");
    out.limit = number;
  }
  return out;
}

}  // namespace katiwala::api::door
