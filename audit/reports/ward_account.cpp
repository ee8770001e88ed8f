#include "audit/reports/ward_account.h"

#include <algorithm>

#include "ledger/money/exact.h"

namespace katiwala::audit::reports {

using namespace custody;
using book::AccountKind;

namespace {

Refusal wrong_sum(std::string what, std::string place) { return refuse(Code::SUM_NOT_PRESERVED, std::move(what), std::move(place)); }

Held opening_of(const History& history, const WardId& ward, Currency currency) {
  const auto of = [&](AccountKind kind) {
    const auto found = history.opening.find({kind, ward.bytes, currency});
    return Amount(currency, found == history.opening.end() ? 0 : found->second);
  };
  return {of(AccountKind::principal), of(AccountKind::income), of(AccountKind::reserved)};
}

Held closing_of(const State& state, const WardId& ward, Currency currency) {
  const auto of = [&](AccountKind kind) { return state.balance(kind, ward.bytes, currency); };
  return {of(AccountKind::principal), of(AccountKind::income), of(AccountKind::reserved)};
}

Result<CurrencyAccount> account_of(const History& history, const WardId& ward, Currency currency) {
  CurrencyAccount out;
  out.currency = currency;
  out.opening = opening_of(history, ward, currency);
  out.closing = closing_of(history.memory.state, ward, currency);
  Minor after = wide(out.opening.total()), receipts = 0, disbursements = 0;
  for (const WardLine& line : history.ward_lines) {
    if (line.change.currency() != currency || line.day < history.basis.from) continue;
    after += wide(line.change);
    (line.change.is_positive() ? receipts : disbursements) += line.change.is_positive() ? wide(line.change) : -wide(line.change);
    KATIWALA_TRY(const Amount held, amount_from_wide(currency, after));
    out.lines.push_back({line, held});
  }
  KATIWALA_TRY(out.receipts, amount_from_wide(currency, receipts));
  KATIWALA_TRY(out.disbursements, amount_from_wide(currency, disbursements));
  return out;
}

Claim claim_of(const State& state, const Award& award) {
  const Currency currency = award.amount.currency();
  const auto of = [&](AccountKind kind) { return state.balance(kind, award.id.bytes, currency); };
  return {award.id, award.order, award.amount, of(AccountKind::received), of(AccountKind::charged), of(AccountKind::outstanding)};
}

Status check_currency(const CurrencyAccount& account) {
  Minor receipts = 0, disbursements = 0, after = wide(account.opening.total());
  for (const AccountLine& line : account.lines) {
    const Minor change = wide(line.line.change);
    (change > 0 ? receipts : disbursements) += change > 0 ? change : Minor(-change);
    after += change;
    if (after != wide(line.after)) return wrong_sum("What is held after a line does not follow from the one before it.", "entry " + std::to_string(line.line.entry));
  }
  if (receipts != wide(account.receipts)) return wrong_sum("The sum of receipts is not that of its lines.", account.currency.code());
  if (disbursements != wide(account.disbursements)) return wrong_sum("The sum of disbursements is not that of its lines.", account.currency.code());
  if (wide(account.opening.total()) + receipts - disbursements != wide(account.closing.total())) {
    return wrong_sum("Opening + receipts - disbursements is not what the ledger holds at the end.", account.currency.code());
  }
  return good();
}

}  // namespace

Result<WardAccount> ward_account(const History& history, const WardId& ward) {
  const State& state = history.memory.state;
  const Ward* record = state.ward(ward);
  if (record == nullptr) return refuse(Code::WARD_UNKNOWN, "The ledger has no such ward up to the entry reported, or she was erased.", ward.hex());
  WardAccount out;
  out.ward = *record;
  const Pool* pool = state.pool(record->pool);
  KATIWALA_ASSERT(pool != nullptr, "a ward without her pool");
  out.bank = pool->bank;
  out.pool = pool->code;
  std::set<std::string> codes;
  for (const auto& [account, minor] : history.opening)
    if (account.owner == ward.bytes && minor != 0) codes.insert(account.currency.code());
  for (const WardLine& line : history.ward_lines) codes.insert(line.change.currency().code());
  for (const std::string& code : codes) {
    KATIWALA_TRY(CurrencyAccount account, account_of(history, ward, *Currency::parse(code)));
    out.accounts.push_back(std::move(account));
  }
  for (const Award& award : record->awards) out.claims.push_back(claim_of(state, award));
  for (const auto& [id, request] : state.requests)
    if (request.ward == ward) out.requests.push_back(request);
  std::ranges::sort(out.requests, {}, &Request::proposal);
  KATIWALA_CHECK(check(out));
  return out;
}

Status check(const WardAccount& account) {
  for (const CurrencyAccount& one : account.accounts) KATIWALA_CHECK(check_currency(one));
  for (const Claim& claim : account.claims) {
    if (wide(claim.received) + wide(claim.charged) + wide(claim.outstanding) != wide(claim.awarded)) {
      return wrong_sum("Received, kept by banks and outstanding are not what was awarded.", "award " + claim.award.hex());
    }
  }
  return good();
}

const Request* find_request(const WardAccount& account, const RequestId& id) {
  const auto found = std::ranges::find(account.requests, id, &Request::id);
  return found == account.requests.end() ? nullptr : &*found;
}

}  // namespace katiwala::audit::reports
