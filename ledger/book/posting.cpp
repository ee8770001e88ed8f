#include "ledger/book/posting.h"

#include <map>

#include "ledger/money/exact.h"

namespace katiwala::book {
namespace {

struct Sum {
  BookName book;
  Currency currency;
  Minor minor;
};

/// Entries touch one or two currencies, so a short list beats a map.
Minor& sum_for(std::vector<Sum>& sums, BookName book, Currency currency) {
  for (Sum& sum : sums)
    if (sum.book == book && sum.currency == currency) return sum.minor;
  sums.push_back({book, currency, 0});
  return sums.back().minor;
}

}  // namespace

Posting posting(AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount amount, Category category) {
  return {Account{kind, owner, amount.currency()}, amount.minor(), category};
}

Result<Balanced> Balanced::check(std::vector<Posting> lines) {
  std::vector<Sum> sums;
  for (const Posting& line : lines) {
    if (line.change_minor == 0) {
      return refuse(Code::POSTING_EMPTY, std::string(sentence_of(Code::POSTING_EMPTY)), line.account.text());
    }
    sum_for(sums, book_of(line.account.kind), line.account.currency) += Minor(line.change_minor) * sign_of(line.account.kind);
  }
  for (const Sum& sum : sums) {
    if (sum.minor != 0) {
      return refuse(Code::POSTING_UNBALANCED, std::string(sentence_of(Code::POSTING_UNBALANCED)),
                    std::string(sum.book == BookName::custody ? "custody:" : "authority:") + sum.currency.code());
    }
  }
  return Balanced(std::move(lines));
}

std::vector<Amount> residue(std::span<const Posting> lines) {
  std::vector<Sum> sums;
  for (const Posting& line : lines) {
    if (book_of(line.account.kind) == BookName::authority) continue;
    sum_for(sums, BookName::custody, line.account.currency) += Minor(line.change_minor) * sign_of(line.account.kind);
  }
  std::vector<Amount> out;
  for (const Sum& sum : sums) {
    if (sum.minor == 0) continue;
    auto amount = amount_from_wide(sum.currency, sum.minor);
    KATIWALA_ASSERT(amount.ok(), "residue beyond the bound of amounts");
    out.push_back(*amount);
  }
  return out;
}

}  // namespace katiwala::book
