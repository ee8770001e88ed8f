// Money that goes out: asked for, set aside, released, confirmed; or back again at each of these steps (docs/books.md).
#include <algorithm>

#include "tests/model/reference/memory.h"

namespace reference {
namespace {

const Request& request_named(const Memory& m, const Name& request, const Name& ward) {
  if (m.ward(ward) == nullptr) throw Refused{"WARD_UNKNOWN"};
  const auto found = m.requests.find(request);
  if (found == m.requests.end()) throw Refused{"REQUEST_UNKNOWN"};
  if (found->second.ward != ward) throw Refused{"SUBJECT_MISMATCH"};
  return found->second;
}

void instructed(const Request& request) {
  if (request.state != RequestState::released && request.state != RequestState::handed_over) throw Refused{"REQUEST_STATE"};
}

/// What an order and a budget still allow, each by itself.
void move_caps(Draft& out, const Request& request, Book from, Book to) {
  const Currency currency = request.amount.currency;
  for (const auto& owner : {request.court_order, request.budget})
    if (owner) out.moves.push_back({{from, *owner, currency}, {to, *owner, currency}, request.amount.minor});
}

/// The budget that is named, or the one for that purpose and day. What a court has ordered draws on a budget only where that is named, or
/// stands under the same order.
std::optional<Name> budget_for(const Ward& ward, const RequestPayment& c, Day today) {
  if (c.budget) {
    const Budget* named = ward.budget(*c.budget);
    if (named == nullptr) throw Refused{"BUDGET_UNKNOWN"};
    if (!named->covers(c.purpose, today)) throw Refused{"BUDGET_PERIOD"};
    if (named->amount.currency != c.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    return c.budget;
  }
  for (const auto& [name, budget] : ward.budgets) {
    const bool fits = budget.covers(c.purpose, today) && budget.amount.currency == c.amount.currency;
    if (fits && (!c.court_order || budget.court_order == c.court_order)) return name;
  }
  return std::nullopt;
}

/// Back to where it was drawn from, and under a court order to what may still be spent.
void give_back(Draft& out, const Request& request, const Account& from) {
  const Currency currency = request.amount.currency;
  out.moves.push_back({from, {Book::income, request.ward, currency}, request.from_income});
  out.moves.push_back({from, {Book::principal, request.ward, currency}, request.amount.minor - request.from_income});
  move_caps(out, request, Book::cap_reserved, Book::cap);
}

struct Payments {
  const Asking& a;
  const Memory& m = a.memory;

  Draft operator()(const RequestPayment& c) const {
    const Ward* ward = m.ward(c.ward);
    if (ward == nullptr) throw Refused{"WARD_UNKNOWN"};
    if (is_nobody(c.request)) throw Refused{"FIELD_INVALID"};
    if (m.requests.contains(c.request)) throw Refused{"ALREADY_EXISTS"};
    const auto payee = ward->payees.find(c.payee);
    if (payee == ward->payees.end()) throw Refused{"PAYEE_UNKNOWN"};
    if (c.amount.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    if (c.amount.currency != payee->second.currency) throw Refused{"CURRENCY_MISMATCH"};
    if (cash_of(m.pools.at(ward->pool), c.amount.currency) == nullptr) throw Refused{"POOL_ACCOUNT_UNKNOWN"};
    if (c.court_order) {
      const auto order = ward->court_orders.find(*c.court_order);
      if (order == ward->court_orders.end()) throw Refused{"COURT_ORDER_UNKNOWN"};
      if (order->second.cap.currency != c.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    }
    Request request;
    request.place = a.entry;
    request.ward = c.ward;
    request.payee = c.payee;
    request.amount = c.amount;
    request.purpose = c.purpose;
    request.court_order = c.court_order;
    request.rail = c.rail.value_or(payee->second.rail);
    request.tier = a.tier;
    request.requester = a.who->person;
    request.day = a.today;
    request.at = a.now;
    request.price = m.price(c.amount.currency, a.today);
    request.rulebook = m.rulebook.edition;
    request.budget = budget_for(*ward, c, a.today);
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.budget = request.budget;
    out.then = [name = c.request, request](Memory& memory) {
      memory.requests[name] = request;
      memory.wards.at(request.ward).requests.push_back(name);
    };
    return out;
  }

  Draft operator()(const Release& c) const {
    const Request& request = request_named(m, c.request, c.ward);
    if (request.state != RequestState::approved) throw Refused{"REQUEST_STATE"};
    for (const std::string& text : {c.message_id, c.end_to_end_id})
      if (text.empty() || text.size() > 35) throw Refused{"FIELD_INVALID"};
    const Ward& ward = m.wards.at(c.ward);
    const Name& releaser = a.who->person;
    const bool approved = std::count(request.approvers.begin(), request.approvers.end(), releaser) != 0;
    if (approved || releaser == request.requester || releaser == ward.payees.at(request.payee).person) throw Refused{"FOUR_EYES"};
    const bool may_release = a.who->role != Role::trust_officer || (is_ordered(m, request, a.today) && a.now >= standin_from(m.rulebook, request.at));
    if (!may_release) throw Refused{"ROLE_FORBIDDEN"};
    const Currency currency = request.amount.currency;
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.moves.push_back({{Book::reserved, c.ward, currency}, {Book::transit, ward.pool, currency}, request.amount.minor});
    out.then = [name = c.request, releaser, today = a.today](Memory& memory) {
      Request& released = memory.requests.at(name);
      released.state = RequestState::released;
      released.releaser = releaser;
      released.released = today;
    };
    return out;
  }

  Draft operator()(const FileReceipt& c) const {
    const Request& request = request_named(m, c.request, c.ward);
    if (!request.released || request.gone()) throw Refused{"REQUEST_STATE"};
    if (request.receipt) throw Refused{"ALREADY_EXISTS"};
    if (is_nobody(c.document)) throw Refused{"FIELD_INVALID"};
    if (c.amount.minor <= 0) throw Refused{"AMOUNT_NOT_POSITIVE"};
    if (c.amount.currency != request.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    Draft out;
    out.about = hers(c.ward);
    out.then = [c, today = a.today](Memory& memory) {
      memory.requests.at(c.request).receipt = today;
      for (Duty& duty : memory.duties[hers(c.ward)])
        if (duty.kind == DutyKind::receipt && duty.request == c.request && !duty.closed) duty.closed = today;
    };
    return out;
  }

  Draft operator()(const HandOver& c) const {
    if (request_named(m, c.request, c.ward).state != RequestState::released) throw Refused{"REQUEST_STATE"};
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.then = [name = c.request](Memory& memory) { memory.requests.at(name).state = RequestState::handed_over; };
    return out;
  }

  Draft operator()(const Settle& c) const {
    const Request& request = request_named(m, c.request, c.ward);
    unused(m, c.references);
    instructed(request);
    if (c.amount.currency != request.amount.currency) throw Refused{"CURRENCY_MISMATCH"};
    if (c.amount.minor != request.amount.minor) throw Refused{"AMOUNT_MISMATCH"};
    const Name pool = m.wards.at(c.ward).pool;
    const Currency currency = request.amount.currency;
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.moves.push_back({{Book::transit, pool, currency}, {Book::bank, pool, currency}, request.amount.minor});
    move_caps(out, request, Book::cap_reserved, Book::cap_used);
    out.then = [c, entry = a.entry](Memory& memory) {
      Request& settled = memory.requests.at(c.request);
      settled.state = RequestState::settled;
      settled.settled = c.value_date;
      use(memory, c.references, entry);
    };
    return out;
  }

  Draft operator()(const RejectPayment& c) const {
    const Request& request = request_named(m, c.request, c.ward);
    unused(m, c.references);
    instructed(request);
    if (c.reason.empty() || c.reason.size() > 35) throw Refused{"FIELD_INVALID"};
    Draft out;
    out.about = {Kind::ward, c.ward};
    give_back(out, request, {Book::transit, m.wards.at(c.ward).pool, request.amount.currency});
    out.then = [c, entry = a.entry](Memory& memory) {
      memory.requests.at(c.request).state = RequestState::returned;
      use(memory, c.references, entry);
    };
    return out;
  }

  /// Its maker withdraws it; an officer or compliance sends it back.
  void may_cancel(const Name& maker) const {
    if (a.who->person != maker && a.who->role != Role::trust_officer && a.who->role != Role::compliance) throw Refused{"ROLE_FORBIDDEN"};
  }

  /// The request a cancellation names, approved and not yet released, whose proposal is closed.
  [[nodiscard]] const Name* set_aside(const Cancel& c) const {
    const Ward* ward = c.about.kind == Kind::ward ? m.ward(c.about.name) : nullptr;
    if (ward == nullptr) return nullptr;
    for (const Name& name : ward->requests) {
      const Request& request = m.requests.at(name);
      if (request.place == c.proposal.entry && request.state == RequestState::approved) return &name;
    }
    return nullptr;
  }

  Draft operator()(const Cancel& c) const {
    if (c.reason.empty()) throw Refused{"FIELD_INVALID"};
    Draft out;
    out.about = c.about;
    if (const Name* name = set_aside(c)) {
      const Request& request = m.requests.at(*name);
      may_cancel(request.requester);
      release_hold(out, request);
      out.then = [cancelled = *name](Memory& memory) { memory.requests.at(cancelled).state = RequestState::cancelled; };
      return out;
    }
    const auto proposal = m.proposals.find(c.proposal.entry);
    if (proposal == m.proposals.end()) throw Refused{"PROPOSAL_UNKNOWN"};
    if (proposal->second.about != c.about) throw Refused{is_file(proposal->second.about) ? "PROPOSAL_UNKNOWN" : "SUBJECT_MISMATCH"};
    may_cancel(proposal->second.proposer_person);
    out.then = [c](Memory& memory) {
      if (const auto* asked = std::get_if<RequestPayment>(&memory.proposals.at(c.proposal.entry).action)) {
        memory.requests.at(asked->request).state = RequestState::cancelled;
      }
      memory.proposals.erase(c.proposal.entry);
    };
    return out;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

}  // namespace

Draft draft_payment(const Asking& asking, const Action& action) { return std::visit(Payments{asking}, action); }

Micros standin_from(const Rulebook& book, Micros asked) { return midnight(manila_day(asked) + book.standin_days + 1); }

bool is_ordered(const Memory& m, const Request& request, Day today) {
  if (!request.court_order || request.tier != Tier::t2) return false;
  const auto last = m.wards.at(request.ward).court_orders.at(*request.court_order).expires;
  return !last || today <= *last;
}

void release_hold(Draft& out, const Request& request) {
  if (request.state == RequestState::approved) give_back(out, request, {Book::reserved, request.ward, request.amount.currency});
}

Draft draft_reservation(const Asking& asking, const Name& name) {
  const Memory& m = asking.memory;
  const Request& request = m.requests.at(name);
  if (request.state != RequestState::asked) throw Refused{"REQUEST_STATE"};
  const Currency currency = request.amount.currency;
  const std::int64_t income = std::min(m.balance(Book::income, request.ward, currency), request.amount.minor);
  Draft out;
  out.about = {Kind::ward, request.ward};
  const Account reserved{Book::reserved, request.ward, currency};
  out.moves.push_back({{Book::income, request.ward, currency}, reserved, income});
  out.moves.push_back({{Book::principal, request.ward, currency}, reserved, request.amount.minor - income});
  move_caps(out, request, Book::cap, Book::cap_reserved);
  out.then = [name, income](Memory& memory) {
    memory.requests.at(name).state = RequestState::approved;
    memory.requests.at(name).from_income = income;
  };
  return out;
}

Draft draft(const Asking& asking, const Action& action) {
  struct Family {
    Draft (*made)(const Asking&, const Action&);
  };
  const auto family = [](const auto& c) -> Family {
    using C = std::remove_cvref_t<decltype(c)>;
    if constexpr (std::is_same_v<C, RequestPayment> || std::is_same_v<C, Release> || std::is_same_v<C, HandOver> || std::is_same_v<C, Settle> ||
                  std::is_same_v<C, RejectPayment> || std::is_same_v<C, Cancel> || std::is_same_v<C, FileReceipt>) {
      return {draft_payment};
    } else if constexpr (std::is_same_v<C, ReceiveCredit> || std::is_same_v<C, MatchCredit> || std::is_same_v<C, Convert> ||
                         std::is_same_v<C, RecordCharge> || std::is_same_v<C, Reconcile> || std::is_same_v<C, Reverse>) {
      return {draft_money};
    } else if constexpr (std::is_same_v<C, AppointGuardian> || std::is_same_v<C, ChangeGuardian> || std::is_same_v<C, ApproveBond> ||
                         std::is_same_v<C, FileReturn> || std::is_same_v<C, RecordAdverse> || std::is_same_v<C, RegisterPayee> ||
                         std::is_same_v<C, ChangePayee> || std::is_same_v<C, SetBudget> || std::is_same_v<C, RecordCourtOrder>) {
      return {draft_people};
    } else if constexpr (std::is_same_v<C, NoteOpening> || std::is_same_v<C, OpenBooks>) {
      return {draft_opening};
    } else if constexpr (std::is_same_v<C, FileRecall> || std::is_same_v<C, AnswerRecall>) {
      return {draft_recall};
    } else if constexpr (std::is_same_v<C, OpenCase> || std::is_same_v<C, MoveCase>) {
      return {draft_watching};
    } else {
      return {draft_setting_up};
    }
  };
  return std::visit(family, action).made(asking, action);
}

}  // namespace reference
