#include "audit/log/witness_rules.h"

#include <algorithm>

#include "ledger/tree/tree.h"

namespace katiwala::audit {
namespace {

WitnessDecision refused(unsigned status, std::string_view why) {
  return {.status = status, .content_type = std::string(kTextType), .body = std::string(why) + "\n", .accepted = {}};
}

WitnessDecision conflict(std::uint64_t last_size) {
  return {.status = 409, .content_type = std::string(kSizeType), .body = std::to_string(last_size) + "\n", .accepted = {}};
}

std::string sentence(const Refusal& refusal) { return refusal.place.empty() ? refusal.message : refusal.place + ": " + refusal.message; }

/// What is wrong with the tree (422), or nothing.
std::optional<std::string_view> fault_of_tree(const WitnessRequest& request, const Checkpoint& checkpoint, const std::optional<Cosigned>& last) {
  if (!check_root_of_size(checkpoint).ok()) return "The root of a tree of size 0, and of no other, is the hash of nothing.";
  if (request.old_size == 0 && !request.proof.empty()) return "There is no consistency proof from size 0.";
  if (request.old_size == 0) {
    // From the empty tree to the empty tree the roots agree by the rule above.
    return std::nullopt;
  }
  KATIWALA_ASSERT(last.has_value(), "an old size above 0 that was never cosigned");
  if (request.old_size == checkpoint.size && last->root != checkpoint.root) return "Another root of this size was cosigned before.";
  if (!tree::verify_consistency(request.old_size, checkpoint.size, last->root, checkpoint.root, request.proof).ok()) {
    return "The consistency proof does not verify.";
  }
  return std::nullopt;
}

}  // namespace

WitnessDecision decide_witness_request(const WatchedLogs& logs, std::string_view body) {
  const auto request = parse_witness_request(body);
  if (!request.ok()) return refused(400, sentence(request.refusal()));
  auto checkpoint = parse_checkpoint_lines(request->checkpoint.text);
  if (!checkpoint.ok()) return refused(400, sentence(checkpoint.refusal()));
  const auto log = logs.find(checkpoint->origin);
  if (log == logs.end()) return refused(404, "The log's origin is not known here.");
  const auto verified = verify_note(request->checkpoint, log->second.keys);
  if (!verified.ok()) return refused(403, sentence(verified.refusal()));
  const auto is_logs = [&](const VerifiedLine& line) { return log->second.keys[line.key].type == KeyType::ed25519; };
  if (std::ranges::none_of(*verified, is_logs)) return refused(403, "A cosignature is no signature of the log.");
  if (request->old_size > checkpoint->size) return refused(400, "The old size is above the checkpoint's size.");
  const std::optional<Cosigned>& last = log->second.last;
  const std::uint64_t last_size = last ? last->size : 0;
  if (request->old_size != last_size) return conflict(last_size);
  if (const auto fault = fault_of_tree(*request, *checkpoint, last)) return refused(422, *fault);
  WitnessDecision out{.status = 200, .content_type = std::string(kTextType), .body = {}, .accepted = {}};
  std::string text = print_checkpoint(*checkpoint);
  out.accepted = {.checkpoint = std::move(*checkpoint), .text = std::move(text), .expected_size = last_size};
  return out;
}

}  // namespace katiwala::audit
