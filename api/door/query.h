/// What may stand behind the question mark of a read, a route at a time, and what each may be: the door refuses the rest, so that nobody believes a filter
/// that is not there, or takes what is so now for what was so on a day. docs/api.md and the description say the same, the latter out of this table.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "api/transport/http.h"
#include "ledger/base/result.h"
#include "ledger/record/entry.h"

namespace katiwala::api::door {

struct QueryName {
  std::string_view pattern;  ///< of the route
  std::string_view name;
  std::string_view format;   ///< a named schema, "after", "limit", "RequestState", or words with | between
  std::string_view says;
};
std::span<const QueryName> query_names();

/// HTTP_TARGET with the name as place for one that the read does not know, or that is none of the words it may be; ID_SYNTAX, DATE_SYNTAX with the same
/// place. The numbers of a page are page_of's to judge, an AsOf is the reader's.
Status check_query(std::string_view pattern, const transport::Target& target);

/// Lists go by numbers of entries: what was added by an entry after `after`, at most `limit`. As entries are only ever added, a page stays as it was, and
/// who goes on with `next` misses nothing and sees nothing twice.
struct Page {
  std::optional<record::Seq> after;
  std::size_t limit = 100;
};
inline constexpr std::uint64_t kMostPage = 1'000;

/// HTTP_TARGET with the name as place.
Result<Page> page_of(const transport::Target& target);

/// Cuts rows that come ascending by number down to a page; where it is full, the number to go on with. `number` of a row is its entry.
template <class Row, class Number>
std::optional<record::Seq> cut(std::vector<Row>& rows, const Page& page, Number number) {
  std::erase_if(rows, [&](const Row& row) { return page.after && number(row) <= *page.after; });
  if (rows.size() <= page.limit) return std::nullopt;
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(page.limit), rows.end());
  return number(rows.back());
}

}  // namespace katiwala::api::door
