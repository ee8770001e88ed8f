#include "audit/log/proof_file.h"

#include "audit/log/lines.h"
#include "ledger/record/entry.h"
#include "ledger/tree/tree.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

Refusal malformed(std::string message, const Lines& lines) { return refuse(Code::PROOF_MALFORMED, std::move(message), lines.place()); }

bool is_extra(const std::optional<Bytes>& extra) { return extra && !extra->empty() && extra->size() <= kMaxProofExtraBytes; }

}  // namespace

Result<ProofFile> parse_proof_file(std::string_view text) {
  if (text.size() > 2 * kMaxNoteBytes) return refuse(Code::PROOF_MALFORMED, "The proof file is larger than accepted.");
  ProofFile out;
  Lines lines(text);
  if (lines.next() != kFirstLine) return malformed("A proof file begins with c2sp.org/tlog-proof@v1.", lines);
  auto line = lines.next();
  if (line && line->starts_with(kExtra)) {
    out.extra = from_base64(line->substr(kExtra.size()));
    if (!is_extra(out.extra)) return malformed("Extra data is 1 to 48000 bytes in base64.", lines);
    line = lines.next();
  }
  const auto index = line && line->starts_with(kIndex) ? parse_decimal(line->substr(kIndex.size())) : std::nullopt;
  if (!index) return malformed("The line of the index is the word index and a plain decimal number.", lines);
  out.index = *index;
  for (line = lines.next(); line && !line->empty(); line = lines.next()) {
    const auto hash = parse_hash(*line);
    if (!hash || out.path.size() == kMaxProofHashes) return malformed("A proof is at most 63 hashes of 32 bytes in base64.", lines);
    out.path.push_back(*hash);
  }
  if (!line) return malformed("A blank line and the checkpoint follow the hashes.", lines);
  auto note = parse_note(lines.rest());
  if (!note.ok()) return malformed("The checkpoint after this line is no signed note: " + note.refusal().message, lines);
  out.checkpoint = std::move(*note);
  return out;
}

std::string print_proof_file(const ProofFile& proof) {
  KATIWALA_ASSERT(proof.path.size() <= kMaxProofHashes && (!proof.extra || is_extra(proof.extra)), "a proof file made by hand");
  std::string out = std::string(kFirstLine) + "\n";
  if (proof.extra) out += std::string(kExtra) + to_base64(*proof.extra) + "\n";
  return out + std::string(kIndex) + std::to_string(proof.index) + "\n" + print_hashes(proof.path) + "\n" + print_note(proof.checkpoint);
}

Result<PolicyJudgement> verify_proof_file(const ProofFile& proof, const Digest& leaf_hash, const TrustPolicy& policy) {
  KATIWALA_TRY(PolicyJudgement judgement, judge(policy, proof.checkpoint));
  KATIWALA_CHECK(tree::verify_inclusion(proof.index, judgement.checkpoint.size, leaf_hash, proof.path, judgement.checkpoint.root));
  return judgement;
}

Result<PolicyJudgement> verify_proof_file(const ProofFile& proof, ByteView header, const TrustPolicy& policy) {
  return verify_proof_file(proof, record::leaf_hash(header), policy);
}

}  // namespace katiwala::audit
