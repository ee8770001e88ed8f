/// Double entry: what one entry may post, by itself (docs/format.md, Postings). What stands on the accounts is in chains.h.
#pragma once

#include <span>

#include "audit/verify/record.h"

namespace verify {

/// One part's postings and balances against each other and against the table of accounts.
void check_postings(const Part& part, const Place& place);

/// Over a whole entry, nothing of it withheld: per book and currency the changes come to zero.
void check_zero_sum(std::span<const Part> parts, const Place& place);

/// Whether the account may not stand below zero.
bool has_floor(std::uint8_t account_kind);

constexpr std::int64_t kMostMinor = 1'000'000'000'000'000'000;

}  // namespace verify
