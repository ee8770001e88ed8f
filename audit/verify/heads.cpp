#include "audit/verify/heads.h"

#include <algorithm>

namespace verify {

void Heads::declare(Bytes vkey, KeyStanding standing, std::uint64_t entry, const Place& place) {
  const auto key = parse_note_key(vkey);
  CHECK("declared-key", key && key->type == NoteKey::Type::log && key->name == origin_,
        place, "a log key declared that is not one of this log");
  const auto same = [vkey](const DeclaredKey& declared) { return declared.vkey == vkey; };
  const auto at = std::find_if(log_keys_.begin(), log_keys_.end(), same);
  if (at == log_keys_.end()) {
    log_keys_.push_back({std::string(vkey), standing, entry});
  } else if (at->standing != KeyStanding::compromised) {  // nothing makes a compromised key good again
    at->standing = standing;
    at->since = entry;
  }
}

void Heads::adopt(std::uint64_t quorum, Value witnesses, const Place& place) {
  quorum_ = quorum;
  witnesses_.clear();
  for (const Value witness : witnesses) {
    const Bytes vkey = witness.bytes();
    const auto key = parse_note_key(vkey);
    CHECK("declared-witness", key && key->type == NoteKey::Type::witness, place, "a witness declared without a cosigning key");
    const auto others = witness_keys();
    const auto same = [&key](const NoteKey& other) { return key && other.key == key->key; };  // whatever it is called: a quorum counts witnesses
    CHECK("declared-witness-twice", std::none_of(others.begin(), others.end(), same), place, "the same witness declared twice");
    witnesses_.emplace_back(vkey);
  }
}

std::vector<NoteKey> Heads::keys_for_head(std::uint64_t size) const {
  std::vector<NoteKey> out;
  for (const DeclaredKey& declared : log_keys_)
    if (declared.standing == KeyStanding::active || (declared.standing == KeyStanding::retired && size <= declared.since)) out.push_back(*parse_note_key(declared.vkey));
  return out;
}

std::vector<NoteKey> Heads::witness_keys() const {
  std::vector<NoteKey> out;
  for (const std::string& vkey : witnesses_) out.push_back(*parse_note_key(vkey));
  return out;
}

bool Heads::compromised(const NoteKey& key) const {
  const auto bad = [&key](const DeclaredKey& declared) { return declared.standing == KeyStanding::compromised && parse_note_key(declared.vkey) == key; };
  return std::any_of(log_keys_.begin(), log_keys_.end(), bad);
}

void check_witnessed(const Checkpoint& checkpoint, const std::vector<NoteKey>& logs, const std::vector<NoteKey>& witnesses, std::uint64_t quorum, Bytes name) {
  std::vector<NoteKey> keys = logs;
  keys.insert(keys.end(), witnesses.begin(), witnesses.end());
  const auto seen = verify_note(checkpoint.note, keys, name);
  const auto cosigned = static_cast<std::uint64_t>(std::count_if(seen.begin(), seen.end(), [](const Seen& s) { return s.key.type == NoteKey::Type::witness; }));
  CHECK("release-log-key", cosigned < seen.size(), Place{name}, "not signed by a key that the ledger had declared for its heads");
  CHECK("release-quorum", cosigned >= quorum,
        Place{name}, std::to_string(cosigned) + " cosignatures of declared witnesses where " + std::to_string(quorum) + " are due");
}

}  // namespace verify
