#include "tests/model/picture.h"

#include <algorithm>

#include "tests/model/picture_lines.h"

namespace katiwala::model {

using namespace custody;
using namespace lines;
namespace ref = reference;

namespace {

constexpr std::string_view kTiers[] = {"T0", "T1", "T2"};
constexpr std::string_view kStates[] = {"judged", "approved", "released", "handed_over", "settled", "cancelled", "returned"};
constexpr std::string_view kDuties[] = {"inventory",       "property_report", "annual_account", "covered_transaction_report", "payor_notice", "bond",
                                        "suspense_review", "bond_increase",   "reconciliation", "determination", "suspicious_transaction_report", "law_enforcement_report", "court_notice",
                                        "final_account", "account_approval", "guardian_review", "receipt"};
constexpr std::string_view kStandings[] = {"active", "suspended", "removed", "resigned", "discharged", "ended"};
constexpr std::string_view kCaseStates[] = {"open", "suspicious", "clear", "reported", "closed"};
constexpr std::string_view kReminders[] = {"grace", "review"};
constexpr std::string_view kSubjects[] = {"ledger", "pool", "order", "ward", "protection", "watch"};
constexpr std::string_view kOwners[] = {"guardian", "trust_officer", "compliance", "court", "social_worker"};
template <class E>
std::string_view word(std::span<const std::string_view> words, E value) { return words[static_cast<std::size_t>(value)]; }
constexpr std::string_view kBooks[] = {"bank", "principal", "income", "reserved", "transit", "suspense", "tax", "fee", "unreadable", "awarded", "outstanding",
                                       "received", "charged", "granted", "cap", "cap_reserved", "cap_used"};

// -- the model

struct OfModel {
  const ref::Model& model;
  const ref::Memory& m = model.memory();
  Picture out{};

