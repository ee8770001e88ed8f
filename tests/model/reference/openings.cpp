// What an older book holds: noted ward by ward, agreed to as a whole, posted as one entry (decision 0032; docs/migration.md, docs/format.md).
#include <algorithm>

#include "tests/model/reference/refusing.h"

namespace reference {

int iso_number(Currency currency) {
  constexpr int kNumbers[] = {608, 840, 978, 392, 414};
  return kNumbers[static_cast<std::size_t>(currency)];
}

std::optional<Day> opened_as_of(const Memory& m, const Name& pool, Currency currency) {
  for (const auto& [entry, opening] : m.openings)
    if (opening.pool == pool && opening.banks.contains(currency)) return opening.as_of;
  return std::nullopt;
}

bool nothing_else_moved(const Memory& m, const Name& pool, Currency currency) {
  std::int64_t brought = 0;
  for (const auto& [entry, opening] : m.openings)
    if (opening.pool == pool && opening.banks.contains(currency)) brought += opening.banks.at(currency);
  if (m.balance(Book::bank, pool, currency) != brought || m.balance(Book::transit, pool, currency) != 0) return false;
  for (const auto& [name, credit] : m.credits)
    if (credit.pool == pool && credit.amount.currency == currency && !credit.gone() && !m.openings.contains(credit.entry)) return false;
  for (const auto& [name, request] : m.requests) {
    const bool left = request.state == RequestState::settled || request.state == RequestState::returned;
    if (left && request.amount.currency == currency && m.wards.at(request.ward).pool == pool) return false;
  }
  return true;
}

namespace {

template <class Bytes>
std::string digits(const Bytes& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) out += {kDigits[byte / 16], kDigits[byte % 16]};
  return out;
}
std::string figure(const std::optional<Money>& money) {
  return money ? std::to_string(money->minor) + "/" + std::to_string(iso_number(money->currency)) : "-";
}

std::map<Name, const std::vector<OpeningLine>*> noted_wards(const Memory& m, const Name& pool, const Name& opening) {
  std::map<Name, const std::vector<OpeningLine>*> out;
  for (const auto& [name, ward] : m.wards)
    if (ward.pool == pool && ward.noted && ward.noted->opening == opening) out[name] = &ward.noted->lines;
  return out;
}

}  // namespace

std::string noted_text(const Memory& m, const Name& pool, const Name& opening) {
  std::string out;
  for (const auto& [ward, lines] : noted_wards(m, pool, opening))
    for (const OpeningLine& line : *lines) {
      out += digits(ward) + (line.award ? " award " + digits(*line.award) : " paper " + digits(*line.paper));
      out += " " + figure(line.amount) + " " + figure(line.income) + " " + figure(line.paid) + " " + figure(line.charges) + "\n";
    }
  return out;
}

std::map<Currency, NotedSum> noted_sums(const Memory& m, const Name& pool, const Name& opening) {
  std::map<Currency, NotedSum> out;
  for (const auto& [ward, lines] : noted_wards(m, pool, opening))
    for (const OpeningLine& line : *lines) {
      NotedSum& sum = out[line.amount.currency];
      ++sum.lines;
      sum.income += line.income->minor;
      sum.principal += line.amount.minor - line.income->minor;
    }
  return out;
}

