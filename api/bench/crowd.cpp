#include "api/bench/crowd.h"

#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

#include "api/ports.h"

namespace katiwala::api::bench {
namespace {

std::string fresh_key() {
  static std::atomic<std::uint64_t> drawn{0};
  return "bench-" + std::to_string(++drawn);
}

Result<std::size_t> ask_once(transport::HttpsClient& client, const Question& question) {
  transport::Headers headers;
  if (!question.body.empty()) headers.add("Idempotency-Key", fresh_key());
  const auto answer = question.body.empty() ? client.call(question.method, question.target, {}, headers)
                                            : client.call_json(question.method, question.target, question.body, headers);
  if (!answer.ok()) return answer.refusal();
  if (answer->status / 100 != 2) return refuse(Code::HTTP_RESPONSE, "The benchmark's request was refused: " + answer->body.substr(0, 200));
  return answer->body.size();
}

/// What the clients of one asking share.
struct Gathering {
  explicit Gathering(std::size_t clients) : ready(static_cast<std::ptrdiff_t>(clients)) {}
  std::latch ready, begin{1};
  std::mutex mutex;
  Answered all;
  std::optional<Refusal> refused;
};

void ask_many(transport::HttpsClient& client, const Question& question, std::size_t times, Gathering& gathering) {
  Answered own;
  std::optional<Refusal> refused;
  gathering.ready.count_down();
  gathering.begin.wait();
  for (std::size_t i = 0; i < times && !refused; ++i) {
    const Stopwatch one;
    const auto answered = ask_once(client, question);
    own.times.add(one.nanos());
    if (answered.ok()) own.answer_bytes = *answered;
    else refused = answered.refusal();
  }
  const std::lock_guard lock(gathering.mutex);
  gathering.all.add(own);
  if (refused) gathering.refused = refused;
}

}  // namespace

void Answered::add(const Answered& more) {
  times.add(more.times);
  nanos += more.nanos;
  answer_bytes = more.answer_bytes;
}

Result<Crowd> Crowd::connect(const LedgerFolder& folder, const std::string& who, std::uint16_t port, std::size_t count) {
  transport::ClientOptions options;
  options.port = port;
  KATIWALA_TRY(options.identity, sandbox_identity(folder.root, who));
  KATIWALA_TRY(options.authorities_pem, read_text_file(folder.authorities));
  options.wall_micros = &wall_micros;
  Crowd out;
  for (std::size_t i = 0; i < count; ++i) {
    KATIWALA_TRY(auto client, transport::HttpsClient::create(options));
    KATIWALA_TRY(const std::size_t bytes, ask_once(client, {"GET", "/v1/status", {}}));
    static_cast<void>(bytes);
    out.clients_.push_back(std::move(client));
  }
  return out;
}

Result<Answered> Crowd::ask(const Question& question, std::size_t times_each) {
  Gathering gathering(clients_.size());
  std::vector<std::thread> threads;
  for (transport::HttpsClient& client : clients_) threads.emplace_back([&] { ask_many(client, question, times_each, gathering); });
  gathering.ready.wait();
  const Stopwatch watch;  // before anybody begins: on a busy machine this thread may wake last
  gathering.begin.count_down();
  for (std::thread& thread : threads) thread.join();
  gathering.all.nanos = watch.nanos();
  if (gathering.refused) return *gathering.refused;
  return std::move(gathering.all);
}

}  // namespace katiwala::api::bench
