/// Reading one JSON object strictly: every key is asked for by name, and what was never asked for is refused.
///
///     Fields f(body);
///     request.payee = f.text("payee");
///     request.amount = f.parsed("amount", [&](std::string_view t) { return Amount::parse(t, currency); });
///     f.objects("shares", [&](Fields& share) { ... });
///     KATIWALA_CHECK(f.finish());
///
/// The first fault is kept, with its JSON pointer; after it every getter returns an empty value and calls nothing back, so a
/// reader is a straight line and looks at the outcome once, in finish(). A key whose value is null is not absent: JSON_TYPE.
#pragma once

#include <functional>
#include <limits>
#include <optional>

#include "api/transport/json.h"
#include "ledger/base/named.h"

namespace katiwala::api::transport {

inline constexpr std::size_t kMaxFieldText = 4096;  ///< bytes, unless the call says otherwise

class Fields {
 public:
  /// `value` must outlive this. `place` is the pointer of `value` itself.
  explicit Fields(const Json& value, std::string place = {});
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  /// JSON_MISSING_KEY, JSON_TYPE, and JSON_RANGE where a bound is passed.
  std::string text(std::string_view key, std::size_t max_bytes = kMaxFieldText);
  std::optional<std::string> optional_text(std::string_view key, std::size_t max_bytes = kMaxFieldText);
  std::int64_t integer(std::string_view key, std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t max = std::numeric_limits<std::int64_t>::max());
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                               std::int64_t max = std::numeric_limits<std::int64_t>::max());
  bool boolean(std::string_view key);
  std::optional<bool> optional_boolean(std::string_view key);

  /// A text through a parser `Result<T>(std::string_view)`; its refusal is kept with the place of this key.
  template <class Parse>
  auto parsed(std::string_view key, Parse&& parse) { return through(find(key, true), key, parse); }
  template <class Parse>
  auto optional_parsed(std::string_view key, Parse&& parse) { return through(find(key, false), key, parse); }

  /// A text that is a name of E (named.h). JSON_NOT_LISTED.
  template <Named E>
  std::optional<E> named(std::string_view key) { return parsed(key, &name_in<E>); }
  template <Named E>
  std::optional<E> optional_named(std::string_view key) { return optional_parsed(key, &name_in<E>); }

  /// An object, or an array of at most `max` of them, read by `read`, which is held to the same strictness.
  using Reader = std::function<void(Fields&)>;
  void object(std::string_view key, const Reader& read);
  bool optional_object(std::string_view key, const Reader& read);  ///< false if absent
  void objects(std::string_view key, const Reader& read, std::size_t max = 10'000);
  std::vector<std::string> texts(std::string_view key, std::size_t max = 10'000);

  /// The value as it is, for what this class does not read; nullptr if absent.
  const Json* raw(std::string_view key) { return find(key, false); }
  [[nodiscard]] std::string place_of(std::string_view key) const { return pointer_to(place_, key); }

  /// Records a fault found by the caller, at `key`. The first one stands.
  void refuse_at(std::string_view key, Code code, std::string message);
  [[nodiscard]] bool failed() const { return refusal_.has_value(); }

  /// The first fault, or JSON_UNKNOWN_KEY for a key nobody asked for.
  [[nodiscard]] Status finish();

 private:
  template <class E>
  static Result<E> name_in(std::string_view text) {
    if (const auto value = from_name<E>(text)) return *value;
    return refuse(Code::JSON_NOT_LISTED);
  }

  template <class Parse>
  auto through(const Json* value, std::string_view key, Parse& parse) {
    using T = std::remove_cvref_t<decltype(parse(std::string_view{}).value())>;
    std::optional<T> out;
    const auto text = read_text(value, key, kMaxFieldText);
    if (!text) return out;
    auto result = parse(std::string_view(*text));
    if (result.ok()) out = std::move(result).value();
    else refuse_at(key, result.refusal().code, result.refusal().message);
    return out;
  }

  const Json* find(std::string_view key, bool required);
  std::optional<std::string> read_text(const Json* value, std::string_view key, std::size_t max_bytes);
  std::optional<std::int64_t> read_integer(const Json* value, std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<bool> read_boolean(const Json* value, std::string_view key);
  const Json::Array* read_array(std::string_view key, std::size_t max);
  void read_child(const Json& value, std::string place, const Reader& read);
  void wrong_type(const Json& value, std::string place, std::string_view wanted);
  void keep(Refusal refusal);

  const Json::Object* members_ = nullptr;
  std::string place_;
  std::vector<bool> asked_;
  std::optional<Refusal> refusal_;
};

}  // namespace katiwala::api::transport
