/// Clients of a server, each on a TLS connection of its own that is kept alive, each waiting for its answer before it asks again.
#pragma once

#include <vector>

#include "api/bench/meter.h"
#include "api/ledger_folder.h"
#include "api/transport/client.h"

namespace katiwala::api::bench {

/// What every client asks, over and over. One with a body carries a new Idempotency-Key each time.
struct Question {
  std::string method, target, body;
};

/// What one or more askings came to.
struct Answered {
  Times times;                    ///< of every request, from before it is sent until its answer is read
  std::int64_t nanos = 0;         ///< from the moment when all begin until the last is answered
  std::size_t answer_bytes = 0;   ///< of a body

  void add(const Answered& more);
};

class Crowd {
 public:
  /// So many clients with one person's certificate; each has shaken hands and been answered once.
  static Result<Crowd> connect(const LedgerFolder& folder, const std::string& who, std::uint16_t port, std::size_t count);

  /// All begin together, and each asks so many times. HTTP_RESPONSE where one answer is no success.
  Result<Answered> ask(const Question& question, std::size_t times_each);

 private:
  std::vector<transport::HttpsClient> clients_;
};

}  // namespace katiwala::api::bench
