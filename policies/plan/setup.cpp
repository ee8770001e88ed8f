// Pools, foreign orders, wards and the people around them.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr int kFarthestLettersDays = 366;

Status short_code(std::string_view text, std::string_view field) {
  const bool good_letters = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!good_letters) return wrong_field(field);
  return some_text(text, 16, field);
}

/// No account of the pool is another pool's, and none is there for a currency twice.
Status new_accounts(const State& state, const OpenPool& c) {
  if (c.accounts.empty()) return wrong_field("accounts");
  for (std::size_t i = 0; i < c.accounts.size(); ++i) {
    if (c.accounts[i].currency.is_none()) return wrong_field("accounts");
    for (std::size_t j = 0; j < i; ++j)
      if (c.accounts[j].currency == c.accounts[i].currency) return wrong_field("accounts");
    for (const auto& [id, pool] : state.pools)
      for (const PoolCash& cash : pool.cash)
        if (cash.account.account == c.accounts[i].account && cash.account.currency == c.accounts[i].currency) return refuse(Code::ALREADY_EXISTS);
  }
  return good();
}

/// An identifier that has accounts in any currency is taken: what is awarded or granted never comes back to zero.
bool has_accounts(const State& state, book::AccountKind kind, const std::array<std::uint8_t, 16>& owner) {
  const std::vector<Currency> all = Currency::all();
  return std::any_of(all.begin(), all.end(), [&](Currency currency) { return !state.balance(kind, owner, currency).is_zero(); });
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const OpenPool& c) {
  if (c.pool.is_zero()) return wrong_field("pool");
  KATIWALA_CHECK(short_code(c.bank, "bank"));
  KATIWALA_CHECK(short_code(c.code, "code"));
  for (const auto& [id, pool] : asking.state.pools) {
    if (id == c.pool || (pool.bank == c.bank && pool.code == c.code)) return refuse(Code::ALREADY_EXISTS);
  }
  KATIWALA_CHECK(new_accounts(asking.state, c));
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, PoolOpened{c});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const OpenWard& c) {
  if (c.ward.is_zero()) return wrong_field("ward");
  if (asking.state.ward(c.ward) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_or_refuse(asking.state, c.pool));
  if (c.born_earliest > c.born_latest || c.born_latest > asking.today) return wrong_field("born");
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, WardOpened{c});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordOrder& c) {
  if (c.order.is_zero()) return wrong_field("order");
  if (asking.state.order(c.order) != nullptr) return refuse(Code::ALREADY_EXISTS);
  const bool alpha2 = c.country.size() == 2 && std::all_of(c.country.begin(), c.country.end(), [](char l) { return l >= 'A' && l <= 'Z'; });
  if (!alpha2) return wrong_field("country");
  KATIWALA_CHECK(positive(c.total));
  if (c.dated > asking.today) return wrong_field("dated");
  Plan plan = plan_about(subject(c.order));
  happen(plan, plan.about, OrderRecorded{c});
  return plan;
}

/// The order learns how much of it is allocated, never to whom.
Result<Plan> plan_of(const Asking& asking, const RecordAward& c) {
  if (c.award.is_zero()) return wrong_field("award");
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  const AwardOrder* order = asking.state.order(c.order);
  if (order == nullptr) return refuse(Code::ORDER_UNKNOWN);
  KATIWALA_CHECK(positive(c.amount));
  if (c.amount.currency() != order->total.currency()) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.amount.currency()));
  if (has_accounts(asking.state, book::AccountKind::awarded, c.award.bytes)) return refuse(Code::ALREADY_EXISTS);
  if (wide(order->allocated) + wide(c.amount) > wide(order->total)) return refuse(Code::ORDER_OVERALLOCATED);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, AwardRecorded{{c.award, c.order, c.amount}});
  happen(plan, subject(c.order), OrderAllocated{c.amount});
  post(plan, plan.about, book::AccountKind::awarded, c.award.bytes, -c.amount, book::Category::authority);
  post(plan, plan.about, book::AccountKind::outstanding, c.award.bytes, c.amount, book::Category::authority);
  return plan;
}

