#include "api/scenario/names.h"

#include <algorithm>

namespace katiwala::api::scenario {
namespace {

constexpr std::pair<Space, std::string_view> kWords[] = {
    {kParty, "a party"}, {kPool, "a pool"}, {kWard, "a ward"}, {kOrder, "an order"}, {kPayee, "a payee"}, {kCourtOrder, "a court order"},
    {kCredit, "a credit"}, {kMessage, "a bank message"}, {kRequest, "a request"}, {kStep, "a step"},
    {kBudget, "a budget"}, {kFreeze, "a freeze"}, {kFact, "a fact"}, {kIncident, "an incident"}};

}  // namespace

std::string words_for(unsigned spaces) {
  std::string out;
  for (const auto& [space, words] : kWords)
    if ((spaces & space) != 0) out += (out.empty() ? "" : " or ") + std::string(words);
  return out;
}

bool is_script_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Status NameTable::give(const std::string& name, Space space, int line, const std::string& place) {
  if (!is_script_name(name)) return refuse(Code::SCRIPT_TYPE, "A name is 1 to 40 letters, digits, \"-\" or \"_\".", place);
  const auto [at, fresh] = names_.emplace(name, Entry{space, line});
  if (fresh) return good();
  const std::string where = at->second.line == 0 ? "in every script" : "from line " + std::to_string(at->second.line);
  return refuse(Code::SCRIPT_NAME, "\"" + name + "\" is " + words_for(at->second.space) + " already, " + where + ".", place);
}

Status NameTable::check(const std::string& name, unsigned spaces, const std::string& place) const {
  const auto found = names_.find(name);
  if (found == names_.end()) {
    return refuse(Code::SCRIPT_NAME, "Nothing was named \"" + name + "\" before this line; " + words_for(spaces) + " is needed here.", place);
  }
  if ((found->second.space & spaces) != 0) return good();
  return refuse(Code::SCRIPT_NAME, "\"" + name + "\" is " + words_for(found->second.space) + "; " + words_for(spaces) + " is needed here.", place);
}

}  // namespace katiwala::api::scenario
