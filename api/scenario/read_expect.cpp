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
      constexpr std::array known{"received", "settled", "rejected", "returned", "recognised", "duplicate", "unmatched", "pending", "reconciled", "before_opening", "denied"};
      return std::find(known.begin(), known.end(), t) != known.end();
    },
    [] { return std::string("received, settled, rejected, returned, recognised, duplicate, unmatched, pending, reconciled, before_opening, denied"); }};
constexpr Words kOpenClosed{[](std::string_view t) { return t == "open" || t == "closed"; }, [] { return std::string("open, closed"); }};

constexpr Key kAnswerKeys[] = {
    {"outcome", Want::word, kOutcomes}, {"reasons", Want::texts}, {"no_reasons", Want::texts}, {"rules", Want::texts}, {"facts", Want::texts},
    {"tier", Want::word, words_of<Tier>()}, {"waits_for", Want::texts}, {"status", Want::number}, {"code", Want::texts}, {"place", Want::texts},
    {"replayed", Want::flag}, {"result", Want::words, kResults}, {"matched", Want::flag}, {"difference", Want::amount},
    {"flags", Want::texts}, {"no_flags", Want::texts}};
constexpr Key kWardKeys[] = {{"total", Want::amounts}, {"principal", Want::amounts}, {"income", Want::amounts}, {"reserved", Want::amounts},
                             {"awarded", Want::amounts}, {"outstanding", Want::amounts}, {"received", Want::amounts}, {"charged", Want::amounts},
                             {"adult", Want::flag}, {"erased", Want::flag}, {"died", Want::date}, {"frozen", Want::flag},
                             {"guardian", Want::word, words_of<GuardianStanding>()}};
constexpr Key kOrderKeys[] = {{"awarded", Want::amounts}, {"outstanding", Want::amounts}, {"received", Want::amounts}, {"charged", Want::amounts}};
constexpr Key kPoolKeys[] = {{"bank", Want::amounts}, {"suspense", Want::amounts}, {"transit", Want::amounts}, {"tax", Want::amounts},
                             {"fee", Want::amounts}, {"wards", Want::amounts}, {"difference", Want::amounts}, {"frozen", Want::flag}};
constexpr Key kCourtOrderKeys[] = {{"left", Want::amount}, {"reserved", Want::amount}, {"used", Want::amount}};
constexpr Key kRequestKeys[] = {{"state", Want::word, words_of<RequestState>()}, {"tier", Want::word, words_of<Tier>()}, {"settled", Want::date}};
constexpr Key kProposalKeys[] = {{"state", Want::word, kOpenClosed}};
constexpr Key kSeenKeys[] = {{"code", Want::texts}, {"no_obligations", Want::words, words_of<Duty>()}, {"no_words", Want::texts}};

constexpr Words kDutyStates{[](std::string_view t) { return t == "open" || t == "closed" || t == "overdue"; },
                            [] { return std::string("open, closed, overdue"); }};
constexpr Words kPlaces{
    [](std::string_view t) { return t == "ward" || t == "pool" || t == "ledger" || t == "protection" || t == "watch"; },
    [] { return std::string("ward, pool, ledger, protection, watch"); }};
constexpr Words kAnyWord{[](std::string_view t) { return !t.empty(); }, [] { return std::string("a text"); }};

/// What the rows of a list say of themselves, and may be looked for by.
struct Member {
  std::string_view key;
  Words words;
};
constexpr Member kDutyMembers[] = {{"duty", words_of<Duty>()}, {"owner", words_of<DutyOwner>()}, {"rule", kAnyWord}};
constexpr Member kCaseMembers[] = {{"flag", kAnyWord}, {"state", words_of<CaseState>()}};
constexpr Member kAlertMembers[] = {{"rule", kAnyWord}, {"code", kAnyWord}};

class ExpectReader {
 public:
  ExpectReader(const std::string& file, const NameTable& names) : file_(file), names_(names) {}

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
    if (key == "budget") return things(About::budget, kBudget, kCourtOrderKeys, node);
    if (key == "request") return things(About::request, kRequest, kRequestKeys, node);
    if (key == "proposal") return things(About::proposal, ~0u, kProposalKeys, node);
    if (key == "obligations") return rows(About::obligation, kDutyMembers, key, node);
    if (key == "none_of") return rows(About::no_obligation, kDutyMembers, key, node);
    if (key == "cases") return rows(About::watch_case, kCaseMembers, key, node);
    if (key == "no_cases") return rows(About::no_watch_case, kCaseMembers, key, node);
    if (key == "alerts") return rows(About::alert, kAlertMembers, key, node);
    if (key == "no_alerts") return rows(About::no_alert, kAlertMembers, key, node);
    if (key == "seen_by_guardian") return seen(node, of_step);
    const auto found = std::find_if(std::begin(kAnswerKeys), std::end(kAnswerKeys), [&](const Key& k) { return k.name == key; });
    std::string known =
        "ward, order, award, pool, court_order, budget, request, proposal, obligations, none_of, cases, no_cases, alerts, no_alerts, seen_by_guardian";
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

