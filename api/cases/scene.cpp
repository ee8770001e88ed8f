#include "api/cases/scene.h"

#include <algorithm>

#include "api/door/reading.h"
#include "api/scenario/read_fields.h"
#include "ledger/crypto/digest.h"
#include "policies/rules/age.h"

namespace katiwala::api::cases {

using namespace custody;
using book::AccountKind;

namespace {

CivilDate day(std::string_view text) { return CivilDate::parse(text).value(); }
const CivilDate kBegan = day("2026-02-18");  ///< when she, her guardian and the payee were recorded

Amount pesos(std::string_view text) { return Amount::parse(Currency::parse("PHP").value(), text).value(); }

/// Puts the state together, one table of the facts after another.
class Builder {
 public:
  Builder(const Case& one, const policies::Rulebook& book) : facts_(one.facts), now_(moment_of(one)), today_(manila_date(now_)), book_(book), case_(one) {}

  State build(const std::string& text, const Digest& hash) {
    state_.ledger.rulebook = hash;
    state_.rulebooks[hash] = {hash, text, 0};
    for (const auto& [who, role] : kKeys) add_key(who, role);
    add_pool();
    state_.protections[kWard].ward = kWard;
    state_.watches[watch_of(kWard)].of = watch_of(kWard);
    state_.watches[watch_of(kPool)].of = watch_of(kPool);
    add_ward();
    add_rates();
    add_guardian();
    add_payee();
    if (facts_.one.contains("court_order")) add_court_order();
    add_budgets();
    add_earlier();
    add_circumstances(state_, facts_, today_);
    settle_majority();
    if (case_.question == "receipt") add_credit();
    index(state_);
    return std::move(state_);
  }

 private:
  static constexpr std::pair<Who, Role> kKeys[] = {{Who::guardian, Role::guardian},           {Who::officer, Role::trust_officer},
                                                   {Who::officer2, Role::trust_officer},      {Who::social_worker, Role::social_worker},
                                                   {Who::compliance, Role::compliance},       {Who::releaser, Role::releaser}};

  void add_key(Who who, Role role) {
    Principal& principal = state_.principals[key_of(who)];
    principal.id = key_of(who);
    principal.person = person_of(who);
    principal.role = role;
    principal.credentials = {{fingerprint_of(who), {}, Instant{}, start_of(day("2999-12-31"))}};
    principal.enrolled = {start_of(day("2026-01-05"))};
  }

  void put(AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount balance) { state_.book.set_balance({kind, owner, balance.currency()}, balance); }

  void add_pool() {
    Pool& pool = state_.pools[kPool];
    pool.id = kPool;
    pool.bank = "bank";
    pool.code = "pool";
    for (const char* code : {"PHP", "USD", "EUR", "GBP", "AUD", "JPY"}) pool.cash.emplace_back().account.currency = Currency::parse(code).value();
  }

  Ward& ward() { return state_.wards.at(kWard); }

  void add_ward() {
    const Fields& said = facts_.table("ward");
    Ward& ward = state_.wards[kWard];
    ward.id = kWard;
    ward.pool = kPool;
    ward.born_earliest = maybe_date(said, "born_earliest").value_or(maybe_date(said, "born").value_or(day("2012-05-20")));
    ward.born_latest = maybe_date(said, "born_latest").value_or(ward.born_earliest);
    ward.evidence = word_of(said, "evidence", EvidenceRank::birth_certificate);
    ward.residence = word_of(said, "residence", Residence::philippines);
    ward.trust_instrument = document_of("trust instrument");
    ward.died = maybe_date(said, "died");
    ward.moved = kBegan;
    if (const auto allowance = maybe_amount(said, "allowance")) ward.terms.emplace().allowance = *allowance;
    put(AccountKind::principal, kWard.bytes, maybe_amount(said, "principal").value_or(pesos("500000.00")));
    if (const auto income = maybe_amount(said, "income")) put(AccountKind::income, kWard.bytes, *income);
  }

  void add_rates() {
    for (const Fields& said : facts_.rows("rate")) {
      const Currency base = Currency::parse(said.text("base")).value();
      const Rate rate = Rate::parse(base, Currency::parse("PHP").value(), said.text("rate")).value();
      auto& known = state_.rates[base];
      known.push_back({maybe_date(said, "day").value_or(today_), rate, "the table of cases"});
      std::sort(known.begin(), known.end(), [](const DayRate& a, const DayRate& b) { return a.day < b.day; });
    }
  }

