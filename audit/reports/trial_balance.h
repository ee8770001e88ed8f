/// The trial balance: what stands on every kind of account, by pool and currency, in both books. Each sums to zero.
#pragma once

#include "audit/reports/history.h"

namespace katiwala::audit::reports {

struct TrialRow {
  book::AccountKind kind = book::AccountKind::bank;
  std::uint64_t accounts = 0;  ///< on which anything stands
  Amount debit, credit;        ///< one of them is zero
};

/// One book of one pool in one currency.
struct TrialGroup {
  custody::PoolId pool;
  std::string bank, code;      ///< of the pool
  Currency currency;
  book::BookName book = book::BookName::custody;
  std::vector<TrialRow> rows;  ///< ascending by kind
  Amount debit, credit;
};

/// Ordered by pool, currency and book. SUM_NOT_PRESERVED if an account belongs to no pool; AMOUNT_RANGE; what `check` refuses.
Result<std::vector<TrialGroup>> trial_balance(const custody::State& state);

/// SUM_NOT_PRESERVED: the rows of a group are not its sums, or its debits are not its credits.
Status check(const std::vector<TrialGroup>& groups);

}  // namespace katiwala::audit::reports
