#include "api/door/json_codec.h"

#include <algorithm>

namespace katiwala::api::door {

Json without(Json object, std::initializer_list<std::string_view> keys) {
  const Json::Object* members = object.object();
  KATIWALA_ASSERT(members != nullptr, "members taken from JSON that is not an object");
  Json::Object left;
  for (const auto& [key, value] : *members)
    if (std::ranges::find(keys, key) == keys.end()) left.emplace_back(key, value);
  return Json(std::move(left));
}

}  // namespace katiwala::api::door
