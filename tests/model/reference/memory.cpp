#include "tests/model/reference/memory.h"

#include <algorithm>

namespace reference {

std::int64_t Memory::balance(Book book, const Name& owner, Currency currency) const {
  const auto found = balances.find({book, owner, currency});
  return found == balances.end() ? 0 : found->second;
}

const Ward* Memory::ward(const Name& name) const {
  const auto found = wards.find(name);
  return found == wards.end() ? nullptr : &found->second;
}

bool Memory::exists(const Subject& subject) const {
  switch (subject.kind) {
    case Kind::ledger: return subject == Subject{};  // it has no name
    case Kind::pool: return pools.contains(subject.name);
    case Kind::order: return orders.contains(subject.name);
    case Kind::ward:
    case Kind::protection: return wards.contains(subject.name);
    case Kind::watch: return wards.contains(subject.name) || pools.contains(subject.name);
  }
  return false;
}

const std::vector<Duty>& Memory::duties_of(const Subject& subject) const {
  static const std::vector<Duty> kNone;
  const auto found = duties.find(subject);
  return found == duties.end() ? kNone : found->second;
}

const Case* Memory::pending_case(const Subject& watch, const std::string& flag) const {
  const auto known = cases.find(watch);
  if (known == cases.end()) return nullptr;
  const auto found = std::find_if(known->second.begin(), known->second.end(), [&](const Case& c) { return c.flag == flag && c.pending(); });
  return found == known->second.end() ? nullptr : &*found;
}

std::optional<Price> Memory::price(Currency currency, Day day) const {
  const auto days = prices.find(currency);
  if (days == prices.end()) return std::nullopt;
  const auto after = days->second.upper_bound(day);
  if (after == days->second.begin()) return std::nullopt;
  return std::prev(after)->second;
}

std::string rule_behind(const std::string& code) {
  static const std::map<std::string, std::string> kRules = {
      {"AUTHORITY_ENDED", "R01"},     {"CAP_EXCEEDED", "R21"},        {"PROPOSAL_EXPIRED", "R31"}, {"APPROVAL_OWN", "R31"},
      {"APPROVAL_REPEATED", "R31"},   {"APPROVAL_NOT_NEEDED", "R31"}, {"FOUR_EYES", "R31"},        {"INSUFFICIENT_FUNDS", "R35"},
      {"DUPLICATE_MESSAGE", "R50"},   {"ENTRY_REVERSED", "R52"},      {"RULEBOOK_UNREADABLE", "R72"}};
  const auto found = kRules.find(code);
  return found == kRules.end() ? "" : found->second;
}

bool same_payee(const Ward& ward, const Name& a, const Name& b) {
  if (a == b) return true;
  const Payee& one = ward.payees.at(a);
  const Payee& other = ward.payees.at(b);
  return one.person == other.person || share_a_mark(one.marks, other.marks);
}

const Guardian* guardian_of(const Ward& ward, const Name& person) {
  const auto found = std::find_if(ward.guardians.begin(), ward.guardians.end(), [&](const Guardian& g) { return g.person == person; });
  return found == ward.guardians.end() ? nullptr : &*found;
}

const Cash* cash_of(const Pool& pool, Currency currency) {
  const auto found = std::find_if(pool.cash.begin(), pool.cash.end(), [&](const Cash& c) { return c.currency == currency; });
  return found == pool.cash.end() ? nullptr : &*found;
}

const Duty* open_duty(const std::vector<Duty>& duties, DutyKind kind) {
  const auto found = std::find_if(duties.begin(), duties.end(), [&](const Duty& d) { return d.kind == kind && !d.closed; });
  return found == duties.end() ? nullptr : &*found;
}

bool owes(const Guardian& guardian, const Duty& duty) {
  return (guardian.letters && *guardian.letters <= duty.opened) || guardian.appointed <= duty.opened;
}

bool was_owed(const std::vector<Duty>& duties, DutyKind kind, Day due) {
  return std::any_of(duties.begin(), duties.end(), [&](const Duty& d) { return d.kind == kind && d.due == due; });
}

bool share_a_mark(const std::vector<Mark>& a, const std::vector<Mark>& b, int kind) {
  return std::any_of(a.begin(), a.end(), [&](const Mark& m) { return (kind == 0 || m.kind == kind) && std::find(b.begin(), b.end(), m) != b.end(); });
}

bool is_wards_money(Book book) { return book == Book::principal || book == Book::income || book == Book::reserved; }
bool is_authority(Book book) { return book >= Book::awarded; }

// Cash is the one account of custody that grows by a debit.  In the book of authority what is "debited" has less and what is
// "credited" has more, on either side.
std::int64_t growth(const Move& move, const Account& account) {
  std::int64_t sum = 0;
  if (move.debit == account) sum += account.book == Book::bank ? move.minor : -move.minor;
  if (move.credit == account) sum += account.book == Book::bank ? -move.minor : move.minor;
  return sum;
}

Balances growths(const std::vector<Move>& moves) {
  Balances out;
  for (const Move& move : moves) {
    if (move.minor == 0) continue;
    out[move.debit] += growth({move.debit, {}, move.minor}, move.debit);
    out[move.credit] += growth({{}, move.credit, move.minor}, move.credit);
  }
  return out;
}

Day majority_day(Day born, const Rulebook& book) {
  const Civil date = civil(born);
  const int year = date.year + book.majority_years;
  if (date.month != 2 || date.day != 29 || leap_year(year)) return day_of(year, date.month, date.day);
  return book.leap_births_on_1_march ? day_of(year, 3, 1) : day_of(year, 2, 28);
}

void unused(const Memory& m, const std::vector<Name>& references) {
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (m.references.contains(references[i])) throw Refused{"DUPLICATE_MESSAGE"};
    if (std::count(references.begin(), references.begin() + static_cast<std::ptrdiff_t>(i), references[i]) != 0) throw Refused{"FIELD_INVALID"};
  }
}
void use(Memory& m, const std::vector<Name>& references, std::uint64_t entry) {
  for (const Name& reference : references) m.references.emplace(reference, entry);
}

