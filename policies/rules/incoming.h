/// What a matched credit brings to each ward, as the plan has it.
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

struct Incoming {
  const custody::Ward* ward = nullptr;
  Amount net;        ///< over all her awards under the order
  CivilDate booked;  ///< the day of the credit
};

/// One row a ward, in the order of the plan; wards to whom nothing comes are left out.
std::vector<Incoming> incoming(const Matter& m);

}  // namespace katiwala::policies