  void duties(const ref::Subject& owner, const std::vector<ref::Duty>& all) {
    for (const ref::Duty& d : all) {
      line(out, "duty", word(kSubjects, owner.kind), owner.name, std::uint64_t{d.number}, word(kDuties, d.kind), word(kOwners, d.owner), d.rule, "opened", day(d.opened), "due", day(d.due), "closed",
           day(d.closed), "overdue", d.overdue, "confidential", false, "of", std::uint64_t{d.of.value_or(0)}, d.request);
    }
  }
  void reminders(const ref::Subject& owner, const std::vector<ref::Reminder>& all) {
    for (const ref::Reminder& r : all) line(out, "reminder", word(kSubjects, owner.kind), owner.name, std::uint64_t{r.number}, word(kReminders, r.kind), Instant{r.at}, "of", std::uint64_t{r.of.value_or(0)}, r.object);
  }
  void ward(const ref::Name& name, const ref::Ward& w) {
    line(out, "ward", name, w.pool, day(w.born_latest), "adult", w.adult, "majority", day(w.majority));
    for (const auto& [award, a] : w.awards) line(out, "award", name, award, a.order, a.amount);
    for (const ref::Guardian& g : w.guardians) {
      line(out, "guardian", name, g.person, g.kind == ref::GuardianKind::parent ? "parent" : "court_appointed", "letters", day(g.letters), "bond", g.bond,
           g.bond ? day(g.bond_approved) : "-", word(kStandings, g.standing), day(g.since), "appointed", day(g.appointed));
    }
    for (const auto& [payee, p] : w.payees) line(out, "payee", name, payee, p.person, currency(p.currency).code(), "since", Instant{p.since}, "before", p.before, std::uint64_t{p.marks.size()});
    for (const auto& [budget, b] : w.budgets) line(out, "budget", name, budget, day(b.from), day(b.to), b.amount, b.court_order);
    for (const auto& [order, c] : w.court_orders) line(out, "court_order", name, order, day(c.dated), day(c.expires), c.cap, "final", c.final_judgment);
    for (const auto& [person, a] : w.adverse) line(out, "adverse", name, person, std::uint64_t{a.marks.size()});
    for (const ref::Covered& c : w.covered) line(out, "covered", name, day(c.day), c.amount);
    for (const ref::Name& request : w.requests) {
      const ref::Request& r = m.requests.at(request);
      if (!r.gone()) line(out, "counts", name, request, day(r.day), r.amount, "by_order", r.court_order.has_value());
    }
  }
  void request(const ref::Name& name, const ref::Request& r) {
    line(out, "request", name, r.ward, r.payee, r.amount, word(kTiers, r.tier), word(kStates, r.state), "by", r.requester, "approvers",
         std::uint64_t{r.approvers.size()}, "releaser", r.releaser, day(r.released), "settled", day(r.settled), "asked", day(r.day), "endorsed", day(r.endorsed), "receipt", day(r.receipt), r.budget);
    for (const ref::Name& approver : r.approvers) line(out, "approved", name, approver);
  }
  void pool(const ref::Name& name, const ref::Pool& p) {
    line(out, "pool", name, p.bank, p.code);
    for (const ref::Cash& c : p.cash) {
      line(out, "cash", name, currency(c.currency).code(), "reconciled", day(c.reconciled), "difference", ref::Money{c.currency, c.difference});
      std::int64_t wards = 0;
      for (const auto& [account, minor] : m.balances) {
        const bool hers = account.currency == c.currency && ref::is_wards_money(account.book);
        if (hers && m.wards.at(account.owner).pool == name) wards += minor;
      }
      const auto held = [&](ref::Book book) { return m.balance(book, name, c.currency); };
      using enum ref::Book;
      const std::int64_t rest = held(suspense) + held(transit) + held(unreadable) + held(tax) + held(fee);
      line(out, "total", name, currency(c.currency).code(), "bank", ref::Money{c.currency, held(ref::Book::bank)}, "wards", ref::Money{c.currency, wards}, "rest",
           ref::Money{c.currency, rest}, held(ref::Book::bank) == wards + rest ? "agree" : "DISAGREE");
    }
  }
  void rest() {
    for (const auto& [name, p] : m.principals) {
      line(out, "principal", name, p.person, custody_name(p.role), "revoked", p.revoked, "credentials", std::uint64_t{p.credentials.size()});
    }
    for (const auto& [of, days] : m.prices)
      for (const auto& [on, price] : days) line(out, "rate", currency(of).code(), day(on), rate(price).text());
    const ref::Day today = ref::manila_day(m.now);
    for (const ref::Currency of : ref::kCurrencies)
      for (const int back : {0, 1, 7, 30}) {
        const auto price = m.price(of, today - back);
        line(out, "newest", currency(of).code(), day(today - back), price ? rate(*price).text() : "-");
      }
    for (const auto& [name, o] : m.orders) line(out, "order", name, o.total, "allocated", ref::Money{o.total.currency, o.allocated});
    for (const auto& [name, c] : m.credits) {
      line(out, "credit", name, c.pool, c.amount, day(c.booked), c.entry, "waits", c.waits, "matched_in", c.matched_in);
    }
    for (const auto& [name, entry] : m.references) line(out, "reference", name, entry);
    for (const auto& [entry, b] : m.booked)
      if (b.undone) line(out, "reversed", entry);
    for (const auto& [account, minor] : m.balances) line(out, "balance", word(kBooks, account.book), account.owner, ref::Money{account.currency, minor});
    for (const ref::Due& d : model.agenda()) {
      line(out, "due", Instant{d.at}, static_cast<std::uint64_t>(d.kind), word(kSubjects, d.object.kind), d.object.name, d.number);
    }
    for (const auto& [about, all] : m.duties) duties(about, all);
    for (const auto& [about, all] : m.reminders) reminders(about, all);
    for (const auto& [about, all] : m.cases)
      for (const ref::Case& c : all) {
        line(out, "case", about.name, std::uint64_t{c.number}, c.flag, day(c.opened), c.request, c.credit, word(kCaseStates, c.state), "trafficking", c.trafficking, c.entry);
      }
    for (const auto& [about, count] : m.flags) line(out, "flags", about.name, std::uint64_t{count});
  }
  static std::string_view custody_name(ref::Role r) { return name(role(r)); }
  void proposal(std::uint64_t entry, const ref::Proposal& p) {
    line(out, "proposal", entry, ref::kActionNames[p.action.index()], p.about.name, "by", p.proposer, "expires", Instant{p.expires}, "needs",
         std::uint64_t{p.needs.size()});
    for (const ref::Approval& a : p.approvals) line(out, "agreed", entry, a.person, custody_name(a.role));
  }
};

// -- the product

struct OfProduct {
  const journal::Memory& memory;
  const State& s = memory.state;
  Picture out{};

