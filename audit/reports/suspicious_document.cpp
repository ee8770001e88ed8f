// Draft of a suspicious transaction report: one case of a watch, with what raised it, what it is about and the clocks that run (R37, R39).
#include <algorithm>

#include "audit/reports/compliance.h"
#include "audit/reports/wording.h"

namespace katiwala::audit::reports {

using namespace custody;

namespace {

/// The circumstances of RA 9160 s. 3(b-1), and the flags that speak for each. Which flag speaks for which is a design default of ours.
struct Ground {
  std::string_view key, text;
  std::vector<std::string_view> flags;
};

const std::vector<Ground>& grounds() {
  static const std::vector<Ground> all = {
      {"no_justification", "no underlying legal or trade obligation, purpose or economic justification", {"RF10", "RF18"}},
      {"not_identified", "the client is not properly identified", {"RF11"}},
      {"not_commensurate", "the amount is not commensurate with the business or financial capacity of the client", {"RF09"}},
      {"structured", "structured to avoid being the subject of reporting requirements", {"RF01", "RF02"}},
      {"deviates", "deviates from the client's profile or past transactions", {"RF12", "RF14"}},
      {"unlawful_activity", "in any way related to an unlawful activity or offense under the Act", {"RF03", "RF07", "RF15", "RF17"}},
      {"analogous", "similar, analogous or identical to any of the foregoing", {"RF04", "RF05", "RF06", "RF08", "RF13", "RF16"}},
  };
  return all;
}

Table grounds_table(const WatchCase& one) {
  Table out{"grounds", "Circumstances (RA 9160 s. 3(b-1))", std::nullopt, {{"ground", "Circumstance", 60}, {"suggested", "Suggested by the flag", 20}, {"applies", "Applies", 14}}};
  for (const Ground& ground : grounds()) {
    const bool suggested = std::ranges::find(ground.flags, one.flag) != ground.flags.end();
    out.rows.push_back({{{std::string(ground.key), std::string(ground.text)}, suggested ? text(one.flag) : Cell{}, to_be_written()}});
  }
  return out;
}

std::string facts_text(const std::vector<custody::Fact>& facts) {
  std::string out;
  for (const custody::Fact& fact : facts) out.append(out.empty() ? "" : "; ").append(word(fact.name).on_paper()).append(" ").append(fact.value);
  return out;
}

/// Every flag of the watch, not of the case alone: a pattern is made of many.
Table flags_table(const History& history) {
  Table out{"flags", "Red flags in this watch", std::nullopt, {{"entry", "Entry", 8}, {"day", "Day", 12}, {"leaf", "Proof", 11}, {"flag", "Flag", 8}, {"about", "About", 14}, {"facts", "What was seen", 60}}};
  out.none = "None was raised.";
  for (const WatchLine& line : history.watch_lines) {
    const auto* weighed = std::get_if<FlagsWeighed>(&line.event);
    if (weighed == nullptr) continue;
    const Cell about = weighed->request ? short_of(weighed->request->hex()) : weighed->credit ? short_of(weighed->credit->hex()) : Cell{};
    for (const Flag& flag : weighed->raised) out.rows.push_back({{number(line.entry), day(line.day), short_of(to_hex(line.leaf)), text(flag.code), about, text(facts_text(flag.facts))}});
  }
  return out;
}

Table course_table(const History& history, std::uint32_t number_of_case) {
  Table out{"course", "Course of the case", std::nullopt, {{"entry", "Entry", 8}, {"day", "Day", 12}, {"leaf", "Proof", 11}, {"state", "State", 20}, {"trafficking", "Trafficking", 14}}};
  for (const WatchLine& line : history.watch_lines) {
    const auto* opened = std::get_if<CaseOpened>(&line.event);
    const auto* moved = std::get_if<CaseMoved>(&line.event);
    if (opened != nullptr && opened->watch_case.number == number_of_case) {
      out.rows.push_back({{number(line.entry), day(line.day), short_of(to_hex(line.leaf)), word(name(opened->watch_case.state)), Cell{}}});
    }
    if (moved != nullptr && moved->number == number_of_case) {
      out.rows.push_back({{number(line.entry), day(moved->on), short_of(to_hex(line.leaf)), word(name(moved->to)), moved->trafficking ? text("yes") : Cell{}}});
    }
  }
  return out;
}

Table transactions_table(const State& state, const WatchCase& one) {
  Table out{"transactions", "What the case is about", std::nullopt,
            {{"transaction", "Transaction", 18}, {"id", "Pseudonym", 13}, {"day", "Day", 12}, {"amount", "Amount", 20, Align::right}, {"how", "How", 18}, {"purpose", "Purpose", 18}, {"counterparty", "Counterparty", 14}, {"state", "State", 14}}};
  out.none = "No transaction is named: the case was opened by hand.";
  if (const Request* request = one.request ? state.request(*one.request) : nullptr) {
    const CivilDate on = request->settled.value_or(request->released.value_or(request->day));
    out.rows.push_back({{text("disbursement"), short_of(request->id.hex()), day(on), money_with_currency(request->amount), word(name(request->rail)), word(name(request->purpose)), short_of(request->payee.hex()), word(name(request->state))}});
  }
  if (const Credit* credit = one.credit ? state.credit(*one.credit) : nullptr) {
    const char* standing = credit->matched ? "matched" : "in suspense";
    out.rows.push_back({{text("inward credit"), short_of(credit->id.hex()), day(credit->value_date), money_with_currency(credit->amount), text("bank credit"), Cell{}, to_be_written(), text(standing)}});
  }
  return out;
}

std::vector<reports::Fact> case_facts(const WatchCase& one) {
  return {{"case", "Case", number(one.number)},
          {"flag", "Raised by", text(one.flag)},
          {"raised_in", "Raised in entry", number(one.entry)},
          {"opened", "Opened", day(one.opened)},
          {"state", "State", word(name(one.state))},
          {"trafficking", "Trafficking in persons", text(one.trafficking ? "yes: law enforcement is told with this report (R39, RA 9208 s. 9(d))" : "not found")},
          {"unlawful_activity", "Unlawful activity", to_be_written()},
          {"narrative", "Narrative: who, what, when, where, why, how", to_be_written()},
          {"action_taken", "Action taken", to_be_written()}};
}

}  // namespace

Result<Document> suspicious_transaction(const History& history, const Question& question) {
  const State& state = history.memory.state;
  const Subject about = *question.watch();
  const Ward* ward = question.ward ? state.ward(*question.ward) : nullptr;
  if (question.ward && ward == nullptr) return refuse(Code::WARD_UNKNOWN, std::string(sentence_of(Code::WARD_UNKNOWN)), "ward");
  const Pool* pool = state.pool(question.pool ? *question.pool : ward->pool);
  if (pool == nullptr) return refuse(Code::POOL_UNKNOWN, std::string(sentence_of(Code::POOL_UNKNOWN)), "pool");
  const Watch* watch = state.watch(about);
  const WatchCase* one = watch == nullptr ? nullptr : find_case(*watch, *question.watch_case);
  if (one == nullptr) return refuse(Code::ENTRY_MISSING, "There is no such case in that watch.", "case");
  Document out;
  out.kind = "suspicious-transaction";
  out.title = "Suspicious Transaction Report (draft)";
  out.law = "to the Anti-Money Laundering Council, under RA 9160 s. 3(b-1) and 9(c)";
  out.matter = (ward != nullptr ? "ward " + ward->id.hex() : "pool " + pool->id.hex()) + ", case " + std::to_string(one->number);
  out.basis = history.basis;
  add_institution(out, *pool);
  for (reports::Fact& fact : case_facts(*one)) out.facts.push_back(std::move(fact));
  out.tables.push_back(transactions_table(state, *one));
  out.tables.push_back(persons_table(ward, one->request ? state.request(*one->request) : nullptr));
  out.tables.push_back(grounds_table(*one));
  out.tables.push_back(flags_table(history));
  out.tables.push_back(course_table(history, one->number));
  out.tables.push_back(duties_table(*watch, std::nullopt, one->number));
  add_compliance_notes(out);
  out.notes.emplace_back("Which circumstance a flag speaks for is a design default; the officer marks what applies.");
  out.certification = "Drawn from the entries of the ledger named above.";
  out.signatures = {{"Compliance officer", "Date filed, AMLC reference"}};
  return out;
}

}  // namespace katiwala::audit::reports
