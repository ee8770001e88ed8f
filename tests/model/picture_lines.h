/// What a picture's lines are made of: the words of both ledgers, written alike.
#pragma once

#include "tests/model/picture.h"
#include "tests/model/translate.h"

namespace katiwala::model {

/// The bank's side of it: older books that were noted and brought in, payments that are asked back.
void draw_bank_side(Picture& out, const reference::Memory& memory);
void draw_bank_side(Picture& out, const custody::State& state);

namespace lines {

inline std::string show(const std::array<std::uint8_t, 16>& name) { return to_hex(ByteView(name).first(6)); }
template <class Tag>
inline std::string show(const Id<Tag>& name) { return show(name.bytes); }
inline std::string show(CivilDate day) { return day.text(); }
inline std::string show(Amount amount) { return amount.currency().code() + std::to_string(amount.minor()); }
inline std::string show(const reference::Money& money) { return show(amount(money)); }
inline std::string show(const std::array<std::uint8_t, 32>& hash) { return to_hex(ByteView(hash).first(6)); }
inline std::string show(bool flag) { return flag ? "yes" : "no"; }
inline std::string show(Instant instant) { return instant.manila_text(); }
inline std::string show(std::uint64_t number) { return std::to_string(number); }
inline std::string show(std::string_view text) { return std::string(text); }
inline std::string show(const std::string& text) { return text; }
inline std::string show(const char* text) { return text; }
template <class T>
inline std::string show(const std::optional<T>& value) { return value ? show(*value) : "-"; }

template <class... Parts>
void line(Picture& out, const Parts&... parts) {
  std::string text;
  ((text += show(parts), text += ' '), ...);
  text.pop_back();
  out.push_back(std::move(text));
}
inline std::string day(reference::Day day) { return CivilDate(day).text(); }
inline std::string day(const std::optional<reference::Day>& at) { return at ? day(*at) : "-"; }

}  // namespace lines
}  // namespace katiwala::model
