// What one certificate may take: connections, requests at once, requests in the long run. Order of events, nowhere a measure of time.
#include <sys/socket.h>

#include <future>
#include <utility>

#include "api/transport/turns.h"
#include "door.h"
#include "watcher.h"

namespace katiwala::api::transport::limits_test {
namespace {

using namespace door;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

/// A door with two workers of which a certificate may have one. /hold is answered once the gate is open.
struct Gated : Door {
  Watcher watcher;
  std::promise<void> entered;

  Gated() {
    options.caps.workers = 2;
    options.caps.requests_per_certificate = 1;
    options.observers = {&watcher};
    options.labels = [](const Request&, const Peer&) { return Labels{"/any", {}}; };
    handler = [this, opened = gate_.get_future().share()](const Request& request, const Peer&) {
      if (request.target.path == "/hold") {
        entered.set_value();
        opened.wait();
      }
      const std::lock_guard lock(mutex_);
      order_.push_back(request.target.path);
      Response out;
      out.body = request.target.path;
      return out;
    };
  }
  std::vector<std::string> order() {
    const std::lock_guard lock(mutex_);
    return order_;
  }
  void open_gate() {
    if (!std::exchange(is_open_, true)) gate_.set_value();
  }
  ~Gated() {
    open_gate();
    server->stop();
  }

