#include "tests/model/retelling.h"

#include <map>

#include "ledger/journal/part_codec.h"
#include "ledger/store/appender.h"

namespace katiwala::model {
namespace {

class Retelling {
 public:
  Retelling(store::LedgerId ledger, crypto::KeyStore& keys) : ledger_(ledger), keys_(keys) {}

  /// The stored entry as it follows from `entry` and from the retold ones before it.
  record::StoredEntry stored(journal::Entry entry, record::StoredEntry stored) {
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
      journal::OpenedPart& opened = entry.parts[i];
      if (opened.part && relinked(opened)) stored.parts[i + 1] = kept(entry, i);
    }
    entry.header.prev = leaf_;
    stored.header = record::encode(entry.header);
    leaf_ = record::leaf_hash(stored.header);
    return stored;
  }
  void follow(ByteView header) { leaf_ = record::leaf_hash(header); }

 private:
  /// False where neither the part nor the one before it was told otherwise.
  bool relinked(journal::OpenedPart& opened) {
    const auto before = last_.find(opened.part->about);
    if (before != last_.end()) opened.part->before = before->second;
    Bytes bytes = record::encode_struct(*opened.part);
    if (bytes == opened.clear.bytes) return false;
    opened.clear.bytes = std::move(bytes);
    opened.hash = last_[opened.part->about] = opened.clear.hash();
    return true;
  }

  record::StoredPart kept(journal::Entry& entry, std::size_t index) const {
    const journal::OpenedPart& opened = entry.parts[index];
    entry.header.part_hashes[index + 1] = opened.hash;
    if (!opened.key) return {.sealed = false, .key = {}, .salt = opened.clear.salt, .bytes = opened.clear.bytes};
    return journal::seal_part(ledger_, entry.seq(), static_cast<std::uint16_t>(index + 1), opened.clear, opened.hash, *opened.key, *keys_.find(*opened.key));
  }

  store::LedgerId ledger_;
  crypto::KeyStore& keys_;
  Digest leaf_{};
  std::map<custody::Subject, Digest> last_;  ///< of subjects told otherwise: the hash of the part before
};

}  // namespace

Result<std::unique_ptr<store::LogStore>> retold(const store::LogStore& told, crypto::KeyStore& keys, record::Seq at, const Retell& retell) {
  std::unique_ptr<store::LogStore> out = store::memory_store(told.ledger());
  KATIWALA_TRY(store::Appender end, store::Appender::behind(*out));
  Retelling retelling(told.ledger(), keys);
  KATIWALA_CHECK(told.scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
    if (seq < at) {
      retelling.follow(stored.header);
      return end.add(stored);
    }
    KATIWALA_TRY(journal::Entry entry, journal::open_entry(told.ledger(), stored, &keys));
    if (seq == at) retell(entry);
    return end.add(retelling.stored(std::move(entry), stored));
  }));
  KATIWALA_CHECK(end.flush());
  return out;
}

}  // namespace katiwala::model
