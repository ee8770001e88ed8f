#include "api/scenario/check_rows.h"

#include <algorithm>

#include "api/scenario/json_look.h"

namespace katiwala::api::scenario {

using transport::Json;

namespace {

Reply look(Stage& stage, const std::string& path) { return stage.get(std::string(kLooker), path); }

std::string path_of(const Thing& thing) { return (thing.space == kWard ? "/v1/wards/" : "/v1/pools/") + thing.id; }

/// One list that the door shows, and where it stands.
struct Place {
  std::string path;
  std::string_view file;
};

std::vector<Place> places_of(const Thing& thing) {
  const std::string own = path_of(thing);
  if (thing.space == kPool) return {{own, "pool"}, {own + "/watch", "watch"}};
  return {{own, "ward"}, {own + "/protection", "protection"}, {own + "/watch", "watch"}};
}

/// All places of what the filter is about.
std::vector<Place> places_of(const Stage& stage, const RowFilter& filter) {
  std::vector<Place> out;
  for (const auto& [name, thing] : stage.things) {
    const bool other = (thing.space != kWard && thing.space != kPool) || (!filter.of.empty() && filter.of != name);
    if (other || filter.ledger) continue;
    for (Place& place : places_of(thing)) out.push_back(std::move(place));
  }
  if (filter.of.empty()) out.push_back({"/v1/incidents", "ledger"});
  std::erase_if(out, [&](const Place& place) { return !filter.file.empty() && filter.file != place.file; });
  return out;
}

bool says(const RowFilter& filter, const Json& row) {
  return std::all_of(filter.members.begin(), filter.members.end(), [&](const auto& member) { return text_in(row, member.first) == member.second; });
}

bool is_in_state(const RowFilter& filter, const Json& row) {
  const bool closed = !text_in(row, "closed").empty(), overdue = text_in(row, "overdue") == "true";
  if (filter.state == "open") return !closed;
  if (filter.state == "closed") return closed;
  if (filter.state == "overdue") return overdue && !closed;
  return true;
}

std::string rows_told(const RowFilter& filter, std::string_view what) {
  std::string out(what);
  for (const auto& [key, text] : filter.members) out += " " + key + "=" + text;
  if (!filter.due_at.empty()) out += " due_at=" + filter.due_at;
  if (!filter.file.empty()) out += " in the " + filter.file;
  if (!filter.state.empty()) out += ", " + filter.state;
  return out;
}

std::string duty_words(const Json& row, std::string_view file) {
  const std::string at = text_in(row, "due_at");
  std::string out = text_in(row, "duty") + " due " + (at.empty() ? text_in(row, "due") : at) + " of the " + text_in(row, "owner") + " by " + text_in(row, "rule");
  if (file == "watch" || file == "protection") out += " (" + std::string(file) + ")";
  return out + (text_in(row, "closed").empty() ? "" : ", closed");
}

std::string many(std::string_view what) { return what == "duty" ? "duties" : std::string(what) + "s"; }

/// What was looked for, how often it was there, and everything that was there.
Checked counted(const Expectation& e, bool must, std::string_view what, std::int64_t count, const std::vector<std::string>& all) {
  const RowFilter& filter = e.row;
  Checked out;
  out.good = must ? (filter.count ? count == *filter.count : count > 0) : count == 0;
  out.line = e.line;
  out.what = filter.of.empty() ? many(what) : many(what) + " of " + filter.of;
  out.expected = (must ? (filter.count ? std::to_string(*filter.count) + " × " : "") : "no ") + rows_told(filter, what);
  out.found = joined(all);
  return out;
}

std::string duty_name(const RowFilter& filter) {
  const auto found = std::find_if(filter.members.begin(), filter.members.end(), [](const auto& member) { return member.first == "duty"; });
  return found == filter.members.end() ? std::string() : found->second;
}

/// Of wards and pools of the script, the rows of a list in the one file it stands in.
Checked check_list(Stage& stage, const Expectation& e, bool must, std::string_view what, std::string_view file, std::string_view list,
                   std::string (*words)(const Json&)) {
  std::int64_t count = 0;
  std::vector<std::string> all;
  RowFilter filter = e.row;
  filter.file = file;
  for (const Place& place : places_of(stage, filter)) {
    const Reply seen = look(stage, place.path);
    for (const Json& row : list_in(seen.body, list)) {
      if (says(filter, row)) ++count;
      all.push_back(words(row));
    }
  }
  return counted(e, must, what, count, all);
}

const std::string* ward_of(const Stage& stage, const Expectation& e, const Step* step) {
  if (!e.name.empty()) return &e.name;
  if (step == nullptr) return nullptr;
  if (step->fields.has("ward")) return &step->fields.text("ward");
  for (const std::string_view key : {"request", "of", "court_order", "payee", "name"}) {
    const auto named = step->fields.maybe(key);
    const auto thing = named ? stage.things.find(*named) : stage.things.end();
    if (thing != stage.things.end() && stage.things.contains(thing->second.of)) return &thing->second.of;
  }
  return nullptr;
}

/// Codes of the reasons that speak against, as this reader sees the entries of the reply.
std::vector<std::string> codes_seen(Stage& stage, const std::string& by, const Reply& reply) {
  std::vector<std::string> out;
  for (const std::int64_t entry : reply.entries()) {
    const Reply seen = stage.get(by, "/v1/entries/" + std::to_string(entry));
    for (const Json& reason : list_in(seen.body, "reasons"))
      if (text_in(reason, "outcome") != "allow") out.push_back(text_in(reason, "code"));
  }
  return out;
}

/// What must not be there, and where it was found all the same; empty: nowhere.
using Sought = std::vector<std::pair<std::string, std::string>>;

std::vector<Checked> absent(const Expectation& e, const std::string& what, const Sought& sought) {
  std::vector<Checked> out;
  for (const auto& [text, where] : sought) out.push_back(compared(e.line, what, "no " + text, where.empty() ? "no " + text : where));
  return out;
}

/// The word with some of what stands around it.
std::string around(const std::string& text, const std::string& word) {
  constexpr std::size_t kContext = 40;
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return {};
  const std::size_t from = at < kContext ? 0 : at - kContext;
  return "… " + text.substr(from, at - from + word.size() + kContext) + " …";
}

}  // namespace

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out.empty() ? "nothing" : out;
}

