#include "api/transport/fields.h"

#include <algorithm>

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

const Json* Fields::find(std::string_view key) const {
  if (members_ == nullptr) return nullptr;
  for (const auto& [name, value] : *members_)
    if (name == key) return &value;
  return nullptr;
}

const Member* Shape::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &*found;
}

const Json* Fields::ask(Member member) {
  if (shape_ != nullptr) {
    KATIWALA_ASSERT(shape_->find(member.key) == nullptr, "a key that is asked for twice");
    shape_->members.push_back(std::move(member));
    return nullptr;
  }
  if (failed()) return nullptr;
  const Json* value = find(member.key);
  if (value != nullptr) {
    for (std::size_t i = 0; i < members_->size(); ++i)
      if ((*members_)[i].first == member.key) asked_[i] = true;
  } else if (member.required) {
    refuse_at(member.key, Code::JSON_MISSING_KEY, std::string(sentence_of(Code::JSON_MISSING_KEY)));
  }
  return value;
}

std::optional<std::string> Fields::read_text(Member member) {
  const std::string key = member.key;
  const std::size_t least = member.least, most = member.most;
  const Json* value = ask(std::move(member));
  if (value == nullptr) return std::nullopt;
  const std::string* text = value->text();
  if (text == nullptr) {
    wrong_type(*value, place_of(key), "text");
    return std::nullopt;
  }
  if (text->size() < least || text->size() > most) {
    refuse_at(key, Code::JSON_RANGE, text->empty() ? "The text is empty." : "The text has more than " + std::to_string(most) + " bytes.");
    return std::nullopt;
  }
  return *text;
}

std::string Fields::text(std::string_view key, std::size_t max_bytes) {
  return read_text({.key = std::string(key), .required = true, .most = max_bytes}).value_or(std::string());
}

std::optional<std::string> Fields::optional_text(std::string_view key, std::size_t max_bytes) {
  return read_text({.key = std::string(key), .most = max_bytes});
}

std::string Fields::some_text(std::string_view key, std::size_t max_bytes) {
  return read_text({.key = std::string(key), .required = true, .least = 1, .most = max_bytes}).value_or(std::string());
}

std::optional<std::int64_t> Fields::read_integer(Member member) {
  const std::string key = member.key;
  const std::int64_t min = member.min, max = member.max;
  const Json* value = ask(std::move(member));
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
  return read_integer({.key = std::string(key), .required = true, .kind = Member::Kind::integer, .min = min, .max = max}).value_or(0);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view key, std::int64_t min, std::int64_t max) {
  return read_integer({.key = std::string(key), .kind = Member::Kind::integer, .min = min, .max = max});
}

std::optional<bool> Fields::read_boolean(Member member) {
  const std::string key = member.key;
  const Json* value = ask(std::move(member));
  if (value == nullptr) return std::nullopt;
  if (const bool* b = value->boolean()) return *b;
  wrong_type(*value, place_of(key), "boolean");
  return std::nullopt;
}

std::int64_t Fields::integer_of(std::string_view key, std::vector<std::int64_t> numbers) {
  const auto given = read_integer({.key = std::string(key), .required = true, .kind = Member::Kind::integer, .numbers = numbers});
  if (!given || std::ranges::find(numbers, *given) != numbers.end()) return given.value_or(0);
  refuse_at(key, Code::JSON_NOT_LISTED, std::string(sentence_of(Code::JSON_NOT_LISTED)));
  return 0;
}

bool Fields::boolean(std::string_view key) {
  return read_boolean({.key = std::string(key), .required = true, .kind = Member::Kind::boolean}).value_or(false);
}

std::optional<bool> Fields::optional_boolean(std::string_view key) { return read_boolean({.key = std::string(key), .kind = Member::Kind::boolean}); }

void Fields::read_child(const Json& value, std::string place, const Reader& read) {
  Fields child(value, std::move(place));
  if (!child.failed()) read(child);
  const Status status = child.finish();
  if (!status.ok()) keep(status.refusal());
}

/// Of the member that was noted last.
void Fields::describe_child(const Reader& read) {
  const std::size_t at = shape_->members.size() - 1;
  Shape inside;
  Fields child(inside);
  read(child);
  shape_->members[at].inside = std::move(inside);
}

bool Fields::read_object(std::string_view key, bool required, const Reader& read) {
  const Json* value = ask({.key = std::string(key), .required = required, .kind = Member::Kind::object});
  if (describes()) describe_child(read);
  if (value == nullptr) return false;
  read_child(*value, place_of(key), read);
  return true;
}

