// Methods that nobody here knows: told what the target takes, heard by no handler, repeated to no observer, and the last of their stream.
#include "door.h"
#include "watcher.h"

namespace katiwala::api::transport::methods_test {
namespace {
namespace of_methods {

using namespace door;

/// A door with two targets, and what its handler heard.
struct Listed : Door {
  Watcher watcher;

  Listed() {
    handler = [this](const Request& request, const Peer&) {
      const std::lock_guard lock(mutex_);
      heard_.push_back(request.method + " " + request.target.path);
      return Response{};
    };
    options.methods_of = [](const Target& target) -> std::string {
      if (target.path == "/one") return "GET";
      return target.path == "/two" ? "GET, POST" : "";
    };
    options.observers = {&watcher};
    options.labels = [](const Request&, const Peer&) { return Labels{"/two", {}}; };
  }
  ~Listed() { server->stop(); }

  std::string answer_to(const std::string& bytes) {
    RawClient client(server->port(), pki().alice);
    EXPECT_TRUE(client.send(bytes));
    return client.read_all();
  }
  std::vector<std::string> heard() {
    const std::lock_guard lock(mutex_);
    return std::exchange(heard_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> heard_;
};

/// With a second request behind it, which is answered only where the stream goes on.
std::string line(const std::string& method, const std::string& path, const std::string& more = {}) {
  return method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\nGET /one HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}

std::string allow_in(const std::string& answer) {
  const std::string name = "\r\nallow: ";
  const auto at = answer.find(name);
  return at == std::string::npos ? "" : answer.substr(at + name.size(), answer.find("\r\n", at + 2) - at - name.size());
}

TEST(Methods, OfNobodyAreToldWhatTheTargetTakes) {
  Listed door;
  door.open();
  const struct {
    std::string method, path, status, allow;
  } cases[] = {{"TRACE", "/one", "405", "GET"},  {"TRACE", "/two", "405", "GET, POST"}, {"QUERY", "/two", "405", "GET, POST"},
               {"get", "/one", "405", "GET"},    {"X-!#$%&'*+.^_`|~", "/one", "405", "GET"}, {"PROPFIND", "/two?x=1", "405", "GET, POST"},
               {"TRACE", "/three", "501", ""},   {"QUERY", "/", "501", ""}};
  for (const auto& c : cases) {
    const std::string answer = door.answer_to(line(c.method, c.path));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + c.status + " ")) << c.method << answer;
    EXPECT_EQ(allow_in(answer), c.allow) << c.method << answer;
    EXPECT_NE(answer.find(c.status == "405" ? "\"code\":\"ROUTE_METHOD\"" : "\"code\":\"HTTP_METHOD\""), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\nconnection: close\r\n"), std::string::npos) << answer;
    EXPECT_EQ(door.heard(), std::vector<std::string>{}) << c.method << ": neither it nor what stands behind it";
  }
  // What is known is the handler's, and the stream goes on.
  for (const std::string known : {"GET", "HEAD", "DELETE", "OPTIONS"}) {
    door.answer_to(line(known, "/two"));
    EXPECT_EQ(door.heard(), (std::vector<std::string>{known + " /two", "GET /one"}));
  }
}

TEST(Methods, OfNobodyWithABodyAreReadToTheirEndFirst) {
  Listed door;
  door.open();
  const std::string answer = door.answer_to("QUERY /two HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 405 ")) << answer;
  EXPECT_TRUE(door.answer_to(line("QUERY", "/two", "Content-Length: 1048577\r\n")).starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(door.answer_to(line("QUERY", "/two", "Transfer-Encoding: chunked\r\n")).starts_with("HTTP/1.1 411 "));
  EXPECT_EQ(door.heard(), std::vector<std::string>{});
}

TEST(Methods, OfNobodyAreCalledByOneNameInTheLog) {
  Listed door;
  door.open();
  for (const std::string method : {"CANARY", "TRACE", "get"}) door.answer_to(line(method, "/two"));
  door.watcher.wait_served(3);
  for (const Served& served : door.watcher.served()) {
    EXPECT_EQ(served.method, kOtherMethod);
    EXPECT_EQ(served.labels.route, "/two");
    EXPECT_EQ(served.status, 405);
  }
}

TEST(Methods, WithoutWordOfTheTargetsAreNotImplemented) {
  Listed door;
  door.options.methods_of = {};
  door.open();
  const std::string answer = door.answer_to(line("TRACE", "/two"));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 501 ")) << answer;
  EXPECT_EQ(allow_in(answer), "");
}

}  // namespace of_methods
}  // namespace
}  // namespace katiwala::api::transport::methods_test
