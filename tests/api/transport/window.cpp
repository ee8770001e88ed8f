#include "window.h"

#include <poll.h>

namespace katiwala::api::transport::door {

Window::Window() {
  options.deadlines = no_deadlines();
  options.deadlines.linger_ms = 2'000;
  options.caps.workers = 4;
  options.wall_micros = [] { return kNow; };
  options.new_request_id = [count = std::make_shared<std::atomic<int>>(0)] { return "made-" + std::to_string(++*count); };
  handler = [](const Request& request, const Peer&) {
    Response response;
    response.headers.set("content-type", "text/plain");
    response.body = request.method + " " + request.target.path + " " + request.body;
    return response;
  };
}

void Window::open() {
  auto started = HttpServer::start_plain(options, handler);
  ASSERT_TRUE(started.ok()) << started.refusal().message;
  server = std::move(started).value();
}

std::string PlainClient::read_until(std::string_view end) const {
  std::string out;
  char byte = 0;
  while (out.find(end, out.size() < end.size() ? 0 : out.size() - end.size()) == std::string::npos && ::recv(fd_, &byte, 1, 0) == 1) out.push_back(byte);
  return out;
}

bool PlainClient::stirs_within(int span_ms) const {
  pollfd entry{fd_, POLLIN, 0};
  return ::poll(&entry, 1, span_ms) == 1;
}

}  // namespace katiwala::api::transport::door