namespace {

/// Every other member of a line is in some currency, and not below zero.
void counted_in(const Money& money, Currency currency) {
  if (money.currency != currency) throw Refused{"CURRENCY_MISMATCH"};
  if (money.minor < 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
}

struct OlderBook {
  const Asking& a;
  const Memory& m = a.memory;

  /// By what she has it, and under what name it was said before.
  static void by_one(const Ward& ward, const OpeningLine& line) {
    field(line.award.has_value() != line.paper.has_value());
    if (line.award && !ward.awards.contains(*line.award)) throw Refused{"SUBJECT_MISMATCH"};
    field(line.award || (!line.paid && !line.charges));
  }

  /// What was paid under an award is said once, whatever the currencies are in which some of it is held.
  void say_paid(const Ward& ward, bool again, OpeningLine& line) const {
    const Currency currency = ward.awards.at(*line.award).amount.currency;
    const std::int64_t principal = line.amount.minor - (line.income ? line.income->minor : 0);
    const bool same = line.amount.currency == currency;
    field(!again || (!line.paid && !line.charges));
    if (!line.charges) line.charges = Money{currency, 0};
    counted_in(*line.charges, currency);
    if (again) line.paid = Money{currency, 0};
    if (!line.paid) {
      field(same);
      line.paid = Money{currency, principal + line.charges->minor};
    }
    counted_in(*line.paid, currency);
    const std::int64_t arrived = line.paid->minor - line.charges->minor;
    if (arrived < 0) throw Refused{"AMOUNT_MISMATCH"};
    if (line.paid->minor > m.balance(Book::outstanding, *line.award, currency)) throw Refused{"CAP_EXCEEDED"};
    if (same && line.income && !again && principal > arrived) throw Refused{"AMOUNT_MISMATCH"};
  }

  [[nodiscard]] OpeningLine with_all_said(const Ward& ward, const std::vector<OpeningLine>& before, OpeningLine line) const {
    by_one(ward, line);
    const Currency currency = line.amount.currency;
    kept_in(a, ward, currency);
    counted_in(line.amount, currency);
    const auto earlier = [&](const OpeningLine& one) { return one.award == line.award && one.paper == line.paper; };
    field(std::none_of(before.begin(), before.end(), [&](const OpeningLine& one) { return earlier(one) && one.amount.currency == currency; }));
    if (line.income) counted_in(*line.income, currency);
    if (line.income && line.income->minor > line.amount.minor) throw Refused{"AMOUNT_MISMATCH"};
    if (line.award) say_paid(ward, std::any_of(before.begin(), before.end(), earlier), line);
    if (line.amount.minor == 0 && (!line.paid || line.paid->minor == 0)) throw Refused{"AMOUNT_NOT_POSITIVE"};
    if (!line.income) line.income = Money{currency, 0};
    return line;
  }

  /// It is the first that her accounts know in that currency, and the first that was received under that award.
  [[nodiscard]] bool first_of_hers(const Name& name, const std::vector<OpeningLine>& lines) const {
    for (const OpeningLine& line : lines) {
      for (const Book book : {Book::principal, Book::income, Book::reserved})
        if (m.balance(book, name, line.amount.currency) != 0) return false;
      if (!line.award || line.paid->minor == 0) continue;
      for (const Book book : {Book::received, Book::charged})
        if (m.balance(book, *line.award, line.paid->currency) != 0) return false;
    }
    return true;
  }

  Draft operator()(const NoteOpening& c) const {
    constexpr std::size_t kMostLines = 100;
    const Ward& ward = ward_named(a, c.ward);
    field(!is_nobody(c.opening));
    field(c.lines.size() <= kMostLines);
    field(!c.lines.empty() || ward.noted);
    std::vector<OpeningLine> lines;
    for (const OpeningLine& line : c.lines) lines.push_back(with_all_said(ward, lines, line));
    if (!first_of_hers(c.ward, lines)) throw Refused{"OPENING_LATE"};
    Draft out;
    out.about = hers(c.ward);
    out.then = [c, lines](Memory& memory) {
      std::optional<Noted>& noted = memory.wards.at(c.ward).noted;
      noted.reset();
      if (!lines.empty()) noted = Noted{c.opening, lines};
    };
    return out;
  }

  static std::int64_t sum_of(const OpeningTotals& total) {
    std::int64_t sum = 0;
    for (const Money& part : {total.principal, total.income, total.unplaced, total.tax, total.fee}) {
      counted_in(part, total.bank.currency);
      sum += part.minor;
    }
    return sum;
  }

  /// An account of the pool on which this is the first, of the same day as what came before it.
  void first_of_account(const OpenBooks& c, const Cash& cash) const {
    if (!nothing_else_moved(m, c.pool, cash.currency)) throw Refused{"OPENING_LATE"};
    const bool agreed = cash.reconciled && cash.difference == 0 && *cash.reconciled >= c.as_of;
    if (agreed) throw Refused{"OPENING_LATE"};
    const auto before = opened_as_of(m, c.pool, cash.currency);
    field(!before || *before == c.as_of);
  }

  void total(const OpenBooks& c, const OpeningTotals& said) const {
    const Cash* cash = cash_of(m.pools.at(c.pool), said.bank.currency);
    if (cash == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
    const std::int64_t sum = sum_of(said);
    above_zero(said.bank);
    if (sum != said.bank.minor) throw Refused{"CONTROL_SUM_MISMATCH"};
    first_of_account(c, *cash);
    const std::pair<Book, Money> of_nobody[] = {{Book::suspense, said.unplaced}, {Book::tax, said.tax}, {Book::fee, said.fee}};
    for (const auto& [book, money] : of_nobody)
      if (money.minor > 0 && m.balance(book, c.pool, money.currency) != 0) throw Refused{"OPENING_LATE"};
  }

  void unplaced(const OpenBooks& c) const {
    std::map<Currency, std::int64_t> waits;
    for (const OpeningTotals& said : c.totals) waits[said.bank.currency] = said.unplaced.minor;
    std::set<Name> seen;
    for (const UnplacedCredit& credit : c.unplaced) {
      field(!is_nobody(credit.credit) && seen.insert(credit.credit).second && credit.booked <= c.as_of);
      fresh(!m.credits.contains(credit.credit));
      above_zero(credit.amount);
      if (!waits.contains(credit.amount.currency)) throw Refused{"CURRENCY_MISMATCH"};
      waits[credit.amount.currency] -= credit.amount.minor;
    }
    for (const auto& [currency, rest] : waits)
      if (rest != 0) throw Refused{"CONTROL_SUM_MISMATCH"};
  }

  /// Line by line and in all; what is noted in a currency of which nothing is said differs too.
  void as_noted(const OpenBooks& c) const {
    std::map<Currency, NotedSum> sums = noted_sums(m, c.pool, c.opening);
    for (const OpeningTotals& said : c.totals) {
      const NotedSum sum = sums[said.bank.currency];
      if (sum.lines != said.lines || sum.principal != said.principal.minor || sum.income != said.income.minor) throw Refused{"CONTROL_SUM_MISMATCH"};
      sums.erase(said.bank.currency);
    }
    if (!sums.empty()) throw Refused{"CONTROL_SUM_MISMATCH"};
    if (noted_text(m, c.pool, c.opening) != c.noted) throw Refused{"OPENING_CHANGED"};
  }

  void move(Draft& out, const Name& pool, const OpeningTotals& said) const {
    const Account bank{Book::bank, pool, said.bank.currency};
    out.moves.push_back({bank, {Book::suspense, pool, said.bank.currency}, said.unplaced.minor});
    out.moves.push_back({bank, {Book::tax, pool, said.bank.currency}, said.tax.minor});
    out.moves.push_back({bank, {Book::fee, pool, said.bank.currency}, said.fee.minor});
  }
  void move(Draft& out, const Name& pool, const Name& ward, const OpeningLine& line) const {
    const Currency currency = line.amount.currency;
    const Account bank{Book::bank, pool, currency};
    out.moves.push_back({bank, {Book::principal, ward, currency}, line.amount.minor - line.income->minor});
    out.moves.push_back({bank, {Book::income, ward, currency}, line.income->minor});
    if (!line.award) return;
    const Currency awarded = line.paid->currency;
    const Account outstanding{Book::outstanding, *line.award, awarded};
    out.moves.push_back({outstanding, {Book::received, *line.award, awarded}, line.paid->minor - line.charges->minor});
    out.moves.push_back({outstanding, {Book::charged, *line.award, awarded}, line.charges->minor});
  }

  Draft operator()(const OpenBooks& c) const {
    if (!m.pools.contains(c.pool)) throw Refused{"POOL_UNKNOWN"};
    field(!is_nobody(c.opening));
    field(c.as_of < a.today);  // a day that has ended
    field(c.source);
    field(!c.totals.empty());
    for (std::size_t i = 1; i < c.totals.size(); ++i) field(iso_number(c.totals[i - 1].bank.currency) < iso_number(c.totals[i].bank.currency));
    for (const OpeningTotals& said : c.totals) total(c, said);
    unplaced(c);
    as_noted(c);
    Draft out;
    out.about = {Kind::pool, c.pool};
    for (const auto& [ward, lines] : noted_wards(m, c.pool, c.opening)) {
      if (!first_of_hers(ward, *lines)) throw Refused{"OPENING_LATE"};
      for (const OpeningLine& line : *lines) move(out, c.pool, ward, line);
      out.brought.push_back(ward);
    }
    for (const OpeningTotals& said : c.totals) move(out, c.pool, said);
    out.then = [c, wards = out.brought, entry = a.entry](Memory& memory) { be_brought(memory, c, wards, entry); };
    return out;
  }

  static void be_brought(Memory& memory, const OpenBooks& c, const std::vector<Name>& wards, std::uint64_t entry) {
    Opening& opening = memory.openings[entry];
    opening.pool = c.pool;
    opening.as_of = c.as_of;
    for (const OpeningTotals& said : c.totals) opening.banks[said.bank.currency] = said.bank.minor;
    for (const UnplacedCredit& credit : c.unplaced) memory.credits[credit.credit] = {c.pool, credit.amount, 0, credit.booked, entry, true, 0, std::nullopt};
    for (const Name& name : wards) {
      Ward& ward = memory.wards.at(name);
      ward.brought[entry] = {c.opening, c.as_of, ward.noted->lines};
      ward.noted.reset();
    }
    memory.booked[entry].undoable = true;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

}  // namespace

Draft draft_opening(const Asking& asking, const Action& action) { return std::visit(OlderBook{asking}, action); }

}  // namespace reference
