// An older book that is brought in: what is noted, what is agreed to, what is posted, and what comes too late. The planners alone.
#include <gtest/gtest.h>

#include <algorithm>

#include "policies/opening.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace opening_plans {
namespace {

using book::AccountKind;

const OpeningId kBook = id<OpeningId>(0xa1), kOtherBook = id<OpeningId>(0xa2);
const AwardId kSecond = id<AwardId>(0x55);

OpeningLine by_award(std::string_view amount, std::optional<std::string_view> income = {}, std::optional<std::string_view> paid = {}, std::optional<std::string_view> charges = {},
                     const AwardId& award = kAward) {
  OpeningLine line;
  line.award = award;
  line.amount = money(amount);
  if (income) line.income = money(*income);
  if (paid) line.paid = money(*paid);
  if (charges) line.charges = money(*charges);
  return line;
}
OpeningLine by_paper(std::string_view amount, std::uint8_t paper = 70) {
  OpeningLine line;
  line.paper = document(paper);
  line.amount = money(amount);
  return line;
}

class Openings : public ::testing::Test {
 protected:
  void SetUp() override {
    story.begin();
    story.open_ward(kWardB);
    story.agreed(kOfficer, RecordOrder{id<OrderId>(0x46), "US", day("2026-01-02"), money("500.00 USD"), document(2), std::nullopt, std::nullopt, {}}, {kOfficer2});
    story.agreed(kOfficer, RecordAward{kSecond, id<OrderId>(0x46), kWard, money("500.00 USD")}, {kOfficer2});
  }
  std::string note(const WardId& ward, std::vector<OpeningLine> lines, const OpeningId& opening = kBook) {
    return told(story.ask(kOfficer, NoteOpening{opening, ward, std::move(lines)}));
  }
  /// "allow", or the code with the first fact of its place.
  static std::string told(const Decision& decision) {
    std::string out = said(decision);
    for (const char* name : {"field", "line", "noted", "total", "ward", "account"})
      if (const std::string value = fact_of(decision, name); !value.empty()) out += " " + std::string(name) + " " + value;
    return out;
  }
  OpeningTotals totals(std::uint32_t lines, std::string_view principal, std::string_view income, std::string_view bank) const {
    const Amount none = zero(money(bank).currency());
    return {lines, money(principal), money(income), none, none, none, money(bank)};
  }
  /// What is noted, with the totals that are said.
  OpenBooks books(std::vector<OpeningTotals> said, const OpeningId& opening = kBook) const {
    return {opening, kPool, day("2026-01-04"), document(71), kit::hash(opening_text(noted_under(story.state, kPool, opening))), std::move(said), {}};
  }
  void note_both() {
    ASSERT_EQ(note(kWard, {by_award("30000.00 USD", "500.00 USD", "31000.00 USD", "25.00 USD"), by_paper("1000.00 PHP")}), "allow");
    ASSERT_EQ(note(kWardB, {by_paper("200.00 USD")}), "allow");
  }
  OpenBooks both() const { return books({totals(1, "1000.00 PHP", "0.00 PHP", "1000.00 PHP"), totals(2, "29700.00 USD", "500.00 USD", "30200.00 USD")}); }
  std::string ask(const OpenBooks& c) { return told(story.would(kOfficer, c)); }
  Decision bring_in(const OpenBooks& c) { return story.agreed(kOfficer, c, {kOfficer2, kCompliance}); }
  Story story{silent_rules(), shipped_bundle()};
};

TEST_F(Openings, AreNotedByOnePersonAndMoveNothing) {
  const NoteOpening c{kBook, kWard, {by_award("100.00 USD")}};
  for (const PrincipalId& other : {kBank, kReleaser, kCompliance, kGuardian, kAdministrator}) EXPECT_EQ(said(story.would(other, c)), "deny ROLE_FORBIDDEN") << other.hex();
  const Decision noted = story.ask(kOfficer, c);
  EXPECT_EQ(events_of(noted), "opening_noted");
  EXPECT_EQ(noted.about, subject(kWard));
  EXPECT_TRUE(noted.postings.empty());
  const OpeningLine& line = story.state.ward(kWard)->noted->lines.at(0);
  EXPECT_EQ(line.income, money("0.00 USD"));
  EXPECT_EQ(line.paid, money("100.00 USD"));
  EXPECT_EQ(line.charges, money("0.00 USD"));
  ASSERT_EQ(note(kWard, {by_award("0.00 USD", {}, "60.00 USD")}, kOtherBook), "allow") << "all that was paid is spent";
  EXPECT_EQ(story.state.ward(kWard)->noted->opening, kOtherBook);
  EXPECT_EQ(note(kWard, {}), "allow");
  EXPECT_FALSE(story.state.ward(kWard)->noted);
  EXPECT_EQ(note(kWard, {}), "deny FIELD_INVALID field lines") << "there is nothing to take back";
}

TEST_F(Openings, NoteWhatCanBe) {
  OpeningLine both = by_award("1.00 USD"), neither;
  both.paper = document(70);
  neither.amount = money("1.00 USD");
  OpeningLine paid_paper = by_paper("1.00 USD");
  paid_paper.paid = money("1.00 USD");
  const struct {
    const char* title;
    std::vector<OpeningLine> lines;
    const char* says;
  } cases[] = {
      {"as much as was awarded", {by_award("35000.00 USD")}, "allow"},
      {"a centavo more", {by_award("35000.01 USD")}, "deny CAP_EXCEEDED line 1, paid"},
      {"a centavo more with what banks kept", {by_award("34999.00 USD", {}, {}, "1.01 USD")}, "deny CAP_EXCEEDED line 1, paid"},
      {"income beside it", {by_award("36000.00 USD", "1000.00 USD")}, "allow"},
      {"more principal than came", {by_award("100.00 USD", "0.00 USD", "120.00 USD", "20.01 USD")}, "deny AMOUNT_MISMATCH line 1, amount"},
      {"all that came", {by_award("100.00 USD", "0.00 USD", "120.00 USD", "20.00 USD")}, "allow"},
      {"more, where the book knows no income", {by_award("100.00 USD", {}, "99.00 USD")}, "allow"},
      {"more income than there is", {by_award("100.00 USD", "100.01 USD")}, "deny AMOUNT_MISMATCH line 1, income"},
      {"all of it income", {by_paper("1.00 USD"), by_award("100.00 USD", "100.00 USD", "5.00 USD")}, "allow"},
      {"more kept than paid", {by_award("0.00 USD", {}, "1.00 USD", "1.01 USD")}, "deny AMOUNT_MISMATCH line 1, charges"},
      {"nothing held, and nothing paid", {by_award("0.00 USD")}, "deny AMOUNT_NOT_POSITIVE line 1, amount"},
      {"nothing held under a paper", {by_paper("0.00 USD")}, "deny AMOUNT_NOT_POSITIVE line 1, amount"},
      {"below nothing", {by_paper("-1.00 USD")}, "deny AMOUNT_NOT_POSITIVE line 1, amount"},
      {"by an award and a paper", {both}, "deny FIELD_INVALID line 1, award"},
      {"by neither", {by_paper("1.00 USD"), neither}, "deny FIELD_INVALID line 2, award"},
      {"paid under a paper", {paid_paper}, "deny FIELD_INVALID line 1, paid"},
      {"another ward's award", {by_award("1.00 USD", {}, {}, {}, id<AwardId>(0x5f))}, "deny SUBJECT_MISMATCH line 1, award"},
      {"in a currency without an account", {by_paper("1.00 EUR")}, "deny POOL_ACCOUNT_UNKNOWN line 1, amount"},
      {"income in another currency", {by_award("1.00 USD", "1.00 PHP")}, "deny CURRENCY_MISMATCH line 1, income"},
      {"changed money, and nothing said of what was paid", {by_award("100.00 PHP")}, "deny FIELD_INVALID line 1, paid"},
      {"changed money", {by_award("100.00 PHP", {}, "2.00 USD")}, "allow"},
      {"in two currencies", {by_award("1.00 USD", {}, "3.00 USD"), by_award("100.00 PHP")}, "allow"},
      {"paid said twice", {by_award("1.00 USD", {}, "3.00 USD"), by_award("100.00 PHP", {}, "2.00 USD")}, "deny FIELD_INVALID line 2, paid"},
      {"one award twice", {by_award("1.00 USD"), by_award("2.00 USD")}, "deny FIELD_INVALID line 2, award"},
      {"one paper twice", {by_paper("1.00 USD"), by_paper("2.00 USD")}, "deny FIELD_INVALID line 2, award"},
      {"two papers", {by_paper("1.00 USD"), by_paper("2.00 USD", 72)}, "allow"},
      {"as many lines as there may be", std::vector<OpeningLine>(kMostOpeningLines), "deny FIELD_INVALID line 1, award"},
      {"one more", std::vector<OpeningLine>(kMostOpeningLines + 1), "deny FIELD_INVALID field lines"},
  };
  for (const auto& c : cases) EXPECT_EQ(note(kWard, c.lines), c.says) << c.title;
  EXPECT_EQ(note(id<WardId>(0x3f), {by_paper("1.00 USD")}), "deny WARD_UNKNOWN");
  EXPECT_EQ(note(kWard, {by_paper("1.00 USD")}, OpeningId{}), "deny FIELD_INVALID field opening");
}

TEST_F(Openings, AreAgreedToByTwoOthersOfDifferentClassesAndPostedMarked) {
  note_both();
  ASSERT_EQ(ask(both()), "allow");
  for (const PrincipalId& other : {kBank, kReleaser, kCompliance, kGuardian, kAdministrator}) EXPECT_EQ(said(story.would(other, both())), "deny ROLE_FORBIDDEN") << other.hex();
  const Decision proposed = story.ask(kOfficer, both());
  EXPECT_EQ(events_of(proposed), "proposal_opened");
  const ProposalId waiting = story.last();
  EXPECT_EQ(story.state.proposal(waiting)->needs, (std::vector<Role>{Role::trust_officer, Role::compliance}));
  EXPECT_EQ(said(story.approve(kOfficer, waiting)), "deny APPROVAL_OWN");
  EXPECT_EQ(events_of(story.approve(kOfficer2, waiting)), "proposal_approved");
  EXPECT_EQ(said(story.approve(kOfficer2, waiting)), "deny APPROVAL_REPEATED");
  const Decision done = story.approve(kCompliance, waiting);
  EXPECT_EQ(events_of(done, subject(kPool)), "proposal_approved books_opened proposal_closed");
  EXPECT_EQ(events_of(done, subject(kWard)), "balance_brought");
  EXPECT_EQ(events_of(done, subject(kWardB)), "balance_brought");
  EXPECT_EQ(postings_of(done),
            "Dr bank 1000.00 PHP, Dr bank 30200.00 USD, Cr principal 29500.00 USD, Cr income 500.00 USD, outstanding -31000.00 USD, received 30975.00 USD, charged 25.00 USD, "
            "Cr principal 1000.00 PHP, Cr principal 200.00 USD");
  for (const SubjectPosting& line : done.postings) {
    const bool authority = book::book_of(line.posting.account.kind) == book::BookName::authority;
    EXPECT_EQ(line.posting.category, authority ? book::Category::authority : book::Category::brought);
  }
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "29500.00");
  EXPECT_EQ(story.outstanding(kAward), "4000.00");
  EXPECT_EQ(find_cash(*story.state.pool(kPool), currency("USD"))->brought, money("30200.00 USD"));
  EXPECT_FALSE(story.state.ward(kWard)->noted);
  // With the statement of that day it agrees.
  const Decision reconciled = story.ask(kBank, Reconcile{kPool, day("2026-01-04"), money("30200.00 USD"), mark(90), std::nullopt});
  EXPECT_TRUE(event_of<StatementReconciled>(reconciled)->difference.is_zero());
}

