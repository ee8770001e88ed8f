#include "api/transport/answer_parser.h"

#include <algorithm>

#include "api/transport/chunks.h"
#include "api/transport/grammar.h"

namespace katiwala::api::transport {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

/// What stands behind the status is for people, and yet no second line to a reader that ends lines otherwise.
bool is_reason(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f'; });
}

Result<int> status_line(std::string_view line) {
  constexpr int kLeast = 100, kMost = 599;  // RFC 9110 §15
  const bool fits = line.size() >= 13 && line.starts_with("HTTP/1.1 ") && grammar::is_digit(line[9]) && grammar::is_digit(line[10]) &&
                    grammar::is_digit(line[11]) && line[12] == ' ' && is_reason(line.substr(13));
  if (!fits) return refuse(Code::HTTP_RESPONSE);
  const int status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
  if (status < kLeast || status > kMost) return refuse(Code::HTTP_RESPONSE);
  return status;
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
  const std::string* connection = answer.response.headers.find("connection");
  answer.keep_alive = connection == nullptr || grammar::lower(*connection) != "close";
  return answer;
}

/// The body behind the head: by its length, or in chunks, and never said in two ways. Nothing while it is not whole.
Result<std::optional<std::string>> parse_body(std::string_view bytes, const Response& head, bool head_only, std::size_t max_bytes) {
  const std::string* coding = head.headers.find("transfer-encoding");
  const std::string* text = head.headers.find("content-length");
  const bool bodiless = head.status == 204 || head.status == 304;
  std::uint64_t length = 0;
  if (coding != nullptr) {
    if (text != nullptr || bodiless || grammar::lower(*coding) != "chunked") return refuse(Code::HTTP_RESPONSE, "The length of the answer can not be told without doubt.", "transfer-encoding");
    if (!head_only) {
      KATIWALA_TRY(auto chunked, read_chunks(bytes, max_bytes));
      if (!chunked) return std::optional<std::string>();
      if (!chunked->rest.empty()) return refuse(Code::HTTP_RESPONSE, "Bytes follow the answer.");
      return std::optional<std::string>(std::move(chunked->body));
    }
  } else if (!bodiless) {
    const auto value = text == nullptr ? std::nullopt : grammar::content_length(*text);
    if (!value || *value > max_bytes) return refuse(Code::HTTP_RESPONSE, "The answer has no usable Content-Length.", "content-length");
    if (!head_only) length = *value;
  }
  if (bytes.size() > length) return refuse(Code::HTTP_RESPONSE, "Bytes follow the answer.");
  if (bytes.size() < length) return std::optional<std::string>();
  return std::optional<std::string>(std::string(bytes));
}

}  // namespace

Result<std::optional<Answer>> parse_answer(std::string_view bytes, bool head_only, std::size_t max_bytes) {
  while (true) {
    const auto end = bytes.find(kHeadEnd);
    // The last three bytes may yet be the beginning of the end: the bound is met at the same byte in pieces and whole.
    const std::size_t head_bytes = end == std::string_view::npos ? bytes.size() - std::min(bytes.size(), kHeadEnd.size() - 1) : end;
    if (head_bytes > max_bytes) return refuse(Code::HTTP_RESPONSE, "The head of the answer is larger than accepted.");
    if (end == std::string_view::npos) return std::optional<Answer>();
    KATIWALA_TRY(auto answer, parse_head(bytes.substr(0, end)));
    bytes.remove_prefix(end + kHeadEnd.size());
    if (answer.response.status < 200) continue;
    KATIWALA_TRY(auto body, parse_body(bytes, answer.response, head_only, max_bytes));
    if (!body) return std::optional<Answer>();
    answer.response.body = std::move(*body);
    return std::optional<Answer>(std::move(answer));
  }
}

}  // namespace katiwala::api::transport
