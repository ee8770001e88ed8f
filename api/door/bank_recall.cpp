// camt.056: a bank asks for payments back. Nothing is posted: each is filed beside the credit that it asks for, and the bank is told that it is not decided yet.
// What people decide, and the answer that says it, stand in recalls.h (docs/decisions/0033).
#include "api/door/bank_import.h"
#include "api/door/recalls.h"

namespace katiwala::api::door {
namespace {

/// The code, where it is one of the list's form. What else a bank writes stays in the vault, with the message.
std::string reason_of(const messages::Recall& recall) {
  const std::string code = recall.reasons.empty() ? std::string() : recall.reasons.front().code;
  const bool listed = code.size() == 4 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
  return listed ? code : std::string();
}

/// The credit that an entry received.
std::optional<custody::CreditId> received_in(const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events)
      if (const auto* credit = std::get_if<custody::CreditReceived>(&event)) return credit->credit;
  }
  return std::nullopt;
}

/// What tells this question from every other: who asks, under which case, for which payment. Each word with its length, so that no bank writes two of them
/// into one and has its question taken for another's.
std::string name_of_question(const messages::InquiryParty& assigner, const messages::Recall& recall) {
  const std::string who = !assigner.bic.empty() ? assigner.bic : !assigner.member_id.empty() ? assigner.member_id : assigner.name;
  const messages::References& ids = recall.references;
  std::string out = "RCLL";
  for (const std::string* text : {&who, &recall.inquiry.id, &recall.cancellation_id, &recall.original_message_id, &ids.uetr, &ids.end_to_end_id,
                                  &ids.transaction_id})
    out += "|" + std::to_string(text->size()) + ":" + *text;
  return out;
}

/// What an entry filed.
std::optional<custody::FileRecall> filed_by(const journal::Entry& entry) {
  const auto* primary = entry.primary();
  if (primary == nullptr || !primary->asked) return std::nullopt;
  const auto* filed = std::get_if<custody::FileRecall>(&*primary->asked);
  return filed == nullptr ? std::nullopt : std::optional(*filed);
}

}  // namespace

Status BankImport::take_recalls(const messages::RecallMessage& message) {
  std::optional<journal::Entry> first;
  for (std::size_t i = 0; i < message.recalls.size(); ++i) {
    KATIWALA_TRY(journal::Entry entry, take_recall(message, i));
    if (!first) first = std::move(entry);
  }
  if (answered_before_) return good();  // "not yet decided" would be a second answer, and not true
  const auto written = messages::write_resolution(message, not_decided(*first));
  if (written.ok()) resolution_ = *written;
  return good();
}

/// The credit that is asked back, if it was here before the recall was.
Result<std::optional<custody::Credit>> BankImport::credit_asked_back(const messages::Recall& recall) const {
  std::optional<custody::Credit> out;
  if (recall.references.uetr.empty()) return out;
  const custody::Mark mark{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, "UETR|CRDT|" + recall.references.uetr)};
  KATIWALA_TRY(const auto received, used_by({mark}));
  if (!received) return out;
  KATIWALA_TRY(const journal::Entry entry, call_.journal().read(*received));
  const auto id = received_in(entry);
  if (!id) return out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    if (const custody::Credit* credit = state.credit(*id)) out = *credit;
  }));
  return out;
}

Result<journal::Entry> BankImport::file_recall(const messages::RecallMessage& message, std::size_t index) {
  const messages::Recall& recall = message.recalls[index];
  KATIWALA_TRY(const auto credit, credit_asked_back(recall));
  const std::string question = name_of_question(message.assigner, recall);
  const custody::Mark mark{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, question)};
  KATIWALA_TRY(const auto before, used_by({mark}));
  if (before) {
    KATIWALA_TRY(journal::Entry entry, call_.journal().read(*before));
    const auto filed = filed_by(entry);
    KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
      const custody::Recall* known = filed ? state.recall(filed->recall) : nullptr;
      answered_before_ = answered_before_ || (known != nullptr && known->standing != custody::RecallStanding::open);
    }));
    return entry;
  }
  custody::FileRecall c;
  c.recall = crypto::random_id<custody::RecallTag>(crypto::system_entropy());
  if (credit) c.credit = credit->id;
  if (recall.amount && recall.amount->is_positive()) c.amount = recall.amount;
  c.reason = reason_of(recall);
  c.number = static_cast<std::uint32_t>(index + 1);
  c.references = {mark};
  KATIWALA_TRY(c.message, message_item());
  return record(std::move(c));
}

Result<journal::Entry> BankImport::take_recall(const messages::RecallMessage& message, std::size_t index) {
  KATIWALA_TRY(auto entry, made());
  if (!entry) {
    KATIWALA_TRY(entry, file_recall(message, index));
  }
  transport::Json out;
  out.set("place", "/recall[" + std::to_string(index + 1) + "]").set("result", "recall").set("entry", static_cast<std::int64_t>(entry->seq()));
  out.set("code", name_of(Code::RECALL_UNDECIDED));
  std::optional<custody::CreditId> asked;
  if (const auto filed = filed_by(*entry)) {
    transport::Json created;
    created.set("recall", filed->recall.hex());
    out.set("created", std::move(created));
    asked = filed->credit;
  }
  if (asked) {
    std::optional<std::uint64_t> about;
    KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
      if (const custody::Credit* credit = state.credit(*asked)) about = credit->entry;
    }));
    if (about) out.set("about", static_cast<std::int64_t>(*about));
  }
  KATIWALA_CHECK(say(std::move(out)));
  return std::move(*entry);
}

}  // namespace katiwala::api::door
