#include "api/bench/door.h"

#include <fmt/format.h>

#include <ctime>
#include <mutex>
#include <thread>

#include "api/bench/echo.h"
#include "api/house.h"
#include "api/transport/client.h"

namespace katiwala::api::bench {
namespace {

std::int64_t wall_micros() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

/// What every client asks, over and over.
struct Request {
  std::string method, target, body;
};

struct Crowd {
  Times times;
  std::int64_t nanos = 0;
  std::size_t answer_bytes = 0;
};

Result<transport::HttpsClient> connect(const LedgerFolder& folder, const std::string& who, std::uint16_t port) {
  transport::ClientOptions options;
  options.port = port;
  KATIWALA_TRY(options.identity, sandbox_identity(folder.root, who));
  KATIWALA_TRY(options.authorities_pem, read_text_file(folder.authorities));
  options.wall_micros = &wall_micros;
  return transport::HttpsClient::create(std::move(options));
}

Result<std::size_t> ask_once(transport::HttpsClient& client, const Request& request, std::string_view key) {
  transport::Headers headers;
  if (!key.empty()) headers.add("Idempotency-Key", std::string(key));
  const auto answer = request.body.empty() ? client.call(request.method, request.target, {}, headers)
                                           : client.call_json(request.method, request.target, request.body, headers);
  if (!answer.ok()) return answer.refusal();
  if (answer->status / 100 != 2) return refuse(Code::HTTP_RESPONSE, "The benchmark's request was refused: " + answer->body.substr(0, 200));
  return answer->body.size();
}

/// All connect first; then each asks its number of times. Every answer is waited for.
Result<Crowd> crowd(const Run& run, const LedgerFolder& folder, const std::string& who, std::uint16_t port, const Request& request) {
  static std::atomic<std::uint64_t> keys{0};
  std::vector<transport::HttpsClient> clients;
  Crowd out;
  for (std::size_t c = 0; c < run.sizes.connections; ++c) {
    KATIWALA_TRY(auto client, connect(folder, who, port));
    KATIWALA_TRY(out.answer_bytes, ask_once(client, request, request.body.empty() ? "" : "bench-first-" + std::to_string(++keys)));
    clients.push_back(std::move(client));
  }
  std::mutex mutex;
  std::optional<Refusal> refused;
  std::vector<std::thread> threads;
  const Stopwatch watch;
  for (transport::HttpsClient& client : clients) {
    threads.emplace_back([&] {
      Times own;
      for (std::size_t i = 0; i < run.sizes.requests; ++i) {
        const std::string key = request.body.empty() ? std::string() : "bench-" + std::to_string(++keys);
        const Stopwatch one;
        const auto answered = ask_once(client, request, key);
        own.add(one.nanos());
        if (answered.ok()) continue;
        const std::lock_guard lock(mutex);
        refused = answered.refusal();
        return;
      }
      const std::lock_guard lock(mutex);
      out.times.add(own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  out.nanos = watch.nanos();
  if (refused) return *refused;
  return out;
}

Result<Row> measure_request(const Run& run, House& house, const std::string& who, const Request& request) {
  KATIWALA_TRY(Crowd ours, crowd(run, house.folder(), who, house.port(), request));
  KATIWALA_TRY(const auto echo, EchoServer::start(house.folder(), ours.answer_bytes, run.sizes.connections));
  KATIWALA_TRY(Crowd bare, crowd(run, house.folder(), who, echo->port(), request));
  Row row;
  row.unit = "requests/s";
  row.measured = per_second(ours.times.count(), ours.nanos);
  row.held_against = "Poco's own TLS server answering as many bytes, same clients";
  row.baseline = per_second(bare.times.count(), bare.nanos);
  row.detail = fmt::format("{} connections, {} requests, answers of {} bytes; p50 {} us, p99 {} us; bare p50 {} us, p99 {} us", run.sizes.connections,
                           ours.times.count(), ours.answer_bytes, ours.times.micros_at(50), ours.times.micros_at(99), bare.times.micros_at(50),
                           bare.times.micros_at(99));
  return row;
}

}  // namespace

Status measure_door(const Run& run, Workbench& bench, const Scene& scene) {
  run.say("the door");
  bench.close();
  HouseOptions options;
  options.scrypt_log2_n = 10;
  options.sandbox_start = default_sandbox_start();
  KATIWALA_TRY(const auto house, House::open(bench.folder(), options));
  KATIWALA_CHECK(house->serve("127.0.0.1", 0));
  KATIWALA_TRY(Row read, measure_request(run, *house, "auditor", {"GET", "/v1/wards/" + scene.wards.front().ward.hex(), {}}));
  read.id = "https";
  read.what = "a ward read over HTTPS, each client waiting for its answer";
  read.target = {Limit::ratio_at_least, 600};
  run.row(read);
  const std::string rate = R"({"rate":{"base":"USD","quote":"PHP","rate":"58.2350"},"day":")" + bench.today().text() + R"(","source":"BENCH"})";
  KATIWALA_TRY(Row write, measure_request(run, *house, "bank", {"POST", "/v1/rates", rate}));
  write.id = "https.write";
  write.what = "a command over HTTPS (a rate), durable before it is answered";
  write.held_against += ", nothing kept";
  run.row(write);
  return good();
}

}  // namespace katiwala::api::bench
