// The server over loopback: exchanges, deadlines, caps and stopping. No test sleeps: each blocks on the socket until the server acts.
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "api/transport/json.h"
#include "door.h"

namespace katiwala::api::transport::server_test {
namespace {

using namespace door;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(Server, AnswersOnOneConnection) {
  Door door;
  door.open();
  auto client = door.client(pki().alice);
  Headers headers;
  headers.set("request-id", "mine.1");
  const auto first = client.call_json("POST", "/a/b", "{}", headers).value();
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "POST /a/b {}");
  EXPECT_EQ(*first.headers.find("request-id"), "mine.1");
  EXPECT_EQ(*first.headers.find("x-content-type-options"), "nosniff");
  EXPECT_EQ(*first.headers.find("date"), "Mon, 02 Mar 2026 01:15:00 GMT");
  headers.set("request-id", "not well formed");
  EXPECT_EQ(*client.call("GET", "/", {}, headers).value().headers.find("request-id"), "made-1");
  const auto head = client.call("HEAD", "/x").value();
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(*head.headers.find("content-length"), "8");
  EXPECT_EQ(client.call("GET", "/last").value().body, "GET /last ");
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Door door;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  std::string text;
  for (int i = 0; i < 100; ++i) text += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(client.send(text));
  for (int i = 0; i < 100; ++i) EXPECT_NE(client.read_until("GET /" + std::to_string(i) + " ").find("200 OK"), std::string::npos);
}

TEST(Server, SaysContinue) {
  Door door;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(client.send("ab"));
  EXPECT_NE(client.read_until("POST /p ab").find("200 OK"), std::string::npos);
}

TEST(Server, EndsTheConnectionAfterAMalformedRequest) {
  Door door;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"));
  const std::string all = client.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 400 Bad Request\r\n")) << all;
  EXPECT_NE(all.find("connection: close"), std::string::npos);
  EXPECT_NE(all.find("\"code\":\"HTTP_FRAMING\""), std::string::npos);
  EXPECT_EQ(all.find("smuggled"), std::string::npos);
}

TEST(Server, BoundsTheBody) {
  Door door;
  door.options.limits.max_body_bytes = 200'000;
  door.open();
  auto client = door.client(pki().alice);
  const std::string body(200'000, 'x');
  EXPECT_EQ(client.call("POST", "/p", body).value().body, "POST /p " + body);
  const auto answer = client.call("POST", "/p", body + "x");
  ASSERT_TRUE(answer.ok()) << answer.refusal().message;
  EXPECT_EQ(answer->status, 413);
  EXPECT_EQ(client.call("GET", "/").value().status, 200);
}

TEST(Server, KeepsConcurrentClientsApart) {
  Door door;
  door.open();
  std::vector<std::thread> threads;
  std::atomic<int> good_answers = 0;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      auto client = door.client(t % 2 == 0 ? pki().alice : pki().bob);
      for (int i = 0; i < 50; ++i) {
        const std::string body = std::to_string(t) + "." + std::to_string(i) + std::string(static_cast<std::size_t>(i) * 500, 'b');
        const auto answer = client.call("POST", "/p", body);
        good_answers += answer.ok() && answer->body == "POST /p " + body ? 1 : 0;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good_answers, 400);
}

TEST(Server, SlowPeersHoldNoWorker) {
  Door door;
  door.options.caps.workers = 1;
  door.open();
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(std::make_unique<RawClient>(door.server->port(), pki().alice));
    ASSERT_TRUE(slow.back()->send("GET / HT"));
  }
  EXPECT_EQ(door.client(pki().bob).call("GET", "/").value().status, 200);
  for (auto& client : slow) {
    ASSERT_TRUE(client->send("TP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_NE(client->read_until("GET / ").find("200 OK"), std::string::npos);
  }
}

TEST(Deadlines, ADripOfHeaderBytesIsCut) {
  Door door;
  door.options.deadlines.head_ms = 150;
  door.options.limits.max_head_bytes = 1 << 30;  // the drip can only end at its deadline
  door.options.limits.max_request_line_bytes = 1 << 30;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send("GET /"));
  while (!client.stirs_within(2)) ASSERT_TRUE(client.send("a"));
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
}

TEST(Deadlines, ADripOfBodyBytesIsCut) {
  Door door;
  door.options.deadlines.body_ms = 150;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"));
  while (!client.stirs_within(2)) ASSERT_TRUE(client.send("a"));
  const std::string all = client.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 408 Request Timeout\r\n"));
  EXPECT_NE(all.find("HTTP_TIMEOUT"), std::string::npos);
}

TEST(Deadlines, AnIdleConnectionIsClosedWithoutAWord) {
  Door door;
  door.options.deadlines.idle_ms = 100;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send(kGet));
  ASSERT_NE(client.read_until("GET / ").find("200 OK"), std::string::npos);
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(SSL_get_shutdown(client.ssl()) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN);
}

TEST(Deadlines, AHandshakeThatDoesNotComeIsCut) {
  Door door;
  door.options.deadlines.handshake_ms = 100;
  door.open();
  const int fd = connect_to(door.server->port());
  ASSERT_GE(fd, 0);
  char byte = 0;
  EXPECT_LE(::recv(fd, &byte, 1, 0), 0);  // blocks until the server closes
  ::close(fd);
}

TEST(Deadlines, APeerThatDoesNotReadIsCut) {
  Door door;
  door.options.deadlines.write_ms = 150;
  door.handler = [](const Request&, const Peer&) {
    Response response;
    response.body = std::string(64 << 20, 'x');
    return response;
  };
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send(kGet));
  ASSERT_NE(client.read_until("\r\n\r\n").find("200 OK"), std::string::npos);
  door.server->stop();  // waits, longer than any test may take, for the response to be taken or cut
  EXPECT_LT(client.read_all().size(), std::size_t{64 << 20});
}

