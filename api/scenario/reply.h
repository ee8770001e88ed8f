/// What the door answered to the last call of a step, in the words that a script expects things in.
#pragma once

#include <string>
#include <vector>

#include "api/transport/json.h"

namespace katiwala::api::scenario {

/// One line of a bank message's answer (docs/api.md "Bank messages").
struct LineReply {
  std::string result;
  std::string code;
  std::string difference;
};

struct Reply {
  int status = 0;
  bool replayed = false;
  std::string raw;
  transport::Json body;
  std::vector<LineReply> lines;

  /// allow, escalate, deny, hold; "refused" where nothing was judged (unreadable, unknown caller, busy).
  [[nodiscard]] std::string outcome() const;
  [[nodiscard]] bool accepted() const { return status >= 200 && status < 300; }
  [[nodiscard]] std::string code() const;
  [[nodiscard]] std::string place() const;
  /// Codes of all reasons, in their order; of the lines of a bank message.
  [[nodiscard]] std::vector<std::string> reasons() const;
  [[nodiscard]] std::vector<std::string> rules() const;
  /// "name=value" of all reasons.
  [[nodiscard]] std::vector<std::string> facts() const;
  [[nodiscard]] std::vector<std::string> results() const;
  [[nodiscard]] std::string fact(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> waits_for() const;
  /// Number of a proposal that still waits, else 0.
  [[nodiscard]] std::int64_t proposal() const;
  [[nodiscard]] std::int64_t entry() const;
  /// Of a bank message one a line of it.
  [[nodiscard]] std::vector<std::int64_t> entries() const;
  [[nodiscard]] std::string created(std::string_view what) const;
  /// One line for a person: "403 deny: ORDER_EXPIRED (R20 last_valid_day=2027-01-12)".
  [[nodiscard]] std::string summary() const;
};

Reply reply_from(int status, bool replayed, std::string raw);

}  // namespace katiwala::api::scenario
