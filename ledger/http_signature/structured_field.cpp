#include "ledger/http_signature/structured_field.h"

#include <algorithm>

namespace katiwala::http_signature {
namespace {

constexpr std::size_t kMostDigits = 15;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool begins_key(char c) { return is_lower(c) || c == '*'; }
constexpr bool is_of_key(char c) { return begins_key(c) || is_digit(c) || c == '_' || c == '-' || c == '.'; }
constexpr bool is_base64(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '+' || c == '/' || c == '='; }

class Reader {
 public:
  Reader(std::string_view text, const FieldAt& at) : text_(text), at_(at) {}

  [[nodiscard]] bool at_end() const { return next_ == text_.size(); }
  [[nodiscard]] bool is_next(char c) const { return !at_end() && text_[next_] == c; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(next_); }

  [[nodiscard]] Refusal wrong(std::string_view wanted) const {
    return refuse(at_.code, "At byte " + std::to_string(next_) + ": " + std::string(wanted) + " was due.", std::string(at_.place));
  }

  Status expect(char c) {
    if (!is_next(c)) return wrong("'" + std::string(1, c) + "'");
    ++next_;
    return good();
  }

  Status expect_end() const { return at_end() ? good() : Status(wrong("the end")); }

  Result<std::string> key() {
    if (at_end() || !begins_key(text_[next_])) return wrong("a key of a-z 0-9 _ - . *");
    return std::string(take(is_of_key));
  }

  Result<std::string> text() {
    KATIWALA_CHECK(expect('"'));
    std::string out;
    while (!is_next('"')) {
      const bool escaped = is_next('\\');
      if (escaped) ++next_;
      const bool fits = !at_end() && (escaped ? text_[next_] == '"' || text_[next_] == '\\' : text_[next_] >= ' ' && text_[next_] <= '~');
      if (!fits) return wrong("a visible ASCII character of a string, or its end");
      out += text_[next_++];
    }
    ++next_;
    return out;
  }

  Result<std::int64_t> integer() {
    const bool negative = is_next('-');
    if (negative) ++next_;
    const std::string_view digits = take(is_digit);
    const bool zero = digits == "0";
    if (digits.empty() || digits.size() > kMostDigits || (digits[0] == '0' && (!zero || negative))) return wrong("a whole number of at most 15 digits");
    std::int64_t out = 0;
    for (const char c : digits) out = out * 10 + (c - '0');
    return negative ? -out : out;
  }

  Result<Bytes> byte_sequence() {
    KATIWALA_CHECK(expect(':'));
    const auto bytes = from_base64(take(is_base64));
    if (!bytes) return wrong("the end of canonical base64");
    KATIWALA_CHECK(expect(':'));
    return *bytes;
  }

 private:
  template <class Is>
  std::string_view take(Is is) {
    const std::size_t from = next_;
    while (!at_end() && is(text_[next_])) ++next_;
    return text_.substr(from, next_ - from);
  }

  std::string_view text_;
  FieldAt at_;
  std::size_t next_ = 0;
};

Result<std::vector<std::string>> read_items(Reader& in) {
  std::vector<std::string> out;
  KATIWALA_CHECK(in.expect('('));
  while (!in.is_next(')')) {
    if (!out.empty()) KATIWALA_CHECK(in.expect(' '));
    KATIWALA_TRY(std::string item, in.text());
    out.push_back(std::move(item));
  }
  KATIWALA_CHECK(in.expect(')'));
  return out;
}

Result<Parameter> read_parameter(Reader& in) {
  Parameter out;
  KATIWALA_CHECK(in.expect(';'));
  KATIWALA_TRY(out.key, in.key());
  KATIWALA_CHECK(in.expect('='));
  if (in.is_next('"')) {
    KATIWALA_TRY(out.value, in.text());
  } else {
    KATIWALA_TRY(out.value, in.integer());
  }
  return out;
}

}  // namespace

Result<InnerList> read_inner_list(std::string_view text, const FieldAt& at) {
  Reader in(text, at);
  InnerList out;
  KATIWALA_TRY(out.items, read_items(in));
  while (!in.at_end()) {
    KATIWALA_TRY(Parameter one, read_parameter(in));
    if (std::ranges::find(out.parameters, one.key, &Parameter::key) != out.parameters.end()) return in.wrong("each parameter once, and not " + one.key + " again,");
    out.parameters.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<std::pair<std::string, Bytes>>> read_byte_sequences(std::string_view text, const FieldAt& at) {
  Reader in(text, at);
  std::vector<std::pair<std::string, Bytes>> out;
  while (true) {
    KATIWALA_TRY(std::string key, in.key());
    if (std::ranges::find(out, key, &std::pair<std::string, Bytes>::first) != out.end()) return in.wrong("each key once, and not " + key + " again,");
    KATIWALA_CHECK(in.expect('='));
    KATIWALA_TRY(Bytes bytes, in.byte_sequence());
    out.emplace_back(std::move(key), std::move(bytes));
    if (in.at_end()) return out;
    KATIWALA_CHECK(in.expect(','));
    KATIWALA_CHECK(in.expect(' '));
  }
}

Result<std::pair<std::string, std::string>> split_member(std::string_view text, const FieldAt& at) {
  Reader in(text, at);
  KATIWALA_TRY(std::string key, in.key());
  KATIWALA_CHECK(in.expect('='));
  return std::pair(std::move(key), std::string(in.rest()));
}

std::string print_byte_sequence(std::string_view key, ByteView bytes) { return std::string(key) + "=:" + to_base64(bytes) + ":"; }

}  // namespace katiwala::http_signature
