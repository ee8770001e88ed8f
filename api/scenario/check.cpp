#include "api/scenario/check.h"

#include <algorithm>

#include "api/scenario/check_rows.h"
#include "api/scenario/json_look.h"
#include "ledger/money/amount.h"

namespace katiwala::api::scenario {

using transport::Json;

namespace {

// -- amounts

std::optional<Amount> amount_from(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto currency = Currency::parse(std::string_view(text).substr(space + 1));
  if (!currency) return std::nullopt;
  const auto amount = Amount::parse(*currency, std::string_view(text).substr(0, space));
  return amount ? std::optional(*amount) : std::nullopt;
}

std::string written(Amount amount) { return amount.text() + " " + amount.currency().code(); }

/// What `rows` say under `key` in the currency of `wanted`, added up; zero where no row speaks of it.
std::string sum_in(const Json::Array& rows, std::string_view key, const std::string& wanted) {
  Amount sum = zero(amount_from(wanted)->currency());
  for (const Json& row : rows) {
    const auto one = amount_from(text_in(row, key));
    if (one && one->currency() == sum.currency()) sum += *one;
  }
  return written(sum);
}

Json::Array rows_where(const Json::Array& rows, std::string_view key, const std::string& value) {
  Json::Array out;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), [&](const Json& row) { return text_in(row, key) == value; });
  return out;
}

// -- one checker a kind of thing

struct Checker {
  Stage& stage;
  const Expectation& e;
  const Reply& reply;
  std::string label;
  std::vector<Checked> out{};

  void add(std::string what, const std::string& expected, std::string found) { out.push_back(compared(e.line, std::move(what), expected, std::move(found))); }
  void add_all(std::vector<Checked> more) { std::move(more.begin(), more.end(), std::back_inserter(out)); }
  void unseen(const std::string& what, const Reply& seen) { add(what, joined(e.wanted), "not to be seen: " + seen.summary()); }

  Reply look(const std::string& path) const { return stage.get(std::string(kLooker), path); }

  /// Codes, places: all that is wanted must be there.
  void contains(const std::vector<std::string>& found, bool must) {
    for (const std::string& wanted : e.wanted) {
      const bool there = std::find(found.begin(), found.end(), wanted) != found.end();
      Checked one;
      one.good = there == must;
      one.line = e.line;
      one.what = e.key;
      one.expected = (must ? "" : "not ") + wanted;
      one.found = joined(found);
      out.push_back(std::move(one));
    }
  }

  void answer() {
    const std::string& key = e.key;
    if (key == "outcome") add(key, e.wanted[0], reply.outcome());
    else if (key == "status") add(key, e.wanted[0], std::to_string(reply.status));
    else if (key == "replayed") add(key, e.wanted[0], reply.replayed ? "true" : "false");
    else if (key == "code") contains({reply.code()}, true);
    else if (key == "place") contains({reply.place()}, true);
    else if (key == "reasons") contains(reply.reasons(), true);
    else if (key == "no_reasons") contains(reply.reasons(), false);
    else if (key == "rules") contains(reply.rules(), true);
    else if (key == "facts") contains(reply.facts(), true);
    else if (key == "waits_for") contains(reply.waits_for(), true);
    else if (key == "flags" || key == "no_flags") contains(flags_raised(stage, reply), key == "flags");
    else if (key == "result") add(key, joined(e.wanted), joined(reply.results()));
    else if (key == "tier") tier();
    else difference();
  }

  void tier() {
    std::string found = reply.fact("tier");
    if (!label.empty() && stage.things.contains(label) && stage.thing(label).space == kRequest) {
      const Reply seen = look("/v1/requests/" + stage.thing(label).id);
      if (seen.accepted()) found = text_in(seen.body, "tier");
    }
    add("tier", e.wanted[0], found);
  }

  /// `difference` and `matched` of a statement.
  void difference() {
    std::string found;
    for (const LineReply& line : reply.lines)
      if (!line.difference.empty()) found = line.difference;
    if (e.key == "difference") return add(e.key, e.wanted[0], found);
    const auto amount = amount_from(found);
    add(e.key, e.wanted[0], !amount ? "no statement was held against the book" : amount->is_zero() ? "true" : "false");
  }

  void ward() {
    const std::string what = "ward " + e.name + " " + e.key;
    const Reply seen = look("/v1/wards/" + stage.thing(e.name).id);
    if (e.key == "erased") return add(what, e.wanted[0], seen.status == 404 ? "true" : "false");
    if (!seen.accepted()) return unseen(what, seen);
    if (e.key == "adult" || e.key == "died") return add(what, e.wanted[0], text_in(seen.body, e.key));
    if (e.key == "frozen") return add(what, e.wanted[0], is_frozen(stage, e.name) ? "true" : "false");
    if (e.key == "guardian") return add(what, e.wanted[0], guardian_standing(stage, e.name, seen.body));
    const bool held = e.key == "total" || e.key == "principal" || e.key == "income" || e.key == "reserved";
    const auto& rows = list_in(seen.body, held ? "balances" : "awards");
    for (const std::string& wanted : e.wanted) add(what, wanted, sum_in(rows, e.key == "awarded" ? "amount" : e.key, wanted));
  }

