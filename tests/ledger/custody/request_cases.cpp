// Events of requests, proposals and reversals.
#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

Request request() {
  Request out;
  out.id = kRequest;
  out.ward = kWard;
  out.payee = kPayee;
  out.amount = Amount(php(), 1'800'000);
  out.day = day("2027-01-15");
  out.court_order = id_of<CourtOrderId>(0x55);
  return out;
}

RequestMoved moved(RequestState to) { return {kRequest, to, std::nullopt, {}, std::nullopt}; }

RequestReleased released() {
  RequestReleased out;
  out.request = kRequest;
  out.releaser = kReleaserPerson;
  out.message_id = "MSG-1";
  out.end_to_end_id = "E2E-1";
  out.uetr = sixteen(0x99);
  return out;
}

std::vector<Case> of_requests() {
  RequestMoved settled = moved(RequestState::settled);
  settled.value_date = day("2027-01-20");
  RequestMoved approved = moved(RequestState::approved);
  approved.from_income = Amount(php(), 300);
  return {
      {"a request counts from the moment it is judged", nothing, subject(kWard), RequestJudged{request(), std::nullopt},
       {row(Table::request, 0x70), row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.state.request(kRequest)->state, RequestState::judged);
         ASSERT_EQ(w.ward().spends.size(), 1u);
         EXPECT_EQ(w.ward().spends[0].amount, Amount(php(), 1'800'000));
         EXPECT_EQ(w.ward().spends[0].day, day("2027-01-15"));
         EXPECT_TRUE(w.ward().spends[0].by_order);
       }},
      {"a request is approved, partly from income", ask, subject(kWard), approved, {row(Table::request, 0x70)},
       [](const World& w) {
         EXPECT_EQ(w.state.request(kRequest)->state, RequestState::approved);
         EXPECT_EQ(w.state.request(kRequest)->from_income, Amount(php(), 300));
         EXPECT_EQ(w.ward().spends.size(), 1u);
         EXPECT_FALSE(w.ward().spends[0].by_order);
       }},
      {"a request is released on a Manila day", ask, subject(kWard), released(), {row(Table::request, 0x70)},
       [](const World& w) {
         const Request& r = *w.state.request(kRequest);
         EXPECT_EQ(r.state, RequestState::released);
         EXPECT_EQ(r.releaser, kReleaserPerson);
         EXPECT_EQ(r.released, manila_date(w.time));
         EXPECT_EQ(r.message_id, "MSG-1");
         EXPECT_EQ(r.end_to_end_id, "E2E-1");
         EXPECT_EQ(r.uetr, sixteen(0x99));
       }},
      {"a request is settled on the bank's value date", ask, subject(kWard), settled, {row(Table::request, 0x70), row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.state.request(kRequest)->state, RequestState::settled);
         EXPECT_EQ(w.state.request(kRequest)->settled, day("2027-01-20"));
         EXPECT_EQ(w.ward().spends.size(), 1u);
       }},
      {"a request that is cancelled counts no more", ask, subject(kWard), moved(RequestState::cancelled),
       {row(Table::request, 0x70), row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.state.request(kRequest)->state, RequestState::cancelled);
         EXPECT_TRUE(w.ward().spends.empty());
       }},
      {"a payment that came back counts no more", ask, subject(kWard), moved(RequestState::returned),
       {row(Table::request, 0x70), row(Table::ward, 0x40)},
       [](const World& w) { EXPECT_TRUE(w.ward().spends.empty()); }},
  };
}

std::vector<Case> of_proposals() {
  return {
      {"a proposal is approved by its first person", propose, subject(kWard), ProposalApproved{8, kOfficerPerson, Role::trust_officer},
       {row_number(Table::proposal, 8), row(Table::request, 0x70)},
       [](const World& w) {
         const Proposal* proposal = w.state.proposal(8);
         ASSERT_NE(proposal, nullptr);
         ASSERT_EQ(proposal->approvals.size(), 1u);
         EXPECT_EQ(proposal->approvals[0], (Approval{kOfficerPerson, kOfficer, Role::trust_officer, w.seq}));
         EXPECT_EQ(w.state.request(kRequest)->approvers, std::vector<PersonId>{kOfficerPerson});
       }},
      {"a proposal is closed and expires no more", propose, subject(kWard), ProposalClosed{8, ProposalState::executed},
       {row_number(Table::proposal, 8)},
       [](const World& w) {
         EXPECT_EQ(w.state.proposal(8), nullptr);
         EXPECT_TRUE(w.state.agenda.empty());
       }},
      {"an entry is reversed", nothing, ledger_subject(), EntryReversed{5}, {row_number(Table::reversed, 5)},
       [](const World& w) { EXPECT_EQ(w.state.reversed, std::unordered_set<std::uint64_t>{5}); }},
  };
}

}  // namespace

std::vector<Case> request_cases() {
  std::vector<Case> out = of_requests();
  const auto more = of_proposals();
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace katiwala::custody::testing