TEST(Caps, AConnectionTooManyIsToldSo) {
  Door door;
  door.options.caps.connections = 2;
  door.options.caps.refused_connections = 1;
  door.open();
  auto first = std::make_unique<HttpsClient>(door.client(pki().alice));
  auto second = door.client(pki().bob);
  ASSERT_EQ(first->call("GET", "/").value().status, 200);
  ASSERT_EQ(second.call("GET", "/").value().status, 200);
  {
    RawClient third(door.server->port(), pki().alice);
    ASSERT_TRUE(third.shook_hands());
    EXPECT_FALSE(RawClient(door.server->port(), pki().alice).shook_hands());  // one more than is answered at all
    ASSERT_TRUE(third.send(kGet));
    const std::string all = third.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << all;
    EXPECT_NE(all.find("retry-after: 1\r\n"), std::string::npos);
    EXPECT_NE(all.find("HTTP_BUSY"), std::string::npos);
  }
  first.reset();  // room again, once the server has seen it go
  auto fourth = door.client(pki().alice);
  Result<Response> answer = fourth.call("GET", "/");
  while (!answer.ok() || answer->status == 503) answer = fourth.call("GET", "/");
  EXPECT_EQ(answer->status, 200);
}

TEST(Caps, OneAddressCanNotTakeThemAll) {
  Door door;
  door.options.caps.connections_per_address = 1;
  door.open();
  auto first = door.client(pki().alice);
  auto second = door.client(pki().bob);
  ASSERT_EQ(first.call("GET", "/").value().status, 200);
  EXPECT_EQ(second.call("GET", "/").value().status, 503);
  EXPECT_EQ(first.call("GET", "/").value().status, 200);
}

TEST(Stop, FinishesWhatIsUnderWayAndNothingMore) {
  Door door;
  std::promise<void> entered;
  std::promise<void> released;
  door.handler = [&](const Request& request, const Peer&) {
    Response response;
    response.body = request.target.path;
    if (request.target.path == "/slow") {
      entered.set_value();
      released.get_future().wait();
    }
    return response;
  };
  door.open();
  const std::uint16_t port = door.server->port();
  RawClient idle(port, pki().bob);
  ASSERT_TRUE(idle.send(kGet));
  ASSERT_NE(idle.read_until("\r\n\r\n/").find("200 OK"), std::string::npos);
  RawClient slow(port, pki().alice);
  ASSERT_TRUE(slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
  entered.get_future().wait();

  std::thread stopper([&] { door.server->stop(); });
  EXPECT_EQ(idle.read_all(), "");  // closed while the other request is still under way
  released.set_value();
  const std::string all = slow.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(all.find("connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("/slow"));
  stopper.join();
  EXPECT_EQ(connect_to(port), -1);
}

TEST(Stop, IsBoundedForPeersThatNeverFinish) {
  Door door;
  door.options.deadlines.stop_ms = 50;
  door.open();
  RawClient client(door.server->port(), pki().alice);
  ASSERT_TRUE(client.send(kGet));
  ASSERT_NE(client.read_until("GET / ").find("200 OK"), std::string::npos);
  ASSERT_TRUE(client.send("GET / HT"));
  door.server->stop();
  door.server->stop();
  EXPECT_EQ(client.read_all(), "");
}

TEST(Start, RefusesAnAddressInUse) {
  Door door;
  door.open();
  ServerOptions again = door.options;
  again.port = door.server->port();
  const auto started = HttpsServer::start(again, door.handler);
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.refusal().code, Code::HTTP_UNREACHABLE);
  again.port = 0;
  again.address = "192.0.2.1";  // TEST-NET, never ours
  EXPECT_FALSE(HttpsServer::start(again, door.handler).ok());
}

TEST(Client, ConnectsAnewWhereTheServerLeftAnIdleConnection) {
  Door door;
  door.options.deadlines.idle_ms = 50;
  door.open();
  auto client = door.client(pki().alice);
  ASSERT_EQ(client.call("GET", "/").value().status, 200);
  // Two idle connections opened later, one after the other, are closed: so the client's was.
  for (int i = 0; i < 2; ++i) EXPECT_EQ(RawClient(door.server->port(), pki().bob).read_all(), "");
  const auto answer = client.call("GET", "/again");
  ASSERT_TRUE(answer.ok()) << answer.refusal().message;
  EXPECT_EQ(answer->body, "GET /again ");
}

TEST(Client, NamesWhatWentWrong) {
  Door door;
  door.open();
  auto options = door.client_options(pki().alice);
  door.server->stop();
  EXPECT_EQ(HttpsClient::create(options).value().call("GET", "/").refusal().code, Code::HTTP_UNREACHABLE);

  std::promise<void> released;
  std::shared_future<void> gate = released.get_future().share();
  Door slow;
  slow.handler = [gate](const Request&, const Peer&) {
    gate.wait();
    return Response{};
  };
  slow.open();
  options = slow.client_options(pki().alice);
  options.deadline_ms = 100;
  EXPECT_EQ(HttpsClient::create(options).value().call("GET", "/").refusal().code, Code::HTTP_TIMEOUT);
  released.set_value();
}

}  // namespace
}  // namespace katiwala::api::transport::server_test
