/// The one state in memory, and what the journal itself must remember beside it. A fold over entries and nothing else.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include "ledger/custody/state.h"
#include "ledger/journal/entry.h"

namespace katiwala::journal {

/// Where a subject's chain of parts stands.
struct Chain {
  std::uint64_t number = 0;
  Digest last{};
};

/// SHA-256(principal ‖ key), first half: finds the entry that a key has made.
using IdempotencyIndexKey = std::array<std::uint8_t, 16>;
IdempotencyIndexKey idempotency_index(const custody::PrincipalId& principal, std::string_view key);

/// Every key that was ever used, and its entry: some 27 bytes each, for ever.
class IdempotencyIndex {
 public:
  IdempotencyIndex();
  ~IdempotencyIndex();
  IdempotencyIndex(IdempotencyIndex&&) noexcept;
  IdempotencyIndex& operator=(IdempotencyIndex&&) noexcept;
  [[nodiscard]] std::optional<record::Seq> find(const IdempotencyIndexKey& key) const;
  void put(const IdempotencyIndexKey& key, record::Seq seq);
  void for_each(const std::function<void(const IdempotencyIndexKey&, record::Seq)>& visit) const;

 private:
  struct Table;  ///< kept out of the header, which every room above sees
  std::unique_ptr<Table> table_;
};

struct Memory {
  store::LedgerId ledger;
  custody::State state;
  std::unordered_map<custody::Subject, Chain, custody::SubjectHash> chains;
  std::unordered_map<custody::Subject, crypto::KeyId, custody::SubjectHash> keys;  ///< of wards and of the files that go with wards and pools
  IdempotencyIndex idempotency;
  record::Seq next = 0;     ///< number of the entry to come
  Digest last_leaf{};       ///< zeros when there is none
  Instant last_time;

  [[nodiscard]] Chain chain(const custody::Subject& subject) const;
  /// The data key that a subject's parts are sealed under; nullptr if it has none.
  [[nodiscard]] const crypto::KeyId* key_of(const custody::Subject& subject) const;
};

/// The ward and the files that go with her: what an erasure takes away.
std::array<custody::Subject, 3> sealed_subjects_of(const custody::WardId& ward);

/// An erasure names the key that it destroys, which only the ledger knows: who asks for one can not. Any other command stays as it is.
void name_erased_key(const Memory& memory, custody::Command& command);

/// Rows that a fold made stale.
class Stale : public custody::Touched {
 public:
  virtual void subject(const custody::Subject& about) = 0;
  virtual void idempotency(const IdempotencyIndexKey& key) = 0;
};

/// Takes one entry into the memory. CHAIN_BROKEN, RECORD_MALFORMED, POSTING_UNBALANCED, ... name "entry N": an entry that could not have
/// been written by the ledger. After a refusal the memory is of no further use. `stale` may be null.
/// Wards whose erasure the entry is are added to `erased` with their keys, to be destroyed once the entry is durable.
Status fold(Memory& memory, const Entry& entry, Stale* stale, std::vector<crypto::KeyId>* erased);

}  // namespace katiwala::journal
