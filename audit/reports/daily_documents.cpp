#include "audit/reports/daily_documents.h"

#include <algorithm>

#include "audit/reports/wording.h"

namespace katiwala::audit::reports {

using namespace custody;
using daily::Reconciliation;

namespace {

constexpr Duty kPapers[] = {Duty::inventory,    Duty::property_report, Duty::annual_account, Duty::payor_notice,
                            Duty::court_notice, Duty::final_account,   Duty::account_review, Duty::unclaimed_report};

Table glance_table(const std::vector<Reconciliation>& accounts) {
  Table out{"accounts", "At a glance", std::nullopt,
            {{"currency", "Currency", 10}, {"standing", "Standing", 18}, {"bank", "The bank", 22, Align::right}, {"book", "The book", 22, Align::right},
             {"held", "Held", 22, Align::right}, {"difference", "Bank less book", 18, Align::right}, {"breaks", "Breaks", 8, Align::right}}};
  out.none = "The pool has no account.";
  for (const Reconciliation& one : accounts) {
    const Cell bank = one.statement ? money(one.statement->closing) : Cell{};
    const Cell difference = one.statement ? money(one.difference) : Cell{};
    out.rows.push_back({{text(one.held.bank.currency().code()), word(name(one.standing)), bank, money(one.held.bank), money(one.held.total()), difference, number(one.breaks.size())}});
  }
  return out;
}

Table held_rows(const std::vector<Reconciliation>& accounts) {
  Table out{"held", "For whom it is held", std::nullopt,
            {{"currency", "Currency", 10}, {"wards", "Wards", 22, Align::right}, {"suspense", "Suspense", 18, Align::right}, {"transit", "Transit", 18, Align::right},
             {"tax", "Tax", 14, Align::right}, {"fee", "Fees", 14, Align::right}, {"unreadable", "Unreadable", 14, Align::right}}};
  for (const Reconciliation& one : accounts) {
    const daily::Held& held = one.held;
    out.rows.push_back({{text(held.bank.currency().code()), money(held.wards), money(held.suspense), money(held.transit), money(held.tax), money(held.fee), money(held.unreadable)}});
  }
  return out;
}

std::string joined(const std::vector<daily::Ground>& grounds) {
  std::string out;
  for (const daily::Ground& ground : grounds) {
    if (!out.empty()) out += "; ";
    out += word(ground.why).on_paper() + (ground.fact.empty() ? "" : " " + ground.fact);
  }
  return out;
}

std::string lines_of(const daily::Break& found) {
  std::string out;
  for (const std::uint64_t entry : found.entries) out += (out.empty() ? "" : ", ") + std::string("entry ") + std::to_string(entry);
  for (const std::string& place : found.bank_lines) out += (out.empty() ? "" : ", ") + place;
  return out;
}

Table breaks_table(const std::vector<Reconciliation>& accounts) {
  Table out{"breaks", "Breaks, and what may explain them", std::nullopt,
            {{"break", "No.", 6}, {"rank", "Rank", 6}, {"kind", "Kind", 20}, {"effect", "Effect", 20, Align::right}, {"lines", "Lines", 26}, {"grounds", "Grounds", 50}}};
  out.none = "None.";
  std::size_t count = 0;
  for (const Reconciliation& one : accounts) {
    for (const daily::Break& found : one.breaks) {
      ++count;
      bool first = true;
      for (const daily::Candidate& candidate : found.candidates) {
        out.rows.push_back({{first ? number(count) : Cell{}, number(candidate.rank), word(name(candidate.kind)), first ? money_with_currency(found.effect) : Cell{},
                             first ? text(lines_of(found)) : Cell{}, text(joined(candidate.grounds))}});
        first = false;
      }
    }
  }
  return out;
}

Table waiting_table(const std::vector<daily::AgedCredit>& waiting) {
  Table out{"suspense", "In suspense", std::nullopt,
            {{"credit", "Credit", 14}, {"booked", "Booked", 14}, {"days", "Days", 8, Align::right}, {"age", "Age", 10}, {"amount", "In suspense", 24, Align::right}, {"what", "What", 16}}};
  out.none = "Nothing waits.";
  for (const daily::AgedCredit& one : waiting)
    out.rows.push_back({{short_of(one.credit.hex()), day(one.booked), number(static_cast<std::uint64_t>(one.days)), text(name(one.bucket)), money_with_currency(one.in_suspense),
                         text(one.left_over ? "left over" : "not matched")}});
  return out;
}

Table items_table(std::string_view key, std::string title, const std::vector<daily::OpenItem>& items) {
  Table out{key, std::move(title), std::nullopt,
            {{"kind", "What is open", 20}, {"what", "Which", 24}, {"about", "About", 22}, {"id", "No.", 14}, {"amount", "Amount", 20, Align::right}, {"since", "Since", 13},
             {"due", "Due", 13}, {"standing", "Standing", 10}}};
  out.none = "Nothing.";
  for (const daily::OpenItem& one : items) {
    const std::string id = to_hex(one.about.id);
    const Cell about = one.about == Subject{} ? text("ledger") : Cell{std::string(name(one.about.kind)) + " " + id, std::string(name(one.about.kind)) + " " + id.substr(0, 8)};
    out.rows.push_back({{word(name(one.kind)), word(one.what), about, one.id.size() == 32 ? short_of(one.id) : text(one.id), one.amount ? money_with_currency(*one.amount) : Cell{},
                         day(one.since), one.due ? day(*one.due) : Cell{}, text(one.overdue ? "overdue" : "open")}});
  }
  return out;
}

Document of_day(std::string_view kind, std::string title, std::string matter, const Basis& basis) {
  Document out;
  out.kind = kind;
  out.title = std::move(title);
  out.matter = std::move(matter);
  out.basis = basis;
  out.of_a_day = true;
  return out;
}

}  // namespace

Document reconciliation_document(const Basis& basis, const Pool& pool, const std::vector<Reconciliation>& accounts, const std::vector<daily::AgedCredit>& waiting) {
  Document out = of_day("reconciliation", "Daily Reconciliation", "pool " + pool.bank + " / " + pool.code, basis);
  out.law = "of a pooled trust account, three ways (MORB 401(d))";
  out.facts.push_back({"pool", "Pool", text(pool.id.hex())});
  out.facts.push_back({"bank", "Bank", text(pool.bank)});
  out.facts.push_back({"code", "Code", text(pool.code)});
  if (!accounts.empty()) out.facts.push_back({"day", "Banking day", day(accounts.front().day)});
  out.tables = {glance_table(accounts), held_rows(accounts), breaks_table(accounts), waiting_table(waiting)};
  const bool all = std::ranges::all_of(accounts, &Reconciliation::by_lines);
  if (!all) out.notes.emplace_back("Where the bank's lines were not at hand only balances were held against each other, and candidates come from amounts alone.");
  out.notes.emplace_back("A movement belongs to the day on which the bank booked it. A break holds releases of its pool and currency until a statement agrees again, and ends by an entry alone.");
  add_common_notes(out);
  out.certification = "The bank's closing balance, the book of the account, and the sum of what is held for wards and the rest, as of the end of the banking day.";
  out.signatures = {{"Prepared by", "Date"}, {"Reviewed by", "Date"}};
  return out;
}

Document open_items_document(const Basis& basis, const std::vector<daily::OpenItem>& items) {
  Document out = of_day("end-of-day", "What Is Open", "ledger " + basis.ledger.hex(), basis);
  out.law = "at the end of a day";
  out.facts.push_back({"open", "Items", number(items.size())});
  out.tables = {items_table("items", "Open", items)};
  const bool confidential = std::ranges::any_of(items, &daily::OpenItem::confidential);
  if (confidential) out.notes.emplace_back("For the compliance officer and auditors alone: it tells of reports under RA 9160 (s. 9(c)).");
  add_common_notes(out);
  out.certification = "Drawn from the state of the ledger after the last entry named above.";
  out.signatures = {{"Closed by", "Date"}};
  return out;
}

bool is_statement_due(const daily::OpenItem& item) {
  if (item.kind == daily::OpenKind::missing_statement) return true;
  return item.kind == daily::OpenKind::duty && std::ranges::any_of(kPapers, [&](Duty duty) { return item.what == name(duty); });
}

Document statements_due_document(const Basis& basis, const std::vector<daily::OpenItem>& items) {
  std::vector<daily::OpenItem> due;
  std::ranges::copy_if(items, std::back_inserter(due), &is_statement_due);
  Document out = of_day("statements-due", "Statements Due", "ledger " + basis.ledger.hex(), basis);
  out.law = "of banks, and to courts and payors";
  out.tables = {items_table("items", "Due", due)};
  add_common_notes(out);
  out.certification = "Drawn from the state of the ledger after the last entry named above.";
  return out;
}

}  // namespace katiwala::audit::reports