  void owed(const Subject& owner) {
    for (const Obligation& o : *s.obligations(owner)) {
      line(out, "duty", name(owner.kind), owner.id, std::uint64_t{o.number}, name(o.duty), name(o.owner), o.rule, "opened", o.opened, "due", o.due, "closed", o.closed, "overdue", o.overdue,
           "confidential", o.confidential, "of", std::uint64_t{o.of.value_or(0)}, o.request);
    }
    for (const Reminder& r : *s.reminders(owner)) line(out, "reminder", name(owner.kind), owner.id, std::uint64_t{r.number}, name(r.reminder), r.at, "of", std::uint64_t{r.of.value_or(0)}, r.object);
  }
  void ward(const Ward& w) {
    line(out, "ward", w.id, w.pool, w.born_latest, "adult", w.adult, "majority", w.majority);
    for (const Award& a : w.awards) line(out, "award", w.id, a.id, a.order, a.amount);
    for (const Guardian& g : w.guardians) {
      std::optional<Amount> bond;
      if (g.bond) bond = g.bond->amount;
      line(out, "guardian", w.id, g.person, name(g.guardian_kind), "letters", g.letters, "bond", bond, g.bond ? g.bond->approved.text() : "-", name(g.standing), g.since, "appointed", g.appointed);
    }
    for (const Payee& p : w.payees) line(out, "payee", w.id, p.id, p.person, p.currency.code(), "since", p.account_since, "before", p.account_before, std::uint64_t{p.marks.size()});
    for (const Budget& b : w.budgets) line(out, "budget", w.id, b.id, b.from, b.to, b.amount, b.court_order);
    for (const CourtOrder& c : w.court_orders) line(out, "court_order", w.id, c.id, c.dated, c.expires, c.cap, "final", c.final_judgment);
    owed(subject(w.id));
    for (const Spend& spend : w.spends) line(out, "counts", w.id, spend.request, spend.day, spend.amount, "by_order", spend.by_order);
  }
  void request(const Request& r) {
    line(out, "request", r.id, r.ward, r.payee, r.amount, name(r.tier), name(r.state), "by", r.requester, "approvers", std::uint64_t{r.approvers.size()}, "releaser",
         r.releaser, r.released, "settled", r.settled, "asked", r.day, "endorsed", r.endorsed, "receipt", r.receipt_filed, r.budget);
    for (const PersonId& approver : r.approvers) line(out, "approved", r.id, approver);
  }
  [[nodiscard]] Amount of_wards(const PoolId& pool, Currency currency) const {
    Amount sum = zero(currency);
    for (const auto& [id, w] : s.wards) {
      if (w.pool != pool) continue;
      for (const auto kind : {book::AccountKind::principal, book::AccountKind::income, book::AccountKind::reserved}) sum += s.balance(kind, id.bytes, currency);
    }
    return sum;
  }
  void pool(const Pool& p) {
    line(out, "pool", p.id, p.bank, p.code);
    owed(subject(p.id));
    for (const PoolCash& c : p.cash) {
      const Currency currency = c.account.currency;
      line(out, "cash", p.id, currency.code(), "reconciled", c.reconciled, "difference", c.difference.value_or(zero(currency)));
      const auto held = [&](book::AccountKind kind) { return s.balance(kind, p.id.bytes, currency); };
      using enum book::AccountKind;
      const Amount cash = held(bank), wards = of_wards(p.id, currency);
      const Amount rest = held(suspense) + held(transit) + held(unreadable) + held(tax) + held(fee);
      line(out, "total", p.id, currency.code(), "bank", cash, "wards", wards, "rest", rest, cash == wards + rest ? "agree" : "DISAGREE");
    }
  }
  void protection(const Protection& p) {
    for (const AdversePerson& a : p.adverse) line(out, "adverse", p.ward, a.person, std::uint64_t{a.marks.size()});
    owed(protection_of(p.ward));
  }
  void watch(const Watch& w) {
    for (const Covered& c : w.covered) line(out, "covered", w.of.id, c.day, c.amount);
    for (const WatchCase& c : w.cases) {
      line(out, "case", w.of.id, std::uint64_t{c.number}, c.flag, c.opened, c.request, c.credit, name(c.state), "trafficking", c.trafficking, c.entry);
    }
    if (w.flags != 0) line(out, "flags", w.of.id, std::uint64_t{w.flags});
    owed(w.of);
  }
  void proposal(const Proposal& p) {
    line(out, "proposal", p.id, name_of(p.command), p.about.id, "by", p.proposer, "expires", p.expires, "needs", std::uint64_t{p.needs.size()});
    for (const Approval& a : p.approvals) line(out, "agreed", p.id, a.person, name(a.role));
  }
  void rates() {
    for (const auto& [of, days] : s.rates)
      for (const DayRate& r : days) line(out, "rate", of.code(), r.day, r.rate.text());
    const CivilDate today = manila_date(memory.last_time);
    for (const ref::Currency of : ref::kCurrencies)
      for (const int back : {0, 1, 7, 30}) {
        const DayRate* found = s.rate(currency(of), today - back);
        line(out, "newest", currency(of).code(), today - back, found == nullptr ? "-" : found->rate.text());
      }
  }
  void rest() {
    for (const auto& [id, p] : s.principals) {
      line(out, "principal", id, p.person, name(p.role), "revoked", p.revoked, "credentials", std::uint64_t{p.credentials.size()});
    }
    rates();
    for (const auto& [id, o] : s.orders) line(out, "order", id, o.total, "allocated", o.allocated);
    for (const auto& [id, c] : s.credits) {
      line(out, "credit", id, c.pool, c.amount, c.booked, c.entry, "waits", !c.matched, "matched_in", c.matched_in);
    }
    for (const auto& [mark, entry] : s.references) line(out, "reference", mark, entry);
    for (const std::uint64_t entry : s.reversed) line(out, "reversed", entry);
    s.book.for_each([&](const book::Account& a, Amount amount) { line(out, "balance", name(a.kind), a.owner, amount); });
    for (const AgendaItem& item : s.agenda) {
      line(out, "due", item.due, static_cast<std::uint64_t>(item.matter), name(item.object.kind), item.object.id, item.number);
    }
    owed({});
  }
};

Picture sorted(Picture lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

Picture picture_of(const ref::Model& model) {
  OfModel all{model};
  for (const auto& [name, w] : all.m.wards) all.ward(name, w);
  for (const auto& [name, r] : all.m.requests) all.request(name, r);
  for (const auto& [name, p] : all.m.pools) all.pool(name, p);
  for (const auto& [entry, p] : all.m.proposals) all.proposal(entry, p);
  all.rest();
  draw_bank_side(all.out, model.memory());
  return sorted(std::move(all.out));
}

Picture picture_of(const journal::Memory& memory) {
  OfProduct all{memory};
  for (const auto& [id, w] : all.s.wards) all.ward(w);
  for (const auto& [id, p] : all.s.protections) all.protection(p);
  for (const auto& [id, w] : all.s.watches) all.watch(w);
  for (const auto& [id, r] : all.s.requests) all.request(r);
  for (const auto& [id, p] : all.s.pools) all.pool(p);
  for (const auto& [id, p] : all.s.proposals) all.proposal(p);
  all.rest();
  draw_bank_side(all.out, memory.state);
  return sorted(std::move(all.out));
}

std::string difference(const Picture& model, const Picture& product) {
  Picture only_model, only_product;
  std::set_difference(model.begin(), model.end(), product.begin(), product.end(), std::back_inserter(only_model));
  std::set_difference(product.begin(), product.end(), model.begin(), model.end(), std::back_inserter(only_product));
  constexpr std::size_t kShown = 6;
  std::string out;
  for (std::size_t i = 0; i < std::min(kShown, only_model.size()); ++i) out += "    model only:   " + only_model[i] + "\n";
  for (std::size_t i = 0; i < std::min(kShown, only_product.size()); ++i) out += "    product only: " + only_product[i] + "\n";
  return out;
}

}  // namespace katiwala::model
