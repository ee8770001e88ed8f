// Money that comes in, is shared out, changed, charged, put right, and held against the bank's statement (docs/books.md).
#include <algorithm>

#include "tests/model/reference/memory.h"

namespace reference {
namespace {

/// One award's part of a receipt.
struct Share {
  Name award{}, ward{};
  std::int64_t gross = 0, charge = 0;
};

struct MoneyMatters {
  const Asking& a;
  const Memory& m = a.memory;

  [[nodiscard]] const Ward& ward_named(const Name& name) const {
    const Ward* ward = m.ward(name);
    if (ward == nullptr) throw Refused{"WARD_UNKNOWN"};
    return *ward;
  }
  [[nodiscard]] const Pool& pool_named(const Name& name) const {
    const auto pool = m.pools.find(name);
    if (pool == m.pools.end()) throw Refused{"POOL_UNKNOWN"};
    return pool->second;
  }
  void kept_in(const Name& pool, Currency currency) const {
    if (cash_of(m.pools.at(pool), currency) == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
  }

  /// What the bank booked up to the day of an older book is in that.
  void after_opening(const Name& pool, Currency currency, Day booked) const {
    const auto as_of = opened_as_of(m, pool, currency);
    if (as_of && booked <= *as_of) throw Refused{"BEFORE_OPENING"};
  }

  Draft operator()(const ReceiveCredit& c) const {
    const Pool& pool = pool_named(c.pool);
    unused(m, c.references);
    if (is_nobody(c.credit)) throw Refused{"FIELD_INVALID"};
    if (m.credits.contains(c.credit)) throw Refused{"ALREADY_EXISTS"};
    if (c.amount.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    if (cash_of(pool, c.amount.currency) == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
    if (c.charges && c.charges->currency != c.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    if (c.charges && c.charges->minor < 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    if (c.booked > a.today) throw Refused{"FIELD_INVALID"};
    after_opening(c.pool, c.amount.currency, c.booked);
    Draft out;
    out.about = {Kind::pool, c.pool};
    out.moves.push_back({{Book::bank, c.pool, c.amount.currency}, {Book::suspense, c.pool, c.amount.currency}, c.amount.minor});
    out.then = [c, entry = a.entry](Memory& memory) {
      memory.credits[c.credit] = {c.pool, c.amount, c.charges ? c.charges->minor : 0, c.booked, entry, true, 0, std::nullopt};
      use(memory, c.references, entry);
      memory.booked[entry].undoable = true;
    };
    return out;
  }

  /// Gross by the awards, nobody above what is outstanding; the banks' charge is borne by all of it in proportion, what stays over too.
  [[nodiscard]] std::vector<Share> shares(const Order& order, const Credit& credit, std::int64_t& left_gross, std::int64_t& left_charge) const {
    std::vector<Share> out;
    std::vector<std::int64_t> weights, limits, parts;
    for (const auto& [award, name] : order.awards) {
      const Ward& ward = m.wards.at(name);
      if (ward.pool != credit.pool) throw Refused{"SUBJECT_MISMATCH"};
      out.push_back({award, name, 0, 0});
      weights.push_back(ward.awards.at(award).amount.minor);
      limits.push_back(m.balance(Book::outstanding, award, order.total.currency));
    }
    left_gross = split_limited(credit.amount.minor + credit.charges, weights, limits, parts);
    std::vector<std::int64_t> bearing;
    for (const std::int64_t part : parts)
      if (part > 0) bearing.push_back(part);
    if (left_gross > 0) bearing.push_back(left_gross);
    const std::vector<std::int64_t> charges = split(credit.charges, bearing);
    std::size_t next = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].gross = parts[i];
      if (parts[i] > 0) out[i].charge = charges[next++];
    }
    left_charge = left_gross > 0 ? charges[next] : 0;
    return out;
  }

  Draft operator()(const MatchCredit& c) const {
    const auto found = m.credits.find(c.credit);
    if (found == m.credits.end()) throw Refused{"CREDIT_UNKNOWN"};
    const Credit& credit = found->second;
    if (!credit.waits) throw Refused{"CREDIT_MATCHED"};
    const auto order = m.orders.find(c.order);
    if (order == m.orders.end()) throw Refused{"ORDER_UNKNOWN"};
    const Currency currency = credit.amount.currency;
    if (order->second.total.currency != currency) throw Refused{"CURRENCY_MISMATCH"};
    if (order->second.allocated != order->second.total.minor || order->second.awards.empty()) throw Refused{"ORDER_NOT_ALLOCATED"};
    std::int64_t left_gross = 0, left_charge = 0;
    Draft out;
    out.about = {Kind::pool, credit.pool};
    for (const Share& share : shares(order->second, credit, left_gross, left_charge)) {
      const std::int64_t net = share.gross - share.charge;
      if (share.gross > 0) out.credited.insert(share.ward);
      out.moves.push_back({{Book::suspense, credit.pool, currency}, {Book::principal, share.ward, currency}, net});
      out.moves.push_back({{Book::outstanding, share.award, currency}, {Book::received, share.award, currency}, net});
      out.moves.push_back({{Book::outstanding, share.award, currency}, {Book::charged, share.award, currency}, share.charge});
      bring(out, share.ward, net, credit.booked);
    }
    out.left = left_gross - left_charge;
    out.then = [c, entry = a.entry, left = *out.left](Memory& memory) {
      Credit& matched = memory.credits.at(c.credit);
      matched.waits = false;
      matched.left = left;
      matched.matched_in = entry;
      memory.booked[entry].undoable = true;
    };
    return out;
  }

  static void bring(Draft& out, const Name& ward, std::int64_t net, Day booked) {
    if (net <= 0) return;
    for (Incoming& row : out.incoming) {
      if (row.ward != ward) continue;
      row.net += net;
      return;
    }
    out.incoming.push_back({ward, net, booked});
  }

  Draft operator()(const Convert& c) const {
    const Ward& ward = ward_named(c.ward);
    unused(m, c.references);
    if (c.sold.currency == c.bought.currency) throw Refused{"CURRENCY_MISMATCH"};
    if (c.sold.minor <= 0 || c.bought.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    kept_in(ward.pool, c.sold.currency);
    kept_in(ward.pool, c.bought.currency);
    for (const Currency currency : {c.sold.currency, c.bought.currency}) after_opening(ward.pool, currency, manila_day(c.dealt));
    if (c.charge && c.charge->currency != c.bought.currency) throw Refused{"CURRENCY_MISMATCH"};
    if (c.charge && c.charge->minor < 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.moves.push_back({{Book::principal, c.ward, c.sold.currency}, {Book::bank, ward.pool, c.sold.currency}, c.sold.minor});
    out.moves.push_back({{Book::bank, ward.pool, c.bought.currency}, {Book::principal, c.ward, c.bought.currency}, c.bought.minor});
    if (c.charge) out.moves.push_back({{Book::principal, c.ward, c.bought.currency}, {Book::bank, ward.pool, c.bought.currency}, c.charge->minor});
    out.then = [c, entry = a.entry](Memory& memory) {
      use(memory, c.references, entry);
      memory.booked[entry].undoable = true;
    };
    return out;
  }

  Draft operator()(const RecordCharge& c) const {
    const Ward& ward = ward_named(c.ward);
    unused(m, c.references);
    if (c.amount.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    kept_in(ward.pool, c.amount.currency);
    if (c.booked > a.today) throw Refused{"FIELD_INVALID"};
    after_opening(ward.pool, c.amount.currency, c.booked);
    const std::int64_t income = std::min(m.balance(Book::income, c.ward, c.amount.currency), c.amount.minor);
    Draft out;
    out.about = {Kind::ward, c.ward};
    const Account bank{Book::bank, ward.pool, c.amount.currency};
    out.moves.push_back({{Book::income, c.ward, c.amount.currency}, bank, income});
    out.moves.push_back({{Book::principal, c.ward, c.amount.currency}, bank, c.amount.minor - income});
    out.then = [c, entry = a.entry](Memory& memory) {
      use(memory, c.references, entry);
      memory.booked[entry].undoable = true;
    };
    return out;
  }

  Draft operator()(const Reconcile& c) const {
    const Pool& pool = pool_named(c.pool);
    const Cash* cash = cash_of(pool, c.closing.currency);
    if (cash == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
    std::vector<Name> references;
    if (c.statement) references.push_back(*c.statement);
    unused(m, references);
    if (c.day > a.today || (cash->reconciled && c.day < *cash->reconciled)) throw Refused{"FIELD_INVALID"};
    after_opening(c.pool, c.closing.currency, c.day + 1);  // the statement of that very day must agree with it
    Draft out;
    out.about = {Kind::pool, c.pool};
    out.difference = c.closing.minor - m.balance(Book::bank, c.pool, c.closing.currency);
    out.then = [c, references, difference = *out.difference, entry = a.entry](Memory& memory) {
      for (Cash& held : memory.pools.at(c.pool).cash) {
        if (held.currency != c.closing.currency) continue;
        held.reconciled = c.day;
        held.difference = difference;
      }
      if (difference == 0) use(memory, references, entry);
    };
    return out;
  }

  /// The subject in whose part a line stands: money and authority of hers in the ward's, all else in the pool's.
  [[nodiscard]] Subject part_of(const Account& account) const {
    for (const auto& [name, ward] : m.wards) {
      if (account.owner == name || ward.awards.contains(account.owner) || ward.court_orders.contains(account.owner) || ward.budget(account.owner)) return {Kind::ward, name};
    }
    return {Kind::pool, account.owner};
  }

  /// A receipt that was matched is undone after its matching, never on what another payor's receipt left in suspense.
  void matched_first(std::uint64_t entry) const {
    for (const auto& [name, credit] : m.credits)
      if (credit.entry == entry && credit.matched_in != 0) throw Refused{"CREDIT_MATCHED"};
  }

  /// An older book is taken back as long as nothing else has moved on the pool's account in its currencies.
  void nothing_since(std::uint64_t entry) const {
    const auto opening = m.openings.find(entry);
    if (opening == m.openings.end()) return;
    for (const auto& [currency, minor] : opening->second.banks)
      if (!nothing_else_moved(m, opening->second.pool, currency)) throw Refused{"OPENING_LATE"};
  }

  Draft operator()(const Reverse& c) const {
    if (c.reason.empty()) throw Refused{"FIELD_INVALID"};
    if (c.of.entry >= a.entry) throw Refused{"ENTRY_MISSING"};
    const auto booked = m.booked.find(c.of.entry);
    if (booked != m.booked.end() && booked->second.undone) throw Refused{"ENTRY_REVERSED"};
    if (booked == m.booked.end() || !booked->second.undoable) throw Refused{"NOTHING_TO_REVERSE"};
    Draft out;
    out.about = c.about;
    bool concerned = false;
    for (const Move& move : booked->second.moves) {
      if (move.minor == 0) continue;
      concerned = concerned || part_of(move.debit) == c.about || part_of(move.credit) == c.about;
      out.moves.push_back({move.credit, move.debit, move.minor});
    }
    // A matching that credited nobody moved nothing: it is the pool's matter alone.
    for (const auto& [name, credit] : m.credits)
      if (out.moves.empty() && credit.matched_in == c.of.entry) concerned = c.about == Subject{Kind::pool, credit.pool};
    if (!concerned) throw Refused{"SUBJECT_MISMATCH"};
    matched_first(c.of.entry);
    nothing_since(c.of.entry);
    out.then = [undone = c.of.entry](Memory& memory) {
      memory.booked.at(undone).undone = true;
      memory.openings.erase(undone);
      for (auto& [name, ward] : memory.wards) ward.brought.erase(undone);
      for (auto& [name, credit] : memory.credits) {
        if (credit.matched_in == undone) {
          credit.waits = true;
          credit.matched_in = 0;
          credit.left.reset();
        } else if (credit.entry == undone && credit.waits) {
          credit.waits = false;
        }
      }
    };
    return out;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

}  // namespace

Draft draft_money(const Asking& asking, const Action& action) { return std::visit(MoneyMatters{asking}, action); }

}  // namespace reference