namespace {

struct WhereItIsWritten {
  const Memory& memory;

  [[nodiscard]] Subject known(Kind kind, const Name& name) const {
    const Subject subject{kind, name};
    return memory.exists(subject) ? subject : Subject{};
  }
  [[nodiscard]] Subject proposal(const EntryOf& named, const Subject& about) const {
    const auto found = memory.proposals.find(named.entry);
    // Of one that stands in a file only who names the file learns anything.
    const bool hidden = found != memory.proposals.end() && is_file(found->second.about) && found->second.about != about;
    return found != memory.proposals.end() && !hidden ? found->second.about : known(about.kind, about.name);
  }
  Subject operator()(const OpenPool& c) const { return {Kind::pool, c.pool}; }
  Subject operator()(const OpenWard& c) const { return {Kind::ward, c.ward}; }
  Subject operator()(const RecordOrder& c) const { return {Kind::order, c.order}; }
  Subject operator()(const ReceiveCredit& c) const { return known(Kind::pool, c.pool); }
  Subject operator()(const Reconcile& c) const { return known(Kind::pool, c.pool); }
  Subject operator()(const OpenBooks& c) const { return known(Kind::pool, c.pool); }
  [[nodiscard]] Subject pool_of(const Name& name) const {
    const auto credit = memory.credits.find(name);
    return credit == memory.credits.end() ? Subject{} : Subject{Kind::pool, credit->second.pool};
  }
  Subject operator()(const FileRecall& c) const { return c.credit ? pool_of(*c.credit) : Subject{}; }
  Subject operator()(const AnswerRecall& c) const {
    const auto recall = memory.recalls.find(c.recall);
    return recall == memory.recalls.end() || !recall->second.credit ? Subject{} : pool_of(*recall->second.credit);
  }
  Subject operator()(const Erase&) const { return {}; }
  Subject operator()(const FileReturn& c) const {
    if (c.about) return known(c.about->kind, c.about->name);
    return c.pool ? known(Kind::pool, *c.pool) : known(Kind::ward, c.ward);
  }
  Subject operator()(const OpenCase& c) const { return known(Kind::watch, c.about.name); }
  Subject operator()(const MoveCase& c) const { return known(Kind::watch, c.about.name); }
  Subject operator()(const RecordAdverse& c) const { return known(Kind::protection, c.ward); }
  Subject operator()(const MatchCredit& c) const { return pool_of(c.credit); }
  Subject operator()(const Approve& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const Cancel& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const Reverse& c) const { return known(c.about.kind, c.about.name); }
  template <class C>
  Subject operator()(const C& c) const {
    if constexpr (requires { c.ward; }) return known(Kind::ward, c.ward);
    else return {};
  }
};

}  // namespace

Subject natural_subject(const Memory& memory, const Action& action) { return std::visit(WhereItIsWritten{memory}, action); }

}  // namespace reference
