// One look a kind of break. The order in which they look stands in reconciliation.cpp.
#include <algorithm>
#include <cstdlib>

#include "audit/daily/desk.h"

namespace katiwala::audit::daily {
namespace {

std::vector<custody::WardId> wards_of(const BookLine& book, const BankLine* bank) {
  std::vector<custody::WardId> out;
  for (const auto& ward : {book.ward, book.meant, bank == nullptr ? std::nullopt : bank->names})
    if (ward && std::ranges::find(out, *ward) == out.end()) out.push_back(*ward);
  return out;
}

/// Whether the bank was heard of that day: by its statement, or by one that goes on where the one before it ended.
bool was_heard(const AccountDesk& row, CivilDate day) {
  Before before = row.before;
  if (day <= before.day) return true;
  for (const Statement& one : row.account->statements) {
    const bool goes_on = one.opening && *one.opening == before.closing;
    if (day == one.day || (goes_on && day > before.day && day < one.day)) return true;
    before = {one.day, one.closing};
  }
  return false;
}

/// The same movement again: same amount, day and command, for the same ward and request, or both for none.
bool is_twin(const BookLine& a, const BookLine& b) {
  return a.change == b.change && a.day == b.day && a.what == b.what && a.request == b.request && a.ward == b.ward;
}

Candidate same_amount_elsewhere(const AccountDesk& row, const BookLine& book, Candidate candidate) {
  for (const Laid<BankLine>& bank : row.bank)
    if (is_loose(bank) && bank.line->change == book.change) candidate.grounds.push_back({"same_amount_under_another_reference", bank.line->place});
  return candidate;
}

void doubled_in_book(AccountDesk& row) {
  for (Laid<BookLine>& one : row.book) {
    if (!is_loose(one)) continue;
    for (const Laid<BookLine>& other : row.book) {
      if (&other == &one || !other.with || other.line->change != one.line->change) continue;
      const bool same = shares_reference(one.line->references, other.line->references);
      if (!same && !is_twin(*one.line, *other.line)) continue;
      const Ground why{same ? "same_reference" : "same_amount_day_and_ward", entry_text(other.line->entry)};
      one.candidates.push_back({BreakKind::doubled, same ? 1U : 2U, {why}, {other.line->entry}});
      break;
    }
  }
}

void doubled_at_bank(AccountDesk& row) {
  for (Laid<BankLine>& one : row.bank) {
    if (!is_loose(one)) continue;
    for (const Laid<BankLine>& other : row.bank) {
      if (&other == &one || !other.with || other.line->change != one.line->change) continue;
      if (!shares_reference(one.line->references, other.line->references)) continue;
      one.candidates.push_back({BreakKind::doubled, 1, {{"same_reference", other.line->place}}, {row.book[*other.with].line->entry}});
      break;
    }
  }
}

void pair_weakly(AccountDesk& row) {
  for (std::size_t k = 0; k < row.bank.size(); ++k) {
    if (!is_loose(row.bank[k])) continue;
    const BankLine& bank = *row.bank[k].line;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < row.book.size(); ++i) {
      const BookLine& book = *row.book[i].line;
      const bool silent = book.references.empty() || bank.references.empty();
      if (!is_loose(row.book[i]) || !silent || book.change != bank.change || std::abs(book.day.days() - bank.day.days()) > kWeakDays) continue;
      const auto apart = [&](std::size_t at) { return std::abs(row.book[at].line->day.days() - bank.day.days()); };
      if (!best || apart(i) < apart(*best)) best = i;
    }
    if (!best) continue;
    row.bank[k].with = *best;
    row.book[*best].with = k;
    ++row.out.paired_weakly;
  }
}

/// Calls `take` with every account whose lines can be looked at.
template <class Take>
void for_rows(Desk& desk, Take take) {
  for (AccountDesk& row : desk.rows)
    if (row.out.by_lines) take(row);
}

std::string place_of(const AccountDesk& row, const std::string& line) {
  return line + " in " + row.account->currency().code() + " of pool " + row.account->pool.hex();
}

void tell_account(AccountDesk& of_bank, Laid<BankLine>& bank, AccountDesk& of_book, Laid<BookLine>& book) {
  bank.told = book.told = true;
  const std::uint64_t entry = book.line->entry;
  const auto wards = wards_of(*book.line, bank.line);
  const auto found = [&](std::string there) { return Candidate{BreakKind::wrong_account, 1, {{"same_reference", std::move(there)}}, {entry}}; };
  of_bank.out.breaks.push_back({bank.line->change, {entry}, {bank.line->place}, wards, {found(place_of(of_book, entry_text(entry)))}});
  of_book.out.breaks.push_back({-book.line->change, {entry}, {bank.line->place}, wards, {found(place_of(of_bank, bank.line->place))}});
}

}  // namespace

void find_amount(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) {
    for (Laid<BankLine>& bank : row.bank) {
      if (!is_loose(bank)) continue;
      for (Laid<BookLine>& book : row.book) {
        if (!is_loose(book) || !shares_reference(bank.line->references, book.line->references)) continue;
        bank.told = book.told = true;
        const Amount effect = bank.line->change - book.line->change;
        const std::uint64_t entry = book.line->entry;
        Candidate found{BreakKind::amount, 1, {{"same_reference", entry_text(entry)}}, {entry}};
        found.grounds.push_back({"bank", amount_text(bank.line->change)});
        found.grounds.push_back({"book", amount_text(book.line->change)});
        row.out.breaks.push_back({effect, {entry}, {bank.line->place}, wards_of(*book.line, bank.line), {std::move(found)}});
        break;
      }
    }
  });
}

