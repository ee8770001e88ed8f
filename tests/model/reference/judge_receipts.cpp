// Money that comes in or is changed: bonds and reports that follow, covered transactions, suspense, statements, value dates.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {

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
  out.covered.push_back({name, {*day, value, amount}});
  if (before > threshold || before + value <= threshold) return;
  const auto due = m.book.calendar.after(*day, m.book.covered_report_working_days);
  if (!due) return calendar_missing();
  out.owe({Kind::ward, name}, DutyKind::covered_transaction_report, DutyOwner::compliance, "R36", *due, true);
  if (tell) out.allow("covered_transaction", "R36");
}

namespace {

/// R08, R11: what a receipt makes of each guardian's bond.
void bonds_after_receipt(const Matter& m, const Incoming& row, Judgement& out) {
  const Ward& ward = m.memory.wards.at(row.ward);
  const Subject hers{Kind::ward, row.ward};
  for (const Guardian& guardian : ward.guardians) {
    if (guardian.ended) continue;
    if (guardian.kind == GuardianKind::court_appointed) {
      if (guardian.bond_ordered > 0 && !bond_reaches(guardian, pesos(guardian.bond_ordered), 100, m.today)) out.alerts.insert("R11 BOND_INADEQUATE");
      continue;
    }
    const auto need = bond_need(m, row.ward, ward, guardian, true);
    if (!need) {
      out.deny("RATE_MISSING", "R08");
      out.deny("RATE_MISSING", "R11");
      continue;
    }
    if (!need->needed) continue;
    if (!bond_reaches(guardian, need->property, m.book.bond_alert_percent, m.today)) out.alerts.insert("R11 BOND_INADEQUATE");
    if (bond_reaches(guardian, need->property, m.book.bond_percent, m.today)) continue;
    const bool drafted = std::any_of(out.duties.begin(), out.duties.end(), [&](const NewDuty& d) { return d.about == hers && d.duty.kind == DutyKind::bond; });
    if (!drafted && open_duty(ward.duties, DutyKind::bond) == nullptr) {
      out.owe(hers, DutyKind::bond, DutyOwner::guardian, "R08", m.today + m.book.bond_duty_days);
    }
  }
}

void matching(const Matter& m, const MatchCredit& match, Judgement& out) {
  for (const Incoming& row : m.draft.incoming) {
    bonds_after_receipt(m, row, out);
    const Day due = court_day(m.book, months_later(row.booked, m.book.report_months));
    out.owe({Kind::ward, row.ward}, DutyKind::property_report, DutyOwner::guardian, "R13", due);
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

/// R32, R55.
void statement(const Matter& m, const Reconcile& c, Judgement& out) {
  out.allow(*m.draft.difference == 0 ? "agrees" : "break", "R32");
  bool aged = false;
  for (const auto& [name, credit] : m.memory.credits) {
    if (!credit.waits || credit.pool != c.pool || credit.amount.currency != c.closing.currency) continue;
    const Day last = m.book.calendar.after(credit.booked, m.book.suspense_working_days).value_or(credit.booked + m.book.suspense_working_days);
    aged = aged || m.today > last;
  }
  if (!aged) return;
  out.allow("suspense_aged", "R55");
  if (open_duty(m.memory.pools.at(c.pool).duties, DutyKind::suspense_review) == nullptr) {
    out.owe({Kind::pool, c.pool}, DutyKind::suspense_review, DutyOwner::trust_officer, "R55", m.today);
  }
}

/// R50: what the bank books of itself is told from its duplicate by a reference.
void references(const Matter& m, Judgement& out) {
  const auto none = [](const auto* c) { return c != nullptr && c->references.empty(); };
  if (none(m.as<ReceiveCredit>()) || none(m.as<Convert>()) || none(m.as<RecordCharge>())) out.deny("REFERENCE_MISSING", "R50");
}

}  // namespace

void judge_receipts(const Matter& m, Judgement& out) {
  references(m, out);
  if (const auto* match = m.as<MatchCredit>()) matching(m, *match, out);
  if (const auto* deal = m.as<Convert>()) conversion(m, *deal, out);
  if (const auto* held = m.as<Reconcile>()) statement(m, *held, out);
  if (const auto* settled = m.as<Settle>()) {  // R49
    const bool early = settled->value_date < *m.memory.requests.at(settled->request).released;
    if (early) out.deny("VALUE_DATE_EARLY", "R49");
    else out.allow("value_date_of_the_bank", "R49");
  }
}

}  // namespace reference
