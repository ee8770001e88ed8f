/// What an older book brings in: what is noted for the wards of a pool, made whole, added up, and put into the text whose hash is agreed to.
///
/// The text has a line for each line that is noted, wards and then lines in their order, wards ascending by identifier:
///   <ward> award|paper <award or document> <amount> <income> <paid> <charges>\n
/// Identifiers and hashes are hexadecimal digits; an amount is its minor units, a slash and the currency's ISO 4217 number ("1800000/608"); what a paper's
/// line does not have is a hyphen.  docs/decisions/0032; the verifier makes it anew from docs/format.md.
#pragma once

#include <span>

#include "ledger/custody/state.h"

namespace katiwala::policies {

/// What is noted for one ward.
struct NotedWard {
  custody::WardId ward;
  std::vector<custody::OpeningLine> lines;
};

/// As many as one entry may bring in: each may have three parts in it, hers and those of her two files.
inline constexpr std::size_t kMostNoted = 500;
inline constexpr std::size_t kMostOpeningLines = 100;

/// The lines with every member said. What is not said of income and charges is zero; of what was paid, all that is held as principal and was kept.
/// FIELD_INVALID, CURRENCY_MISMATCH, AMOUNT_NOT_POSITIVE, AMOUNT_MISMATCH, CAP_EXCEEDED, SUBJECT_MISMATCH, POOL_ACCOUNT_UNKNOWN; the place is "line 3".
Result<std::vector<custody::OpeningLine>> whole_lines(const custody::State& state, const custody::Ward& ward, std::vector<custody::OpeningLine> lines);

/// Of the wards of a pool, ascending.
std::vector<NotedWard> noted_under(const custody::State& state, const custody::PoolId& pool, const custody::OpeningId& opening);

/// Pre: whole lines.
std::string opening_text(std::span<const NotedWard> noted);

/// One a currency, ascending by its number; nothing unplaced, no tax, no fee. AMOUNT_RANGE. Pre: whole lines.
Result<std::vector<custody::OpeningTotals>> noted_totals(std::span<const NotedWard> noted);

}  // namespace katiwala::policies
