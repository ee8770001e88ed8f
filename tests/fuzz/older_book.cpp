// Fuzzer of the reader of an older book's table (opening balances): any bytes give a book or a refusal that says what and where. What was read stands in its
// row and comes to the file's own totals; written again it is the same book; and with a total that is otherwise by one it is none.
#include "api/migration/older_book.h"

#include <algorithm>
#include <charconv>

#include "ledger/money/exact.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::migration;

namespace {

constexpr std::string_view kHeader = "kind,ward,currency,authority,amount,income,paid,charges,booked,lines";
constexpr std::size_t kLongestSentence = 400;

std::vector<std::string_view> lines_of(std::string_view csv) {
  std::vector<std::string_view> out;
  while (!csv.empty()) {
    const std::size_t end = csv.find('\n');
    out.push_back(csv.substr(0, end));
    csv = end == std::string_view::npos ? std::string_view() : csv.substr(end + 1);
  }
  return out;
}

/// "row 7", "row 7, column amount" or "currency PHP".
bool is_place(std::string_view place, std::size_t rows) {
  if (place.starts_with("currency ")) return place.size() == 12;
  if (!place.starts_with("row ")) return false;
  std::size_t row = 0;
  const auto [end, fault] = std::from_chars(place.data() + 4, place.data() + place.size(), row);
  const std::string_view rest(end, static_cast<std::size_t>(place.data() + place.size() - end));
  // Row 1 of nothing, and row 2 of a header alone, are where something is missing.
  return fault == std::errc() && row >= 1 && row <= std::max<std::size_t>(rows, 2) && (rest.empty() || rest.starts_with(", column "));
}

std::string text_of(const Authority& authority) {
  if (const auto* award = std::get_if<custody::AwardId>(&authority)) return "award:" + award->hex();
  if (const auto* order = std::get_if<custody::OrderId>(&authority)) return "order:" + order->hex();
  return "paper:" + to_hex(std::get<Digest>(authority));
}

/// With its currency, as `paid` and `charges` may be written.
std::string named(const std::optional<Amount>& amount) { return amount ? amount->text() + " " + amount->currency().code() : std::string(); }

/// The rows of a book in one order, without its totals.
std::string rows_of(const OlderBook& book) {
  std::string out;
  for (const WardRow& row : book.wards)
    out += "ward," + row.ward.hex() + "," + row.amount.currency().code() + "," + text_of(row.authority) + "," + row.amount.text() + "," +
           (row.income ? row.income->text() : "") + "," + named(row.paid) + "," + named(row.charges) + ",,\n";
  for (const CreditRow& row : book.unplaced) out += "unplaced,," + row.amount.currency().code() + ",," + row.amount.text() + ",,,," + row.booked.text() + ",\n";
  for (const custody::OpeningTotals& total : book.totals) {
    if (total.tax.is_positive()) out += "tax,," + total.tax.currency().code() + ",," + total.tax.text() + ",,,,,\n";
    if (total.fee.is_positive()) out += "fee,," + total.fee.currency().code() + ",," + total.fee.text() + ",,,,,\n";
  }
  return out;
}

std::string total_row(const custody::OpeningTotals& total) {
  return "total,," + total.bank.currency().code() + ",," + total.bank.text() + "," + total.income.text() + ",,,," + std::to_string(total.lines) + "\n";
}

/// The whole book, with the total of one currency as `changed` makes it.
template <class Changed>
std::string written(const OlderBook& book, std::size_t which, const Changed& changed) {
  std::string out = std::string(kHeader) + "\n" + rows_of(book);
  for (std::size_t i = 0; i < book.totals.size(); ++i) {
    custody::OpeningTotals total = book.totals[i];
    if (i == which) changed(total);
    out += total_row(total);
  }
  return out;
}

std::string written(const OlderBook& book) {
  return written(book, book.totals.size(), [](custody::OpeningTotals&) {});
}

/// Added up here, by other lines than the reader's.
void adds_up(const OlderBook& book) {
  for (const custody::OpeningTotals& total : book.totals) {
    const Currency currency = total.bank.currency();
    Minor held = 0, income = 0, unplaced = 0;
    std::uint32_t lines = 0;
    for (const WardRow& row : book.wards) {
      if (row.amount.currency() != currency) continue;
      ++lines;
      held += wide(row.amount);
      if (row.income) income += wide(*row.income);
    }
    for (const CreditRow& row : book.unplaced)
      if (row.amount.currency() == currency) unplaced += wide(row.amount);
    const bool of_wards = wide(total.principal) + income == held && wide(total.income) == income && total.lines == lines;
    const bool of_all = wide(total.unplaced) == unplaced && wide(total.bank) == held + unplaced + wide(total.tax) + wide(total.fee);
    KATIWALA_ASSERT(of_wards && of_all, "a total is not what the rows come to");
  }
  const auto has_total = [&book](Currency currency) {
    return std::ranges::any_of(book.totals, [currency](const auto& total) { return total.bank.currency() == currency; });
  };
  for (const WardRow& row : book.wards) KATIWALA_ASSERT(has_total(row.amount.currency()), "a row of a currency without a total");
  for (const CreditRow& row : book.unplaced) KATIWALA_ASSERT(has_total(row.amount.currency()), "a row of a currency without a total");
}

void stands_in_its_row(const OlderBook& book, const std::vector<std::string_view>& lines) {
  const auto has = [&lines](std::size_t row, const std::string& cell) {
    const bool stands = row >= 2 && row <= lines.size() && lines[row - 1].find("," + cell + ",") != std::string_view::npos;
    KATIWALA_ASSERT(stands, "what was read does not stand in the bytes");
  };
  for (const WardRow& row : book.wards) {
    has(row.row, row.ward.hex());
    has(row.row, text_of(row.authority));
    has(row.row, row.amount.text());
    if (row.income) has(row.row, row.income->text());
  }
  for (const CreditRow& row : book.unplaced) {
    has(row.row, row.amount.text());
    has(row.row, row.booked.text());
  }
}

void no_other_total_is_taken(const OlderBook& book) {
  for (std::size_t i = 0; i < book.totals.size(); ++i) {
    const Amount unit(book.totals[i].bank.currency(), 1);
    const auto taken = [&](const auto& changed) { return read_older_book(written(book, i, changed)).ok(); };
    // One less where there is something: the largest amount has none above it.
    const auto other = [&unit](Amount amount) { return amount.is_positive() ? amount - unit : amount + unit; };
    const bool of_money = taken([&](custody::OpeningTotals& total) { total.bank = other(total.bank); }) ||
                          taken([&](custody::OpeningTotals& total) { total.income = other(total.income); });
    KATIWALA_ASSERT(!of_money && !taken([](custody::OpeningTotals& total) { ++total.lines; }), "a total that is not what the rows come to is taken");
  }
}

void says_the_same_again(const OlderBook& book) {
  const std::string text = written(book);
  const auto again = read_older_book(text);
  KATIWALA_ASSERT(again.ok() && written(*again) == text, "read, but written differently");
  std::string windows;
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto other = read_older_book(windows);
  KATIWALA_ASSERT(other.ok() && written(*other) == text && other->source != again->source, "two readings of the same bytes differ");
}

}  // namespace

void one(std::string_view bytes) {
  const std::vector<std::string_view> lines = lines_of(bytes);
  const auto book = read_older_book(bytes);
  if (!book.ok()) {
    const Refusal& refusal = book.refusal();
    KATIWALA_ASSERT(!refusal.message.empty() && refusal.message.size() <= kLongestSentence, "a refusal without a sentence, or with a long one");
    KATIWALA_ASSERT(is_place(refusal.place, lines.size()), "a refusal without a place in the file");
    return;
  }
  adds_up(*book);
  stands_in_its_row(*book, lines);
  says_the_same_again(*book);
  no_other_total_is_taken(*book);
}

}  // namespace katiwala::fuzz
