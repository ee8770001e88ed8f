// Answers of others to what we ask (witnesses, receivers of webhooks, a ledger): what has come so far is never refused or taken where the whole is judged
// otherwise. What is taken stands in the bytes, its lines are lines to every reader, and written again, by its length and in chunks, it is the same answer.
#include "api/transport/answer_parser.h"

#include "api/transport/chunks.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::transport;

namespace {

constexpr std::size_t kWide = std::size_t{1} << 17;

/// Nothing of it is known yet, or it is refused, or it is whole; and the whole bytes must agree with what their beginning was.
template <class Read>
void judged_alike(std::string_view bytes, const Read& read) {
  const auto whole = read(bytes);
  if (!whole.ok()) has_a_sentence(whole.refusal());
  for (const std::size_t cut : cuts_of(bytes)) {
    const auto part = read(bytes.substr(0, cut));
    // Where it was whole before its end, what follows it is refused; read_chunks hands it back instead.
    const bool alike = !part.ok() ? !whole.ok() && whole.refusal().code == part.refusal().code && whole.refusal().message == part.refusal().message
                                  : !part->has_value() || !whole.ok();
    KATIWALA_ASSERT(alike, "two readings of the same bytes differ");
  }
}

bool is_line(std::string_view text) {
  for (const char c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f') return false;
  return true;
}

/// A second reader, of lines and nothing else. What is left is the body as it came.
std::string_view after_heads(std::string_view bytes, int status) {
  while (true) {
    bool last = false;
    for (bool first = true;; first = false) {
      const std::size_t end = bytes.find("\r\n");
      const bool one_line = end != std::string_view::npos && is_line(bytes.substr(0, end));
      KATIWALA_ASSERT(one_line, "what was read does not stand in the bytes: a line that is two to others");
      const std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end + 2);
      if (line.empty()) break;
      if (!first) continue;
      const bool interim = line.starts_with("HTTP/1.1 1");
      last = line.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
      KATIWALA_ASSERT(interim != last && status >= 200 && status <= 599, "what was read does not stand in the bytes: another status");
    }
    if (last) return bytes;
  }
}

std::string chunked(std::string_view body) {
  std::string out;
  for (std::size_t size = 1; !body.empty(); size = size * 3 + 1) {
    const std::string_view piece = body.substr(0, size);
    char digits[20];
    std::snprintf(digits, sizeof digits, "%zx\r\n", piece.size());
    out.append(digits).append(piece).append("\r\n");
    body.remove_prefix(piece.size());
  }
  return out + "0\r\n\r\n";
}

std::string written(const Response& response, bool in_chunks) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " \r\n";
  for (const auto& [name, value] : response.headers.all())
    if (name != "content-length" && name != "transfer-encoding") out.append(name).append(": ").append(value).append("\r\n");
  if (response.status == 204 || response.status == 304) return out + "\r\n";
  if (in_chunks) return out + "transfer-encoding: chunked\r\n\r\n" + chunked(response.body);
  return out + "content-length: " + std::to_string(response.body.size()) + "\r\n\r\n" + response.body;
}

void says_the_same_again(const Answer& answer) {
  for (const bool in_chunks : {false, true}) {
    const std::string text = written(answer.response, in_chunks);
    const auto again = parse_answer(text, false, 4 * kWide);
    KATIWALA_ASSERT(again.ok() && again->has_value(), "read, but written differently");
    const Answer& other = **again;
    const bool same = other.response.status == answer.response.status && other.response.body == answer.response.body && other.keep_alive == answer.keep_alive;
    KATIWALA_ASSERT(same && written(other.response, in_chunks) == text, "read, but written differently");
  }
}

void stands_in(std::string_view bytes, const Answer& answer, bool head_only) {
  const std::string_view body = after_heads(bytes, answer.response.status);
  if (head_only) KATIWALA_ASSERT(body.empty() && answer.response.body.empty(), "what was read does not stand in the bytes: a body of an answer to HEAD");
  const std::string* coding = answer.response.headers.find("transfer-encoding");
  if (coding == nullptr || head_only) KATIWALA_ASSERT(body == answer.response.body, "what was read does not stand in the bytes: another body");
  const std::string* length = answer.response.headers.find("content-length");
  const bool bodiless = answer.response.status == 204 || answer.response.status == 304;
  KATIWALA_ASSERT((coding != nullptr) != (length != nullptr) || bodiless, "what was read does not stand in the bytes: a length told in two ways");
}

void chunks_alone(std::string_view bytes, std::size_t most) {
  const auto whole = read_chunks(bytes, most);
  if (!whole.ok() || !whole->has_value()) return;
  const Chunked& read = **whole;
  const std::string_view own = bytes.substr(0, bytes.size() - read.rest.size());
  KATIWALA_ASSERT(bytes.ends_with(read.rest) && read.body.size() <= most && own.ends_with("0\r\n\r\n"), "what was read does not stand in the bytes: chunks");
  const std::string text = chunked(read.body);
  const auto again = read_chunks(text, most);
  KATIWALA_ASSERT(again.ok() && again->has_value() && (*again)->body == read.body && (*again)->rest.empty(), "read, but written differently");
}

}  // namespace

void one(std::string_view bytes) {
  for (const std::size_t most : {kWide, std::size_t{64}}) {
    for (const bool head_only : {false, true}) {
      const auto read = [=](std::string_view part) { return parse_answer(part, head_only, most); };
      judged_alike(bytes, read);
      const auto answer = read(bytes);
      if (!answer.ok() || !answer->has_value()) continue;
      KATIWALA_ASSERT((*answer)->response.body.size() <= most, "a body that is longer than accepted");
      stands_in(bytes, **answer, head_only);
      if (!head_only) says_the_same_again(**answer);
    }
    chunks_alone(bytes, most);
  }
}

}  // namespace katiwala::fuzz
