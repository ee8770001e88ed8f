/// Self-describing structs (base/named.h) as deterministic CBOR: the only way anything of this project becomes part bytes.
///
///   bool                  true; absent as a member when false      integer            int
///   string                text                                     Bytes, arrays, Id  byte string
///   enumeration           its number; an unknown one is refused    CivilDate          days since 1970-01-01
///   Instant               microseconds                             Currency           ISO 4217 number
///   Amount                [currency, minor]                        Rate               [base, quote, mantissa, scale]
///   vector                array; absent as a member when empty     optional           absent as a member when empty
///   struct                map by its keys                          variant            [kind, body]
///
/// One value has one encoding: a member that should be absent but is not, an unknown key and a missing key are refused
/// (CBOR_MALFORMED with the byte). docs/format.md says the same in CDDL.
#pragma once

#include <type_traits>
#include <variant>

#include "ledger/base/named.h"
#include "ledger/money/rate.h"
#include "ledger/record/cbor.h"
#include "ledger/time/civil.h"

namespace katiwala::record {

template <class T>
void put(CborWriter& out, const T& value);
template <class T>
Status get(CborReader& in, T& value);

namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class... A>
void takes_variant(const std::variant<A...>&);
template <class T>
struct IsVariant : std::bool_constant<requires(const T& value) { takes_variant(value); }> {};  ///< also a class derived from one
template <class T>
struct IsByteArray : std::false_type {};
template <std::size_t N>
struct IsByteArray<std::array<std::uint8_t, N>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};

template <class T>
bool is_absent(const T& value) {
  if constexpr (IsOptional<T>::value) return !value.has_value();
  else if constexpr (IsVector<T>::value) return value.empty();
  else if constexpr (std::is_same_v<T, bool>) return !value;
  else return false;
}
template <class T>
constexpr bool kMayBeAbsent = IsOptional<T>::value || IsVector<T>::value || std::is_same_v<T, bool>;

template <class T>
struct CountMembers {
  const T& object;
  std::size_t count = 0;
  template <class M>
  void operator()(std::uint64_t, std::string_view, M T::* member) {
    if (!is_absent(object.*member)) ++count;
  }
  template <class M>
  void operator()(std::uint64_t, std::string_view, M T::*, Later) {
    ++count;
  }
};

template <class T>
struct PutMembers {
  CborWriter& out;
  const T& object;
  template <class M>
  void operator()(std::uint64_t key, std::string_view, M T::* member) {
    if (is_absent(object.*member)) return;
    out.put_uint(key);
    put(out, object.*member);
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member, Later) {
    (*this)(key, name, member);
  }
};

/// Walks the members in the order of their keys; the next key of the map is read ahead, once.
template <class T>
struct GetMembers {
  CborReader& in;
  T& object;
  std::size_t left;
  std::optional<std::uint64_t> next{};
  std::optional<Refusal> fault{};

  void read_ahead() {
    if (next || left == 0 || fault) return;
    auto key = in.get_uint();
    if (!key.ok()) fault = key.refusal();
    else next = *key;
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member) {
    take(key, name, member, kMayBeAbsent<M>);
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member, Later) {
    static_assert(!kMayBeAbsent<M>, "what may be absent anyway needs no mark");
    take(key, name, member, true);
  }

 private:
  template <class M>
  void take(std::uint64_t key, std::string_view name, M T::* member, bool may_be_missing) {
    read_ahead();
    if (fault) return;
    if (next != key) {
      if (!may_be_missing) fault = in.malformed("The member \"" + std::string(name) + "\" is missing.");
      return;
    }
    next.reset();
    --left;
    if (const auto status = get(in, object.*member); !status.ok()) fault = status.refusal();
    else if (is_absent(object.*member)) fault = in.malformed("The member \"" + std::string(name) + "\" is written though it is empty.");
  }
};

template <class T>
Status get_struct(CborReader& in, T& object) {
  KATIWALA_TRY(const std::size_t pairs, in.get_map());
  GetMembers<T> members{in, object, pairs};
  T::fields(members);
  if (members.fault) return *members.fault;
  if (members.left != 0) return in.malformed("A member is not known here, or stands twice.");
  return good();
}

