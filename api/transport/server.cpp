#include "api/transport/server.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "api/transport/connection_table.h"

namespace katiwala::api::transport {
namespace {

// What an epoll event is about; connections count from 1.
constexpr std::uint64_t kListener = 0;
constexpr std::uint64_t kQuit = ~std::uint64_t{0};
constexpr int kBacklog = 128;

std::int64_t tick_of(const Deadlines& d) {
  const std::int64_t shortest = std::min({d.handshake_ms, d.head_ms, d.body_ms, d.idle_ms, d.write_ms, d.linger_ms, d.turn_ms});
  return std::clamp<std::int64_t>(shortest / 4, 5, 250);
}

std::uint32_t events_of(Connection::Want want) {
  switch (want) {
    case Connection::Want::readable: return EPOLLIN;
    case Connection::Want::writable: return EPOLLOUT;
    // A turn that ended early may have left bytes in memory, of which the socket says nothing: being writable brings it back at once.
    case Connection::Want::turn: return EPOLLIN | EPOLLOUT;
    // That the peer has gone altogether is told all the same.
    default: return 0;
  }
}

}  // namespace

struct HttpServer::Impl {
  Impl(ServerOptions options, Handler handler, std::shared_ptr<const TlsContext> tls)
      : service(std::move(options), std::move(handler), std::move(tls)), table(service.options.caps) {
    KATIWALA_ASSERT(poll_fd >= 0 && quit_fd >= 0, "no file descriptors for the server");
  }
  ~Impl() {
    ::close(poll_fd);
    ::close(quit_fd);
  }

  void arm(int operation, int fd, std::uint64_t number, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.u64 = number;
    KATIWALA_ASSERT(::epoll_ctl(poll_fd, operation, fd, &event) == 0, "epoll_ctl");
  }

  Status listen() {
    try {
      const Poco::Net::SocketAddress address(service.options.address, service.options.port);
      // The short form would also set SO_REUSEPORT, and a second server could share the port unseen.
      listener.bind(address, true, false);
      listener.listen(kBacklog);
      listener.setBlocking(false);
      port = listener.address().port();
    } catch (const Poco::Exception& e) {
      return refuse(Code::HTTP_UNREACHABLE, "Can not listen on " + service.options.address + ": " + e.displayText() + ".");
    }
    arm(EPOLL_CTL_ADD, listener.impl()->sockfd(), kListener, EPOLLIN | EPOLLONESHOT);
    arm(EPOLL_CTL_ADD, quit_fd, kQuit, EPOLLIN);
    return good();
  }

  void run() {
    for (std::size_t i = 0; i < service.options.caps.workers; ++i) threads.emplace_back([this] { work(); });
    threads.emplace_back([this] { keep_deadlines(); });
    // As `top -H` and `perf` show it.
    for (std::thread& thread : threads) static_cast<void>(::pthread_setname_np(thread.native_handle(), "ktw-door"));
  }

  void work() {
    while (true) {
      epoll_event event{};
      if (::epoll_wait(poll_fd, &event, 1, -1) != 1) continue;  // EINTR
      if (event.data.u64 == kQuit) return;
      if (event.data.u64 == kListener) accept_one();
      else serve(event.data.u64, (event.events & (EPOLLHUP | EPOLLERR)) != 0);
    }
  }

  void accept_one() {
    const std::lock_guard lock(listening);
    if (service.stopping.load()) return;
    try {
      Poco::Net::SocketAddress from;
      Poco::Net::StreamSocket socket = listener.acceptConnection(from);
      admit(std::move(socket), from.host().toString());
    } catch (const Poco::Exception&) {
      // The peer has gone already, or no file descriptor is left: the next tick listens again.
      listener_parked.store(true);
      return;
    }
    arm(EPOLL_CTL_MOD, listener.impl()->sockfd(), kListener, EPOLLIN | EPOLLONESHOT);
  }

  void admit(Poco::Net::StreamSocket socket, std::string address) {
    const auto room = table.room_for(address);
    if (room.met && !room.answered) return service.tell(&Observer::turned_away, *room.met);  // closes
    socket.setBlocking(false);
    socket.setNoDelay(true);
    auto connection = std::make_shared<Connection>(service, std::move(socket), std::move(address), room.met);
    service.tell(&Observer::connection_opened);
    const int fd = connection->fd();
    arm(EPOLL_CTL_ADD, fd, table.add(std::move(connection)), EPOLLIN | EPOLLONESHOT);
  }

  void serve(std::uint64_t number, bool peer_has_gone) {
    const auto connection = table.find(number);
    if (!connection) return;
    std::vector<std::uint64_t> called;
    {
      const std::lock_guard lock(connection->mutex);
      if (connection->gone) return;
      settle(number, *connection, connection->drive(peer_has_gone));
      called = connection->take_called();
    }
    call(called);
  }

  /// Their turn has come. Pre: no connection's mutex is held.
  void call(const std::vector<std::uint64_t>& numbers) {
    for (const std::uint64_t number : numbers) {
      const auto connection = table.find(number);
      if (!connection) continue;
      const std::lock_guard lock(connection->mutex);
      // Being writable brings it to a worker. One that is gone meanwhile has passed its turn on (abandon).
      if (!connection->gone) arm(EPOLL_CTL_MOD, connection->fd(), number, EPOLLOUT | EPOLLONESHOT);
    }
  }

