#include "audit/daily/collect.h"

#include <algorithm>
#include <map>

namespace katiwala::audit::daily {

using namespace custody;
using book::AccountKind;

namespace {

/// What a command says of the bank's day, of whom it means, and of what it is known by.
struct Said {
  std::optional<CivilDate> booked{};
  std::optional<WardId> ward{};
  std::optional<RequestId> request{};
  std::vector<MarkValue> references{};
};

Said said_by(const Command* command) {
  Said out;
  if (command == nullptr) return out;
  std::visit(
      [&](const auto& c) {
        if constexpr (requires { c.booked; }) out.booked = c.booked;
        else if constexpr (requires { c.dealt; }) out.booked = manila_date(c.dealt);
        if constexpr (requires { c.ward; }) {
          if constexpr (std::is_same_v<std::remove_cvref_t<decltype(c.ward)>, WardId>) out.ward = c.ward;
        }
        if constexpr (requires { c.request; }) {
          if constexpr (std::is_same_v<std::remove_cvref_t<decltype(c.request)>, RequestId>) out.request = c.request;
        }
        if constexpr (requires { c.references; }) {
          for (const Mark& mark : c.references) out.references.push_back(mark.value);
        }
      },
      static_cast<const CommandVariant&>(*command));
  return out;
}

bool is_held_for_ward(AccountKind kind) { return kind == AccountKind::principal || kind == AccountKind::income || kind == AccountKind::reserved; }

bool is_of(const PoolOwners& owners, const book::Account& account) {
  if (!is_held_for_ward(account.kind)) return account.owner == owners.pool.bytes;
  return owners.wards.contains(WardId{account.owner});
}

/// The ward whose money moved, where it is one alone.
std::optional<WardId> moved_ward(const std::vector<book::Posting>& postings, Currency currency) {
  std::optional<WardId> out;
  for (const book::Posting& posting : postings) {
    if (!is_held_for_ward(posting.account.kind) || posting.account.currency != currency) continue;
    const WardId ward{posting.account.owner};
    if (out && *out != ward) return std::nullopt;
    out = ward;
  }
  return out;
}

void take_postings(const PoolOwners& owners, const journal::Entry& entry, PoolEntry& out) {
  std::vector<book::Posting> readable;
  for (const journal::OpenedPart& opened : entry.parts)
    if (opened.part) readable.insert(readable.end(), opened.part->postings.begin(), opened.part->postings.end());
  for (const book::Posting& posting : readable)
    if (book::book_of(posting.account.kind) == book::BookName::custody && is_of(owners, posting.account)) out.postings.push_back(posting);
  if (entry.wholly_readable() || out.postings.empty()) return;
  // As the ledger itself does it: the other side of what can be read stands on the pool's unreadable account.
  for (const Amount rest : book::residue(readable))
    if (!rest.is_zero()) out.postings.push_back(book::posting(AccountKind::unreadable, owners.pool.bytes, rest, book::Category::correction));
}

void take_statement(const PoolId& pool, const journal::Entry& entry, PoolEntry& out) {
  const journal::SubjectPart* primary = entry.primary();
  const auto* asked = primary == nullptr || !primary->asked ? nullptr : std::get_if<Reconcile>(&*primary->asked);
  if (asked == nullptr || asked->pool != pool) return;
  for (const Event& event : primary->events)
    if (const auto* e = std::get_if<StatementReconciled>(&event))
      out.statement = StatementSeen{entry.seq(), e->day, e->closing, e->difference, asked->message};
}

Amount bank_after(const journal::SubjectPart& part, Currency currency) {
  for (const auto& stands : part.balances)
    if (stands.account.kind == AccountKind::bank && stands.account.currency == currency) return Amount(currency, stands.minor);
  return zero(currency);
}

/// What is brought in is no movement of the bank's: it is where the account begins. It belongs to the end of the day it is as of.
void take_brought(const PoolId& pool, const journal::Entry& entry, PoolEntry& out) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part || opened.part->about != subject(pool)) continue;
    for (const Event& event : opened.part->events) {
      if (const auto* books = std::get_if<BooksOpened>(&event)) {
        out.day = books->as_of;
        for (const OpeningTotals& total : books->totals) out.brought.push_back({books->as_of, bank_after(*opened.part, total.bank.currency())});
      }
      if (const auto* undone = std::get_if<OpeningUndone>(&event))
        for (const Amount& bank : undone->banks) out.brought.push_back({std::nullopt, bank_after(*opened.part, bank.currency())});
    }
  }
}

