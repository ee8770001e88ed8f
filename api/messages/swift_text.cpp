#include "api/messages/swift_text.h"

#include <algorithm>
#include <set>

#include "api/messages/characters.h"
#include "api/messages/fields.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kMaxLine = 256;  // no field has longer lines; what has is not looked at further
constexpr std::size_t kInput = 17, kOutput = 47;

/// 'n' a digit, 'c' a digit or capital, any other character itself.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], f = form[i];
    if (f == 'n' ? !is_digit(c) : f == 'c' ? !is_digit(c) && !is_capital(c) : c != f) return false;
  }
  return true;
}

std::string block_place(char block, std::size_t line) { return std::string("/block[") + block + "]/line[" + std::to_string(line) + "]"; }

/// What banks write in free text although the character set x has no such characters: the rest of ASCII that is seen, and letters of their own, in
/// whatever encoding. Nobody acts on it.
bool is_free_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

/// A further line of :61:, or any line of :86:.
bool is_free(const SwiftField& field, bool further) { return field.tag == "86" || (field.tag == "61" && further); }

/// "61" of ":61:1109..."; empty if the line does not begin with a tag.
std::string_view tag_of(std::string_view line) {
  if (line.size() < 4 || line[0] != ':' || !is_digit(line[1]) || !is_digit(line[2])) return {};
  const std::size_t letter = is_capital(line[3]) ? 1 : 0;
  if (line.size() < 4 + letter || line[3 + letter] != ':') return {};
  return line.substr(1, 2 + letter);
}

class SwiftParser {
 public:
  explicit SwiftParser(std::string_view bytes) : rest_(bytes) {}

  Result<std::vector<SwiftMessage>> parse() {
    std::vector<SwiftMessage> out;
    for (;;) {
      skip_blank_lines();
      if (rest_.empty()) break;
      SwiftMessage message;
      message.line = line_;
      bare_ = rest_.front() != '{';
      if (!bare_) KATIWALA_CHECK(read_headers(message));
      KATIWALA_CHECK(read_text(message));
      if (!bare_ && rest_.starts_with("{5:")) KATIWALA_CHECK(read_trailer(message));
      const bool goes_on = !bare_ && !rest_.empty() && std::string_view("\r\n{").find(rest_.front()) == std::string_view::npos;
      if (goes_on) return fault('5', "The message goes on after its end.");
      out.push_back(std::move(message));
    }
    if (out.empty()) return refuse(Code::MESSAGE_UNKNOWN, "There is no SWIFT message in the bytes.");
    return out;
  }

 private:
  [[nodiscard]] Refusal fault(char block, std::string message) const { return refuse(Code::MT_SYNTAX, std::move(message), block_place(block, line_)); }

  void skip_blank_lines() {
    while (!rest_.empty() && (rest_.front() == '\n' || rest_.starts_with("\r\n"))) {
      rest_.remove_prefix(rest_.front() == '\n' ? 1 : 2);
      ++line_;
    }
  }

  /// "{n:" ... "}" on one line, with parts in braces at most one deep.
  Result<std::string_view> take_block(char number) {
    const std::string start = std::string("{") + number + ":";
    if (!rest_.starts_with(start)) return fault(number, "The block is missing.");
    rest_.remove_prefix(start.size());
    int open = 1;
    for (std::size_t i = 0; i < rest_.size() && i < kMaxLine * 4; ++i) {
      const char c = rest_[i];
      if (c == '{') ++open;
      if (c == '}') --open;
      if (open > 2 || !(c == '{' || c == '}' || is_bank_text(rest_.substr(i, 1)))) break;
      if (open > 0) continue;
      const std::string_view content = rest_.substr(0, i);
      rest_.remove_prefix(i + 1);
      return content;
    }
    return fault(number, "The block does not end, or has a character that SWIFT does not carry.");
  }

  /// "{121:...}{108:...}": each tag once. `take` gets tag and value.
  template <class Take>
  Status read_parts(std::string_view content, char block, const Take& take) {
    std::set<std::string_view> seen;
    while (!content.empty()) {
      const std::size_t end = content.find('}');
      if (content.front() != '{' || end == std::string_view::npos || end < 5 || content[4] != ':') return fault(block, "The block is not made of {tag:value}.");
      const std::string_view tag = content.substr(1, 3), value = content.substr(5, end - 5);
      if (!has_form(tag, "ccc")) return fault(block, "A tag of this block has three digits or capitals.");
      if (!seen.insert(tag).second) return fault(block, "A tag stands twice where it may stand once.");
      KATIWALA_CHECK(take(tag, value));
      content.remove_prefix(end + 1);
    }
    return good();
  }

  Status read_headers(SwiftMessage& message) {
    KATIWALA_TRY(const std::string_view basic, take_block('1'));
    if (!has_form(basic, "F01ccccccccccccnnnnnnnnnn")) return fault('1', "The basic header has not the form of a message's.");
    KATIWALA_TRY(const std::string_view application, take_block('2'));
    KATIWALA_CHECK(read_application(application, message));
    if (!rest_.starts_with("{3:")) return good();
    KATIWALA_TRY(const std::string_view user, take_block('3'));
    return read_parts(user, '3', [&](std::string_view tag, std::string_view value) -> Status {
      if (tag != "121") return good();
      if (!is_uetr(value)) return refuse(Code::MT_SYNTAX, "A lower-case UUID of version 4 is expected here.", block_place('3', line_) + "/121");
      message.uetr = value;
      return good();
    });
  }

