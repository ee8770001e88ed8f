// From `expect` tables to expectations.
#include <algorithm>
#include <array>

#include "api/scenario/expectation.h"
#include "api/scenario/read_fields.h"
#include "ledger/custody/decision.h"
#include "ledger/money/amount.h"

namespace katiwala::api::scenario {
namespace {

using namespace katiwala::custody;

enum class Want { amounts, amount, word, words, texts, number, flag, date };

struct Key {
  std::string_view name;
  Want want;
  Words words{};
};

constexpr Words kOutcomes{
    [](std::string_view t) { return t == "allow" || t == "deny" || t == "hold" || t == "escalate" || t == "refused"; },
    [] { return std::string("allow, deny, hold, escalate, refused"); }};
constexpr Words kResults{
    [](std::string_view t) {
      constexpr std::array known{"received", "settled", "rejected", "returned", "recognised", "duplicate", "unmatched", "pending", "reconciled", "denied"};
      return std::find(known.begin(), known.end(), t) != known.end();
    },
    [] { return std::string("received, settled, rejected, returned, recognised, duplicate, unmatched, pending, reconciled, denied"); }};
constexpr Words kOpenClosed{[](std::string_view t) { return t == "open" || t == "closed"; }, [] { return std::string("open, closed"); }};

constexpr Key kAnswerKeys[] = {
    {"outcome", Want::word, kOutcomes}, {"reasons", Want::texts}, {"no_reasons", Want::texts}, {"rules", Want::texts}, {"facts", Want::texts},
    {"tier", Want::word, words_of<Tier>()}, {"waits_for", Want::texts}, {"status", Want::number}, {"code", Want::texts}, {"place", Want::texts},
    {"replayed", Want::flag}, {"result", Want::words, kResults}, {"matched", Want::flag}, {"difference", Want::amount}};
constexpr Key kWardKeys[] = {{"total", Want::amounts}, {"principal", Want::amounts}, {"income", Want::amounts}, {"reserved", Want::amounts},
                             {"awarded", Want::amounts}, {"outstanding", Want::amounts}, {"received", Want::amounts}, {"charged", Want::amounts},
                             {"adult", Want::flag}, {"erased", Want::flag}};
constexpr Key kOrderKeys[] = {{"awarded", Want::amounts}, {"outstanding", Want::amounts}, {"received", Want::amounts}, {"charged", Want::amounts}};
constexpr Key kPoolKeys[] = {{"bank", Want::amounts}, {"suspense", Want::amounts}, {"transit", Want::amounts}, {"tax", Want::amounts},
                             {"fee", Want::amounts}, {"wards", Want::amounts}, {"difference", Want::amounts}};
constexpr Key kCourtOrderKeys[] = {{"left", Want::amount}, {"reserved", Want::amount}, {"used", Want::amount}};
constexpr Key kRequestKeys[] = {{"state", Want::word, words_of<RequestState>()}, {"tier", Want::word, words_of<Tier>()}, {"settled", Want::date}};
constexpr Key kProposalKeys[] = {{"state", Want::word, kOpenClosed}};

class Reader {
 public:
  Reader(const std::string& file, const NameTable& names) : file_(file), names_(names) {}

  Status table(const Node& node, bool of_step) {
    if (node.table() == nullptr) return wrong(node, "expect", "a table");
    for (const auto& [key, item] : *node.table()) KATIWALA_CHECK(member(key, item, of_step));
    return good();
  }
  std::vector<Expectation> take() { return std::move(out_); }

 private:
  [[nodiscard]] Refusal wrong(const Node& node, std::string_view key, std::string_view wanted) const {
    return refuse(Code::SCRIPT_TYPE, "\"" + std::string(key) + "\" must be " + std::string(wanted) + ".", place_of(file_, node.line));
  }
  [[nodiscard]] Refusal unknown(const Node& node, std::string_view key, std::string known) const {
    return refuse(Code::SCRIPT_UNKNOWN_KEY, "\"" + std::string(key) + "\" is nothing that can be expected here; there are: " + known + ".",
                  place_of(file_, node.line));
  }

