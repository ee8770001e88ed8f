#include <algorithm>

#include "ledger/crypto/digest.h"
#include "policies/opening.h"
#include "tests/model/picture_lines.h"

namespace katiwala::model {

using namespace custody;
using namespace lines;
namespace ref = reference;

namespace {

/// A line of an older book, in either ledger's words.
template <class Line>
std::string figures(const Line& l) {
  const std::string by = l.award ? "award " + show(*l.award) : "paper " + show(l.paper);
  return by + " " + show(l.amount) + " income " + show(l.income) + " paid " + show(l.paid) + " charges " + show(l.charges);
}
std::string hash_of(const std::string& text) { return show(crypto::sha256(view(text))); }
constexpr std::string_view kAnswers[] = {"open", "promised", "refused"};

}  // namespace

void draw_bank_side(Picture& out, const ref::Memory& m) {
  std::set<std::pair<ref::Name, ref::Name>> noted;
  for (const auto& [name, ward] : m.wards) {
    std::uint64_t at = 0;
    if (ward.noted) noted.emplace(ward.pool, ward.noted->opening);
    for (const ref::OpeningLine& l : ward.noted ? ward.noted->lines : std::vector<ref::OpeningLine>{}) {
      line(out, "noted", name, ward.noted->opening, ++at, figures(l));
    }
    for (const auto& [entry, brought] : ward.brought)
      for (const ref::OpeningLine& l : brought.lines) line(out, "brought", name, entry, brought.opening, day(brought.as_of), figures(l));
  }
  for (const auto& [pool, opening] : noted) {
    line(out, "to be agreed to", pool, opening, hash_of(ref::noted_text(m, pool, opening)));
    for (const auto& [of, sum] : ref::noted_sums(m, pool, opening)) {
      const ref::Money principal{of, sum.principal}, income{of, sum.income}, bank{of, sum.principal + sum.income};
      line(out, "comes to", pool, opening, std::uint64_t{sum.lines}, principal, income, bank);
    }
  }
  for (const auto& [name, pool] : m.pools)
    for (const ref::Cash& cash : pool.cash) {
      const auto as_of = ref::opened_as_of(m, name, cash.currency);
      std::int64_t banks = 0;
      for (const auto& [entry, opening] : m.openings)
        if (opening.pool == name && opening.banks.contains(cash.currency)) banks += opening.banks.at(cash.currency);
      if (as_of) line(out, "opened", name, day(as_of), ref::Money{cash.currency, banks});
    }
  for (const auto& [name, r] : m.recalls) {
    const auto pool = ref::is_nobody(r.pool) ? std::nullopt : std::optional(r.pool);
    const std::string_view standing = kAnswers[static_cast<std::size_t>(r.standing)];
    line(out, "recall", name, pool, r.credit, r.amount, r.reason, std::uint64_t{r.number}, r.entry, "filed", day(r.filed), standing, r.answer, r.court_order,
         r.answered_in, r.answered_in == 0 ? "-" : show(Instant{r.answered}));
  }
  for (const auto& [name, c] : m.credits) {
    if (c.left) line(out, "left", name, ref::Money{c.amount.currency, *c.left});
    for (const auto standing : {ref::RecallStanding::open, ref::RecallStanding::promised, ref::RecallStanding::refused})
      line(out, "asked back", name, kAnswers[static_cast<std::size_t>(standing)], ref::is_asked_back(m, name, standing));
  }
}

void draw_bank_side(Picture& out, const State& s) {
  std::set<std::pair<PoolId, OpeningId>> noted;
  for (const auto& [id, ward] : s.wards) {
    std::uint64_t at = 0;
    if (ward.noted) noted.emplace(ward.pool, ward.noted->opening);
    for (const OpeningLine& l : ward.noted ? ward.noted->lines : std::vector<OpeningLine>{}) {
      line(out, "noted", id, ward.noted->opening, ++at, figures(l));
    }
    for (const Brought& brought : ward.brought)
      for (const OpeningLine& l : brought.lines) line(out, "brought", id, brought.entry, brought.opening, brought.as_of, figures(l));
  }
  for (const auto& [pool, opening] : noted) {
    const auto wards = policies::noted_under(s, pool, opening);
    line(out, "to be agreed to", pool, opening, hash_of(policies::opening_text(wards)));
    const auto totals = policies::noted_totals(wards);
    for (const OpeningTotals& total : totals.ok() ? *totals : std::vector<OpeningTotals>{}) {
      line(out, "comes to", pool, opening, std::uint64_t{total.lines}, total.principal, total.income, total.bank);
    }
  }
  for (const auto& [id, pool] : s.pools)
    for (const PoolCash& cash : pool.cash)
      if (cash.brought_as_of) line(out, "opened", id, cash.brought_as_of, cash.brought.value_or(zero(cash.account.currency)));
  for (const auto& [id, r] : s.recalls) {
    line(out, "recall", id, r.pool, r.credit, r.amount, r.reason, std::uint64_t{r.number}, r.entry, "filed", r.filed, name(r.standing), r.answer,
         r.court_order, r.answered_in, r.answered ? show(*r.answered) : "-");
  }
  for (const auto& [id, c] : s.credits) {
    if (c.left) line(out, "left", id, *c.left);
    for (const auto standing : {RecallStanding::open, RecallStanding::promised, RecallStanding::refused})
      line(out, "asked back", id, name(standing), s.recall_of(id, standing) != nullptr);
  }
}

}  // namespace katiwala::model
