// No path pays her before she is of age, or moves the day, without the persons who must agree: exhaustive over small models.
//
//   KATIWALA_DEEP=1      larger models of the same
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/policies/properties/release_model.h"
#include "tests/policies/properties/tampered.h"

namespace katiwala::policies::properties::release_test {
namespace {

constexpr std::uint64_t kMost = 50'000'000;

void add(std::vector<Act>& acts, std::vector<Act> more) { acts.insert(acts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

void shown(std::string_view model, const Seen& seen) {
  std::cout << "SHOWN: " << model << ": " << seen.states << " states, " << seen.transitions << " transitions, " << seen.refused
            << " refused, ways of up to " << seen.longest << " acts" << (seen.whole ? ", all there are" : ", not all") << "\n";
}

void expect_holds(std::string_view model, const Seen& seen, std::initializer_list<std::string_view> must_happen) {
  EXPECT_EQ(seen.broken, "");
  EXPECT_TRUE(seen.whole);
  for (const std::string_view event : must_happen) EXPECT_TRUE(seen.events.contains(std::string(event))) << event;
  shown(model, seen);
}

// -- the day

/// What may be said of it: by one who may, and by everybody who may not.
enum class Said { born_the_same, born_earlier, born_later, affidavit, found_of_age, found_born, finding_ended, other_leap_rule, of_age_at_17,
                  married, adopted, incapable, capable_again };

std::function<std::optional<Command>(const State&)> ended(FactKind kind) {
  return [kind](const State& state) { return fact_ended(state, kind); };
}

std::vector<Act> acts_of(Said what) {
  const auto with_others = [](PrincipalId may) { return std::vector<PrincipalId>{may, kGuardian, kHerself, kReleaser, kBank}; };
  switch (what) {
    case Said::born_the_same: return by(with_others(kOfficer), "certificate again", birth_certificate("2008-02-29"));
    case Said::born_earlier: return by(with_others(kOfficer), "certificate, born earlier", birth_certificate("2008-02-20"));
    case Said::born_later: return by(with_others(kWorker), "certificate, born later", birth_certificate("2008-03-03"));
    case Said::affidavit: return by(with_others(kWorker), "affidavit", affidavit("2007-01-01"));
    case Said::found_of_age: return by(with_others(kOfficer2), "found of age", found_of_age("2026-02-27"));
    case Said::found_born: return by(with_others(kCompliance), "found born", found_born("2008-03-02"));
    case Said::finding_ended: return by(with_others(kOfficer), "finding ended", ended(FactKind::age_found_by_court));
    case Said::other_leap_rule: return by(with_others(kCompliance), "the other leap rule", other_rulebook("R02", "leap_rule", "FEB_28"));
    case Said::of_age_at_17: return by(with_others(kOfficer), "of age at 17", other_rulebook("R01", "majority_age_years", "17"));
    case Said::married: return by(with_others(kWorker), "married", plain_fact(FactKind::marriage, "2026-02-20"));
    case Said::adopted: return by(with_others(kCompliance), "adopted", plain_fact(FactKind::adoption, "2026-02-20"));
    case Said::incapable: return by(with_others(kWorker), "incapable", plain_fact(FactKind::incapacity, "2026-02-20"));
    case Said::capable_again: return by(with_others(kOfficer), "capable again", ended(FactKind::incapacity));
  }
  return {};
}

/// What is proposed only changes nothing of it, and is left out.
std::function<std::string(const State&, Instant)> probe(const Decide& decide) {
  return [decide](const State& state, Instant now) { return state.proposals.empty() ? paid_when_due(state, now, decide) : ""; };
}

Model the_day(const std::vector<Said>& what) {
  Model model = release_model(eve_of_majority(), {at("2026-02-28", "00:00"), at("2026-03-01", "00:00"), at("2026-03-02"), at("2026-03-03")});
  for (const Said one : what) add(model.acts, acts_of(one));
  model.at_state = probe(model.decide);
  return model;
}

/// Whatever a court, a certificate or another rulebook says of it, in every order.
TEST(Release, TheDayMovesByAQuorumAlone) {
  using enum Said;
  std::vector<std::vector<Said>> all{{born_the_same, born_later, affidavit},           {born_earlier, born_later, found_of_age},
                                     {born_later, found_born, finding_ended},          {found_of_age, found_born, finding_ended},
                                     {other_leap_rule, born_the_same, born_later},     {other_leap_rule, found_of_age, finding_ended},
                                     {other_leap_rule, found_born, finding_ended},     {of_age_at_17, born_later},
                                     {married, adopted, born_later},                   {married, incapable, capable_again, born_the_same}};
  if (deep()) {
    all.push_back({born_earlier, born_later, found_of_age, finding_ended, other_leap_rule});
    all.push_back({born_later, found_of_age, found_born, finding_ended});
    all.push_back({born_later, found_born, finding_ended, other_leap_rule});
    all.push_back({born_later, other_leap_rule, of_age_at_17});
    all.push_back({married, adopted, incapable, capable_again, born_later});
  }
  Seen sum;
  for (const std::vector<Said>& what : all) {
    const Seen seen = explore(the_day(what), kMost);
    EXPECT_EQ(seen.broken, "");
    sum.states += seen.states;
    sum.transitions += seen.transitions;
    sum.refused += seen.refused;
    sum.longest = std::max(sum.longest, seen.longest);
    sum.whole = sum.whole && seen.whole;
    for (const auto& [event, times] : seen.events) sum.events[event] += times;
  }
  expect_holds("her day", sum, {"fact_recorded", "fact_ended", "rulebook_adopted", "majority_scheduled", "majority_reached"});
}

// -- her money

std::vector<Instant> the_days_after() { return {at("2026-02-28", "00:00"), at("2026-03-01", "00:00"), at("2026-03-02")}; }

TEST(Release, NothingIsPaidToHerBeforeIt) {
  Model model = release_model(eve_of_majority(), the_days_after());
  model.slots.push_back(at("2026-03-17"));  // what was not agreed to by then has lapsed
  add(model.acts, by(deep() ? std::vector<PrincipalId>{kOfficer, kWorker} : std::vector<PrincipalId>{kWorker}, "identity", identity()));
  add(model.acts, by({kHerself, kOfficer}, "pay out", election(Election::pay_out)));
  add(model.acts, by({kHerself, kGuardian}, "handover", asks(40, "100000.00 PHP", kHerAccount, Purpose::handover)));
  add(model.acts, by({kReleaser, kOfficer2, kWorker}, "release", lets_go(40)));
  add(model.acts, by({kBank}, "payment", pays(40, "100000.00 PHP", at("2026-02-27"))));
  expect_holds("her money", explore(model, kMost), {"election_recorded", "request_judged", "request_released", "majority_reached"});
}

/// Of age, and with another mind, or another asker.
TEST(Release, NothingIsPaidToHerThatSheHasNotChosen) {
  Model model = release_model(morning_after(), {at("2026-03-03")});
  add(model.acts, by({kHerself}, "stay", election(Election::stay)));
  if (deep()) add(model.acts, by({kOfficer}, "pay out", election(Election::pay_out)));
  add(model.acts, by({kHerself, kGuardian}, "handover", asks(40, "60000.00 PHP", kHerAccount, Purpose::handover)));
  add(model.acts, by({kOfficer}, "handover", asks(41, "60000.00 PHP", kHerAccount, Purpose::handover)));
  for (std::uint8_t number = 40; number <= 41; ++number) add(model.acts, by({kReleaser, kOfficer2}, "release", lets_go(number)));
  expect_holds("her choice", explore(model, kMost), {"election_recorded", "request_judged", "request_released"});
}

TEST(Release, NothingIsPaidToHerByAnotherName) {
  Model model = release_model(eve_of_majority(), the_days_after());
  add(model.acts, by({kGuardian, kOfficer}, "allowance", asks(50, "3000.00 PHP", kHerAccount, Purpose::allowance)));
  add(model.acts, by({kGuardian, kOfficer}, "ordered allowance", asks(51, "30000.00 PHP", kHerAccount, Purpose::allowance, kCourtOrder)));
  add(model.acts, by({kGuardian}, "tuition", asks(52, "9000.00 PHP", kSchool, Purpose::education)));
  for (std::uint8_t number = 50; number <= 52; ++number) add(model.acts, by({kReleaser, kOfficer2}, "release", lets_go(number)));
  add(model.acts, by({kReleaser, kBank}, "handing over", HandOver{id<RequestId>(52), kWard}));
  add(model.acts, by({kBank}, "payment", pays(52, "9000.00 PHP", at("2026-02-27"))));
  model.withdrawing = {kGuardian, kOfficer2};
  expect_holds("by another name", explore(model, kMost), {"request_judged", "request_released", "request_moved"});
}

/// Nor by a court's order, which stands or is stayed.
TEST(Release, NothingIsPaidToHerByAnOrder) {
  Model model = release_model(eve_of_majority(), the_days_after());
  if (deep()) model.slots.push_back(at("2026-03-04"));  // when others stand in
  add(model.acts, by({kGuardian, kOfficer}, "ordered allowance", asks(51, "30000.00 PHP", kHerAccount, Purpose::allowance, kCourtOrder)));
  add(model.acts, by(deep() ? std::vector<PrincipalId>{kOfficer, kGuardian} : std::vector<PrincipalId>{kOfficer}, "ordered tuition",
                     asks(53, "30000.00 PHP", kSchool, Purpose::education, kCourtOrder)));
  for (const std::uint8_t number : {std::uint8_t{51}, std::uint8_t{53}}) add(model.acts, by({kReleaser, kOfficer2}, "release", lets_go(number)));
  for (const OrderStanding to : {OrderStanding::stayed, OrderStanding::in_force}) {
    const ChangeCourtOrder change{kWard, kCourtOrder, to, day("2026-02-27"), document(92), std::nullopt, std::nullopt, std::nullopt};
    add(model.acts, by({kOfficer, kCompliance}, "order " + std::string(name(to)), change));
  }
  expect_holds("by an order", explore(model, kMost), {"request_judged", "request_released", "court_order_moved"});
}

TEST(Release, NorWhileSheCanNotActForHerself) {
  Model model = release_model(morning_after(), {at("2026-03-03")});
  add(model.acts, by({kWorker}, "incapacity", plain_fact(FactKind::incapacity, "2026-03-01")));
  add(model.acts, by({kCompliance}, "petition", plain_fact(FactKind::incapacity_petition, "2026-03-02")));
  for (const FactKind kind : {FactKind::incapacity, FactKind::incapacity_petition})
    add(model.acts, by({kOfficer}, "end of " + std::string(name(kind)), ended(kind)));
  if (deep()) add(model.acts, by({kWorker}, "coached", plain_fact(FactKind::coached, "2026-03-01")));
  add(model.acts, by({kHerself}, "handover", asks(40, "100000.00 PHP", kHerAccount, Purpose::handover)));
  add(model.acts, by({kReleaser, kOfficer2}, "release", lets_go(40)));
  expect_holds("while she can not act", explore(model, kMost), {"fact_recorded", "fact_ended", "request_released"});
}

// -- what is wrong in one respect is noticed

void expect_noticed(Model model, const Decide& decide, std::string_view what) {
  model.decide = decide;
  if (model.at_state) model.at_state = probe(decide);
  const Seen seen = explore(model, kMost);
  std::cout << "noticed after " << seen.transitions << " transitions: " << seen.broken;
  EXPECT_NE(seen.broken.find(what), std::string::npos) << seen.broken;
}

TEST(Release, MajorityADayEarlyIsNoticed) {
  const auto early = misreads_rulebooks([](std::string text) { return with_parameter(std::move(text), "R02", "leap_rule", "FEB_28"); });
  expect_noticed(the_day({Said::born_the_same}), early, "before 2026-03-01");
}

TEST(Release, AQuorumOfKeysIsNoticed) { expect_noticed(the_day({Said::born_earlier}), counts_keys({kOfficerAgain}), "one person counted twice"); }

/// As the rule would be if a court's finding could be ended and its dates stay.
Verdict ends_findings_alone(const Matter& m) {
  const auto* fact = m.as<RecordFact>();
  return fact != nullptr && fact->ends ? silent() : rule_of("R05").judge(m);
}

TEST(Release, ARuleThatIsSilentIsNoticed) {
  expect_noticed(the_day({}), without_rules({"R03"}), "could be paid");
  expect_noticed(the_day({Said::found_of_age}), without_rules({"R06"}), "could be paid");
  expect_noticed(the_day({Said::born_later, Said::found_born, Said::finding_ended}), with_rule("R05", ends_findings_alone), "before");
}

/// An officer's word alone, as if another had agreed.
TEST(Release, AFactWithoutAgreementIsNoticed) {
  const Decide alone = [](const State& state, const Submission& asked) {
    const auto* fact = std::get_if<RecordFact>(&asked.command);
    if (fact == nullptr || fact->fact != FactKind::birth_evidence) return the_judge()(state, asked);
    State proposed = state;
    const Decision opened = the_judge()(state, asked);
    if (!opened.accepted()) return opened;
    fold(proposed, asked, opened);
    Decision decision = the_judge()(proposed, submission(proposed, kOfficer2, Approve{asked.seq, subject(kWard)}, asked.seq + 1, asked.time));
    std::erase_if(decision.effects, [](const Effect& e) {
      return std::holds_alternative<ProposalApproved>(e.event) || std::holds_alternative<ProposalClosed>(e.event);
    });
    return decision;
  };
  expect_noticed(the_day({Said::born_earlier}), alone, "without anybody's agreement");
}

}  // namespace
}  // namespace katiwala::policies::properties::release_test
