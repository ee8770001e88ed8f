#include "api/daily/bank_side.h"

#include <algorithm>

#include "api/door/bank_references.h"
#include "api/door/payment.h"
#include "api/door/plain.h"
#include "api/messages/read.h"

namespace katiwala::api::daily {
namespace {

using audit::daily::Nature;
using custody::MarkKind;

/// The lines of a report under the places that the door gave them when they came in, for some of their marks are made of these.
std::vector<door::BankLine> lines_of(const messages::AccountReport& report, const std::string& place) {
  std::vector<door::BankLine> out;
  for (std::size_t i = 0; i < report.entries.size(); ++i)
    for (door::BankLine& line : door::lines_of(report, report.entries[i], door::numbered(place, "entry", i))) out.push_back(std::move(line));
  return out;
}

bool is_given(const std::string& reference) { return !reference.empty() && reference != "NOTPROVIDED"; }

/// ISO 20022 names the sub-family of what a bank does for itself; what names a payment is one.
Nature nature_of(const door::BankLine& line) {
  const messages::References& given = line.transaction->references;
  if (is_given(given.uetr) || is_given(given.end_to_end_id)) return Nature::payment;
  const std::string& code = line.entry->bank_code;
  const auto says = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return code.find(word) != std::string::npos; });
  };
  if (says({"CHRG", "COMM", "FEES", "TAXE"})) return Nature::charge;
  if (says({"INTR"})) return Nature::interest;
  if (says({"FORX"})) return Nature::conversion;
  return is_given(given.instruction_id) || is_given(given.transaction_id) ? Nature::payment : Nature::other;
}

std::vector<custody::MarkValue> marks_of(const journal::Journal& journal, const door::BankLine& line) {
  std::vector<custody::MarkValue> out;
  for (const custody::Mark& mark : door::line_references(journal, line)) out.push_back(mark.value);
  for (const custody::Mark& mark : door::bare_references(journal, line)) out.push_back(mark.value);
  return out;
}

bool was_made_of(const custody::ReceiveCredit& credit, const std::vector<custody::Mark>& marks) {
  return std::ranges::any_of(marks, [&](const custody::Mark& mark) { return std::ranges::find(credit.references, mark) != credit.references.end(); });
}

}  // namespace

const messages::AccountMessage* BankSide::message(const custody::VaultRef& ref) {
  const auto known = read_.find(ref.item);
  if (known != read_.end()) return known->second ? &*known->second : nullptr;
  auto& kept = read_[ref.item];
  const auto bytes = house_.vault().get(house_.vault_key(), door::commitment(ref));
  if (!bytes.ok()) return nullptr;
  auto read = messages::read_message(text_of(*bytes), messages::kImportLimits, nullptr);
  if (!read.ok()) return nullptr;
  if (auto* account = std::get_if<messages::AccountMessage>(&*read)) kept = std::move(*account);
  return kept ? &*kept : nullptr;
}

std::optional<custody::MarkValue> BankSide::named(const std::string& reference) const {
  if (!is_given(reference)) return std::nullopt;
  return house_.journal().mark(MarkKind::bank_reference, reference);
}

std::optional<custody::WardId> BankSide::ward_named(const messages::References& references) {
  if (!by_uetr_) {
    by_uetr_.emplace();
    const Status looked = house_.journal().look([&](const journal::Memory& memory) {
      for (const auto& [id, request] : memory.state.requests) {
        if (request.message_id.empty()) continue;  // not released: nothing of it is at the bank
        by_request_.emplace(id, request.ward);
        by_uetr_->emplace(request.uetr, request.ward);
      }
    });
    if (!looked.ok()) return std::nullopt;
  }
  if (const auto id = door::request_of(references.end_to_end_id))
    if (const auto found = by_request_.find(*id); found != by_request_.end()) return found->second;
  if (const auto uetr = door::uuid_from(references.uetr))
    if (const auto found = by_uetr_->find(*uetr); found != by_uetr_->end()) return found->second;
  return std::nullopt;
}

std::optional<audit::daily::StatementRead> BankSide::statement(const audit::daily::StatementSeen& seen) {
  const messages::AccountMessage* said = seen.message ? message(*seen.message) : nullptr;
  if (said == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < said->reports.size(); ++i) {
    const messages::AccountReport& report = said->reports[i];
    const messages::Balance* closing = report.closing();
    if (closing == nullptr || closing->amount != seen.closing || closing->date != seen.day) continue;
    if (report.opening() == nullptr && report.entries.empty()) return std::nullopt;
    audit::daily::StatementRead out;
    if (report.opening() != nullptr) out.opening = report.opening()->amount;
    for (const door::BankLine& line : lines_of(report, door::numbered("", "report", i))) {
      const messages::Transaction& t = *line.transaction;
      const Amount change = messages::with_sign(t.amount, t.direction);
      out.lines.push_back({line.place, line.booked, change, marks_of(house_.journal(), line), nature_of(line), ward_named(t.references)});
    }
    return out;
  }
  return std::nullopt;
}

audit::daily::PaymentNames BankSide::names_in(const messages::Entry& entry, const messages::Transaction& t) const {
  audit::daily::PaymentNames out;
  const std::string& own = t.references.account_servicer_reference;
  out.uetr = named(t.references.uetr);
  out.end_to_end = named(t.references.end_to_end_id);
  out.servicer = named(own.empty() ? entry.account_servicer_reference : own);
  const auto add = [&](MarkKind kind, const std::string& plain) {
    const std::string text = door::normalised(kind, plain);
    if (!text.empty()) out.debtor.push_back({kind, house_.journal().mark(kind, text)});
  };
  add(MarkKind::name, t.debtor_name);
  if (t.debtor_account) add(MarkKind::account, t.debtor_account->number);
  return out;
}

audit::daily::PaymentNames BankSide::names_of(const custody::ReceiveCredit& credit) {
  audit::daily::PaymentNames out;
  const messages::AccountMessage* said = credit.message ? message(*credit.message) : nullptr;
  if (said == nullptr) return out;
  for (std::size_t i = 0; i < said->reports.size(); ++i) {
    for (const door::BankLine& line : lines_of(said->reports[i], door::numbered("", "report", i))) {
      if (!was_made_of(credit, door::line_references(house_.journal(), line))) continue;
      return names_in(*line.entry, *line.transaction);
    }
  }
  return out;
}

audit::daily::PaymentSeen BankSide::payment_seen(const custody::Request& request) const {
  return {request.id, request.ward, request.leaving(), named(door::uuid_text(request.uetr)), named(request.end_to_end_id)};
}

}  // namespace katiwala::api::daily
