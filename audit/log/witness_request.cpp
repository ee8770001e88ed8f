#include "audit/log/witness_request.h"

#include "audit/log/lines.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kOld = "old ";

Refusal malformed_request(std::string message, const Lines& lines) { return refuse(Code::WITNESS_REQUEST_MALFORMED, std::move(message), lines.place()); }

}  // namespace

Result<WitnessRequest> parse_witness_request(std::string_view body) {
  if (body.size() > kMaxWitnessRequestBytes) return refuse(Code::WITNESS_REQUEST_MALFORMED, "The request is larger than accepted.");
  WitnessRequest out;
  Lines lines(body);
  auto line = lines.next();
  const auto old_size = line && line->starts_with(kOld) ? parse_decimal(line->substr(kOld.size())) : std::nullopt;
  if (!old_size) return malformed_request("The first line is the word old and a plain decimal number.", lines);
  out.old_size = *old_size;
  for (line = lines.next(); line && !line->empty(); line = lines.next()) {
    const auto hash = parse_hash(*line);
    if (!hash || out.proof.size() == kMaxWitnessProofHashes) return malformed_request("A proof is at most 63 hashes of 32 bytes in base64.", lines);
    out.proof.push_back(*hash);
  }
  if (!line) return malformed_request("A blank line and the checkpoint follow the hashes.", lines);
  auto note = parse_note(lines.rest());
  if (!note.ok()) return malformed_request("The checkpoint after this line is no signed note: " + note.refusal().message, lines);
  out.checkpoint = std::move(*note);
  return out;
}

std::string print_witness_request(const WitnessRequest& request) {
  KATIWALA_ASSERT(request.proof.size() <= kMaxWitnessProofHashes, "a proof of no tree");
  return std::string(kOld) + std::to_string(request.old_size) + "\n" + print_hashes(request.proof) + "\n" + print_note(request.checkpoint);
}

}  // namespace katiwala::audit
