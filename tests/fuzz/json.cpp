// JSON as callers send it: a second reader, written from the grammar of RFC 8259 and sharing no line with the first, takes and refuses the same texts and reads
// the same of them. What is taken is the same when it is written and read again, and is never longer for it; the house's two judges of UTF-8 agree.
#include "api/transport/json.h"

#include <charconv>
#include <set>

#include "api/transport/utf8.h"
#include "ledger/base/utf8.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using api::transport::Json;

namespace {

struct NoJson {};

/// By recursion over the text; throws where it is not what the door takes.
class Second {
 public:
  explicit Second(std::string_view text) : text_(text) {}

  Json whole() {
    Json out = value(0);
    blank();
    if (at_ != text_.size()) throw NoJson();
    return out;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char next() {
    if (at_ == text_.size()) throw NoJson();
    return text_[at_++];
  }
  void blank() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char wanted) {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  Json word(std::string_view wanted, Json value) {
    if (text_.substr(at_, wanted.size()) != wanted) throw NoJson();
    at_ += wanted.size();
    return value;
  }

  Json value(std::size_t depth) {
    blank();
    switch (peek()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return Json(text());
      case 't': return word("true", Json(true));
      case 'f': return word("false", Json(false));
      case 'n': return word("null", Json());
      default: return Json(number());
    }
  }

  std::int64_t number() {
    const std::size_t from = at_;
    take('-');
    const std::size_t digits = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    const std::string_view all = text_.substr(from, at_ - from), magnitude = text_.substr(digits, at_ - digits);
    std::int64_t out = 0;
    const auto [end, fault] = std::from_chars(all.data(), all.data() + all.size(), out);
    const bool plain = !magnitude.empty() && (magnitude.front() != '0' || all == "0") && fault == std::errc() && end == all.data() + all.size();
    // A fraction or an exponent behind it is no end of a value, so it is refused by whoever goes on.
    if (!plain) throw NoJson();
    return out;
  }

  unsigned four() {
    unsigned out = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = next();
      const bool is_digit = c >= '0' && c <= '9', is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
      if (!is_digit && !is_letter) throw NoJson();
      out = out * 16 + static_cast<unsigned>(is_digit ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return out;
  }

  void character(std::string& out) {
    unsigned point = four();
    if (point >= 0xdc00 && point <= 0xdfff) throw NoJson();
    if (point >= 0xd800 && point <= 0xdbff) {
      if (next() != '\\' || next() != 'u') throw NoJson();
      const unsigned low = four();
      if (low < 0xdc00 || low > 0xdfff) throw NoJson();
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    if (point == 0) throw NoJson();
    const auto more = [&](unsigned shift) { out.push_back(static_cast<char>(0x80 | (point >> shift & 0x3f))); };
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
      out.push_back(static_cast<char>(0xc0 | point >> 6)), more(0);
    } else if (point < 0x10000) {
      out.push_back(static_cast<char>(0xe0 | point >> 12)), more(6), more(0);
    } else {
      out.push_back(static_cast<char>(0xf0 | point >> 18)), more(12), more(6), more(0);
    }
  }

  std::string text() {
    std::string out;
    if (!take('"')) throw NoJson();
    while (true) {
      const char c = next();
      if (c == '"') return out;
      if (static_cast<unsigned char>(c) < 0x20) throw NoJson();
      if (c != '\\') {
        out.push_back(c);
        continue;
      }
      constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
      const char letter = next();
      const std::size_t which = kLetters.find(letter);
      if (letter == 'u') character(out);
      else if (which == std::string_view::npos) throw NoJson();
      else out.push_back(kMeant[which]);
    }
  }

  Json array(std::size_t depth) {
    Json::Array out;
    if (!take('[') || depth == api::transport::kMaxJsonDepth) throw NoJson();
    blank();
    if (take(']')) return Json(std::move(out));
    do {
      out.push_back(value(depth + 1));
      blank();
    } while (take(','));
    if (!take(']')) throw NoJson();
    return Json(std::move(out));
  }

  Json object(std::size_t depth) {
    Json::Object out;
    std::set<std::string> names;
    if (!take('{') || depth == api::transport::kMaxJsonDepth) throw NoJson();
    blank();
    if (take('}')) return Json(std::move(out));
    do {
      blank();
      std::string name = text();
      blank();
      if (!names.insert(name).second || names.size() > api::transport::kMaxJsonMembers || !take(':')) throw NoJson();
      out.emplace_back(std::move(name), value(depth + 1));
      blank();
    } while (take(','));
    if (!take('}')) throw NoJson();
    return Json(std::move(out));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<Json> by_the_grammar(std::string_view text) {
  if (!is_valid_utf8(text)) return std::nullopt;
  try {
    return Second(text).whole();
  } catch (const NoJson&) {
    return std::nullopt;
  }
}

}  // namespace

void one(std::string_view bytes) {
  KATIWALA_ASSERT(api::transport::is_utf8(bytes) == is_valid_utf8(bytes), "two readings of the same bytes differ: UTF-8");
  const auto read = api::transport::parse_json(bytes);
  if (!read.ok()) {
    KATIWALA_ASSERT(!read.refusal().message.empty(), "a refusal without a sentence");
    KATIWALA_ASSERT(read.refusal().place.empty() || (read.refusal().place.front() == '/' && is_valid_utf8(read.refusal().place)), "a place that is no pointer");
  }
  if (bytes.size() > api::transport::kMaxJsonBytes) return;
  const auto second = by_the_grammar(bytes);
  KATIWALA_ASSERT(read.ok() == second.has_value() && (!second || *second == *read), "two readings of the same bytes differ");
  if (!read.ok()) return;
  const std::string text = api::transport::to_text(*read);
  const auto again = api::transport::parse_json(text, bytes.size());
  KATIWALA_ASSERT(again.ok() && *again == *read && api::transport::to_text(*again) == text, "read, but written differently");
}

}  // namespace katiwala::fuzz
