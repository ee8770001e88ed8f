#include "tests/policies/story.h"

#include <gtest/gtest.h>

namespace katiwala::policies::kit {

using book::AccountKind;

Story::Story() : Sandbox(shipped_bundle()) {}
Story::Story(std::span<const Rule* const> rules, std::string text) : Sandbox(std::move(text), rules) {}

void Story::open_pool(const std::vector<std::string>& currencies) {
  OpenPool c;
  c.pool = kPool;
  c.bank = "TESTBANK";
  c.code = "omnibus";
  std::uint8_t number = 200;
  for (const std::string& code : currencies) c.accounts.push_back({currency(code), mark(number++, MarkKind::account), in_vault(1)});
  agreed(kOfficer, c, {kOfficer2});
}

void Story::open_ward(const WardId& ward, std::string_view born) {
  OpenWard c;
  c.ward = ward;
  c.pool = kPool;
  c.born_earliest = c.born_latest = day(born);
  c.trust_instrument = document(1);
  agreed(kOfficer, c, {kOfficer2});
}

void Story::record_order(std::string_view total, std::string_view dated) {
  agreed(kOfficer, RecordOrder{kOrder, "US", day(dated), money(total), document(2), std::nullopt}, {kOfficer2});
}

void Story::record_award(const WardId& ward, const AwardId& award, std::string_view amount) {
  agreed(kOfficer, RecordAward{award, kOrder, ward, money(amount)}, {kOfficer2});
}

void Story::appoint_guardian(const WardId& ward) {
  AppointGuardian c;
  c.ward = ward;
  c.person = person_of(kGuardian);
  c.guardian_kind = GuardianKind::court_appointed;
  c.letters = manila_date(now);
  agreed(kOfficer, c, {kOfficer2});
}

void Story::register_payee(const WardId& ward, const PayeeId& payee, std::string_view code) {
  RegisterPayee c;
  c.ward = ward;
  c.payee = payee;
  c.person = id<PersonId>(payee.bytes[0]);
  c.currency = currency(code);
  c.details = in_vault(3);
  agreed(kOfficer, c, {kOfficer2});
}

void Story::record_court_order(std::string_view cap, const CourtOrderId& order) {
  RecordCourtOrder c;
  c.ward = kWard;
  c.order = order;
  c.dated = manila_date(now);
  c.cap = money(cap);
  c.document = document(4);
  c.docket = in_vault(4);
  agreed(kOfficer, c, {kOfficer2});
}

void Story::begin() {
  open_pool();
  open_ward(kWard);
  record_order("35000.00 USD");
  record_award(kWard, kAward, "35000.00 USD");
  appoint_guardian();
  register_payee();
}

Decision Story::receive(std::uint8_t number, std::string_view amount, std::string_view charges) {
  ReceiveCredit c;
  c.credit = id<CreditId>(number);
  c.pool = kPool;
  c.amount = money(amount);
  if (!charges.empty()) c.charges = money(charges);
  c.booked = c.value_date = manila_date(now);
  c.references = {mark(number)};
  return ask(kBank, c);
}

Decision Story::match(std::uint8_t number) { return agreed(kOfficer, MatchCredit{id<CreditId>(number), kOrder}, {kOfficer2}); }

void Story::credit(std::uint8_t number, std::string_view amount, std::string_view charges) {
  EXPECT_EQ(said(receive(number, amount, charges)), "allow");
  match(number);
}

void Story::fund(std::string_view dollars, std::string_view pesos) {
  credit(100, dollars);
  Convert c;
  c.ward = kWard;
  c.sold = money(dollars);
  c.bought = money(pesos);
  c.rate = rate("USD", "50");
  c.source = "deal ticket";
  c.dealt = now;
  c.references = {mark(101)};
  agreed(kOfficer, c, {kOfficer2});
}

Decision Story::interest(std::string_view gross, std::string_view tax, std::uint8_t reference) {
  const CivilDate today = manila_date(now);
  RecordInterest c;
  c.ward = kWard;
  c.gross = money(gross);
  c.tax = money(tax);
  c.booked = c.to = today;
  c.from = c.placed = today - 9;
  c.on = money(gross);
  c.rate_ppm = 12'500;
  c.day_count = 365;
  c.references = {mark(reference)};
  return ask(kBank, c);
}

RequestDisbursement Story::request(std::uint8_t number, std::string_view amount, std::optional<CourtOrderId> order) const {
  RequestDisbursement c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.payee = kSchool;
  c.amount = money(amount);
  c.court_order = order;
  return c;
}

void Story::approved(std::uint8_t number, std::string_view amount, std::optional<CourtOrderId> order) {
  const Decision asked = ask(kGuardian, request(number, amount, order));
  EXPECT_TRUE(asked.accepted()) << said(asked);
  const ProposalId proposal = last();
  const Proposal* open = state.proposal(proposal);
  ASSERT_NE(open, nullptr);
  const std::vector<Role> needs = open->needs;
  for (const Role role : needs) {
    const Decision given = approve(role == Role::social_worker ? kWorker : kOfficer, proposal);
    EXPECT_TRUE(given.accepted()) << said(given);
  }
  const Request* found = state.request(id<RequestId>(number));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->state, RequestState::approved);
}

Decision Story::release(std::uint8_t number, const PrincipalId& who) {
  Release c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.message_id = "KTW-" + std::to_string(number);
  c.end_to_end_id = "KTW-" + std::to_string(number);
  c.uetr.fill(number);
  c.file = in_vault(number);
  return ask(who, c);
}

Decision Story::settle(std::uint8_t number, std::string_view amount) {
  Settle c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.amount = money(amount);
  c.booked = c.value_date = manila_date(now);
  c.references = {mark(static_cast<std::uint8_t>(number + 1))};
  return ask(kBank, c);
}

std::string Story::ward_balance(const WardId& ward, AccountKind kind, std::string_view code) const { return balance(kind, ward.bytes, code).text(); }
std::string Story::pool_balance(AccountKind kind, std::string_view code) const { return balance(kind, kPool.bytes, code).text(); }
std::string Story::outstanding(const AwardId& award, std::string_view code) const {
  return balance(AccountKind::outstanding, award.bytes, code).text();
}

}  // namespace katiwala::policies::kit
