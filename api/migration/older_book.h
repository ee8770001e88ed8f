/// What an older trust book holds, as it stands in a file: read strictly, added up, and held against the control totals that stand in it (docs/migration.md).
///
/// A row a line, columns apart by commas, this header first, no quotes and no spaces beside what is written:
///   kind,ward,currency,authority,amount,income,paid,charges,booked,lines
///
///   ward      ward, currency, authority, amount; perhaps income, paid, charges     what is held for her
///   unplaced  currency, amount, booked                                             a credit that is nobody's yet
///   tax, fee  currency, amount                                                     withheld or earned, and not remitted; one row a currency
///   total     currency, amount, income, lines                                      once a currency: what the bank has, what of the wards' is income, rows of wards
///
/// An authority is `award:`, `order:` (her award under it) or `paper:` and its identifier or hash. Amounts are plain decimals in the row's currency; paid and
/// charges may name another ("31000.00 USD"), that of the award.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/custody/commands.h"

namespace katiwala::api::migration {

/// By what she has it: an award of hers, the order that awarded it, or the SHA-256 of a paper.
using Authority = std::variant<custody::AwardId, custody::OrderId, Digest>;
/// "award:…", "order:…", "paper:…". FIELD_INVALID, ID_SYNTAX, DIGEST_SYNTAX.
Result<Authority> authority_of(std::string_view text);

/// One row's line of a ward.
struct WardRow {
  std::size_t row = 0;  ///< in the file, the header is row 1
  custody::WardId ward;
  Authority authority;
  Amount amount;
  std::optional<Amount> income, paid, charges;
};

struct CreditRow {
  std::size_t row = 0;
  Amount amount;
  CivilDate booked;
};

/// Of a currency, as the rows come to and as the file says.
struct OlderBook {
  std::vector<WardRow> wards;
  std::vector<CreditRow> unplaced;
  std::vector<custody::OpeningTotals> totals;  ///< one a currency, ascending by its number
  Digest source{};                             ///< SHA-256 of the file
};

/// FIELD_INVALID, ID_SYNTAX, DIGEST_SYNTAX, AMOUNT_*, CURRENCY_UNKNOWN, DATE_SYNTAX with the row and column as place; CONTROL_SUM_MISMATCH where the rows do not come to the
/// file's own totals, by as little as one minor unit.
Result<OlderBook> read_older_book(std::string_view csv);

/// The book of a trust that is one ward's alone, from the statement of its accounts: all that stood there is hers. One closing balance a currency.
/// What messages::read_message refuses; FIELD_INVALID where it is no camt.053, has no closing balance of that day, or has one below zero or two of a currency.
Result<OlderBook> read_statement_as_book(std::string_view xml, CivilDate as_of, const custody::WardId& ward, const Authority& authority);

/// CONTROL_SUM_MISMATCH with the currency as place where what the bank says of that day is not what the book says stood there, or the one says something of a
/// currency and the other nothing. Else as read_statement_as_book.
Status holds_against_statement(const OlderBook& book, std::string_view xml, CivilDate as_of);

}  // namespace katiwala::api::migration
