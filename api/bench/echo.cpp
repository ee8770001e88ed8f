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

#include "api/transport/server.h"

namespace katiwala::api::bench {
namespace {

/// What every handler answers with.
struct EchoAnswer {
  std::string bytes;
  std::function<Status()> keep;
};

class Echo final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Echo(const EchoAnswer& answer) : answer_(answer) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    std::string body;
    if (request.hasContentLength()) Poco::StreamCopier::copyToString(request.stream(), body);
    if (answer_.keep && !body.empty() && !answer_.keep().ok()) response.setStatus(Poco::Net::HTTPResponse::HTTP_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setContentLength64(static_cast<Poco::Int64>(answer_.bytes.size()));
    response.send() << answer_.bytes << std::flush;
  }

 private:
  const EchoAnswer& answer_;
};

class Echoes final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Echoes(EchoAnswer answer) : answer_(std::move(answer)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override { return new Echo(answer_); }

 private:
  const EchoAnswer answer_;
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

Result<std::unique_ptr<EchoServer>> EchoServer::start(const LedgerFolder& folder, EchoOptions options) {
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
    context->disableStatelessSessionResumption();
    const int threads = static_cast<int>(options.threads);
    auto impl = std::make_unique<Impl>(threads + 2);
    SecureServerSocket socket(context);
    socket.bind(SocketAddress("127.0.0.1", 0), true);
    socket.listen(64);
    HTTPServerParams::Ptr params = new HTTPServerParams;
    params->setKeepAlive(true);
    params->setMaxKeepAliveRequests(0);
    params->setKeepAliveTimeout(Poco::Timespan(transport::Deadlines{}.idle_ms * 1000));
    params->setMaxThreads(threads);
    params->setMaxQueued(threads);
    impl->server = std::make_unique<HTTPServer>(new Echoes({std::string(options.answer_bytes, 'x'), std::move(options.keep)}), impl->pool, socket, params);
    impl->server->start();
    return std::unique_ptr<EchoServer>(new EchoServer(std::move(impl)));
  } catch (const Poco::Exception& error) {
    return refuse(Code::HTTP_UNREACHABLE, "The benchmark's echo server does not start: " + error.displayText());
  }
}

}  // namespace katiwala::api::bench
