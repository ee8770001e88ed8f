// What is told of requests: the line to the byte, the figures, and that nothing somebody wrote ever reaches either.
#include "api/transport/access_log.h"

#include <algorithm>
#include <set>

#include "api/transport/json.h"
#include "api/transport/problem.h"
#include "api/transport/server_figures.h"
#include "door.h"
#include "exposition.h"
#include "watcher.h"

namespace katiwala::api::transport::access_log_test {
namespace {

using namespace door;

const std::string kTraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

TEST(AccessLog, GoldenLines) {
  Served served;
  served.method = "POST";
  served.labels = {"/v1/wards/{w}/requests", "77aa"};
  served.status = 409;
  served.code = Code::HTTP_BUSY;
  served.duration_micros = 412;
  served.request_id = "r-1";
  served.trace = TraceContext{kTraceId, "00f067aa0ba902b7", true};
  EXPECT_EQ(log_line(served, kNow),
            R"({"time":"2026-03-02T01:15:00.000000Z","method":"POST","route":"/v1/wards/{w}/requests","status":409,"code":"HTTP_BUSY","duration_us":412,)"
            R"("request":"r-1","trace":"4bf92f3577b34da6a3ce929d0e0e4736","parent":"00f067aa0ba902b7","principal":"77aa"})");
  Served unread;
  unread.status = 400;
  unread.code = Code::HTTP_FRAMING;
  unread.request_id = "made-1";
  EXPECT_EQ(log_line(unread, kNow), R"({"time":"2026-03-02T01:15:00.000000Z","status":400,"code":"HTTP_FRAMING","duration_us":0,"request":"made-1"})");
}

/// A door with all that watches it.
struct Told : Door {
  std::mutex mutex;
  std::vector<std::string> lines;
  AccessLog log{[this](std::string_view line) {
                  const std::lock_guard lock(mutex);
                  lines.emplace_back(line);
                },
                [] { return kNow; }};
  ServerFigures figures{"door"};
  Watcher watcher;

