#include "api/door/describe/schema.h"

#include <algorithm>

namespace katiwala::api::door::description {

using transport::Choice;
using transport::Member;
using transport::Shape;

Json ref(std::string_view component) {
  Json out;
  out.set("$ref", "#/components/schemas/" + std::string(component));
  return out;
}

Json of_type(std::string_view type, std::string_view description) {
  Json out;
  out.set("type", type);
  if (!description.empty()) out.set("description", description);
  return out;
}

Json names_schema(std::span<const std::string_view> names) {
  Json out = of_type("string"), list{Json::Array{}};
  for (const std::string_view name : names) list.push(name);
  return std::move(out.set("enum", std::move(list)));
}

Json hex_schema(std::size_t bytes) {
  Json out = of_type("string");
  return std::move(out.set("pattern", "^[0-9a-f]{" + std::to_string(2 * bytes) + "}$"));
}

Json array_of(Json items) {
  Json out = of_type("array");
  return std::move(out.set("items", std::move(items)));
}

Json texts(std::initializer_list<std::string_view> words) {
  Json out{Json::Array{}};
  for (const std::string_view word : words) out.push(word);
  return out;
}

ObjectSchema& ObjectSchema::has(std::string_view key, Json schema) {
  required_.emplace_back(key);
  return may(key, std::move(schema));
}

ObjectSchema& ObjectSchema::may(std::string_view key, Json schema) {
  properties_.emplace_back(key, std::move(schema));
  return *this;
}

ObjectSchema& ObjectSchema::without(std::initializer_list<std::string_view> keys) {
  loosen(keys);
  for (const std::string_view key : keys) std::erase_if(properties_, [&](const Json::Member& m) { return m.first == key; });
  return *this;
}

ObjectSchema& ObjectSchema::loosen(std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) std::erase(required_, key);
  return *this;
}

Json ObjectSchema::json(std::string_view description) const {
  Json out = of_type("object", description), required{Json::Array{}};
  for (const std::string& key : required_) required.push(key);
  if (!properties_.empty()) out.set("properties", Json(properties_));
  if (!required_.empty()) out.set("required", std::move(required));
  return out;
}

namespace {

Json text_schema(const Member& member) {
  if (!member.format.empty()) return ref(member.format);
  if (!member.names.empty()) return names_schema(member.names);
  Json out = of_type("string");
  if (member.least > 0) out.set("minLength", static_cast<std::int64_t>(member.least));
  return std::move(out.set("maxLength", static_cast<std::int64_t>(member.most)));
}

Json integer_schema(const Member& member) {
  Json out = of_type("integer");
  if (!member.numbers.empty()) return std::move(out.set("enum", Json(Json::Array(member.numbers.begin(), member.numbers.end()))));
  return std::move(out.set("minimum", member.min).set("maximum", member.max));
}

Json list_schema(const Member& member, Json items) {
  Json out = array_of(std::move(items));
  if (member.least > 0) out.set("minItems", static_cast<std::int64_t>(member.least));
  return std::move(out.set("maxItems", static_cast<std::int64_t>(member.most)));
}

/// Of each of the texts.
Json element_schema(const Member& member) {
  if (!member.format.empty()) return ref(member.format);
  return member.names.empty() ? of_type("string") : names_schema(member.names);
}

Json member_schema(const Member& member) {
  switch (member.kind) {
    case Member::Kind::text: return text_schema(member);
    case Member::Kind::integer: return integer_schema(member);
    case Member::Kind::boolean: return of_type("boolean");
    case Member::Kind::object: return body_schema(member.inside);
    case Member::Kind::objects: return list_schema(member, body_schema(member.inside));
    case Member::Kind::texts: return list_schema(member, element_schema(member));
    case Member::Kind::any: return Json(true);
  }
  halt("a kind of member without a schema", __FILE__, __LINE__);
}

Json list_of(const std::vector<std::string>& keys) {
  Json out{Json::Array{}};
  for (const std::string& key : keys) out.push(key);
  return out;
}

/// One way of going on: what it needs, and that nothing of the other stands there. `decides`: what the deciding key must be, if that is the question.
Json way_schema(const transport::Branch& way, const transport::Branch& other, const std::string& key, Json decides) {
  Json out{Json::Object{}}, properties{Json::Object{}};
  if (!way.required.empty()) out.set("required", list_of(way.required));
  if (!decides.is_null()) properties.set(key, std::move(decides));
  for (const std::string& absent : other.keys) properties.set(absent, false);
  return std::move(out.set("properties", std::move(properties)));
}

Json choice_schema(const Choice& choice) {
  Json is, is_not, out{Json::Array{}};
  if (!choice.value.empty()) {
    Json same;
    is.set("const", choice.value);
    same.set("const", choice.value);
    is_not.set("not", std::move(same));
  }
  out.push(way_schema(choice.with, choice.without, choice.key, std::move(is)));
  out.push(way_schema(choice.without, choice.with, choice.key, std::move(is_not)));
  return out;
}

}  // namespace

Json body_schema(const Shape& shape) {
  ObjectSchema object;
  for (const Member& member : shape.members) {
    if (member.required) object.has(member.key, member_schema(member));
    else object.may(member.key, member_schema(member));
  }
  Json out = object.json();
  out.set("additionalProperties", false);
  KATIWALA_ASSERT(shape.choices.size() <= 1, "an object with two choices; its schema would need allOf");
  for (const Choice& choice : shape.choices) out.set("oneOf", choice_schema(choice));
  return out;
}

}  // namespace katiwala::api::door::description
