// What amounts alone suggest, where the bank gave no lines: a closing balance that is off by something.
#include <algorithm>

#include "audit/daily/desk.h"

namespace katiwala::audit::daily {
namespace {

constexpr std::size_t kMostForPairs = 200;  ///< lines among which two are looked for that make up the difference together

class Guesser {
 public:
  Guesser(Amount difference, const AccountDay& account) : difference_(difference), account_(account) {}

  void by_one_line() {
    for (const BookLine& line : account_.book) {
      if (-line.change == difference_) {
        if (has_twin(line)) add(BreakKind::doubled, 2, {{"booked_twice", entry_text(line.entry)}}, {line.entry});
        add(BreakKind::missing_at_bank, 3, {{"is_the_difference", entry_text(line.entry)}}, {line.entry});
      }
      if (line.change == difference_) add(BreakKind::doubled, 4, {{"twice_at_the_bank", entry_text(line.entry)}}, {line.entry});
    }
  }

  void by_two_lines() {
    const auto& lines = account_.book;
    if (lines.size() > kMostForPairs) return;
    for (std::size_t i = 0; i < lines.size(); ++i)
      for (std::size_t k = i + 1; k < lines.size(); ++k)
        if (-(lines[i].change + lines[k].change) == difference_) add_pair(lines[i].entry, lines[k].entry);
  }

  void by_other_currency(std::span<const AccountDay> others) {
    for (const AccountDay& other : others)
      for (const BookLine& line : other.book)
        if (line.change.minor() == difference_.minor() && other.currency() != account_.currency())
          add(BreakKind::wrong_account, 4, {{"same_digits_in", other.currency().code() + ", " + entry_text(line.entry)}}, {line.entry});
  }

  void by_digits() {
    if (difference_.minor() == 1 || difference_.minor() == -1) add(BreakKind::amount, 4, {{"one_minor_unit", amount_text(difference_)}}, {});
    else if (difference_.minor() % 9 == 0) add(BreakKind::amount, 5, {{"divisible_by_nine", "two digits of an amount may have changed places"}}, {});
  }

  void by_sign() {
    if (difference_.is_negative()) add(BreakKind::missing_in_book, 5, {{"bank_has_less", "a charge or a debit that is not booked"}}, {});
    else add(BreakKind::missing_in_book, 5, {{"bank_has_more", "a credit or interest that is not booked"}}, {});
    add(BreakKind::off_ledger, 6, {{"no_line_to_look_at", account_.day.text()}}, {});
  }

  std::vector<Candidate> take() {
    std::ranges::stable_sort(out_, {}, &Candidate::rank);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool has_twin(const BookLine& line) const {
    const auto same = [&](const BookLine& other) { return other.entry < line.entry && other.change == line.change && other.what == line.what; };
    return std::ranges::any_of(account_.book, same);
  }
  void add_pair(std::uint64_t one, std::uint64_t two) {
    add(BreakKind::missing_at_bank, 4, {{"are_the_difference", entry_text(one) + " and " + entry_text(two)}}, {one, two});
  }
  void add(BreakKind kind, unsigned rank, std::vector<Ground> grounds, std::vector<std::uint64_t> entries) {
    out_.push_back({kind, rank, std::move(grounds), std::move(entries)});
  }

  Amount difference_;
  const AccountDay& account_;
  std::vector<Candidate> out_;
};

}  // namespace

std::vector<Candidate> guesses(Amount difference, const AccountDay& account, std::span<const AccountDay> others) {
  Guesser guesser(difference, account);
  guesser.by_one_line();
  guesser.by_two_lines();
  guesser.by_other_currency(others);
  guesser.by_digits();
  guesser.by_sign();
  return guesser.take();
}

}  // namespace katiwala::audit::daily
