/// Names of enumerations, and self-describing structs: the two small conventions from which the record's CBOR, the
/// door's JSON, the scenario files and the documentation are all drawn, so that a thing has one name everywhere.
///
/// A struct describes itself once:
///
///     struct Share {
///       WardId ward;
///       Amount amount;
///       template <class V> static void fields(V& v) { v(1, "ward", &Share::ward); v(2, "amount", &Share::amount); }
///     };
///
/// Keys are for ever and ascending. `std::optional` members are absent when empty, `std::vector` members when they have no
/// element, `bool` members when false. A new field is a new optional key; no key is ever used again. One that always has a
/// value says `later`: `v(10, "standing", &Guardian::standing, later)`.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace katiwala {

/// A member that came after its struct: missing in what was written before, where it is as a new struct has it; always written since.
struct Later {};
inline constexpr Later later{};

/// Specialise with `static constexpr std::array<std::pair<E, std::string_view>, N> rows`.
/// Values are stored as numbers, so they are for ever; names are what people and JSON see.
template <class E>
struct Names;

template <class E>
concept Named = requires { Names<E>::rows; };

template <Named E>
constexpr std::string_view name(E value) {
  for (const auto& [v, n] : Names<E>::rows)
    if (v == value) return n;
  return "?";
}

template <Named E>
constexpr std::optional<E> from_name(std::string_view text) {
  for (const auto& [v, n] : Names<E>::rows)
    if (n == text) return v;
  return std::nullopt;
}

template <Named E>
constexpr bool is_known(E value) {
  for (const auto& row : Names<E>::rows)
    if (row.first == value) return true;
  return false;
}

namespace detail {
struct AnyField {
  template <class... A>
  void operator()(A&&...) const {}
};
}  // namespace detail

template <class T>
concept Described = requires(detail::AnyField& v) { T::fields(v); };

}  // namespace katiwala
