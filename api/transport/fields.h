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
///
/// The same reader describes itself: over a Shape instead of a body every getter notes what it asks for and gives an empty value, so
/// that a description can not say anything but what is read. That is why a reader asks through the getters alone what is there: a key
/// that is asked for only where another one stands is asked for in either() or where().
#pragma once

#include <functional>
#include <limits>
#include <optional>

#include "api/transport/json.h"
#include "api/transport/shape.h"
#include "ledger/base/named.h"

namespace katiwala::api::transport {

inline constexpr std::size_t kMaxFieldText = 4096;  ///< bytes, unless the call says otherwise

class Fields {
 public:
  /// `value` must outlive this. `place` is the pointer of `value` itself.
  explicit Fields(const Json& value, std::string place = {});
  /// Describes: notes into `shape`, which must outlive this.
  explicit Fields(Shape& shape) : shape_(&shape) {}
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  /// JSON_MISSING_KEY, JSON_TYPE, and JSON_RANGE where a bound is passed.
  std::string text(std::string_view key, std::size_t max_bytes = kMaxFieldText);
  std::optional<std::string> optional_text(std::string_view key, std::size_t max_bytes = kMaxFieldText);
  /// At least one byte of it: where nothing said is as good as nothing there.
  std::string some_text(std::string_view key, std::size_t max_bytes = kMaxFieldText);
  std::int64_t integer(std::string_view key, std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t max = std::numeric_limits<std::int64_t>::max());
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                               std::int64_t max = std::numeric_limits<std::int64_t>::max());
  /// One of these numbers. JSON_NOT_LISTED.
  std::int64_t integer_of(std::string_view key, std::vector<std::int64_t> numbers);
  bool boolean(std::string_view key);
  std::optional<bool> optional_boolean(std::string_view key);

  /// A text through a parser `Result<T>(std::string_view)`; its refusal is kept with the place of this key. `format` is the name by
  /// which what the parser takes is described.
  template <class Parse>
  auto parsed(std::string_view key, Parse&& parse, std::string_view format = {}) { return through(key, true, parse, format, {}); }
  template <class Parse>
  auto optional_parsed(std::string_view key, Parse&& parse, std::string_view format = {}) { return through(key, false, parse, format, {}); }

  /// A text that is a name of E (named.h). JSON_NOT_LISTED.
  template <Named E>
  std::optional<E> named(std::string_view key) { return through(key, true, name_in<E>, {}, kNamesOf<E>); }
  template <Named E>
  std::optional<E> optional_named(std::string_view key) { return through(key, false, name_in<E>, {}, kNamesOf<E>); }

  /// An object, or an array of `min` to `max` of them, read by `read`, which is held to the same strictness.
  using Reader = std::function<void(Fields&)>;
  void object(std::string_view key, const Reader& read);
  bool optional_object(std::string_view key, const Reader& read);  ///< false if absent
  void objects(std::string_view key, const Reader& read, std::size_t max = 10'000, std::size_t min = 0);
  void optional_objects(std::string_view key, const Reader& read, std::size_t max = 10'000);
  /// `format` as of parsed(), of each of them; the caller parses.
  std::vector<std::string> texts(std::string_view key, std::size_t max = 10'000, std::size_t min = 0, std::string_view format = {});
  /// An array of names of E, empty if absent. JSON_NOT_LISTED with the array's place.
  template <Named E>
  std::vector<E> optional_named_list(std::string_view key, std::size_t max = 10'000) {
    std::vector<E> out;
    for (const std::string& text : read_texts({.key = std::string(key), .kind = Member::Kind::texts, .names = kNamesOf<E>, .most = max})) {
      if (const auto value = from_name<E>(text)) out.push_back(*value);
      else refuse_at(key, Code::JSON_NOT_LISTED, std::string(sentence_of(Code::JSON_NOT_LISTED)));
    }
    return out;
  }

  /// Where `key` stands, `with` reads it (and what goes with it); where it does not, `without` reads what takes its place.
  void either(std::string_view key, const std::function<void()>& with, const std::function<void()>& without);
  /// The same by what was read: where `key` is the text `value`, `with` reads the rest, else `without`.
  void where(std::string_view key, std::string_view value, const std::function<void()>& with, const std::function<void()>& without);
  /// A key that was asked for as optional may not be left out here. JSON_MISSING_KEY.
  void require(std::string_view key);

  /// The value as it is, for what this class does not read; nullptr if absent.
  const Json* raw(std::string_view key) { return ask({.key = std::string(key), .kind = Member::Kind::any}); }
  [[nodiscard]] std::string place_of(std::string_view key) const { return pointer_to(place_, key); }

  /// Records a fault found by the caller, at `key`. The first one stands.
  void refuse_at(std::string_view key, Code code, std::string message);
  [[nodiscard]] bool failed() const { return refusal_.has_value(); }

  /// The first fault, or JSON_UNKNOWN_KEY for a key nobody asked for. Of a description always a refusal, that nothing be done with it.
  [[nodiscard]] Status finish();
  [[nodiscard]] bool describes() const { return shape_ != nullptr; }
  [[nodiscard]] bool finished() const { return finished_; }  ///< finish() was called: every key has been asked for

 private:
  template <class E>
  static Result<E> name_in(std::string_view text) {
    if (const auto value = from_name<E>(text)) return *value;
    return refuse(Code::JSON_NOT_LISTED);
  }

  template <Named E>
  static constexpr auto kNamesOf = [] {
    std::array<std::string_view, Names<E>::rows.size()> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = Names<E>::rows[i].second;
    return out;
  }();

  template <class Parse>
  auto through(std::string_view key, bool required, Parse& parse, std::string_view format, std::span<const std::string_view> names) {
    using T = std::remove_cvref_t<decltype(parse(std::string_view{}).value())>;
    std::optional<T> out;
    Member member{.key = std::string(key), .required = required, .format = format, .names = names, .most = kMaxFieldText};
    const auto text = read_text(std::move(member));
    if (!text) return out;
    auto result = parse(std::string_view(*text));
    if (result.ok()) out = std::move(result).value();
    else refuse_at(key, result.refusal().code, result.refusal().message);
    return out;
  }

  const Json* find(std::string_view key) const;
  /// The member's value; nullptr where it is absent, and in a description, where it is noted.
  const Json* ask(Member member);
  std::optional<std::string> read_text(Member member);
  std::optional<std::int64_t> read_integer(Member member);
  std::optional<bool> read_boolean(Member member);
  bool read_object(std::string_view key, bool required, const Reader& read);
  void read_objects(Member member, const Reader& read);
  std::vector<std::string> read_texts(Member member);
  const Json::Array* read_array(Member member);
  void read_child(const Json& value, std::string place, const Reader& read);
  void describe_child(const Reader& read);
  void describe_choice(Choice choice, const std::function<void()>& with, const std::function<void()>& without);
  void wrong_type(const Json& value, std::string place, std::string_view wanted);
  void keep(Refusal refusal);

  Shape* shape_ = nullptr;  ///< of a description
  const Json::Object* members_ = nullptr;
  std::string place_;
  std::vector<bool> asked_;
  std::optional<Refusal> refusal_;
  bool finished_ = false;
};

}  // namespace katiwala::api::transport
