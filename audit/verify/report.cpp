#include "audit/verify/report.h"

namespace verify {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += std::string("\\u00") + (c < 0x10 ? "0" : "1") + "0123456789abcdef"[c & 15];
      continue;
    }
    out += c;
  }
  return out + '"';
}

std::string list(const char* name, const std::vector<std::string>& lines) {
  std::string out = std::string(",\"") + name + "\":[";
  for (const std::string& line : lines) out += (out.back() == '[' ? "" : ",") + quoted(line);
  return out + "]";
}

}  // namespace

std::string Report::text() const {
  std::string out = "good: " + subject + "\n";
  for (const std::string& fact : facts) out += "  " + fact + "\n";
  out += "checked:\n";
  for (const auto& [name, value] : counts) {
    const std::string number = std::to_string(value);
    out += std::string(number.size() < 12 ? 12 - number.size() : 0, ' ') + number + "  " + name + "\n";
  }
  if (!notes.empty()) out += "to know:\n";
  for (const std::string& note : notes) out += "  - " + note + "\n";
  out += "not checked:\n";
  for (const std::string& line : not_checked) out += "  - " + line + "\n";
  return out;
}

std::string Report::json() const {
  std::string out = "{\"result\":\"good\",\"subject\":" + quoted(subject) + ",\"checked\":{";
  for (const auto& [name, value] : counts) out += (out.back() == '{' ? "" : ",") + quoted(name) + ":" + std::to_string(value);
  return out + "}" + list("facts", facts) + list("notes", notes) + list("not_checked", not_checked) + "}\n";
}

std::string refusal_text(const Refused& refused) { return "bad: " + refused.place + ": " + refused.what() + " [" + refused.check + "]\n"; }

std::string refusal_json(const Refused& refused) {
  return "{\"result\":\"bad\",\"place\":" + quoted(refused.place) + ",\"message\":" + quoted(refused.what()) + ",\"check\":" + quoted(refused.check) + "}\n";
}

std::string unusable_json(const std::string& why) { return "{\"result\":\"unusable\",\"message\":" + quoted(why) + "}\n"; }

}  // namespace verify
