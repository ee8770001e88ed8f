/// Which keys were destroyed, and by which entry: what tells an erased part from one whose key is merely not at hand.
///
/// An erasure comes after the parts it closes, so it has to be known before the first of them is exported.
#pragma once

#include <map>

#include "ledger/journal/entry.h"

namespace katiwala::audit::exports {

class Erasures {
 public:
  /// Takes note of what the entry says was erased.
  void note(const journal::Entry& entry);
  /// The entry that destroyed the key; nothing if none did.
  [[nodiscard]] std::optional<record::Seq> of(const crypto::KeyId& key) const;

 private:
  std::map<crypto::KeyId, record::Seq> by_key_;
};

/// Reads the whole journal once, without a key: erasures stand in clear. What `open_entry` refuses.
Result<Erasures> find_erasures(const store::LogStore& store);

/// A part that can not be read, as an export has to name it.
struct ClosedPart {
  std::size_t index = 0;                   ///< in the entry; the act is 0
  Digest hash{};
  crypto::KeyId key;
  std::optional<record::Seq> erased_by;    ///< nothing: the key is not in the key store that was given, and no entry destroyed it
  [[nodiscard]] std::string_view state() const { return erased_by ? "erased" : "closed"; }
  [[nodiscard]] std::string text() const;  ///< "part 2 is erased by entry 57, key 3f…"
};
std::vector<ClosedPart> closed_parts(const journal::Entry& entry, const Erasures& erasures);

}  // namespace katiwala::audit::exports