TEST_F(Openings, AreWhatIsNotedToTheCentavo) {
  note_both();
  const struct {
    const char* title;
    std::size_t currency;
    void (*change)(OpeningTotals&);
    const char* says;
  } cases[] = {
      {"as noted", 0, [](OpeningTotals&) {}, "allow"},
      {"a line more", 1, [](OpeningTotals& t) { ++t.lines; }, "deny CONTROL_SUM_MISMATCH noted USD lines 2"},
      {"a centavo of principal", 1, [](OpeningTotals& t) { t.principal += money("0.01 USD"), t.bank += money("0.01 USD"); }, "deny CONTROL_SUM_MISMATCH noted USD principal 29700.00"},
      {"a centavo less", 1, [](OpeningTotals& t) { t.principal -= money("0.01 USD"), t.bank -= money("0.01 USD"); }, "deny CONTROL_SUM_MISMATCH noted USD principal 29700.00"},
      {"a centavo of income", 0, [](OpeningTotals& t) { t.income += money("0.01 PHP"), t.bank += money("0.01 PHP"); }, "deny CONTROL_SUM_MISMATCH noted PHP income 0.00"},
      {"a centavo between the two", 1, [](OpeningTotals& t) { t.income += money("0.01 USD"), t.principal -= money("0.01 USD"); }, "deny CONTROL_SUM_MISMATCH noted USD principal 29700.00"},
      {"a centavo at the bank", 1, [](OpeningTotals& t) { t.bank += money("0.01 USD"); }, "deny CONTROL_SUM_MISMATCH total USD bank"},
      {"a centavo that is nobody's", 0, [](OpeningTotals& t) { t.unplaced += money("0.01 PHP"), t.bank += money("0.01 PHP"); }, "deny CONTROL_SUM_MISMATCH total PHP unplaced"},
      {"below nothing", 0, [](OpeningTotals& t) { t.tax -= money("0.01 PHP"), t.bank -= money("0.01 PHP"); }, "deny AMOUNT_NOT_POSITIVE"},
      {"kept for the tax office", 0, [](OpeningTotals& t) { t.tax += money("5.00 PHP"), t.bank += money("5.00 PHP"); }, "allow"},
      {"kept for the trustee", 0, [](OpeningTotals& t) { t.fee += money("5.00 PHP"), t.bank += money("5.00 PHP"); }, "allow"},
      {"in two currencies", 0, [](OpeningTotals& t) { t.fee = money("0.00 USD"); }, "deny CURRENCY_MISMATCH"},
  };
  for (const auto& one : cases) {
    OpenBooks c = both();
    one.change(c.totals[one.currency]);
    EXPECT_EQ(ask(c), one.says) << one.title;
  }
  OpenBooks c = both();
  c.totals.pop_back();
  EXPECT_EQ(ask(c), "deny CONTROL_SUM_MISMATCH noted USD lines 2") << "a currency that nobody said";
  c = both();
  std::swap(c.totals[0], c.totals[1]);
  EXPECT_EQ(ask(c), "deny FIELD_INVALID field totals");
  c = both();
  c.totals.clear();
  EXPECT_EQ(ask(c), "deny FIELD_INVALID field totals");
  c = both();
  c.totals.push_back(totals(0, "0.00 PHP", "0.00 PHP", "0.00 PHP"));
  EXPECT_EQ(ask(c), "deny FIELD_INVALID field totals") << "not ascending";
  c = books({totals(0, "1.00 EUR", "0.00 EUR", "1.00 EUR")}, kOtherBook);
  EXPECT_EQ(ask(c), "deny POOL_ACCOUNT_UNKNOWN");
  c = both();
  c.pool = id<PoolId>(0x2f);
  EXPECT_EQ(ask(c), "deny POOL_UNKNOWN");
  for (const auto& [as_of, says] : {std::pair{"2026-01-04", "allow"}, std::pair{"2026-01-05", "deny FIELD_INVALID field as_of"}}) {
    c = both();
    c.as_of = day(as_of);
    EXPECT_EQ(ask(c), says) << as_of;
  }
  c = both();
  c.source = {};
  EXPECT_EQ(ask(c), "deny FIELD_INVALID field source");
}

