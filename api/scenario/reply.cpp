#include "api/scenario/reply.h"

#include "api/scenario/json_look.h"

namespace katiwala::api::scenario {

using transport::Json;

Reply reply_from(int status, bool replayed, std::string raw) {
  Reply out;
  out.status = status;
  out.replayed = replayed;
  out.raw = std::move(raw);
  auto parsed = transport::parse_json(out.raw, out.raw.size() + 1);
  if (parsed) out.body = std::move(parsed).value();
  for (const Json& line : list_in(out.body, "lines")) out.lines.push_back({text_in(line, "result"), text_in(line, "code"), text_in(line, "difference")});
  return out;
}

std::string Reply::outcome() const {
  if (!lines.empty()) {
    for (const LineReply& line : lines)
      if (line.result == "denied") return "deny";
    return "allow";
  }
  const std::string judged = text_in(body, "outcome");
  return judged.empty() ? (accepted() ? "allow" : "refused") : judged;
}

std::string Reply::code() const {
  const std::string own = text_in(body, "code");
  if (!own.empty() || lines.empty()) return own;
  for (const LineReply& line : lines)
    if (!line.code.empty()) return line.code;
  return {};
}

std::string Reply::place() const { return text_in(body, "place"); }

std::vector<std::string> Reply::reasons() const {
  std::vector<std::string> out;
  for (const Json& reason : list_in(body, "reasons")) out.push_back(text_in(reason, "code"));
  for (const LineReply& line : lines)
    if (!line.code.empty()) out.push_back(line.code);
  return out;
}

std::vector<std::string> Reply::rules() const {
  std::vector<std::string> out;
  for (const Json& reason : list_in(body, "reasons")) out.push_back(text_in(reason, "rule"));
  return out;
}

std::vector<std::string> Reply::facts() const {
  std::vector<std::string> out;
  for (const Json& reason : list_in(body, "reasons"))
    for (const Json& fact : list_in(reason, "facts")) out.push_back(text_in(fact, "name") + "=" + text_in(fact, "value"));
  return out;
}

std::vector<std::string> Reply::results() const {
  std::vector<std::string> out;
  for (const LineReply& line : lines) out.push_back(line.result);
  return out;
}

std::string Reply::fact(std::string_view name) const {
  for (const std::string& fact : facts())
    if (fact.starts_with(std::string(name) + "=")) return fact.substr(name.size() + 1);
  return {};
}

std::vector<std::string> Reply::waits_for() const {
  std::vector<std::string> out;
  for (const Json& role : list_in(body, "waits_for"))
    if (role.text() != nullptr) out.push_back(*role.text());
  return out;
}

std::int64_t Reply::proposal() const {
  const Json* value = status == 202 ? body.find("proposal") : nullptr;
  return value == nullptr || value->integer() == nullptr ? 0 : *value->integer();
}

std::int64_t Reply::entry() const {
  const Json* value = body.find("entry");
  if (value == nullptr) {
    const auto& all = list_in(body, "lines");
    value = all.empty() ? nullptr : all.front().find("entry");
  }
  return value == nullptr || value->integer() == nullptr ? -1 : *value->integer();
}

std::vector<std::int64_t> Reply::entries() const {
  std::vector<std::int64_t> out;
  for (const Json& line : list_in(body, "lines"))
    if (const Json* number = line.find("entry"); number != nullptr && number->integer() != nullptr) out.push_back(*number->integer());
  if (lines.empty() && entry() >= 0) out.push_back(entry());
  return out;
}

std::string Reply::created(std::string_view what) const {
  const Json* made = body.find("created");
  if (made == nullptr) {
    const auto& all = list_in(body, "lines");
    made = all.empty() ? nullptr : all.front().find("created");
  }
  return made == nullptr ? std::string() : text_in(*made, what);
}

std::string Reply::summary() const {
  std::string out = std::to_string(status) + " " + outcome();
  if (!lines.empty()) {
    std::string all;
    for (const LineReply& line : lines) all += (all.empty() ? "" : ", ") + line.result + (line.code.empty() ? "" : " " + line.code);
    return out + ": " + all;
  }
  std::string why;
  for (const Json& reason : list_in(body, "reasons")) {
    if (accepted() && text_in(reason, "outcome") == "allow") continue;
    std::string facts;
    for (const Json& fact : list_in(reason, "facts")) facts += " " + text_in(fact, "name") + "=" + text_in(fact, "value");
    why += (why.empty() ? "" : ", ") + text_in(reason, "code") + " (" + text_in(reason, "rule") + facts + ")";
  }
  if (why.empty()) why = code();
  if (!place().empty()) why += " at " + place();
  if (why.empty() && status == 202) why = "waits for others";
  return why.empty() ? out : out + ": " + why;
}

}  // namespace katiwala::api::scenario
