#include "api/door/query.h"

#include <algorithm>

#include "api/door/reading.h"

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
    {"entries", "command", {}, "Those that such a command made."},
    {"entries", "after", "after", "Only entries after this one."},
    {"entries", "limit", "limit", kLimit},
    {"wards/{w}/entries", "command", {}, "Those that such a command made."},
    {"wards/{w}/entries", "after", "after", "Only entries after this one."},
    {"wards/{w}/entries", "limit", "limit", kLimit},
    {"events", "after", "after", "Only what happened after this entry."},
    {"events", "limit", "limit", kLimit},
    {"entries/{n}", "lang", "en|fil|ceb", "The refusals in words for guardians."},
    {"end-of-day", "day", "Date", kToday},
    {"pools/{p}/reconciliation", "day", "Date", kToday},
    {"pools/{p}/reconciliation.html", "day", "Date", kToday},
    {"payment-files", "pool", "Id", "Those of one pool, whatever became of them."},
    {"payment-files", "day", "Date", "Those released on that day, whatever became of them."},
    {"wards/{w}/balances", "as_of", {}, "A day that has ended, an instant that has passed, or the number of an entry; without it the newest durable entry."},
    {"wards/{w}/statement", "as_of", "Date", "The day of the seal taken last; of another day there is none here."},
};

}  // namespace

std::span<const QueryName> query_names() { return kNames; }

Status check_query(std::string_view pattern, const transport::Target& target) {
  for (const auto& [key, value] : target.query) {
    const bool known = std::ranges::any_of(kNames, [&, name = std::string_view(key)](const QueryName& one) { return one.pattern == pattern && one.name == name; });
    if (!known) return refuse(Code::HTTP_TARGET, "The query is not one this route knows.", key);
  }
  return good();
}

Result<Page> page_of(const transport::Target& target) {
  Page out;
  if (const std::string* after = target.parameter("after")) {
    KATIWALA_TRY(out.after, parse_number(*after));
  }
  if (const std::string* limit = target.parameter("limit")) {
    KATIWALA_TRY(const std::uint64_t number, parse_number(*limit));
    if (number < 1 || number > kMostPage) return refuse(Code::HTTP_TARGET, "A page holds 1 to 1000.", "limit");
    out.limit = number;
  }
  return out;
}

}  // namespace katiwala::api::door
