#include "api/witness/state_file.h"

#include <algorithm>

#include "ledger/crypto/digest.h"

namespace katiwala::api::witness {
namespace {

Refusal damaged(const ListedLog& log, std::string_view why) {
  return refuse(Code::STORE_DAMAGED, "What was cosigned last of " + log.origin + " can not be read (" + std::string(why) +
                                         "). A witness that has lost its state must retire its key: it could cosign a second history.");
}

}  // namespace

std::string state_name(std::string_view origin) { return to_hex(crypto::sha256(view(origin))); }

std::string print_never_cosigned(std::string_view origin) { return "nothing cosigned yet: " + std::string(origin) + "\n"; }

Result<std::optional<LastNote>> parse_state(std::string_view bytes, const ListedLog& log, const audit::VerifierKey& own) {
  if (bytes == print_never_cosigned(log.origin)) return std::optional<LastNote>();
  const auto note = audit::parse_note(bytes);
  if (!note.ok()) return damaged(log, note.refusal().message);
  if (audit::print_note(*note) != bytes) return damaged(log, "it has another spelling");
  const auto checkpoint = audit::parse_checkpoint(note->text);
  if (!checkpoint.ok()) return damaged(log, checkpoint.refusal().message);
  if (checkpoint->origin != log.origin) return damaged(log, "it is another log's");
  std::vector<audit::VerifierKey> keys = log.keys;
  keys.push_back(own);
  const auto lines = audit::verify_note(*note, keys);
  if (!lines.ok()) return damaged(log, lines.refusal().message);
  const auto mine = std::ranges::find(*lines, keys.size() - 1, &audit::VerifiedLine::key);
  if (mine == lines->end()) return damaged(log, "this witness did not cosign it");
  if (lines->size() < 2 || lines->size() != note->signatures.size()) return damaged(log, "it has lines that are not the log's or this witness's");
  return std::optional<LastNote>(LastNote{{checkpoint->size, checkpoint->root}, mine->time_s, std::string(bytes)});
}

}  // namespace katiwala::api::witness
