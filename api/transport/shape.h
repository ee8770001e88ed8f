/// What a reader asks of a JSON object, as it asked (fields.h): keys in the order of reading, what each may be, which of them exclude each other.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace katiwala::api::transport {

struct Member;

/// The keys that are read one way, and those of them that may not be left out.
struct Branch {
  std::vector<std::string> keys, required;
};

/// One of two ways to go on. By whether `key` stands there; or, where `value` is not empty, by whether it is that text.
struct Choice {
  std::string key, value;
  Branch with, without;
};

struct Shape {
  std::vector<Member> members;
  std::vector<Choice> choices;
  [[nodiscard]] const Member* find(std::string_view key) const;  ///< nullptr if it is not asked for
};

struct Member {
  enum class Kind : std::uint8_t { text, integer, boolean, object, objects, texts, any };
  std::string key;
  bool required = false;
  Kind kind = Kind::text;
  std::string_view format = {};                      ///< of a text that is parsed, or of each of the texts
  std::span<const std::string_view> names = {};   ///< a text, or each of the texts, is one of these; none: any
  std::size_t least = 0, most = 0;                ///< bytes of a text, elements of an array
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> numbers = {};         ///< an integer is one of these; none: any within the bounds
  Shape inside = {};                              ///< of an object, or of each of the objects
};

}  // namespace katiwala::api::transport
