// Money that comes in or is changed: bonds and reports that follow, covered transactions, suspense, statements, value dates.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {

namespace {

/// Of that banking day: due then, and opened on a day that counts to it or later.
bool is_reported(const Matter& m, const Name& name, Day day, Day due) {
  Day first = day;
  while (m.book.calendar.this_or_next(first - 1) == day) --first;
  const std::vector<Duty>& all = m.memory.duties_of(watch_of(name));
  return std::any_of(all.begin(), all.end(), [&](const Duty& d) { return d.kind == DutyKind::covered_transaction_report && d.due == due && d.opened >= first; });
}

}  // namespace

void count_covered(const Matter& m, const Name& name, Money amount, Day booked, bool tell, Judgement& out) {
  const auto missing = [&](const char* code) { out.deny(code, "R36"); };
  const auto calendar_missing = [&] {
    missing("CALENDAR_YEAR_MISSING");
    out.deny("CALENDAR_YEAR_MISSING", "R71");
  };
  const auto day = m.book.calendar.this_or_next(booked);
  if (!day) return calendar_missing();
  const auto price = m.memory.price(amount.currency, *day);
  if (amount.currency != Currency::php && !price) return missing("RATE_MISSING");
  Pesos before{};
  for (const Covered& earlier : m.memory.wards.at(name).covered)
    if (earlier.day == *day) before = before + earlier.worth;
  const Pesos value = worth(amount, price), threshold = pesos(m.book.covered_threshold);
  // Asked of every amount: a refusal must not tell which one it is that passes the threshold.
  const auto due = m.book.calendar.after(*day, m.book.covered_report_working_days);
  if (!due) return calendar_missing();
  out.covered.push_back({name, {*day, value, amount}});
  const bool told = before > threshold && is_reported(m, name, *day, *due);  // what was counted may have passed a threshold that is lower now
  if (told || before + value <= threshold) return;
  out.owe(watch_of(name), DutyKind::covered_transaction_report, DutyOwner::compliance, "R36", *due);
  if (tell) out.allow("covered_transaction", "R36");
}

