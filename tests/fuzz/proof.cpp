// Proof files (C2SP tlog-proof), read by the house and by the verifier, which reads them as files.
#include "audit/log/proof_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>

#include "audit/log/lines.h"
#include "audit/verify/options.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

/// A file in memory that a path leads to.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("proof", 0)) { KATIWALA_ASSERT(descriptor_ >= 0, "no file in memory"); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  void write(std::string_view bytes) const {
    KATIWALA_ASSERT(::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()), "writing in memory");
  }

 private:
  int descriptor_;
};

/// The verifier's checks that say "this is no proof file", as against "it proves nothing to me".
bool is_about_the_form(const std::string& check) {
  for (const std::string_view one : {"receipt-label", "receipt-extra", "receipt-index", "receipt-hash", "note-", "checkpoint-"})
    if (check.starts_with(one)) return true;
  return false;
}

/// Where the house is stricter: extra data is there or it is not, and has a bound.
bool has_odd_extra(std::string_view text) {
  constexpr std::string_view kBefore = "c2sp.org/tlog-proof@v1\nextra ";
  if (!text.starts_with(kBefore)) return false;
  const std::size_t length = text.substr(kBefore.size()).find('\n');
  return length == 0 || length > audit::kMaxProofExtraBytes;
}

/// The verifier reads the checkpoint along with the file.
bool holds_our_checkpoint(const audit::ProofFile& proof) {
  const auto checkpoint = audit::parse_checkpoint(proof.checkpoint.text);
  return checkpoint.ok() && checkpoint->extensions.empty() && audit::is_key_name(checkpoint->origin) && checkpoint->origin.size() <= 255;
}

}  // namespace

void one(std::string_view text) {
  const bool accepted = same_bytes(text, audit::parse_proof_file, audit::print_proof_file);
  if (text.size() > audit::kMaxNoteBytes || has_odd_extra(text)) return;
  static const MemoryFile file;
  file.write(text);
  verify::Options options;
  options.target = file.path();
  options.leaf = std::string(64, '0');
  const auto check = stranger([&] { verify::verify_receipt(options, verify::Policy()); });
  const bool well_formed = !check || !is_about_the_form(*check);
  const auto proof = audit::parse_proof_file(text);
  agree(accepted && holds_our_checkpoint(*proof), well_formed ? std::nullopt : check);
}

}  // namespace katiwala::fuzz
