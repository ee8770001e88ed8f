#include "api/transport/json.h"

#include <charconv>

#include "api/transport/utf8.h"

namespace katiwala::api::transport {

std::string_view Json::type_name() const {
  constexpr std::string_view kNames[] = {"null", "boolean", "integer", "text", "array", "object"};
  return kNames[value_.index()];
}

const Json* Json::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const auto& [name, value] : *members)
    if (name == key) return &value;
  return nullptr;
}

Json& Json::set(std::string key, Json value) {
  if (is_null()) value_ = Object{};
  auto* members = std::get_if<Object>(&value_);
  KATIWALA_ASSERT(members != nullptr, "set() on JSON that is not an object");
  KATIWALA_ASSERT(find(key) == nullptr, "a JSON key set twice");
  members->emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  if (is_null()) value_ = Array{};
  auto* elements = std::get_if<Array>(&value_);
  KATIWALA_ASSERT(elements != nullptr, "push() on JSON that is not an array");
  elements->push_back(std::move(value));
  return *this;
}

std::string pointer_to(std::string_view place, std::string_view key) {
  std::string out(place);
  out.push_back('/');
  for (const char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out.push_back(c);
  }
  return out;
}

std::string pointer_to(std::string_view place, std::size_t index) {
  return std::string(place) + "/" + std::to_string(index);
}

void JsonWriter::before_value() {
  KATIWALA_ASSERT(!done_, "a second JSON value after the first");
  if (open_.empty()) return;
  KATIWALA_ASSERT(open_.back() != Expect::key, "a JSON member without its key");
  if (open_.back() == Expect::element && !first_) out_.push_back(',');
}

void JsonWriter::after_value() {
  first_ = false;
  if (open_.empty()) done_ = true;
  else if (open_.back() == Expect::member_value) open_.back() = Expect::key;
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  out_.push_back('{');
  open_.push_back(Expect::key);
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  KATIWALA_ASSERT(!open_.empty() && open_.back() == Expect::key, "no JSON object to end here");
  open_.pop_back();
  out_.push_back('}');
  after_value();
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  out_.push_back('[');
  open_.push_back(Expect::element);
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  KATIWALA_ASSERT(!open_.empty() && open_.back() == Expect::element, "no JSON array to end here");
  open_.pop_back();
  out_.push_back(']');
  after_value();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  KATIWALA_ASSERT(!open_.empty() && open_.back() == Expect::key, "a JSON key outside an object");
  if (!first_) out_.push_back(',');
  quote(name);
  out_.push_back(':');
  open_.back() = Expect::member_value;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  before_value();
  quote(value);
  after_value();
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  before_value();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, end);
  after_value();
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  after_value();
  return *this;
}

JsonWriter& JsonWriter::null() {
  before_value();
  out_ += "null";
  after_value();
  return *this;
}

JsonWriter& JsonWriter::value(const Json& value) {
  if (const auto* b = value.boolean()) return boolean(*b);
  if (const auto* i = value.integer()) return integer(*i);
  if (const auto* t = value.text()) return text(*t);
  if (const auto* elements = value.array()) {
    begin_array();
    for (const Json& element : *elements) this->value(element);
    return end_array();
  }
  if (const auto* members = value.object()) {
    begin_object();
    for (const auto& [name, member] : *members) key(name).value(member);
    return end_object();
  }
  return null();
}

void JsonWriter::quote(std::string_view value) {
  KATIWALA_ASSERT(is_utf8(value), "text for JSON is not UTF-8");
  constexpr std::string_view kHex = "0123456789abcdef";
  out_.push_back('"');
  for (const char c : value) {
    switch (c) {
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\b': out_ += "\\b"; break;
      case '\f': out_ += "\\f"; break;
      case '\n': out_ += "\\n"; break;
      case '\r': out_ += "\\r"; break;
      case '\t': out_ += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          out_.push_back(c);
        } else {
          out_ += "\\u00";
          out_.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
          out_.push_back(kHex[static_cast<unsigned char>(c) & 15]);
        }
    }
  }
  out_.push_back('"');
}

std::string JsonWriter::take() {
  KATIWALA_ASSERT(done_, "JSON taken before it was whole");
  std::string out = std::move(out_);
  *this = JsonWriter();
  return out;
}

std::string to_text(const Json& value) {
  JsonWriter writer;
  writer.value(value);
  return writer.take();
}

}  // namespace katiwala::api::transport
