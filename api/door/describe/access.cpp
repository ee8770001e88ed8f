#include "api/door/describe/access.h"

#include "policies/roles.h"

namespace katiwala::api::door::description {
namespace {

using custody::Role;

template <class Has>
Json names_where(Has has) {
  Json out{Json::Array{}};
  for (const auto& [role, name] : Names<Role>::rows)
    if (has(role)) out.push(name);
  return out;
}

bool holds(const Json& names, std::string_view name) {
  for (const Json& one : *names.array())
    if (*one.text() == name) return true;
  return false;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

/// `marks` says what stands in a role's column.
template <class Marks>
std::string line(const std::string& first, std::size_t width, Marks marks) {
  std::string out = padded(first, width);
  for (const auto& row : Names<Role>::rows) out += "  " + padded(marks(row.second), row.second.size());
  return out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
}

constexpr std::size_t kFirstColumn = 34;

}  // namespace

Json readers_of(const Route& route) {
  return names_where([&](Role role) { return (route.roles & only(role)) != 0; });
}

Json askers_of(std::uint16_t command) {
  const policies::Permission& row = policies::permission(command);
  return names_where([&](Role role) { return row.everybody || row.may_ask.has(role); });
}

Json approvers_of(std::uint16_t command) {
  Json out{Json::Array{}};
  for (const Role role : policies::permission(command).approvals.list()) out.push(name(role));
  return out;
}

Json access_json() {
  Json commands{Json::Array{}}, reads{Json::Array{}}, out;
  for (const policies::Permission& row : policies::permissions()) {
    Json one;
    one.set("command", row.command_name).set("asks", askers_of(row.command)).set("agrees", approvers_of(row.command));
    commands.push(std::move(one));
  }
  for (const Route& route : routes()) {
    if (route.method != "GET") continue;
    Json one;
    one.set("read", "/v1/" + std::string(route.pattern)).set("roles", readers_of(route));
    reads.push(std::move(one));
  }
  out.set("commands", std::move(commands)).set("reads", std::move(reads));
  return out;
}

std::string access_text() {
  const Json table = access_json();
  std::string out = line("command", kFirstColumn, [](std::string_view role) { return std::string(role); });
  for (const Json& row : *table.find("commands")->array()) {
    out += line(*row.find("command")->text(), kFirstColumn, [&](std::string_view role) {
      return std::string(holds(*row.find("asks"), role) ? "asks " : "") + (holds(*row.find("agrees"), role) ? "+" : "");
    });
  }
  out += "\n" + line("read", kFirstColumn, [](std::string_view role) { return std::string(role); });
  for (const Json& row : *table.find("reads")->array()) {
    out += line(*row.find("read")->text(), kFirstColumn, [&](std::string_view role) { return std::string(holds(*row.find("roles"), role) ? "reads" : ""); });
  }
  return out + "\nasks: may ask it; +: must agree before it is done, another person than who asked. Of some commands what they say decides who must agree:\n"
               "of a disbursement its tier and purpose (R30), of what only protects nobody. A command that nobody may ask is the ledger's own.\n";
}

}  // namespace katiwala::api::door::description
