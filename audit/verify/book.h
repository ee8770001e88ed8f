/// Double entry: what one entry may post, by itself (docs/format.md, Postings). What stands on the accounts is in chains.h.
#pragma once

#include "audit/verify/record.h"

namespace verify {

/// One part's postings and balances against each other and against the table of accounts.
void check_postings(const Part& part, const Place& place);

/// Over a whole entry, nothing of it withheld: per book and currency the changes come to zero.
void check_zero_sum(std::span<const Part> parts, const Place& place);

/// Whether the account may not stand below zero.
bool has_floor(const Account& account);

constexpr std::int64_t kMostMinor = 1'000'000'000'000'000'000;
inline bool in_range(std::int64_t minor) { return minor <= kMostMinor && minor >= -kMostMinor; }

}  // namespace verify
