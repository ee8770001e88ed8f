#include "tests/policies/properties/histories.h"

#include <gtest/gtest.h>

#include "tests/policies/properties/figures.h"
#include "tests/policies/properties/histories_people.h"

namespace katiwala::policies::properties {
namespace {

void open_ward(Story& story, const WardId& ward, std::string_view born) {
  OpenWard c;
  c.ward = ward;
  c.pool = kPool;
  c.born_earliest = c.born_latest = day(born);
  c.trust_instrument = document(1);
  c.terms.emplace().allowance = money("3000.00 PHP");
  story.agreed(kOfficer, c, {kOfficer2});
}

void award(Story& story, const OrderId& order, std::string_view total, OrderKind kind, const std::vector<std::pair<WardId, AwardId>>& shares) {
  RecordOrder c{order, "US", day("2026-01-02"), money(total), document(2), std::nullopt, kind, {}};
  story.agreed(kOfficer, c, {kOfficer2});
  const Amount share(c.total.currency(), c.total.minor() / static_cast<std::int64_t>(shares.size()));
  for (const auto& [ward, id] : shares) story.agreed(kOfficer, RecordAward{id, order, ward, share}, {kOfficer2});
}

void payees(Story& story, const WardId& ward) {
  for (const Paid& paid : kPaid) {
    RegisterPayee c;
    c.ward = ward;
    c.payee = paid.payee;
    c.person = paid.person;
    c.payee_kind = paid.kind;
    c.rail = paid.rail;
    c.currency = currency(paid.currency);
    c.details = in_vault(paid.payee.bytes[0]);
    story.agreed(kOfficer, c, {kOfficer2});
  }
}

void credit(Story& story, std::uint8_t number, std::string_view amount, const OrderId& order) {
  ReceiveCredit c;
  c.credit = id<CreditId>(number);
  c.pool = kPool;
  c.amount = money(amount);
  c.booked = c.value_date = manila_date(story.now);
  c.references = {mark(number)};
  EXPECT_EQ(said(story.ask(kBank, c)), "allow");
  story.agreed(kOfficer, MatchCredit{c.credit, order}, {kOfficer2});
}

}  // namespace

const Sandbox& beginning() {
  static const Story* const kStory = [] {
    auto* story = new Story();
    EXPECT_EQ(said(story->ask(kBank, RecordRate{rate("USD", "50"), manila_date(story->now), "reference rate"})), "allow");
    story->open_pool();
    open_ward(*story, kWard, "2012-05-20");
    open_ward(*story, kWardB, "2008-06-01");
    award(*story, kRestitution, "40000000.00 PHP", OrderKind::restitution, {{kWard, id<AwardId>(0x51)}, {kWardB, id<AwardId>(0x52)}});
    award(*story, kAssistance, "400000.00 USD", OrderKind::defined_monetary_assistance, {{kWard, id<AwardId>(0x53)}, {kWardB, id<AwardId>(0x54)}});
    for (const WardId& ward : {kWard, kWardB}) {
      story->appoint_guardian(ward);
      payees(*story, ward);
    }
    credit(*story, 1, "2400000.00 PHP", kRestitution);
    credit(*story, 2, "40000.00 USD", kAssistance);
    story->pass_to(at("2026-01-12"));
    return story;
  }();
  return *kStory;
}

const std::vector<std::string>& rulebooks() {
  static const std::vector<std::string> kTexts = [] {
    const std::string shipped = shipped_bundle();
    const auto with = [&](std::initializer_list<std::array<std::string_view, 3>> changes) {
      std::string text = shipped;
      for (const auto& [rule, name, value] : changes) text = with_parameter(std::move(text), rule, name, value);
      return text;
    };
    return std::vector<std::string>{
        shipped,
        with({{"R19", "t0_request_limit", "8000.00 PHP"}, {"R19", "t0_window_limit", "20000.00 PHP"}, {"R48", "limit", "15000.00 PHP"}}),
        with({{"R19", "t1_request_limit", "30000.00 PHP"}, {"R19", "t1_window_limit", "60000.00 PHP"}, {"R36", "threshold", "300000.00 PHP"}}),
        with({{"R19", "window_days", "60"}, {"RF02", "window_days", "14"}, {"R20", "order_months", "1"}}),
        with({{"R19", "t1_request_limit", "150000.00 PHP"}, {"R19", "t1_window_limit", "900000.00 PHP"}, {"RF09", "percent", "5"},
              {"RF09", "window_days", "14"}}),
        with({{"R19", "window_days", "7"}, {"R25", "cap_percent", "5"}, {"R60", "percent", "1"}, {"R36", "due_working_days", "3"}}),
        with({{"R19", "t1_window_limit", "250000.00 PHP"}, {"RF09", "percent", "60"}, {"RF01", "count", "9"}, {"R36", "threshold", "700000.00 PHP"}}),
    };
  }();
  return kTexts;
}

History::History(std::uint64_t seed, Decide decide) : dice_(seed), decide_(std::move(decide)), paper_(beginning()) {}

void History::play(std::size_t steps) {
  for (std::size_t i = 0; i < steps && !::testing::Test::HasFailure(); ++i) step();
}

void History::step() {
  struct Row {
    unsigned weight;
    void (History::*what)();
  };
  constexpr Row kRows[] = {{30, &History::request},      {26, &History::agree},    {3, &History::withdraw}, {16, &History::release},
                           {16, &History::bank_answers}, {16, &History::pass_time}, {3, &History::adopt},    {3, &History::court_order},
                           {2, &History::change_order},  {3, &History::budget},    {5, &History::money_in}, {2, &History::interest},
                           {1, &History::rate},          {7, &History::housekeeping}};
  unsigned sum = 0;
  for (const Row& row : kRows) sum += row.weight;
  auto at = static_cast<unsigned>(dice_.roll(sum));
  for (const Row& row : kRows) {
    if (at < row.weight) return (this->*row.what)();
    at -= row.weight;
  }
}

void History::agreed(const PrincipalId& who, Command command, const std::vector<PrincipalId>& others) {
  if (!ask(who, std::move(command)).accepted()) return;
  const ProposalId proposal = paper_.last();
  for (const PrincipalId& other : others) paper_.approve(decide_, other, proposal);
}

Mark History::reference() {
  Mark made;
  made.kind = MarkKind::bank_reference;
  made.value = fresh<CreditId>().bytes;
  return made;
}

std::vector<const Request*> History::requests(RequestState at) const {
  std::vector<const Request*> all;
  for (const WardId& id : {kWard, kWardB}) {
    const auto asked = paper_.state.asked.find(id);
    if (asked == paper_.state.asked.end()) continue;
    for (const RequestId& request : asked->second)
      if (paper_.state.requests.at(request).state == at) all.push_back(&paper_.state.requests.at(request));
  }
  return all;
}

void History::pass_time() {
  constexpr std::int64_t kHour = 3'600'000'000;
  const std::vector<int> hours{1, 2, 5, 9, 14, 24, 24, 24, 48, 72, 72, 24 * 6, 24 * 7, 24 * 13, 24 * 29, 24 * 30};
  Instant to{paper_.now.micros + kHour * dice_.any(hours)};
  if (dice_.chance(50)) to = at(manila_date(to).text());
  if (dice_.chance(10)) to = {start_of(manila_date(to) + 1).micros - 2};  // the last instants of a day
  const bool moved = ask(kAdministrator, MoveClock{to}).accepted();  // back in time it is refused
  if (dice_.chance(5)) ask(kAdministrator, MoveClock{{paper_.now.micros - kHour}});
  if (moved) paper_.pass_to(decide_, to);
}

void History::adopt() {
  if (!ask(kCompliance, AdoptRulebook{dice_.any(rulebooks())}).accepted() || dice_.chance(30)) return;
  const ProposalId proposal = paper_.last();
  paper_.approve(decide_, kOfficer, proposal);
  paper_.approve(decide_, kCompliance2, proposal);
}

/// Some of them dated long ago: nearly, or just, spent.
void History::court_order() {
  RecordCourtOrder c;
  c.ward = dice_.chance(70) ? kWard : kWardB;
  c.order = fresh<CourtOrderId>();
  c.dated = today() - dice_.any(std::vector<int>{0, 0, 1, 20, 300, 364, 365});
  c.cap = Amount(currency("PHP"), static_cast<std::int64_t>(100 * (20'000 + 1'000 * dice_.roll(150))));
  c.document = document(4);
  c.docket = in_vault(4);
  if (dice_.chance(30)) c.expires = today() + static_cast<int>(dice_.roll(30));
  if (dice_.chance(30)) {
    c.purpose = Purpose::compensation;
    c.compensation = true;
  } else if (dice_.chance(40)) {
    c.purpose = dice_.any(std::vector<Purpose>{Purpose::education, Purpose::medical, Purpose::shelter});
  }
  agreed(kOfficer, c, {kOfficer2});
}

void History::change_order() {
  const WardId whose = dice_.chance(70) ? kWard : kWardB;
  const auto& orders = ward(whose).court_orders;
  if (orders.empty()) return;
  const CourtOrder& order = dice_.any(orders);
  ChangeCourtOrder c;
  c.ward = whose;
  c.order = order.id;
  c.dated = today();
  c.document = document(5);
  switch (dice_.roll(4)) {
    case 0: c.to = OrderStanding::stayed; break;
    case 1: c.to = OrderStanding::in_force; break;
    default: {
      c.to = OrderStanding::amended;
      const Amount free = paper_.state.balance(book::AccountKind::cap, order.id.bytes, order.cap.currency());
      // Down to what is spoken for, or a centavo less than that, or up.
      const std::int64_t less = free.minor() + static_cast<std::int64_t>(dice_.roll(2));
      c.cap = dice_.chance(60) ? Amount(order.cap.currency(), order.cap.minor() - less) : order.cap + Amount(order.cap.currency(), 5'000'000);
      if (!c.cap->is_positive()) return;
    }
  }
  agreed(kOfficer, c, {kOfficer2});
}

void History::budget() {
  SetBudget c;
  c.ward = dice_.chance(70) ? kWard : kWardB;
  c.budget = fresh<BudgetId>();
  c.purpose = dice_.any(std::vector<Purpose>{Purpose::education, Purpose::food_clothing, Purpose::medical, Purpose::transport});
  c.from = today() + static_cast<int>(dice_.roll(4)) - 2;
  c.to = c.from + static_cast<int>(dice_.roll(40));
  c.amount = Amount(currency("PHP"), static_cast<std::int64_t>(100 * (5'000 + 1'000 * dice_.roll(40))));
  const auto& orders = ward(c.ward).court_orders;
  if (dice_.chance(20) && !orders.empty()) c.court_order = dice_.any(orders).id;
  agreed(kOfficer, c, {kOfficer2, kWorker});
}

/// A credit of any of the last days; sometimes what takes the ward's banking day to the threshold of the report, or a centavo past it.
void History::money_in() {
  ReceiveCredit c;
  c.credit = fresh<CreditId>();
  c.pool = kPool;
  c.booked = c.value_date = today() - dice_.any(std::vector<int>{0, 0, 1, 2, 3, 5, 10, 40});
  const std::vector<std::int64_t> pesos{100'000'000, 100'000'002, 60'000'000, 60'000'002, 40'000'000, 25'000'000, 1'000'000, 140'000'002};
  const bool dollars = dice_.chance(20);
  c.amount = Amount(currency(dollars ? "USD" : "PHP"), dollars ? dice_.any(std::vector<std::int64_t>{2'000'000, 2'000'002, 500'000}) : dice_.any(pesos));
  if (dice_.chance(20)) c.charges = Amount(c.amount.currency(), 2'500);
  c.references = {reference()};
  if (!ask(kBank, c).accepted()) return;
  agreed(kOfficer, MatchCredit{c.credit, dollars ? kAssistance : kRestitution}, {kOfficer2});
}

/// Of the last days, placed long ago: gross to half even, a fifth of it for the tax.
void History::interest() {
  RecordInterest c;
  c.ward = dice_.chance(60) ? kWard : kWardB;
  c.on = money("1460000.00 PHP");
  c.rate_ppm = 50'000;
  c.day_count = 365;
  c.booked = c.to = today() - static_cast<int>(dice_.roll(3));
  const int days = 10 * (1 + static_cast<int>(dice_.roll(9)));
  c.from = c.placed = c.to - (days - 1);
  c.gross = Amount(currency("PHP"), 20'000 * days);  // 1,460,000.00 at 5 % is 200.00 a day
  c.tax = Amount(currency("PHP"), 4'000 * days);
  c.references = {reference()};
  ask(kBank, c);
}

void History::rate() {
  const std::vector<std::string_view> rates{"50", "49.5", "52.125", "58.2350", "44.4"};
  ask(kBank, RecordRate{kit::rate("USD", dice_.any(rates)), today() - dice_.any(std::vector<int>{0, 0, 0, 1, 9}), "reference rate"});
}

/// Receipts for what was paid, what is owed to the court, cases that are cleared.
void History::housekeeping() {
  for (const Request* paid : requests(RequestState::settled)) {
    if (paid->receipt_filed) continue;
    FileReceipt c;
    c.ward = paid->ward;
    c.request = paid->id;
    c.document.fill(0x99);
    std::copy(paid->id.bytes.begin(), paid->id.bytes.end(), c.document.begin());
    c.amount = paid->amount;
    c.dated = paid->day;
    c.payee = paid->payee;
    ask(kGuardian, c);
  }
  for (const WardId& whose : {kWard, kWardB}) {
    const std::vector<Obligation> duties = ward(whose).obligations;
    for (const Obligation& duty : duties)
      if (!duty.closed && duty.duty != Duty::receipt) ask(kOfficer, FileReturn{whose, duty.number, today(), document(6), std::nullopt, std::nullopt});
    const Watch* watch = paper_.state.watch(watch_of(whose));
    const std::vector<WatchCase> cases = watch == nullptr ? std::vector<WatchCase>{} : watch->cases;
    for (const WatchCase& one : cases) {
      if (one.state != CaseState::open) continue;
      MoveCase c;
      c.about = watch_of(whose);
      c.number = one.number;
      c.to = CaseState::clear;
      c.dated = today();
      agreed(kCompliance, c, {kCompliance2});
    }
  }
}

}  // namespace katiwala::policies::properties
