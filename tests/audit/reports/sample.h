/// A history made by hand, the same values every time: what reports are given, without a journal that draws salts and times. All of it is invented.
///
/// One pool, one order of USD 35,000.00 with two wards (20,000.00 and 15,000.00). Of the first: two receipts, a conversion with a charge, a payment that was made, one that came back, one
/// that is set aside.
#pragma once

#include "audit/reports/report.h"
#include "audit/reports/ward_account.h"
#include "tests/audit/values.h"

namespace katiwala::audit::reports::testing {

using audit::testing::amount;
using audit::testing::currency;
using audit::testing::owner;
using audit::testing::Owner;
CivilDate date(const std::string& text);

inline const custody::WardId kWard{{0x3f, 0xa4, 0xb2, 0xc1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
inline const custody::WardId kSister{{0x40, 0xa4, 0xb2, 0xc1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
inline const custody::OrderId kOrder{{0x60, 0x11, 0x22, 0x33, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

/// `more_payments`: of PHP 100.00 each, made after the others, so that an account needs more than one page.
History sample(int more_payments = 0);
/// The same on the day she comes of age.
History sample_of_age();

/// What each kind has to be told about the sample.
Question question_for(const Kind& kind);
/// What `kind` makes of the sample; of age where it has to be.
Result<Document> document_of(std::string_view kind, int more_payments = 0);

}  // namespace katiwala::audit::reports::testing
