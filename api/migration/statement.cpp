// The bank's statement of the day on which an older book ends: what the book must come to, or the whole book where all of it is one ward's.
#include <algorithm>

#include "api/messages/read.h"
#include "api/migration/older_book.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::migration {
namespace {

Refusal wrong(std::string sentence, std::string place = "statement") { return refuse(Code::FIELD_INVALID, std::move(sentence), std::move(place)); }

/// One a currency, ascending by its number.
Result<std::vector<Amount>> closings_of(std::string_view xml, CivilDate as_of) {
  KATIWALA_TRY(const messages::BankMessage message, messages::read_message(xml, messages::kImportLimits, nullptr));
  const auto* account = std::get_if<messages::AccountMessage>(&message);
  if (account == nullptr || account->kind != messages::ReportKind::statement) return wrong("This is no statement of accounts: a camt.053 is.");
  std::vector<Amount> out;
  for (const messages::AccountReport& report : account->reports) {
    const messages::Balance* closing = report.closing();
    if (closing == nullptr || closing->date != as_of) continue;
    const Currency currency = closing->amount.currency();
    if (closing->amount.is_negative()) return wrong("The account is overdrawn.", "currency " + currency.code());
    const bool twice = std::ranges::any_of(out, [&](const Amount& other) { return other.currency() == currency; });
    if (twice) return wrong("Two accounts in one currency; a pool has one.", "currency " + currency.code());
    out.push_back(closing->amount);
  }
  if (out.empty()) return wrong("No closing balance of " + as_of.text() + " stands there.");
  std::ranges::sort(out, {}, [](const Amount& amount) { return amount.currency().numeric(); });
  return out;
}

}  // namespace

Result<OlderBook> read_statement_as_book(std::string_view xml, CivilDate as_of, const custody::WardId& ward, const Authority& authority) {
  KATIWALA_TRY(const std::vector<Amount> closings, closings_of(xml, as_of));
  OlderBook out;
  for (const Amount& closing : closings) {
    if (closing.is_zero()) continue;
    const Amount none = zero(closing.currency());
    out.wards.push_back({0, ward, authority, closing, std::nullopt, std::nullopt, std::nullopt});
    out.totals.push_back({1, closing, none, none, none, none, closing});
  }
  if (out.totals.empty()) return wrong("Nothing stood on the account.");
  out.source = crypto::sha256(view(xml));
  return out;
}

Status holds_against_statement(const OlderBook& book, std::string_view xml, CivilDate as_of) {
  KATIWALA_TRY(const std::vector<Amount> closings, closings_of(xml, as_of));
  for (const custody::OpeningTotals& total : book.totals) {
    const auto said = std::ranges::find(closings, total.bank.currency(), [](const Amount& amount) { return amount.currency(); });
    const std::string currency = "currency " + total.bank.currency().code();
    if (said == closings.end()) return refuse(Code::CONTROL_SUM_MISMATCH, "The bank's statement says nothing of this currency.", currency);
    if (*said != total.bank) return refuse(Code::CONTROL_SUM_MISMATCH, "The bank had " + said->text() + ", the older book says " + total.bank.text() + ".", currency);
  }
  for (const Amount& closing : closings) {
    const bool known = std::ranges::any_of(book.totals, [&](const custody::OpeningTotals& t) { return t.bank.currency() == closing.currency(); });
    if (!known && !closing.is_zero()) return refuse(Code::CONTROL_SUM_MISMATCH, "The bank had " + closing.text() + ", the older book nothing.", "currency " + closing.currency().code());
  }
  return good();
}

}  // namespace katiwala::api::migration
