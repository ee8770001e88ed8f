// Bounds that a rulebook may say and the program holds to, what a raised flag takes with it, and the tables that others read.
#include <gtest/gtest.h>

#include <map>

#include "policies/plan/freezes.h"
#include "policies/roles.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_bounds_test {
namespace {

std::string one_rule(const std::string& id, const std::map<std::string, std::string>& parameters) {
  std::string text = "schema = 1\n[rulebook]\nversion = \"test\"\n[rules." + id +
                     "]\ntitle = \"One\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
  if (!parameters.empty()) text += "[rules." + id + ".parameters]\n";
  for (const auto& [parameter, value] : parameters) text += parameter + " = " + value + "\n";
  return bundle({{"rulebook.toml", text}});
}

Verdict says_nothing(const Matter&) { return silent(); }

// -- freezes

constexpr ParameterSchema kFreezeDays[] = {{"afasa_days", ParameterType::integer}, {"amlc_days", ParameterType::integer}};
const Rule kFreezes{"R41", kFreezeDays, says_nothing}, kUndated{"R41", {}, says_nothing};
const Rule* const kFreezeRules[] = {&kFreezes};
const Rule* const kUndatedRules[] = {&kUndated};

SetFreeze freeze_of(FreezeKind kind) { return {id<FreezeId>(0xb1), subject(kWard), kind, day("2026-01-05"), {}, {}, document(1), {}}; }

TEST(FreezeBounds, DaysAreNoneAtLeastAndAHundredYearsAtMost) {
  const std::pair<std::string, int> kCases[] = {{"-1", 0}, {"0", 0}, {"1", 1}, {"36600", 36'600}, {"36601", 36'600}};
  for (const auto& [days, last] : kCases) {
    Story story(kFreezeRules, one_rule("R41", {{"afasa_days", days}, {"amlc_days", days}}));
    story.begin();
    for (const FreezeKind kind : {FreezeKind::bank, FreezeKind::amlc}) {
      const Decision set = story.would(kCompliance, freeze_of(kind));
      ASSERT_NE(event_of<FreezeSet>(set), nullptr) << said(set);
      EXPECT_EQ(event_of<FreezeSet>(set)->freeze.until, day("2026-01-05") + last) << days << " " << name(kind);
    }
  }
}

TEST(FreezeBounds, WithoutTheDaysAFreezeIsLiftedByHandAndItsFileIsOpenedIfItIsNotThere) {
  Story story(kUndatedRules, one_rule("R41", {}));
  story.begin();
  EXPECT_EQ(event_of<FreezeSet>(story.would(kCompliance, freeze_of(FreezeKind::bank)))->freeze.until, std::nullopt);
  story.state.watches.clear();  // a ledger of before the files
  EXPECT_EQ(events_of(story.would(kCompliance, freeze_of(FreezeKind::amlc)), watch_of(kWard)), "file_opened freeze_set");
}

// -- what is raised

constexpr ParameterSchema kDetermine[] = {{"determine_days", ParameterType::integer}};
Verdict raises(const Matter& m) {
  Verdict verdict;
  if (m.as<RecordAdverse>() == nullptr) return verdict;
  verdict.raised.push_back({watch_of(kWard), {}, true, id<RequestId>(20), id<CreditId>(1)});
  verdict.duties.push_back({subject(kWard), Duty::court_notice, DutyOwner::trust_officer, day("2026-01-08"), std::nullopt, at("2026-01-08")});
  return verdict;
}
const Rule kRaising{"R37", kDetermine, raises};
const Rule* const kRaisingRules[] = {&kRaising};

TEST(RaisedBounds, ACaseHasItsRequestAndCreditAndIsDeterminedInTime) {
  const std::pair<std::string, int> kCases[] = {{"-1", 1}, {"0", 1}, {"1", 1}, {"3660", 3660}, {"3661", 3660}};
  for (const auto& [days, last] : kCases) {
    Story story(kRaisingRules, one_rule("R37", {{"determine_days", days}}));
    story.begin();
    ASSERT_TRUE(story.ask(kWorker, RecordAdverse{kWard, id<PersonId>(0x91), AdverseStatus::alleged, {}}).accepted());
    const Watch& watch = *story.state.watch(watch_of(kWard));
    ASSERT_EQ(watch.cases.size(), 1U);
    EXPECT_EQ(watch.cases[0].request, id<RequestId>(20));
    EXPECT_EQ(watch.cases[0].credit, id<CreditId>(1));
    ASSERT_EQ(watch.obligations.size(), 1U);
    EXPECT_EQ(watch.obligations[0].due, day("2026-01-05") + last) << days;
    EXPECT_EQ(event_of<FlagsWeighed>(story.entries.back().decision)->credit, id<CreditId>(1));
    EXPECT_EQ(story.state.ward(kWard)->obligations.front().due_at, at("2026-01-08"));
  }
}

// -- reversals

TEST(ReversalBounds, ChargesAndFeesAreUndoneAsCorrections) {
  Story story{std::span<const Rule* const>{}};
  story.begin();
  story.fund();
  story.interest("100.00 PHP", "20.00 PHP", 50);
  const CivilDate today = manila_date(story.now);
  for (const auto& [kind, number] : {std::pair(std::optional<ChargeKind>(), 60), std::pair(std::optional(ChargeKind::trustee_fee), 61)}) {
    story.agreed(kOfficer, RecordCharge{kWard, money("5.00 PHP"), today, {mark(static_cast<std::uint8_t>(number))}, kind}, {kOfficer2, kCompliance});
    const ReverseEntry reversal{story.last(), subject(kWard), "booked by mistake"};
    EXPECT_EQ(said(story.would(kOfficer, ReverseEntry{story.last() + 1, subject(kWard), "not yet"})), "deny ENTRY_MISSING");
    const Decision undone = story.agreed(kOfficer, reversal, {kOfficer2, kCompliance});
    EXPECT_EQ(undone.postings.size(), 2U);
    for (const SubjectPosting& line : undone.postings) EXPECT_EQ(line.posting.category, book::Category::correction);
  }
}

// -- her majority, asked for again

constexpr ParameterSchema kAge[] = {{"majority_age_years", ParameterType::integer}};
constexpr ParameterSchema kLeap[] = {{"leap_rule", ParameterType::text}};
constexpr ParameterSchema kAgain[] = {{"ask_again_days", ParameterType::integer}};
const Rule kAgeRule{"R01", kAge, says_nothing}, kLeapRule{"R02", kLeap, says_nothing}, kAgainRule{"R06", kAgain, says_nothing};
const Rule* const kMajorityRules[] = {&kAgeRule, &kLeapRule, &kAgainRule};
const Rule* const kMajorityAlone[] = {&kAgeRule, &kLeapRule};

TEST(MajorityBounds, ItIsAskedAgainAfterTheDaysOfTheRulebook) {
  const std::pair<std::string, int> kCases[] = {{"", 30}, {"-1", 1}, {"0", 1}, {"1", 1}, {"3660", 3660}, {"3661", 3660}};
  for (const auto& [days, last] : kCases) {
    const std::string text = "title = \"One\"\ncitation = \"D\"\nconfidence = \"M\"\nsource = \"design\"\n";
    std::string rules = "schema = 1\n[rulebook]\nversion = \"test\"\n[rules.R01]\n" + text + "[rules.R01.parameters]\nmajority_age_years = 18\n[rules.R02]\n" +
                        text + "[rules.R02.parameters]\nleap_rule = \"MAR_1\"\n";
    if (!days.empty()) rules += "[rules.R06]\n" + text + "[rules.R06.parameters]\nask_again_days = " + days + "\n";
    Story story(days.empty() ? std::span<const Rule* const>(kMajorityAlone) : std::span<const Rule* const>(kMajorityRules), bundle({{"rulebook.toml", rules}}));
    story.begin();
    Ward& ward = story.state.wards.at(kWard);
    ward.born_earliest = ward.born_latest = day("2008-01-06");
    ward.evidence = EvidenceRank::estimate;
    apply(story.state, Origin{story.entries.size(), story.now, {}, nullptr, {}}, subject(kWard), MajorityScheduled{day("2026-01-06")}, nullptr);
    story.pass_to(at("2026-01-06", "00:00"));
    EXPECT_EQ(story.state.ward(kWard)->majority, day("2026-01-06") + last) << days;
    EXPECT_FALSE(story.state.ward(kWard)->adult);
  }
}

// -- tables

TEST(RoleTables, AreWhatOthersRead) {
  EXPECT_EQ(permissions().size(), std::variant_size_v<CommandVariant>);
  EXPECT_EQ(freeze_rules().size(), Names<FreezeKind>::rows.size());
  const LiftFreeze lift{id<FreezeId>(0xb1), watch_of(kWard), day("2026-01-05"), std::nullopt, "x"};
  EXPECT_EQ(approvals_needed(Command(lift), Tier::t0), std::vector<Role>{Role::compliance});
}

TEST(RoleTables, AGuardianAsksForHisOwnWardAlone) {
  Story story{std::span<const Rule* const>{}};
  story.begin();
  story.open_ward(kWardB);
  RequestDisbursement c = story.request(20, "1.00 PHP");
  EXPECT_EQ(said(story.would(kGuardian, c)), "allow");
  c.ward = kWardB;
  EXPECT_EQ(said(story.would(kGuardian, c)), "deny NOT_GUARDIAN");
  RegisterPayee payee;
  payee.ward = kWardB;
  payee.payee = id<PayeeId>(0x62);
  payee.person = id<PersonId>(0x62);
  payee.currency = currency("PHP");
  EXPECT_EQ(said(story.would(kGuardian, payee)), "deny NOT_GUARDIAN");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_bounds_test
