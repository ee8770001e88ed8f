// The plain listener: what the TLS server's tests ask for where it applies, and what is different without TLS. No test sleeps.
#include <future>
#include <thread>

#include "watcher.h"
#include "window.h"

namespace katiwala::api::transport::plain_test {
namespace {

using namespace door;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(Plain, GoldenAnswer) {
  Window window;
  window.handler = [](const Request&, const Peer&) {
    Response response;
    response.headers.set("content-type", "application/octet-stream");
    response.headers.set("cache-control", "max-age=31536000, immutable");
    response.body = "tile";
    return response;
  };
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send("GET /tile/0/000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  EXPECT_EQ(client.read_all(),
            "HTTP/1.1 200 OK\r\ndate: Mon, 02 Mar 2026 01:15:00 GMT\r\nrequest-id: made-1\r\ncontent-type: application/octet-stream\r\n"
            "cache-control: max-age=31536000, immutable\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'\r\n"
            "cross-origin-opener-policy: same-origin\r\ncross-origin-resource-policy: same-origin\r\nreferrer-policy: no-referrer\r\nx-content-type-options: nosniff\r\n"
            "x-frame-options: DENY\r\ncontent-length: 4\r\nconnection: close\r\n\r\ntile");
}

TEST(Plain, OnlyTheServerWithTlsTellsBrowsersToStayThere) {
  Window window;
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send(kGet));
  EXPECT_EQ(client.read_until("GET / ").find("strict-transport-security"), std::string::npos);
  Door door;
  door.open();
  EXPECT_NE(door.client(pki().alice).call("GET", "/").value().headers.find("strict-transport-security"), nullptr);
}

TEST(Plain, KnowsOfAPeerOnlyWhereItIs) {
  Window window;
  Peer seen;
  window.handler = [&](const Request&, const Peer& peer) {
    seen = peer;
    return Response{};
  };
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  ASSERT_TRUE(client.read_all().starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(seen.address, "127.0.0.1");
  EXPECT_EQ(seen.certificate_fingerprint, Digest{});
  EXPECT_EQ(seen.key_fingerprint, Digest{});
  EXPECT_TRUE(seen.certificate.der.empty());
}

TEST(Plain, KeepsAConnectionAndAnswersInOrder) {
  Window window;
  window.open();
  PlainClient client(window.server->port());
  std::string text;
  for (int i = 0; i < 100; ++i) text += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(client.send(text));
  for (int i = 0; i < 100; ++i) EXPECT_NE(client.read_until("GET /" + std::to_string(i) + " ").find("200 OK"), std::string::npos);
}

TEST(Plain, HeadHasTheLengthAndNoBody) {
  Window window;
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  const std::string all = client.read_all();
  EXPECT_NE(all.find("content-length: 8\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("\r\n\r\n"));
}

TEST(Plain, AnswersAPeerThatEndedItsHalf) {
  Window window;
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send(kGet));
  client.end_sending();
  EXPECT_TRUE(client.read_all().ends_with("GET / "));
}

TEST(Plain, TakesNoBodyUnlessToldTo) {
  struct Case {
    std::size_t max;
    std::string request;
    std::string status;
  };
  const std::vector<Case> cases = {
      {0, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "200 OK"},
      {0, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "413 Content Too Large"},
      {0, "DELETE /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "413 Content Too Large"},
      {0, "GET /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "400 Bad Request"},
      {0, "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "411 Length Required"},
      {2, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy", "200 OK"},
      {2, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nxyz", "413 Content Too Large"}};
  for (const Case& c : cases) {
    Window window;
    window.options.limits.max_body_bytes = c.max;
    window.open();
    PlainClient client(window.server->port());
    ASSERT_TRUE(client.send(c.request));
    client.end_sending();
    EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 " + c.status + "\r\n")) << c.max << " " << c.request;
  }
}

TEST(Plain, EndsTheConnectionAfterAMalformedRequest) {
  Window window;
  window.open();
  for (const std::string_view text :
       {"GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "\x16\x03\x01\x02\r\n"}) {
    PlainClient client(window.server->port());
    ASSERT_TRUE(client.send(std::string(text) + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"));
    const std::string all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 4") || all.starts_with("HTTP/1.1 5")) << text << all;
    EXPECT_NE(all.find("connection: close"), std::string::npos) << text;
    EXPECT_EQ(all.find("smuggled"), std::string::npos) << text;
  }
}

TEST(Plain, ATlsClientIsNotTalkedInto) {
  Window window;
  window.open();
  EXPECT_FALSE(RawClient(window.server->port(), pki().alice).shook_hands());
}

TEST(Plain, SlowPeersHoldNoWorker) {
  Window window;
  window.options.caps.workers = 1;
  window.open();
  std::vector<std::unique_ptr<PlainClient>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(std::make_unique<PlainClient>(window.server->port()));
    ASSERT_TRUE(slow.back()->send("GET / HT"));
  }
  PlainClient quick(window.server->port());
  ASSERT_TRUE(quick.send(kGet));
  EXPECT_NE(quick.read_until("GET / ").find("200 OK"), std::string::npos);
  for (auto& client : slow) {
    ASSERT_TRUE(client->send("TP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_NE(client->read_until("GET / ").find("200 OK"), std::string::npos);
  }
}

TEST(PlainDeadlines, APeerThatSaysNothingIsCut) {
  Window window;
  window.options.deadlines.handshake_ms = 100;
  window.open();
  EXPECT_EQ(PlainClient(window.server->port()).read_all(), "");
  PlainClient talks(window.server->port());  // and one that talked is held to the deadline of what it does now
  ASSERT_TRUE(talks.send(kGet));
  ASSERT_NE(talks.read_until("GET / ").find("200 OK"), std::string::npos);
  EXPECT_EQ(PlainClient(window.server->port()).read_all(), "");
  EXPECT_EQ(PlainClient(window.server->port()).read_all(), "");
  ASSERT_TRUE(talks.send(kGet));
  EXPECT_NE(talks.read_until("GET / ").find("200 OK"), std::string::npos);
}

TEST(PlainDeadlines, DripsAreCut) {
  for (const std::string_view start : {"GET /", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"}) {
    Window window;
    window.options.deadlines.head_ms = 150;
    window.options.deadlines.body_ms = 150;
    window.options.limits.max_body_bytes = 1'000'000;
    window.options.limits.max_head_bytes = 1 << 30;  // the drip can only end at its deadline
    window.options.limits.max_request_line_bytes = 1 << 30;
    window.open();
    PlainClient client(window.server->port());
    ASSERT_TRUE(client.send(start));
    while (!client.stirs_within(2)) ASSERT_TRUE(client.send("a"));
    EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 408 Request Timeout\r\n")) << start;
  }
}

TEST(PlainDeadlines, AnIdleConnectionIsClosedWithoutAWord) {
  Window window;
  window.options.deadlines.idle_ms = 100;
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send(kGet));
  ASSERT_NE(client.read_until("GET / ").find("200 OK"), std::string::npos);
  EXPECT_EQ(client.read_all(), "");
}

TEST(PlainDeadlines, APeerThatDoesNotReadIsCut) {
  Window window;
  window.options.deadlines.write_ms = 150;
  window.handler = [](const Request&, const Peer&) {
    Response response;
    response.body = std::string(64 << 20, 'x');
    return response;
  };
  window.open();
  PlainClient client(window.server->port());
  ASSERT_TRUE(client.send(kGet));
  ASSERT_NE(client.read_until("\r\n\r\n").find("200 OK"), std::string::npos);
  window.server->stop();  // waits, longer than any test may take, for the response to be taken or cut
  EXPECT_LT(client.read_all().size(), std::size_t{64 << 20});
}

TEST(PlainCaps, AConnectionTooManyIsToldSo) {
  Window window;
  window.options.caps.connections_per_address = 1;
  window.options.caps.refused_connections = 1;
  window.open();
  PlainClient first(window.server->port());
  ASSERT_TRUE(first.send(kGet));
  ASSERT_NE(first.read_until("GET / ").find("200 OK"), std::string::npos);
  PlainClient second(window.server->port());
  EXPECT_EQ(PlainClient(window.server->port()).read_all(), "");  // one more than is answered at all
  ASSERT_TRUE(second.send(kGet));
  const std::string all = second.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << all;
  EXPECT_NE(all.find("retry-after: 1\r\n"), std::string::npos);
  ASSERT_TRUE(first.send(kGet));
  EXPECT_NE(first.read_until("GET / ").find("200 OK"), std::string::npos);
}

/// In whose name: what a session is to the door.
std::optional<Digest> named(const Request& request) {
  const std::string* who = request.headers.find("who");
  if (who == nullptr) return std::nullopt;
  Digest out{};
  out[0] = static_cast<std::uint8_t>(who->front());
  return out;
}

std::string get_as(const std::string& who, const std::string& path = "/") {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + (who.empty() ? "" : "Who: " + who + "\r\n") + "\r\n";
}

TEST(PlainCallers, HaveAQuotaEachAndWhoIsUnknownHasNone) {
  Window window;
  window.options.caller_of = &named;
  window.options.rate = RateLimit{{1, 60}, [] { return std::int64_t{5'000'000}; }};
  window.options.rate->policy = "passkey";
  window.open();
  const auto ask = [&](const std::string& who) {
    PlainClient client(window.server->port());
    EXPECT_TRUE(client.send(get_as(who)));
    return client.read_all();
  };
  const std::string first = ask("a"), second = ask("a"), other = ask("b");
  EXPECT_TRUE(first.starts_with("HTTP/1.1 200 ")) << first;
  EXPECT_NE(first.find("ratelimit-policy: \"passkey\";q=1;w=60\r\n"), std::string::npos) << first;
  EXPECT_TRUE(second.starts_with("HTTP/1.1 429 ")) << second;
  EXPECT_NE(second.find("RATE_LIMITED"), std::string::npos) << second;
  EXPECT_NE(second.find("retry-after: 60\r\n"), std::string::npos) << second;
  EXPECT_TRUE(other.starts_with("HTTP/1.1 200 ")) << other;
  for (int i = 0; i < 2; ++i) {
    const std::string unknown = ask("");
    EXPECT_TRUE(unknown.starts_with("HTTP/1.1 200 ")) << unknown;
    EXPECT_EQ(unknown.find("ratelimit"), std::string::npos) << unknown;
  }
}

TEST(PlainCallers, TakeTurnsAndLeaveWorkersToOthers) {
  Watcher watcher;
  std::promise<void> entered, gate;
  Window window;
  window.options.caps.workers = 2;
  window.options.caps.requests_per_certificate = 1;
  window.options.caller_of = &named;
  window.options.observers = {&watcher};
  window.options.labels = [](const Request& request, const Peer&) { return Labels{request.target.path, {}}; };
  window.handler = [&](const Request& request, const Peer&) {
    if (request.target.path == "/hold") {
      entered.set_value();
      gate.get_future().wait();
    }
    return Response{};
  };
  window.open();
  const auto port = window.server->port();
  PlainClient holds(port), waits(port), other(port);
  ASSERT_TRUE(holds.send(get_as("a", "/hold")));
  entered.get_future().wait();
  ASSERT_TRUE(waits.send(get_as("a")));
  watcher.wait_in_line(1);
  ASSERT_TRUE(other.send(get_as("b")));
  EXPECT_TRUE(other.read_all().starts_with("HTTP/1.1 200 ")) << "one worker is left to others";
  gate.set_value();
  EXPECT_TRUE(holds.read_all().starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(waits.read_all().starts_with("HTTP/1.1 200 "));
  watcher.wait_served(3);
  EXPECT_EQ(watcher.served()[1].labels.route, "/hold");
}

TEST(PlainStop, FinishesWhatIsUnderWayAndNothingMore) {
  Window window;
  std::promise<void> entered;
  std::promise<void> released;
  window.handler = [&](const Request& request, const Peer&) {
    Response response;
    response.body = request.target.path;
    if (request.target.path == "/slow") {
      entered.set_value();
      released.get_future().wait();
    }
    return response;
  };
  window.open();
  const std::uint16_t port = window.server->port();
  PlainClient silent(port);  // never says a word, and holds up nobody
  PlainClient idle(port);
  ASSERT_TRUE(idle.send(kGet));
  ASSERT_NE(idle.read_until("\r\n\r\n/").find("200 OK"), std::string::npos);
  PlainClient slow(port);
  ASSERT_TRUE(slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
  entered.get_future().wait();

  std::thread stopper([&] { window.server->stop(); });
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_EQ(idle.read_all(), "");  // closed while the other request is still under way
  released.set_value();
  const std::string all = slow.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(all.find("connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("/slow"));
  stopper.join();
  EXPECT_EQ(connect_to(port), -1);
}

TEST(PlainStart, RefusesAnAddressInUse) {
  Window window;
  window.open();
  PlainOptions again = window.options;
  again.port = window.server->port();
  const auto started = HttpServer::start_plain(again, window.handler);
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.refusal().code, Code::HTTP_UNREACHABLE);
}

}  // namespace
}  // namespace katiwala::api::transport::plain_test
