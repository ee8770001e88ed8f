// The fold: every event changes what it must, touches the rows it must, and nothing that can not be true is applied.
#include <gtest/gtest.h>

#include <set>

#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing::apply_test {
namespace {

std::vector<Case> all_cases() {
  std::vector<Case> out = ledger_cases();
  for (const auto& more : {ward_cases(), request_cases(), care_cases(), bank_cases()}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

template <std::size_t... I>
std::set<std::uint16_t> kinds(std::index_sequence<I...>) {
  return {std::variant_alternative_t<I, EventVariant>::kind...};
}

TEST(Apply, EveryEventChangesWhatItMust) {
  for (const Case& c : all_cases()) {
    SCOPED_TRACE(c.title);
    World world;
    c.before(world);
    world.apply(c.about, c.event);
    EXPECT_EQ(world.touched, c.touched);
    c.check(world);
  }
}

TEST(Apply, NoEventIsWithoutACase) {
  std::set<std::uint16_t> seen = {LedgerCreated::kind, ProposalOpened::kind, WardErased::kind, ObjectionRecorded::kind};  // have tests of their own
  for (const Case& c : all_cases()) seen.insert(kind_of(c.event));
  const auto every = kinds(std::make_index_sequence<std::variant_size_v<EventVariant>>());
  EXPECT_EQ(every.size(), std::variant_size_v<EventVariant>) << "two events of one kind";
  EXPECT_EQ(seen, every);
}

/// What is drawn from the records can be drawn again: a start that loads rows has the same agenda and indexes.
TEST(Apply, IndexesFollowFromTheRecords) {
  for (const Case& c : all_cases()) {
    SCOPED_TRACE(c.title);
    World world;
    c.before(world);
    world.apply(c.about, c.event);
    const auto credentials = world.state.credentials;
    const auto awards = world.state.awards;
    const auto agenda = world.state.agenda;
    const auto asked = world.state.asked;
    const auto vouchers = world.state.vouchers;
    const auto shared = world.state.shared;
    const auto guarded = world.state.guarded;
    const auto filed = world.state.filed;
    ASSERT_FALSE(credentials.empty());
    ASSERT_FALSE(awards.empty());
    world.state.credentials.clear();
    world.state.awards.clear();
    world.state.agenda = {{Instant{1}, Matter::deadline, {}, 99}};
    index(world.state);
    EXPECT_EQ(world.state.credentials, credentials);
    EXPECT_EQ(world.state.awards, awards);
    EXPECT_EQ(world.state.agenda, agenda);
    EXPECT_EQ(world.state.asked, asked);
    EXPECT_EQ(world.state.vouchers, vouchers);
    EXPECT_EQ(world.state.shared, shared);
    EXPECT_EQ(world.state.guarded, guarded);
    EXPECT_EQ(world.state.filed, filed);
  }
}

TEST(Apply, TheWorldStartsAsCreated) {
  const World world;
  EXPECT_EQ(world.state.ledger.origin, "sandbox.invented.example");
  EXPECT_EQ(world.state.ledger.id, sixteen(1));
  EXPECT_EQ(world.state.ledger.mode, Mode::sandbox);
  EXPECT_EQ(world.state.principal(kOfficer)->role, Role::trust_officer);
  EXPECT_EQ(world.state.principal(id_of<PrincipalId>(0xee)), nullptr);
  EXPECT_EQ(world.state.next_due(), nullptr);
}

TEST(Apply, AProposalKeepsWhatWasAskedByWhomAndUnderWhichRules) {
  World world;
  world.open_request(1'800'000);
  world.open_proposal();
  const Proposal* proposal = world.state.proposal(world.seq);
  ASSERT_NE(proposal, nullptr);
  EXPECT_EQ(world.touched, Rows{row_number(Table::proposal, world.seq)});
  EXPECT_EQ(std::get<RequestDisbursement>(proposal->command).request, kRequest);
  EXPECT_EQ(proposal->proposer, kOfficer);
  EXPECT_EQ(proposal->proposer_person, kOfficerPerson);
  EXPECT_EQ(proposal->rulebook, digest_of(0x77));
  EXPECT_EQ(proposal->opened, world.time);
  EXPECT_EQ(proposal->needs, (std::vector<Role>{Role::trust_officer, Role::social_worker}));
  EXPECT_EQ(proposal->state, ProposalState::open);
  EXPECT_TRUE(world.due(proposal->expires, Matter::proposal_expiry, subject(kWard), world.seq));
}

// -- money

book::Posting line(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, std::int64_t minor) {
  return {book::Account{kind, owner, php()}, minor, book::Category::receipt};
}

TEST(ApplyPostings, MovesBalancesAndTouchesThem) {
  World world;
  world.post({line(book::AccountKind::bank, kPool.bytes, 500), line(book::AccountKind::principal, kWard.bytes, 500)});
  EXPECT_EQ(world.state.balance(book::AccountKind::principal, kWard.bytes, php()), Amount(php(), 500));
  EXPECT_EQ(world.touched, (Rows{book::Account{book::AccountKind::bank, kPool.bytes, php()}.text(),
                                 book::Account{book::AccountKind::principal, kWard.bytes, php()}.text()}));
}

TEST(ApplyPostings, WhatCanNotBeReadStandsOnTheUnreadableAccount) {
  World world;
  const std::vector<book::Posting> readable = {line(book::AccountKind::bank, kPool.bytes, 500), line(book::AccountKind::principal, kWard.bytes, 200)};
  apply_partial(world.state, readable, kPool, nullptr);
  EXPECT_EQ(world.state.balance(book::AccountKind::bank, kPool.bytes, php()), Amount(php(), 500));
  EXPECT_EQ(world.state.balance(book::AccountKind::principal, kWard.bytes, php()), Amount(php(), 200));
  EXPECT_EQ(world.state.balance(book::AccountKind::unreadable, kPool.bytes, php()), Amount(php(), 300));
}

TEST(ApplyPostings, AWholeEntryLeavesNothingUnreadable) {
  World world;
  apply_partial(world.state, std::vector<book::Posting>{line(book::AccountKind::bank, kPool.bytes, 5), line(book::AccountKind::principal, kWard.bytes, 5)},
                std::nullopt, nullptr);
  EXPECT_TRUE(world.state.balance(book::AccountKind::unreadable, kPool.bytes, php()).is_zero());
}

// -- erasure

/// A ward with money, a request, a proposal, a deadline and a majority; and another one beside her.
World full_world() {
  World world;
  world.post({line(book::AccountKind::bank, kPool.bytes, 900), line(book::AccountKind::principal, kWard.bytes, 600),
              line(book::AccountKind::principal, kOtherWard.bytes, 300)});
  world.post({line(book::AccountKind::awarded, kAward.bytes, -700), line(book::AccountKind::outstanding, kAward.bytes, 700)});
  world.open_request(100);
  world.open_proposal();
  Obligation obligation;
  obligation.number = 1;
  obligation.due = day("2027-04-01");
  world.apply(subject(kWard), ObligationOpened{obligation});
  world.apply(subject(kWard), MajorityScheduled{day("2028-05-05")});
  OpenWard other;
  other.ward = kOtherWard;
  other.pool = kPool;
  world.apply(subject(kOtherWard), WardOpened{other});
  world.apply(subject(kOtherWard), AwardRecorded{{id_of<AwardId>(0x5a), kOrder, Amount(usd(), 1)}});
  world.apply(subject(kOtherWard), MajorityScheduled{day("2029-01-01")});
  return world;
}

TEST(ApplyErasure, NothingOfHerIsLeftAndNothingOfOthersIsChanged) {
  World world = full_world();
  world.apply(ledger_subject(), WardErased{kWard, kPool, sixteen(0xcc), {}});
  const State& state = world.state;
  EXPECT_EQ(state.ward(kWard), nullptr);
  EXPECT_EQ(state.request(kRequest), nullptr);
  EXPECT_TRUE(state.proposals.empty());
  ASSERT_EQ(state.agenda.size(), 1u);
  EXPECT_TRUE(world.due(start_of(day("2029-01-01")), Matter::majority, subject(kOtherWard), 0));
  ASSERT_EQ(state.awards.at(kOrder).size(), 1u);
  EXPECT_EQ(state.awards.at(kOrder)[0].second, kOtherWard);
  EXPECT_NE(state.ward(kOtherWard), nullptr);
  EXPECT_EQ(state.balance(book::AccountKind::principal, kOtherWard.bytes, php()), Amount(php(), 300));

  EXPECT_TRUE(state.balance(book::AccountKind::principal, kWard.bytes, php()).is_zero());
  EXPECT_TRUE(state.balance(book::AccountKind::outstanding, kAward.bytes, php()).is_zero());
  EXPECT_TRUE(state.balance(book::AccountKind::awarded, kAward.bytes, php()).is_zero());
  EXPECT_EQ(state.balance(book::AccountKind::unreadable, kPool.bytes, php()), Amount(php(), 600));
  EXPECT_EQ(state.balance(book::AccountKind::bank, kPool.bytes, php()), Amount(php(), 900));

  for (const std::string& touched : {row(Table::ward, 0x40), row(Table::request, 0x70),
                                     book::Account{book::AccountKind::principal, kWard.bytes, php()}.text(),
                                     book::Account{book::AccountKind::unreadable, kPool.bytes, php()}.text()}) {
    EXPECT_TRUE(world.touched.contains(touched)) << touched;
  }
  EXPECT_FALSE(world.touched.contains(row(Table::ward, 0x41)));
}

TEST(ApplyErasure, OfAWardThatWasNeverReadableChangesNothing) {
  World world = full_world();
  world.apply(ledger_subject(), WardErased{id_of<WardId>(0x4e), kPool, sixteen(0xcc), {}});
  EXPECT_NE(world.state.ward(kWard), nullptr);
  EXPECT_TRUE(world.touched.empty());
}

// -- what can not be true

struct Impossible {
  const char* title;
  std::function<void(World&)> before;
  Subject about;
  Event event;
  const char* words;
};

TEST(ApplyDeathTest, HaltsWhereDecideAndApplyDisagree) {
  const auto matched = [](World& w) {
    w.apply(subject(kPool), CreditReceived{kCredit, Amount(usd(), 5), {}, {}, {}});
    w.apply(subject(kPool), CreditMatched{kCredit, kOrder, Amount(usd(), 5), zero(usd())});
  };
  const std::vector<Impossible> cases = {
      {"a second creation", nothing, ledger_subject(), LedgerCreated{}, "entry 0 only"},
      {"a principal that does not exist", nothing, ledger_subject(), PrincipalRevoked{id_of<PrincipalId>(0xee)}, "does not exist"},
      {"a ward that does not exist", nothing, subject(kOtherWard), MajorityReached{}, "a ward that does not exist"},
      {"a ward opened twice", nothing, subject(kWard), WardOpened{}, "opening a ward twice"},
      {"an event of a ward in a pool's part", nothing, subject(kPool), MajorityReached{}, "another kind of subject"},
      {"a pool that does not exist", nothing, subject(id_of<PoolId>(0xee)), StatementReconciled{}, "a pool that does not exist"},
      {"an order that does not exist", nothing, subject(id_of<OrderId>(0xee)), OrderAllocated{}, "an order that does not exist"},
      {"a credit that does not exist", nothing, subject(kPool), CreditMatched{kCredit, kOrder, {}, {}}, "not in that state"},
      {"a credit matched twice", matched, subject(kPool), CreditMatched{kCredit, kOrder, {}, {}}, "not in that state"},
      {"a credit voided while matched", matched, subject(kPool), CreditVoided{kCredit}, "not in that state"},
      {"a request that does not exist", nothing, subject(kWard), RequestMoved{kRequest, RequestState::approved, {}, {}, {}}, "a request that does not exist"},
      {"an obligation that does not exist", nothing, subject(kWard), ObligationClosed{7, {}}, "an obligation that does not exist"},
      {"a proposal that is not open", nothing, subject(kWard), ProposalApproved{7, kOfficerPerson, Role::trust_officer}, "not open"},
      {"a proposal closed twice", nothing, subject(kWard), ProposalClosed{7, ProposalState::expired}, "not open"},
      {"a proposal without its command", nothing, subject(kWard), ProposalOpened{}, "without its command"},
      {"an entry reversed twice", [](World& w) { w.apply(ledger_subject(), EntryReversed{5}); }, ledger_subject(), EntryReversed{5}, "twice"},
      {"a recall filed twice", [](World& w) { w.apply(ledger_subject(), RecallFiled{id_of<RecallId>(1), {}, {}, "", 1, {}}); }, ledger_subject(),
       RecallFiled{id_of<RecallId>(1), {}, {}, "", 1, {}}, "filed twice"},
      {"an answer to no recall", nothing, ledger_subject(), RecallAnswered{id_of<RecallId>(1), RecallStanding::refused, "LEGL", {}}, "not open"},
      {"more taken back than an older book brought", nothing, subject(kPool), OpeningUndone{5, {Amount(usd(), 1)}}, "more is taken back"},
      {"an older book in a currency without an account", nothing, subject(kPool),
       BooksOpened{{}, {}, {}, {}, {{0, {}, {}, {}, {}, {}, Amount(Currency::parse("EUR").value(), 1)}}}, "no account"},
  };
  for (const Impossible& c : cases) {
    World world;
    c.before(world);
    EXPECT_DEATH(world.apply(c.about, c.event), c.words) << c.title;
  }
}

TEST(ApplyDeathTest, MoneyOfAnEntryThatNamesNoPoolCanNotBeUnreadable) {
  World world;
  const std::vector<book::Posting> half = {line(book::AccountKind::bank, kPool.bytes, 5)};
  EXPECT_DEATH(apply_partial(world.state, half, std::nullopt, nullptr), "names no pool");
}

}  // namespace
}  // namespace katiwala::custody::testing::apply_test
