// The people around a ward: her guardians, who is paid for her, who is a danger to her; what a court and the bank allow them.
#include <algorithm>

#include "tests/model/reference/refusing.h"

namespace reference {
namespace {

struct People {
  const Asking& a;
  const Memory& m = a.memory;

  Draft operator()(const AppointGuardian& c) const {
    const Ward& ward = ward_named(a, c.ward);
    field(!is_nobody(c.person));
    field(!(c.no_other_property && c.other_property && c.other_property->minor != 0));
    for (const auto& amount : {c.bond_ordered, c.other_property}) {
      if (amount && amount->currency != Currency::php) throw Refused{"CURRENCY_MISMATCH"};
      if (amount && amount->minor < 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    }
    field(!c.letters || *c.letters <= a.today + 366);
    Guardian guardian;
    guardian.person = c.person;
    guardian.kind = c.kind;
    guardian.letters = c.letters;
    guardian.bond_ordered = c.bond_ordered ? c.bond_ordered->minor : 0;
    guardian.declared = c.no_other_property || c.other_property;
    guardian.other_property = c.other_property ? c.other_property->minor : 0;
    guardian.marks = c.marks;
    guardian.appointed = a.today;
    guardian.since = a.today;
    if (const Guardian* before = guardian_of(ward, c.person)) {
      guardian.bond = before->bond;
      guardian.bond_approved = before->bond_approved;
      if (before->standing == Standing::suspended) {
        guardian.standing = before->standing;
        guardian.since = before->since;
      }
    }
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.appointed = guardian;
    out.then = [c, guardian](Memory& memory) {
      auto& all = memory.wards.at(c.ward).guardians;
      std::erase_if(all, [&](const Guardian& g) { return g.person == c.person; });
      all.push_back(guardian);
    };
    return out;
  }
  Draft operator()(const ChangeGuardian& c) const {
    const Guardian* found = guardian_of(ward_named(a, c.ward), c.person);
    if (found == nullptr) throw Refused{"GUARDIAN_UNKNOWN"};
    field(!c.reason.empty());
    field(may_move(found->standing, c.to));
    field(c.dated <= a.today);
    field(c.document || (c.to != Standing::active && c.to != Standing::discharged));
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.then = [c](Memory& memory) {
      for (Guardian& guardian : memory.wards.at(c.ward).guardians) {
        if (guardian.person != c.person) continue;
        guardian.standing = c.to;
        guardian.since = c.dated;
      }
    };
    return out;
  }
  /// A court confirms, suspends, brings back from a suspension, and discharges who holds no office any more.
  static bool may_move(Standing from, Standing to) {
    if (from == Standing::discharged) return false;
    if (from != Standing::active && from != Standing::suspended) return to == Standing::discharged;
    if (to == Standing::suspended) return from == Standing::active;
    return to == Standing::active || to == Standing::removed || to == Standing::resigned;
  }
  Draft operator()(const ApproveBond& c) const {
    if (guardian_of(ward_named(a, c.ward), c.guardian) == nullptr) throw Refused{"GUARDIAN_UNKNOWN"};
    above_zero(c.amount);
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.then = [c](Memory& memory) {
      for (Guardian& guardian : memory.wards.at(c.ward).guardians) {
        if (guardian.person != c.guardian) continue;
        guardian.bond = c.amount;
        guardian.bond_approved = c.approved;
      }
    };
    return out;
  }
  Draft operator()(const FileReturn& c) const {
    field(is_nobody(c.ward) || (!c.pool && !c.about));
    field(!c.pool || !c.about);
    const Subject about = c.about ? *c.about : c.pool ? Subject{Kind::pool, *c.pool} : hers(c.ward);
    if (about.kind == Kind::order) throw Refused{"SUBJECT_MISMATCH"};
    if (!m.exists(about)) throw Refused{about.kind == Kind::pool ? "POOL_UNKNOWN" : about.kind == Kind::ward || about.kind == Kind::protection ? "WARD_UNKNOWN" : "SUBJECT_MISMATCH"};
    const std::vector<Duty>& duties = m.duties_of(about);
    const auto duty = std::find_if(duties.begin(), duties.end(), [&](const Duty& d) { return d.number == c.number; });
    if (duty == duties.end()) throw Refused{"OBLIGATION_UNKNOWN"};
    if (duty->closed) throw Refused{"OBLIGATION_CLOSED"};
    field(c.filed <= a.today && c.filed >= duty->opened);
    Draft out;
    out.about = about;
    out.filed = *duty;
    out.then = [c, about](Memory& memory) {
      for (Duty& d : memory.duties.at(about))
        if (d.number == c.number) d.closed = c.filed;
    };
    return out;
  }
  Draft operator()(const RecordAdverse& c) const {
    ward_named(a, c.ward);
    field(!is_nobody(c.person));
    Draft out;
    out.about = protection_of(c.ward);
    out.then = [c](Memory& memory) {
      auto& all = memory.wards.at(c.ward).adverse;
      std::erase_if(all, [&](const auto& known) { return known.first == c.person; });
      all.push_back({c.person, {c.status, c.marks}});
    };
    return out;
  }
  Draft operator()(const RegisterPayee& c) const {
    const Ward& ward = ward_named(a, c.ward);
    field(!is_nobody(c.payee) && !is_nobody(c.person));
    fresh(!ward.payees.contains(c.payee));
    kept_in(a, ward, c.currency);
    Draft out;
    out.about = {Kind::ward, c.ward};
    // The same person, or one of the same name, at another account than before.
    const bool other_account = std::any_of(ward.payees.begin(), ward.payees.end(), [&](const auto& row) {
      const bool same = row.second.person == c.person || share_a_mark(row.second.marks, c.marks, kNameMark);
      return same && !share_a_mark(row.second.marks, c.marks, kAccountMark);
    });
    out.then = [c, other_account, now = a.now](Memory& memory) {
      memory.wards.at(c.ward).payees[c.payee] = {c.person, c.rail, c.currency, c.marks, c.payee, now, other_account};
    };
    return out;
  }
  Draft operator()(const ChangePayee& c) const {
    const Ward& ward = ward_named(a, c.ward);
    const auto known = ward.payees.find(c.payee);
    if (known == ward.payees.end()) throw Refused{"PAYEE_UNKNOWN"};
    fresh(known->second.details != c.details);
    Payee payee = known->second;
    payee.details = c.details;
    // An old account is no mark of the new one; what is said anew takes the place of what was.
    std::erase_if(payee.marks, [&](const Mark& old) {
      return old.kind == kAccountMark || std::any_of(c.marks.begin(), c.marks.end(), [&](const Mark& given) { return given.kind == old.kind; });
    });
    payee.marks.insert(payee.marks.end(), c.marks.begin(), c.marks.end());
    payee.rail = c.rail.value_or(payee.rail);
    payee.since = a.now;
    payee.before = true;
    Draft out;
    out.about = hers(c.ward);
    out.then = [c, payee](Memory& memory) { memory.wards.at(c.ward).payees.at(c.payee) = payee; };
    return out;
  }
  Draft operator()(const SetBudget& c) const {
    const Ward& ward = ward_named(a, c.ward);
    field(!is_nobody(c.budget));
    above_zero(c.amount);
    for (const auto& [name, other] : m.wards) fresh(!other.court_orders.contains(c.budget) && other.budget(c.budget) == nullptr);
    kept_in(a, ward, c.amount.currency);
    field(c.from <= c.to && c.to >= a.today);
    if (c.court_order) {
      const auto order = ward.court_orders.find(*c.court_order);
      if (order == ward.court_orders.end()) throw Refused{"COURT_ORDER_UNKNOWN"};
      if (order->second.cap.currency != c.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    }
    for (const auto& [name, other] : ward.budgets)
      fresh(other.purpose != c.purpose || other.amount.currency != c.amount.currency || other.to < c.from || c.to < other.from);
    Draft out;
    out.about = hers(c.ward);
    out.moves.push_back({{Book::granted, c.budget, c.amount.currency}, {Book::cap, c.budget, c.amount.currency}, c.amount.minor});
    out.then = [c](Memory& memory) { memory.wards.at(c.ward).budgets.push_back({c.budget, {c.purpose, c.from, c.to, c.amount, c.court_order}}); };
    return out;
  }
  Draft operator()(const RecordCourtOrder& c) const {
    const Ward& ward = ward_named(a, c.ward);
    field(!is_nobody(c.order));
    fresh(!ward.court_orders.contains(c.order));
    above_zero(c.cap);
    for (const auto& [name, other] : m.wards) fresh(!other.court_orders.contains(c.order) && other.budget(c.order) == nullptr);
    kept_in(a, ward, c.cap.currency);
    field(c.dated <= a.today);
    if (c.payee && !ward.payees.contains(*c.payee)) throw Refused{"PAYEE_UNKNOWN"};
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.moves.push_back({{Book::granted, c.order, c.cap.currency}, {Book::cap, c.order, c.cap.currency}, c.cap.minor});
    out.then = [c](Memory& memory) { memory.wards.at(c.ward).court_orders[c.order] = {c.dated, c.expires, c.cap, c.purpose, c.payee, c.final_judgment}; };
    return out;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

}  // namespace

Draft draft_people(const Asking& asking, const Action& action) { return std::visit(People{asking}, action); }

}  // namespace reference