TEST_F(Openings, AreTheLinesThatWereProposed) {
  note_both();
  OpenBooks c = both();
  c.noted[0] ^= 1;
  EXPECT_EQ(ask(c), "deny OPENING_CHANGED");
  // Other wards', with the same sums: what was proposed is looked at again when it is agreed to.
  ASSERT_EQ(said(story.ask(kOfficer, both())), "allow");
  const ProposalId waiting = story.last();
  ASSERT_EQ(said(story.approve(kOfficer2, waiting)), "allow");
  ASSERT_EQ(note(kWardB, {by_paper("200.00 USD", 73)}), "allow");
  EXPECT_EQ(said(story.approve(kCompliance, waiting)), "deny OPENING_CHANGED");
  ASSERT_EQ(note(kWardB, {by_paper("200.00 USD")}), "allow");
  EXPECT_EQ(said(story.approve(kCompliance, waiting)), "allow") << "noted as it was";
}

TEST_F(Openings, ComeBeforeAnythingElse) {
  note_both();
  const OpenBooks c = both();
  ASSERT_EQ(said(story.ask(kBank, Reconcile{kPool, day("2026-01-04"), money("30200.00 USD"), mark(90), std::nullopt})), "allow");  // a break: the book has nothing yet
  EXPECT_EQ(ask(c), "allow");
  story.receive(91, "1.00 USD");
  EXPECT_EQ(ask(c), "deny OPENING_LATE account USD");
  EXPECT_EQ(note(kWardC, {}), "deny WARD_UNKNOWN");
  story.match(91);
  EXPECT_EQ(note(kWard, {by_award("1.00 USD")}), "deny OPENING_LATE") << "she has something already";
  EXPECT_EQ(note(kWard, {by_paper("1.00 PHP")}), "allow") << "in another currency she has not";
}