template <class... A>
Status get_variant(CborReader& in, std::variant<A...>& value) {
  KATIWALA_TRY(const std::size_t items, in.get_array());
  if (items != 2) return in.malformed("A kind and a body were expected.");
  KATIWALA_TRY(const std::uint64_t kind, in.get_uint());
  std::optional<Status> status;
  const auto try_one = [&]<class T>(std::type_identity<T>) {
    if (status || kind != T::kind) return;
    T body;
    status = get(in, body);
    if (status->ok()) value = std::move(body);
  };
  (try_one(std::type_identity<A>{}), ...);
  return status ? *status : Status(in.malformed("The kind " + std::to_string(kind) + " is not known here."));
}

template <std::size_t N>
Status get_array_bytes(CborReader& in, std::array<std::uint8_t, N>& value) {
  KATIWALA_TRY(const ByteView bytes, in.get_bytes());
  if (bytes.size() != N) return in.malformed("The byte string has a wrong length.");
  std::memcpy(value.data(), bytes.data(), N);
  return good();
}

inline Status get_currency(CborReader& in, Currency& value) {
  KATIWALA_TRY(const std::uint64_t number, in.get_uint());
  const auto currency = number > 999 ? Result<Currency>(refuse(Code::CURRENCY_UNKNOWN)) : Currency::from_numeric(static_cast<std::uint16_t>(number));
  if (!currency.ok()) return in.malformed("The currency is not in the pinned table.");
  value = *currency;
  return good();
}

inline Status get_amount(CborReader& in, Amount& value) {
  KATIWALA_TRY(const std::size_t items, in.get_array());
  if (items != 2) return in.malformed("An amount is a currency and a number.");
  Currency currency;
  KATIWALA_CHECK(get_currency(in, currency));
  KATIWALA_TRY(const std::int64_t minor, in.get_int());
  if (minor > kMaxMinor || minor < -kMaxMinor) return in.malformed("The amount is past the bound.");
  value = Amount(currency, minor);
  return good();
}

inline Status get_rate(CborReader& in, Rate& value) {
  KATIWALA_TRY(const std::size_t items, in.get_array());
  if (items != 4) return in.malformed("A rate is two currencies, a mantissa and a scale.");
  Currency base, quote;
  KATIWALA_CHECK(get_currency(in, base));
  KATIWALA_CHECK(get_currency(in, quote));
  KATIWALA_TRY(const std::int64_t mantissa, in.get_int());
  KATIWALA_TRY(const std::uint64_t scale, in.get_uint());
  const auto rate = scale > 12 ? Result<Rate>(refuse(Code::RATE_SYNTAX)) : Rate::from_parts(base, quote, mantissa, static_cast<int>(scale));
  if (!rate.ok()) return in.malformed("The rate is not one that can be written.");
  value = *rate;
  return good();
}

inline Status get_date(CborReader& in, CivilDate& value) {
  KATIWALA_TRY(const std::int64_t days, in.get_int());
  constexpr std::int64_t kFirst = -719162, kLast = 2932896;  // 0001-01-01, 9999-12-31
  if (days < kFirst || days > kLast) return in.malformed("The date is out of range.");
  value = CivilDate(static_cast<std::int32_t>(days));
  return good();
}

inline Status get_instant(CborReader& in, Instant& value) {
  KATIWALA_TRY(const std::int64_t micros, in.get_int());
  value = Instant{micros};
  return value.has_date() ? good() : Status(in.malformed("The instant is out of range."));
}

template <class T>
Status get_integer(CborReader& in, T& value) {
  if constexpr (std::is_unsigned_v<T>) {
    KATIWALA_TRY(const std::uint64_t wide, in.get_uint());
    if (wide > std::uint64_t{static_cast<T>(~T{})}) return in.malformed("The number is too large.");
    value = static_cast<T>(wide);
  } else {
    static_assert(std::is_same_v<T, std::int64_t>);
    KATIWALA_TRY(value, in.get_int());
  }
  return good();
}

}  // namespace detail