  Status read_application(std::string_view text, SwiftMessage& message) {
    // Output: type, input time, input reference (date, terminal, session, sequence), output date and time, priority.
    static const std::string kOutputForm = "Onnn" "nnnn" "nnnnnn" "cccccccccccc" "nnnn" "nnnnnn" "nnnnnn" "nnnn";
    static const std::string kInputForm = "nnn" "cccccccccccc";
    const bool output = text.size() == kOutput && has_form(text.substr(0, kOutput - 1), kOutputForm);
    // Some banks send an output header in the short form of an input one: what is used of it, the type, stands in the same place.
    const bool short_form = text.size() >= kInput && text.size() <= kInput + 4 && (text[0] == 'I' || text[0] == 'O');
    const bool input = short_form && has_form(text.substr(1, kInput - 2), kInputForm) && std::ranges::all_of(text.substr(kInput), is_digit);
    const std::string_view priority = output ? text.substr(kOutput - 1, 1) : input ? text.substr(kInput - 1, 1) : std::string_view();
    if (priority != "N" && priority != "U" && priority != "S") return fault('2', "The application header has not the form of one.");
    message.type = text.substr(1, 3);
    return good();
  }

  /// The next line without its end, which is CRLF or LF.
  Result<std::string_view> take_line() {
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > kMaxLine) return fault('4', "The line is longer than any may be.");
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

  Status read_text(SwiftMessage& message) {
    if (!bare_) {
      if (!rest_.starts_with("{4:\r\n") && !rest_.starts_with("{4:\n")) return fault('4', "The block is missing, or does not begin with a line of its own.");
      rest_.remove_prefix(rest_.find('\n') + 1);
      ++line_;
    }
    while (!rest_.empty()) {
      if (!bare_ && rest_.starts_with("-}")) {
        rest_.remove_prefix(2);
        return message.fields.empty() ? Status(fault('4', "The block has no fields.")) : good();
      }
      KATIWALA_TRY(const std::string_view line, take_line());
      if (bare_ && line == "-") {
        if (message.fields.empty()) return fault('4', "The block has no fields.");
        ++line_;
        return good();
      }
      KATIWALA_CHECK(read_line(line, message));
      ++line_;
    }
    return fault('4', bare_ ? "The text does not end with a line \"-\"." : "The block does not end with \"-}\".");
  }

  [[nodiscard]] Status check_characters(std::string_view line, bool free) const {
    if (is_bank_text(line) || (free && is_free_text(line))) return good();
    return fault('4', "The line has a character that SWIFT does not carry.");
  }

  Status read_line(std::string_view line, SwiftMessage& message) {
    if (line.empty()) return good();
    if (line.front() == '-') return fault('4', "A line may not begin with a hyphen.");
    if (line.front() != ':') {
      if (message.fields.empty()) return fault('4', is_bank_text(line) ? "A tag is expected here." : "The line has a character that SWIFT does not carry.");
      SwiftField& before = message.fields.back();
      KATIWALA_CHECK(check_characters(line, is_free(before, true)));
      before.lines.push_back(line);
      before.numbers.push_back(line_);
      return good();
    }
    SwiftField field;
    field.tag = tag_of(line);
    field.line = line_;
    if (field.tag.empty()) return fault('4', "A line that begins with a colon begins with a tag.");
    line.remove_prefix(field.tag.size() + 2);
    KATIWALA_CHECK(check_characters(line, is_free(field, false)));
    if (line.empty() && field.tag != "86") return field.refuse_here(Code::MT_SYNTAX, "The field is empty.");
    field.lines.push_back(line);
    field.numbers.push_back(line_);
    message.fields.push_back(std::move(field));
    return good();
  }

  Status read_trailer(SwiftMessage& message) {
    KATIWALA_TRY(const std::string_view trailer, take_block('5'));
    return read_parts(trailer, '5', [&](std::string_view tag, std::string_view) -> Status {
      if (tag == "TNG") return refuse(Code::MESSAGE_UNKNOWN, "The message is marked as training.", block_place('5', line_) + "/TNG");
      if (tag == "PDE" || tag == "PDM") message.possible_duplicate = true;
      return good();
    });
  }

  std::string_view rest_;
  std::size_t line_ = 1;
  bool bare_ = false;
};

/// Of bare text: told by tags that no other of these messages has.
std::string type_of(const SwiftMessage& message) {
  const auto has = [&message](std::string_view tag) {
    return std::ranges::any_of(message.fields, [tag](const SwiftField& field) { return field.tag == tag; });
  };
  if (has("60F") || has("60M")) return "940";
  if (has("34F")) return "942";
  if (has("23B")) return "103";
  if ((has("25") || has("25P")) && has("32A")) return "910";
  return {};
}

}  // namespace

std::string SwiftField::place(std::size_t index) const {
  return block_place('4', index < numbers.size() ? numbers[index] : line + index) + "/:" + std::string(tag) + ":";
}

Refusal SwiftField::refuse_here(Code code, std::string message, std::size_t index) const { return refuse(code, std::move(message), place(index)); }

Result<std::vector<SwiftMessage>> parse_swift(std::string_view bytes, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) return refuse(Code::MESSAGE_TOO_LARGE, "The message is larger than accepted.");
  KATIWALA_TRY(std::vector<SwiftMessage> messages, SwiftParser(bytes).parse());
  for (SwiftMessage& message : messages) {
    if (message.type.empty()) message.type = type_of(message);
    if (message.type.empty()) return refuse(Code::MESSAGE_UNKNOWN, "The text is of no SWIFT message that is read here.", block_place('4', message.line));
  }
  return messages;
}

}  // namespace katiwala::api::messages