  Status member(const std::string& key, const Node& node, bool of_step) {
    if (key == "ward") return things(About::ward, kWard, kWardKeys, node);
    if (key == "order") return things(About::order, kOrder, kOrderKeys, node);
    if (key == "award") return awards(node);
    if (key == "pool") return things(About::pool, kPool, kPoolKeys, node);
    if (key == "court_order") return things(About::court_order, kCourtOrder, kCourtOrderKeys, node);
    if (key == "request") return things(About::request, kRequest, kRequestKeys, node);
    if (key == "proposal") return things(About::proposal, ~0u, kProposalKeys, node);
    if (key == "obligations") return duties(About::obligation, node);
    if (key == "none_of") return duties(About::no_obligation, node);
    const auto found = std::find_if(std::begin(kAnswerKeys), std::end(kAnswerKeys), [&](const Key& k) { return k.name == key; });
    std::string known = "ward, order, award, pool, court_order, request, proposal, obligations, none_of";
    if (of_step)
      for (const Key& k : kAnswerKeys) known += ", " + std::string(k.name);
    if (!of_step || found == std::end(kAnswerKeys)) return unknown(node, key, known);
    return one(About::answer, {}, {}, *found, node);
  }

  Status things(About about, unsigned space, std::span<const Key> keys, const Node& node) {
    if (node.table() == nullptr) return wrong(node, "expect", "a table of names, each with what is expected of it");
    for (const auto& [name, item] : *node.table()) {
      KATIWALA_CHECK(names_.check(name, space, place_of(file_, item.line)));
      KATIWALA_CHECK(thing(about, name, {}, keys, item));
    }
    return good();
  }

  Status awards(const Node& node) {
    if (node.table() == nullptr) return wrong(node, "award", "a table of orders, each with its wards");
    for (const auto& [order, wards] : *node.table()) {
      KATIWALA_CHECK(names_.check(order, kOrder, place_of(file_, wards.line)));
      if (wards.table() == nullptr) return wrong(wards, order, "a table of wards");
      for (const auto& [ward, item] : *wards.table()) {
        KATIWALA_CHECK(names_.check(ward, kWard, place_of(file_, item.line)));
        KATIWALA_CHECK(thing(About::award, order, ward, kOrderKeys, item));
      }
    }
    return good();
  }

  Status thing(About about, const std::string& name, const std::string& second, std::span<const Key> keys, const Node& node) {
    if (node.table() == nullptr) return wrong(node, name, "a table of what is expected of it");
    for (const auto& [key, item] : *node.table()) {
      const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
      if (found == keys.end()) {
        std::string known;
        for (const Key& k : keys) known += (known.empty() ? "" : ", ") + std::string(k.name);
        return unknown(item, key, known);
      }
      KATIWALA_CHECK(one(about, name, second, *found, item));
    }
    return good();
  }

  Status one(About about, const std::string& name, const std::string& second, const Key& key, const Node& node) {
    Expectation e;
    e.line = node.line;
    e.about = about;
    e.name = name;
    e.second = second;
    e.key = key.name;
    KATIWALA_CHECK(wanted(key, node, e.wanted));
    out_.push_back(std::move(e));
    return good();
  }

  Status wanted(const Key& key, const Node& node, std::vector<std::string>& out) const {
    switch (key.want) {
      case Want::flag:
        if (node.flag() == nullptr) return wrong(node, key.name, "true or false");
        out.emplace_back(*node.flag() ? "true" : "false");
        return good();
      case Want::number:
        if (node.integer() == nullptr) return wrong(node, key.name, "a whole number");
        out.push_back(std::to_string(*node.integer()));
        return good();
      case Want::word:
        if (node.text() == nullptr || !key.words.has(*node.text())) return wrong(node, key.name, "one of: " + key.words.list());
        break;
      case Want::date:
        if (node.text() == nullptr || !CivilDate::parse(*node.text())) return wrong(node, key.name, "a date that exists");
        break;
      case Want::amount:
        if (node.text() == nullptr || !is_amount(*node.text())) return wrong(node, key.name, "an exact amount: \"18000.00 PHP\"");
        break;
      case Want::amounts: return list(node, key.name, is_amount, "an exact amount, or a list of them: [\"24950.00 USD\", \"0.00 PHP\"]", out);
      case Want::words: {
        KATIWALA_CHECK(list(node, key.name, [](const std::string& t) { return !t.empty(); }, "one of, or a list of: " + key.words.list(), out));
        for (const std::string& word : out)
          if (!key.words.has(word)) return wrong(node, key.name, "one of, or a list of: " + key.words.list());
        return good();
      }
      case Want::texts:
        return list(node, key.name, [](const std::string& t) { return !t.empty(); }, "a text, or a list of texts", out);
    }
    out.push_back(*node.text());
    return good();
  }

