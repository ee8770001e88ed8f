// A guardian's authority: the ward's age, his letters, his bond, and what he owes the court.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {

std::optional<Pesos> worth_of_all(const Matter& m, const Name& name, const Ward& ward, bool after) {
  const Balances changes = after ? growths(m.draft.moves) : Balances{};
  Pesos total{};
  for (const Cash& cash : m.memory.pools.at(ward.pool).cash) {
    std::int64_t sum = 0;
    for (const Book book : {Book::principal, Book::income, Book::reserved}) {
      sum += m.memory.balance(book, name, cash.currency);
      const auto change = changes.find({book, name, cash.currency});
      if (change != changes.end()) sum += change->second;
    }
    if (sum == 0) continue;
    const auto price = m.memory.price(cash.currency, m.today);
    if (cash.currency != Currency::php && !price) return std::nullopt;
    total = total + worth({cash.currency, sum}, price);
  }
  return total;
}

std::optional<BondNeed> bond_need(const Matter& m, const Name& name, const Ward& ward, const Guardian& parent, bool after) {
  const auto held = worth_of_all(m, name, ward, after);
  if (!held) return std::nullopt;
  const Pesos property = *held + pesos(parent.other_property);
  return BondNeed{!parent.declared || property > pesos(m.book.bond_threshold), property};
}

bool bond_reaches(const Guardian& guardian, Pesos whole, std::int64_t percent, Day today) {
  return guardian.bond && guardian.bond_approved <= today && reaches_percent(pesos(guardian.bond->minor), whole, percent);
}

std::optional<bool> bond_too_low(const Matter& m, const Name& name, const Ward& ward, const Guardian& guardian) {
  if (!guardian.acting()) return false;
  if (guardian.kind == GuardianKind::court_appointed) {
    return guardian.bond_ordered > 0 && !bond_reaches(guardian, pesos(guardian.bond_ordered), 100, m.today);
  }
  const auto need = bond_need(m, name, ward, guardian, true);
  if (!need) return std::nullopt;
  return need->needed && !bond_reaches(guardian, need->property, m.book.bond_alert_percent, m.today);
}

Day court_day(const Rulebook& book, Day day) { return book.calendar.this_or_next(day).value_or(day); }

Day working_day_before(const Rulebook& book, Day day) {
  for (Day before = day - 1;; --before) {
    const auto works = book.calendar.works(before);
    if (!works) return day - 1;
    if (*works) return before;
  }
}

