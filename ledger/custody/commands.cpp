#include "ledger/custody/commands.h"

namespace katiwala::custody {

Command::Command() = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

std::uint16_t kind_of(const Command& one) {
  return std::visit([](const auto& it) { return std::remove_cvref_t<decltype(it)>::kind; }, one);
}
std::string_view name_of(const Command& one) {
  return std::visit([](const auto& it) { return std::remove_cvref_t<decltype(it)>::command_name; }, one);
}

namespace {
template <class... C>
std::string_view name_among(std::type_identity<std::variant<C...>>, std::uint16_t kind) {
  std::string_view found = "?";
  ((found = C::kind == kind ? C::command_name : found), ...);
  return found;
}
}  // namespace

std::string_view command_name(std::uint16_t kind) { return name_among(std::type_identity<CommandVariant>{}, kind); }

}  // namespace katiwala::custody
