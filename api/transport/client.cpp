#include "api/transport/client.h"

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>
#include <poll.h>

#include <algorithm>
#include <functional>

#include "api/transport/connection.h"
#include "api/transport/exchange.h"

namespace katiwala::api::transport {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

struct Link {
  Link(Poco::Net::StreamSocket connected, std::shared_ptr<const TlsContext> context)
      : socket(std::move(connected)), tls(std::move(context), socket.impl()->sockfd()) {}
  Poco::Net::StreamSocket socket;
  TlsStream tls;
};

std::string host_header(const ClientOptions& options) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(options.port);
}

}  // namespace

struct HttpsClient::Impl {
  ClientOptions options;
  std::shared_ptr<const TlsContext> tls;
  std::unique_ptr<Link> link;

  [[nodiscard]] Exchange exchange(std::int64_t until) const { return {link->tls, link->socket.impl()->sockfd(), until}; }

  /// Between calls a server has nothing to say but goodbye: what can be read then is the end of the connection.
  [[nodiscard]] bool server_has_left() const {
    pollfd entry{link->socket.impl()->sockfd(), POLLIN, 0};
    return ::poll(&entry, 1, 0) != 0;
  }

  Status connect(std::int64_t until) {
    try {
      Poco::Net::StreamSocket socket;
      const std::int64_t left_ms = std::max<std::int64_t>(1, until - monotonic_ms());
      socket.connect(Poco::Net::SocketAddress(options.host, options.port), Poco::Timespan(left_ms * 1000));
      socket.setNoDelay(true);
      socket.setBlocking(false);
      link = std::make_unique<Link>(std::move(socket), tls);
    } catch (const Poco::Exception& e) {
      return refuse(Code::HTTP_UNREACHABLE, "Can not reach " + host_header(options) + ": " + e.displayText() + ".");
    }
    return exchange(until).shake_hands();
  }

  Result<Answer> receive(bool head_only, std::int64_t until) const {
    // In TLS 1.3 the server judges our certificate after our side of the handshake is done: its alert comes here.
    return exchange(until).receive(head_only, options.max_answer_bytes, answered ? Code::HTTP_CLOSED : Code::TLS_REFUSED);
  }

  [[nodiscard]] std::string head(std::string_view method, std::string_view target, std::size_t body_bytes, const Headers& headers) const;
  /// Connects where nothing is open, sends, and takes the answer.
  Result<Response> ask(std::int64_t until, bool head_only, const std::function<Status(const Exchange&)>& send);
  void disconnect();

  bool answered = false;  ///< this connection has carried an answer: the server took our certificate
};

HttpsClient::HttpsClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpsClient::~HttpsClient() { if (impl_) disconnect(); }
HttpsClient::HttpsClient(HttpsClient&&) noexcept = default;
HttpsClient& HttpsClient::operator=(HttpsClient&&) noexcept = default;

Result<HttpsClient> HttpsClient::create(ClientOptions options) {
  KATIWALA_ASSERT(options.wall_micros, "a client needs its clock");
  KATIWALA_TRY(auto tls, TlsContext::client(options.identity, options.authorities_pem, options.host, options.wall_micros));
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->tls = std::move(tls);
  return HttpsClient(std::move(impl));
}

void HttpsClient::Impl::disconnect() {
  if (link) link->tls.close_notify();
  link.reset();
  answered = false;
}

void HttpsClient::disconnect() { impl_->disconnect(); }

std::string HttpsClient::Impl::head(std::string_view method, std::string_view target, std::size_t body_bytes, const Headers& headers) const {
  std::string out;
  out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nhost: ").append(host_header(options)).append("\r\n");
  for (const auto& [name, value] : headers.all()) out.append(name).append(": ").append(value).append("\r\n");
  const bool says_length = body_bytes > 0 || method == "POST" || method == "PUT" || method == "PATCH";
  if (says_length) out.append("content-length: ").append(std::to_string(body_bytes)).append("\r\n");
  return out.append("\r\n");
}

Result<Response> HttpsClient::Impl::ask(std::int64_t until, bool head_only, const std::function<Status(const Exchange&)>& send) {
  if (link && server_has_left()) disconnect();
  if (!link) {
    if (const Status connected = connect(until); !connected.ok()) {
      link.reset();
      return connected.refusal();
    }
  }
  const Status sent = send(exchange(until));
  auto answer = sent.ok() ? receive(head_only, until) : Result<Answer>(sent.refusal());
  answered = answer.ok();
  if (!answer.ok() || !answer->keep_alive) disconnect();
  if (!answer.ok()) return answer.refusal();
  return std::move(answer->response);
}

Result<Response> HttpsClient::call(std::string_view method, std::string_view target, std::string_view body, const Headers& headers) {
  const std::string message = impl_->head(method, target, body.size(), headers).append(body);
  return impl_->ask(monotonic_ms() + impl_->options.deadline_ms, method == "HEAD", [&](const Exchange& exchange) { return exchange.send(message); });
}

Result<Response> HttpsClient::call(std::string_view method, std::string_view target, const StoredBytes& body, const Headers& headers) {
  const std::string head = impl_->head(method, target, body.size(), headers);
  return impl_->ask(monotonic_ms() + impl_->options.long_deadline_ms, method == "HEAD", [&](const Exchange& exchange) -> Status {
    KATIWALA_CHECK(exchange.send(head));
    std::string piece;
    for (std::size_t at = 0; at < body.size(); at += piece.size()) {
      piece.resize(std::min(kPiece, body.size() - at));
      KATIWALA_CHECK(body.read(at, piece));
      KATIWALA_CHECK(exchange.send(piece));
    }
    return good();
  });
}

Result<Response> HttpsClient::call_json(std::string_view method, std::string_view target, std::string_view json, Headers headers) {
  headers.set("content-type", "application/json");
  return call(method, target, json, headers);
}

}  // namespace katiwala::api::transport