namespace {

/// R01, R02.
void age(const Matter& m, Judgement& out) {
  const auto* opening = m.as<OpenWard>();
  const Day born = opening != nullptr ? opening->born_latest : m.ward == nullptr ? 0 : m.ward->born_latest;
  const Civil date = civil(born);
  if ((opening != nullptr || m.is_guardians_act()) && date.month == 2 && date.day == 29) out.allow("leap_day_birth", "R02");
  if (opening != nullptr) return out.allow("majority_scheduled", "R01");
  if (m.ward == nullptr || !(m.is_guardians_act() || m.as<AppointGuardian>() != nullptr)) return;
  const Guardian* guardian = m.guardian();
  if (m.today >= majority_day(born, m.book) || m.ward->adult || (guardian != nullptr && guardian->standing == Standing::ended)) out.deny("AUTHORITY_ENDED", "R01");
}

/// R10: of a guardian whom a court appointed.
void letters(const Matter& m, Judgement& out) {
  if (m.ward == nullptr || !m.is_guardians_act() || m.as<AppointGuardian>() != nullptr || m.as<ApproveBond>() != nullptr) return;
  const Guardian* guardian = m.guardian();
  if (guardian == nullptr) return out.deny("AUTHORITY_INACTIVE", "R10");
  if (guardian->kind != GuardianKind::court_appointed) return;
  if (!guardian->letters || *guardian->letters > m.today) return out.deny("AUTHORITY_INACTIVE", "R10");
  if (guardian->bond_ordered == 0) return out.allow("letters_in_force", "R10");
  if (bond_reaches(*guardian, pesos(guardian->bond_ordered), 100, m.today)) return out.allow("letters_and_bond_in_force", "R10");
  out.deny("BOND_PENDING", "R10");
}

/// R08: of a parent who asks for a payment.
void parents_bond(const Matter& m, Judgement& out) {
  if (m.ward == nullptr || !m.payment) return;
  const Guardian* parent = m.guardian();
  if (parent == nullptr || parent->kind != GuardianKind::parent) return;
  const auto need = bond_need(m, m.about.name, *m.ward, *parent, false);
  if (!need) return out.deny("RATE_MISSING", "R08");
  if (!need->needed) return out.allow("no_bond_required", "R08");
  if (bond_reaches(*parent, need->property, m.book.bond_percent, m.today)) return out.allow("bond_stands", "R08");
  out.deny("BOND_PENDING", "R08");
}

/// R08, R10: the court's approval of a bond.
void approved_bond(const Matter& m, const ApproveBond& bond, Judgement& out) {
  const Guardian* guardian = guardian_of(*m.ward, bond.guardian);
  if (guardian == nullptr) return;
  const bool parent = guardian->kind == GuardianKind::parent;
  const char* rule = parent ? "R08" : "R10";
  if (bond.amount.currency != Currency::php) return out.deny("CURRENCY_MISMATCH", rule);
  if (!parent) {
    if (bond.amount.minor >= guardian->bond_ordered) return out.allow("bond_as_ordered", rule);
    return out.deny("BOND_TOO_LOW", rule);
  }
  const auto need = bond_need(m, m.about.name, *m.ward, *guardian, false);
  if (!need) return out.deny("RATE_MISSING", rule);
  if (!reaches_percent(pesos(bond.amount.minor), need->property, m.book.bond_percent)) return out.deny("BOND_TOO_LOW", rule);
  out.allow("bond_reaches_minimum", rule);
  if (const Duty* open = open_duty(m.memory.duties_of(m.about), DutyKind::bond)) out.met.push_back({m.about, open->number});
}

/// R11: a bond that is enough again needs not be raised any more.
void raised_bond(const Matter& m, const ApproveBond& bond, Judgement& out) {
  const Duty* open = open_duty(m.memory.duties_of(m.about), DutyKind::bond_increase);
  const Guardian* known = guardian_of(*m.ward, bond.guardian);
  if (open == nullptr || known == nullptr || bond.amount.currency != Currency::php) return;
  Guardian guardian = *known;
  guardian.bond = bond.amount;
  guardian.bond_approved = bond.approved;
  const auto low = bond_too_low(m, m.about.name, *m.ward, guardian);
  if (low && !*low) out.met.push_back({m.about, open->number});
}

/// R12, R14: what a court's guardian owes from his letters on.  R08: a bond, where she has that much already.
void appointment(const Matter& m, const Guardian& guardian, Judgement& out) {
  const std::vector<Duty>& duties = m.memory.duties_of(m.about);
  if (guardian.kind == GuardianKind::parent) {
    const auto need = bond_need(m, m.about.name, *m.ward, guardian, true);
    if (!need) return out.deny("RATE_MISSING", "R08");
    if (!need->needed || !guardian.acting() || bond_reaches(guardian, need->property, m.book.bond_percent, m.today)) return;
    if (open_duty(duties, DutyKind::bond) == nullptr) out.owe(m.about, DutyKind::bond, DutyOwner::guardian, "R08", m.today + m.book.bond_duty_days);
    return;
  }
  if (!guardian.letters) return;
  const Day inventory = court_day(m.book, months_later(*guardian.letters, m.book.inventory_months));
  if (!was_owed(duties, DutyKind::inventory, inventory)) {
    out.allow("inventory_due", "R12");
    out.owe(m.about, DutyKind::inventory, DutyOwner::guardian, "R12", inventory);
  }
  const Day account = court_day(m.book, months_later(*guardian.letters, m.book.account_months));
  if (!was_owed(duties, DutyKind::annual_account, account)) {
    out.allow("account_due", "R14");
    out.owe(m.about, DutyKind::annual_account, DutyOwner::guardian, "R14", account);
  }
}

/// R14: an account filed opens the next, on the anniversary of the letters that is next after it.
void filed_account(const Matter& m, const Duty& filed, Judgement& out) {
  if (filed.kind != DutyKind::annual_account || m.about.kind != Kind::ward || m.ward == nullptr || m.ward->adult) return;
  std::optional<Day> newest;
  for (const Guardian& guardian : m.ward->guardians) {
    const bool owes = guardian.kind == GuardianKind::court_appointed && guardian.acting() && guardian.letters && *guardian.letters < filed.due;
    if (owes && (!newest || *guardian.letters > *newest)) newest = guardian.letters;
  }
  if (!newest) return;
  int months = m.book.account_months;
  while (months_later(*newest, months) <= filed.due) months += m.book.account_months;
  const Day due = court_day(m.book, months_later(*newest, months));
  if (was_owed(m.memory.duties_of(m.about), DutyKind::annual_account, due)) return;
  out.allow("account_due", "R14");
  out.owe(m.about, DutyKind::annual_account, DutyOwner::guardian, "R14", due);
}

}  // namespace

void judge_guardian(const Matter& m, Judgement& out) {
  age(m, out);
  letters(m, out);
  parents_bond(m, out);
  if (m.ward == nullptr) return;
  if (const auto* bond = m.as<ApproveBond>()) {
    approved_bond(m, *bond, out);
    raised_bond(m, *bond, out);
  }
  if (m.draft.appointed) appointment(m, *m.draft.appointed, out);
  if (m.draft.filed) filed_account(m, *m.draft.filed, out);
  judge_standing(m, out);
}

}  // namespace reference
