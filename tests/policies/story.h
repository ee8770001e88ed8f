/// What most stories begin with: a pool in USD and PHP, an order, a ward with an award, her guardian and a school. All invented.
#pragma once

#include "tests/policies/kit.h"

namespace katiwala::policies::kit {

inline const PoolId kPool = id<PoolId>(0x21);
inline const WardId kWard = id<WardId>(0x31), kWardB = id<WardId>(0x32), kWardC = id<WardId>(0x33);
inline const OrderId kOrder = id<OrderId>(0x41);
inline const AwardId kAward = id<AwardId>(0x51), kAwardB = id<AwardId>(0x52), kAwardC = id<AwardId>(0x53);
inline const PayeeId kSchool = id<PayeeId>(0x61);
inline const CourtOrderId kCourtOrder = id<CourtOrderId>(0x71);

class Story : public Sandbox {
 public:
  /// With the shipped rulebook and the program's rules.
  Story();
  /// Without a rule: the mechanism alone.
  explicit Story(std::span<const Rule* const> rules, std::string bundle = bare_bundle());

  // Each proposed by officer one and agreed to by officer two.
  void open_pool(const std::vector<std::string>& currencies = {"USD", "PHP"});
  void open_ward(const WardId& ward, std::string_view born = "2012-05-20");
  void record_order(std::string_view total, std::string_view dated = "2026-01-02");
  void record_award(const WardId& ward, const AwardId& award, std::string_view amount);
  void appoint_guardian(const WardId& ward = kWard);   ///< letters of today; no bond ordered
  void register_payee(const WardId& ward = kWard, const PayeeId& payee = kSchool, std::string_view code = "PHP");
  void record_court_order(std::string_view cap, const CourtOrderId& order = kCourtOrder);
  /// All of the above but the court order: one ward, USD 35,000.00.
  void begin();

  /// The bank's credit; the reference's number makes its marks and its id.
  Decision receive(std::uint8_t number, std::string_view amount, std::string_view charges = "");
  Decision match(std::uint8_t number);
  /// Received and matched in one go.
  void credit(std::uint8_t number, std::string_view amount, std::string_view charges = "");
  /// Interest of hers as the bank's system books it, ten days of it; the reference's number makes its mark.
  Decision interest(std::string_view gross, std::string_view tax, std::uint8_t reference);
  /// Puts pesos on the ward by a credit in USD and a deal at 50.
  void fund(std::string_view dollars = "1000.00 USD", std::string_view pesos = "50000.00 PHP");

  RequestDisbursement request(std::uint8_t number, std::string_view amount, std::optional<CourtOrderId> order = std::nullopt) const;
  /// Asked for and approved by officer one (and the social worker).
  void approved(std::uint8_t number, std::string_view amount, std::optional<CourtOrderId> order = std::nullopt);
  Decision release(std::uint8_t number, const PrincipalId& who = kReleaser);
  Decision settle(std::uint8_t number, std::string_view amount);

  [[nodiscard]] std::string ward_balance(const WardId& ward, book::AccountKind kind, std::string_view code) const;
  [[nodiscard]] std::string pool_balance(book::AccountKind kind, std::string_view code) const;
  [[nodiscard]] std::string outstanding(const AwardId& award, std::string_view code = "USD") const;
};

}  // namespace katiwala::policies::kit
