#include "api/transport/answer_parser.h"

#include "api/transport/grammar.h"

namespace katiwala::api::transport {
namespace {

Result<int> status_line(std::string_view line) {
  const bool fits = line.size() >= 13 && line.starts_with("HTTP/1.1 ") && grammar::is_digit(line[9]) && grammar::is_digit(line[10]) &&
                    grammar::is_digit(line[11]) && line[12] == ' ';
  if (!fits) return refuse(Code::HTTP_RESPONSE);
  return (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
}

// Head without its empty line.
Result<Answer> parse_head(std::string_view head) {
  Answer answer;
  for (bool first = true; !head.empty(); first = false) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    if (first) {
      KATIWALA_TRY(answer.response.status, status_line(line));
      continue;
    }
    auto field = grammar::header_line(line);
    if (!field.ok() || !answer.response.headers.add(std::move(field->first), std::move(field->second))) return refuse(Code::HTTP_RESPONSE);
  }
  if (answer.response.headers.find("transfer-encoding") != nullptr) return refuse(Code::HTTP_RESPONSE);
  const std::string* connection = answer.response.headers.find("connection");
  answer.keep_alive = connection == nullptr || grammar::lower(*connection) != "close";
  return answer;
}

}  // namespace

Result<std::optional<Answer>> parse_answer(std::string_view bytes, bool head_only, std::size_t max_bytes) {
  while (true) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
      if (bytes.size() > max_bytes) return refuse(Code::HTTP_RESPONSE, "The head of the answer is larger than accepted.");
      return std::optional<Answer>();
    }
    KATIWALA_TRY(auto answer, parse_head(bytes.substr(0, end)));
    bytes.remove_prefix(end + 4);
    if (answer.response.status < 200) continue;
    std::uint64_t length = 0;
    if (answer.response.status != 204 && answer.response.status != 304) {
      const std::string* text = answer.response.headers.find("content-length");
      const auto value = text == nullptr ? std::nullopt : grammar::content_length(*text);
      if (!value || *value > max_bytes) return refuse(Code::HTTP_RESPONSE, "The answer has no usable Content-Length.", "content-length");
      if (!head_only) length = *value;
    }
    if (bytes.size() > length) return refuse(Code::HTTP_RESPONSE, "Bytes follow the answer.");
    if (bytes.size() < length) return std::optional<Answer>();
    answer.response.body = std::string(bytes);
    return std::optional<Answer>(std::move(answer));
  }
}

}  // namespace katiwala::api::transport