Checked compared(int line, std::string what, std::string expected, std::string found) {
  Checked out;
  out.good = expected == found;
  out.line = line;
  out.what = std::move(what);
  out.expected = std::move(expected);
  out.found = found.empty() ? "nothing" : std::move(found);
  return out;
}

std::vector<std::string> flags_raised(Stage& stage, const Reply& reply) {
  std::vector<std::string> out;
  for (const std::int64_t entry : reply.entries()) {
    const Reply seen = look(stage, "/v1/entries/" + std::to_string(entry));
    for (const Json& part : list_in(seen.body, "parts")) {
      for (const Json& event : list_in(part, "events")) {
        const Json* body = text_in(event, "kind") == "flags_weighed" ? event.find("body") : nullptr;
        if (body == nullptr) continue;
        for (const Json& flag : list_in(*body, "raised")) out.push_back(text_in(flag, "code"));
      }
    }
  }
  return out;
}

bool is_frozen(Stage& stage, const std::string& name) {
  const auto stands = [](const Json& freeze) { return text_in(freeze, "lifted").empty(); };
  for (const Place& place : places_of(stage.thing(name))) {
    const Reply seen = look(stage, place.path);
    const auto& freezes = list_in(seen.body, "freezes");
    if (std::any_of(freezes.begin(), freezes.end(), stands)) return true;
  }
  return false;
}

std::string guardian_standing(Stage& stage, const std::string& name, const Json& ward) {
  const auto& known = stage.thing(name).facts;
  const auto guardian = known.find("guardian");
  if (guardian == known.end()) return {};
  const std::string person = stage.party(guardian->second).person;
  for (const Json& row : list_in(ward, "guardians"))
    if (text_in(row, "person") == person) return text_in(row, "standing");
  return {};
}

Checked check_duty(Stage& stage, const Expectation& e) {
  const RowFilter& filter = e.row;
  std::int64_t count = 0;
  std::vector<std::string> all;
  const std::string duty = duty_name(filter);
  for (const Place& place : places_of(stage, filter)) {
    const Reply seen = look(stage, place.path);
    for (const Json& row : list_in(seen.body, "obligations")) {
      const auto at = Instant::parse(text_in(row, "due_at"));
      const bool timely = filter.due_at.empty() || (at.ok() && at->manila_text() == filter.due_at);
      if (says(filter, row) && is_in_state(filter, row) && timely) ++count;
      if (duty.empty() || text_in(row, "duty") == duty) all.push_back(duty_words(row, place.file));
    }
  }
  return counted(e, e.about == About::obligation, "duty", count, all);
}

Checked check_case(Stage& stage, const Expectation& e) {
  return check_list(stage, e, e.about == About::watch_case, "case", "watch", "cases",
                    [](const Json& row) { return text_in(row, "flag") + " " + text_in(row, "state"); });
}

Checked check_alert(Stage& stage, const Expectation& e) {
  return check_list(stage, e, e.about == About::alert, "alert", "protection", "alerts",
                    [](const Json& row) { return text_in(row, "rule") + " " + text_in(row, "code"); });
}

std::vector<Checked> check_seen_by_guardian(Stage& stage, const Expectation& e, const Reply& reply) {
  const std::string* ward = ward_of(stage, e, stage.playing);
  const auto& known = ward == nullptr ? std::map<std::string, std::string>() : stage.thing(*ward).facts;
  const auto guardian = known.find("guardian");
  if (guardian == known.end()) return {compared(e.line, "seen by the guardian", "a ward with a guardian", "none")};
  const std::string& by = guardian->second;
  const std::string what = "seen by " + by + ": " + e.key;
  if (e.key == "code") return {compared(e.line, what, joined(e.wanted), joined(codes_seen(stage, by, reply)))};
  const std::string path = "/v1/wards/" + stage.thing(*ward).id;
  const Reply hers = stage.get(by, path);
  if (!hers.accepted()) return {compared(e.line, what, "the ward", "not to be seen: " + hers.summary())};
  Sought found;
  if (e.key == "no_obligations") {
    for (const std::string& duty : e.wanted) {
      const auto& all = list_in(hers.body, "obligations");
      const bool there = std::any_of(all.begin(), all.end(), [&](const Json& row) { return text_in(row, "duty") == duty; });
      found.emplace_back(duty, there ? duty : std::string());
    }
    return absent(e, what, found);
  }
  // Nothing of it in her account, in its entries, in what was asked for and what waits.
  const std::string everything = hers.raw + stage.get(by, path + "/entries?limit=1000").raw + stage.get(by, "/v1/requests?ward=" + stage.thing(*ward).id).raw +
                                 stage.get(by, "/v1/proposals").raw;
  for (const std::string& word : e.wanted) found.emplace_back(word, around(everything, word));
  return absent(e, what, found);
}

}  // namespace katiwala::api::scenario
