#include "audit/daily/reconciliation.h"

#include <algorithm>
#include <unordered_map>

#include "audit/daily/desk.h"
#include "ledger/custody/state.h"

namespace katiwala::audit::daily {
namespace {

Before before_of(const AccountDay& account) {
  if (account.agreed) return {account.agreed->day, account.agreed->closing};
  Amount opened = account.held.bank;
  for (const BookLine& line : account.book) opened -= line.change;
  return {CivilDate{}, opened};
}

AccountDesk lay_out(const AccountDay& account) {
  AccountDesk row;
  row.account = &account;
  row.before = before_of(account);
  for (const BookLine& line : account.book) row.book.push_back({&line});
  row.out.by_lines = !account.statements.empty();
  for (const Statement& statement : account.statements) {
    row.out.by_lines = row.out.by_lines && statement.lines.has_value();
    if (!statement.lines) continue;
    for (const BankLine& line : *statement.lines) row.bank.push_back({&line});
  }
  Reconciliation& out = row.out;
  out.pool = account.pool;
  out.day = account.day;
  out.held = account.held;
  out.held_difference = account.held.total() - account.held.bank;
  out.difference = out.unexplained = zero(account.currency());
  if (!account.statements.empty() && account.statements.back().day == account.day) out.statement = account.statements.back();
  if (out.statement) out.difference = out.statement->closing - account.held.bank;
  if (!out.statement) out.by_lines = false;  // nothing of the day can be missing where the bank has not said anything of it
  return row;
}

/// A reference in common and the same amount.
void pair_by_reference(AccountDesk& row) {
  std::unordered_multimap<custody::MarkValue, std::size_t, custody::MarkHash> known;
  for (std::size_t i = 0; i < row.book.size(); ++i)
    for (const custody::MarkValue& mark : row.book[i].line->references) known.emplace(mark, i);
  for (std::size_t k = 0; k < row.bank.size(); ++k) {
    std::optional<std::size_t> best;
    for (const custody::MarkValue& mark : row.bank[k].line->references) {
      const auto [from, to] = known.equal_range(mark);
      for (auto at = from; at != to; ++at) {
        const Laid<BookLine>& book = row.book[at->second];
        if (!book.with && book.line->change == row.bank[k].line->change && (!best || at->second < *best)) best = at->second;
      }
    }
    if (!best) continue;
    row.bank[k].with = *best;
    row.book[*best].with = k;
    ++row.out.paired;
  }
}

void add_break(AccountDesk& row, Break found) {
  std::ranges::stable_sort(found.candidates, {}, [](const Candidate& c) { return std::pair(c.rank, c.kind); });
  row.out.breaks.push_back(std::move(found));
}

/// Lines that finders had something to say of.
void take_breaks(AccountDesk& row) {
  for (Laid<BookLine>& one : row.book) {
    if (one.candidates.empty()) continue;
    Break found{-one.line->change, {one.line->entry}, {}, {}, std::move(one.candidates)};
    if (one.line->ward) found.wards.push_back(*one.line->ward);
    add_break(row, std::move(found));
  }
  for (Laid<BankLine>& one : row.bank) {
    if (one.candidates.empty()) continue;
    Break found{one.line->change, {}, {one.line->place}, {}, std::move(one.candidates)};
    if (one.line->names) found.wards.push_back(*one.line->names);
    add_break(row, std::move(found));
  }
}

/// What the lines do not explain; where none can be looked at, all of it.
void weigh_rest(AccountDesk& row, std::span<const AccountDay> accounts) {
  Reconciliation& out = row.out;
  if (!out.statement) return;
  out.unexplained = out.difference;
  for (const Break& found : out.breaks)
    if (found.kind() != BreakKind::sub_ledger) out.unexplained -= found.effect;
  if (out.unexplained.is_zero()) return;
  std::vector<AccountDay> others;
  for (const AccountDay& one : accounts)
    if (&one != row.account) others.push_back(one);
  Break rest{out.unexplained, {}, {}, {}, guesses(out.unexplained, *row.account, others)};
  rest.candidates.insert(rest.candidates.begin(), {BreakKind::unexplained, 0, {{"difference", amount_text(out.unexplained)}}, {}});
  out.breaks.push_back(std::move(rest));
}

Standing standing_of(const Reconciliation& out) {
  if (!out.breaks.empty()) return Standing::broken;
  return out.statement ? Standing::agrees : Standing::no_statement;
}

}  // namespace

bool shares_reference(const std::vector<custody::MarkValue>& a, const std::vector<custody::MarkValue>& b) {
  return std::ranges::any_of(a, [&](const custody::MarkValue& mark) { return std::ranges::find(b, mark) != b.end(); });
}

std::string entry_text(std::uint64_t entry) { return "entry " + std::to_string(entry); }
std::string amount_text(Amount amount) { return amount.text() + " " + amount.currency().code(); }

std::span<const Finder> finders() {
  static constexpr Finder kAll[] = {
      {BreakKind::amount, &find_amount},           {BreakKind::wrong_account, &find_wrong_account},
      {BreakKind::unexplained, &find_weak_pairs},  {BreakKind::doubled, &find_doubled},
      {BreakKind::missing_at_bank, &find_missing_at_bank}, {BreakKind::missing_in_book, &find_missing_in_book},
      {BreakKind::off_ledger, &find_off_ledger},   {BreakKind::wrong_ward, &find_wrong_ward},
      {BreakKind::opening, &find_opening},         {BreakKind::sub_ledger, &find_sub_ledger},
  };
  return kAll;
}

std::vector<Reconciliation> reconcile(std::span<const AccountDay> accounts, std::span<const Finder> with) {
  Desk desk{accounts};
  for (const AccountDay& account : accounts) {
    AccountDesk row = lay_out(account);
    if (row.out.by_lines) pair_by_reference(row);
    desk.rows.push_back(std::move(row));
  }
  for (const Finder& finder : with) finder.look(desk);
  std::vector<Reconciliation> out;
  for (AccountDesk& row : desk.rows) {
    take_breaks(row);
    weigh_rest(row, accounts);
    row.out.standing = standing_of(row.out);
    out.push_back(std::move(row.out));
  }
  return out;
}

}  // namespace katiwala::audit::daily