  Status list(const Node& node, std::string_view key, bool (*is_good)(const std::string&), const std::string& words,
              std::vector<std::string>& out) const {
    if (node.text() != nullptr && is_good(*node.text())) {
      out.push_back(*node.text());
      return good();
    }
    if (node.list() == nullptr || node.list()->empty()) return wrong(node, key, words);
    for (const Node& item : *node.list()) {
      if (item.text() == nullptr || !is_good(*item.text())) return wrong(node, key, words);
      out.push_back(*item.text());
    }
    return good();
  }

  static bool is_amount(const std::string& text) {
    const std::size_t space = text.find(' ');
    if (space == std::string::npos) return false;
    const auto currency = Currency::parse(std::string_view(text).substr(space + 1));
    return currency && Amount::parse(*currency, std::string_view(text).substr(0, space));
  }

  Status duties(About about, const Node& node) {
    if (node.list() == nullptr) return wrong(node, "obligations", "a list of tables: [{ward = \"A\", duty = \"inventory\", due = \"2026-05-18\"}]");
    for (const Node& item : *node.list()) {
      Expectation e;
      e.line = item.line;
      e.about = about;
      KATIWALA_CHECK(duty(item, e.duty));
      out_.push_back(std::move(e));
    }
    return good();
  }

  Status duty(const Node& node, DutyFilter& out) const {
    if (node.table() == nullptr || node.table()->empty()) return wrong(node, "obligations", "a list of tables that are not empty");
    constexpr Words states{[](std::string_view t) { return t == "open" || t == "closed" || t == "overdue"; },
                           [] { return std::string("open, closed, overdue"); }};
    const auto text = [&](const Node& item, std::string_view key, Words words, std::string& to) -> Status {
      if (item.text() == nullptr || !words.has(*item.text())) return wrong(item, key, "one of: " + words.list());
      to = *item.text();
      return good();
    };
    for (const auto& [key, item] : *node.table()) {
      if (key == "ward" || key == "pool") {
        if (item.text() == nullptr) return wrong(item, key, "a name");
        KATIWALA_CHECK(names_.check(*item.text(), key == "ward" ? kWard : kPool, place_of(file_, item.line)));
        out.of = *item.text();
      } else if (key == "duty") KATIWALA_CHECK(text(item, key, words_of<Duty>(), out.duty));
      else if (key == "owner") KATIWALA_CHECK(text(item, key, words_of<DutyOwner>(), out.owner));
      else if (key == "state") KATIWALA_CHECK(text(item, key, states, out.state));
      else if (key == "rule" && item.text() != nullptr) out.rule = *item.text();
      else if (key == "due" && item.text() != nullptr && CivilDate::parse(*item.text())) out.due = *item.text();
      else if (key == "count" && item.integer() != nullptr && *item.integer() > 0) out.count = *item.integer();
      else if (key == "rule" || key == "due" || key == "count") return wrong(item, key, key == "due" ? "a date that exists" : "a text, or for a count a whole number above zero");
      else return unknown(item, key, "ward, pool, duty, due, owner, state, rule, count");
    }
    return good();
  }

  const std::string& file_;
  const NameTable& names_;
  std::vector<Expectation> out_;
};

}  // namespace

Result<std::vector<Expectation>> read_expectations(const std::string& file, const Node& table, const NameTable& names, bool of_step) {
  Reader reader(file, names);
  KATIWALA_CHECK(reader.table(table, of_step));
  return reader.take();
}

}  // namespace katiwala::api::scenario
