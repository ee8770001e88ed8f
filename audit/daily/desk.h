/// Where lines are laid side by side. Private to audit/daily.
#pragma once

#include "audit/daily/reconciliation.h"

namespace katiwala::audit::daily {

/// A line of either side while it is looked at.
template <class Line>
struct Laid {
  const Line* line = nullptr;
  std::optional<std::size_t> with{};   ///< its counterpart on the other side
  bool told = false;                   ///< a break speaks of it already
  std::vector<Candidate> candidates{};
};

/// Where the bank stood before the first statement: as it agreed last, or as the book says where it never did.
struct Before {
  CivilDate day;
  Amount closing;
};

struct AccountDesk {
  const AccountDay* account = nullptr;
  Before before;
  std::vector<Laid<BookLine>> book{};
  std::vector<Laid<BankLine>> bank{};
  Reconciliation out;
};

struct Desk {
  std::span<const AccountDay> accounts;
  std::vector<AccountDesk> rows{};
};

template <class Line>
bool is_loose(const Laid<Line>& one) {
  return !one.with && !one.told;
}
bool shares_reference(const std::vector<custody::MarkValue>& a, const std::vector<custody::MarkValue>& b);
std::string entry_text(std::uint64_t entry);
std::string amount_text(Amount amount);

// finders.cpp
void find_amount(Desk& desk);
void find_wrong_account(Desk& desk);
void find_weak_pairs(Desk& desk);  ///< no break: what is left pairs by amount
void find_doubled(Desk& desk);
void find_missing_at_bank(Desk& desk);
void find_missing_in_book(Desk& desk);
void find_off_ledger(Desk& desk);
void find_wrong_ward(Desk& desk);
void find_opening(Desk& desk);
void find_sub_ledger(Desk& desk);

}  // namespace katiwala::audit::daily