  Told() {
    options.observers = {&log, &figures, &watcher};  // the watcher last: who has waited for it finds the others told
    options.labels = [](const Request& request, const Peer&) {
      return Labels{request.target.segments.size() == 2 ? "/wards/{w}" : "(unknown)", "77aa"};
    };
  }
  std::vector<std::string> taken() {
    const std::lock_guard lock(mutex);
    return lines;
  }
  std::string text() const {
    PrometheusText out;
    const ServerFigures* const all[] = {&figures};
    ServerFigures::write(out, all);
    return out.take();
  }
  ~Told() { server->stop(); }
};

TEST(AccessLog, ALineARequestWithTheCallersIds) {
  Told door;
  door.open();
  auto client = door.client(pki().alice);
  Headers headers;
  headers.set("request-id", "mine.1");
  headers.set("traceparent", "00-" + kTraceId + "-00f067aa0ba902b7-01");
  EXPECT_EQ(*client.call("GET", "/wards/a", {}, headers).value().headers.find("request-id"), "mine.1");
  headers.set("request-id", "not well formed");
  headers.set("traceparent", "00-" + kTraceId + "-0000000000000000-01");
  EXPECT_EQ(*client.call("GET", "/wards/a", {}, headers).value().headers.find("request-id"), "made-1");
  door.watcher.wait_served(2);
  const auto lines = door.taken();
  ASSERT_EQ(lines.size(), 2u);
  const auto first = parse_json(lines[0].substr(0, lines[0].size() - 1)).value(), second = parse_json(lines[1].substr(0, lines[1].size() - 1)).value();
  EXPECT_TRUE(lines[0].ends_with("}\n"));
  EXPECT_EQ(*first.find("request")->text(), "mine.1");
  EXPECT_EQ(*first.find("trace")->text(), kTraceId);
  EXPECT_EQ(*first.find("parent")->text(), "00f067aa0ba902b7");
  EXPECT_EQ(*first.find("route")->text(), "/wards/{w}");
  EXPECT_EQ(*first.find("principal")->text(), "77aa");
  EXPECT_EQ(*second.find("request")->text(), "made-1");
  EXPECT_EQ(second.find("trace"), nullptr);
}

TEST(AccessLog, ALineAHandshakeThatLetsNobodyIn) {
  Told door;
  door.open();
  const RawClient stranger(door.server->port(), new_authority().client("sandbox canary stranger").value());
  door.watcher.wait_refused(1);
  const std::string line = "{\"time\":\"2026-03-02T01:15:00.000000Z\",\"handshake\":\"refused\"}\n";
  EXPECT_EQ(door.taken(), std::vector<std::string>{line}) << "and not whose certificate it was";
  EXPECT_EQ(read_exposition(door.text()).at(R"(katiwala_handshakes_refused_total{listener="door"})"), "1");
  EXPECT_EQ(door.client(pki().alice).call("GET", "/wards/a").value().status, 200);
  door.watcher.wait_served(1);
  EXPECT_EQ(door.taken().size(), 2u) << "of who is let in there is the request's line alone";
}

constexpr std::string_view kCanary = "canary";

bool has_canary(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text.find(kCanary) != std::string::npos;
}

/// Puts the canary wherever somebody outside may write, through good requests and bad ones; returns how many were answered.
std::size_t sing(Told& door) {
  const Identity bird = pki().authority.client("sandbox canary subject").value();
  const std::string good = "GET /wards/canary?canary=canary HTTP/1.1\r\nHost: canary.example\r\nX-Canary: canary\r\nUser-Agent: canary\r\n"
                           "Request-Id: canary is not well formed\r\nTraceparent: 00-canary-canary-01\r\nIdempotency-Key: canary\r\nConnection: close\r\n\r\n";
  const std::string bodies[] = {"canary", "{\"name\":\"canary\"}"};
  std::vector<std::string> all = {
      good,
      "canary / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET canary HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /canary HTTP/1.0\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: can ary\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nCanary : canary\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nCanary: 1\r\nCanary: 2\r\n\r\n",
      "POST /canary HTTP/1.1\r\nHost: a\r\nContent-Length: canary\r\n\r\n",
      "POST /canary HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: canary\r\n\r\n",
      "GET /deny/canary/canary HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "GET /strange HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  };
  for (const std::string& body : bodies)
    all.push_back("POST /wards/canary HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  for (const std::string& request : all) {
    RawClient client(door.server->port(), bird);
    EXPECT_TRUE(client.send(request));
    EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 ")) << request;
  }
  door.watcher.wait_served(all.size());
  return all.size();
}

/// Answers that hold what was asked: in the place and detail of a problem, under a code of no table, as a body.
Response echo(const Request& request, const Peer& peer) {
  const auto& segments = request.target.segments;
  if (!segments.empty() && segments[0] == "deny") return problem(refuse(Code::HTTP_HOST, "About " + request.target.path + " canary.", "/canary"), request.id);
  Response out;
  if (!segments.empty() && segments[0] == "strange") {
    out.status = 403;
    out.headers.set("content-type", "application/problem+json");
    out.body = R"({"code":"CANARY_CODE","detail":"canary"})";
    return out;
  }
  out.body = request.target.path + request.body + peer.certificate.subject_common_name;
  return out;
}

TEST(AccessLog, NothingThatSomebodyWroteReachesIt) {
  Told door;
  door.handler = &echo;
  door.open();
  const std::size_t asked = sing(door);
  const auto lines = door.taken();
  ASSERT_EQ(lines.size(), asked);
  const std::set<std::string> known = {"time", "method", "route", "status", "code", "duration_us", "request", "trace", "parent", "principal"};
  for (const std::string& line : lines) {
    EXPECT_FALSE(has_canary(line)) << line;
    EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
    const auto json = parse_json(line.substr(0, line.size() - 1));
    ASSERT_TRUE(json.ok()) << line;
    for (const auto& [key, value] : *json->object()) EXPECT_TRUE(known.contains(key)) << line;
  }
  EXPECT_FALSE(has_canary(door.text())) << door.text();
}

// The control: the canary is there to be found, and would be found.
TEST(AccessLog, ALabelThatRepeatsTheTargetIsCaught) {
  Told door;
  door.handler = &echo;
  door.options.labels = [](const Request& request, const Peer&) { return Labels{request.target.path, {}}; };
  door.open();
  sing(door);
  EXPECT_TRUE(std::ranges::any_of(door.taken(), has_canary));
  EXPECT_TRUE(has_canary(door.text()));
}

TEST(Figures, CountWhatHappened) {
  Told door;
  door.open();
  {
    auto client = door.client(pki().alice);
    ASSERT_EQ(client.call("GET", "/wards/a").value().status, 200);
    ASSERT_EQ(client.call("GET", "/wards/b").value().status, 200);
    ASSERT_EQ(client.call_json("POST", "/wards/b", "{}").value().status, 200);
    RawClient bad(door.server->port(), pki().bob);
    ASSERT_TRUE(bad.send("GET / HTTP/1.0\r\n\r\n"));
    ASSERT_TRUE(bad.read_all().starts_with("HTTP/1.1 505 "));
    door.watcher.wait_served(4);
  }
  door.watcher.wait_open(0);
  const Exposition said = read_exposition(door.text());
  EXPECT_EQ(said.at(R"(katiwala_http_requests_total{listener="door",method="GET",route="/wards/{w}",status="200"})"), "2");
  EXPECT_EQ(said.at(R"(katiwala_http_requests_total{listener="door",method="POST",route="/wards/{w}",status="200"})"), "1");
  EXPECT_EQ(said.at(R"x(katiwala_http_requests_total{listener="door",method="(unread)",route="(unread)",status="505"})x"), "1");
  EXPECT_EQ(said.at(R"(katiwala_http_request_duration_seconds_count{listener="door"})"), "4");
  EXPECT_EQ(said.at(R"(katiwala_http_request_duration_seconds_bucket{listener="door",le="+Inf"})"), "4");
  EXPECT_EQ(said.at(R"(katiwala_http_requests_in_hand{listener="door",kind="read"})"), "0");
  EXPECT_EQ(said.at(R"(katiwala_http_requests_in_hand{listener="door",kind="write"})"), "0");
  EXPECT_EQ(said.at(R"(katiwala_connections_open{listener="door"})"), "0");
  EXPECT_EQ(said.at(R"(katiwala_connections_total{listener="door"})"), "2");
  EXPECT_EQ(said.at(R"(katiwala_turned_away_total{listener="door",cap="connections"})"), "0");
  EXPECT_EQ(said.at(R"(katiwala_deadlines_passed_total{listener="door",deadline="head"})"), "0");
}

TEST(Figures, DurationsStandInTheirBuckets) {
  ServerFigures figures("door");
  const std::int64_t spans[] = {0, 1'000, 1'001, 5'000, 10'000'000, 10'000'001};
  for (const std::int64_t span : spans) {
    Served served;
    served.duration_micros = span;
    figures.served(served);
  }
  PrometheusText out;
  const ServerFigures* const all[] = {&figures};
  ServerFigures::write(out, all);
  const Exposition said = read_exposition(out.take());
  const auto below = [&](const std::string& le) { return said.at("katiwala_http_request_duration_seconds_bucket{listener=\"door\",le=\"" + le + "\"}"); };
  EXPECT_EQ(below("0.001"), "2");
  EXPECT_EQ(below("0.005"), "4");
  EXPECT_EQ(below("5"), "4");
  EXPECT_EQ(below("10"), "5");
  EXPECT_EQ(below("+Inf"), "6");
  EXPECT_EQ(said.at("katiwala_http_request_duration_seconds_sum{listener=\"door\"}"), "20.007002");
}

TEST(Prometheus, WritesSecondsExactly) {
  const std::pair<std::int64_t, std::string> cases[] = {{0, "0"}, {1, "0.000001"}, {1'000, "0.001"}, {1'500'000, "1.5"}, {2'000'000, "2"}, {10'000'010, "10.00001"}};
  for (const auto& [micros, text] : cases) EXPECT_EQ(seconds_text(micros), text);
}

TEST(Prometheus, QuotesWhatWouldBreakALine) {
  PrometheusText out;
  out.family("a_total", PrometheusText::Kind::counter, "What for.");
  out.sample({{"x", "a\"b\\c\nd"}}, 1);
  EXPECT_EQ(out.take(), "# HELP a_total What for.\n# TYPE a_total counter\na_total{x=\"a\\\"b\\\\c\\nd\"} 1\n");
}

TEST(PrometheusDeath, AFamilyStandsOnce) {
  PrometheusText out;
  out.family("a_total", PrometheusText::Kind::counter, "What for.");
  EXPECT_DEATH(out.family("a_total", PrometheusText::Kind::counter, "Again."), "there already");
  EXPECT_DEATH(PrometheusText().sample({}, 1), "of no family");
  EXPECT_DEATH(out.family("a b", PrometheusText::Kind::counter, "No name."), "break the text");
}

}  // namespace
}  // namespace katiwala::api::transport::access_log_test