  /// Of the ward of the step, unless another is named.
  Status seen(const Node& node, bool of_step) {
    if (node.table() == nullptr || node.table()->empty()) return wrong(node, "seen_by_guardian", "a table: {code = \"UNDER_REVIEW\", no_obligations = [\"determination\"]}");
    std::string ward;
    if (const Node* named = node.find("ward")) {
      if (named->text() == nullptr) return wrong(*named, "ward", "a name");
      KATIWALA_CHECK(names_.check(*named->text(), kWard, place_of(file_, named->line)));
      ward = *named->text();
    }
    for (const auto& [key, item] : *node.table()) {
      if (key == "ward") continue;
      const auto found = std::find_if(std::begin(kSeenKeys), std::end(kSeenKeys), [&](const Key& k) { return k.name == key; });
      if (found == std::end(kSeenKeys)) return unknown(item, key, "ward, code, no_obligations, no_words");
      if (!of_step && (key == "code" || ward.empty())) {
        return refuse(Code::SCRIPT_MISSING, "Where nothing is done, say of which \"ward\", and of no step's \"code\".", place_of(file_, item.line));
      }
      KATIWALA_CHECK(one(About::seen_by_guardian, ward, {}, *found, item));
    }
    return good();
  }

  Status rows(About about, std::span<const Member> members, const std::string& list, const Node& node) {
    if (node.list() == nullptr) return wrong(node, list, "a list of tables: [{ward = \"A\", duty = \"inventory\", due = \"2026-05-18\"}]");
    for (const Node& item : *node.list()) {
      if (item.table() == nullptr || item.table()->empty()) return wrong(item, list, "a list of tables that are not empty");
      Expectation e;
      e.line = item.line;
      e.about = about;
      for (const auto& [key, value] : *item.table()) KATIWALA_CHECK(row_member(members, key, value, e.row));
      out_.push_back(std::move(e));
    }
    return good();
  }

  Status word(const Node& item, std::string_view key, Words words, std::string& to) const {
    if (item.text() == nullptr || !words.has(*item.text())) return wrong(item, key, "one of: " + words.list());
    to = *item.text();
    return good();
  }

  Status row_member(std::span<const Member> members, const std::string& key, const Node& item, RowFilter& out) const {
    const bool duty = members.data() == kDutyMembers, alert = members.data() == kAlertMembers;
    if (key == "ward" || (key == "pool" && !alert)) {
      if (item.text() == nullptr) return wrong(item, key, "a name");
      out.of = *item.text();
      return names_.check(out.of, key == "ward" ? kWard : kPool, place_of(file_, item.line));
    }
    if (key == "count") {
      if (item.integer() == nullptr || *item.integer() <= 0) return wrong(item, key, "a whole number above zero");
      out.count = *item.integer();
      return good();
    }
    if (const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; }); found != members.end()) {
      out.members.emplace_back(key, std::string());
      return word(item, key, found->words, out.members.back().second);
    }
    if (duty) return duty_member(key, item, out);
    std::string known = alert ? "ward, count" : "ward, pool, count";
    for (const Member& member : members) known += ", " + std::string(member.key);
    return unknown(item, key, known);
  }

  Status duty_member(const std::string& key, const Node& item, RowFilter& out) const {
    if (key == "state") return word(item, key, kDutyStates, out.state);
    if (key == "file") return word(item, key, kPlaces, out.file);
    if (key == "ledger") {
      if (item.flag() == nullptr || !*item.flag()) return wrong(item, key, "true");
      out.ledger = true;
      return good();
    }
    if (key == "due") {
      if (item.text() == nullptr || !CivilDate::parse(*item.text())) return wrong(item, key, "a date that exists");
      out.members.emplace_back(key, *item.text());
      return good();
    }
    if (key == "due_at") {
      const auto at = item.text() == nullptr ? Result<Instant>(refuse(Code::TIME_SYNTAX)) : parse_moment(*item.text());
      if (!at) return wrong(item, key, "a Manila time such as \"2026-03-02T09:15\"");
      out.due_at = at->manila_text();
      return good();
    }
    return unknown(item, key, "ward, pool, ledger, file, duty, due, due_at, owner, state, rule, count");
  }

  const std::string& file_;
  const NameTable& names_;
  std::vector<Expectation> out_;
};

}  // namespace

Result<std::vector<Expectation>> read_expectations(const std::string& file, const Node& table, const NameTable& names, bool of_step) {
  ExpectReader reader(file, names);
  KATIWALA_CHECK(reader.table(table, of_step));
  return reader.take();
}

}  // namespace katiwala::api::scenario
