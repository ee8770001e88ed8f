/// JSON as this door reads and writes it: RFC 8259, narrowed until one text has one meaning.
///
/// Refused, with a JSON pointer (RFC 6901) to the place: a key twice in one object, a number that is not a plain int64
/// (`1.0`, `1e3`, `-0`, anything out of range: money is text), nesting deeper than 32, an object of more than 128
/// members, U+0000 in a text, bytes that are not UTF-8 or escapes that are lone surrogates, comments, trailing commas
/// and trailing bytes. Objects keep the order in which their members were written.
/// Source: docs/api.md; I-JSON (RFC 7493) for the duplicate and surrogate rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::api::transport {

inline constexpr std::size_t kMaxJsonDepth = 32;
inline constexpr std::size_t kMaxJsonMembers = 128;  ///< an object; keeps the duplicate check cheap
inline constexpr std::size_t kMaxJsonBytes = std::size_t{1} << 20;

class Json {
 public:
  struct Null {
    bool operator==(const Null&) const = default;
  };
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;  ///< null
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}

  /// nullptr if the value is of another type.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value_); }
  [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(value_); }
  /// "null", "boolean", "integer", "text", "array" or "object".
  [[nodiscard]] std::string_view type_name() const;

  /// The member's value; nullptr if this is not an object or has no such key.
  [[nodiscard]] const Json* find(std::string_view key) const;
  /// Appends a member. Pre: this is an object, or null (which becomes one), and has no such key (asserted).
  Json& set(std::string key, Json value);
  /// Appends an element. Pre: this is an array, or null (which becomes one).
  Json& push(Json value);

  bool operator==(const Json&) const = default;

 private:
  std::variant<Null, bool, std::int64_t, std::string, Array, Object> value_;
};

/// Reads one JSON text. `place` of the refusal is the JSON pointer of the value at fault ("" is the whole text);
/// where there is none yet (JSON_SYNTAX, TEXT_NOT_UTF8) the message names the byte.
/// JSON_SYNTAX, JSON_DUPLICATE_KEY, JSON_NOT_INTEGER, JSON_TOO_DEEP, JSON_TOO_LARGE, TEXT_NOT_UTF8.
Result<Json> parse_json(std::string_view text, std::size_t max_bytes = kMaxJsonBytes);

/// The pointer of a member or element below `place`: `~` and `/` in a key become `~0` and `~1`.
std::string pointer_to(std::string_view place, std::string_view key);
std::string pointer_to(std::string_view place, std::size_t index);

/// Writes JSON in one way only: no white space, members in the order given, integers in decimal, and no escape but
/// `\"`, `\\`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u00xx` for the other control characters.
/// Used out of order (a value without its key, an end without its begin) or given bytes that are not UTF-8, it halts.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& value(const Json& value);

  /// key() and text() in one.
  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }

  /// The finished text; the writer is empty again. Pre: exactly one whole value was written.
  std::string take();

 private:
  enum class Expect : std::uint8_t { element, key, member_value };
  void before_value();
  void after_value();
  void quote(std::string_view value);

  std::string out_;
  std::vector<Expect> open_;  ///< one an open array or object
  bool first_ = true;         ///< no element yet in the innermost
  bool done_ = false;
};

std::string to_text(const Json& value);

}  // namespace katiwala::api::transport