namespace {

/// R08, R11: what she has more makes of each guardian's bond.
void bonds_after_receipt(const Matter& m, const Name& name, Judgement& out) {
  const Ward& ward = m.memory.wards.at(name);
  const auto owe_once = [&](DutyKind kind, const char* rule, int days) {
    const bool drafted = std::any_of(out.duties.begin(), out.duties.end(), [&](const NewDuty& d) { return d.about == hers(name) && d.duty.kind == kind; });
    if (!drafted && open_duty(m.memory.duties_of(hers(name)), kind) == nullptr) out.owe(hers(name), kind, DutyOwner::guardian, rule, m.today + days);
  };
  for (const Guardian& guardian : ward.guardians) {
    if (!guardian.acting()) continue;
    const auto low = bond_too_low(m, name, ward, guardian);
    if (low && *low) out.alerts.emplace_back(name, "R11 BOND_INADEQUATE");
    if (guardian.kind == GuardianKind::court_appointed) {
      if (low && *low) owe_once(DutyKind::bond_increase, "R11", m.book.bond_increase_days);
      continue;
    }
    const auto need = bond_need(m, name, ward, guardian, true);
    if (!need) {
      out.deny("RATE_MISSING", "R08");
      out.deny("RATE_MISSING", "R11");
      continue;
    }
    if (!need->needed || bond_reaches(guardian, need->property, m.book.bond_percent, m.today)) continue;
    owe_once(DutyKind::bond, "R08", m.book.bond_duty_days);
  }
}

void matching(const Matter& m, const MatchCredit& match, Judgement& out) {
  for (const Incoming& row : m.draft.incoming) {
    bonds_after_receipt(m, row.ward, out);
    const Day due = court_day(m.book, months_later(row.booked, m.book.report_months));
    out.owe(hers(row.ward), DutyKind::property_report, DutyOwner::guardian, "R13", due);
    out.allow("property_report_due", "R13");
    const Credit& credit = m.memory.credits.at(match.credit);
    count_covered(m, row.ward, {credit.amount.currency, row.net}, row.booked, false, out);
  }
  if (m.asked_again()) out.allow("matched_by_enough_persons", "R55");  // the proposer and who agrees are never one person
  if (*m.draft.left > 0) {
    out.allow("over_payment", "R56");
    out.owe({Kind::pool, m.about.name}, DutyKind::payor_notice, DutyOwner::trust_officer, "R56", m.today + m.book.payor_notice_days);
  }
}

/// R53, R54.
void conversion(const Matter& m, const Convert& deal, Judgement& out) {
  const bool of_these = deal.price.from == deal.sold.currency && deal.price.to == deal.bought.currency;
  if (of_these) {
    if (exchange(deal.sold, deal.price) == deal.bought) out.allow("rounded_half_even", "R53");
    else out.deny("RATE_MISMATCH", "R53");
  }
  const bool told = deal.source.find_first_not_of(' ') != std::string::npos && deal.dealt > 0 && deal.dealt <= m.now;
  if (!told) return out.deny("CONVERSION_INCOMPLETE", "R54");
  if (!of_these || (deal.charge && deal.charge->minor >= deal.bought.minor)) return out.deny("CURRENCY_MISMATCH", "R54");
  out.allow("deal_complete", "R54");
}

/// R55: how long a credit may wait.
Day last_of_patience(const Rulebook& book, Day booked) {
  return book.calendar.after(booked, book.suspense_working_days).value_or(booked + book.suspense_working_days);
}

/// R55: the first day on which what was booked then is too old; never today.
Day out_of_patience(const Memory& memory, Day today, Day booked) { return std::max(last_of_patience(memory.rulebook, booked), today) + 1; }

/// R55: the pool is looked at on that day, unless it is by then.
void remind(const Memory& memory, const Name& pool, Day day, std::uint32_t come, Judgement& out) {
  const Subject about{Kind::pool, pool};
  const auto known = memory.reminders.find(about);
  if (known != memory.reminders.end()) {
    for (const Reminder& reminder : known->second)
      if (reminder.number != come && reminder.at <= midnight(day)) return;
  }
  out.reminders.push_back({about, ReminderKind::review, midnight(day), std::nullopt, std::nullopt});
}

void review_suspense(const Memory& memory, const Name& pool, Day today, Judgement& out) {
  const Subject about{Kind::pool, pool};
  out.allow("suspense_aged", "R55");
  if (open_duty(memory.duties_of(about), DutyKind::suspense_review) == nullptr) {
    out.owe(about, DutyKind::suspense_review, DutyOwner::trust_officer, "R55", today);
  }
}

/// R32: the last account that was behind is not any more.
bool all_reconciled(const Matter& m, const Reconcile& c) {
  const Day needed = working_day_before(m.book, m.today);
  for (const Cash& cash : m.memory.pools.at(c.pool).cash) {
    const bool this_one = cash.currency == c.closing.currency;
    const std::optional<Day> day = this_one ? c.day : cash.reconciled;
    const bool empty = !this_one && m.memory.balance(Book::bank, c.pool, cash.currency) == 0;
    if (!empty && (!day || *day < needed)) return false;
  }
  return true;
}

/// R32, R55.
void statement(const Matter& m, const Reconcile& c, Judgement& out) {
  out.allow(*m.draft.difference == 0 ? "agrees" : "break", "R32");
  const Duty* owed = open_duty(m.memory.duties_of(m.about), DutyKind::reconciliation);
  if (owed != nullptr && all_reconciled(m, c)) out.met.push_back({m.about, owed->number});
  const bool aged = std::any_of(m.memory.credits.begin(), m.memory.credits.end(), [&](const auto& row) {
    const Credit& credit = row.second;
    return credit.waits && credit.pool == c.pool && credit.amount.currency == c.closing.currency && m.today > last_of_patience(m.book, credit.booked);
  });
  if (aged) review_suspense(m.memory, c.pool, m.today, out);
}

/// R55: what comes in, or waits again, is asked after.
void suspense(const Matter& m, Judgement& out) {
  const auto wait = [&](const Name& pool, Day booked) {
    remind(m.memory, pool, std::max(last_of_patience(m.book, booked), m.today) + 1, 0, out);
  };
  if (const auto* receipt = m.as<ReceiveCredit>()) wait(receipt->pool, receipt->booked);
  if (const auto* books = m.as<OpenBooks>(); books != nullptr && !books->unplaced.empty()) {
    Day oldest = books->unplaced.front().booked;
    for (const UnplacedCredit& credit : books->unplaced) oldest = std::min(oldest, credit.booked);
    wait(books->pool, oldest);  // as it waited there
  }
  const auto* reversal = m.as<Reverse>();
  if (reversal == nullptr) return;
  for (const auto& [name, credit] : m.memory.credits)
    if (credit.matched_in == reversal->of.entry) wait(credit.pool, credit.booked);
}

/// R50: what the bank books of itself is told from its duplicate by a reference.
void references(const Matter& m, Judgement& out) {
  const auto none = [](const auto* c) { return c != nullptr && c->references.empty(); };
  if (none(m.as<ReceiveCredit>()) || none(m.as<Convert>()) || none(m.as<RecordCharge>()) || none(m.as<FileRecall>())) out.deny("REFERENCE_MISSING", "R50");
}

}  // namespace

void look_at_suspense(const Memory& memory, Day today, const Name& pool, std::uint32_t come, Judgement& out) {
  std::optional<Day> oldest_in_patience;
  bool aged = false;
  for (const auto& [name, credit] : memory.credits) {
    if (!credit.waits || credit.pool != pool) continue;
    if (today > last_of_patience(memory.rulebook, credit.booked)) aged = true;
    else oldest_in_patience = std::min(oldest_in_patience.value_or(credit.booked), credit.booked);
  }
  if (aged) review_suspense(memory, pool, today, out);
  std::vector<Day> next;
  if (aged) next.push_back(out_of_patience(memory, today, today));
  if (oldest_in_patience) next.push_back(out_of_patience(memory, today, *oldest_in_patience));
  if (!next.empty()) remind(memory, pool, *std::min_element(next.begin(), next.end()), come, out);
}

void judge_receipts(const Matter& m, Judgement& out) {
  references(m, out);
  suspense(m, out);
  if (const auto* match = m.as<MatchCredit>()) matching(m, *match, out);
  for (const Name& ward : m.draft.brought) bonds_after_receipt(m, ward, out);
  if (const auto* deal = m.as<Convert>()) conversion(m, *deal, out);
  if (const auto* held = m.as<Reconcile>()) statement(m, *held, out);
  if (const auto* settled = m.as<Settle>()) {  // R49
    const bool early = settled->value_date < *m.memory.requests.at(settled->request).released;
    if (early) out.deny("VALUE_DATE_EARLY", "R49");
    else out.allow("value_date_of_the_bank", "R49");
  }
}

}  // namespace reference
