/// JSON Schema (2020-12), as far as the description needs it.
#pragma once

#include <initializer_list>
#include <span>

#include "api/transport/json.h"
#include "api/transport/shape.h"

namespace katiwala::api::door::description {

using transport::Json;

/// One of the named schemas of the document.
Json ref(std::string_view component);
Json of_type(std::string_view type, std::string_view description = {});
Json names_schema(std::span<const std::string_view> names);
Json hex_schema(std::size_t bytes);
Json array_of(Json items);
Json texts(std::initializer_list<std::string_view> words);

/// An object's keys and which of them always stand.
class ObjectSchema {
 public:
  ObjectSchema& has(std::string_view key, Json schema);
  ObjectSchema& may(std::string_view key, Json schema);
  ObjectSchema& without(std::initializer_list<std::string_view> keys);
  /// Known all the same, but not told to everybody.
  ObjectSchema& loosen(std::initializer_list<std::string_view> keys);
  [[nodiscard]] Json json(std::string_view description = {}) const;

 private:
  transport::Json::Object properties_;
  std::vector<std::string> required_;
};

/// What a body must be for its reader to take it; closed: any other key is refused.
Json body_schema(const transport::Shape& shape);

}  // namespace katiwala::api::door::description
