// Cases: opened by a person, determined, reported, closed; and what is owed for them (R37, R39).
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

void watched(const Memory& m, const Subject& about) {
  if (about.kind != Kind::watch) throw Refused{"SUBJECT_MISMATCH"};
  if (!m.exists(about)) throw Refused{"WARD_UNKNOWN"};
}

/// Determined first; what is suspicious is reported, and only then is it over.
bool may_follow(CaseState from, CaseState to) {
  if (from == CaseState::open) return to == CaseState::suspicious || to == CaseState::clear;
  if (from == CaseState::suspicious) return to == CaseState::reported;
  return (from == CaseState::clear || from == CaseState::reported) && to == CaseState::closed;
}

const Case* case_of(const Memory& m, const Subject& about, std::uint32_t number) {
  const auto known = m.cases.find(about);
  if (known == m.cases.end()) return nullptr;
  const auto found = std::find_if(known->second.begin(), known->second.end(), [&](const Case& c) { return c.number == number; });
  return found == known->second.end() ? nullptr : &*found;
}

struct Watching {
  const Asking& a;
  const Memory& m = a.memory;

  void names_its_own(const OpenCase& c) const {
    if (c.request) {
      const auto request = m.requests.find(*c.request);
      if (request == m.requests.end()) throw Refused{"REQUEST_UNKNOWN"};
      if (request->second.ward != c.about.name) throw Refused{"SUBJECT_MISMATCH"};
    }
    if (c.credit) {
      const auto credit = m.credits.find(*c.credit);
      if (credit == m.credits.end()) throw Refused{"CREDIT_UNKNOWN"};
      if (credit->second.pool != c.about.name) throw Refused{"SUBJECT_MISMATCH"};
    }
  }
  Draft operator()(const OpenCase& c) const {
    watched(m, c.about);
    if (c.flag.empty() || c.flag.size() > 16) throw Refused{"FIELD_INVALID"};
    names_its_own(c);
    Case opened;
    opened.number = 1;
    if (const auto known = m.cases.find(c.about); known != m.cases.end()) {
      opened.number = static_cast<std::uint32_t>(known->second.size()) + 1;
      for (const Case& one : known->second)
        if (one.flag == c.flag && one.request == c.request && one.credit == c.credit && one.pending()) throw Refused{"ALREADY_EXISTS"};
    }
    opened.flag = c.flag;
    opened.opened = a.today;
    opened.request = c.request;
    opened.credit = c.credit;
    opened.entry = a.entry;
    Draft out;
    out.about = c.about;
    out.opened = opened;
    out.then = [about = c.about, opened](Memory& memory) { memory.cases[about].push_back(opened); };
    return out;
  }
  Draft operator()(const MoveCase& c) const {
    watched(m, c.about);
    const Case* found = case_of(m, c.about, c.number);
    if (found == nullptr) throw Refused{"CASE_UNKNOWN"};
    if (!may_follow(found->state, c.to)) throw Refused{"CASE_STATE"};
    const bool sound = c.dated <= a.today && c.dated >= found->opened && (!c.trafficking || c.to == CaseState::suspicious);
    if (!sound) throw Refused{"FIELD_INVALID"};
    Draft out;
    out.about = c.about;
    out.then = [c](Memory& memory) {
      for (Case& one : memory.cases.at(c.about)) {
        if (one.number != c.number) continue;
        one.state = c.to;
        one.trafficking = one.trafficking || c.trafficking;
      }
    };
    return out;
  }
  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

bool is_of(const Duty& duty, DutyKind kind, std::uint32_t number) { return duty.kind == kind && duty.of == number && !duty.closed; }

/// Told to the AMLC and, of a victim who was awarded restitution or where it is said, to the police: the working day after.
void suspicious(const Matter& m, const MoveCase& c, const Case& found, Judgement& out) {
  const auto due = m.book.calendar.after(c.dated, m.book.report_working_days);
  const bool police = c.trafficking || (m.ward != nullptr && !m.ward->awards.empty());
  if (!due) {
    out.deny("CALENDAR_YEAR_MISSING", "R37");
    if (police) out.deny("CALENDAR_YEAR_MISSING", "R39");
    return;
  }
  out.allow("to_be_reported", "R37");
  out.owe(c.about, DutyKind::suspicious_transaction_report, DutyOwner::compliance, "R37", *due).of = c.number;
  if (police) {
    out.allow("law_enforcement_told", "R39");
    out.owe(c.about, DutyKind::law_enforcement_report, DutyOwner::compliance, "R39", *due).of = c.number;
  }
  const auto request = found.request ? m.memory.requests.find(*found.request) : m.memory.requests.end();
  const bool has_left = request != m.memory.requests.end() && request->second.released.has_value();
  const Day left = has_left ? *request->second.released : Day{};
  for (const Duty& duty : m.memory.duties_of(c.about)) {
    // Covered and suspicious is reported once, as suspicious.
    const bool superseded = duty.kind == DutyKind::covered_transaction_report && !duty.closed && has_left && left == duty.opened;
    if (superseded || is_of(duty, DutyKind::determination, c.number)) out.met.push_back({c.about, duty.number});
  }
}

}  // namespace

void judge_cases(const Matter& m, Judgement& out) {
  if (m.draft.opened) {
    out.allow("to_be_determined", "R37");
    out.owe(m.about, DutyKind::determination, DutyOwner::compliance, "R37", m.today + m.book.determine_days).of = m.draft.opened->number;
  }
  const auto* move = m.as<MoveCase>();
  if (move == nullptr) return;
  const Case* found = case_of(m.memory, move->about, move->number);
  if (move->to == CaseState::suspicious) return suspicious(m, *move, *found, out);
  for (const Duty& duty : m.memory.duties_of(move->about)) {
    const bool report = is_of(duty, DutyKind::suspicious_transaction_report, move->number) || is_of(duty, DutyKind::law_enforcement_report, move->number);
    if (move->to == CaseState::reported && report) return out.deny("CASE_STATE", "R37");
    if (move->to != CaseState::reported && m.asked_again() && is_of(duty, DutyKind::determination, move->number)) out.met.push_back({move->about, duty.number});
  }
}

Draft draft_watching(const Asking& asking, const Action& action) { return std::visit(Watching{asking}, action); }

}  // namespace reference
