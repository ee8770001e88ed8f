/// Currencies, owners and posting lines for the book's tests.
#pragma once

#include "ledger/book/posting.h"

namespace katiwala::book::samples {

inline Currency usd() { return Currency::parse("USD").value(); }
inline Currency php() { return Currency::parse("PHP").value(); }

inline std::array<std::uint8_t, 16> owner(std::uint8_t fill) {
  std::array<std::uint8_t, 16> out;
  out.fill(fill);
  return out;
}

/// `minor` is the change of the account's own balance, of any size a posting can have.
inline Posting line(AccountKind kind, std::uint8_t owner_fill, Currency currency, std::int64_t minor, Category category = Category::receipt) {
  return {Account{kind, owner(owner_fill), currency}, minor, category};
}

}  // namespace katiwala::book::samples
