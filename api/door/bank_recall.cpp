// camt.056: a bank asks for payments back. Nothing is posted: each is recorded for people to look at, and the bank is told that it is not decided yet.
// What people decide has no command of its own; the answer that says it is theirs to give (docs/api.md).
#include "api/door/bank_import.h"

namespace katiwala::api::door {
namespace {

/// The same for a message however often it is asked, as it is drawn from what was recorded.
messages::Resolution not_decided(const journal::Entry& first) {
  messages::Resolution out;
  out.message_id = out.status_id = "KTWRCL" + std::to_string(first.seq());
  out.created = first.header.time;
  out.answer = messages::RecallAnswer::pending;
  return out;
}

}  // namespace

Status BankImport::take_recalls(const messages::RecallMessage& message) {
  std::optional<journal::Entry> first;
  for (std::size_t i = 0; i < message.recalls.size(); ++i) {
    KATIWALA_TRY(journal::Entry entry, take_recall(message.recalls[i], "/recall[" + std::to_string(i + 1) + "]"));
    if (!first) first = std::move(entry);
  }
  const auto written = messages::write_resolution(message, not_decided(*first));
  if (written.ok()) resolution_ = *written;
  return good();
}

Result<journal::Entry> BankImport::take_recall(const messages::Recall& recall, const std::string& place) {
  KATIWALA_TRY(auto entry, made());
  if (!entry) {
    KATIWALA_TRY(entry, record(for_an_officer(place, Code::RECALL_UNDECIDED)));
  }
  transport::Json out;
  out.set("place", place).set("result", "recall").set("entry", static_cast<std::int64_t>(entry->seq())).set("code", name_of(Code::RECALL_UNDECIDED));
  // The credit that is asked back, if it was here before the recall was.
  if (!recall.references.uetr.empty()) {
    const custody::Mark mark{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, "UETR|CRDT|" + recall.references.uetr)};
    KATIWALA_TRY(const auto credit, used_by({mark}));
    if (credit && *credit < entry->seq()) out.set("about", static_cast<std::int64_t>(*credit));
  }
  KATIWALA_CHECK(say(std::move(out)));
  return std::move(*entry);
}

}  // namespace katiwala::api::door