 private:
  bool is_open_ = false;
  std::promise<void> gate_;
  std::mutex mutex_;
  std::vector<std::string> order_;
};

TEST(Turns, ACertificateThatWaitsHoldsNoWorkerOfOthers) {
  Gated door;
  door.open();
  RawClient holder(door.server->port(), pki().alice);
  ASSERT_TRUE(holder.send(get("/hold")));
  door.entered.get_future().wait();
  std::vector<std::unique_ptr<RawClient>> line;
  for (int i = 1; i <= 5; ++i) {
    line.push_back(std::make_unique<RawClient>(door.server->port(), pki().alice));
    ASSERT_TRUE(line.back()->send(get("/" + std::to_string(i))));
    door.watcher.wait_in_line(i);  // so that their order is known
  }
  // Six requests of hers are here, and there are two workers: his is answered all the same.
  EXPECT_EQ(door.client(pki().bob).call("GET", "/bob").value().status, 200);
  EXPECT_EQ(door.order(), std::vector<std::string>{"/bob"});
  door.open_gate();
  EXPECT_NE(holder.read_until("\r\n\r\n/hold").find("200 OK"), std::string::npos);
  for (int i = 1; i <= 5; ++i)
    EXPECT_NE(line[static_cast<std::size_t>(i - 1)]->read_until("\r\n\r\n/" + std::to_string(i)).find("200 OK"), std::string::npos);
  EXPECT_EQ(door.order(), (std::vector<std::string>{"/bob", "/hold", "/1", "/2", "/3", "/4", "/5"}));
  door.watcher.wait_in_line(0);
}

TEST(Turns, WhoWaitsTooLongIsToldToComeBack) {
  Gated door;
  door.options.deadlines.turn_ms = 50;
  door.open();
  RawClient holder(door.server->port(), pki().alice);
  ASSERT_TRUE(holder.send(get("/hold")));
  door.entered.get_future().wait();
  RawClient late(door.server->port(), pki().alice);
  ASSERT_TRUE(late.send(kGet));
  const std::string all = late.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << all;
  EXPECT_NE(all.find("retry-after: 1\r\n"), std::string::npos);
  EXPECT_NE(all.find("HTTP_BUSY"), std::string::npos);
  EXPECT_EQ(door.watcher.count(Cap::requests_of_certificate), 1);
  door.open_gate();
  EXPECT_NE(holder.read_until("\r\n\r\n/hold").find("200 OK"), std::string::npos);
  EXPECT_EQ(door.client(pki().alice).call("GET", "/again").value().status, 200);
}

TEST(Turns, WhoLeavesTheLineHoldsUpNobody) {
  Gated door;
  door.open();
  RawClient holder(door.server->port(), pki().alice);
  ASSERT_TRUE(holder.send(get("/hold")));
  door.entered.get_future().wait();
  auto gone = std::make_unique<RawClient>(door.server->port(), pki().alice);
  ASSERT_TRUE(gone->send(get("/gone")));
  door.watcher.wait_in_line(1);
  RawClient next(door.server->port(), pki().alice);
  ASSERT_TRUE(next.send(get("/next")));
  door.watcher.wait_in_line(2);
  const linger at_once{1, 0};  // a reset, so that the server learns of it while it waits for nothing
  ASSERT_EQ(::setsockopt(gone->fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  gone.reset();
  door.watcher.wait_in_line(1);
  door.open_gate();
  EXPECT_NE(next.read_until("\r\n\r\n/next").find("200 OK"), std::string::npos);
  EXPECT_EQ(door.order(), (std::vector<std::string>{"/hold", "/next"}));
}

TEST(Turns, AreTakenByPipelinedRequestsToo) {
  Gated door;
  door.open();
  RawClient first(door.server->port(), pki().alice), second(door.server->port(), pki().alice);
  std::string many;
  for (int i = 0; i < 50; ++i) many += get("/a");
  ASSERT_TRUE(first.send(many));
  ASSERT_TRUE(second.send(many));
  for (int i = 0; i < 50; ++i) {
    EXPECT_NE(first.read_until("\r\n\r\n/a").find("200 OK"), std::string::npos);
    EXPECT_NE(second.read_until("\r\n\r\n/a").find("200 OK"), std::string::npos);
  }
  EXPECT_EQ(door.order().size(), 100u);
}

TEST(TurnsTable, GivesThemInOrderAndLosesNone) {
  Digest a{}, b{};
  b[0] = 1;
  Turns turns(2);
  EXPECT_TRUE(turns.enter(a, 1));
  EXPECT_TRUE(turns.enter(a, 2));
  EXPECT_FALSE(turns.enter(a, 3));
  EXPECT_FALSE(turns.enter(a, 4));
  EXPECT_FALSE(turns.enter(a, 5));
  EXPECT_TRUE(turns.enter(b, 6));
  EXPECT_EQ(turns.in_line(), 3u);
  EXPECT_TRUE(turns.give_up(a, 4));
  EXPECT_FALSE(turns.give_up(a, 4));
  EXPECT_EQ(turns.leave(a), std::optional<std::uint64_t>(3));
  EXPECT_FALSE(turns.is_in_line(a, 3));
  EXPECT_TRUE(turns.is_in_line(a, 5));
  EXPECT_EQ(turns.leave(a), std::optional<std::uint64_t>(5));
  EXPECT_EQ(turns.leave(a), std::nullopt);
  EXPECT_FALSE(turns.enter(a, 7) && turns.enter(a, 8));  // one of the two still runs
  EXPECT_EQ(turns.leave(b), std::nullopt);
}

TEST(Certificates, OneCanNotTakeAllConnections) {
  Door door;
  Watcher watcher;
  door.options.observers = {&watcher};
  door.options.labels = [](const Request&, const Peer&) { return Labels{}; };
  door.options.caps.connections_per_certificate = 2;
  door.open();
  auto first = std::make_unique<HttpsClient>(door.client(pki().alice));
  auto second = door.client(pki().alice);
  ASSERT_EQ(first->call("GET", "/").value().status, 200);
  ASSERT_EQ(second.call("GET", "/").value().status, 200);
  RawClient third(door.server->port(), pki().alice);
  ASSERT_TRUE(third.shook_hands());
  ASSERT_TRUE(third.send(kGet));
  const std::string all = third.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << all;
  EXPECT_NE(all.find("retry-after: 1\r\n"), std::string::npos);
  EXPECT_NE(all.find("connection: close\r\n"), std::string::npos);
  EXPECT_EQ(watcher.count(Cap::connections_of_certificate), 1);
  // From the same address with another certificate there is room.
  auto bob = door.client(pki().bob);
  EXPECT_EQ(bob.call("GET", "/").value().status, 200);
  EXPECT_EQ(second.call("GET", "/").value().status, 200);
  first.reset();  // room again, once the server has seen it go
  auto fourth = door.client(pki().alice);
  Result<Response> answer = fourth.call("GET", "/");
  while (!answer.ok() || answer->status == 503) answer = fourth.call("GET", "/");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(watcher.count(Cap::connections_of_address), 0);
}

/// A door with a quota of two requests in a minute, and a clock that stands.
struct Limited : Door {
  Watcher watcher;
  std::shared_ptr<std::atomic<std::int64_t>> micros = std::make_shared<std::atomic<std::int64_t>>(5'000'000);
  Limited() {
    options.rate = RateLimit{{2, 60}, [at = micros] { return at->load(); }};
    options.observers = {&watcher};
    options.labels = [](const Request&, const Peer&) { return Labels{}; };
    open();
  }
  ~Limited() { server->stop(); }
};

std::string said(const Response& response, std::string_view header) {
  const std::string* value = response.headers.find(header);
  return value == nullptr ? std::string() : *value;
}

TEST(Rate, IsKeptAndSaid) {
  Limited door;
  auto alice = door.client(pki().alice);
  struct Case {
    std::int64_t after_s;
    int status;
    std::string rate, retry_after;
  };
  const Case cases[] = {
      {0, 200, "\"certificate\";r=1;t=30", ""}, {0, 200, "\"certificate\";r=0;t=60", ""},     {0, 429, "\"certificate\";r=0;t=60", "30"},
      {29, 429, "\"certificate\";r=0;t=31", "1"}, {1, 200, "\"certificate\";r=0;t=60", ""},   {0, 429, "\"certificate\";r=0;t=60", "30"},
      {60, 200, "\"certificate\";r=1;t=30", ""},
  };
  for (const Case& c : cases) {
    *door.micros += c.after_s * 1'000'000;
    const Response answer = alice.call("GET", "/").value();
    EXPECT_EQ(answer.status, c.status);
    EXPECT_EQ(said(answer, "ratelimit"), c.rate);
    EXPECT_EQ(said(answer, "ratelimit-policy"), "\"certificate\";q=2;w=60");
    EXPECT_EQ(said(answer, "retry-after"), c.retry_after);
    EXPECT_EQ(said(answer, "connection"), "");  // the connection is as good as before
  }
  EXPECT_EQ(door.watcher.count(Cap::rate_of_certificate), 3);
}

TEST(Rate, IsOfOneCertificateOverAllItsConnections) {
  Limited door;
  auto first = door.client(pki().alice), second = door.client(pki().alice), bob = door.client(pki().bob);
  EXPECT_EQ(first.call("GET", "/").value().status, 200);
  EXPECT_EQ(second.call("GET", "/").value().status, 200);
  EXPECT_EQ(first.call("GET", "/").value().status, 429);
  EXPECT_EQ(second.call("GET", "/").value().status, 429);
  EXPECT_EQ(bob.call("GET", "/").value().status, 200);
}

TEST(Rate, NothingIsSaidWhereThereIsNone) {
  Door door;
  door.open();
  const Response answer = door.client(pki().alice).call("GET", "/").value();
  EXPECT_EQ(said(answer, "ratelimit"), "");
  EXPECT_EQ(said(answer, "ratelimit-policy"), "");
}

}  // namespace
}  // namespace katiwala::api::transport::limits_test
