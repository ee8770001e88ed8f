/// A control sum as ISO 20022 writes it: a bare decimal over amounts of whatever currencies. Internal to this room.
#pragma once

#include <string>
#include <string_view>

#include "api/messages/fields.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {

class ControlSum {
 public:
  void add(Amount amount);
  /// Whether `decimal` is this sum to the last digit. AMOUNT_SYNTAX where it is no plain decimal.
  [[nodiscard]] Result<bool> is(std::string_view decimal) const;
  [[nodiscard]] std::string text() const;

 private:
  Minor units_ = 0;  ///< of a ten-thousandth: no currency has more than four decimals
};

/// NbOfTxs under `header`, held against what was found; MESSAGE_CONTROL_SUM with the place.
Status check_number(const Node& header, std::uint64_t found);
/// CtrlSum under `header`, if it stands there, likewise; one of two sums where `other` is given.
Status check_sum(const Node& header, const ControlSum& sum, const ControlSum* other);

}  // namespace katiwala::api::messages
