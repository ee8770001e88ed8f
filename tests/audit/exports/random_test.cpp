// Histories that nobody thought of: random balanced entries in currencies of every exponent, parts closed here and there. What the programs
// make of the files is what a book makes of the same lines.
#include <gtest/gtest.h>

#include <random>

#include "tests/audit/exports/handmade.h"
#include "tests/audit/exports/programs.h"

namespace katiwala::audit::exports::testing::random_test {
namespace {

using namespace custody;
using book::AccountKind;
using book::Category;

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}
  std::uint64_t roll(std::uint64_t sides) { return bits_() % sides; }
  Currency currency() {
    static const char* const codes[] = {"PHP", "USD", "JPY", "KWD", "UYW"};
    return *Currency::parse(codes[roll(5)]);
  }
  /// Mostly small, now and then as large as a national budget.
  std::int64_t minor() { return static_cast<std::int64_t>(1 + roll(roll(10) == 0 ? 10'000'000'000'000 : 100'000)); }

 private:
  std::mt19937_64 bits_;
};

/// A ward has one key: all of her parts can be read, or none.
bool is_closed(std::uint8_t ward) { return ward % 8 == 5; }

/// Money from the bank to wards; now and then one of them can not be read.
void receipt(Handmade& h, Random& random, book::Book& book) {
  const auto pool = static_cast<std::uint8_t>(0x10 + random.roll(2));
  const Currency currency = random.currency();
  const std::int64_t whole = random.minor();
  journal::SubjectPart& cash = h.part(SubjectKind::pool, pool);
  cash.postings.push_back({{AccountKind::bank, owner(pool), currency}, whole, Category::receipt});
  std::vector<book::Posting> known = cash.postings;
  std::int64_t left = whole;
  for (std::uint64_t wards = 1 + random.roll(3); left > 0; --wards) {
    const std::int64_t share = wards <= 1 ? left : 1 + static_cast<std::int64_t>(random.roll(static_cast<std::uint64_t>(left)));
    const auto ward = static_cast<std::uint8_t>(0x40 + 8 * wards + random.roll(8));
    const book::Posting hers{{AccountKind::principal, owner(ward), currency}, share, Category::receipt};
    h.part(SubjectKind::ward, ward).postings = {hers};
    left -= share;
    if (is_closed(ward)) {
      h.close_part(ward);
      known.push_back({{AccountKind::unreadable, owner(pool), currency}, share, Category::receipt});
    } else {
      known.push_back(hers);
    }
  }
  h.entry(some_credit());
  book.post(*book::Balanced::check(known));
}

void award(Handmade& h, Random& random, book::Book& book) {
  const auto of = static_cast<std::uint8_t>(0xa0 + random.roll(8));
  const Currency currency = random.currency();
  const std::int64_t minor = random.minor();
  journal::SubjectPart& hers = h.part(SubjectKind::ward, 0x40);
  hers.postings = {{{AccountKind::awarded, owner(of), currency}, -minor, Category::authority}, {{AccountKind::outstanding, owner(of), currency}, minor, Category::authority}};
  book.post(*book::Balanced::check(hers.postings));
  h.entry(Approve{1, {}});
}

struct Played {
  Handmade history{"2026-02-18T09:00:00+08:00"};
  book::Book book;
};

Played play(std::uint64_t seed) {
  Random random(seed);
  Played played;
  for (int i = 0; i < 150; ++i) {
    if (random.roll(4) == 0) award(played.history, random, played.book);
    else receipt(played.history, random, played.book);
    if (random.roll(5) == 0) played.history.later(static_cast<std::int64_t>(random.roll(40 * 3600)));
  }
  return played;
}

void same_balances(const Program& program) {
  const Place place;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Played played = play(seed);
    for (const record::Seq from : {record::Seq{0}, record::Seq{75}}) {
      const auto files = run(format_named(program.format), played.history.entries, from);
      ASSERT_TRUE(files.ok()) << files.refusal().message << " " << files.refusal().place;
      const std::string& text = files->at(program.file);
      const auto checked = place.run(program.check, program.file, text);
      EXPECT_EQ(checked.exit_code, 0) << "seed " << seed << ": " << checked.output.substr(0, 2000);
      const Balances expected = of_book(played.book, program);
      EXPECT_GT(expected.size(), 40u);
      EXPECT_EQ(parsed(place.run(program.report, program.file, text).output), expected) << "seed " << seed;
    }
  }
}

TEST(ExportRandom, Ledger) {
  KATIWALA_NEEDS_PROGRAM("ledger");
  same_balances(programs()[0]);
}
TEST(ExportRandom, Hledger) {
  KATIWALA_NEEDS_PROGRAM("hledger");
  same_balances(programs()[1]);
}
TEST(ExportRandom, Beancount) {
  KATIWALA_NEEDS_PROGRAM("bean-check");
  KATIWALA_NEEDS_PROGRAM("bean-query");
  same_balances(programs()[2]);
}

}  // namespace
}  // namespace katiwala::audit::exports::testing::random_test
