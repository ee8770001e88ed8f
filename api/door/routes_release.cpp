// The moment money leaves: the payment file is written and kept, the release is recorded, and the file is handed over.
#include "api/door/payment.h"
#include "api/door/payment_files.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;
using custody::RequestState;

constexpr std::int64_t kWaitForWitnesses_ms = 10'000;

/// The cosigned head that covers the approval, where the ledger has a witness quorum. Without one in time the release is judged without, and denied.
Result<std::optional<std::string>> covering_head(House& house, const custody::RequestId& id) {
  using Covering = std::optional<std::string>;
  std::optional<record::Seq> approved;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    const auto* request = memory.state.request(id);
    if (request != nullptr && memory.state.ledger.witness_quorum > 0) approved = request->approved_in;
  }));
  if (!approved || house.publisher() == nullptr || !house.publisher()->cover(*approved, kWaitForWitnesses_ms)) return Covering{};
  return Covering{house.publisher()->published()->text};
}

Result<Command> release(Writing& in) {
  KATIWALA_TRY(const auto id, in.path_id<custody::RequestTag>(0));
  in.require_signature();
  KATIWALA_CHECK(in.body().finish());
  KATIWALA_TRY(PaymentDraft draft, draft_payment(in.call(), id));
  KATIWALA_TRY(draft.command.file, in.keep(draft.key, view(draft.xml)));
  KATIWALA_TRY(draft.command.checkpoint, covering_head(in.house(), id));
  return Command(std::move(draft.command));
}

struct FileSource {
  custody::Request request;
  std::optional<crypto::KeyId> key;
};

Result<FileSource> find_file(const Call& call, const custody::RequestId& id) {
  std::optional<FileSource> out;
  KATIWALA_CHECK(call.journal().look([&](const journal::Memory& memory) {
    const auto* request = memory.state.request(id);
    if (request == nullptr) return;
    out = FileSource{*request, std::nullopt};
    if (const crypto::KeyId* key = memory.key_of(custody::subject(request->ward))) out->key = *key;
  }));
  if (!out) return refuse(Code::REQUEST_UNKNOWN);
  if (!out->request.file) return refuse(Code::REQUEST_STATE, "No payment file was released for this request.");
  if (!out->key) return refuse(Code::KEY_MISSING);
  return *out;
}

/// By itself, and not with a file of several that two persons released; by two where the rulebook says so (R31).
Status may_leave_alone(const Call& call, const custody::Request& request) {
  std::optional<custody::PaymentFileId> filed;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    if (const auto* file = state.file_of(request.id)) filed = file->id;
  }));
  KATIWALA_TRY(const custody::PaymentFileId own, own_file(request));
  if (filed && *filed != own) return refuse(Code::REQUEST_STATE, "The payment was released with a file of several (payment-files).");
  return may_leave_released(call, own, {request.id});
}

/// Recorded before the bytes leave; a second fetch finds it done. What went with a file of several does not go again.
Status hand_over(const Call& call, const custody::Request& request, const crypto::KeyId& key) {
  const bool hands_over = call.caller.role == custody::Role::bank_system || call.caller.role == custody::Role::releaser;
  if (!hands_over) return good();
  KATIWALA_TRY(const bool went, went_with_a_file(call, request, key));
  if (went) return refuse(Code::REQUEST_STATE, "The payment went to the bank with a file of several (payment-files).");
  if (request.state != RequestState::released) return good();
  KATIWALA_CHECK(may_leave_alone(call, request));
  journal::Ask ask;
  ask.command = custody::HandOver{request.id, request.ward};
  ask.principal = call.caller.principal;
  ask.credential = call.caller.credential;
  ask.idempotency_key = "handover." + request.id.hex();
  ask.request = call.journal().request_digest({view(ask.idempotency_key)});
  KATIWALA_TRY(const journal::Answer answer, call.journal().submit(std::move(ask)));
  if (const auto denied = denial_code(call.house, as_answered(call.caller, *answer.entry), call.caller)) return refuse(*denied);
  return good();
}

}  // namespace

Result<Command> post_release(Writing& in) { return release(in); }

transport::Response read_request_file(const Call& call) {
  const auto id = parse_id<custody::RequestTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  if (const Status itself = asked_by_no_other_site(call); !itself.ok()) return refused(call, itself.refusal());
  const auto source = find_file(call, *id);
  if (!source.ok()) return refused(call, source.refusal());
  const auto bytes = call.house.vault().get(*source->key, commitment(*source->request.file));
  if (!bytes.ok()) return refused(call, bytes.refusal());
  if (const Status handed = hand_over(call, source->request, *source->key); !handed.ok()) return refused(call, handed.refusal());
  transport::Response out;
  out.headers.set("content-type", "application/xml; charset=utf-8");
  out.headers.set("content-disposition", "attachment; filename=\"" + source->request.message_id + ".xml\"");
  out.body = std::string(text_of(*bytes));
  return out;
}

}  // namespace katiwala::api::door