template <class T>
void put(CborWriter& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) out.put_bool(value);
  else if constexpr (std::is_enum_v<T>) out.put_uint(static_cast<std::uint64_t>(value));
  else if constexpr (std::is_unsigned_v<T>) out.put_uint(value);
  else if constexpr (std::is_integral_v<T>) out.put_int(value);
  else if constexpr (std::is_same_v<T, std::string>) out.put_text(value);
  else if constexpr (std::is_same_v<T, Bytes> || detail::IsByteArray<T>::value) out.put_bytes(value);
  else if constexpr (detail::IsId<T>::value) out.put_bytes(value.bytes);
  else if constexpr (std::is_same_v<T, Currency>) {
    KATIWALA_ASSERT(!value.is_none(), "a record without a currency where one belongs");
    out.put_uint(value.numeric());
  } else if constexpr (std::is_same_v<T, Amount>) {
    out.begin_array(2);
    put(out, value.currency());
    out.put_int(value.minor());
  } else if constexpr (std::is_same_v<T, Rate>) {
    out.begin_array(4);
    put(out, value.base());
    put(out, value.quote());
    out.put_int(value.mantissa());
    out.put_uint(static_cast<std::uint64_t>(value.scale()));
  } else if constexpr (std::is_same_v<T, CivilDate>) out.put_int(value.days());
  else if constexpr (std::is_same_v<T, Instant>) out.put_int(value.micros);
  else if constexpr (detail::IsOptional<T>::value) put(out, *value);
  else if constexpr (detail::IsVector<T>::value) {
    out.begin_array(value.size());
    for (const auto& item : value) put(out, item);
  } else if constexpr (detail::IsVariant<T>::value) {
    out.begin_array(2);
    std::visit(
        [&](const auto& body) {
          out.put_uint(std::remove_cvref_t<decltype(body)>::kind);
          put(out, body);
        },
        value);
  } else {
    detail::CountMembers<T> counter{value};
    T::fields(counter);
    out.begin_map(counter.count);
    detail::PutMembers<T> members{out, value};
    T::fields(members);
  }
}

template <class T>
Status get(CborReader& in, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    KATIWALA_TRY(value, in.get_bool());
    return good();
  } else if constexpr (std::is_enum_v<T>) {
    KATIWALA_TRY(const std::uint64_t number, in.get_uint());
    value = static_cast<T>(number);
    if (number > 0xffff || static_cast<std::uint64_t>(value) != number || !is_known(value)) return in.malformed("The number names nothing here.");
    return good();
  } else if constexpr (std::is_integral_v<T>) return detail::get_integer(in, value);
  else if constexpr (std::is_same_v<T, std::string>) {
    KATIWALA_TRY(const std::string_view text, in.get_text());
    value = std::string(text);
    return good();
  } else if constexpr (std::is_same_v<T, Bytes>) {
    KATIWALA_TRY(const ByteView bytes, in.get_bytes());
    value.assign(bytes.begin(), bytes.end());
    return good();
  } else if constexpr (detail::IsByteArray<T>::value) return detail::get_array_bytes(in, value);
  else if constexpr (detail::IsId<T>::value) return detail::get_array_bytes(in, value.bytes);
  else if constexpr (std::is_same_v<T, Currency>) return detail::get_currency(in, value);
  else if constexpr (std::is_same_v<T, Amount>) return detail::get_amount(in, value);
  else if constexpr (std::is_same_v<T, Rate>) return detail::get_rate(in, value);
  else if constexpr (std::is_same_v<T, CivilDate>) return detail::get_date(in, value);
  else if constexpr (std::is_same_v<T, Instant>) return detail::get_instant(in, value);
  else if constexpr (detail::IsOptional<T>::value) {
    value.emplace();
    return get(in, *value);
  } else if constexpr (detail::IsVector<T>::value) {
    KATIWALA_TRY(const std::size_t count, in.get_array());
    value.clear();
    value.reserve(count < 64 ? count : 64);  // the count is a claim; the items must come
    for (std::size_t i = 0; i < count; ++i) {
      value.emplace_back();
      KATIWALA_CHECK(get(in, value.back()));
    }
    return good();
  } else if constexpr (detail::IsVariant<T>::value) return detail::get_variant(in, value);
  else return detail::get_struct(in, value);
}

/// One struct as bytes.
template <class T>
Bytes encode_struct(const T& value) {
  CborWriter out;
  put(out, value);
  return out.take();
}

/// Exactly one struct, nothing after it.
template <class T>
Result<T> decode_struct(ByteView bytes) {
  CborReader in(bytes);
  T value;
  KATIWALA_CHECK(get(in, value));
  KATIWALA_CHECK(in.expect_end());
  return value;
}

}  // namespace katiwala::record