void Fields::object(std::string_view key, const Reader& read) { read_object(key, true, read); }

bool Fields::optional_object(std::string_view key, const Reader& read) { return read_object(key, false, read); }

const Json::Array* Fields::read_array(Member member) {
  const std::string key = member.key;
  const std::size_t least = member.least, most = member.most;
  const Json* value = ask(std::move(member));
  if (value == nullptr) return nullptr;
  const Json::Array* elements = value->array();
  if (elements == nullptr) {
    wrong_type(*value, place_of(key), "array");
    return nullptr;
  }
  if (elements->size() < least || elements->size() > most) {
    const std::string bound = elements->size() < least ? "fewer than " + std::to_string(least) : "more than " + std::to_string(most);
    refuse_at(key, Code::JSON_RANGE, "The array has " + bound + " elements.");
    return nullptr;
  }
  return elements;
}

void Fields::read_objects(Member member, const Reader& read) {
  const std::string key = member.key;
  const Json::Array* elements = read_array(std::move(member));
  if (describes()) describe_child(read);
  if (elements == nullptr) return;
  const std::string place = place_of(key);
  for (std::size_t i = 0; i < elements->size() && !failed(); ++i) read_child((*elements)[i], pointer_to(place, i), read);
}

void Fields::objects(std::string_view key, const Reader& read, std::size_t max, std::size_t min) {
  read_objects({.key = std::string(key), .required = true, .kind = Member::Kind::objects, .least = min, .most = max}, read);
}

void Fields::optional_objects(std::string_view key, const Reader& read, std::size_t max) {
  read_objects({.key = std::string(key), .kind = Member::Kind::objects, .most = max}, read);
}

std::vector<std::string> Fields::read_texts(Member member) {
  const std::string key = member.key;
  std::vector<std::string> out;
  const Json::Array* elements = read_array(std::move(member));
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

std::vector<std::string> Fields::texts(std::string_view key, std::size_t max, std::size_t min, std::string_view format) {
  return read_texts({.key = std::string(key), .required = true, .kind = Member::Kind::texts, .format = format, .least = min, .most = max});
}

namespace {

/// What was noted from `from` on belongs to one way of going on: of itself none of it is required.
Branch branch_from(Shape& shape, std::size_t from) {
  Branch out;
  for (std::size_t i = from; i < shape.members.size(); ++i) {
    Member& member = shape.members[i];
    out.keys.push_back(member.key);
    if (member.required) out.required.push_back(member.key);
    member.required = false;
  }
  return out;
}

}  // namespace

void Fields::describe_choice(Choice choice, const std::function<void()>& with, const std::function<void()>& without) {
  std::size_t from = shape_->members.size();
  with();
  choice.with = branch_from(*shape_, from);
  from = shape_->members.size();
  without();
  choice.without = branch_from(*shape_, from);
  shape_->choices.push_back(std::move(choice));
}

void Fields::either(std::string_view key, const std::function<void()>& with, const std::function<void()>& without) {
  if (describes()) describe_choice({std::string(key), {}, {}, {}}, with, without);
  else if (find(key) != nullptr) with();
  else without();
}

void Fields::where(std::string_view key, std::string_view value, const std::function<void()>& with, const std::function<void()>& without) {
  if (describes()) return describe_choice({std::string(key), std::string(value), {}, {}}, with, without);
  const Json* found = find(key);
  const std::string* text = found == nullptr ? nullptr : found->text();
  if (text != nullptr && *text == value) with();
  else without();
}

void Fields::require(std::string_view key) {
  if (describes()) {
    for (Member& member : shape_->members)
      if (member.key == key) member.required = true;
  } else if (!failed() && find(key) == nullptr) {
    refuse_at(key, Code::JSON_MISSING_KEY, std::string(sentence_of(Code::JSON_MISSING_KEY)));
  }
}

Status Fields::finish() {
  finished_ = true;
  if (describes()) return refuse(Code::JSON_SYNTAX, "Described: there is no body.");
  for (std::size_t i = 0; i < asked_.size() && !failed(); ++i)
    if (!asked_[i]) refuse_at((*members_)[i].first, Code::JSON_UNKNOWN_KEY, std::string(sentence_of(Code::JSON_UNKNOWN_KEY)));
  if (failed()) return *refusal_;
  return good();
}

}  // namespace katiwala::api::transport