/// Recording a guardian again replaces what was known of the person, except the bond: whether it is still enough is judged.
Result<Plan> plan_of(const Asking& asking, const AppointGuardian& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.person.is_zero()) return wrong_field("person");
  if (c.no_other_property && c.other_property && !c.other_property->is_zero()) return wrong_field("other_property");
  KATIWALA_TRY(const Currency peso, Currency::parse("PHP"));
  for (const auto& amount : {c.bond_ordered, c.other_property}) {
    if (!amount) continue;
    if (amount->currency() != peso) return refuse(Code::CURRENCY_MISMATCH);
    if (amount->is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
  }
  // Letters may be recorded before they take effect, but duties are counted from them: no date out of all reach.
  if (c.letters && *c.letters > asking.today + kFarthestLettersDays) return wrong_field("letters");
  Guardian guardian;
  guardian.person = c.person;
  guardian.guardian_kind = c.guardian_kind;
  guardian.letters = c.letters;
  guardian.bond_ordered = c.bond_ordered;
  guardian.no_other_property = c.no_other_property;
  guardian.other_property = c.other_property;
  guardian.marks = c.marks;
  if (const Guardian* before = find_guardian(*ward, c.person)) guardian.bond = before->bond;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, GuardianAppointed{std::move(guardian)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const ApproveBond& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (find_guardian(*ward, c.guardian) == nullptr) return refuse(Code::GUARDIAN_UNKNOWN);
  KATIWALA_CHECK(positive(c.amount));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, BondApproved{c.guardian, {c.amount, c.approved}});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const FileReturn& c) {
  const std::vector<Obligation>* obligations = nullptr;
  if (c.pool) {
    if (!c.ward.is_zero()) return wrong_field("ward");
    KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, *c.pool));
    obligations = &pool->obligations;
  } else {
    KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
    obligations = &ward->obligations;
  }
  const Obligation* obligation = find_obligation(*obligations, c.obligation);
  if (obligation == nullptr) return refuse(Code::OBLIGATION_UNKNOWN);
  if (obligation->closed) return refuse(Code::OBLIGATION_CLOSED);
  if (c.filed > asking.today || c.filed < obligation->opened) return wrong_field("filed");
  Plan plan = plan_about(about_of(asking.state, c));
  happen(plan, plan.about, ObligationClosed{c.obligation, c.filed});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordAdverse& c) {
  KATIWALA_CHECK(ward_or_refuse(asking.state, c.ward));
  if (c.person.is_zero()) return wrong_field("person");
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, AdverseRecorded{{c.person, c.status, c.marks}});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RegisterPayee& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.payee.is_zero()) return wrong_field("payee");
  if (c.person.is_zero()) return wrong_field("person");
  if (find_payee(*ward, c.payee) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.currency));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, PayeeRegistered{{c.payee, c.person, c.payee_kind, c.rail, c.currency, c.details, c.marks, asking.today}});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordCourtOrder& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.order.is_zero()) return wrong_field("order");
  if (find_court_order(*ward, c.order) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(positive(c.cap));
  if (has_accounts(asking.state, book::AccountKind::granted, c.order.bytes)) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.cap.currency()));
  if (c.dated > asking.today) return wrong_field("dated");
  if (c.payee && find_payee(*ward, *c.payee) == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, CourtOrderRecorded{{c.order, c.dated, c.expires, c.cap, c.purpose, c.payee, c.document.value_or(Digest{})}});
  post(plan, plan.about, book::AccountKind::granted, c.order.bytes, -c.cap, book::Category::authority);
  post(plan, plan.about, book::AccountKind::cap, c.order.bytes, c.cap, book::Category::authority);
  return plan;
}

}  // namespace katiwala::policies
