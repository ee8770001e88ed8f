// When money may leave, and how much of it: who stands in for the silent and from when, which head must have been seen, what is kept of a
// payment to an estate. A rule of the test's own says the tier; the rulebook has only the parameters that a case is about.
#include <gtest/gtest.h>

#include <map>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_standin_test {
namespace {

using book::AccountKind;

/// What is ordered and not small is of the highest tier, the rest of the middle one.
Verdict tier_by_amount(const Matter& m) {
  Verdict verdict;
  if (const auto* asked = m.as<RequestDisbursement>()) {
    const bool small = asked->amount.currency() != currency("PHP") || asked->amount < money("1000.00 PHP");
    verdict.at_least = small ? Tier::t1 : Tier::t2;
  }
  return verdict;
}

/// A rulebook of one rule with these parameters.
std::string one_rule(std::string_view id, const std::map<std::string, std::string>& parameters) {
  std::string text = "schema = 1\n[rulebook]\nversion = \"test\"\n[rules." + std::string(id) +
                     "]\ntitle = \"One\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
  if (!parameters.empty()) text += "[rules." + std::string(id) + ".parameters]\n";
  for (const auto& [parameter, value] : parameters) text += parameter + " = " + value + "\n";
  return bundle({{"rulebook.toml", text}});
}

constexpr ParameterSchema kDays[] = {{"standin_after_days", ParameterType::integer}};
constexpr ParameterSchema kLapse[] = {{"proposal_days", ParameterType::integer}};
const Rule kStandIn{"R31", kDays, tier_by_amount};
const Rule kNobody{"R31", {}, tier_by_amount};
const Rule kLapsing{"R31", kLapse, tier_by_amount};
const Rule* const kWithStandIn[] = {&kStandIn};
const Rule* const kWithout[] = {&kNobody};
const Rule* const kWithLapse[] = {&kLapsing};

class Ordered : public Story {
 public:
  /// One request asked for on 5 January under an order of hers: it needs an officer and the social worker.
  explicit Ordered(std::string_view days = "3", std::string_view amount = "1000.00 PHP")
      : Story(kWithStandIn, one_rule("R31", {{"standin_after_days", std::string(days)}})) {
    ask_for(amount);
  }
  explicit Ordered(std::span<const Rule* const> rules) : Story(rules, one_rule("R31", {})) { ask_for("1000.00 PHP"); }