TEST_F(Openings, ComeBeforeAStatementThatAgreesWithoutThem) {
  note_both();
  ASSERT_EQ(said(story.ask(kBank, Reconcile{kPool, day("2026-01-03"), money("0.00 USD"), mark(90), std::nullopt})), "allow");
  EXPECT_EQ(ask(both()), "allow") << "of the day before";
  ASSERT_EQ(said(story.ask(kBank, Reconcile{kPool, day("2026-01-04"), money("0.00 USD"), mark(92), std::nullopt})), "allow");
  EXPECT_EQ(ask(both()), "deny OPENING_LATE account USD");
}

TEST_F(Openings, MayBeSeveralOfOneDay) {
  note_both();
  ASSERT_TRUE(bring_in(both()).accepted());
  ASSERT_EQ(note(kWardB, {by_paper("1.00 PHP")}, kOtherBook), "allow");
  OpenBooks more = books({totals(1, "1.00 PHP", "0.00 PHP", "1.00 PHP")}, kOtherBook);
  EXPECT_EQ(ask(more), "allow");
  more.as_of = day("2026-01-03");
  EXPECT_EQ(ask(more), "deny FIELD_INVALID field as_of");
  ASSERT_EQ(note(kWardB, {by_paper("1.00 USD")}, kOtherBook), "deny OPENING_LATE") << "that she was brought";
}

