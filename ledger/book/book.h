/// Balances. A book changes only by `post` of a `Balanced` set that `allows` has passed.
#pragma once

#include <functional>
#include <memory>

#include "ledger/book/posting.h"

namespace katiwala::book {

class Book {
 public:
  Book();
  ~Book();
  Book(const Book&);
  Book(Book&&) noexcept;
  Book& operator=(const Book&);
  Book& operator=(Book&&) noexcept;

  [[nodiscard]] Amount balance(const Account& account) const;
  [[nodiscard]] Amount balance(AccountKind kind, const std::array<std::uint8_t, 16>& owner, Currency currency) const {
    return balance(Account{kind, owner, currency});
  }

  /// Whether any account of that kind and currency is not at zero. Of kinds with a floor alone: what is never below zero adds up to
  /// nothing only where all of it is nothing. Costs no look at any account.
  [[nodiscard]] bool any_stands(AccountKind kind, Currency currency) const;

  /// INSUFFICIENT_FUNDS (book of custody) or CAP_EXCEEDED (authority) naming the account, AMOUNT_RANGE past the bound.
  [[nodiscard]] Status allows(const Balanced& balanced) const;
  /// Pre: allows(balanced). A floor passed here is our mistake and halts.
  void post(const Balanced& balanced);

  /// For loading derived rows and for closing an unreadable ward; not a posting.
  void set_balance(const Account& account, Amount balance);
  /// Balances that are not zero, in no particular order.
  void for_each(const std::function<void(const Account&, Amount)>& visit) const;
  [[nodiscard]] std::size_t size() const;
  void reserve(std::size_t accounts);

 private:
  struct Table;  ///< kept out of the header, which every room above sees
  std::unique_ptr<Table> table_;
};

}  // namespace katiwala::book