void take_lines(const PoolId& pool, const journal::Entry& entry, const Command* carried_out, const Said& said, PoolEntry& out) {
  for (const book::Posting& posting : out.postings) {
    if (posting.account.kind != AccountKind::bank || posting.account.owner != pool.bytes) continue;
    BookLine line;
    line.entry = entry.seq();
    line.day = out.day;
    line.change = posting.change();
    line.what = carried_out == nullptr ? std::string(command_name(entry.act.command)) : std::string(name_of(*carried_out));
    line.references = said.references;
    const auto moved = moved_ward(out.postings, posting.account.currency);
    line.ward = moved ? moved : said.ward;
    line.meant = said.ward;
    line.request = said.request;
    out.lines.push_back(std::move(line));
  }
}

Amount* side_of(Held& held, AccountKind kind) {
  switch (kind) {
    case AccountKind::bank: return &held.bank;
    case AccountKind::principal:
    case AccountKind::income:
    case AccountKind::reserved: return &held.wards;
    case AccountKind::suspense: return &held.suspense;
    case AccountKind::transit: return &held.transit;
    case AccountKind::tax: return &held.tax;
    case AccountKind::fee: return &held.fee;
    case AccountKind::unreadable: return &held.unreadable;
    default: return nullptr;
  }
}

std::map<Currency, Held> held_now(const State& state, const Pool& pool) {
  std::map<Currency, Held> out;
  const PoolOwners owners = owners_of(state, pool.id);
  for (const PoolCash& cash : pool.cash) out.try_emplace(cash.account.currency, cash.account.currency);
  state.book.for_each([&](const book::Account& account, Amount amount) {
    const auto found = out.find(account.currency);
    if (found == out.end() || !is_of(owners, account)) return;
    if (Amount* side = side_of(found->second, account.kind)) *side += amount;
  });
  return out;
}

void take_off(std::map<Currency, Held>& held, const PoolEntry& entry) {
  for (const book::Posting& posting : entry.postings) {
    const auto found = held.find(posting.account.currency);
    if (found == held.end()) continue;
    if (Amount* side = side_of(found->second, posting.account.kind)) *side -= posting.change();
  }
}

/// What older books brought onto an account, all together.
struct Begin {
  std::optional<CivilDate> as_of{};
  Amount bank;
};
void follow(Begin& begun, const PoolEntry& entry, Currency currency) {
  for (const BroughtSeen& brought : entry.brought) {
    if (brought.bank.currency() != currency) continue;
    begun.bank = brought.bank;
    if (brought.as_of) begun.as_of = brought.as_of;
    if (begun.bank.is_zero()) begun.as_of.reset();
  }
}
Begin begin_of(std::span<const PoolEntry> entries, Currency currency) {
  Begin out{std::nullopt, zero(currency)};
  for (const PoolEntry& entry : entries) follow(out, entry, currency);
  return out;
}

/// The account begins as older books left it: with what the bank said of that day held against that, or as if it had said so.
void begin(std::map<CivilDate, StatementSeen>& out, std::uint64_t entry, const Begin& begun) {
  const auto said = out.find(*begun.as_of);
  const bool by_bank = said != out.end() && !said->second.brought;
  if (by_bank) said->second.difference = said->second.closing - begun.bank;
  else out.insert_or_assign(*begun.as_of, StatementSeen{entry, *begun.as_of, begun.bank, zero(begun.bank.currency()), std::nullopt, true});
}

/// The last that was heard of each day up to `day`.
std::map<CivilDate, StatementSeen> statements_of(std::span<const PoolEntry> entries, Currency currency, CivilDate day) {
  std::map<CivilDate, StatementSeen> out;
  Begin begun{std::nullopt, zero(currency)};
  for (const PoolEntry& entry : entries) {
    const auto& seen = entry.statement;
    if (seen && seen->day <= day && seen->closing.currency() == currency) out.insert_or_assign(seen->day, *seen);
    follow(begun, entry, currency);
    if (entry.brought.empty()) continue;
    if (!begun.as_of) std::erase_if(out, [](const auto& known) { return known.second.brought; });
    else if (*begun.as_of <= day) begin(out, entry.entry, begun);
  }
  return out;
}

