#include "audit/cosigned_head.h"

#include "audit/log/checkpoint.h"

namespace katiwala::audit {
namespace {

/// Keys that can not be read count for nothing: what a head needs is a key that can.
void add_keys(std::vector<VerifierKey>& keys, const std::string& text, KeyType type) {
  auto key = parse_vkey(text);
  if (key.ok() && key->type == type) keys.push_back(std::move(*key));
}

}  // namespace

std::optional<journal::CosignedHead> read_cosigned_head(const custody::LedgerRecord& ledger, std::string_view text) {
  const auto note = parse_note(text);
  if (!note.ok()) return std::nullopt;
  std::vector<VerifierKey> keys;
  for (const custody::LogKey& key : ledger.log_keys)
    if (key.standing != custody::KeyStanding::compromised) add_keys(keys, key.key, KeyType::ed25519);
  const auto checkpoint = open_checkpoint(*note, keys);
  if (!checkpoint.ok() || checkpoint->origin != ledger.origin) return std::nullopt;
  for (const std::string& witness : ledger.witnesses) add_keys(keys, witness, KeyType::cosignature);
  const auto lines = verify_note(*note, keys);
  if (!lines.ok()) return std::nullopt;
  journal::CosignedHead out{checkpoint->size, checkpoint->root, 0};
  for (const VerifiedLine& line : *lines)
    if (keys[line.key].type == KeyType::cosignature) ++out.cosignatures;
  return out;
}

}  // namespace katiwala::audit
