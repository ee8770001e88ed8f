/// What is counted of a server, and shown on the admin listener (docs/operations.md names each). Thread-safe.
///
/// Labels are route patterns and names of caps: a table as long as the routes times their statuses, however many ask for what.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <span>
#include <tuple>

#include "api/transport/observer.h"
#include "api/transport/prometheus.h"

namespace katiwala::api::transport {

class ServerFigures final : public Observer {
 public:
  /// `listener` is the label that tells it from others: "door".
  explicit ServerFigures(std::string listener) : listener_(std::move(listener)) {}

  void connection_opened() override;
  void connection_closed() override;
  void turned_away(Cap cap) override;
  void was_late(Late late) override;
  void handshake_refused() override;
  void in_line(int change) override;
  void handling(std::string_view method) override;
  void handled(std::string_view method) override;
  void served(const Served& served) override;

  /// Every family once, with the samples of all.
  static void write(PrometheusText& out, std::span<const ServerFigures* const> servers);

  /// Upper bounds of the histogram's buckets; the last one has none.
  static constexpr std::int64_t kBoundsMicros[] = {1'000, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

 private:
  struct Counts {
    std::int64_t opened = 0, open = 0, refused = 0, in_line = 0, reading = 0, writing = 0, duration_micros = 0;
    std::array<std::int64_t, std::size(kCapNames)> caps{};
    std::array<std::int64_t, std::size(kLateNames)> late{};
    std::array<std::int64_t, std::size(kBoundsMicros) + 1> durations{};
    std::map<std::tuple<std::string, std::string, int>, std::int64_t> answers;  ///< by method, route, status
  };
  using All = std::vector<std::pair<std::string_view, Counts>>;
  [[nodiscard]] Counts counts() const;
  static void write_requests(PrometheusText& out, const All& all);
  static void write_connections(PrometheusText& out, const All& all);

  std::string listener_;
  mutable std::mutex mutex_;
  Counts counts_;
};

}  // namespace katiwala::api::transport
