// The banking day: to which order a credit may belong, the three sides of a pool, what is open.
#include "api/door/read_daily.h"

#include <algorithm>

#include "api/daily/json.h"
#include "api/daily/page.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/transport/page.h"

namespace katiwala::api::door {
namespace {

struct Day {
  CivilDate day, today;
};

/// `?day=`, else today by the ledger's clock.
Result<Day> day_of(const Call& call) {
  KATIWALA_TRY(const Instant now, call.house.clock().now());
  const CivilDate today = manila_date(now);
  const std::string* given = call.request.target.parameter("day");
  if (given == nullptr) return Day{today, today};
  KATIWALA_TRY(const CivilDate day, parse_date(*given));
  return Day{day, today};
}

Result<daily::PoolDay> pool_day(const Call& call) {
  KATIWALA_TRY(const custody::PoolId pool, parse_id<custody::PoolTag>(call.params[0]));
  KATIWALA_TRY(const Day day, day_of(call));
  KATIWALA_TRY(const daily::Sources from, daily::sources_of(call.house));
  return daily::pool_day(from, pool, day.day, day.today);
}

/// The page is no way around the route.
bool may_read_suggestions(const Caller& caller) {
  const auto all = routes();
  const auto found = std::ranges::find_if(all, [](const Route& route) { return route.handler.answer == &read_suggestions; });
  KATIWALA_ASSERT(found != all.end(), "suggestions have no route");
  return (found->roles & only(caller.role)) != 0;
}

Result<std::string> page(const Call& call) {
  constexpr std::size_t kMostSuggested = 50;  // each may read the bank's messages of many credits before it
  KATIWALA_TRY(const daily::PoolDay day, pool_day(call));
  KATIWALA_TRY(const daily::Sources from, daily::sources_of(call.house));
  std::vector<daily::CreditSuggestions> suggestions;
  for (const audit::daily::AgedCredit& credit : day.waiting) {
    if (!may_read_suggestions(call.caller)) break;
    if (credit.left_over || suggestions.size() == kMostSuggested) continue;
    KATIWALA_TRY(daily::CreditSuggestions one, daily::suggestions_for(from, credit.credit));
    suggestions.push_back(std::move(one));
  }
  return daily::page_of(day, suggestions);
}

Result<Json> open_json(const Call& call) {
  KATIWALA_TRY(const Day day, day_of(call));
  KATIWALA_TRY(const daily::Sources from, daily::sources_of(call.house));
  Digest hash{};
  KATIWALA_CHECK(look(call, [&](const custody::State& state) { hash = state.ledger.rulebook; }));
  const auto rulebook = call.house.rulebooks().find(call.journal(), hash);
  const bool inspects = may_read(call.caller, custody::SubjectKind::watch);
  // The ledger's own duties are those of incidents: for those who may read these (routes.cpp).
  const audit::daily::Reader reader{inspects || call.caller.role == custody::Role::administrator, may_read(call.caller, custody::SubjectKind::protection), inspects};
  KATIWALA_TRY(const auto items, daily::end_of_day(from, rulebook ? &rulebook->calendar() : nullptr, day.day, day.today, reader));
  return daily::json_of(day.day, items);
}

}  // namespace

transport::Response read_suggestions(const Call& call) {
  const auto id = parse_id<custody::CreditTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  const auto from = daily::sources_of(call.house);
  if (!from.ok()) return refused(call, from.refusal());
  const auto found = daily::suggestions_for(*from, *id);
  return found.ok() ? json_response(daily::json_of(*found)) : refused(call, found.refusal());
}

transport::Response read_reconciliation(const Call& call) {
  const auto day = pool_day(call);
  return day.ok() ? json_response(daily::json_of(*day)) : refused(call, day.refusal());
}

transport::Response read_reconciliation_page(const Call& call) {
  auto html = page(call);
  if (!html.ok()) return refused(call, html.refusal());
  return transport::page(*html, "style-src " + transport::source_of(*html, "style"));
}

transport::Response read_end_of_day(const Call& call) {
  const auto open = open_json(call);
  return open.ok() ? json_response(*open) : refused(call, open.refusal());
}

}  // namespace katiwala::api::door
