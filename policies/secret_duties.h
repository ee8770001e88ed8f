/// Duties that compliance alone knows of, which stand in a watch or nowhere.  RA 9160 s.9(c), R38.
#pragma once

#include "ledger/custody/records.h"

namespace katiwala::policies {

inline bool is_secret(custody::Duty duty) {
  return duty == custody::Duty::covered_transaction_report || duty == custody::Duty::suspicious_transaction_report || duty == custody::Duty::determination ||
         duty == custody::Duty::law_enforcement_report;
}

}  // namespace katiwala::policies
