/// A small sandbox ledger that the faults are done to: one pool, two wards with awards, money, guardians and a school each.
///
/// It is made once a test program, through the program's own `init` and door, and copied for whoever wants to break it.
#pragma once

#include <map>

#include "office.h"
#include "program.h"

namespace katiwala::crash {

inline constexpr const char* kDay = "2026-03-02";
inline constexpr const char* kUsdAccount = "001-USD-7788";
inline constexpr const char* kPhpAccount = "001-PHP-7788";
inline const std::string kDocument(64, 'd');  ///< a digest, as a request names one

/// What names or reaches the persons around one ward, in plain. All of it is invented.
struct Plain {
  std::string ward_name = "Sandbox Ward", ward_address = "1 Invented Street", ward_phone = "0917 000 0001", ward_account = "444-000-1";
  std::string born = "2012-05-20";
  std::string guardian_name = "Sandbox Aunt", guardian_address = "2 Invented Street", guardian_phone = "0917 000 0002";
  std::string payee_name = "SANDBOX SCHOOL", payee_account = "555-000-1", payee_address = "3 Invented Street", payee_phone = "0917 000 0003";
  std::string docket = "SANDBOX-DOCKET-1";
};

struct WardIds {
  std::string ward, order, award, guardian, payee;
  std::string guardian_client;  ///< by which name the guardian comes to the door
};

struct World {
  std::string pool;
  std::vector<WardIds> wards;
};

/// `katiwala init`; the test fails if it does not work.
void init(const Path& root);
/// Opens the pool on kDay, with accounts in USD and PHP.
std::string open_pool(Office& office);
/// A ward with everything that a request needs, but no money.
WardIds open_ward(Office& office, const std::string& pool, const Plain& plain, const std::string& guardian_client);
/// A credit of `amount`, matched to her order.
void receive(Office& office, const WardIds& ward, const std::string& amount);
/// USD into PHP at 58.2350.
void convert(Office& office, const WardIds& ward, const std::string& sold, const std::string& bought);
/// A camt.054 of one credit. `payer` and `remittance` are what the bank writes of the payer, if anything.
std::string credit_xml(const std::string& reference, const std::string& amount, const std::string& payer = {}, const std::string& remittance = {});
std::string debit_xml(const std::string& reference, const std::string& amount, const std::string& end_to_end_id, const std::string& uetr);
/// Asked, approved, released, handed over, and told by the bank that it is done. Answers the payment file.
std::string pay(Office& office, const WardIds& ward, const std::string& amount);

/// Balances in minor units: "suspense/USD", "principal/<ward>/PHP", "reserved/<ward>/PHP", ...
using Balances = std::map<std::string, std::int64_t>;
Balances balances_of(Office& office, const World& world);
/// How many entries the ledger has; -1 if nobody answers.
std::int64_t entries_of(Office& office);

/// Two wards with USD 9,975.00 and PHP 582,350.00 each; at rest.
struct Prepared {
  Path root;
  World world;
};
const Prepared& prepared();

/// A copy of the prepared ledger, gone with the object.
class Copy {
 public:
  Copy() { copy_folder(prepared().root, root()); }
  [[nodiscard]] Path root() const { return folder_.path() / "ledger"; }
  [[nodiscard]] Path beside(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] const World& world() const { return prepared().world; }

 private:
  TemporaryFolder folder_;
};

/// `katiwala verify --json`, and what it says.
struct Verified {
  int exit_code = -1;
  Json report;
  std::string said;
  [[nodiscard]] std::int64_t number(std::string_view key) const;
  /// "entry 12 part 1", wherever it says so.
  [[nodiscard]] std::string place() const;
};
Verified verify(const Path& root);

}  // namespace katiwala::crash
