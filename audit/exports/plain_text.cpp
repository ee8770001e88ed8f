#include "audit/exports/plain_text.h"

namespace katiwala::audit::exports {

PlainText::PlainText(Scope scope, std::unique_ptr<Dialect> dialect, Sink sink)
    : scope_(std::move(scope)), dialect_(std::move(dialect)), sink_(std::move(sink)) {}

Status PlainText::take(const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events)
      if (const auto* created = std::get_if<custody::LedgerCreated>(&event)) mode_ = created->mode;
  }
  if (entry.seq() >= scope_.from) {
    if (!day_) begin(entry);
    turn_to(manila_date(entry.header.time));
  }
  Told told = narrator_.tell(entry);
  KATIWALA_TRY(const std::vector<Movement> movements, books_.take(entry));
  if (entry.seq() < scope_.from) return good();
  std::string notices;
  for (const ClosedPart& part : closed_parts(entry, scope_.erasures)) {
    notices += "; entry " + std::to_string(entry.seq()) + ": " + part.text() + "; what it posted is not known here\n";
  }
  if (!notices.empty()) sink_("\n" + notices);
  const Heading heading{*day_, std::to_string(entry.seq()), told.what, &entry, told.proposal, told.reverses, told.deals};
  write(heading, movements);
  for (const Rate& rate : told.deals) {
    for (const Currency currency : {rate.base(), rate.quote()})
      if (currencies_.insert(currency).second) sink_(dialect_->declare(currency, *day_));
    sink_(dialect_->price(*day_, rate));
  }
  return good();
}

void PlainText::begin(const journal::Entry& entry) {
  day_ = manila_date(entry.header.time);
  sink_("; Katiwala ledger " + scope_.ledger.hex() + " (" + std::string(name(mode_)) + "), entries from " + std::to_string(scope_.from) + "\n");
  sink_("; Debits are positive, credits negative. The accounts of awards and orders are the book of authority: no money.\n");
  sink_(dialect_->preamble());
  sink_(dialect_->declare_payee(kClosing));
  write({*day_, std::string("before ") + std::to_string(scope_.from), kOpening, nullptr, {}, {}, {}}, books_.opening());
}

void PlainText::write(const Heading& heading, const std::vector<Movement>& movements) {
  if (!movements.empty() && payees_.emplace(heading.what).second) sink_(dialect_->declare_payee(heading.what));
  for (const Movement& line : movements) {
    if (currencies_.insert(line.account.currency).second) sink_(dialect_->declare(line.account.currency, heading.day));
    if (accounts_.insert(line.account).second) sink_(dialect_->declare(line.account, heading.day));
    touched_.insert(line.account);
  }
  for (const Transaction& transaction : transactions_of(movements)) sink_(dialect_->transaction(heading, transaction));
}

void PlainText::turn_to(CivilDate day) {
  if (day == *day_) return;
  sink_(dialect_->end_of_day(*day_, standing(touched_)));
  touched_.clear();
  day_ = day;
}

std::vector<Movement> PlainText::standing(const std::set<book::Account>& accounts) const {
  std::vector<Movement> out;
  for (const book::Account& account : accounts) out.push_back({account, 0, books_.accounts().at(account), Origin::posted, {}, 0});
  return out;
}

Status PlainText::finish() {
  if (!day_) return refuse(Code::ENTRY_MISSING, std::string(sentence_of(Code::ENTRY_MISSING)), "entry " + std::to_string(scope_.from));
  sink_(dialect_->end(*day_, standing(accounts_)));
  return good();
}

}  // namespace katiwala::audit::exports
