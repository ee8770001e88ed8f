#include "policies/opening.h"

#include <algorithm>
#include <map>

#include "ledger/money/exact.h"

namespace katiwala::policies {

using namespace custody;

namespace {

Refusal at_line(std::size_t index, Code code, std::string_view field = {}) {
  std::string place = "line " + std::to_string(index + 1);
  if (!field.empty()) place += ", " + std::string(field);
  return refuse(code, std::string(sentence_of(code)), std::move(place));
}

/// Which of the two it names, and that it is of hers.
Status names_one(const Ward& ward, const OpeningLine& line, std::size_t index) {
  if (line.award.has_value() == line.paper.has_value()) return at_line(index, Code::FIELD_INVALID, "award");
  if (line.award && find_award(ward, *line.award) == nullptr) return at_line(index, Code::SUBJECT_MISMATCH, "award");
  if (line.paper && (line.paid || line.charges)) return at_line(index, Code::FIELD_INVALID, "paid");
  return good();
}

/// An amount that is not below zero, in that currency.
Status is_of(Amount amount, Currency currency, std::size_t index, std::string_view field) {
  if (amount.currency() != currency) return at_line(index, Code::CURRENCY_MISMATCH, field);
  return amount.is_negative() ? Status(at_line(index, Code::AMOUNT_NOT_POSITIVE, field)) : good();
}

/// Under another line of the same award everything was said already.
Status fill_paid(const State& state, const Award& award, bool said_before, OpeningLine& line, std::size_t index) {
  const Currency currency = award.amount.currency();
  if (said_before && (line.paid || line.charges)) return at_line(index, Code::FIELD_INVALID, "paid");
  const bool explains = line.amount.currency() == currency && line.income;
  const Amount principal = line.amount - line.income.value_or(zero(line.amount.currency()));
  if (!line.charges) line.charges = zero(currency);
  KATIWALA_CHECK(is_of(*line.charges, currency, index, "charges"));
  if (said_before) line.paid = zero(currency);
  if (!line.paid) {
    if (line.amount.currency() != currency) return at_line(index, Code::FIELD_INVALID, "paid");
    const Result<Amount> sum = amount_from_wide(currency, wide(principal) + wide(*line.charges));
    if (!sum.ok()) return at_line(index, Code::AMOUNT_RANGE, "paid");
    line.paid = *sum;
  }
  KATIWALA_CHECK(is_of(*line.paid, currency, index, "paid"));
  if (*line.charges > *line.paid) return at_line(index, Code::AMOUNT_MISMATCH, "charges");
  if (*line.paid > state.balance(book::AccountKind::outstanding, award.id.bytes, currency)) return at_line(index, Code::CAP_EXCEEDED, "paid");
  if (explains && !said_before && principal > *line.paid - *line.charges) return at_line(index, Code::AMOUNT_MISMATCH, "amount");
  return good();
}

Status fill(const State& state, const Ward& ward, std::span<const OpeningLine> before, OpeningLine& line, std::size_t index) {
  const Pool* pool = state.pool(ward.pool);
  KATIWALA_ASSERT(pool != nullptr, "a ward without her pool");
  KATIWALA_CHECK(names_one(ward, line, index));
  const Currency currency = line.amount.currency();
  if (find_cash(*pool, currency) == nullptr) return at_line(index, Code::POOL_ACCOUNT_UNKNOWN, "amount");
  KATIWALA_CHECK(is_of(line.amount, currency, index, "amount"));
  const auto same_paper = [&](const OpeningLine& l) { return l.award == line.award && l.paper == line.paper; };
  const auto same = [&](const OpeningLine& l) { return same_paper(l) && l.amount.currency() == currency; };
  if (std::ranges::any_of(before, same)) return at_line(index, Code::FIELD_INVALID, "award");
  const std::optional<Amount> said_income = line.income;
  if (said_income) KATIWALA_CHECK(is_of(*said_income, currency, index, "income"));
  if (said_income && *said_income > line.amount) return at_line(index, Code::AMOUNT_MISMATCH, "income");
  if (line.award) KATIWALA_CHECK(fill_paid(state, *find_award(ward, *line.award), std::ranges::any_of(before, same_paper), line, index));
  if (line.amount.is_zero() && !(line.paid && line.paid->is_positive())) return at_line(index, Code::AMOUNT_NOT_POSITIVE, "amount");
  line.income = said_income.value_or(zero(currency));
  return good();
}

std::string amount_text(const std::optional<Amount>& amount) {
  return amount ? std::to_string(amount->minor()) + "/" + std::to_string(amount->currency().numeric()) : "-";
}

}  // namespace

Result<std::vector<OpeningLine>> whole_lines(const State& state, const Ward& ward, std::vector<OpeningLine> lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) KATIWALA_CHECK(fill(state, ward, std::span(lines).first(i), lines[i], i));
  return lines;
}

std::vector<NotedWard> noted_under(const State& state, const PoolId& pool, const OpeningId& opening) {
  std::vector<NotedWard> out;
  for (const auto& [id, ward] : state.wards)
    if (ward.pool == pool && ward.noted && ward.noted->opening == opening) out.push_back({id, ward.noted->lines});
  std::ranges::sort(out, {}, &NotedWard::ward);
  return out;
}

std::string opening_text(std::span<const NotedWard> noted) {
  std::string out;
  for (const NotedWard& one : noted) {
    for (const OpeningLine& line : one.lines) {
      out += one.ward.hex() + (line.award ? " award " + line.award->hex() : " paper " + to_hex(*line.paper));
      for (const std::optional<Amount>& amount : {std::optional(line.amount), line.income, line.paid, line.charges}) out += " " + amount_text(amount);
      out += "\n";
    }
  }
  return out;
}

Result<std::vector<OpeningTotals>> noted_totals(std::span<const NotedWard> noted) {
  struct Sum {
    std::uint32_t lines = 0;
    Minor amount = 0, income = 0;
  };
  std::map<std::uint16_t, std::pair<Currency, Sum>> sums;
  for (const NotedWard& one : noted) {
    for (const OpeningLine& line : one.lines) {
      const Currency currency = line.amount.currency();
      auto& [of, sum] = sums.try_emplace(currency.numeric(), currency, Sum{}).first->second;
      ++sum.lines;
      sum.amount += wide(line.amount);
      sum.income += wide(line.income.value_or(zero(currency)));
    }
  }
  std::vector<OpeningTotals> out;
  for (const auto& [number, one] : sums) {
    const auto& [currency, sum] = one;
    const Amount none = zero(currency);
    OpeningTotals total{sum.lines, none, none, none, none, none, none};
    KATIWALA_TRY(total.bank, amount_from_wide(currency, sum.amount));
    KATIWALA_TRY(total.income, amount_from_wide(currency, sum.income));
    total.principal = total.bank - total.income;
    out.push_back(total);
  }
  return out;
}

}  // namespace katiwala::policies
