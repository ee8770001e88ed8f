#include "api/transport/web_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>
#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <future>
#include <thread>

#include "api/transport/connection.h"
#include "api/transport/exchange.h"
#include "api/transport/plain_stream.h"

namespace katiwala::api::transport {
namespace {

using Addresses = std::vector<Poco::Net::SocketAddress>;

Addresses look_up(const std::string& host, std::uint16_t port) {
  Addresses out;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return out;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    const Poco::Net::IPAddress address = Poco::Net::SocketAddress(entry->ai_addr, entry->ai_addrlen).host();
    out.emplace_back(address, port);
  }
  ::freeaddrinfo(found);
  return out;
}

bool is_numeric(const std::string& host) {
  in6_addr ignored;
  return ::inet_pton(AF_INET, host.c_str(), &ignored) == 1 || ::inet_pton(AF_INET6, host.c_str(), &ignored) == 1;
}

/// The resolver keeps no deadline, so it is asked in a thread that is left behind where it takes too long.
Result<Addresses> addresses_of(const WebUrl& url, std::int64_t until_ms) {
  Addresses found;
  if (is_numeric(url.host)) {
    found = look_up(url.host, url.port);
  } else {
    std::promise<Addresses> promise;
    auto answer = promise.get_future();
    std::thread([promise = std::move(promise), host = url.host, port = url.port]() mutable { promise.set_value(look_up(host, port)); }).detach();
    const std::int64_t left_ms = std::max<std::int64_t>(0, until_ms - monotonic_ms());
    if (answer.wait_for(std::chrono::milliseconds(left_ms)) != std::future_status::ready) return refuse(Code::HTTP_TIMEOUT);
    found = answer.get();
  }
  if (found.empty()) return refuse(Code::HTTP_UNREACHABLE, "The host has no address.");
  return found;
}

/// Each address in turn, with its share of what time is left.
Result<Poco::Net::StreamSocket> connect(const WebUrl& url, const WebOptions& options, std::int64_t until_ms) {
  KATIWALA_TRY(Addresses addresses, addresses_of(url, until_ms));
  if (options.may_reach) {
    std::erase_if(addresses, [&](const Poco::Net::SocketAddress& one) { return !options.may_reach(one.host().toString()); });
    if (addresses.empty()) return refuse(Code::HTTP_UNREACHABLE, "The host leads to no address that may be reached from here.");
  }
  std::string why;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const std::int64_t left_ms = until_ms - monotonic_ms();
    if (left_ms <= 0) return refuse(Code::HTTP_TIMEOUT);
    const std::int64_t share_ms = std::max<std::int64_t>(1, left_ms / static_cast<std::int64_t>(addresses.size() - i));
    try {
      Poco::Net::StreamSocket socket;
      socket.connect(addresses[i], Poco::Timespan(share_ms * 1000));
      socket.setNoDelay(true);
      socket.setBlocking(false);
      return socket;
    } catch (const Poco::Exception& e) {
      why = e.displayText();
    }
  }
  if (monotonic_ms() >= until_ms) return refuse(Code::HTTP_TIMEOUT);
  return refuse(Code::HTTP_UNREACHABLE, "The server can not be reached: " + why + ".");
}

struct Question {
  std::string_view method;
  std::string_view content_type;
  std::string_view body;
};

std::string message_of(const WebUrl& url, const Question& question, const Headers& headers) {
  std::string out;
  out.append(question.method).append(" ").append(url.target).append(" HTTP/1.1\r\nhost: ").append(url.host_header());
  out.append("\r\nuser-agent: katiwala\r\naccept-encoding: identity\r\nconnection: close\r\n");
  for (const auto& [name, value] : headers.all()) {
    KATIWALA_ASSERT(value.find_first_of("\r\n") == std::string::npos, "a header of ours that would be two");
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (question.method == "POST") {
    out.append("content-type: ").append(question.content_type).append("\r\ncontent-length: ").append(std::to_string(question.body.size())).append("\r\n");
  }
  return out.append("\r\n").append(question.body);
}

Result<WebAnswer> read_answer(Answer answer) {
  const Headers& headers = answer.response.headers;
  const std::string* coding = headers.find("content-encoding");
  if (coding != nullptr && *coding != "identity") return refuse(Code::HTTP_RESPONSE, "The answer is in a coding that was not asked for.");
  const std::string* type = headers.find("content-type");
  return WebAnswer{answer.response.status, type == nullptr ? std::string() : *type, std::move(answer.response.body)};
}

Result<WebAnswer> ask(const WebUrl& url, const Question& question, const WebOptions& options) {
  const std::int64_t until_ms = monotonic_ms() + options.deadline_ms;
  std::shared_ptr<const TlsContext> tls;
  if (url.is_tls) {
    KATIWALA_TRY(tls, TlsContext::public_client(options.authorities_pem, url.host, options.wall_micros));
  }
  KATIWALA_TRY(auto socket, connect(url, options, until_ms));
  const int fd = socket.impl()->sockfd();
  std::unique_ptr<ByteStream> stream;
  if (tls) stream = std::make_unique<TlsStream>(tls, fd);
  else stream = std::make_unique<PlainStream>(fd);
  const Exchange exchange{*stream, fd, until_ms};
  KATIWALA_CHECK(exchange.shake_hands());
  KATIWALA_CHECK(exchange.send(message_of(url, question, options.headers)));
  KATIWALA_TRY(Answer answer, exchange.receive(false, options.max_answer_bytes, Code::HTTP_CLOSED));
  stream->close_notify();
  return read_answer(std::move(answer));
}

Result<WebAnswer> ask(const std::string& text, const Question& question, const WebOptions& options) {
  KATIWALA_ASSERT(options.wall_micros, "a client needs its clock");
  KATIWALA_TRY(const WebUrl url, parse_web_url(text));
  auto answer = ask(url, question, options);
  if (answer.ok()) return answer;
  Refusal refusal = answer.refusal();
  refusal.place = url.host_header();
  return refusal;
}

}  // namespace

Result<WebAnswer> web_get(const std::string& url, const WebOptions& options) { return ask(url, {"GET", {}, {}}, options); }

Result<WebAnswer> web_post(const std::string& url, std::string_view content_type, std::string_view body, const WebOptions& options) {
  return ask(url, {"POST", content_type, body}, options);
}

}  // namespace katiwala::api::transport