TEST_F(Openings, HoldWhatTheBankBookedUpToTheirDay) {
  note_both();
  ASSERT_TRUE(bring_in(both()).accepted());
  ReceiveCredit credit;
  credit.credit = id<CreditId>(0x66);
  credit.pool = kPool;
  credit.amount = money("1.00 USD");
  credit.value_date = credit.booked = day("2026-01-04");
  EXPECT_EQ(said(story.would(kBank, credit)), "deny BEFORE_OPENING");
  credit.booked = day("2026-01-05");
  EXPECT_EQ(said(story.would(kBank, credit)), "allow");
  RecordCharge charge{kWard, money("1.00 USD"), day("2026-01-04"), {mark(94)}, std::nullopt};
  EXPECT_EQ(said(story.would(kOfficer, charge)), "deny BEFORE_OPENING");
  charge.booked = day("2026-01-05");
  EXPECT_EQ(said(story.would(kOfficer, charge)), "allow");
  EXPECT_EQ(said(story.would(kBank, Reconcile{kPool, day("2026-01-03"), money("0.00 USD"), mark(95), std::nullopt})), "deny BEFORE_OPENING");
  EXPECT_EQ(said(story.would(kBank, Reconcile{kPool, day("2026-01-04"), money("0.00 USD"), mark(95), std::nullopt})), "allow");
}

