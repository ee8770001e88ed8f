#include "tests/audit/reports/sample.h"

namespace katiwala::audit::reports::testing {

using namespace custody;
using book::AccountKind;
using book::Category;

CivilDate date(const std::string& text) { return *CivilDate::parse(text); }

namespace {

const PoolId kPool{owner(0x10)};
const AwardId kAward{owner(0x51)}, kSistersAward{owner(0x52)};
const PayeeId kSchool{owner(0x71)};
const CourtOrderId kLeave{owner(0x81)};
const CreditId kFirst{owner(0x91)}, kSecond{owner(0x92)};

Digest digest(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

class Maker {
 public:
  History out;

  void people() {
    State& state = out.memory.state;
    state.ledger.origin = "sandbox.example/reports";
    state.ledger.mode = Mode::sandbox;
    Pool pool;
    pool.id = kPool;
    pool.bank = "TESTBANK";
    pool.code = "POOL1";
    state.pools[kPool] = pool;
    AwardOrder order{kOrder, "US", date("2026-01-12"), amount("35000.00", "USD"), amount("35000.00", "USD"), digest(0xd0), std::nullopt};
    state.orders[kOrder] = order;
    add_ward(kWard, kAward, "20000.00");
    add_ward(kSister, kSistersAward, "15000.00");
    Ward& ward = state.wards[kWard];
    ward.majority = date("2030-05-20");
    Guardian guardian;
    guardian.person = PersonId{owner(0xa1)};
    guardian.letters = date("2026-02-18");
    guardian.bond_ordered = amount("210000.00", "PHP");
    guardian.no_other_property = true;
    guardian.bond = Bond{amount("210000.00", "PHP"), date("2026-02-20")};
    ward.guardians.push_back(guardian);
    ward.payees.push_back({kSchool, PersonId{owner(0xa2)}, PayeeKind::school, Rail::book_transfer, currency("PHP"), {}, {}, date("2026-03-01")});
    ward.court_orders.push_back({kLeave, date("2026-04-01"), std::nullopt, amount("100000.00", "PHP"), Purpose::medical, std::nullopt, digest(0xd1)});
    ward.obligations.push_back({1, Duty::inventory, DutyOwner::guardian, "R12", date("2026-02-18"), date("2026-05-18"), date("2026-05-15"), false, false});
    ward.obligations.push_back({2, Duty::annual_account, DutyOwner::guardian, "R14", date("2026-02-18"), date("2027-02-18"), std::nullopt, false, false});
    ward.obligations.push_back({3, Duty::covered_transaction_report, DutyOwner::compliance, "R36", date("2026-03-02"), date("2026-03-09"), std::nullopt, false, true});
  }

  void add_ward(const WardId& id, const AwardId& award, const std::string& awarded) {
    State& state = out.memory.state;
    Ward ward;
    ward.id = id;
    ward.pool = kPool;
    ward.born_earliest = ward.born_latest = date("2012-05-20");
    ward.awards.push_back({award, kOrder, amount(awarded, "USD")});
    state.wards[id] = ward;
    state.awards[kOrder].emplace_back(award, id);
    set(AccountKind::awarded, award.bytes, "-" + awarded, "USD");
    set(AccountKind::outstanding, award.bytes, awarded, "USD");
  }

  /// Half of the gross to each of the two.
  void receive(record::Seq entry, const CreditId& credit, const std::string& day, const std::string& gross, const std::string& charges, const std::string& net) {
    Credit record;
    record.id = credit;
    record.pool = kPool;
    record.value_date = record.booked = date(day);
    out.memory.state.credits[credit] = record;
    const Amount paid = amount(gross, "USD"), kept = amount(charges, "USD"), credited = amount(net, "USD");
    for (const auto& [award, ward] : out.memory.state.awards[kOrder]) {
      out.award_lines.push_back({entry, digest(static_cast<std::uint8_t>(entry)), date(day), ward, award, credit, std::nullopt, paid, kept, credited});
      grow(AccountKind::outstanding, award.bytes, -paid);
      grow(AccountKind::received, award.bytes, credited);
      grow(AccountKind::charged, award.bytes, kept);
      grow(AccountKind::principal, ward.bytes, credited);
      grow(AccountKind::bank, kPool.bytes, credited);
    }
    out.matched[credit] = paid + paid;
    line(entry, day, Category::receipt, credited).order = kOrder;
    out.ward_lines.back().what = "match_credit";
  }

  WardLine& line(record::Seq entry, const std::string& day, Category category, Amount change) {
    WardLine line;
    line.entry = entry;
    line.leaf = digest(static_cast<std::uint8_t>(entry));
    line.day = date(day);
    line.category = category;
    line.change = change;
    line.what = "?";
    return out.ward_lines.emplace_back(line);
  }

  void convert() {
    const Rate rate = *Rate::parse(currency("USD"), currency("PHP"), "58.2350");
    line(20, "2026-06-16", Category::conversion, amount("-5000.00", "USD")).rate = rate;
    line(20, "2026-06-16", Category::conversion, amount("291175.00", "PHP")).rate = rate;
    line(20, "2026-06-16", Category::charge, amount("-25.00", "PHP"));
    grow(AccountKind::principal, kWard.bytes, amount("-5000.00", "USD"));
    grow(AccountKind::bank, kPool.bytes, amount("-5000.00", "USD"));
    grow(AccountKind::principal, kWard.bytes, amount("291150.00", "PHP"));
    grow(AccountKind::bank, kPool.bytes, amount("291150.00", "PHP"));
  }

  Request& request(std::uint8_t id, record::Seq entry, const std::string& text, Purpose purpose, RequestState state) {
    Request request;
    request.id = RequestId{owner(id)};
    request.ward = kWard;
    request.payee = kSchool;
    request.amount = amount(text, "PHP");
    request.purpose = purpose;
    request.proposal = entry;
    request.approved_in = entry + 1;
    request.approvers = {PersonId{owner(0xb1)}};
    request.state = state;
    return out.memory.state.requests[request.id] = request;
  }

  void pay(std::uint8_t id, record::Seq entry, const std::string& day, const std::string& text, RequestState state) {
    Request& paid = request(id, entry - 2, text, Purpose::education, state);
    if (state == RequestState::settled) paid.settled = date(day);
    line(entry, day, Category::disbursement, -paid.amount).request = paid.id;
    grow(AccountKind::principal, kWard.bytes, -paid.amount);
    grow(state == RequestState::settled ? AccountKind::bank : AccountKind::transit, kPool.bytes, state == RequestState::settled ? -paid.amount : paid.amount);
  }

  void came_back(record::Seq entry, const std::string& day) {
    Request& paid = out.memory.state.requests[RequestId{owner(0xc2)}];
    paid.state = RequestState::returned;
    line(entry, day, Category::return_, paid.amount).request = paid.id;
    grow(AccountKind::principal, kWard.bytes, paid.amount);
    grow(AccountKind::transit, kPool.bytes, -paid.amount);
  }

  void set_aside() {
    Request& open = request(0xc3, 50, "40000.00", Purpose::medical, RequestState::approved);
    open.tier = Tier::t2;
    open.court_order = kLeave;
    grow(AccountKind::principal, kWard.bytes, -open.amount);
    grow(AccountKind::reserved, kWard.bytes, open.amount);
    set(AccountKind::granted, kLeave.bytes, "-100000.00", "PHP");
    set(AccountKind::cap, kLeave.bytes, "60000.00", "PHP");
    set(AccountKind::cap_reserved, kLeave.bytes, "40000.00", "PHP");
  }

  void set(AccountKind kind, const Owner& of, const std::string& text, const std::string& code) { out.memory.state.book.set_balance({kind, of, currency(code)}, amount(text, code)); }
  void grow(AccountKind kind, const Owner& of, Amount change) {
    const book::Account account{kind, of, change.currency()};
    out.memory.state.book.set_balance(account, out.memory.state.book.balance(account) + change);
  }

  /// What compliance knows: two amounts of one banking day that come to more than the threshold, a request just under a tier, and its case.
  void watch() {
    Watch& watch = out.memory.state.watches[watch_of(kWard)];
    watch.of = watch_of(kWard);
    const Rate rate = *Rate::parse(currency("USD"), currency("PHP"), "58.2350");
    count(10, "2026-03-02", amount("9987.50", "USD"), rate);
    count(15, "2026-06-15", amount("2487.50", "USD"), rate);
    Obligation report{1, Duty::covered_transaction_report, DutyOwner::compliance, "R36", date("2026-03-02"), date("2026-03-09"), date("2026-03-05"), false, true};
    watch.obligations.push_back(report);
    noted(10, "2026-03-02", ObligationOpened{report});
    const RequestId request{owner(0xc3)};
    out.memory.state.requests[request].day = date("2026-07-13");
    out.memory.state.requests[request].requester = PersonId{owner(0xa1)};
    noted(50, "2026-07-13", FlagsWeighed{request, std::nullopt, {{"RF01", {{"requests", "3"}, {"tier_limit", "50000.00 PHP"}}}}}).request = request;
    WatchCase one;
    one.number = 1;
    one.flag = "RF01";
    one.opened = date("2026-07-13");
    one.request = request;
    one.entry = 50;
    noted(50, "2026-07-13", CaseOpened{one});
    noted(55, "2026-07-20", CaseMoved{1, CaseState::suspicious, date("2026-07-20"), true});
    one.state = CaseState::suspicious;
    one.moved = date("2026-07-20");
    one.trafficking = true;
    watch.cases.push_back(one);
    Obligation filing{2, Duty::suspicious_transaction_report, DutyOwner::compliance, "R37", date("2026-07-20"), date("2026-07-21"), std::nullopt, false, true};
    filing.of = 1;
    watch.obligations.push_back(filing);
  }

  WatchLine& noted(record::Seq entry, const std::string& day, Event event) {
    return out.watch_lines.emplace_back(WatchLine{entry, digest(static_cast<std::uint8_t>(entry)), date(day), "request_disbursement", std::nullopt, std::nullopt, std::move(event)});
  }
  void count(record::Seq entry, const std::string& day, Amount counted, const Rate& rate) {
    const Covered covered{date(day), counted, rate};
    out.memory.state.watches[watch_of(kWard)].covered.push_back(covered);
    WatchLine& line = noted(entry, day, CoveredCounted{covered});
    line.what = "match_credit";
    line.order = kOrder;
  }

  void rest_on(record::Seq entry, const std::string& time, const std::string& from) {
    Basis& basis = out.basis;
    basis.ledger = store::LedgerId{owner(1)};
    basis.origin = out.memory.state.ledger.origin;
    basis.mode = Mode::sandbox;
    basis.entry = entry;
    basis.leaf = digest(0xee);
    basis.time = *Instant::parse(time);
    basis.from = date(from);
    basis.to = manila_date(basis.time);
    basis.head = {entry + 2, digest(0x0f), 2};
  }
};

}  // namespace

History sample(int more_payments) {
  Maker made;
  made.people();
  made.receive(10, kFirst, "2026-03-02", "10000.00", "12.50", "9987.50");
  made.receive(15, kSecond, "2026-06-15", "2500.00", "12.50", "2487.50");
  made.convert();
  made.pay(0xc1, 30, "2026-07-06", "18000.00", RequestState::settled);
  made.out.memory.state.requests[RequestId{owner(0xc1)}].voucher = digest(0xd2);
  made.pay(0xc2, 40, "2026-07-08", "1500.50", RequestState::released);
  made.came_back(44, "2026-07-10");
  made.set_aside();
  made.watch();
  for (int i = 0; i < more_payments; ++i) made.pay(static_cast<std::uint8_t>(i + 1), static_cast<record::Seq>(60 + 3 * i), "2026-08-01", "100.00", RequestState::settled);
  made.rest_on(999, "2026-12-31T17:00:00+08:00", "2026-02-18");
  return std::move(made.out);
}

History sample_of_age() {
  History out = sample();
  Ward& ward = out.memory.state.wards[kWard];
  ward.adult = true;
  ward.guardians.front().standing = custody::GuardianStanding::ended;
  out.basis.time = *Instant::parse("2030-05-20T09:00:00+08:00");
  out.basis.to = date("2030-05-20");
  return out;
}

Question question_for(const Kind& kind) {
  Question out;
  if (kind.ward == Need::required || kind.pool == Need::allowed) out.ward = kWard;
  if (kind.watch_case == Need::required) out.watch_case = 1;
  if (kind.order == Need::required) out.order = kOrder;
  if (kind.from == Need::required) out.from = date("2026-02-18");
  if (kind.to == Need::required) out.to = date("2026-12-31");
  return out;
}

Result<Document> document_of(std::string_view name, int more_payments) {
  const Kind* kind = find_kind(name);
  KATIWALA_ASSERT(kind != nullptr, "no such kind");
  return kind->make(name == "discharge" ? sample_of_age() : sample(more_payments), question_for(*kind));
}

}  // namespace katiwala::audit::reports::testing
