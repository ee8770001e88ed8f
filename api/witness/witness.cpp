#include "api/witness/witness.h"

#include <algorithm>
#include <mutex>

#include "audit/log/cosignature.h"

namespace katiwala::api::witness {
namespace {

WitnessAnswer plain(unsigned status, std::string body) { return {status, std::string(audit::kTextType), std::move(body)}; }

WitnessAnswer ended() { return plain(503, "This witness has stopped cosigning: it could not be sure of a write. Its operator must look.\n"); }

}  // namespace

Result<std::unique_ptr<Witness>> Witness::start(WitnessFolder folder, Ports ports) {
  KATIWALA_ASSERT(ports.wall_micros && ports.on_failure, "a witness needs its ports");
  KATIWALA_TRY(auto states, folder.settle_states());
  std::unique_ptr<Witness> out(new Witness(std::move(folder), std::move(ports)));
  for (WatchedState& state : states) {
    audit::WatchedLog& watched = out->logs_[state.log.origin];
    watched.keys = std::move(state.log.keys);
    if (state.last) watched.last = state.last->cosigned;
    out->origins_[state_name(state.log.origin)] = state.log.origin;
    out->last_[state.log.origin] = std::move(state.last);
  }
  return out;
}

WitnessAnswer Witness::add_checkpoint(std::string_view body) {
  while (!failed_.load()) {
    const audit::WitnessDecision decision = decide(body);
    if (!decision.accepted) return {decision.status, decision.content_type, decision.body};
    if (auto answer = commit(body, *decision.accepted)) return std::move(*answer);
  }
  return ended();
}

audit::WitnessDecision Witness::decide(std::string_view body) const {
  const std::shared_lock lock(mutex_);
  return audit::decide_witness_request(logs_, body);
}

std::optional<WitnessAnswer> Witness::commit(std::string_view body, const audit::WitnessDecision::Accepted& accepted) {
  const std::unique_lock lock(mutex_);
  if (failed_.load()) return ended();
  const std::string& origin = accepted.checkpoint.origin;
  audit::WatchedLog& watched = logs_.at(origin);
  if ((watched.last ? watched.last->size : 0) != accepted.expected_size) return std::nullopt;
  KATIWALA_ASSERT(accepted.checkpoint.size >= accepted.expected_size, "a witness never goes back");

  std::optional<LastNote>& last = last_.at(origin);
  LastNote next{{accepted.checkpoint.size, accepted.checkpoint.root}, time_s(last), {}};
  // The cosignature is computed first, as it is part of what is remembered, and shown to nobody before that is durable.
  auto line = audit::cosign(accepted.text, next.time_s, folder_.vkey().name, folder_.signer());
  if (!line.ok()) return fail(line.refusal());
  audit::Note note = note_of(body, accepted);
  note.signatures.push_back(*line);
  next.note = audit::print_note(note);
  if (const Status written = folder_.write_state(origin, next.note); !written.ok()) return fail(written.refusal());
  watched.last = next.cosigned;
  last = std::move(next);
  return plain(200, audit::print_signature_line(*line));
}

/// The checkpoint with the log's verified lines only: a line that nobody checked, shown to others, could spoil the note for them.
audit::Note Witness::note_of(std::string_view body, const audit::WitnessDecision::Accepted& accepted) const {
  const auto request = audit::parse_witness_request(body);
  KATIWALA_ASSERT(request.ok() && request->checkpoint.text == accepted.text, "a decision about another request");
  const auto lines = audit::verify_note(request->checkpoint, logs_.at(accepted.checkpoint.origin).keys);
  KATIWALA_ASSERT(lines.ok(), "a decision about a note that the log did not sign");
  audit::Note note{accepted.text, {}};
  for (const audit::VerifiedLine& line : *lines) note.signatures.push_back(request->checkpoint.signatures[line.line]);
  return note;
}

/// The wall clock's, but not before the last cosignature of this log, and never zero.
std::uint64_t Witness::time_s(const std::optional<LastNote>& last) const {
  const auto now_s = static_cast<std::uint64_t>(std::max<std::int64_t>(ports_.wall_micros() / 1'000'000, 1));
  return last ? std::max(now_s, last->time_s) : now_s;
}

WitnessAnswer Witness::fail(const Refusal& refusal) {
  failed_.store(true);
  ports_.on_failure(refusal);
  return ended();
}

WitnessAnswer Witness::last_checkpoint(std::string_view name) const {
  if (failed_.load()) return ended();
  const std::shared_lock lock(mutex_);
  const auto origin = origins_.find(name);
  if (origin == origins_.end()) return plain(404, "No log of that origin is watched here.\n");
  const std::optional<LastNote>& last = last_.at(origin->second);
  if (!last) return plain(404, "Nothing of that log was cosigned yet.\n");
  return plain(200, last->note);
}

}  // namespace katiwala::api::witness
