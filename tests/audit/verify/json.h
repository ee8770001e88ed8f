/// Enough JSON to read the vectors.
#pragma once

#include <cctype>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace forge {

struct Json {
  std::string string;
  std::uint64_t number = 0;
  bool flag = false;
  std::vector<Json> elements;
  std::vector<std::pair<std::string, Json>> members;
  bool has(const std::string& name) const {
    for (const auto& [key, value] : members)
      if (key == name) return true;
    return false;
  }
  const Json& at(const std::string& name) const {
    for (const auto& [key, value] : members)
      if (key == name) return value;
    throw std::out_of_range(name);
  }
};

class JsonReader {
 public:
  explicit JsonReader(const std::string& text) : text_(text) {}
  Json value() {
    Json out;
    const char c = peek();
    if (c == '{') {
      for (++at_; peek() != '}';) {
        std::string name = text();
        expect(':');
        out.members.emplace_back(std::move(name), value());
        if (peek() == ',') ++at_;
      }
      ++at_;
    } else if (c == '[') {
      for (++at_; peek() != ']';) {
        out.elements.push_back(value());
        if (peek() == ',') ++at_;
      }
      ++at_;
    } else if (c == '"') {
      out.string = text();
    } else if (std::isdigit(static_cast<unsigned char>(c)) || c == '-') {
      std::size_t used = 0;
      const std::string digits = text_.substr(at_, 24);
      out.number = c == '-' ? static_cast<std::uint64_t>(std::stoll(digits, &used)) : std::stoull(digits, &used);
      at_ += used;
    } else {
      out.flag = c == 't';
      while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    }
    return out;
  }

 private:
  char peek() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    if (at_ == text_.size()) throw std::out_of_range("JSON ends early");
    return text_[at_];
  }
  void expect(char c) {
    if (peek() != c) throw std::runtime_error("JSON");
    ++at_;
  }
  std::string text() {
    expect('"');
    std::string out;
    for (; text_.at(at_) != '"'; ++at_) {
      if (text_[at_] != '\\') { out += text_[at_]; continue; }
      const char c = text_.at(++at_);
      if (c != 'u') { out += c == 'n' ? '\n' : c == 't' ? '\t' : c; continue; }
      const unsigned point = static_cast<unsigned>(std::stoul(text_.substr(at_ + 1, 4), nullptr, 16));
      at_ += 4;
      if (point >= 0x800) out += static_cast<char>(0xe0 | point >> 12), out += static_cast<char>(0x80 | (point >> 6 & 0x3f)), out += static_cast<char>(0x80 | (point & 0x3f));
      else if (point >= 0x80) out += static_cast<char>(0xc0 | point >> 6), out += static_cast<char>(0x80 | (point & 0x3f));
      else out += static_cast<char>(point);
    }
    ++at_;
    return out;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

inline Json parse_json(const std::string& text) { return JsonReader(text).value(); }

}  // namespace forge