  void add_guardian() {
    if (!facts_.guardian) return;
    const Fields& said = facts_.table("guardian");
    Guardian guardian;
    guardian.person = person_of(Who::guardian);
    guardian.guardian_kind = word_of(said, "kind", GuardianKind::court_appointed);
    if (guardian.guardian_kind != GuardianKind::parent && !said.flag("without_letters", false)) guardian.letters = kBegan;
    if (const auto letters = maybe_date(said, "letters")) guardian.letters = letters;
    guardian.bond_ordered = maybe_amount(said, "bond_ordered");
    if (const auto bond = maybe_amount(said, "bond")) guardian.bond = Bond{*bond, maybe_date(said, "bond_approved").value_or(kBegan)};
    guardian.no_other_property = said.flag("no_other_property", false);
    guardian.other_property = maybe_amount(said, "other_property");
    guardian.standing = word_of(said, "standing", GuardianStanding::active);
    guardian.since = maybe_date(said, "since");
    guardian.parent = maybe_word<ParentKind>(said, "parent");
    guardian.appointed = kBegan;
    guardian.marks = {account_of(Who::guardian)};
    ward().guardians.push_back(std::move(guardian));
  }

  void add_payee() {
    const Fields& said = facts_.table("payee");
    const auto asked = maybe_amount(case_.asked, "amount");
    const Who who = word_of(said, "person", Who::payee);
    Payee payee;
    payee.id = kPayee;
    payee.person = person_of(who);
    payee.payee_kind = word_of(said, "kind", PayeeKind::school);
    payee.rail = word_of(said, "rail", Rail::book_transfer);
    payee.currency = asked ? asked->currency() : Currency::parse("PHP").value();
    payee.marks = {account_of(who)};
    payee.registered = maybe_date(said, "registered").value_or(kBegan);
    if (const auto since = said.maybe("account_since")) payee.account_since = scenario::parse_moment(*since).value();
    payee.account_before = said.flag("account_before", false);
    ward().payees.push_back(std::move(payee));
  }

  void add_court_order() {
    const Fields& said = facts_.table("court_order");
    CourtOrder order;
    order.id = kCourtOrder;
    order.dated = maybe_date(said, "dated").value_or(kBegan);
    order.expires = maybe_date(said, "expires");
    order.cap = amount_of(said, "cap");
    order.purpose = maybe_word<Purpose>(said, "purpose");
    order.document = document_of("court order");
    order.standing = word_of(said, "standing", OrderStanding::in_force);
    order.final_judgment = said.flag("final", false);
    order.real_estate_title = said.flag("real_estate_title", false);
    order.compensation = said.flag("compensation", false);
    order.recorded = order.dated;
    cap(kCourtOrder.bytes, order.cap, maybe_amount(said, "used"));
    ward().court_orders.push_back(std::move(order));
  }

  void cap(const std::array<std::uint8_t, 16>& owner, Amount whole, const std::optional<Amount>& used) {
    const Amount gone = used.value_or(zero(whole.currency()));
    put(AccountKind::granted, owner, -whole);
    put(AccountKind::cap, owner, whole - gone);
    put(AccountKind::cap_used, owner, gone);
  }

  void add_budgets() {
    for (const Fields& said : facts_.rows("budget")) {
      Budget budget;
      budget.id = numbered_id<BudgetId>(0xb0, ward().budgets.size());
      budget.purpose = word_of(said, "purpose", Purpose::education);
      budget.from = day(said.text("from"));
      budget.to = day(said.text("to"));
      budget.amount = amount_of(said, "amount");
      cap(budget.id.bytes, budget.amount, maybe_amount(said, "used"));
      ward().budgets.push_back(std::move(budget));
    }
  }

