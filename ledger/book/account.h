/// The chart of accounts (docs/books.md). Everything that can run out is an account, so one mechanism guards it all.
///
///   book of custody                                   side     owner
///   bank:<pool>:<ccy>                                  debit    pool     cash in the pooled trust account
///   ward:<id>:<ccy>:principal / income / reserved      credit   ward     what is held for her
///   transit:<pool>:<ccy>                               credit   pool     instructed, not yet on a statement
///   suspense:<pool>:<ccy>                              credit   pool     received, not matched by two persons
///   tax:<pool>:<ccy>, fee:<pool>:<ccy>                 credit   pool     withheld or earned, not remitted
///   unreadable:<pool>:<ccy>                            credit   pool     what stood on accounts whose key was destroyed
///
///   book of authority (signed, sums to zero in the same way)
///   award:<id>:awarded (negative) / outstanding / received / charged     owner: award
///   order:<id>:granted (negative) / cap / cap_reserved / cap_used        owner: court order
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "ledger/base/bytes.h"
#include "ledger/base/named.h"
#include "ledger/money/amount.h"

namespace katiwala::book {

/// Numbers are in the record: for ever.
enum class AccountKind : std::uint8_t {
  bank = 1, principal = 2, income = 3, reserved = 4, transit = 5, suspense = 6, tax = 7, fee = 8, unreadable = 9,
  awarded = 16, outstanding = 17, received = 18, charged = 19,
  granted = 24, cap = 25, cap_reserved = 26, cap_used = 27,
};

enum class BookName : std::uint8_t { custody, authority };
BookName book_of(AccountKind kind);
/// +1 where a positive change is a debit (bank, and the whole book of authority), -1 where it is a credit.
int sign_of(AccountKind kind);
/// Accounts that mirror another and go negative by design: awarded, granted. All others have floor zero.
bool has_floor(AccountKind kind);

struct Account {
  AccountKind kind = AccountKind::bank;
  std::array<std::uint8_t, 16> owner{};
  Currency currency;
  auto operator<=>(const Account&) const = default;
  bool operator==(const Account& other) const noexcept { return kind == other.kind && currency == other.currency && equal_ids(owner, other.owner); }
  [[nodiscard]] std::string text() const;  ///< "principal:<owner hex>:USD"
  template <class V>
  static void fields(V& v) {
    v(1, "kind", &Account::kind);
    v(2, "owner", &Account::owner);
    v(3, "currency", &Account::currency);
  }
};

struct AccountHash {
  using is_avalanching = void;  // owners are random
  std::size_t operator()(const Account& a) const noexcept {
    std::uint64_t h;
    std::memcpy(&h, a.owner.data(), sizeof h);
    h ^= std::uint64_t{static_cast<std::uint8_t>(a.kind)} << 56 ^ std::uint64_t{a.currency.numeric()} << 40;
    return static_cast<std::size_t>(h * 0x9e3779b97f4a7c15ULL);
  }
};

/// From which court accounts are drawn (docs/books.md).
enum class Category : std::uint8_t {
  receipt = 1, disbursement = 2, charge = 3, fee = 4, tax = 5, interest = 6, conversion = 7, return_ = 8, correction = 9,
  authority = 10, hold = 11,
  brought = 12,  ///< brought in from an older book (docs/decisions/0032)
};

}  // namespace katiwala::book

namespace katiwala {
template <>
struct Names<book::AccountKind> {
  using K = book::AccountKind;
  static constexpr std::array<std::pair<K, std::string_view>, 17> rows{{
      {K::bank, "bank"}, {K::principal, "principal"}, {K::income, "income"}, {K::reserved, "reserved"},
      {K::transit, "transit"}, {K::suspense, "suspense"}, {K::tax, "tax"}, {K::fee, "fee"}, {K::unreadable, "unreadable"},
      {K::awarded, "awarded"}, {K::outstanding, "outstanding"}, {K::received, "received"}, {K::charged, "charged"},
      {K::granted, "granted"}, {K::cap, "cap"}, {K::cap_reserved, "cap_reserved"}, {K::cap_used, "cap_used"}}};
};
template <>
struct Names<book::Category> {
  using C = book::Category;
  static constexpr std::array<std::pair<C, std::string_view>, 12> rows{{
      {C::receipt, "receipt"}, {C::disbursement, "disbursement"}, {C::charge, "charge"}, {C::fee, "fee"}, {C::tax, "tax"},
      {C::interest, "interest"}, {C::conversion, "conversion"}, {C::return_, "return"}, {C::correction, "correction"},
      {C::authority, "authority"}, {C::hold, "hold"}, {C::brought, "brought"}}};
};
}  // namespace katiwala