  void order() {
    const std::string what = "order " + e.name + " " + e.key;
    const Reply seen = look("/v1/orders/" + stage.thing(e.name).id);
    if (!seen.accepted()) return unseen(what, seen);
    for (const std::string& wanted : e.wanted) add(what, wanted, sum_in({seen.body}, e.key == "awarded" ? "allocated" : e.key, wanted));
  }

  void award() {
    const std::string what = "award " + e.name + " of " + e.second + " " + e.key;
    const Reply seen = look("/v1/wards/" + stage.thing(e.second).id);
    if (!seen.accepted()) return unseen(what, seen);
    const auto rows = rows_where(list_in(seen.body, "awards"), "order", stage.thing(e.name).id);
    for (const std::string& wanted : e.wanted) add(what, wanted, sum_in(rows, e.key == "awarded" ? "amount" : e.key, wanted));
  }

  void pool() {
    const std::string what = "pool " + e.name + " " + e.key;
    const Reply seen = look("/v1/pools/" + stage.thing(e.name).id);
    if (!seen.accepted()) return unseen(what, seen);
    if (e.key == "frozen") return add(what, e.wanted[0], is_frozen(stage, e.name) ? "true" : "false");
    for (const std::string& wanted : e.wanted) {
      const auto rows = rows_where(list_in(seen.body, "accounts"), "currency", amount_from(wanted)->currency().code());
      add(what, wanted, sum_in(rows, e.key, wanted));
    }
  }

  /// Of a court order, or of a budget.
  void cap(std::string_view words, std::string_view list) {
    const std::string what = std::string(words) + " " + e.name + " " + e.key;
    const Thing& thing = stage.thing(e.name);
    const Reply seen = look("/v1/wards/" + stage.thing(thing.of).id);
    if (!seen.accepted()) return unseen(what, seen);
    add(what, e.wanted[0], sum_in(rows_where(list_in(seen.body, list), "id", thing.id), e.key, e.wanted[0]));
  }

  void request() {
    const std::string what = "request " + e.name + " " + e.key;
    const Reply seen = look("/v1/requests/" + stage.thing(e.name).id);
    if (!seen.accepted()) return unseen(what, seen);
    add(what, e.wanted[0], text_in(seen.body, e.key));
  }

  void proposal() {
    const std::int64_t number = stage.things.contains(e.name) ? stage.thing(e.name).proposal : 0;
    const Reply seen = look("/v1/proposals/" + std::to_string(number));
    add("proposal of " + e.name + " " + e.key, e.wanted[0], number != 0 && seen.accepted() ? "open" : "closed");
  }

  void run();
};

void Checker::run() {
  switch (e.about) {
    case About::answer: return answer();
    case About::ward: return ward();
    case About::order: return order();
    case About::award: return award();
    case About::pool: return pool();
    case About::court_order: return cap("court order", "court_orders");
    case About::budget: return cap("budget", "budgets");
    case About::request: return request();
    case About::proposal: return proposal();
    case About::obligation:
    case About::no_obligation: return out.push_back(check_duty(stage, e));
    case About::watch_case:
    case About::no_watch_case: return out.push_back(check_case(stage, e));
    case About::alert:
    case About::no_alert: return out.push_back(check_alert(stage, e));
    case About::seen_by_guardian: return add_all(check_seen_by_guardian(stage, e, reply));
  }
}

}  // namespace

std::vector<Checked> check(Stage& stage, const Expectation& expectation, const Reply& reply, const std::string& step_label) {
  Checker checker{stage, expectation, reply, step_label};
  checker.run();
  return std::move(checker.out);
}

std::vector<Checked> check_books(Stage& stage) {
  std::vector<Checked> out;
  for (const auto& [name, thing] : stage.things) {
    if (thing.space != kPool) continue;
    const Reply seen = stage.get(std::string(kLooker), "/v1/pools/" + thing.id);
    const auto& accounts = list_in(seen.body, "accounts");
    if (accounts.empty()) out.push_back(compared(0, "books of " + name, "to be seen", seen.summary()));
    for (const Json& account : accounts) {
      const std::string bank = text_in(account, "bank");
      const auto cash = amount_from(bank);
      if (!cash) continue;
      Amount held = zero(cash->currency());
      for (const std::string_view part : {"wards", "suspense", "transit", "tax", "fee", "unreadable"}) {
        if (const auto one = amount_from(text_in(account, part))) held += *one;
      }
      Checked one = compared(0, "books of " + name, "bank = wards + suspense + transit + tax + fee = " + written(held), {});
      one.good = *cash == held;
      one.found = bank;
      if (!one.good || !cash->is_zero()) out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace katiwala::api::scenario
