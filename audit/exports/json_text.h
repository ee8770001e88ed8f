/// Self-describing structs (base/named.h) as JSON text, written as it is walked: the names of the record, in the order of its keys.
///
///   Id, digests, bytes         lower-case hex             Amount    "18000.00 PHP"
///   enumeration                its name                   Rate      {"base":"USD","quote":"PHP","rate":"58.2350"}
///   optional, empty vector     absent                     CivilDate "2026-03-02"
///   variant                    {"kind":…,"body":{…}}      Instant   "2026-03-02T01:15:00.000000Z"
///   posting, balance           amounts as text, never minor units
///
/// No white space, no escapes but those RFC 8259 asks for: one value, one text.
#pragma once

#include "ledger/journal/entry.h"
#include "ledger/record/codec.h"

namespace katiwala::audit::exports {

void add_json_text(std::string& out, std::string_view text);

template <class T>
void add_json(std::string& out, const T& value);

/// Puts the members of one object one after another.
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;
  ~JsonObject() { out_ += '}'; }
  /// The place for the member's value.
  std::string& key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    add_json_text(out_, name);
    out_ += ':';
    return out_;
  }
  template <class T>
  void member(std::string_view name, const T& value) {
    add_json(key(name), value);
  }
  void text(std::string_view name, std::string_view value) { add_json_text(key(name), value); }

 private:
  std::string& out_;
  bool first_ = true;
};

namespace detail {

template <class T>
std::string_view alternative_name() {
  if constexpr (requires { T::command_name; }) return T::command_name;
  else return T::event_name;
}

template <class T>
struct AddMembers {
  JsonObject& out;
  const T& object;
  template <class M>
  void operator()(std::uint64_t, std::string_view name, M T::* member) {
    if (!record::detail::is_absent(object.*member)) out.member(name, object.*member);
  }
  template <class M>
  void operator()(std::uint64_t key, std::string_view name, M T::* member, Later) {
    (*this)(key, name, member);
  }
};

}  // namespace detail

std::string amount_text(Amount amount);  ///< "18000.00 PHP"
void add_posting(std::string& out, const book::Posting& line);
void add_balance(std::string& out, const journal::Balance& balance);
void add_rate(std::string& out, const Rate& rate);

template <class T>
void add_members(JsonObject& out, const T& value) {
  detail::AddMembers<T> members{out, value};
  T::fields(members);
}

template <class T>
void add_list(std::string& out, const T& items) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    add_json(out, item);
  }
  out += ']';
}

template <class T>
void add_json(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) out += value ? "true" : "false";
  else if constexpr (std::is_enum_v<T>) add_json_text(out, name(value));
  else if constexpr (std::is_integral_v<T>) out += std::to_string(value);
  else if constexpr (std::is_same_v<T, std::string>) add_json_text(out, value);
  else if constexpr (std::is_same_v<T, Bytes> || record::detail::IsByteArray<T>::value) add_json_text(out, to_hex(value));
  else if constexpr (record::detail::IsId<T>::value) add_json_text(out, value.hex());
  else if constexpr (std::is_same_v<T, Currency>) add_json_text(out, value.code());
  else if constexpr (std::is_same_v<T, Amount>) add_json_text(out, amount_text(value));
  else if constexpr (std::is_same_v<T, Rate>) add_rate(out, value);
  else if constexpr (std::is_same_v<T, CivilDate>) add_json_text(out, value.text());
  else if constexpr (std::is_same_v<T, Instant>) add_json_text(out, value.utc_text());
  else if constexpr (std::is_same_v<T, book::Posting>) add_posting(out, value);
  else if constexpr (std::is_same_v<T, journal::Balance>) add_balance(out, value);
  else if constexpr (record::detail::IsOptional<T>::value) add_json(out, *value);
  else if constexpr (record::detail::IsVector<T>::value) add_list(out, value);
  else if constexpr (record::detail::IsVariant<T>::value) {
    JsonObject object(out);
    std::visit(
        [&](const auto& body) {
          object.text("kind", detail::alternative_name<std::remove_cvref_t<decltype(body)>>());
          object.member("body", body);
        },
        value);
  } else {
    JsonObject object(out);
    add_members(object, value);
  }
}

}  // namespace katiwala::audit::exports
