#include "api/transport/fields.h"

namespace katiwala::api::transport {

Fields::Fields(const Json& value, std::string place) : members_(value.object()), place_(std::move(place)) {
  if (members_ == nullptr) wrong_type(value, place_, "object");
  else asked_.assign(members_->size(), false);
}

void Fields::keep(Refusal refusal) {
  if (!refusal_) refusal_ = std::move(refusal);
}

void Fields::refuse_at(std::string_view key, Code code, std::string message) {
  keep(refuse(code, std::move(message), place_of(key)));
}

void Fields::wrong_type(const Json& value, std::string place, std::string_view wanted) {
  keep(refuse(Code::JSON_TYPE, "Expected " + std::string(wanted) + ", found " + std::string(value.type_name()) + ".", std::move(place)));
}

const Json* Fields::find(std::string_view key, bool required) {
  if (failed()) return nullptr;
  for (std::size_t i = 0; i < members_->size(); ++i) {
    if ((*members_)[i].first != key) continue;
    asked_[i] = true;
    return &(*members_)[i].second;
  }
  if (required) refuse_at(key, Code::JSON_MISSING_KEY, std::string(sentence_of(Code::JSON_MISSING_KEY)));
  return nullptr;
}

std::optional<std::string> Fields::read_text(const Json* value, std::string_view key, std::size_t max_bytes) {
  if (value == nullptr) return std::nullopt;
  const std::string* text = value->text();
  if (text == nullptr) {
    wrong_type(*value, place_of(key), "text");
    return std::nullopt;
  }
  if (text->size() > max_bytes) {
    refuse_at(key, Code::JSON_RANGE, "The text has more than " + std::to_string(max_bytes) + " bytes.");
    return std::nullopt;
  }
  return *text;
}

std::string Fields::text(std::string_view key, std::size_t max_bytes) {
  return read_text(find(key, true), key, max_bytes).value_or(std::string());
}

std::optional<std::string> Fields::optional_text(std::string_view key, std::size_t max_bytes) {
  return read_text(find(key, false), key, max_bytes);
}

std::optional<std::int64_t> Fields::read_integer(const Json* value, std::string_view key, std::int64_t min, std::int64_t max) {
  if (value == nullptr) return std::nullopt;
  const std::int64_t* number = value->integer();
  if (number == nullptr) {
    wrong_type(*value, place_of(key), "integer");
    return std::nullopt;
  }
  if (*number < min || *number > max) {
    refuse_at(key, Code::JSON_RANGE, "The number is not in " + std::to_string(min) + " to " + std::to_string(max) + ".");
    return std::nullopt;
  }
  return *number;
}

std::int64_t Fields::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  return read_integer(find(key, true), key, min, max).value_or(0);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view key, std::int64_t min, std::int64_t max) {
  return read_integer(find(key, false), key, min, max);
}

std::optional<bool> Fields::read_boolean(const Json* value, std::string_view key) {
  if (value == nullptr) return std::nullopt;
  if (const bool* b = value->boolean()) return *b;
  wrong_type(*value, place_of(key), "boolean");
  return std::nullopt;
}

bool Fields::boolean(std::string_view key) { return read_boolean(find(key, true), key).value_or(false); }

std::optional<bool> Fields::optional_boolean(std::string_view key) { return read_boolean(find(key, false), key); }

void Fields::read_child(const Json& value, std::string place, const Reader& read) {
  Fields child(value, std::move(place));
  if (!child.failed()) read(child);
  const Status status = child.finish();
  if (!status.ok()) keep(status.refusal());
}

void Fields::object(std::string_view key, const Reader& read) {
  if (const Json* value = find(key, true)) read_child(*value, place_of(key), read);
}

bool Fields::optional_object(std::string_view key, const Reader& read) {
  const Json* value = find(key, false);
  if (value == nullptr) return false;
  read_child(*value, place_of(key), read);
  return true;
}

const Json::Array* Fields::read_array(std::string_view key, std::size_t max) {
  const Json* value = find(key, true);
  if (value == nullptr) return nullptr;
  const Json::Array* elements = value->array();
  if (elements == nullptr) {
    wrong_type(*value, place_of(key), "array");
    return nullptr;
  }
  if (elements->size() > max) {
    refuse_at(key, Code::JSON_RANGE, "The array has more than " + std::to_string(max) + " elements.");
    return nullptr;
  }
  return elements;
}

void Fields::objects(std::string_view key, const Reader& read, std::size_t max) {
  const Json::Array* elements = read_array(key, max);
  if (elements == nullptr) return;
  const std::string place = place_of(key);
  for (std::size_t i = 0; i < elements->size() && !failed(); ++i) read_child((*elements)[i], pointer_to(place, i), read);
}

std::vector<std::string> Fields::texts(std::string_view key, std::size_t max) {
  std::vector<std::string> out;
  const Json::Array* elements = read_array(key, max);
  if (elements == nullptr) return out;
  const std::string place = place_of(key);
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const std::string* text = (*elements)[i].text();
    if (text == nullptr) {
      wrong_type((*elements)[i], pointer_to(place, i), "text");
      return {};
    }
    out.push_back(*text);
  }
  return out;
}

Status Fields::finish() {
  for (std::size_t i = 0; i < asked_.size() && !failed(); ++i)
    if (!asked_[i]) refuse_at((*members_)[i].first, Code::JSON_UNKNOWN_KEY, std::string(sentence_of(Code::JSON_UNKNOWN_KEY)));
  if (failed()) return *refusal_;
  return good();
}

}  // namespace katiwala::api::transport
