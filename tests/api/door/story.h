/// The persons and papers of scenario S01, invented: one ward, her guardian, an award of USD 35,000.00, a school.
#pragma once

#include "sandbox.h"

namespace katiwala::api::door::testing {

/// The id that the guardian gives her request.
inline const std::string kRequest(32, '7');

class Story : public Sandbox {
 public:
  /// Everything up to the evening of 2026-02-25: pool, order, ward, award, guardian with letters and bond, school, rates.
  Story();

  std::string pool, order, ward, award, guardian_person, payee;

  static constexpr const char* kUsdAccount = "001-USD-7788";
  static constexpr const char* kPhpAccount = "001-PHP-7788";

  /// A camt.054 of one credit; `reference` is the bank's.
  static std::string credit_xml(const std::string& reference, const std::string& amount, const std::string& charges, const std::string& day);
  static std::string debit_xml(const std::string& reference, const std::string& amount, const std::string& day, const std::string& end_to_end_id,
                               const std::string& uetr);
  static std::string statement_xml(const std::string& account, const std::string& closing, const std::string& day);

  /// On the morning of 2026-03-02: USD 19,975.00 received and matched, 10,000.00 of them sold for the 582,350.00 PHP that are hers to spend.
  void fund();
  /// Receives and matches.
  void receive(const std::string& reference, const std::string& amount, const std::string& charges, const std::string& day);
  void convert(const std::string& sold, const std::string& bought, const std::string& rate, const std::string& instant);
  /// By the guardian, signed; the reply waits for an officer.
  Reply request(const std::string& id, const std::string& amount, const std::string& key = {});
  Reply release(const std::string& who, const std::string& request_id);

  /// "principal" of one currency.
  std::string balance(const std::string& currency, const std::string& kind = "principal");
};

}  // namespace katiwala::api::door::testing
