// A payment and its limits, at each of its steps.
#include <algorithm>

#include "tests/policies/properties/limits.h"

namespace katiwala::policies::properties {

std::string Limits::payment(const Asked& a, CivilDate today, Step step) {
  std::vector<Digest> books{in_force_};
  if (step != Step::asked && a.rulebook != in_force_) books.push_back(a.rulebook);
  std::string wrong = allowance(a);
  if (wrong.empty()) wrong = purse(a, step);
  for (const Digest& book : books) {
    const Figures& f = figures(book);
    if (wrong.empty()) wrong = tiers(a, today, f);
    if (wrong.empty()) wrong = split_bill(a, today, f);
    if (wrong.empty()) wrong = depletion(a, today, f);
    if (wrong.empty() && step == Step::asked) wrong = surge(a, today, f);
    if (wrong.empty()) wrong = instapay(a, today, f, step);
    if (wrong.empty()) wrong = compensation(a, today, f);
    if (wrong.empty()) wrong = lawyers(a, today, f);
    if (wrong.empty()) wrong = order(a, today, f, step);
  }
  if (wrong.empty()) return "";
  constexpr std::string_view kSteps[] = {"asked for", "agreed to", "let go"};
  return wrong + " when " + a.what.amount.text() + " of " + a.day.text() + " was " + std::string(kSteps[static_cast<int>(step)]) + " on " + today.text();
}

/// R19: gross, pending included, in the days that end today.
std::string Limits::tiers(const Asked& a, CivilDate today, const Figures& f) {
  if (a.what.court_order || without_limits(a.what)) return "";
  if (a.tier == Tier::t2) return "R19: nothing is paid above the tiers without an order";
  const CivilDate from = today - (f.window_days - 1);
  const Rational now = worth(a.what.amount, today);
  const Rational window = now + before(a, [&](const Asked& o) {
    return !o.what.court_order && !without_limits(o.what) && o.day >= from && o.day <= today;
  });
  const bool lowest = a.tier == Tier::t0;
  const std::string tier = lowest ? "T0" : "T1";
  const Rational& request_limit = lowest ? f.t0_request : f.t1_request;
  const Rational& window_limit = lowest ? f.t0_window : f.t1_window;
  meets("R19 " + tier + " request", now == request_limit);
  meets("R19 " + tier + " window", window == window_limit);
  if (now > request_limit) return "R19: a request above the limit of " + tier;
  if (window > window_limit) return "R19: " + decimal_text(window, 4) + " in the window of " + tier;
  return "";
}

/// RF02: one bill in parts is one bill. In pesos: which rate an earlier part counts by may be read two ways.
std::string Limits::split_bill(const Asked& a, CivilDate today, const Figures& f) const {
  if (a.what.court_order || without_limits(a.what) || a.what.amount.currency() != kit::currency("PHP")) return "";
  const PersonId person = payee(a.what).person;
  const Rational bill = worth(a.what.amount, today) + before(a, [&](const Asked& o) {
    const bool one = payee(o.what).person == person && o.what.purpose == a.what.purpose && o.what.amount.currency() == a.what.amount.currency();
    return one && !o.what.court_order && o.day > today - f.split_days && o.day <= today;
  });
  const Tier needed = bill <= f.t0_request ? Tier::t0 : bill <= f.t1_request ? Tier::t1 : Tier::t2;
  return needed <= a.tier ? "" : "RF02: a bill of " + decimal_text(bill, 4) + " in parts";
}

/// RF09: more than so many hundredths of the whole within the window.
std::string Limits::depletion(const Asked& a, CivilDate today, const Figures& f) {
  if (a.what.court_order || without_limits(a.what)) return "";
  const auto within = [&](const Asked& o) {
    return !o.what.court_order && !without_limits(o.what) && o.day > today - f.depletion_days && o.day <= today;
  };
  const Rational spent = worth(a.what.amount, today) + before(a, within);
  Rational whole = 0;
  for (const auto& [account, minor] : balances_) {
    const bool hers = account.owner == a.what.ward.bytes && (account.kind == book::AccountKind::principal || account.kind == book::AccountKind::income ||
                                                             account.kind == book::AccountKind::reserved);
    if (hers && minor != 0) whole += worth(Amount(account.currency, minor), today);
  }
  for (const Asked& o : asked_)
    if (o.what.ward == a.what.ward && o.what.request != a.what.request && o.at == At::left && within(o)) whole += o.worth;
  meets("RF09 share", spent * 100 == whole * f.depletion_percent);
  return spent * 100 > whole * f.depletion_percent ? "RF09: " + decimal_text(spent, 4) + " of " + decimal_text(whole, 4) : "";
}

/// RF14: so many requests close together, shortly before she is of age, are one too many without an order.
std::string Limits::surge(const Asked& a, CivilDate today, const Figures& f) const {
  if (a.what.court_order || without_limits(a.what)) return "";
  const CivilDate of_age = birthday(born_.at(a.what.ward), f.age_years, f.leap_is_february);
  if (today < of_age - f.surge_before || today >= of_age) return "";
  int count = 0;
  for (const Asked& o : asked_) {
    const bool counts = o.what.ward == a.what.ward && !o.what.court_order && !without_limits(o.what) && o.day > today - f.surge_days && o.day <= today;
    count += counts ? 1 : 0;
  }
  return count < f.surge_count ? "" : "RF14: " + std::to_string(count) + " requests before she is of age";
}

/// R48: a payment, and what goes to one person on one day: by the day of asking, and again by the day on which it leaves.
std::string Limits::instapay(const Asked& a, CivilDate today, const Figures& f, Step step) {
  if (a.rail != Rail::instapay) return "";
  const PersonId person = payee(a.what).person;
  Rational sum = exact_major(a.what.amount);
  for (const Asked& o : asked_) {
    if (o.what.request == a.what.request && step != Step::left) break;
    const bool same_day = step == Step::left ? o.left_on == today : o.day == a.day;
    const bool alike = o.what.ward == a.what.ward && o.rail == Rail::instapay && payee(o.what).person == person;
    if (o.what.request != a.what.request && o.at != At::undone && alike && same_day) sum += exact_major(o.what.amount);
  }
  meets("R48 day", sum == f.instapay);
  return sum > f.instapay ? "R48: " + decimal_text(sum, 2) + " in one day" : "";
}

/// RF04: what the court lets go out in cash, or to the guardian, in a calendar month.
std::string Limits::allowance(const Asked& a) {
  const PayeeKind kind = payee(a.what).payee_kind;
  if (a.what.court_order || (kind != PayeeKind::guardian && kind != PayeeKind::cash)) return "";
  const auto most = allowances_.find(a.what.ward);
  if (a.what.purpose != Purpose::allowance || most == allowances_.end()) return "RF04: a guardian is paid what no court set";
  const Rational month = a.worth + before(a, [&](const Asked& o) {
    return o.what.purpose == Purpose::allowance && !o.what.court_order && o.day.year() == a.day.year() && o.day.month() == a.day.month();
  });
  meets("RF04 month", month == most->second);
  return month > most->second ? "RF04: " + decimal_text(month, 2) + " in a month" : "";
}

/// R25: of twelve months' net income; the same day a year ago is outside.
std::string Limits::compensation(const Asked& a, CivilDate today, const Figures& f) {
  if (a.what.purpose != Purpose::compensation) return "";
  const CivilDate after = birthday(today, -1, true);
  Rational income = 0;
  for (const Interest& line : interest_)
    if (line.ward == a.what.ward && line.booked > after && line.booked <= today) income += line.net;
  const Rational paid = worth(a.what.amount, today) + before(a, [&](const Asked& o) {
    return o.what.purpose == Purpose::compensation && o.day > after && o.day <= today;
  });
  meets("R25 share", paid * 100 == income * f.compensation_percent);
  return paid * 100 > income * f.compensation_percent ? "R25: " + decimal_text(paid, 4) + " of " + decimal_text(income, 4) : "";
}

/// R60: of all that came in as assistance, ever.
std::string Limits::lawyers(const Asked& a, CivilDate today, const Figures& f) {
  if (payee(a.what).payee_kind != PayeeKind::lawyer || !assistance_.contains(a.what.ward)) return "";
  Rational came_in = 0;
  for (const auto& [currency, minor] : assistance_.at(a.what.ward)) came_in += worth(Amount(currency, minor), today);
  const Rational fees = worth(a.what.amount, today) + before(a, [&](const Asked& o) { return payee(o.what).payee_kind == PayeeKind::lawyer; });
  meets("R60 share", fees * 100 == came_in * f.lawyer_percent);
  return fees * 100 > came_in * f.lawyer_percent ? "R60: " + decimal_text(fees, 4) + " to lawyers" : "";
}

/// R20, R21: an order that stands, and no more than its cap is set aside and used under it.
std::string Limits::order(const Asked& a, CivilDate today, const Figures& f, Step step) {
  if (!a.what.court_order) return "";
  const Cap& cap = caps_.at(*a.what.court_order);
  if (cap.standing != OrderStanding::in_force && cap.standing != OrderStanding::amended) return "R20: an order that is " + std::string(name(cap.standing));
  if (today < cap.dated || today > cap.expires.value_or(add_months(cap.dated, f.order_months))) return "R20: an order out of its time";
  Amount used = zero(cap.most.currency());
  for (const Asked& o : asked_) {
    const bool counts = o.what.court_order == a.what.court_order && (o.at == At::approved || o.at == At::left);
    if (counts && o.what.request != a.what.request) used += o.what.amount;
  }
  meets("R21 order", step == Step::agreed && used + a.what.amount == cap.most);
  return used + a.what.amount > cap.most ? "R21: " + (used + a.what.amount).text() + " under a cap of " + cap.most.text() : "";
}

/// R21: a budget is for its purpose and its days, and bounds what is set aside and used.
std::string Limits::purse(const Asked& a, Step step) {
  if (!a.budget) return "";
  const Purse& purse = purses_.at(*a.budget);
  if (purse.purpose != a.what.purpose || a.day < purse.from || a.day > purse.to) return "R21: a budget that is for something else";
  Amount used = zero(purse.most.currency());
  for (const Asked& o : asked_) {
    const bool counts = o.budget == a.budget && (o.at == At::approved || o.at == At::left);
    if (counts && o.what.request != a.what.request) used += o.what.amount;
  }
  meets("R21 budget", step == Step::agreed && used + a.what.amount == purse.most);
  return used + a.what.amount > purse.most ? "R21: " + (used + a.what.amount).text() + " of a budget of " + purse.most.text() : "";
}

/// Of what stands at the end: whatever day a window begins on, what was asked for in it is within the limit of the tier and rulebook of what
/// was asked for last in it.
std::string Limits::every_window() const {
  for (const Asked& first : asked_) {
    const auto counts = [&](const Asked& o) {
      return o.at != At::undone && o.what.ward == first.what.ward && !o.what.court_order && !without_limits(o.what);
    };
    if (!counts(first)) continue;
    Rational sum = 0;
    for (const Asked& o : asked_) {
      if (o.day < first.day || !counts(o)) continue;
      const Figures& f = figures(o.rulebook);
      sum += o.worth;
      if (o.day > first.day + (f.window_days - 1)) continue;  // of a shorter window the first is out; a later one begins with another
      if (sum > (o.tier == Tier::t0 ? f.t0_window : f.t1_window)) {
        return "R19: " + decimal_text(sum, 4) + " from " + first.day.text() + " to " + o.day.text();
      }
    }
  }
  return "";
}

}  // namespace katiwala::policies::properties
