#include "api/door/events.h"

namespace katiwala::api::door {
namespace {

void add_cursor(Json& out, const Walk& walked) {
  if (walked.reached) out.set("next", static_cast<std::int64_t>(*walked.reached));
  out.set("more", walked.more);
}

}  // namespace

Json event_json(const store::LedgerId& ledger, const journal::Entry& entry) {
  const std::string number = std::to_string(entry.seq());
  Json out, subjects{Json::Array{}};
  for (const journal::OpenedPart& opened : entry.parts)
    if (opened.part) subjects.push(to_json(opened.part->about));
  out.set("id", ledger.hex() + "." + number);
  // What asked for it where that is not his to see has no name either: it could be of a file that he may not know of.
  out.set("type", entry.primary() == nullptr ? std::string_view("touched") : custody::command_name(entry.act.command));
  out.set("entry", static_cast<std::int64_t>(entry.seq())).set("time", to_json(entry.header.time));
  return std::move(out.set("subjects", std::move(subjects)));
}

transport::Response read_events(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  const auto walked = walk(call.house, call.caller, *page);
  if (!walked.ok()) return refused(call, walked.refusal());
  Json list{Json::Array{}}, out;
  for (const journal::Entry& entry : walked->entries) list.push(event_json(call.house.ledger(), entry));
  out.set("events", std::move(list));
  add_cursor(out, *walked);
  return json_response(out);
}

transport::Response read_entries(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  const std::string* command = call.request.target.parameter("command");
  const auto walked = walk(call.house, call.caller, *page, [&](const journal::Entry& entry) { return command == nullptr || is_asked_by(entry, *command); });
  if (!walked.ok()) return refused(call, walked.refusal());
  Json list{Json::Array{}}, out;
  for (const journal::Entry& entry : walked->entries) list.push(entry_json(call.house, entry, call.caller));
  out.set("entries", std::move(list));
  add_cursor(out, *walked);
  return json_response(out);
}

}  // namespace katiwala::api::door
