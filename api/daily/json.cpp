#include "api/daily/json.h"

#include <algorithm>

#include "api/door/json_codec.h"

namespace katiwala::api::daily {

using namespace audit::daily;
using door::amount_json;
using transport::Json;

namespace {

std::string spaced(std::string_view word) {
  std::string out(word);
  std::ranges::replace(out, '_', ' ');
  return out;
}

Json grounds_json(const std::vector<Ground>& grounds) {
  Json out{Json::Array{}};
  for (const Ground& ground : grounds) {
    Json row;
    row.set("why", ground.why);
    if (!ground.fact.empty()) row.set("fact", ground.fact);
    out.push(std::move(row));
  }
  return out;
}

template <class Numbers>
Json numbers_json(const Numbers& numbers) {
  Json out{Json::Array{}};
  for (const auto number : numbers) out.push(static_cast<std::int64_t>(number));
  return out;
}

Json candidate_json(const Candidate& candidate) {
  Json out;
  out.set("kind", name(candidate.kind)).set("rank", static_cast<std::int64_t>(candidate.rank)).set("entries", numbers_json(candidate.entries));
  return std::move(out.set("grounds", grounds_json(candidate.grounds)));
}

Json break_json(const Break& found) {
  Json out, lines{Json::Array{}}, wards{Json::Array{}}, candidates{Json::Array{}};
  for (const std::string& place : found.bank_lines) lines.push(place);
  for (const custody::WardId& ward : found.wards) wards.push(ward.hex());
  for (const Candidate& candidate : found.candidates) candidates.push(candidate_json(candidate));
  out.set("kind", name(found.kind())).set("effect", amount_json(found.effect)).set("entries", numbers_json(found.entries));
  return std::move(out.set("bank_lines", std::move(lines)).set("wards", std::move(wards)).set("candidates", std::move(candidates)));
}

Json held_json(const Held& held) {
  Json out;
  out.set("wards", amount_json(held.wards)).set("suspense", amount_json(held.suspense)).set("transit", amount_json(held.transit));
  out.set("tax", amount_json(held.tax)).set("fee", amount_json(held.fee)).set("unreadable", amount_json(held.unreadable));
  return std::move(out.set("total", amount_json(held.total())));
}

Json account_json(const Reconciliation& one, const custody::Pool& pool) {
  Json out, breaks{Json::Array{}};
  for (const Break& found : one.breaks) breaks.push(break_json(found));
  out.set("currency", one.held.bank.currency().code()).set("standing", name(one.standing)).set("book", amount_json(one.held.bank));
  if (one.statement) out.set("bank", amount_json(one.statement->closing)).set("statement", static_cast<std::int64_t>(one.statement->entry));
  out.set("held", held_json(one.held));
  if (one.statement) out.set("difference", amount_json(one.difference)).set("unexplained", amount_json(one.unexplained));
  out.set("held_difference", amount_json(one.held_difference)).set("by_lines", one.by_lines);
  out.set("paired", static_cast<std::int64_t>(one.paired)).set("paired_weakly", static_cast<std::int64_t>(one.paired_weakly));
  const custody::PoolCash* cash = custody::find_cash(pool, one.held.bank.currency());
  out.set("releases_held", cash != nullptr && cash->difference.has_value());
  return std::move(out.set("breaks", std::move(breaks)));
}

Json waiting_json(const AgedCredit& one) {
  Json out;
  out.set("credit", one.credit.hex()).set("in_suspense", amount_json(one.in_suspense)).set("booked", one.booked.text());
  return std::move(out.set("days", one.days).set("bucket", name(one.bucket)).set("left_over", one.left_over));
}

Json ageing_json(const std::vector<AgedCredit>& credits) {
  Json out{Json::Array{}};
  for (const auto& [key, row] : ageing(credits)) {
    Json one;
    one.set("currency", key.first.code()).set("bucket", name(key.second)).set("credits", static_cast<std::int64_t>(row.credits)).set("amount", amount_json(row.amount));
    out.push(std::move(one));
  }
  return out;
}

Json suggestion_json(const Suggestion& one) {
  Json out;
  if (const auto* order = std::get_if<custody::OrderId>(&one.target)) out.set("order", order->hex());
  else out.set("request", std::get<custody::RequestId>(one.target).hex());
  out.set("rank", static_cast<std::int64_t>(one.rank)).set("tied", one.tied).set("outstanding", amount_json(one.outstanding)).set("left", amount_json(one.left));
  return std::move(out.set("grounds", grounds_json(one.grounds)));
}

Json item_json(const OpenItem& item) {
  Json out;
  out.set("kind", name(item.kind)).set("about", door::to_json(item.about)).set("what", item.what).set("id", item.id);
  if (item.amount) out.set("amount", amount_json(*item.amount));
  out.set("since", item.since.text());
  if (item.due) out.set("due", item.due->text());
  return std::move(out.set("overdue", item.overdue).set("confidential", item.confidential).set("days", item.days));
}

}  // namespace

Json json_of(const PoolDay& day) {
  Json out, accounts{Json::Array{}}, waiting{Json::Array{}};
  for (const Reconciliation& one : day.accounts) accounts.push(account_json(one, day.pool));
  for (const AgedCredit& one : day.waiting) waiting.push(waiting_json(one));
  out.set("pool", day.pool.id.hex()).set("bank", day.pool.bank).set("code", day.pool.code).set("day", day.day.text());
  return std::move(out.set("accounts", std::move(accounts)).set("suspense", std::move(waiting)).set("ageing", ageing_json(day.waiting)));
}

Json json_of(const CreditSuggestions& suggestions) {
  Json out, rows{Json::Array{}};
  for (const Suggestion& one : suggestions.suggestions) rows.push(suggestion_json(one));
  out.set("credit", suggestions.credit.id.hex()).set("amount", amount_json(suggestions.credit.amount)).set("booked", suggestions.credit.booked.text());
  return std::move(out.set("by_message", suggestions.by_message).set("suggestions", std::move(rows)));
}

Json json_of(CivilDate day, const std::vector<OpenItem>& items) {
  Json out, rows{Json::Array{}};
  for (const OpenItem& item : items) rows.push(item_json(item));
  return std::move(out.set("day", day.text()).set("open", static_cast<std::int64_t>(items.size())).set("items", std::move(rows)));
}

std::string in_words(const Ground& ground) { return spaced(ground.why) + (ground.fact.empty() ? "" : ": " + ground.fact); }

std::string_view in_words(BreakKind kind) {
  switch (kind) {
    case BreakKind::missing_in_book: return "at the bank, and not booked";
    case BreakKind::missing_at_bank: return "booked, and not at the bank";
    case BreakKind::doubled: return "twice on one side";
    case BreakKind::amount: return "the same reference, another amount";
    case BreakKind::wrong_account: return "on another account";
    case BreakKind::wrong_ward: return "another ward's than the one named";
    case BreakKind::off_ledger: return "cash that the ledger knows nothing of";
    case BreakKind::opening: return "the statement does not begin where the last ended";
    case BreakKind::sub_ledger: return "wards and the rest are not the pool's account";
    case BreakKind::unexplained: return "not explained by any line";
  }
  return "";
}

}  // namespace katiwala::api::daily
