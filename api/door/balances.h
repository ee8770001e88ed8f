/// What stands on a ward's accounts: now, or as it stood when an instant had passed.
///
/// Of the past exactly what the record says, or a refusal: her parts hold the balances after each of their postings, so the last part before the moment
/// that names an account says what stood on it. Nothing is estimated, and no moment is answered that is not over: a later entry could still belong to it.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// [{currency, principal, income, reserved, total}], ascending by currency.
transport::Json balances_json(const custody::State& state, const custody::Ward& ward);

/// Up to which entry something is asked for.
struct AsOf {
  std::optional<Instant> before;     ///< entries of an earlier time
  std::optional<record::Seq> last;   ///< or up to this one
};
/// "2026-07-06" (the end of that day in Manila), an instant, or the number of an entry. HTTP_TARGET where it is none of them;
/// AS_OF_UNKNOWN where it is not over by `now`, or there is no such entry.
Result<AsOf> parse_as_of(std::string_view text, Instant now, std::optional<record::Seq> head);

transport::Response read_balances(const Call& call);

}  // namespace katiwala::api::door