void find_wrong_account(Desk& desk) {
  for (AccountDesk& of_bank : desk.rows) {
    for (Laid<BankLine>& bank : of_bank.bank) {
      for (AccountDesk& of_book : desk.rows) {
        if (!is_loose(bank) || &of_book == &of_bank || !of_bank.out.by_lines || !of_book.out.by_lines) continue;
        const auto found = std::ranges::find_if(of_book.book, [&](const Laid<BookLine>& book) {
          return is_loose(book) && shares_reference(bank.line->references, book.line->references);
        });
        if (found != of_book.book.end()) tell_account(of_bank, bank, of_book, *found);
      }
    }
  }
}

void find_weak_pairs(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) { pair_weakly(row); });
}

void find_doubled(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) {
    doubled_in_book(row);
    doubled_at_bank(row);
  });
}

void find_missing_at_bank(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) {
    for (Laid<BookLine>& one : row.book) {
      if (!is_loose(one) || !was_heard(row, one.line->day)) continue;
      Candidate found{BreakKind::missing_at_bank, 3, {{"on_no_statement", one.line->day.text()}}, {one.line->entry}};
      one.candidates.push_back(same_amount_elsewhere(row, *one.line, std::move(found)));
    }
  });
}

void find_missing_in_book(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) {
    for (Laid<BankLine>& one : row.bank) {
      if (!is_loose(one) || one.line->nature == Nature::other) continue;
      one.candidates.push_back({BreakKind::missing_in_book, 3, {{"not_booked", std::string(name(one.line->nature))}}, {}});
    }
  });
}

void find_off_ledger(Desk& desk) {
  for_rows(desk, [](AccountDesk& row) {
    for (Laid<BankLine>& one : row.bank)
      if (is_loose(one) && one.line->nature == Nature::other) one.candidates.push_back({BreakKind::off_ledger, 3, {{"names_no_payment", one.line->place}}, {}});
  });
}

namespace {

/// Whose line it should be: the ward whose payment the bank names, else the one that the command named.
std::optional<custody::WardId> right_ward(const AccountDesk& row, const Laid<BookLine>& book) {
  const BankLine* bank = book.with ? row.bank[*book.with].line : nullptr;
  return bank != nullptr && bank->names ? bank->names : book.line->meant;
}

void tell_ward(AccountDesk& row, const Laid<BookLine>& book, const custody::WardId& right) {
  const BankLine* bank = book.with ? row.bank[*book.with].line : nullptr;
  const bool by_bank = bank != nullptr && bank->names;
  Candidate found{BreakKind::wrong_ward, 1, {{by_bank ? "bank_names" : "command_names", right.hex()}}, {book.line->entry}};
  found.grounds.push_back({"booked_for", book.line->ward->hex()});
  for (const Laid<BookLine>& other : row.book) {
    const bool crosses = other.line->ward == right && right_ward(row, other) == book.line->ward;
    if (crosses && &other != &book) found.grounds.push_back({"swapped_with", entry_text(other.line->entry)});
  }
  Break out{zero(row.account->currency()), {book.line->entry}, {}, wards_of(*book.line, bank), {std::move(found)}};
  if (bank != nullptr) out.bank_lines.push_back(bank->place);
  row.out.breaks.push_back(std::move(out));
}

}  // namespace

void find_wrong_ward(Desk& desk) {
  for (AccountDesk& row : desk.rows) {
    for (const Laid<BookLine>& book : row.book) {
      const auto right = right_ward(row, book);
      if (right && book.line->ward && *right != *book.line->ward) tell_ward(row, book, *right);
    }
  }
}

namespace {

/// What the book has of days that no statement speaks of; a later look has nothing to say of it.
Amount take_unseen(AccountDesk& row, CivilDate after, CivilDate before) {
  Amount sum = zero(row.account->currency());
  for (Laid<BookLine>& book : row.book) {
    if (!row.out.by_lines || !is_loose(book) || book.line->day <= after || book.line->day >= before) continue;
    sum += book.line->change;
    book.told = true;
  }
  return sum;
}

}  // namespace

/// Between two statements that do not join, lines were never seen: what the book has of those days is taken off, and what is left is the break.
void find_opening(Desk& desk) {
  for (AccountDesk& row : desk.rows) {
    Before before = row.before;
    for (const Statement& one : row.account->statements) {
      if (one.opening && *one.opening != before.closing) {
        const Amount gap = *one.opening - before.closing - take_unseen(row, before.day, one.day);
        Candidate found{BreakKind::opening, 1, {{"closed_before", amount_text(before.closing)}}, {one.entry}};
        found.grounds.push_back({"opens", amount_text(*one.opening) + " on " + one.day.text()});
        if (!gap.is_zero()) row.out.breaks.push_back({gap, {one.entry}, {}, {}, {std::move(found)}});
      }
      before = {one.day, one.closing};
    }
  }
}

void find_sub_ledger(Desk& desk) {
  for (AccountDesk& row : desk.rows) {
    const Amount off = row.out.held_difference;
    if (off.is_zero()) continue;
    std::vector<Ground> grounds{{"held", amount_text(row.out.held.total())}, {"book", amount_text(row.out.held.bank)}};
    row.out.breaks.push_back({off, {}, {}, {}, {{BreakKind::sub_ledger, 1, std::move(grounds), {}}}});
  }
}

}  // namespace katiwala::audit::daily
