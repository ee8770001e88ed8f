/// What the witness's tests share: a log with two histories, a witness on a simulated disk, and its listener.
#pragma once

#include "api/transport/web_client.h"
#include "api/witness/window.h"
#include "tests/audit/log/samples.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::api::witness::testing {

using audit::samples::code_of;
using store::testing::SimDisk;

inline constexpr std::int64_t kNow = 1'772'414'100;  // 2026-03-02T01:15:00Z, in seconds
inline const Path kRoot = "/witness";

/// The honest history, and one that differs from it from the third entry on. Both are signed with the log's one key.
enum class History { honest, fork };

Digest root_of(History history, std::uint64_t size);
audit::Note signed_note(History history, std::uint64_t size, const audit::SecretKey& key = audit::samples::log_secret());
/// What the log sends to have `size` cosigned from `old_size`, with the proof within that history.
std::string request(History history, std::uint64_t old_size, std::uint64_t size);

/// Which roots a witness has put its name under, in all its lives.
class Oracle {
 public:
  /// A 200 is taken note of, after its cosignature was verified.
  void saw(const WitnessAnswer& answer, History history, std::uint64_t size);
  /// A second root under a size that has one already.
  [[nodiscard]] bool has_two_histories() const { return two_; }
  [[nodiscard]] std::uint64_t largest() const { return roots_.empty() ? 0 : roots_.rbegin()->first; }

 private:
  std::map<std::uint64_t, Digest> roots_;
  bool two_ = false;
};

/// A witness named and keyed as samples::witness_secret, watching samples::kOrigin, on a disk.
struct Stand {
  std::shared_ptr<SimDisk> disk;
  std::shared_ptr<std::atomic<std::int64_t>> now_s = std::make_shared<std::atomic<std::int64_t>>(kNow);
  std::shared_ptr<std::atomic<int>> failures = std::make_shared<std::atomic<int>>(0);
  std::unique_ptr<Witness> witness;
  std::unique_ptr<transport::HttpServer> server;

  explicit Stand(std::shared_ptr<SimDisk> on = SimDisk::create()) : disk(std::move(on)) {}
  /// init and add-log.
  Status make();
  Status start();
  void stop();
  /// start() and a listener on loopback.
  void listen();
  [[nodiscard]] std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server->port()) + path; }
  [[nodiscard]] transport::WebAnswer post(const std::string& body, const std::string& path = "/add-checkpoint") const;
  [[nodiscard]] transport::WebAnswer get(const std::string& path) const;
};

inline std::string state_path() { return (kRoot / "state" / state_name(audit::samples::kOrigin)).string(); }
inline std::string checkpoint_path() { return "/" + state_name(audit::samples::kOrigin) + "/checkpoint"; }

}  // namespace katiwala::api::witness::testing
