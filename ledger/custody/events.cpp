#include "ledger/custody/events.h"

namespace katiwala::custody {

Event::Event() = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

std::uint16_t kind_of(const Event& one) {
  return std::visit([](const auto& it) { return std::remove_cvref_t<decltype(it)>::kind; }, one);
}
std::string_view name_of(const Event& one) {
  return std::visit([](const auto& it) { return std::remove_cvref_t<decltype(it)>::event_name; }, one);
}

}  // namespace katiwala::custody