  /// Requests made before, which count in the windows; paid unless the row says otherwise.
  void add_earlier() {
    std::uint64_t number = 0;
    for (const Fields& said : facts_.rows("earlier")) {
      Request request;
      request.id = numbered_id<RequestId>(0xe0, number++);
      request.ward = kWard;
      request.payee = kPayee;
      request.amount = amount_of(said, "amount");
      request.purpose = word_of(said, "purpose", Purpose::education);
      if (said.flag("under_order", false)) request.court_order = kCourtOrder;
      if (const auto voucher = said.maybe("voucher"); voucher && !voucher->empty()) request.voucher = document_of(*voucher);
      request.state = word_of(said, "state", RequestState::settled);
      request.proposal = number;
      request.requester = person_of(Who::guardian);
      request.day = day(said.text("on"));
      request.asked_at = Instant{start_of(request.day).micros + std::int64_t{9} * 3'600'000'000};
      request.rulebook = state_.ledger.rulebook;
      request.receipt_filed = maybe_date(said, "receipt_filed");
      const DayRate* rate = state_.rate(request.amount.currency(), request.day);
      const bool counts = request.state != RequestState::cancelled && request.state != RequestState::returned;
      if (counts) ward().spends.push_back({request.id, request.day, request.amount, rate == nullptr ? std::nullopt : std::optional<Rate>(rate->rate),
                               request.court_order.has_value(), request.purpose, request.payee});
      state_.requests[request.id] = std::move(request);
    }
  }

  /// As the tick of her majority would have left her and her guardian.
  void settle_majority() {
    const auto majority = policies::majority_of(policies::birth_of(ward(), today_), book_);
    if (!majority) return;  // the rulebook's parameter means nothing, and whatever is asked says so
    ward().majority = majority->proven.value_or(majority->latest);
    if (!majority->proven || today_ < *majority->proven) return;
    ward().adult = true;
    for (Guardian& guardian : ward().guardians) {
      if (guardian.standing == GuardianStanding::discharged) continue;
      guardian.standing = GuardianStanding::ended;
      guardian.since = *majority->proven;
    }
  }

  /// A credit that waits in suspense, and the order and award it is to be matched to.
  void add_credit() {
    const Amount net = amount_of(case_.asked, "amount");
    const Amount charges = maybe_amount(case_.asked, "charges").value_or(zero(net.currency()));
    const Amount whole = net + charges, outstanding = maybe_amount(case_.asked, "outstanding").value_or(whole);
    AwardOrder& order = state_.orders[kOrder];
    order.id = kOrder;
    order.country = "US";
    order.dated = kBegan;
    order.total = order.allocated = outstanding;
    order.kind_of_order = word_of(case_.asked, "kind", OrderKind::restitution);
    ward().awards.push_back({kAward, kOrder, outstanding});
    put(AccountKind::awarded, kAward.bytes, -outstanding);
    put(AccountKind::outstanding, kAward.bytes, outstanding);
    Credit& credit = state_.credits[kCredit];
    credit.id = kCredit;
    credit.pool = kPool;
    credit.amount = net;
    if (charges.is_positive()) credit.charges = charges;
    credit.booked = credit.value_date = today_;
    put(AccountKind::bank, kPool.bytes, net);
    put(AccountKind::suspense, kPool.bytes, net);
  }

  const Facts& facts_;
  Instant now_;
  CivilDate today_;
  const policies::Rulebook& book_;
  const Case& case_;
  State state_;
};

}  // namespace

Digest document_of(std::string_view words) { return crypto::sha256(view(words)); }
Digest fingerprint_of(Who who) { return document_of("key of " + std::string(name(who))); }
Mark account_of(Who who) {
  Mark out{MarkKind::account, {}};
  out.value.fill(static_cast<std::uint8_t>(who));
  return out;
}

Amount amount_of(const Fields& fields, std::string_view key) { return door::parse_amount(fields.text(key)).value(); }
std::optional<Amount> maybe_amount(const Fields& fields, std::string_view key) {
  return fields.has(key) ? std::optional<Amount>(amount_of(fields, key)) : std::nullopt;
}
std::optional<CivilDate> maybe_date(const Fields& fields, std::string_view key) {
  return fields.has(key) ? std::optional<CivilDate>(day(fields.text(key))) : std::nullopt;
}

Instant moment_of(const Case& one) { return one.facts.on.value_or(scenario::parse_moment("2026-07-06T09:00").value()); }

State scene_of(const Case& one, const policies::Rulebook& book, const std::string& text, const Digest& hash) { return Builder(one, book).build(text, hash); }

}  // namespace katiwala::api::cases
