// Older books that are brought in, and payments that a bank asks back.
#include <algorithm>

#include "tests/model/generator.h"

namespace katiwala::model {

using namespace reference;

namespace {

/// One more than may be noted for a ward.
constexpr std::size_t kLinesTooMany = 101;

Paper paper_of(const Name& name) {
  Paper out{};
  std::copy(name.begin(), name.end(), out.begin());
  out.back() = 1;
  return out;
}

OpeningTotals nothing_in(Currency currency) {
  const Money none{currency, 0};
  return {0, none, none, none, none, none, none};
}

bool is_books(const Proposal& proposal, const Name& pool) {
  const auto* books = std::get_if<OpenBooks>(&proposal.action);
  return books != nullptr && books->pool == pool;
}

}  // namespace

/// Pools that nothing has moved in yet, with wards in them: few, for what comes in is soon booked.
Generator::Made Generator::older_pool() {
  std::vector<Name> fresh;
  for (const auto& [name, pool] : m().pools)
    if (std::all_of(pool.cash.begin(), pool.cash.end(), [&](const Cash& c) { return nothing_else_moved(m(), name, c.currency); })) fresh.push_back(name);
  if (fresh.empty()) {
    if (m().pools.size() >= 9 || m().pools.size() < 2) return std::nullopt;
    OpenPool out{dice_.name(), "TESTBANK", "OLDER" + std::to_string(dice_.roll(40)), Product::pooled_trust, {{Currency::php, dice_.name()}}};
    out.accounts.push_back({Currency::usd, dice_.name()});
    if (dice_.percent(50)) out.accounts.push_back({Currency::jpy, dice_.name()});
    return by(Role::trust_officer, out);
  }
  const Name pool = dice_.pick(fresh);
  const auto wards = std::count_if(m().wards.begin(), m().wards.end(), [&](const auto& row) { return row.second.pool == pool; });
  if (wards >= 3) return std::nullopt;
  OpenWard out;
  out.ward = dice_.name();
  out.pool = pool;
  out.born_latest = out.born_earliest = day_of(2010, 2, 1) + static_cast<Day>(dice_.roll(4000));
  return by(Role::trust_officer, out);
}

bool Generator::may_open(const Name& pool, const Cash& cash) const {
  const bool agreed = cash.reconciled && cash.difference == 0 && *cash.reconciled >= opened_as_of(m(), pool, cash.currency).value_or(today() - 1);
  return !agreed && nothing_else_moved(m(), pool, cash.currency);
}

/// Nothing of hers is there, and nothing on the account.
bool Generator::is_to_open(const Name& name, const Ward& ward, Currency currency) const {
  for (const Book book : {Book::principal, Book::income, Book::reserved})
    if (m().balance(book, name, currency) != 0) return false;
  const Cash* cash = cash_of(m().pools.at(ward.pool), currency);
  return cash != nullptr && may_open(ward.pool, *cash);
}

OpeningLine Generator::older_line(const Ward& ward, Currency currency) {
  OpeningLine out;
  out.amount = {currency, dice_.between(1, currency == Currency::php ? 900'000'00 : 40'000'00)};
  const auto* award = any(ward.awards, [&](const Award& a) { return a.amount.currency == currency || dice_.percent(20); });
  if (award == nullptr || dice_.percent(20)) {
    out.paper = paper_of(dice_.name());
    if (dice_.percent(40)) out.income = Money{currency, dice_.percent(15) ? out.amount.minor + dice_.between(0, 1) : dice_.between(0, out.amount.minor)};
    return out;
  }
  out.award = award->first;
  const Currency awarded = award->second.amount.currency;
  const std::int64_t outstanding = m().balance(Book::outstanding, award->first, awarded);
  if (awarded == currency) out.amount.minor = dice_.percent(20) ? outstanding + dice_.between(0, 1) : dice_.between(0, std::max<std::int64_t>(1, outstanding));
  if (dice_.percent(40)) out.income = Money{currency, dice_.percent(15) ? out.amount.minor + dice_.between(0, 1) : dice_.between(0, out.amount.minor / 2)};
  const std::int64_t principal = out.amount.minor - (out.income ? out.income->minor : 0);
  if (dice_.percent(40)) out.charges = Money{awarded, dice_.between(0, 2'500)};
  const std::int64_t kept = out.charges ? out.charges->minor : 0;
  if (awarded != currency || dice_.percent(40)) {
    // Just what is there, or one less; all that was awarded, or one more; or more than there is any more.
    const std::int64_t bounds[] = {principal + kept, principal + kept - 1, outstanding, outstanding + 1, kept, kept - 1, 0};
    const std::int64_t least = std::min(principal + kept, outstanding);
    out.paid = Money{awarded, dice_.percent(35) ? bounds[dice_.roll(std::size(bounds))] : dice_.between(least, std::max(least, outstanding))};
  }
  return out;
}

void Generator::spoil_line(OpeningLine& line) {
  switch (dice_.roll(8)) {
    case 0: line.amount.minor = -line.amount.minor; break;
    case 1: line.amount.currency = Currency::kwd; break;
    case 2: line.income = Money{line.amount.currency == Currency::php ? Currency::usd : Currency::php, 0}; break;
    case 3: line.paper = paper_of(dice_.name()); break;  // beside an award: one too many
    case 4: line.award.reset(); break;                   // beside no paper: one too few
    case 5: line.paid = Money{line.amount.currency, -1}; break;
    case 6: line.charges = Money{Currency::eur, 5}; break;
    default: line.award = dice_.name(); line.paper.reset();
  }
}

/// For whom nothing is there yet, mostly; now and then once more, or when others have agreed already.
Generator::Made Generator::note_opening() {
  const bool any_of_them = dice_.percent(4), again = dice_.percent(30);
  const auto* ward = any(m().wards, [&](const Ward& w) {
    if (w.noted.has_value() != again && !any_of_them) return false;
    const auto& cash = m().pools.at(w.pool).cash;
    return any_of_them || std::any_of(cash.begin(), cash.end(), [&](const Cash& c) { return may_open(w.pool, c); });
  });
  if (ward == nullptr) return std::nullopt;
  const Ward& hers = ward->second;
  NoteOpening out{dice_.name(), ward->first, {}};
  const auto* beside = any(m().wards, [&](const Ward& w) { return w.noted && (w.pool == hers.pool || dice_.percent(10)); });
  if (beside != nullptr && dice_.percent(85)) out.opening = beside->second.noted->opening;
  if (dice_.percent(1)) out.opening = {};
  if (hers.noted && dice_.percent(60)) {
    // The same sums by another paper; in another order; or nothing any more.
    out.opening = hers.noted->opening;
    out.lines = hers.noted->lines;
    if (out.lines.front().paper) out.lines.front().paper = paper_of(dice_.name());
    else std::reverse(out.lines.begin(), out.lines.end());
    if (dice_.percent(25)) out.lines.clear();
    return by(Role::trust_officer, out);
  }
  for (const Cash& cash : m().pools.at(hers.pool).cash) {
    if (!is_to_open(ward->first, hers, cash.currency) && !any_of_them && dice_.percent(97)) continue;
    if (!out.lines.empty() && dice_.percent(50)) continue;
    out.lines.push_back(older_line(hers, cash.currency));
    if (dice_.percent(12)) out.lines.push_back(older_line(hers, cash.currency));
  }
  if (out.lines.empty() && dice_.percent(95)) return std::nullopt;
  if (!out.lines.empty() && dice_.percent(12)) spoil_line(out.lines[dice_.roll(out.lines.size())]);
  if (!out.lines.empty() && dice_.in_thousand(5)) out.lines.resize(kLinesTooMany, out.lines.front());
  return by(Role::trust_officer, out);
}

/// What the older book could not place, what it withheld, what it earned: in a currency that is there already, or one of its own.
void Generator::add_of_nobody(OpenBooks& books) {
  const bool beside = dice_.percent(70) && !books.totals.empty();
  const Currency currency = beside ? dice_.pick(books.totals).bank.currency : dice_.pick(m().pools.at(books.pool).cash).currency;
  const auto known = std::find_if(books.totals.begin(), books.totals.end(), [&](const OpeningTotals& t) { return t.bank.currency == currency; });
  OpeningTotals total = known == books.totals.end() ? nothing_in(currency) : *known;
  const bool stood_before = m().balance(Book::suspense, books.pool, currency) != 0 && dice_.percent(80);
  for (std::uint64_t count = dice_.roll(3); count > 0 && !stood_before; --count) {
    books.unplaced.push_back({dice_.name(), {currency, dice_.between(1, 20'000'00)}, books.as_of - static_cast<Day>(dice_.roll(12))});
    total.unplaced.minor += books.unplaced.back().amount.minor;
  }
  if (m().balance(Book::tax, books.pool, currency) == 0 || dice_.percent(20)) total.tax.minor = dice_.between(0, 300'00);
  if (m().balance(Book::fee, books.pool, currency) == 0 || dice_.percent(20)) total.fee.minor = dice_.between(0, 100'00);
  total.bank.minor = total.principal.minor + total.income.minor + total.unplaced.minor + total.tax.minor + total.fee.minor;
  if (known != books.totals.end()) *known = total;
  else if (total.bank.minor > 0) books.totals.push_back(total);
}

void Generator::spoil_books(OpenBooks& books) {
  OpeningTotals& total = books.totals[dice_.roll(books.totals.size())];
  const std::int64_t off = dice_.percent(50) ? 1 : -1;
  switch (dice_.roll(18)) {
    case 0: total.principal.minor += off; total.bank.minor += off; break;  // a centavo, and the sum with it
    case 1: total.principal.minor += off; total.income.minor -= off; break;
    case 2: total.bank.minor += off; break;
    case 3: total.lines += 1; break;
    case 4: books.noted += "\n"; break;
    case 5: books.as_of = today() + static_cast<Day>(dice_.roll(2)); break;
    case 6: books.opening = dice_.percent(50) ? Name{} : dice_.name(); break;
    case 7: books.source = false; break;
    case 8: total.unplaced.minor += 1; total.bank.minor += 1; break;
    case 9: total.fee.currency = Currency::kwd; break;
    case 10: std::reverse(books.totals.begin(), books.totals.end()); break;
    case 11: books.totals.push_back(total); break;
    case 12: books.pool = dice_.percent(50) ? any(m().pools)->first : dice_.name(); break;
    case 13: books.totals.pop_back(); break;
    case 14: total.tax.minor -= total.tax.minor + 1; break;
    case 15: books.as_of -= 1; break;
    case 16:
      total = nothing_in(Currency::eur);
      total.fee.minor = total.bank.minor = 1;
      break;
    default:
      if (books.unplaced.empty()) break;
      UnplacedCredit& credit = books.unplaced[dice_.roll(books.unplaced.size())];
      if (dice_.percent(30)) credit.booked = books.as_of + 1;
      else if (dice_.percent(30)) credit.credit = m().credits.empty() ? Name{} : any(m().credits)->first;
      else if (dice_.percent(30)) credit.amount.currency = Currency::kwd;
      else if (dice_.percent(30)) books.unplaced.push_back(credit);
      else credit.amount.minor = 0;
  }
}

Generator::Made Generator::open_books() {
  const auto* noted = any(m().wards, [](const Ward& w) { return w.noted.has_value(); });
  const auto* pool = any(m().pools);
  if (pool == nullptr || (noted == nullptr && dice_.percent(80))) return std::nullopt;
  OpenBooks out;
  out.opening = dice_.name();
  out.pool = pool->first;
  if (noted != nullptr && dice_.percent(97)) {
    out.opening = noted->second.noted->opening;
    out.pool = noted->second.pool;
  }
  const bool waits = std::any_of(m().proposals.begin(), m().proposals.end(), [&](const auto& p) { return is_books(p.second, out.pool); });
  if (waits && dice_.percent(75)) return std::nullopt;
  out.as_of = today() - static_cast<Day>(dice_.percent(70) ? 1 : dice_.between(1, 6));
  const auto& cash = m().pools.at(out.pool).cash;
  const bool late = std::any_of(cash.begin(), cash.end(), [&](const Cash& c) {
    return noted_sums(m(), out.pool, out.opening).contains(c.currency) && !may_open(out.pool, c);
  });
  if (late && dice_.percent(90)) return std::nullopt;
  for (const auto& [currency, sum] : noted_sums(m(), out.pool, out.opening)) {
    OpeningTotals total = nothing_in(currency);
    total.lines = sum.lines;
    total.principal.minor = sum.principal;
    total.income.minor = sum.income;
    total.bank.minor = sum.principal + sum.income;
    out.totals.push_back(total);
    if (const auto before = opened_as_of(m(), out.pool, currency); before && dice_.percent(90)) out.as_of = *before;
  }
  if (out.totals.empty() || dice_.percent(30)) add_of_nobody(out);
  if (out.totals.empty()) return std::nullopt;
  const auto number = [](const OpeningTotals& total) { return iso_number(total.bank.currency); };
  std::sort(out.totals.begin(), out.totals.end(), [&](const OpeningTotals& a, const OpeningTotals& b) { return number(a) < number(b); });
  out.noted = noted_text(m(), out.pool, out.opening);
  if (dice_.percent(20)) spoil_books(out);
  return by(Role::trust_officer, out);
}

/// Mostly of what waits, and of that what somebody proposed to match; what is a ward's already; what was undone.
Generator::Made Generator::file_recall() {
  FileRecall out;
  out.recall = dice_.name();
  const unsigned which = static_cast<unsigned>(dice_.roll(100));
  const auto* matching = any(m().proposals, [](const Proposal& p) { return std::holds_alternative<MatchCredit>(p.action); });
  const auto* credit = any(m().credits, [&](const Credit& c) { return which < 60 ? c.waits : which < 95 ? c.matched_in != 0 : c.gone(); });
  if (credit != nullptr) out.credit = credit->first;
  if (matching != nullptr && dice_.percent(20)) out.credit = std::get<MatchCredit>(matching->second.action).credit;
  if (const auto* before = any(m().recalls); before != nullptr && dice_.percent(25)) out.credit = before->second.credit;
  if (!out.credit && dice_.percent(90)) return std::nullopt;
  const auto known = out.credit ? m().credits.find(*out.credit) : m().credits.end();
  if (known != m().credits.end() && dice_.percent(55)) {
    const Credit& c = known->second;
    const std::int64_t bounds[] = {c.amount.minor, c.amount.minor + 1, c.waiting(), c.waiting() + 1, c.waiting() / 2, c.amount.minor / 3, 1};
    out.amount = Money{c.amount.currency, std::max<std::int64_t>(dice_.percent(2) ? 0 : 1, bounds[dice_.roll(std::size(bounds))])};
  }
  if (dice_.percent(2)) out.amount = Money{Currency::kwd, 100};
  constexpr const char* kReasons[] = {"DUPL", "FRAD", "CUST", "AM09", "", "dupl", "DUPLI"};
  out.reason = kReasons[dice_.roll(dice_.percent(92) ? 5 : 7)];
  out.number = static_cast<std::uint32_t>(dice_.percent(98) ? 1 + dice_.roll(3) : 0);
  out.references = new_references();
  if (dice_.percent(2)) out.credit = dice_.name();
  if (dice_.percent(5)) out.credit.reset();
  if (dice_.percent(2) && !m().recalls.empty()) out.recall = any(m().recalls)->first;
  if (dice_.in_thousand(5)) out.recall = {};
  return by(Role::bank_system, out);
}

/// A judgment that may reach: of a ward of that pool who received; else any order of anybody's.
std::optional<Name> Generator::judgment_for(const Recall& recall) {
  std::vector<Name> reach, others;
  for (const auto& [name, ward] : m().wards) {
    const bool had = ward.pool == recall.pool && std::any_of(ward.awards.begin(), ward.awards.end(), [&](const auto& a) {
      return m().balance(Book::received, a.first, a.second.amount.currency) > 0;
    });
    for (const auto& [order, c] : ward.court_orders) (had && c.final_judgment ? reach : others).push_back(order);
  }
  if (!reach.empty() && dice_.percent(85)) return dice_.pick(reach);
  if (!others.empty() && dice_.percent(50)) return dice_.pick(others);
  return dice_.percent(10) ? std::optional(dice_.name()) : std::nullopt;
}

Generator::Made Generator::answer_recall() {
  const auto* recall = any(m().recalls, [&](const Recall& r) { return r.standing == RecallStanding::open || dice_.in_thousand(20); });
  if (recall == nullptr) return std::nullopt;
  AnswerRecall out;
  out.recall = dice_.percent(98) ? recall->first : dice_.name();
  out.to = dice_.percent(65) ? RecallStanding::promised : RecallStanding::refused;
  constexpr const char* kReasons[] = {"LEGL", "CUST", "ARDT", "NOOR", "", "legl", "NOORS"};
  out.reason = kReasons[dice_.roll(dice_.percent(92) ? 4 : 7)];
  if (out.to == RecallStanding::promised && dice_.percent(70)) out.reason.clear();
  if (out.to == RecallStanding::promised && dice_.percent(60)) out.court_order = judgment_for(recall->second);
  if (dice_.percent(1)) out.court_order = dice_.name();
  if (dice_.percent(1)) out.to = RecallStanding::open;
  return by(Role::trust_officer, out);
}

}  // namespace katiwala::model
