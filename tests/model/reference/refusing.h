/// What every family of commands refuses alike.
#pragma once

#include "tests/model/reference/memory.h"

namespace reference {

inline const Ward& ward_named(const Asking& a, const Name& name) {
  const Ward* ward = a.memory.ward(name);
  if (ward == nullptr) throw Refused{"WARD_UNKNOWN"};
  return *ward;
}
inline void above_zero(const Money& money) {
  if (money.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
}
inline void kept_in(const Asking& a, const Ward& ward, Currency currency) {
  if (cash_of(a.memory.pools.at(ward.pool), currency) == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
}
inline void field(bool good) {
  if (!good) throw Refused{"FIELD_INVALID"};
}
inline void fresh(bool is_fresh) {
  if (!is_fresh) throw Refused{"ALREADY_EXISTS"};
}

}  // namespace reference
