/// What an entry does to the two books, as far as it can be read: the lines of every export, with the balances after them.
///
/// A fold of its own beside `custody::apply`, of balances alone. An entry some of whose parts can not be read is completed as the ledger
/// itself does it: what is missing to zero stands on the pool's `unreadable` account (docs/format.md). What such parts posted among
/// themselves, and whatever they posted in the book of authority, is not known and is not made up.
#pragma once

#include <map>
#include <vector>

#include "ledger/journal/entry.h"

namespace katiwala::audit::exports {

enum class Origin : std::uint8_t {
  posted,      ///< the record says so
  unreadable,  ///< drawn from the readable lines: the other side stands in a part that can not be read
  erased,      ///< an erasure closes an account that could still be read
  opening,     ///< what stood there before the first entry exported
};

struct Movement {
  book::Account account;
  std::int64_t change_minor = 0;  ///< on the account's own side, as in the record
  std::int64_t after_minor = 0;   ///< what stands on the account after this line
  Origin origin = Origin::posted;
  book::Category category = book::Category::receipt;  ///< of a posted line
  std::size_t part = 0;                               ///< in which a posted line stands; 0: in none
  /// "receipt", or why the line is there although no readable part posted it.
  [[nodiscard]] std::string_view category_name() const;
};

/// Debits positive, credits negative, in major units: "-19975.00". How every program of bookkeeping in text wants it.
std::string debit_text(const book::Account& account, std::int64_t minor);
std::int64_t debit_minor(const book::Account& account, std::int64_t minor);

class Books {
 public:
  /// The entry's lines, in the order of the record. POSTING_UNBALANCED, POSTING_EMPTY, AMOUNT_RANGE, and RECORD_MALFORMED where a balance of
  /// the record is not what the lines before it give; the place is "entry N ...". After a refusal the books are of no further use.
  Result<std::vector<Movement>> take(const journal::Entry& entry);
  /// What stands on every account that ever was posted to, zeros included, in the order of the accounts.
  [[nodiscard]] const std::map<book::Account, std::int64_t>& accounts() const { return minor_; }
  /// One line of `opening` for each account on which anything stands. They balance: each book does.
  [[nodiscard]] std::vector<Movement> opening() const;

 private:
  Status move(Movement movement, std::vector<Movement>& out);
  Status check_balances(const journal::Entry& entry) const;
  Status close_erased(const custody::WardErased& erasure, std::vector<Movement>& out);

  std::map<book::Account, std::int64_t> minor_;
  std::map<book::Account, custody::WardId> wards_;  ///< whose account of an award or a court order it is
};

/// The lines of one book and one currency. They balance alone, so that no program can explain a difference in one currency by a price in
/// another.
struct Transaction {
  book::BookName book = book::BookName::custody;
  Currency currency;
  std::vector<Movement> lines;
};
/// The book of custody first, then the book of authority; currencies in the order in which they come up.
std::vector<Transaction> transactions_of(const std::vector<Movement>& movements);

std::string_view name_of(book::BookName book);  ///< "custody", "authority"

}  // namespace katiwala::audit::exports