TEST_F(Openings, BringWhatCouldNotBePlacedIntoSuspense) {
  OpenBooks c = books({totals(0, "0.00 USD", "0.00 USD", "12.00 USD")});
  c.totals[0].unplaced = money("12.00 USD");
  c.unplaced = {{id<CreditId>(0x67), money("7.00 USD"), day("2025-12-01")}, {id<CreditId>(0x68), money("5.00 USD"), day("2026-01-04")}};
  ASSERT_EQ(ask(c), "allow");
  const struct {
    const char* title;
    void (*change)(OpenBooks&);
    const char* says;
  } cases[] = {
      {"a centavo more", [](OpenBooks& o) { o.unplaced[0].amount += money("0.01 USD"); }, "deny CONTROL_SUM_MISMATCH total USD unplaced"},
      {"one twice", [](OpenBooks& o) { o.unplaced[1].credit = o.unplaced[0].credit; }, "deny FIELD_INVALID field unplaced"},
      {"after the day", [](OpenBooks& o) { o.unplaced[1].booked = day("2026-01-05"); }, "deny FIELD_INVALID field unplaced"},
      {"of nothing", [](OpenBooks& o) { o.unplaced[1].amount = money("0.00 USD"); }, "deny AMOUNT_NOT_POSITIVE"},
      {"in a currency without a total", [](OpenBooks& o) { o.unplaced[1].amount = money("5.00 PHP"); }, "deny CURRENCY_MISMATCH"},
  };
  for (const auto& one : cases) {
    OpenBooks changed = c;
    one.change(changed);
    EXPECT_EQ(ask(changed), one.says) << one.title;
  }
  bring_in(c);
  EXPECT_EQ(story.pool_balance(AccountKind::suspense, "USD"), "12.00");
  EXPECT_EQ(ask(c), "deny OPENING_LATE account suspense USD") << "it has no line that is used up, and would be posted twice";
  EXPECT_EQ(events_of(story.agreed(kOfficer, MatchCredit{id<CreditId>(0x67), kOrder}, {kOfficer2}), subject(kWard)), "award_credited");
}

/// What has no line of a ward's is not used up by being brought in: agreed to again it would be there twice.
TEST_F(Openings, BringWhatIsKeptOnce) {
  for (Amount OpeningTotals::* kept : {&OpeningTotals::tax, &OpeningTotals::fee}) {
    SCOPED_TRACE(kept == &OpeningTotals::tax ? "tax" : "fee");
    OpenBooks c = books({totals(0, "0.00 USD", "0.00 USD", "5.00 USD")});
    c.totals[0].*kept = money("5.00 USD");
    const Decision first = story.would(kOfficer, c);
    EXPECT_EQ(told(first), "allow");
    ASSERT_TRUE(bring_in(c).accepted());
    const std::uint64_t opened = story.last();
    EXPECT_EQ(ask(c), "deny OPENING_LATE account " + std::string(kept == &OpeningTotals::tax ? "tax" : "fee") + " USD") << "the same proposal again";
    ASSERT_EQ(note(kWardB, {by_paper("2.00 USD")}, kOtherBook), "allow");
    EXPECT_EQ(ask(books({totals(1, "2.00 USD", "0.00 USD", "2.00 USD")}, kOtherBook)), "allow") << "lines of others may follow";
    story.agreed(kOfficer, ReverseEntry{opened, subject(kPool), "the wrong file"}, {kOfficer2, kCompliance});
    EXPECT_EQ(ask(c), "allow") << "taken back it may come anew";
  }
}

/// At nothing again is not untouched.
TEST_F(Openings, ComeBeforeWhatCameInAndWent) {
  ASSERT_EQ(note(kWardB, {by_paper("200.00 PHP")}), "allow");
  const OpenBooks pesos = books({totals(1, "200.00 PHP", "0.00 PHP", "200.00 PHP")});
  ASSERT_EQ(ask(pesos), "allow");
  story.receive(91, "1.00 USD");
  EXPECT_EQ(ask(pesos), "allow") << "in another currency";
  story.agreed(kOfficer, ResolveCredit{id<CreditId>(91), CreditEnd::returned, money("1.00 USD"), document(34), {mark(164)}}, {kOfficer2, kCompliance});
  ASSERT_EQ(story.pool_balance(AccountKind::bank, "USD"), "0.00");
  ASSERT_EQ(note(kWardB, {by_paper("200.00 USD")}, kOtherBook), "allow");
  EXPECT_EQ(ask(books({totals(1, "200.00 USD", "0.00 USD", "200.00 USD")}, kOtherBook)), "deny OPENING_LATE account USD");
}

