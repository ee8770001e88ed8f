// Requests in HTTP/1.1: whole, in two pieces and byte by byte they have one outcome. What is taken stands in the bytes for a second reader that knows nothing
// but lines and lengths (nothing is smuggled), and written again it is the same request.
#include "api/transport/http_parser.h"

#include <algorithm>

#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::transport;

namespace {

class Whole final : public StoredBody {
 public:
  explicit Whole(std::size_t size) : size_(size) {}
  [[nodiscard]] std::size_t size() const override { return size_; }
  Status read(std::size_t, std::span<char>) const override { return good(); }
  [[nodiscard]] const Digest& sha256() const override { return none_; }

 private:
  std::size_t size_;
  Digest none_{};
};

/// Where a long body goes: into `to`, at most 200 bytes of it.
class Arriving final : public LongBody {
 public:
  explicit Arriving(std::string& to) : to_(to) {}
  Status take(std::string_view bytes) override {
    to_.append(bytes);
    if (to_.size() > 200) return body_too_large(200);
    return good();
  }
  Result<std::shared_ptr<const StoredBody>> finish() override { return std::shared_ptr<const StoredBody>(std::make_shared<Whole>(to_.size())); }

 private:
  std::string& to_;
};

struct Outcome {
  std::vector<Request> requests;  ///< with a long body as if it had been held in memory
  std::vector<std::string> refused;
  std::size_t continues = 0;
  RequestParser::Phase phase = RequestParser::Phase::between;
  bool operator==(const Outcome&) const = default;
};

/// True where there is a next step without further bytes.
bool step_on(RequestParser& parser, Outcome& out, std::string& arrived) {
  switch (parser.step()) {
    case RequestParser::Step::need_more: return false;
    case RequestParser::Step::want_continue: ++out.continues; return true;
    case RequestParser::Step::long_body:
      arrived.clear();
      if (parser.announced() > 400) parser.decline(body_too_large(400));
      else parser.keep_in(std::make_unique<Arriving>(arrived));
      return true;
    case RequestParser::Step::request: {
      Request request = parser.take();
      if (request.long_body) {
        KATIWALA_ASSERT(request.body.empty() && request.long_body->size() == arrived.size(), "a body in two places");
        request.body = arrived;
        request.long_body.reset();
      }
      out.requests.push_back(std::move(request));
      return true;
    }
    case RequestParser::Step::refused: break;
  }
  has_a_sentence(parser.refusal());
  out.refused = {std::string(name_of(parser.refusal().code)), parser.refusal().message, parser.refusal().place};
  return false;
}

Outcome read(const Limits& limits, std::string_view bytes, std::size_t piece_bytes) {
  RequestParser parser(limits);
  Outcome out;
  std::string arrived;
  while (!bytes.empty() && out.refused.empty()) {
    const std::string_view piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    parser.feed(piece);
    while (step_on(parser, out, arrived)) continue;
  }
  out.phase = parser.phase();
  return out;
}

/// Wide, and so narrow that samples reach each bound.
const std::vector<Limits>& all_limits() {
  static const std::vector<Limits> limits = [] {
    Limits narrow{.max_request_line_bytes = 48, .max_head_bytes = 160, .max_headers = 5, .max_body_bytes = 16, .long_bodies = true, .hosts = {}};
    Limits named = narrow;
    named.long_bodies = false;
    named.hosts = {"ledger.sandbox.example"};
    return std::vector<Limits>{Limits(), narrow, named};
  }();
  return limits;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::size_t lines_of(const std::string& head, const std::string& name) {
  std::size_t count = 0;
  for (std::size_t at = head.find("\n" + name + ":"); at != std::string::npos; at = head.find("\n" + name + ":", at + 1)) ++count;
  return count;
}

void is_one_head(const std::string& head, const Request& request) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    const bool of_a_pair = head[i] == '\n' ? i > 0 && head[i - 1] == '\r' : head[i] != '\r' || (i + 1 < head.size() && head[i + 1] == '\n');
    KATIWALA_ASSERT(of_a_pair, "what was read does not stand in the bytes: a line that ends otherwise");
  }
  const std::size_t lengths = lines_of(head, "content-length");
  const bool framed = lines_of(head, "host") == 1 && lines_of(head, "transfer-encoding") == 0 && (lengths == 1 || (lengths == 0 && request.body.empty()));
  KATIWALA_ASSERT(framed, "what was read does not stand in the bytes: a length that can be told in two ways");
  const bool begins = head.starts_with(lower(request.method) + " " + lower(request.target.path));
  KATIWALA_ASSERT(begins, "what was read does not stand in the bytes: another method or path");
}

void stands_in(std::string_view bytes, const Outcome& outcome) {
  for (const Request& request : outcome.requests) {
    const std::size_t end = bytes.find("\r\n\r\n");
    KATIWALA_ASSERT(end != std::string_view::npos, "what was read does not stand in the bytes: no end of a head");
    is_one_head(lower(bytes.substr(0, end + 2)), request);
    const std::string* length = request.headers.find("content-length");
    KATIWALA_ASSERT(length == nullptr || *length == std::to_string(request.body.size()), "what was read does not stand in the bytes: another length");
    bytes.remove_prefix(end + 4);
    KATIWALA_ASSERT(bytes.starts_with(request.body), "what was read does not stand in the bytes: another body");
    bytes.remove_prefix(request.body.size());
  }
}

std::string encoded(std::string_view text, std::string_view also_encoded) {
  static constexpr std::string_view kPlain = "-._~!$'()*+,;:@/?=", kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (word || (kPlain.find(c) != std::string_view::npos && also_encoded.find(c) == std::string_view::npos)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

/// Never longer than what was read.
std::string written(const Request& request) {
  std::string out = request.method + " " + request.target.path;
  char before = '?';
  for (const auto& [name, value] : request.target.query) {
    out += before + encoded(name, "=") + "=" + encoded(value, "");
    before = '&';
  }
  out += " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers.all()) out.append(name).append(":").append(value).append("\r\n");
  return out + "\r\n" + request.body;
}

}  // namespace

void one(std::string_view bytes) {
  constexpr std::size_t kShort = 1000;
  for (const Limits& limits : all_limits()) {
    const Outcome whole = read(limits, bytes, bytes.size());
    const Outcome two = read(limits, bytes, 1 + drawn(bytes) % (bytes.size() + 1));
    KATIWALA_ASSERT(whole == two, "two readings of the same bytes differ");
    if (bytes.size() <= kShort) KATIWALA_ASSERT(read(limits, bytes, 1) == whole, "two readings of the same bytes differ");
    stands_in(bytes, whole);
  }
  for (const Request& request : read(Limits(), bytes, bytes.size()).requests) {
    const std::string text = written(request);
    const Outcome again = read(Limits(), text, text.size());
    KATIWALA_ASSERT(again.requests.size() == 1 && again.requests.front() == request, "read, but written differently");
  }
}

}  // namespace katiwala::fuzz