  void ask_for(std::string_view amount) {
    begin();
    fund();
    record_court_order("30000.00 PHP");
    EXPECT_TRUE(ask(kGuardian, request(20, amount, kCourtOrder)).accepted());
    proposal = last();
  }
  void both_agree() {
    for (const PrincipalId& who : {kOfficer, kWorker}) EXPECT_TRUE(approve(who, proposal).accepted());
  }
  /// What would be said to an approval, or to a release, that comes at that instant.
  std::string approval_at(Instant time, const PrincipalId& who = kCompliance) {
    now = {time.micros - 1};
    return said(would(who, Approve{proposal, subject(kWard)}));
  }
  std::string release_at(Instant time, const PrincipalId& who = kOfficer2) {
    now = {time.micros - 1};
    return said(would(who, release_of(20)));
  }
  static Release release_of(std::uint8_t number) {
    Release c;
    c.request = id<RequestId>(number);
    c.ward = kWard;
    c.message_id = c.end_to_end_id = "KTW";
    c.uetr.fill(number);
    c.file = in_vault(number);
    return c;
  }
  CourtOrder& order() { return state.wards.at(kWard).court_orders.front(); }
  ProposalId proposal = 0;
};

const Instant kThreeDaysOver = at("2026-01-09", "00:00");  // the first day excluded, the last included

// -- who stands in

TEST(StandIn, ComesAfterTheLastOfTheDays) {
  const struct {
    std::string_view days;
    Instant from;
  } kCases[] = {{"0", at("2026-01-06", "00:00")}, {"1", at("2026-01-07", "00:00")}, {"3", kThreeDaysOver}};
  for (const auto& c : kCases) {
    Ordered story(c.days);
    EXPECT_EQ(story.approval_at({c.from.micros - 1}), "deny APPROVAL_NOT_NEEDED") << c.days;
    EXPECT_EQ(story.approval_at(c.from), "allow") << c.days;
    story.now = at("2026-01-05", "10:00");
    story.both_agree();
    EXPECT_EQ(story.release_at({c.from.micros - 1}), "deny ROLE_FORBIDDEN") << c.days;
    EXPECT_EQ(story.release_at({c.from.micros - 1}, kReleaser), "allow") << c.days;
    EXPECT_EQ(story.release_at(c.from), "allow") << c.days;
  }
}

TEST(StandIn, ThereIsNoneOutOfAllReach) {
  const auto released = [](std::string_view days, CivilDate on) {
    Ordered story(days);
    story.both_agree();
    for (auto& [who, principal] : story.state.principals)
      for (Credential& key : principal.credentials) key.valid_to = at("2090-01-01");
    return story.release_at(start_of(on));
  };
  const CivilDate last = day("2026-01-05") + 3660;
  EXPECT_EQ(released("3660", last), "deny ROLE_FORBIDDEN");
  EXPECT_EQ(released("3660", last + 1), "allow");
  EXPECT_EQ(released("3661", last + 2), "deny ROLE_FORBIDDEN");
  EXPECT_EQ(released("-1", last), "deny ROLE_FORBIDDEN");
}

TEST(StandIn, IsNobodyWhereTheRulebookDoesNotSayWhen) {
  Ordered story{std::span<const Rule* const>(kWithout)};
  EXPECT_EQ(story.approval_at(at("2026-01-19")), "deny APPROVAL_NOT_NEEDED");
  story.both_agree();
  EXPECT_EQ(story.release_at(at("2026-06-01")), "deny ROLE_FORBIDDEN");
  EXPECT_EQ(story.release_at(at("2026-06-01"), kReleaser), "allow");
}

TEST(StandIn, IsForWhatACourtHasOrderedAndStillOrders) {
  using enum OrderStanding;
  const struct {
    OrderStanding standing;
    std::optional<CivilDate> expires;
    bool stands;
  } kCases[] = {
      {in_force, std::nullopt, true}, {amended, std::nullopt, true}, {stayed, std::nullopt, false}, {vacated, std::nullopt, false},
      {spent, std::nullopt, false},   {in_force, day("2026-01-10"), true}, {in_force, day("2026-01-09"), true},
      {in_force, day("2026-01-08"), false}, {stayed, day("2026-01-10"), false},
  };
  Ordered waiting, agreed;
  agreed.both_agree();
  for (const auto& c : kCases) {
    for (Ordered* story : {&waiting, &agreed}) {
      story->order().standing = c.standing;
      story->order().expires = c.expires;
    }
    const std::string what = std::string(name(c.standing)) + " " + (c.expires ? c.expires->text() : "");
    EXPECT_EQ(waiting.approval_at(kThreeDaysOver), c.stands ? "allow" : "deny APPROVAL_NOT_NEEDED") << what;
    EXPECT_EQ(agreed.release_at(kThreeDaysOver), c.stands ? "allow" : "deny ROLE_FORBIDDEN") << what;
  }
}

TEST(StandIn, IsForTheHighestTierAlone) {
  Ordered story("3", "999.99 PHP");
  EXPECT_EQ(story.approval_at(at("2026-01-19")), "deny APPROVAL_NOT_NEEDED");
  story.both_agree();
  EXPECT_EQ(story.release_at(at("2026-01-19")), "deny ROLE_FORBIDDEN");
  // Nor for what no court has ordered, whatever it is.
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "999.99 PHP")).accepted());
  story.proposal = story.last();
  EXPECT_EQ(story.approval_at(at("2026-01-30")), "deny APPROVAL_NOT_NEEDED");
  RegisterPayee clinic;
  clinic.ward = kWard;
  clinic.payee = id<PayeeId>(0x62);
  clinic.person = id<PersonId>(0x62);
  clinic.currency = currency("PHP");
  story.now = at("2026-01-19");
  ASSERT_TRUE(story.ask(kGuardian, clinic).accepted());
  story.proposal = story.last();
  EXPECT_EQ(story.approval_at(at("2026-01-30")), "deny APPROVAL_NOT_NEEDED");
  EXPECT_EQ(story.approval_at(at("2026-01-30"), kOfficer), "allow");
}

