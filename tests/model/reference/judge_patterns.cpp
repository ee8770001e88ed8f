// Patterns in what is asked for: just under a tier, one bill in parts, too much too soon (RF01, RF02, RF09); and who endorsed it (R30).
// What a court has ordered is part of no pattern.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

/// R30: the day of the endorsement does not count, the last of its days does.
void endorsement(const Matter& m, const Payment& p, Judgement& out) {
  if (!m.asked_again() || m.tier == Tier::t0) return;
  const bool now = m.stage == Stage::executed && m.who->role == Role::social_worker;
  const std::optional<Day> day = now ? std::optional(m.today) : m.request->endorsed;
  if (day && m.today <= *day + m.book.endorsement_days) return out.allow("endorsed", "R30");
  if (day) return out.deny("ENDORSEMENT_EXPIRED", "R30");
  const auto& given = m.proposal == nullptr ? std::vector<Approval>{} : m.proposal->approvals;
  const bool stood_in = m.stage == Stage::released || m.who->role == Role::compliance ||
                        std::any_of(given.begin(), given.end(), [](const Approval& a) { return a.role == Role::compliance; });
  if (p.court_order && stood_in) out.allow("order_in_place_of_endorsement", "R30");
  else out.deny("APPROVALS_MISSING", "R30");
}

/// Requests of hers in the last days that were made before this one, whatever became of them, and under no order.
std::vector<const Request*> earlier(const Matter& m, const Payment& p, int days) {
  std::vector<const Request*> all;
  for (const Name& name : m.ward->requests) {
    if (name == p.id) break;
    const Request& request = m.memory.requests.at(name);
    if (!request.court_order && request.day <= m.today && request.day > m.today - days) all.push_back(&request);
  }
  return all;
}

std::optional<Pesos> worth_on(const Matter& m, Money money, Day day) {
  const auto price = m.memory.price(money.currency, day);
  if (money.currency != Currency::php && !price) return std::nullopt;
  return worth(money, price);
}

Tier tier_by_size(const Rulebook& book, Pesos value) {
  if (value <= pesos(book.t0_request)) return Tier::t0;
  return value <= pesos(book.t1_request) ? Tier::t1 : Tier::t2;
}

/// RF01: whether this is the third that just fits. Nothing where a price is missing.
std::optional<bool> just_under(const Matter& m, const Payment& p) {
  const auto value = worth_on(m, p.amount, m.today);
  if (!value) return std::nullopt;
  for (const std::int64_t limit : {m.book.t0_request, m.book.t1_request}) {
    const auto fits = [&](Pesos v) { return v <= pesos(limit) && reaches_percent(v, pesos(limit), m.book.under_percent); };
    if (!fits(*value)) continue;
    int count = 1;
    for (const Request* before : earlier(m, p, m.book.under_days)) {
      const auto then = worth_on(m, before->amount, before->day);
      if (!then) return std::nullopt;
      count += fits(*then) ? 1 : 0;
    }
    if (count >= m.book.under_count) return true;
  }
  return false;
}

void under_the_tier(const Matter& m, const Payment& p, Judgement& out) {
  const Subject watch = watch_of(m.about.name);
  if (m.stage == Stage::asked) {
    const auto found = just_under(m, p);
    if (!found) return out.deny("RATE_MISSING", "RF01");
    if (*found) out.raised.push_back({watch, "RF01", true, p.id, std::nullopt});
  }
  const bool goes_to_others = m.stage == Stage::asked && m.tier != Tier::t0;
  if (!goes_to_others && m.memory.pending_case(watch, "RF01") != nullptr) out.say(Outcome::hold, "STRUCTURING", "RF01");
}

void split_bill(const Matter& m, const Payment& p, Judgement& out) {
  const auto alone = worth_on(m, p.amount, m.today);
  if (!alone) return out.deny("RATE_MISSING", "RF02");
  Pesos sum = *alone;
  for (const Request* before : earlier(m, p, m.book.bill_days)) {
    if (before->gone() || before->purpose != p.purpose || !same_payee(*m.ward, p.payee, before->payee)) continue;
    const auto then = worth_on(m, before->amount, before->day);
    if (!then) return out.deny("RATE_MISSING", "RF02");
    sum = sum + *then;
  }
  const Tier needed = tier_by_size(m.book, sum);
  if (needed <= tier_by_size(m.book, *alone)) return;
  if (m.asked_again()) {
    if (needed > m.tier) out.deny("TIER_INSUFFICIENT", "RF02");
    return;
  }
  out.say(Outcome::escalate, "SPLIT_BILL", "RF02");
  out.at_least = std::max(out.at_least, needed);
  out.raised.push_back({watch_of(m.about.name), "RF02", true, p.id, std::nullopt});
}

struct Spent {
  Pesos here, whole;  ///< before this and with it; of all she had
};
std::optional<Spent> spent_quickly(const Matter& m, const Payment& p) {
  const auto amount = worth_on(m, p.amount, m.today);
  const auto held = worth_of_all(m, m.about.name, *m.ward, false);
  if (!amount || !held) return std::nullopt;
  Spent out{*amount, *held};
  bool before = true;
  for (const Name& name : m.ward->requests) {
    before = before && name != p.id;
    const Request& request = m.memory.requests.at(name);
    if (name == p.id || request.gone() || request.court_order || request.day > m.today || request.day <= m.today - m.book.depletion_days) continue;
    if (request.amount.currency != Currency::php && !request.price) return std::nullopt;
    const Pesos value = worth(request.amount, request.price);
    if (before) out.here = out.here + value;
    if (request.released) out.whole = out.whole + value;
  }
  return out;
}

void depletion(const Matter& m, const Payment& p, Judgement& out) {
  const auto spent = spent_quickly(m, p);
  if (!spent) return out.deny("RATE_MISSING", "RF09");
  if (!exceeds_percent(spent->here, spent->whole, m.book.depletion_percent)) return;
  if (m.stage == Stage::asked) out.raised.push_back({watch_of(m.about.name), "RF09", false, p.id, std::nullopt});
  out.deny("COURT_ORDER_REQUIRED", "RF09");
  out.at_least = Tier::t2;
  const auto& duties = m.memory.duties_of(m.about);
  const bool told = std::any_of(duties.begin(), duties.end(),
                                [](const Duty& d) { return d.kind == DutyKind::court_notice && d.rule == "RF09" && !d.closed; });
  if (told) return;
  out.owe(m.about, DutyKind::court_notice, DutyOwner::trust_officer, "RF09", m.today + m.book.depletion_notice_days).request = p.id;
  out.duties.back().always = true;
}

}  // namespace

void judge_patterns(const Matter& m, const Payment& p, Judgement& out) {
  endorsement(m, p, out);
  if (p.court_order) return;
  under_the_tier(m, p, out);
  split_bill(m, p, out);
  depletion(m, p, out);
}

}  // namespace reference
