/// The schema of what to_json (json_codec.h) writes of a self-describing struct, drawn from the same description.
#pragma once

#include "api/door/describe/schema.h"
#include "api/door/json_codec.h"

namespace katiwala::api::door::description {

template <class T>
Json schema_of();

/// The members of T. Optional ones may be absent; all others are always written.
template <class T>
ObjectSchema object_of();

namespace detail {

template <class T>
struct MemberSchemas {
  ObjectSchema& out;
  template <class M>
  void operator()(std::uint64_t, std::string_view name, M T::*) {
    if constexpr (record::detail::IsOptional<M>::value) out.may(name, schema_of<typename M::value_type>());
    else out.has(name, schema_of<M>());
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member, Later) {
    (*this)(key, name, member);
  }
};

template <class E>
Json enum_schema() {
  std::vector<std::string_view> names;
  for (const auto& row : Names<E>::rows) names.push_back(row.second);
  return names_schema(names);
}

template <class... A>
std::vector<std::string_view> alternatives(const std::type_identity<std::variant<A...>>&) {
  return {door::detail::alternative_name<A>()...};
}
template <class... A>
std::type_identity<std::variant<A...>> variant_of(const std::variant<A...>&);

/// Which of them, and its members by docs/format.cddl: written out here they would be the greater part of the document.
template <class T>
Json variant_schema() {
  ObjectSchema out;
  out.has("kind", names_schema(alternatives(decltype(variant_of(std::declval<const T&>())){})));
  return out.has("body", of_type("object", "Its members as docs/format.cddl names them.")).json();
}

}  // namespace detail

template <class T>
ObjectSchema object_of() {
  ObjectSchema out;
  detail::MemberSchemas<T> members{out};
  T::fields(members);
  return out;
}

template <class T>
Json schema_of() {
  if constexpr (std::is_same_v<T, bool>) return of_type("boolean");
  else if constexpr (std::is_enum_v<T>) return detail::enum_schema<T>();
  else if constexpr (std::is_integral_v<T>) return of_type("integer");
  else if constexpr (std::is_same_v<T, std::string>) return of_type("string");
  else if constexpr (std::is_same_v<T, Bytes>) return ref("Bytes");
  else if constexpr (record::detail::IsByteArray<T>::value) return hex_schema(std::tuple_size_v<T>);
  else if constexpr (record::detail::IsId<T>::value) return hex_schema(16);
  else if constexpr (std::is_same_v<T, Currency>) return ref("Currency");
  else if constexpr (std::is_same_v<T, Amount>) return ref("Amount");
  else if constexpr (std::is_same_v<T, Rate>) return ObjectSchema().has("base", ref("Currency")).has("quote", ref("Currency")).has("rate", ref("Decimal")).json();
  else if constexpr (std::is_same_v<T, CivilDate>) return ref("Date");
  else if constexpr (std::is_same_v<T, Instant>) return ref("Instant");
  else if constexpr (std::is_same_v<T, book::Posting>)
    return ObjectSchema().has("account", schema_of<book::Account>()).has("change", ref("Amount")).has("category", of_type("string")).json();
  else if constexpr (std::is_same_v<T, journal::Balance>) return ObjectSchema().has("account", schema_of<book::Account>()).has("amount", ref("Amount")).json();
  else if constexpr (record::detail::IsOptional<T>::value) return schema_of<typename T::value_type>();
  else if constexpr (record::detail::IsVector<T>::value) return array_of(schema_of<typename T::value_type>());
  else if constexpr (record::detail::IsVariant<T>::value) return detail::variant_schema<T>();
  else return object_of<T>().json();
}

}  // namespace katiwala::api::door::description