TEST(StandIn, IsComplianceAndOnce) {
  Ordered story;
  ASSERT_EQ(said(story.approve(kOfficer, story.proposal)), "allow");
  EXPECT_EQ(story.approval_at(kThreeDaysOver, kOfficer2), "deny APPROVAL_NOT_NEEDED");  // two officers are not the social worker
  const Decision last = story.approve(kCompliance, story.proposal);
  EXPECT_EQ(events_of(last, subject(kWard)), "proposal_approved request_moved proposal_closed");
  EXPECT_EQ(story.state.request(id<RequestId>(20))->state, RequestState::approved);

  Ordered first;  // or first of all: then any of those who were asked completes it
  first.now = kThreeDaysOver;
  ASSERT_EQ(said(first.approve(kCompliance, first.proposal)), "allow");
  EXPECT_EQ(said(first.approve(kCompliance2, first.proposal)), "deny APPROVAL_NOT_NEEDED");
  EXPECT_EQ(said(first.would(kOfficer, Approve{first.proposal, subject(kWard)})), "allow");
  EXPECT_EQ(said(first.approve(kWorker, first.proposal)), "allow");
  EXPECT_EQ(first.state.request(id<RequestId>(20))->state, RequestState::approved);
}

TEST(StandIn, WithoutAnOrderTheHighestTierIsNotEvenAskedFor) {
  Ordered story;
  EXPECT_EQ(said(story.would(kGuardian, story.request(21, "1000.00 PHP"))), "deny COURT_ORDER_REQUIRED");
  EXPECT_EQ(said(story.would(kGuardian, story.request(21, "999.99 PHP"))), "allow");
}

TEST(ProposalDays, LapsesAfterTheDaysOfTheRulebook) {
  const CivilDate today = day("2026-01-05");
  const std::pair<std::string, int> kCases[] = {{"-1", 1}, {"0", 1}, {"1", 1}, {"2", 2}, {"3660", 3660}, {"3661", 3660}};
  for (const auto& [days, last] : kCases) {
    Story story(kWithLapse, one_rule("R31", {{"proposal_days", days}}));
    story.begin();
    ASSERT_TRUE(story.ask(kGuardian, story.request(20, "1.00 PHP")).accepted());
    EXPECT_EQ(story.state.proposal(story.last())->expires, start_of(today + last + 1)) << days;
  }
}

// -- which head was seen

TEST(Witnessed, MoneyLeavesOnceEnoughHaveSeenItsApproval) {
  Ordered story;
  story.both_agree();
  const std::uint64_t approved = *story.state.request(id<RequestId>(20))->approved_in;
  EXPECT_EQ(approved, story.last());
  const auto release = [&](std::uint32_t quorum, std::optional<WitnessedHead> head) {
    story.state.ledger.witness_quorum = quorum;
    Submission s;
    s.command = Ordered::release_of(20);
    s.principal = kReleaser;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    s.witnessed = head;
    const Decision decision = story.judge.decide(story.state, s);
    EXPECT_EQ(fact_of(decision, "entry"), decision.accepted() ? "" : std::to_string(approved));
    return said(decision);
  };
  const struct {
    std::uint32_t quorum;
    std::optional<WitnessedHead> head;
    std::string_view expected;
  } kCases[] = {
      {0, std::nullopt, "allow"},
      {1, std::nullopt, "deny WITNESS_WAITING"},
      {2, WitnessedHead{approved, 3}, "deny WITNESS_WAITING"},  // of so many entries, the approval not among them
      {2, WitnessedHead{approved + 1, 1}, "deny WITNESS_WAITING"},
      {2, WitnessedHead{approved + 1, 2}, "allow"},
      {2, WitnessedHead{approved + 1, 3}, "allow"},
      {2, WitnessedHead{approved + 9, 2}, "allow"},
  };
  for (const auto& c : kCases) EXPECT_EQ(release(c.quorum, c.head), c.expected) << c.quorum << " " << (c.head ? c.head->size : 0);
}

