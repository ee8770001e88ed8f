// Others agree, or do not: approvals, cancellations, reversals.
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

/// Whose part the answer belongs in. Where there is no such proposal the command is judged all the same, and denied.
Result<custody::Subject> subject_of(const Call& call, custody::ProposalId number) {
  custody::Subject out;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    if (const auto* proposal = state.proposal(number)) out = proposal->about;
  }));
  return out;
}

/// Also of a payment that was agreed to and has not left: it is withdrawn under the number of its proposal, which is that of an entry.
Result<custody::Subject> subject_of_any(const Call& call, custody::ProposalId number) {
  KATIWALA_TRY(const custody::Subject open, subject_of(call, number));
  if (open != custody::Subject{}) return open;
  const auto entry = call.journal().read(number);
  const auto* primary = entry.ok() ? entry->primary() : nullptr;
  return primary != nullptr && primary->about.kind == custody::SubjectKind::ward ? primary->about : open;
}

Result<Command> approve(Writing& in) {
  custody::Approve c;
  KATIWALA_TRY(c.proposal, in.path_number(0));
  in.require_signature();
  KATIWALA_CHECK(in.body().finish());
  KATIWALA_TRY(c.about, subject_of(in.call(), c.proposal));
  return Command(std::move(c));
}

Result<Command> cancel(Writing& in) {
  custody::CancelProposal c;
  KATIWALA_TRY(c.proposal, in.path_number(0));
  c.reason = in.body().some_text("reason", 200);
  KATIWALA_CHECK(in.body().finish());
  KATIWALA_TRY(c.about, subject_of_any(in.call(), c.proposal));
  return Command(std::move(c));
}

Result<Command> object_to(Writing& in) {
  custody::ObjectTo c;
  KATIWALA_TRY(c.proposal, in.path_number(0));
  c.document = optional_digest(in.body(), "document");
  c.withdrawn = in.body().optional_boolean("withdrawn").value_or(false);
  KATIWALA_CHECK(in.body().finish());
  KATIWALA_TRY(c.about, subject_of(in.call(), c.proposal));
  return Command(std::move(c));
}

Result<Command> reverse(Writing& in) {
  custody::ReverseEntry c;
  KATIWALA_TRY(c.entry, in.path_number(0));
  c.reason = in.body().some_text("reason", 200);
  const auto about = in.optional_subject("about");
  KATIWALA_CHECK(in.body().finish());
  if (about) {
    c.about = *about;
    return Command(std::move(c));
  }
  KATIWALA_TRY(const journal::Entry entry, in.call().journal().read(c.entry));
  const auto* primary = entry.primary();
  if (primary == nullptr) return refuse(Code::KEY_MISSING, "The entry can not be read any more.", "path");
  c.about = primary->about;
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_approval(Writing& in) { return approve(in); }
Result<Command> post_cancellation(Writing& in) { return cancel(in); }
Result<Command> post_objection(Writing& in) { return object_to(in); }
Result<Command> post_reversal(Writing& in) { return reverse(in); }

}  // namespace katiwala::api::door
