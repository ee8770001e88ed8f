/// Which entries have a part of a ward, by the key the part is sealed under: found without opening anything.
///
/// Read from the journal when first asked and carried on from there; eight bytes a part.
#pragma once

#include <mutex>
#include <unordered_map>
#include <vector>

#include "ledger/crypto/keystore.h"
#include "ledger/store/logstore.h"

namespace katiwala::api::door {

class WardEntries {
 public:
  /// At most `limit` entry numbers after `after` (from the first where it is nothing), ascending, none past the store's head.
  Result<std::vector<record::Seq>> find(const store::LogStore& store, const crypto::KeyId& key, std::optional<record::Seq> after,
                                        std::size_t limit);

 private:
  Status catch_up(const store::LogStore& store);

  std::mutex mutex_;
  record::Seq next_ = 0;
  std::unordered_map<crypto::KeyId, std::vector<record::Seq>> entries_;
};

}  // namespace katiwala::api::door