// -- what the bank is told, and tells

TEST(Instruction, NamesAreOfTheLengthThatAMessageHolds) {
  Ordered story;
  story.both_agree();
  const struct {
    const char* field;
    std::string Release::*text;
  } kTexts[] = {{"message_id", &Release::message_id}, {"end_to_end_id", &Release::end_to_end_id}};
  for (const auto& t : kTexts) {
    for (const std::size_t length : {0U, 1U, 35U, 36U}) {
      Release c = Ordered::release_of(20);
      c.*t.text = std::string(length, 'x');
      const Decision decision = story.would(kReleaser, c);
      const bool right = length == 1 || length == 35;
      EXPECT_EQ(said(decision), right ? "allow" : "deny FIELD_INVALID") << t.field << length;
      EXPECT_EQ(fact_of(decision, "field"), right ? "" : t.field) << length;
    }
  }
}

TEST(Instruction, AReasonCodeIsOfThatLengthTooAndAReferenceIsUsedOnce) {
  Ordered story;
  story.both_agree();
  ASSERT_EQ(said(story.release(20)), "allow");
  RejectPayment rejected{id<RequestId>(20), kWard, "AC04", {mark(70)}};
  ReturnPayment returned;
  returned.request = id<RequestId>(20);
  returned.ward = kWard;
  returned.amount = money("1000.00 PHP");
  returned.booked = returned.value_date = day("2026-01-05");
  returned.references = {mark(71)};
  const auto lengths = [&](auto c) {
    std::string taken;
    for (const std::size_t length : {0U, 1U, 35U, 36U}) {
      c.reason_code = std::string(length, 'x');
      const Decision decision = story.would(kBank, c);
      EXPECT_TRUE(decision.accepted() || fact_of(decision, "field") == "reason_code") << length;
      if (decision.accepted()) taken += std::to_string(length) + " ";
    }
    return taken;
  };
  EXPECT_EQ(lengths(rejected), "1 35 ");
  rejected.references = {mark(100)};  // of the credit that funded her
  EXPECT_EQ(said(story.would(kBank, rejected)), "deny DUPLICATE_MESSAGE");
  rejected.references = {mark(70), mark(72)};
  const Decision done = story.ask(kBank, rejected);
  EXPECT_EQ(events_of(done, subject(kPool)), "references_used");
  EXPECT_EQ(story.state.references.at(mark(72).value), story.last());

  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "1000.00 PHP", kCourtOrder)).accepted());
  story.proposal = story.last();
  story.both_agree();
  story.release(21);
  ASSERT_EQ(said(story.settle(21, "1000.00 PHP")), "allow");
  returned.request = id<RequestId>(21);
  EXPECT_EQ(lengths(returned), "1 35 ");
}

// -- what is kept of a payment to an estate

constexpr ParameterSchema kEstate[] = {
    {"percent", ParameterType::integer}, {"months", ParameterType::integer}, {"applies_to_trust", ParameterType::flag}};
constexpr ParameterSchema kNoTrust[] = {{"percent", ParameterType::integer}, {"months", ParameterType::integer}};
constexpr ParameterSchema kNoMonths[] = {{"percent", ParameterType::integer}};
constexpr ParameterSchema kNoPercent[] = {{"months", ParameterType::integer}};
Verdict says_nothing(const Matter&) { return silent(); }
const Rule kTaxed{"R62", kEstate, says_nothing}, kTaxedAll{"R62", kNoTrust, says_nothing}, kHalf{"R62", kNoMonths, says_nothing},
    kOtherHalf{"R62", kNoPercent, says_nothing};
