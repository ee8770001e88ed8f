#include "api/daily/page.h"

#include <algorithm>

#include "api/daily/json.h"
#include "api/heads/check_page.h"

namespace katiwala::api::daily {

using namespace audit::daily;

namespace {

constexpr std::string_view kStyle =
    "section{border-left:.4rem solid #999;padding:0 1rem;margin:1rem 0}section.agrees{border-color:#17692b}section.broken{border-color:#a3141f}"
    "table{border-collapse:collapse;width:100%}td{padding:.15rem 0;vertical-align:top}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    "tr.sum td{border-top:1px solid #666;font-weight:600}small{color:#444}li{margin-bottom:.5rem;overflow-wrap:anywhere}";

std::string shown(Amount amount) { return amount.text() + " " + amount.currency().code(); }

void row(std::string& out, std::string_view label, Amount amount, bool is_sum = false) {
  out += is_sum ? "<tr class=\"sum\"><td>" : "<tr><td>";
  out += std::string(label) + "</td><td class=\"n\">" + amount.text() + "</td></tr>\n";
}

std::string_view standing_in_words(Standing standing) {
  switch (standing) {
    case Standing::agrees: return "agrees";
    case Standing::broken: return "does not agree";
    case Standing::no_statement: return "no statement of this day";
  }
  return "";
}

void add_candidates(std::string& out, const Break& found) {
  out += "<ul>";
  for (const Candidate& candidate : found.candidates) {
    out += "<li>" + std::string(in_words(candidate.kind));
    for (const Ground& ground : candidate.grounds) out += "; " + escaped(in_words(ground));
    out += "</li>";
  }
  out += "</ul>";
}

void add_breaks(std::string& out, const Reconciliation& one) {
  if (one.breaks.empty()) return;
  out += "<ol>\n";
  for (const Break& found : one.breaks) {
    out += "<li><b>" + std::string(in_words(found.kind())) + "</b> " + shown(found.effect) + "<br><small>";
    for (const std::uint64_t entry : found.entries) out += "entry " + std::to_string(entry) + " ";
    for (const std::string& line : found.bank_lines) out += escaped(line) + " ";
    out += "</small>";
    add_candidates(out, found);
    out += "</li>\n";
  }
  out += "</ol>\n";
}

void add_account(std::string& out, const Reconciliation& one) {
  const Held& held = one.held;
  out += "<section class=\"" + std::string(name(one.standing)) + "\"><h2>" + held.bank.currency().code() + ": " + std::string(standing_in_words(one.standing)) + "</h2>\n<table>\n";
  if (one.statement) row(out, "The bank says", one.statement->closing);
  row(out, "The book says", held.bank);
  row(out, "Held for wards", held.wards);
  row(out, "In suspense", held.suspense);
  row(out, "On its way out", held.transit);
  row(out, "Tax kept", held.tax);
  row(out, "Fees kept", held.fee);
  if (!held.unreadable.is_zero()) row(out, "Not readable any more", held.unreadable);
  row(out, "Held in all", held.total(), true);
  if (one.statement) row(out, "Bank less book", one.difference, true);
  if (!one.held_difference.is_zero()) row(out, "Held less book", one.held_difference, true);
  out += "</table>\n";
  if (one.statement && !one.by_lines) out += "<p><small>The bank's lines are not at hand: only the balances could be held against each other.</small></p>\n";
  add_breaks(out, one);
  out += "</section>\n";
}

void add_suggestions(std::string& out, const CreditSuggestions& all) {
  if (all.suggestions.empty()) {
    out += "<br>nothing in the ledger speaks for an order";
    return;
  }
  out += "<ol>";
  for (const Suggestion& one : all.suggestions) {
    const auto* order = std::get_if<custody::OrderId>(&one.target);
    out += "<li value=\"" + std::to_string(one.rank) + "\">";
    out += order != nullptr ? "order <code>" + order->hex() : "came back: payment <code>" + std::get<custody::RequestId>(one.target).hex();
    out += "</code>" + std::string(one.tied ? " (not alone of this rank)" : "");
    for (const Ground& ground : one.grounds) out += "<br><small>" + escaped(in_words(ground)) + "</small>";
    out += "</li>";
  }
  out += "</ol>";
}

void add_waiting(std::string& out, const PoolDay& day, const std::vector<CreditSuggestions>& suggestions) {
  out += "<h2>In suspense</h2>\n";
  if (day.waiting.empty()) out += "<p>Nothing.</p>\n";
  for (const auto& [key, sum] : ageing(day.waiting)) {
    out += "<p>" + std::string(name(key.second)) + " days: " + std::to_string(sum.credits) + " of " + shown(sum.amount) + " in all</p>\n";
  }
  out += "<ul>\n";
  for (const AgedCredit& one : day.waiting) {
    out += "<li><b>" + shown(one.in_suspense) + "</b>, booked " + one.booked.text() + ", " + std::to_string(one.days) + " days" + (one.left_over ? ", left over" : "");
    out += "<br><code>" + one.credit.hex() + "</code>";
    const auto found = std::ranges::find_if(suggestions, [&](const CreditSuggestions& s) { return s.credit.id == one.credit; });
    if (found != suggestions.end()) add_suggestions(out, *found);
    out += "</li>\n";
  }
  out += "</ul>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string page_of(const PoolDay& day, const std::vector<CreditSuggestions>& suggestions) {
  const std::string title = escaped(day.pool.bank + " " + day.pool.code) + ", " + day.day.text();
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + title +
                    "</title>\n<style>" + std::string(check_page::kStyle) + std::string(kStyle) + "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
  for (const Reconciliation& one : day.accounts) add_account(out, one);
  add_waiting(out, day, suggestions);
  out += "<p><small>What is listed decides nothing: a credit is matched by two persons, and a break ends by an entry.</small></p>\n</main>\n</body>\n</html>\n";
  return out;
}

}  // namespace katiwala::api::daily
