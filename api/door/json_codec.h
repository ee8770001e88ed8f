/// Self-describing structs (base/named.h) as JSON: the same names as in the record and the documentation.
///
///   Id, digests, fixed bytes   lower-case hex         Amount    "18000.00 PHP"
///   Bytes                      base64                 Rate      {"base":"USD","quote":"PHP","rate":"58.2350"}
///   enumeration                its name               CivilDate "2026-03-02"
///   optional                   absent when empty      Instant   "2026-03-02T09:15:00+08:00"
///   variant                    {"kind":name,"body":{...}}
///   posting, balance           amounts as text, never minor units
///
/// Writing only: what comes in is read key by key (reading.h), because plain values must not pass through.
#pragma once

#include "api/transport/json.h"
#include "ledger/journal/parts.h"
#include "ledger/record/codec.h"

namespace katiwala::api::door {

using transport::Json;

template <class T>
Json to_json(const T& value);

inline Json amount_json(Amount amount) {
  if (amount.currency().is_none()) return Json(amount.text());
  return Json(amount.text() + " " + amount.currency().code());
}

namespace detail {

/// The name of what a variant holds: a command or an event.
template <class T>
std::string_view alternative_name() {
  if constexpr (requires { T::command_name; }) return T::command_name;
  else return T::event_name;
}

template <class T>
struct JsonMembers {
  Json& out;
  const T& object;
  template <class M>
  void operator()(std::uint64_t, std::string_view name, M T::* member) {
    if constexpr (record::detail::IsOptional<M>::value) {
      if (!(object.*member).has_value()) return;
    }
    out.set(std::string(name), to_json(object.*member));
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member, Later) {
    (*this)(key, name, member);
  }
};

inline Json posting_json(const book::Posting& line) {
  Json out;
  out.set("account", to_json(line.account)).set("change", amount_json(line.change())).set("category", name(line.category));
  return out;
}

inline Json balance_json(const journal::Balance& balance) {
  Json out;
  out.set("account", to_json(balance.account)).set("amount", amount_json(Amount(balance.account.currency, balance.minor)));
  return out;
}

inline Json rate_json(const Rate& rate) {
  Json out;
  out.set("base", rate.base().code()).set("quote", rate.quote().code()).set("rate", rate.text());
  return out;
}

template <class T>
Json list_json(const T& items) {
  Json out{Json::Array{}};
  for (const auto& item : items) out.push(to_json(item));
  return out;
}

template <class T>
Json variant_json(const T& value) {
  Json out;
  std::visit(
      [&](const auto& body) {
        out.set("kind", alternative_name<std::remove_cvref_t<decltype(body)>>());
        out.set("body", to_json(body));
      },
      value);
  return out;
}

}  // namespace detail

template <class T>
Json to_json(const T& value) {
  if constexpr (std::is_same_v<T, bool>) return Json(value);
  else if constexpr (std::is_enum_v<T>) return Json(name(value));
  else if constexpr (std::is_integral_v<T>) {
    KATIWALA_ASSERT(std::in_range<std::int64_t>(value), "a number past what JSON carries here");
    return Json(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_same_v<T, std::string>) return Json(value);
  else if constexpr (std::is_same_v<T, Bytes>) return Json(to_base64(value));
  else if constexpr (record::detail::IsByteArray<T>::value) return Json(to_hex(value));
  else if constexpr (record::detail::IsId<T>::value) return Json(value.hex());
  else if constexpr (std::is_same_v<T, Currency>) return value.is_none() ? Json() : Json(value.code());
  else if constexpr (std::is_same_v<T, Amount>) return amount_json(value);
  else if constexpr (std::is_same_v<T, Rate>) return detail::rate_json(value);
  else if constexpr (std::is_same_v<T, CivilDate>) return Json(value.text());
  else if constexpr (std::is_same_v<T, Instant>) return Json(value.manila_text());
  else if constexpr (std::is_same_v<T, book::Posting>) return detail::posting_json(value);
  else if constexpr (std::is_same_v<T, journal::Balance>) return detail::balance_json(value);
  else if constexpr (record::detail::IsOptional<T>::value) return value ? to_json(*value) : Json();
  else if constexpr (record::detail::IsVector<T>::value) return detail::list_json(value);
  else if constexpr (record::detail::IsVariant<T>::value) return detail::variant_json(value);
  else {
    Json out{Json::Object{}};
    detail::JsonMembers<T> members{out, value};
    T::fields(members);
    return out;
  }
}

/// `object` without the named members.
Json without(Json object, std::initializer_list<std::string_view> keys);

}  // namespace katiwala::api::door
