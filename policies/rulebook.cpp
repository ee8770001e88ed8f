// The rulebook in memory: texts and parameters, looked up by rule and name.
#include "policies/rulebook_data.h"

namespace katiwala::policies {
namespace {

const RuleEntry* find_rule(const Rulebook::Data& data, std::string_view id) {
  const auto found = data.by_id.find(id);
  return found == data.by_id.end() ? nullptr : &data.entries[found->second];
}

const ParameterValue* find_parameter(const Rulebook::Data& data, std::string_view rule, std::string_view name) {
  const RuleEntry* entry = find_rule(data, rule);
  if (entry == nullptr) return nullptr;
  for (const auto& [key, value] : entry->parameters)
    if (key == name) return &value;
  return nullptr;
}

template <class T>
const T& parameter(const Rulebook::Data& data, std::string_view rule, std::string_view name) {
  const ParameterValue* value = find_parameter(data, rule, name);
  KATIWALA_ASSERT(value != nullptr, "a rule asks for a parameter that its schema does not name");
  const T* typed = std::get_if<T>(value);
  KATIWALA_ASSERT(typed != nullptr, "a rule asks for a parameter by another type than its schema's");
  return *typed;
}

}  // namespace

const std::string& Rulebook::version() const { return data_->version; }
const Calendar& Rulebook::calendar() const { return data_->calendar; }
const std::vector<RuleText>& Rulebook::rules() const { return data_->texts; }

const RuleText* Rulebook::rule(std::string_view id) const {
  const auto found = data_->by_id.find(id);
  return found == data_->by_id.end() ? nullptr : &data_->texts[found->second];
}

std::int64_t Rulebook::integer(std::string_view rule, std::string_view name) const {
  return parameter<std::int64_t>(*data_, rule, name);
}
bool Rulebook::flag(std::string_view rule, std::string_view name) const { return parameter<bool>(*data_, rule, name); }
const std::string& Rulebook::text(std::string_view rule, std::string_view name) const {
  return parameter<std::string>(*data_, rule, name);
}
Amount Rulebook::amount(std::string_view rule, std::string_view name) const { return parameter<Amount>(*data_, rule, name); }
const std::vector<std::string>& Rulebook::list(std::string_view rule, std::string_view name) const {
  return parameter<std::vector<std::string>>(*data_, rule, name);
}
const std::any& Rulebook::made_by(std::string_view rule) const {
  const RuleEntry* entry = find_rule(*data_, rule);
  KATIWALA_ASSERT(entry != nullptr, "a rule that the rulebook does not have");
  return entry->made;
}
bool Rulebook::has(std::string_view rule, std::string_view name) const { return find_parameter(*data_, rule, name) != nullptr; }

}  // namespace katiwala::policies
