/// A door, a folder, and the bank's system between them. Everybody is invented.
#pragma once

#include <set>

#include "api/spool/spool.h"
#include "tests/api/door/story.h"

namespace katiwala::api::spool {

/// A client with an identity of a sandbox's founding, for the door at `port`.
transport::HttpsClient client_of(const Path& ledger, const std::string& who, std::uint16_t port);

class Scene : public door::testing::Story {
 public:
  /// On a Monday at ten, with USD 19,975.00 received and partly converted.
  Scene();

  [[nodiscard]] Path spool() const { return root() / "spool"; }
  [[nodiscard]] Path ledger() const { return root() / "ledger"; }
  transport::HttpsClient client(const std::string& who = "bank") { return client_of(ledger(), who, house().port()); }

  /// As an SFTP server would: whole, under its name at once.
  void deliver(const std::string& name, const std::string& bytes) const;
  /// A pass by the bank's system with a folder of its own opening.
  Status pass(Report& report, const Settings& settings = {});
  /// A payment of PHP 100.00 by PESONet, released at ten; its window is over when the clock stands at noon.
  void release_a_payment();

  [[nodiscard]] std::set<std::string> names(const char* folder) const;
  [[nodiscard]] std::string text(const char* folder, const std::string& name) const;
  std::int64_t entries();
  static std::string a_credit(const std::string& reference) { return credit_xml(reference, "500.00 USD", "", "2026-03-02"); }
};

}  // namespace katiwala::api::spool
