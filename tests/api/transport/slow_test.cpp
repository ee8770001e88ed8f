// A thousand peers that never finish, against one worker: whoever asks properly is answered while all of them are open, and every one of them is still
// there to be answered afterwards. No measure of time: the order of events alone.
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "door.h"
#include "watcher.h"

namespace katiwala::api::transport::slow_test {
namespace {

using namespace door;

constexpr std::size_t kHeads = 600, kBodies = 200, kReaders = 10, kHandshakes = 190;
constexpr std::size_t kAll = kHeads + kBodies + kReaders + kHandshakes;
constexpr std::size_t kLarge = std::size_t{8} << 20;  // more than the buffers of both ends take

/// Both ends of every connection are in this process.
bool room_for_descriptors(rlim_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < wanted) return false;
  if (limit.rlim_cur >= wanted) return true;
  limit.rlim_cur = wanted;
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/// Neither ended nor anything to read.
bool is_waiting(int fd) {
  char byte = 0;
  return ::recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
}

struct Crowd {
  std::vector<std::unique_ptr<RawClient>> heads, bodies, readers;
  std::vector<int> handshakes;
  ~Crowd() {
    for (const int fd : handshakes) ::close(fd);
  }
};

void gather(Crowd& crowd, std::uint16_t port) {
  const auto add = [&](std::vector<std::unique_ptr<RawClient>>& where, std::string_view bytes) {
    where.push_back(std::make_unique<RawClient>(port, pki().alice));
    ASSERT_TRUE(where.back()->shook_hands());
    ASSERT_TRUE(where.back()->send(bytes));
  };
  for (std::size_t i = 0; i < kReaders; ++i) add(crowd.readers, "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  for (std::size_t i = 0; i < kHeads; ++i) add(crowd.heads, "GET /slow HTTP/1.1\r\nHost: a\r\nConnec");
  for (std::size_t i = 0; i < kBodies; ++i) add(crowd.bodies, "POST /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhello");
  for (std::size_t i = 0; i < kHandshakes; ++i) {
    crowd.handshakes.push_back(connect_to(port));
    ASSERT_GE(crowd.handshakes.back(), 0);
    ASSERT_EQ(::send(crowd.handshakes.back(), "\x16\x03\x01\x02\x00\x01", 6, MSG_NOSIGNAL), 6);
  }
}

TEST(Slow, AThousandOfThemKeepNobodyOut) {
  ASSERT_TRUE(room_for_descriptors(2 * kAll + 200)) << "this test needs " << 2 * kAll + 200 << " file descriptors (ulimit -n)";
  Door door;
  Watcher watcher;
  std::mutex mutex;
  std::vector<std::string> order;
  door.options.observers = {&watcher};
  door.options.labels = [](const Request&, const Peer&) { return Labels{}; };
  door.options.caps.workers = 1;
  door.options.caps.connections = door.options.caps.connections_per_address = kAll + 1;
  door.options.caps.connections_per_certificate = kAll;
  door.handler = [&](const Request& request, const Peer&) {
    const std::lock_guard lock(mutex);
    order.push_back(request.target.path);
    Response out;
    out.body = request.target.path == "/large" ? std::string(kLarge, 'x') : request.target.path;
    return out;
  };
  door.open();
  Crowd crowd;
  ASSERT_NO_FATAL_FAILURE(gather(crowd, door.server->port()));
  watcher.wait_open(static_cast<int>(kAll));

  auto bob = door.client(pki().bob);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(bob.call("POST", "/proper", "{}").value().status, 200);

  // All of them are open still, none has been served but the readers, who have not taken their answer.
  watcher.wait_open(static_cast<int>(kAll) + 1);
  for (const auto& head : crowd.heads) ASSERT_TRUE(is_waiting(head->fd()));
  for (const auto& body : crowd.bodies) ASSERT_TRUE(is_waiting(body->fd()));
  for (const int fd : crowd.handshakes) ASSERT_TRUE(is_waiting(fd));
  {
    const std::lock_guard lock(mutex);
    EXPECT_EQ(std::ranges::count(order, "/large"), static_cast<std::ptrdiff_t>(kReaders));
    EXPECT_EQ(std::ranges::count(order, "/proper"), 20);
    EXPECT_EQ(std::ranges::count(order, "/slow"), 0);
  }
  for (const auto& head : crowd.heads) {
    ASSERT_TRUE(head->send("tion: close\r\n\r\n"));
    ASSERT_NE(head->read_until("\r\n\r\n/slow").find("200 OK"), std::string::npos);
  }
  for (const auto& body : crowd.bodies) {
    ASSERT_TRUE(body->send("world"));
    ASSERT_NE(body->read_until("\r\n\r\n/slow").find("200 OK"), std::string::npos);
  }
  for (const auto& reader : crowd.readers) {
    ASSERT_NE(reader->read_until("\r\n\r\n").find("200 OK"), std::string::npos);
    EXPECT_EQ(reader->read_bytes(kLarge), kLarge);
  }
  for (const Late late : {Late::handshake, Late::idle, Late::head, Late::body, Late::answer}) EXPECT_EQ(watcher.count(late), 0);
  door.server->stop();  // and whoever is still in the handshake holds up no ending
  char byte = 0;
  for (const int fd : crowd.handshakes) EXPECT_LE(::recv(fd, &byte, 1, 0), 0);
}

}  // namespace
}  // namespace katiwala::api::transport::slow_test