const Rule* const kTaxedRules[] = {&kTaxed};
const Rule* const kTaxedAllRules[] = {&kTaxedAll};
const Rule* const kHalfRules[] = {&kHalf};
const Rule* const kOtherHalfRules[] = {&kOtherHalf};

struct EstateCase {
  std::string percent = "6", months = "12", trust = "true";
  CivilDate died = day("2026-01-05");
  Product product = Product::pooled_trust;
  Purpose purpose = Purpose::estate;
};

/// What is kept of 10,000.00 released on 5 January; "" where nothing is.
std::string kept(const EstateCase& c, std::span<const Rule* const> rules = kTaxedRules) {
  std::map<std::string, std::string> parameters;
  for (const ParameterSchema& p : rules.front()->parameters)
    parameters[std::string(p.name)] = p.name == "percent" ? c.percent : p.name == "months" ? c.months : c.trust;
  Story story(rules, one_rule("R62", parameters));
  story.begin();
  story.fund();
  RequestDisbursement asked = story.request(20, "10000.00 PHP");
  asked.purpose = c.purpose;
  EXPECT_TRUE(story.ask(c.purpose == Purpose::estate ? kOfficer2 : kGuardian, asked).accepted());
  const ProposalId proposal = story.last();
  const std::vector<Role> needs = story.state.proposal(proposal)->needs;
  for (const Role role : needs) story.approve(role == Role::social_worker ? kWorker : kOfficer, proposal);
  story.state.wards.at(kWard).died = c.died;
  story.state.pools.at(kPool).product = c.product;
  const Decision released = story.release(20);
  const auto* event = event_of<RequestReleased>(released);
  return event == nullptr ? said(released) : event->withheld ? event->withheld->text() : "";
}

TEST(EstateTax, TheAnniversaryIsWithin) {
  const CivilDate today = day("2026-01-05");
  EXPECT_EQ(kept({.died = day("2025-01-05")}), "600.00");
  EXPECT_EQ(kept({.died = day("2025-01-04")}), "");
  EXPECT_EQ(kept({.months = "0", .died = today}), "600.00");
  EXPECT_EQ(kept({.months = "0", .died = today - 1}), "");
  EXPECT_EQ(kept({.months = "-1", .died = today}), "600.00");
  EXPECT_EQ(kept({.months = "-1", .died = today - 1}), "");
  EXPECT_EQ(kept({.months = "12001", .died = day("1026-01-05")}), "600.00");
  EXPECT_EQ(kept({.months = "12001", .died = day("1026-01-04")}), "");
}

TEST(EstateTax, APercentIsOfAHundred) {
  const std::pair<std::string, std::string> kCases[] = {{"-1", ""}, {"0", ""}, {"1", "100.00"}, {"99", "9900.00"}, {"100", "10000.00"}, {"101", "10000.00"}};
  for (const auto& [percent, expected] : kCases) EXPECT_EQ(kept({.percent = percent}), expected) << percent;
}

TEST(EstateTax, OfADepositAlwaysAndOfATrustAsTheRulebookSays) {
  for (const auto& [product, word] : Names<Product>::rows) {
    const bool trust = product == Product::pooled_trust || product == Product::individual_trust;
    EXPECT_EQ(kept({.product = product}), "600.00") << word;
    EXPECT_EQ(kept({.trust = "false", .product = product}), trust ? "" : "600.00") << word;
    EXPECT_EQ(kept({.product = product}, kTaxedAllRules), "600.00") << word;
  }
}

TEST(EstateTax, NothingIsKeptOfAnythingElseOrWithoutTheWholeRule) {
  EXPECT_EQ(kept({.purpose = Purpose::medical}), "");
  EXPECT_EQ(kept({}, kHalfRules), "");
  EXPECT_EQ(kept({}, kOtherHalfRules), "");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_standin_test
