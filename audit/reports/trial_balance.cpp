#include "audit/reports/trial_balance.h"

#include <tuple>

#include "audit/exports/books.h"
#include "ledger/money/exact.h"

namespace katiwala::audit::reports {

using namespace custody;

namespace {

using Owner = std::array<std::uint8_t, 16>;

/// Which pool an owner of accounts belongs to.
std::map<Owner, PoolId> pools_of_owners(const State& state) {
  std::map<Owner, PoolId> out;
  for (const auto& [id, pool] : state.pools) out[id.bytes] = id;
  for (const auto& [id, ward] : state.wards) {
    out[id.bytes] = ward.pool;
    for (const Award& award : ward.awards) out[award.id.bytes] = ward.pool;
    for (const CourtOrder& order : ward.court_orders) out[order.id.bytes] = ward.pool;
  }
  return out;
}

struct Sum {
  std::uint64_t accounts = 0;
  Minor debit = 0;  ///< less the credits
};
struct Key {
  PoolId pool;
  std::string currency;
  book::BookName book;
  auto operator<=>(const Key&) const = default;
};

}  // namespace

Result<std::vector<TrialGroup>> trial_balance(const State& state) {
  const std::map<Owner, PoolId> pools = pools_of_owners(state);
  std::map<Key, std::map<book::AccountKind, Sum>> sums;
  Status known = good();
  state.book.for_each([&](const book::Account& account, Amount amount) {
    const auto pool = pools.find(account.owner);
    if (pool == pools.end()) {
      known = refuse(Code::SUM_NOT_PRESERVED, "An account belongs to no pool.", account.text());
      return;
    }
    Sum& sum = sums[{pool->second, account.currency.code(), book::book_of(account.kind)}][account.kind];
    ++sum.accounts;
    sum.debit += Minor(exports::debit_minor(account, amount.minor()));
  });
  KATIWALA_CHECK(known);
  std::vector<TrialGroup> out;
  for (const auto& [key, rows] : sums) {
    const Pool* pool = state.pool(key.pool);
    KATIWALA_ASSERT(pool != nullptr, "a ward without her pool");
    TrialGroup group{key.pool, pool->bank, pool->code, *Currency::parse(key.currency), key.book, {}, {}, {}};
    Minor debit = 0, credit = 0;
    for (const auto& [kind, sum] : rows) {
      TrialRow row{kind, sum.accounts, zero(group.currency), zero(group.currency)};
      KATIWALA_TRY((sum.debit < 0 ? row.credit : row.debit), amount_from_wide(group.currency, sum.debit < 0 ? Minor(-sum.debit) : sum.debit));
      debit += wide(row.debit);
      credit += wide(row.credit);
      group.rows.push_back(row);
    }
    KATIWALA_TRY(group.debit, amount_from_wide(group.currency, debit));
    KATIWALA_TRY(group.credit, amount_from_wide(group.currency, credit));
    out.push_back(std::move(group));
  }
  KATIWALA_CHECK(check(out));
  return out;
}

Status check(const std::vector<TrialGroup>& groups) {
  for (const TrialGroup& group : groups) {
    const std::string place = group.bank + "/" + group.code + " " + group.currency.code() + " " + std::string(exports::name_of(group.book));
    Minor debit = 0, credit = 0;
    for (const TrialRow& row : group.rows) {
      debit += wide(row.debit);
      credit += wide(row.credit);
    }
    if (debit != wide(group.debit) || credit != wide(group.credit)) return refuse(Code::SUM_NOT_PRESERVED, "A sum of the trial balance is not that of its rows.", place);
    if (debit != credit) return refuse(Code::SUM_NOT_PRESERVED, "The debits are not the credits.", place);
  }
  return good();
}

}  // namespace katiwala::audit::reports
