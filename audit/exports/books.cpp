#include "audit/exports/books.h"

#include <algorithm>

#include "ledger/money/exact.h"

namespace katiwala::audit::exports {
namespace {

using book::BookName;
using journal::Entry;

Refusal at(Refusal refusal, record::Seq seq) {
  refusal.place = "entry " + std::to_string(seq) + (refusal.place.empty() ? "" : " " + refusal.place);
  return refusal;
}

std::vector<Movement> posted_lines(const Entry& entry) {
  std::vector<Movement> out;
  for (std::size_t i = 0; i < entry.parts.size(); ++i) {
    if (!entry.parts[i].part) continue;
    for (const book::Posting& line : entry.parts[i].part->postings) out.push_back({line.account, line.change_minor, 0, Origin::posted, line.category, i + 1});
  }
  return out;
}

std::optional<std::array<std::uint8_t, 16>> pool_of(const Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (opened.part && opened.part->about.kind == custody::SubjectKind::pool) return opened.part->about.id;
  }
  return std::nullopt;
}

/// How far the debits of one book and currency are from the credits, as the growth of a credit account that would close it.
Minor missing(const std::vector<Movement>& lines, BookName book, Currency currency) {
  Minor sum = 0;
  for (const Movement& line : lines) {
    if (book::book_of(line.account.kind) == book && line.account.currency == currency) sum += Minor(line.change_minor) * book::sign_of(line.account.kind);
  }
  return sum;
}

/// Completes the lines of an entry that is not wholly readable; refuses what does not balance.
Status balance(const Entry& entry, std::vector<Movement>& lines) {
  const bool whole = entry.wholly_readable();
  const std::vector<Transaction> groups = transactions_of(lines);
  for (const Transaction& group : groups) {
    const Minor sum = missing(lines, group.book, group.currency);
    if (sum == 0) continue;
    const std::string place = std::string(name_of(group.book)) + ":" + group.currency.code();
    const auto pool = pool_of(entry);
    if (whole || group.book == BookName::authority || !pool) return refuse(Code::POSTING_UNBALANCED, std::string(sentence_of(Code::POSTING_UNBALANCED)), place);
    KATIWALA_TRY(const Amount rest, amount_from_wide(group.currency, sum));
    lines.push_back({{book::AccountKind::unreadable, *pool, group.currency}, rest.minor(), 0, Origin::unreadable, {}, 0});
  }
  return good();
}

}  // namespace

std::string_view Movement::category_name() const {
  switch (origin) {
    case Origin::posted: return name(category);
    case Origin::unreadable: return "unreadable";
    case Origin::erased: return "erased";
    case Origin::opening: return "opening";
  }
  return "?";
}

std::int64_t debit_minor(const book::Account& account, std::int64_t minor) { return minor * book::sign_of(account.kind); }

std::string debit_text(const book::Account& account, std::int64_t minor) { return Amount(account.currency, debit_minor(account, minor)).text(); }

std::string_view name_of(BookName book) { return book == BookName::custody ? "custody" : "authority"; }

Status Books::move(Movement movement, std::vector<Movement>& out) {
  if (movement.change_minor == 0) return refuse(Code::POSTING_EMPTY, std::string(sentence_of(Code::POSTING_EMPTY)), movement.account.text());
  KATIWALA_CHECK(amount_from_wide(movement.account.currency, Minor(movement.change_minor)));
  std::int64_t& minor = minor_[movement.account];
  KATIWALA_TRY(const Amount after, amount_from_wide(movement.account.currency, Minor(minor) + Minor(movement.change_minor)));
  movement.after_minor = minor = after.minor();
  out.push_back(movement);
  return good();
}

Status Books::check_balances(const Entry& entry) const {
  const bool whole = entry.wholly_readable();  // if not, the `unreadable` account stands for what can not be read
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const journal::Balance& balance : opened.part->balances) {
      KATIWALA_CHECK(amount_from_wide(balance.account.currency, Minor(balance.minor)));
      const auto found = minor_.find(balance.account);
      if (whole && (found == minor_.end() || found->second != balance.minor)) {
        return refuse(Code::RECORD_MALFORMED, "A balance after the entry is not what its postings give.", balance.account.text());
      }
    }
  }
  return good();
}

/// Where her key still existed when this was read (an older copy): what stood on her accounts goes the way it goes in the ledger's state.
Status Books::close_erased(const custody::WardErased& erasure, std::vector<Movement>& out) {
  std::vector<std::pair<book::Account, std::int64_t>> hers;
  for (const auto& [account, minor] : minor_) {
    const auto ward = wards_.find(account);
    const bool is_hers = account.owner == erasure.ward.bytes || (ward != wards_.end() && ward->second == erasure.ward);
    if (is_hers && minor != 0) hers.emplace_back(account, minor);
  }
  for (const auto& [account, minor] : hers) {
    KATIWALA_CHECK(move({account, -minor, 0, Origin::erased, {}, 0}, out));
    if (book::book_of(account.kind) == BookName::authority) continue;
    KATIWALA_CHECK(move({{book::AccountKind::unreadable, erasure.pool.bytes, account.currency}, minor, 0, Origin::erased, {}, 0}, out));
  }
  std::erase_if(wards_, [&](const auto& row) { return row.second == erasure.ward; });
  return good();
}

Result<std::vector<Movement>> Books::take(const Entry& entry) {
  std::vector<Movement> out;
  const auto work = [&]() -> Status {
    std::vector<Movement> lines = posted_lines(entry);
    KATIWALA_CHECK(balance(entry, lines));
    for (const Movement& line : lines) KATIWALA_CHECK(move(line, out));
    KATIWALA_CHECK(check_balances(entry));
    for (const journal::OpenedPart& opened : entry.parts) {
      if (!opened.part) continue;
      if (opened.part->about.kind == custody::SubjectKind::ward) {
        for (const book::Posting& line : opened.part->postings)
          if (book::book_of(line.account.kind) == BookName::authority) wards_[line.account] = custody::WardId{opened.part->about.id};
      }
      for (const custody::Event& event : opened.part->events)
        if (const auto* erasure = std::get_if<custody::WardErased>(&event)) KATIWALA_CHECK(close_erased(*erasure, out));
    }
    return good();
  };
  if (const Status worked = work(); !worked.ok()) return at(worked.refusal(), entry.seq());
  return out;
}

std::vector<Movement> Books::opening() const {
  std::vector<Movement> out;
  for (const auto& [account, minor] : minor_)
    if (minor != 0) out.push_back({account, minor, minor, Origin::opening, {}, 0});
  return out;
}

std::vector<Transaction> transactions_of(const std::vector<Movement>& movements) {
  std::vector<Transaction> out;
  for (const BookName book : {BookName::custody, BookName::authority}) {
    for (const Movement& line : movements) {
      if (book::book_of(line.account.kind) != book) continue;
      const auto found = std::ranges::find_if(out, [&](const Transaction& t) { return t.book == book && t.currency == line.account.currency; });
      Transaction& group = found == out.end() ? out.emplace_back(Transaction{book, line.account.currency, {}}) : *found;
      group.lines.push_back(line);
    }
  }
  return out;
}

}  // namespace katiwala::audit::exports
