#include "api/daily/bank_side.h"

#include <algorithm>
#include <set>

#include "api/door/payment.h"
#include "api/door/plain.h"
#include "api/messages/stream.h"

namespace katiwala::api::daily {
namespace {

using audit::daily::Nature;
using custody::MarkKind;

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

/// Ends a reading that has what it wanted.
Status enough() { return refuse(Code::MESSAGE_UNKNOWN, "Nothing more is wanted of the message."); }

}  // namespace

std::optional<BankSide::Message> BankSide::read_message(const custody::VaultRef& ref) {
  if (read_bytes_ >= most_bytes_) return std::nullopt;
  const auto bytes = house_.vault().open(house_.vault_key(), door::commitment(ref));
  if (!bytes.ok()) return std::nullopt;
  read_bytes_ += (*bytes)->size();
  auto read = messages::stream_incoming(messages::MessageSource::of(*bytes), messages::kImportLimits, nullptr,
                                        [](const messages::EntryPlace&, const messages::Entry&) { return good(); });
  auto* heads = read.ok() ? std::get_if<messages::AccountMessage>(&*read) : nullptr;
  if (heads == nullptr) return std::nullopt;
  return Message{ref.item, *bytes, std::move(*heads)};
}

const BankSide::Message* BankSide::message(const custody::VaultRef& ref) {
  if (!message_ || message_->item != ref.item) message_ = read_message(ref);
  return message_ ? &*message_ : nullptr;
}

Status BankSide::each_line(const Message& message, const TakeLine& take) {
  const auto lines_of_entry = [&](const messages::EntryPlace& at, const messages::Entry& entry) -> Status {
    if (!at.booked || at.report >= message.heads.reports.size()) return good();
    const std::string place = door::numbered(door::numbered("", "report", at.report), "entry", at.index);
    for (const door::BankLine& line : door::lines_of(message.heads.reports[at.report], entry, place)) KATIWALA_CHECK(take(at.report, line));
    return good();
  };
  const auto read = messages::stream_incoming(messages::MessageSource::of(message.bytes), messages::kImportLimits, nullptr, lines_of_entry);
  return read.ok() ? good() : Status(read.refusal());
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
  const Message* said = seen.message ? message(*seen.message) : nullptr;
  if (said == nullptr) return std::nullopt;
  const auto& reports = said->heads.reports;
  const auto found = std::ranges::find_if(reports, [&](const messages::AccountReport& report) {
    const messages::Balance* closing = report.closing();
    return closing != nullptr && closing->amount == seen.closing && closing->date == seen.day;
  });
  if (found == reports.end()) return std::nullopt;
  audit::daily::StatementRead out;
  if (found->opening() != nullptr) out.opening = found->opening()->amount;
  const Status read = each_line(*said, [&](std::size_t report, const door::BankLine& line) {
    if (report != static_cast<std::size_t>(found - reports.begin())) return good();
    const messages::Transaction& t = *line.transaction;
    const Amount change = messages::with_sign(t.amount, t.direction);
    out.lines.push_back({line.place, line.booked, change, marks_of(house_.journal(), line), nature_of(line), ward_named(t.references)});
    return good();
  });
  if (!read.ok() || (!out.opening && out.lines.empty())) return std::nullopt;
  return out;
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

void BankSide::find_names(const Message& message, std::span<const custody::ReceiveCredit> credits, const std::vector<std::size_t>& wanted,
                          std::vector<audit::daily::PaymentNames>& out) const {
  std::map<custody::MarkValue, std::set<std::size_t>> by_reference;
  for (const std::size_t i : wanted)
    for (const custody::Mark& mark : credits[i].references)
      if (mark.kind == MarkKind::bank_reference) by_reference[mark.value].insert(i);
  std::set<std::size_t> missing(wanted.begin(), wanted.end());
  const Status read = each_line(message, [&](std::size_t, const door::BankLine& line) {
    std::set<std::size_t> made;  // of this line
    for (const custody::Mark& mark : door::line_references(house_.journal(), line))
      if (const auto found = by_reference.find(mark.value); found != by_reference.end()) made.insert(found->second.begin(), found->second.end());
    for (const std::size_t i : made)
      if (missing.erase(i) > 0) out[i] = names_in(*line.entry, *line.transaction);
    return missing.empty() ? enough() : good();
  });
  if (read.ok() || missing.empty()) return;
  for (const std::size_t i : wanted) out[i] = {};  // nothing of what could not be read to its end
}

std::vector<audit::daily::PaymentNames> BankSide::names_of(std::span<const custody::ReceiveCredit> credits) {
  std::vector<std::pair<custody::VaultRef, std::vector<std::size_t>>> by_message;
  std::map<Id<custody::VaultItemTag>, std::size_t> known;
  for (std::size_t i = 0; i < credits.size(); ++i) {
    if (!credits[i].message) continue;
    const auto [at, is_new] = known.emplace(credits[i].message->item, by_message.size());
    if (is_new) by_message.emplace_back(*credits[i].message, std::vector<std::size_t>());
    by_message[at->second].second.push_back(i);
  }
  std::vector<audit::daily::PaymentNames> out(credits.size());
  for (const auto& [ref, wanted] : by_message)
    if (const Message* said = message(ref)) find_names(*said, credits, wanted, out);
  return out;
}

audit::daily::PaymentSeen BankSide::payment_seen(const custody::Request& request) const {
  return {request.id, request.ward, request.leaving(), named(door::uuid_text(request.uetr)), named(request.end_to_end_id)};
}

}  // namespace katiwala::api::daily