  // Pre: the connection's mutex is held.
  void settle(std::uint64_t number, Connection& connection, Connection::Want want) {
    if (want == Connection::Want::close) {
      connection.abandon();
      connection.gone = true;
      ::epoll_ctl(poll_fd, EPOLL_CTL_DEL, connection.fd(), nullptr);
      service.tell(&Observer::connection_closed);
      table.remove(number);
      return;
    }
    arm(EPOLL_CTL_MOD, connection.fd(), number, events_of(want) | EPOLLONESHOT);
  }

  /// Calls `act` on every connection that no worker is busy with.
  template <class Act>
  void visit(const std::vector<ConnectionTable::Entry>& entries, Act act) {
    for (const auto& [number, connection] : entries) {
      std::unique_lock lock(connection->mutex, std::try_to_lock);
      if (!lock.owns_lock() || connection->gone) continue;
      act(number, *connection);
      const auto called = connection->take_called();
      lock.unlock();
      call(called);
    }
  }

  void keep_deadlines() {
    const std::int64_t tick_ms = tick_of(service.options.deadlines);
    std::unique_lock lock(quit_mutex);
    while (!quit_asked.wait_for(lock, std::chrono::milliseconds(tick_ms), [this] { return quitting; })) {
      visit(table.expired(), [this](std::uint64_t number, Connection& connection) {
        if (!connection.expired()) return;
        // What there is to say is sent here; a handler is for the workers.
        const auto want = connection.expire();
        settle(number, connection, want == Connection::Want::writable ? connection.drive() : want);
      });
      const std::lock_guard guard(listening);
      if (listener_parked.exchange(false) && !service.stopping.load())
        arm(EPOLL_CTL_MOD, listener.impl()->sockfd(), kListener, EPOLLIN | EPOLLONESHOT);
    }
  }

  void close_idle() {
    visit(table.all(), [this](std::uint64_t number, Connection& connection) {
      if (!connection.is_idle()) return;
      connection.farewell();
      settle(number, connection, Connection::Want::close);
    });
  }

  void drain() {
    const std::int64_t until = monotonic_ms() + service.options.deadlines.stop_ms;
    const std::int64_t tick_ms = tick_of(service.options.deadlines);
    do close_idle();
    while (!table.wait_empty(tick_ms) && monotonic_ms() < until);
    visit(table.all(), [this](std::uint64_t number, Connection& connection) { settle(number, connection, Connection::Want::close); });
  }

  void stop() {
    {
      const std::lock_guard lock(listening);
      if (service.stopping.exchange(true)) return;
      ::epoll_ctl(poll_fd, EPOLL_CTL_DEL, listener.impl()->sockfd(), nullptr);
      listener.close();
    }
    drain();
    {
      const std::lock_guard lock(quit_mutex);
      quitting = true;
    }
    quit_asked.notify_all();
    const std::uint64_t one = 1;
    KATIWALA_ASSERT(::write(quit_fd, &one, sizeof one) == sizeof one, "eventfd");
    for (std::thread& thread : threads) thread.join();
  }

  Service service;
  ConnectionTable table;
  const int poll_fd = ::epoll_create1(EPOLL_CLOEXEC);
  const int quit_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  Poco::Net::ServerSocket listener;
  std::mutex listening;  ///< between accepting and closing the listener
  std::atomic<bool> listener_parked{false};
  std::uint16_t port = 0;
  std::mutex quit_mutex;
  std::condition_variable quit_asked;
  bool quitting = false;
  std::vector<std::thread> threads;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::open(ServerOptions options, Handler handler, std::shared_ptr<const TlsContext> tls) {
  KATIWALA_ASSERT(handler && options.new_request_id && options.wall_micros, "a server needs all its ports");
  KATIWALA_ASSERT(options.caps.workers > 0 && options.caps.connections > 0, "a server that can not serve");
  KATIWALA_ASSERT(options.observers.empty() || options.labels, "what may be told of a request is not known");
  KATIWALA_ASSERT(!options.limits.long_bodies || options.long_body, "long bodies are taken, and nobody says where they go");
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler), std::move(tls));
  KATIWALA_CHECK(impl->listen());
  impl->run();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerOptions options, Handler handler) {
  KATIWALA_ASSERT(options.is_revoked && options.wall_micros, "a server needs all its ports");
  KATIWALA_TRY(auto tls, TlsContext::server(options.identity, options.authorities_pem, options.is_revoked, options.wall_micros, options.revocation_lists));
  return open(std::move(options), std::move(handler), std::move(tls));
}

Result<std::unique_ptr<HttpServer>> HttpServer::start_plain(PlainOptions options, Handler handler) {
  ServerOptions all;
  all.address = std::move(options.address);
  all.port = options.port;
  all.limits = std::move(options.limits);
  all.deadlines = options.deadlines;
  all.caps = options.caps;
  all.rate = std::move(options.rate);
  all.observers = std::move(options.observers);
  all.labels = std::move(options.labels);
  all.caller_of = std::move(options.caller_of);
  all.methods_of = std::move(options.methods_of);
  all.new_request_id = std::move(options.new_request_id);
  all.wall_micros = std::move(options.wall_micros);
  return open(std::move(all), std::move(handler), nullptr);
}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::port() const { return impl_->port; }

void HttpServer::stop() { impl_->stop(); }

void HttpServer::drop_revoked() {
  impl_->visit(impl_->table.all(), [this](std::uint64_t number, Connection& connection) {
    if (!connection.is_idle() || !connection.is_revoked()) return;
    connection.farewell();
    impl_->settle(number, connection, Connection::Want::close);
  });
}

}  // namespace katiwala::api::transport
