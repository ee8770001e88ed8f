// Boost.JSON's SAX parser finds the tokens; everything it is lax about is decided in the handler below.
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <algorithm>

#include "api/transport/json.h"
#include "api/transport/utf8.h"

namespace katiwala::api::transport {
namespace {

using boost::json::error_code;
using Piece = boost::json::string_view;

/// U+0000 is good JSON, and good for nothing but to make two readers see two texts.
bool has_nul(std::string_view text) {
  return std::ranges::any_of(text, [](char each) { return each == '\0'; });
}

class Handler {
 public:
  static constexpr std::size_t max_object_size = kMaxJsonMembers;
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  std::optional<Refusal> refusal;
  Json root;

  /// The pointer of the value being read.
  [[nodiscard]] std::string place() const {
    std::string out;
    for (const Level& level : levels_)
      out = level.is_object ? pointer_to(out, level.key) : pointer_to(out, level.elements.size());
    return out;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return open(true, ec); }
  bool on_array_begin(error_code& ec) { return open(false, ec); }
  bool on_object_end(std::size_t, error_code&) {
    Json value(std::move(levels_.back().members));
    levels_.pop_back();
    return put(std::move(value));
  }
  bool on_array_end(std::size_t, error_code&) {
    Json value(std::move(levels_.back().elements));
    levels_.pop_back();
    return put(std::move(value));
  }

  bool on_key_part(Piece piece, std::size_t, error_code&) { return gather(piece); }
  bool on_key(Piece piece, std::size_t, error_code& ec) {
    gather(piece);
    Level& level = levels_.back();
    level.key = std::move(text_);
    text_.clear();
    if (has_nul(level.key)) return stop(Code::JSON_SYNTAX, "U+0000 in a key", ec);
    const bool twice = std::any_of(level.members.begin(), level.members.end(),
                                   [&](const Json::Member& member) { return member.first == level.key; });
    return !twice || stop(Code::JSON_DUPLICATE_KEY, {}, ec);
  }

  bool on_string_part(Piece piece, std::size_t, error_code&) { return gather(piece); }
  bool on_string(Piece piece, std::size_t, error_code& ec) {
    gather(piece);
    std::string text = std::move(text_);
    text_.clear();
    if (has_nul(text)) return stop(Code::JSON_SYNTAX, "U+0000 in a text", ec);
    return put(Json(std::move(text)));
  }

  bool on_number_part(Piece piece, error_code&) { return gather(piece); }
  bool on_int64(std::int64_t value, Piece piece, error_code& ec) {
    gather(piece);
    // Minus zero would be a second spelling of zero.
#ifdef KATIWALA_SABOTAGE_minus_zero
    const bool minus_zero = false;  // BROKEN on purpose: zero has two spellings.
#else
    const bool minus_zero = value == 0 && text_.starts_with('-');
#endif
    text_.clear();
    if (minus_zero) return stop(Code::JSON_NOT_INTEGER, {}, ec);
    return put(Json(value));
  }
  bool on_uint64(std::uint64_t, Piece, error_code& ec) { return stop(Code::JSON_NOT_INTEGER, {}, ec); }
  // A template, so that the type of an inexact number is not even named here.
  template <class Inexact>
  bool on_double(Inexact, Piece, error_code& ec) { return stop(Code::JSON_NOT_INTEGER, {}, ec); }

  bool on_bool(bool value, error_code&) { return put(Json(value)); }
  bool on_null(error_code&) { return put(Json()); }
  bool on_comment_part(Piece, error_code&) { return true; }
  bool on_comment(Piece, error_code&) { return true; }

 private:
  struct Level {
    bool is_object;
    std::string key;  ///< of the member being read
    Json::Object members;
    Json::Array elements;
  };

  bool gather(Piece piece) {
    text_.append(piece.data(), piece.size());
    return true;
  }

  bool open(bool is_object, error_code& ec) {
    if (levels_.size() == kMaxJsonDepth) return stop(Code::JSON_TOO_DEEP, {}, ec);
    levels_.push_back({is_object, {}, {}, {}});
    return true;
  }

  bool put(Json value) {
    if (levels_.empty()) root = std::move(value);
    else if (levels_.back().is_object) levels_.back().members.emplace_back(levels_.back().key, std::move(value));
    else levels_.back().elements.push_back(std::move(value));
    return true;
  }

  bool stop(Code code, std::string_view message, error_code& ec) {
    refusal = refuse(code, message.empty() ? std::string(sentence_of(code)) : std::string(message), place());
    ec = boost::json::error::syntax;
    return false;
  }

  std::vector<Level> levels_;
  std::string text_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes)
    return refuse(Code::JSON_TOO_LARGE, "The JSON text has more than " + std::to_string(max_bytes) + " bytes.");
  if (const std::size_t good_bytes = utf8_prefix(text); good_bytes != text.size())
    return refuse(Code::TEXT_NOT_UTF8, "The bytes from byte " + std::to_string(good_bytes) + " on are not UTF-8.");

  boost::json::parse_options options;
  options.max_depth = kMaxJsonDepth + 1;  // ours speaks first, with the place
  boost::json::basic_parser<Handler> parser(options);
  error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  Handler& handler = parser.handler();
  if (handler.refusal) return *handler.refusal;
  if (ec == boost::json::error::object_too_large)
    return refuse(Code::JSON_TOO_LARGE, "An object has more than " + std::to_string(kMaxJsonMembers) + " members.", handler.place());
  if (ec) return refuse(Code::JSON_SYNTAX, "Not JSON at byte " + std::to_string(used) + ": " + ec.message() + ".", handler.place());
  if (used != text.size()) return refuse(Code::JSON_SYNTAX, "Bytes follow the JSON text from byte " + std::to_string(used) + " on.");
  return std::move(handler.root);
}

}  // namespace katiwala::api::transport