TEST_F(Openings, MayFollowAReceiptThatWasReversed) {
  story.receive(91, "1.00 USD");
  story.agreed(kOfficer, ReverseEntry{story.last(), subject(kPool), "it is in the older book"}, {kOfficer2, kCompliance});
  ASSERT_EQ(note(kWardB, {by_paper("200.00 USD")}), "allow");
  EXPECT_EQ(ask(books({totals(1, "200.00 USD", "0.00 USD", "200.00 USD")})), "allow");
}

TEST_F(Openings, MayBeTakenBackAndBroughtInAnew) {
  note_both();
  bring_in(both());
  const std::uint64_t opened = story.last();
  const Decision undone = story.agreed(kOfficer, ReverseEntry{opened, subject(kPool), "the wrong file"}, {kOfficer2, kCompliance});
  EXPECT_EQ(events_of(undone, subject(kPool)), "proposal_approved entry_reversed opening_undone proposal_closed");
  EXPECT_EQ(events_of(undone, subject(kWard)), "brought_undone");
  EXPECT_EQ(story.ward_balance(kWard, AccountKind::principal, "USD"), "0.00");
  EXPECT_EQ(story.outstanding(kAward), "35000.00");
  EXPECT_TRUE(story.state.ward(kWard)->brought.empty());
  EXPECT_FALSE(find_cash(*story.state.pool(kPool), currency("USD"))->brought_as_of);
  note_both();
  EXPECT_TRUE(bring_in(both()).accepted());
}

/// The state knows credits in an order that is nobody's; what is decided must be decided again the same from a state that was rebuilt.
TEST_F(Openings, AreTakenBackCreditByCreditInOneOrder) {
  constexpr std::uint8_t kCredits = 40;
  OpenBooks c = books({totals(0, "0.00 USD", "0.00 USD", "40.00 USD")});
  c.totals[0].unplaced = money("40.00 USD");
  for (std::uint8_t i = 0; i < kCredits; ++i) c.unplaced.push_back({id<CreditId>(static_cast<std::uint8_t>(0x40 + (i * 7) % kCredits)), money("1.00 USD"), day("2025-12-01")});
  bring_in(c);
  const Decision undone = story.agreed(kOfficer, ReverseEntry{story.last(), subject(kPool), "the wrong file"}, {kOfficer2, kCompliance});
  std::vector<CreditId> voided;
  for (const Effect& effect : undone.effects)
    if (const auto* event = std::get_if<CreditVoided>(&effect.event)) voided.push_back(event->credit);
  EXPECT_EQ(voided.size(), kCredits);
  EXPECT_TRUE(std::ranges::is_sorted(voided));
}

/// Once something else has moved nothing could be brought in in its place, so what is wrong is put right by entries that say why.
TEST_F(Openings, AreNotTakenBackFromUnderWhatCameLater) {
  note_both();
  bring_in(both());
  const ReverseEntry back{story.last(), subject(kPool), "the wrong file"};
  EXPECT_EQ(told(story.would(kOfficer, back)), "allow");
  story.receive(91, "1.00 USD");
  const ReverseEntry receipt{story.last(), subject(kPool), "it was another's"};
  EXPECT_EQ(told(story.would(kOfficer, back)), "deny OPENING_LATE account USD");
  story.agreed(kOfficer, receipt, {kOfficer2, kCompliance});
  EXPECT_EQ(told(story.would(kOfficer, back)), "allow");
}

TEST_F(Openings, AreTextThatAnybodyCanMakeAnew) {
  ASSERT_EQ(note(kWard, {by_award("1.50 USD", "0.50 USD")}), "allow");
  ASSERT_EQ(note(kWardB, {by_paper("200.00 PHP", 70)}), "allow");
  const std::vector<NotedWard> noted = noted_under(story.state, kPool, kBook);
  EXPECT_EQ(opening_text(noted), kWard.hex() + " award " + kAward.hex() + " 150/840 50/840 100/840 0/840\n" + kWardB.hex() + " paper " + to_hex(document(70)) + " 20000/608 0/608 - -\n");
  EXPECT_TRUE(noted_under(story.state, kPool, kOtherBook).empty());
  EXPECT_TRUE(noted_under(story.state, id<PoolId>(0x2f), kBook).empty());
}

}  // namespace
}  // namespace opening_plans
}  // namespace katiwala::policies::kit
