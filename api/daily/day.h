/// A banking day of a ledger as values: its reconciliation, the suggestions for a credit, and what is open. What the door, the page and
/// `katiwala end-of-day` show. Nothing here writes.
#pragma once

#include "api/daily/sources.h"
#include "audit/daily/ageing.h"
#include "audit/daily/open_items.h"
#include "audit/daily/reconciliation.h"
#include "audit/daily/suggestions.h"

namespace katiwala::api::daily {

/// So far back, in days, is the last statement looked for that agreed; of an account that never agreed, what lies before is taken as settled.
inline constexpr int kMostDaysBack = 92;

struct PoolDay {
  custody::Pool pool;
  CivilDate day;
  std::vector<audit::daily::Reconciliation> accounts;  ///< ascending by currency's number
  std::vector<audit::daily::AgedCredit> waiting;       ///< of this pool
};

/// Told how many entries were read, of how many at most.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// POOL_UNKNOWN; NOT_DUE for a day after that of the ledger's clock (`today`).
Result<PoolDay> pool_day(const Sources& from, const custody::PoolId& pool, CivilDate day, CivilDate today, const Progress& progress = {});

struct CreditSuggestions {
  custody::Credit credit;
  std::vector<audit::daily::Suggestion> suggestions;
  bool by_message = false;  ///< the bank's message was at hand: otherwise amount and date alone could speak
};
/// Empty where nothing of it waits to be matched. CREDIT_UNKNOWN.
Result<CreditSuggestions> suggestions_for(const Sources& from, const custody::CreditId& credit);

/// What is open; `calendar` of the rulebook in force, nullptr where it can not be read. NOT_DUE for a day after today.
Result<std::vector<audit::daily::OpenItem>> end_of_day(const Sources& from, const Calendar* calendar, CivilDate day, CivilDate today,
                                                       const audit::daily::Reader& reader);

}  // namespace katiwala::api::daily