std::optional<StatementSeen> last_agreed(const std::map<CivilDate, StatementSeen>& statements, CivilDate day) {
  std::optional<StatementSeen> out;
  for (const auto& [on, seen] : statements)
    if (on < day && seen.difference.is_zero()) out = seen;
  return out;
}

/// Booked since the statement that agreed: later than it in the journal, or of a later day.
std::vector<BookLine> lines_since(std::span<const PoolEntry> entries, Currency currency, const std::optional<StatementSeen>& agreed, CivilDate day) {
  std::vector<BookLine> out;
  for (const PoolEntry& entry : entries) {
    if (!entry.brought.empty()) continue;
    for (const BookLine& line : entry.lines) {
      const bool is_new = !agreed || entry.entry > agreed->entry || line.day > agreed->day;
      if (line.change.currency() == currency && line.day <= day && is_new) out.push_back(line);
    }
  }
  return out;
}

/// Its lines are looked at where the book could have them: not up to the end of the day on which it began.
Statement statement_of(const StatementSeen& seen, const Begin& begun, const ReadStatement& read) {
  Statement out{seen.entry, seen.day, std::nullopt, seen.closing, std::nullopt};
  if (begun.as_of && seen.day <= *begun.as_of) return out;
  if (auto said = read(seen)) {
    out.opening = said->opening;
    out.lines = std::move(said->lines);
  }
  return out;
}

}  // namespace

PoolOwners owners_of(const State& state, const PoolId& pool) {
  PoolOwners out{pool, {}};
  for (const auto& [id, ward] : state.wards)
    if (ward.pool == pool) out.wards.insert(id);
  return out;
}

std::optional<PoolEntry> pool_entry(const PoolOwners& owners, const journal::Entry& entry, const Command* carried_out) {
  PoolEntry out;
  out.entry = entry.seq();
  out.day = manila_date(entry.header.time);
  take_postings(owners, entry, out);
  take_statement(owners.pool, entry, out);
  take_brought(owners.pool, entry, out);
  if (out.postings.empty() && !out.statement) return std::nullopt;
  const bool at_bank = std::ranges::any_of(out.postings, [](const book::Posting& p) { return p.account.kind == AccountKind::bank; });
  const Said said = said_by(carried_out);
  if (at_bank && said.booked) out.day = *said.booked;
  take_lines(owners.pool, entry, carried_out, said, out);
  return out;
}

bool has_begin(const Pool& pool, CivilDate day, std::span<const PoolEntry> entries) {
  return std::ranges::all_of(pool.cash, [&](const PoolCash& cash) { return last_agreed(statements_of(entries, cash.account.currency, day), day).has_value(); });
}

std::vector<AccountDay> account_days(const State& state, const PoolId& id, CivilDate day, std::span<const PoolEntry> entries, const ReadStatement& read) {
  const Pool* pool = state.pool(id);
  KATIWALA_ASSERT(pool != nullptr, "a day of no pool");
  std::map<Currency, Held> held = held_now(state, *pool);
  for (const PoolEntry& entry : entries)
    if (entry.day > day) take_off(held, entry);
  std::vector<AccountDay> out;
  for (const auto& [currency, balances] : held) {
    AccountDay account{id, day, std::nullopt, balances, {}, {}};
    const auto seen = statements_of(entries, currency, day);
    const Begin begun = begin_of(entries, currency);
    const auto agreed = last_agreed(seen, day);
    if (agreed) account.agreed = Statement{agreed->entry, agreed->day, std::nullopt, agreed->closing, std::nullopt};
    for (const auto& [on, one] : seen)
      if (!one.brought && (!agreed || on > agreed->day)) account.statements.push_back(statement_of(one, begun, read));
    account.book = lines_since(entries, currency, agreed, day);
    out.push_back(std::move(account));
  }
  return out;
}

}  // namespace katiwala::audit::daily
