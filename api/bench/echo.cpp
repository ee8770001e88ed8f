#include "api/bench/echo.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>

#include <ostream>

namespace katiwala::api::bench {
namespace {

class Echo final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Echo(const std::string& answer) : answer_(answer) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    std::string body;
    if (request.hasContentLength()) Poco::StreamCopier::copyToString(request.stream(), body);
    response.setContentType("application/json");
    response.setContentLength64(static_cast<Poco::Int64>(answer_.size()));
    response.send() << answer_ << std::flush;
  }

 private:
  const std::string& answer_;
};

class Echoes final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Echoes(std::size_t bytes) : answer_(bytes, 'x') {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override { return new Echo(answer_); }

 private:
  const std::string answer_;
};

}  // namespace

struct EchoServer::Impl {
  explicit Impl(int threads) : pool(2, threads) {}
  Poco::ThreadPool pool;
  std::unique_ptr<Poco::Net::HTTPServer> server;
};

EchoServer::EchoServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EchoServer::~EchoServer() { impl_->server->stopAll(true); }
std::uint16_t EchoServer::port() const { return impl_->server->port(); }

Result<std::unique_ptr<EchoServer>> EchoServer::start(const LedgerFolder& folder, std::size_t answer_bytes, std::size_t threads) {
  using namespace Poco::Net;
  try {
    Context::Params tls;
    tls.certificateFile = folder.server_certificate.string();
    tls.privateKeyFile = folder.server_key.string();
    tls.caLocation = folder.authorities.string();
    tls.verificationMode = Context::VERIFY_STRICT;
    Context::Ptr context = new Context(Context::TLS_SERVER_USE, tls);
    context->enableExtendedCertificateVerification(false);  // it would hold the client's certificate against its address
    context->requireMinimumProtocol(Context::PROTO_TLSV1_3);
    auto impl = std::make_unique<Impl>(static_cast<int>(threads) + 2);
    SecureServerSocket socket(context);
    socket.bind(SocketAddress("127.0.0.1", 0), true);
    socket.listen(64);
    HTTPServerParams::Ptr params = new HTTPServerParams;
    params->setKeepAlive(true);
    params->setMaxKeepAliveRequests(0);
    params->setMaxThreads(static_cast<int>(threads));
    params->setMaxQueued(static_cast<int>(threads));
    impl->server = std::make_unique<HTTPServer>(new Echoes(answer_bytes), impl->pool, socket, params);
    impl->server->start();
    return std::unique_ptr<EchoServer>(new EchoServer(std::move(impl)));
  } catch (const Poco::Exception& error) {
    return refuse(Code::HTTP_UNREACHABLE, "The benchmark's echo server does not start: " + error.displayText());
  }
}

}  // namespace katiwala::api::bench
