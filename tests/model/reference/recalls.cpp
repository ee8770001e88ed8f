// A bank asks for a payment back: a question that two persons answer once (decision 0033, R57).
#include <algorithm>

#include "tests/model/reference/judgement.h"
#include "tests/model/reference/refusing.h"

namespace reference {

bool is_asked_back(const Memory& m, const Name& credit, RecallStanding standing) {
  return std::any_of(m.recalls.begin(), m.recalls.end(), [&](const auto& row) { return row.second.credit == credit && row.second.standing == standing; });
}

namespace {

bool iso_code(const std::string& text) {
  constexpr const char* kOf = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return text.size() == 4 && text.find_first_not_of(kOf) == std::string::npos;
}

struct AskingBack {
  const Asking& a;
  const Memory& m = a.memory;

  Draft operator()(const FileRecall& c) const {
    field(!is_nobody(c.recall));
    fresh(!m.recalls.contains(c.recall));
    field(c.reason.empty() || iso_code(c.reason));
    field(c.number != 0);
    if (c.amount) above_zero(*c.amount);
    Recall filed;
    if (c.credit) {
      const auto credit = m.credits.find(*c.credit);
      if (credit == m.credits.end()) throw Refused{"CREDIT_UNKNOWN"};
      filed.pool = credit->second.pool;
    }
    unused(m, c.references);
    filed.credit = c.credit;
    filed.amount = c.amount;
    filed.reason = c.reason;
    filed.number = c.number;
    filed.entry = a.entry;
    filed.filed = a.today;
    Draft out;
    if (c.credit) out.about = {Kind::pool, filed.pool};
    out.then = [c, filed](Memory& memory) {
      memory.recalls[c.recall] = filed;
      if (c.credit) use(memory, c.references, filed.entry);  // marks are a pool's
    };
    return out;
  }

  Draft operator()(const AnswerRecall& c) const {
    const auto known = m.recalls.find(c.recall);
    if (known == m.recalls.end()) throw Refused{"RECALL_UNKNOWN"};
    const Recall& recall = known->second;
    if (recall.standing != RecallStanding::open) throw Refused{"RECALL_ANSWERED"};
    field(c.to != RecallStanding::open);
    const bool refuses = c.to == RecallStanding::refused;
    field(iso_code(c.reason) || (!refuses && c.reason.empty()));
    field(!refuses || !c.court_order);
    if (!refuses && !recall.credit) throw Refused{"CREDIT_UNKNOWN"};
    Draft out;
    if (recall.credit) out.about = {Kind::pool, recall.pool};
    out.then = [c, entry = a.entry, now = a.now](Memory& memory) {
      Recall& answered = memory.recalls.at(c.recall);
      answered.standing = c.to;
      answered.answer = c.reason;
      answered.court_order = c.court_order;
      answered.answered_in = entry;
      answered.answered = now;
    };
    return out;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

Money asked_of(const Memory& m, const Recall& recall) { return recall.amount.value_or(m.credits.at(*recall.credit).amount); }

/// What was promised already, of a credit or under an order; kept or not, it counts.
template <class Which>
std::int64_t promised(const Memory& m, Which which) {
  std::int64_t sum = 0;
  for (const auto& [name, recall] : m.recalls)
    if (recall.standing == RecallStanding::promised && which(recall)) sum += asked_of(m, recall).minor;
  return sum;
}

/// R20: an order that names no last day is spent a year after its date, and before its date allows nothing.
bool allows_today(const Matter& m, const CourtOrder& order) {
  return order.dated <= m.today && m.today <= order.expires.value_or(months_later(order.dated, m.book.order_months));
}

/// Of a ward of that pool who received of that currency under an award; the record of a credit does not say whose it became.
bool had_of_it(const Matter& m, const Ward& ward, const Credit& credit) {
  if (credit.matched_in == 0 || ward.pool != credit.pool) return false;
  return std::any_of(ward.awards.begin(), ward.awards.end(),
                     [&](const auto& award) { return m.memory.balance(Book::received, award.first, credit.amount.currency) > 0; });
}

/// What does not wait is a ward's: a final judgment in force, of that currency and that much, and she has it.
void under_judgment(const Matter& m, const AnswerRecall& c, const Credit& credit, const Money& asked, std::int64_t of_hers, Judgement& out) {
  for (const auto& [name, ward] : m.memory.wards) {
    const auto found = c.court_order ? ward.court_orders.find(*c.court_order) : ward.court_orders.end();
    if (found == ward.court_orders.end()) continue;
    const CourtOrder& order = found->second;
    if (!order.final_judgment || !allows_today(m, order) || !had_of_it(m, ward, credit)) break;
    const bool of_currency = order.cap.currency == asked.currency;
    const std::int64_t left = m.memory.balance(Book::cap, found->first, asked.currency);
    const auto under_it = [&](const Recall& r) { return r.court_order == found->first && asked_of(m.memory, r).currency == asked.currency; };
    const std::int64_t spoken_for = promised(m.memory, under_it);
    if (!of_currency || asked.minor > left || asked.minor + spoken_for > order.cap.minor) return out.deny("CAP_EXCEEDED", "R57");
    const std::int64_t has = m.memory.balance(Book::principal, name, asked.currency) + m.memory.balance(Book::income, name, asked.currency);
    if (of_hers > has) return out.deny("INSUFFICIENT_FUNDS", "R57");
    return out.allow("final_judgment", "R57");
  }
  out.deny("COURT_ORDER_REQUIRED", "R57");
}

void promise(const Matter& m, const AnswerRecall& c, Judgement& out) {
  const Recall& recall = m.memory.recalls.at(c.recall);
  const Credit& credit = m.memory.credits.at(*recall.credit);
  const Money asked = asked_of(m.memory, recall);
  if (asked.currency != credit.amount.currency) return out.deny("CURRENCY_MISMATCH", "R57");
  const std::int64_t to_others = promised(m.memory, [&](const Recall& r) { return r.credit == recall.credit; });
  const std::int64_t free = std::max<std::int64_t>(0, credit.waiting() - to_others);
  if (asked.minor <= free) return out.allow("never_hers", "R57");
  under_judgment(m, c, credit, asked, asked.minor - free, out);
}

}  // namespace

void judge_recalls(const Matter& m, Judgement& out) {
  if (const auto* c = m.as<AnswerRecall>(); c != nullptr && c->to == RecallStanding::promised) promise(m, *c, out);
  const auto* match = m.as<MatchCredit>();
  if (match == nullptr) return;
  if (is_asked_back(m.memory, match->credit, RecallStanding::promised)) out.deny("RECALL_PROMISED", "R57");
  else if (is_asked_back(m.memory, match->credit, RecallStanding::open)) out.say(Outcome::hold, "RECALL_UNDECIDED", "R57");
}

Draft draft_recall(const Asking& asking, const Action& action) { return std::visit(AskingBack{asking}, action); }

}  // namespace reference
