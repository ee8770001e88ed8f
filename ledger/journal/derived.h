/// Derived tables: the memory as rows, so that a start need not read the whole journal. A cache and nothing more: `rebuild` from the
/// journal gives the same clear rows.
///
///   key    table (u8) ‖ what it is about
///   value  0x00 ‖ clear bytes, or, for whatever is about a ward: 0x01 ‖ key id[16] ‖ nonce[12] ‖ AES-256-GCM under her data key,
///          AAD = ledger id ‖ key
///
///   table            about                value
///   0  shape         -                    SHA-256 over what these rows can hold, member by member (derived_shape.cpp)
///   1  ledger        -                    LedgerRecord and its chain
///   2  principal     principal            Principal
///   3  rulebook      hash                 AdoptedRulebook
///   4  rate          currency (u16)       the rates of that currency
///   5  pool          pool                 Pool, its balances, its chain
///   6  order         order                AwardOrder, its chain
///   7  ward          ward                 Ward, her balances (awards and court orders too), her chain    sealed
///   8  credit        credit               Credit
///   9  proposal      number (u64)         Proposal                                                       sealed where about a ward
///   10 request       request              Request                                                        sealed
///   12 reference     mark                 number of the entry that used it
///   13 reversed      number (u64)         nothing
///   14 protection    ward                 Protection, its chain                                          sealed, under the file's own key
///   15 watch         ward or pool         Watch, its chain                                               sealed, under the file's own key
///   16 file          payment file         ReleasedFile
///   17 recall        recall               Recall
///   32 idempotency   index key            number of the entry
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "ledger/journal/memory.h"

namespace katiwala::journal {

/// Collects the rows that folds made stale. A row's key is its table and what it is about.
class StaleRows final : public Stale {
 public:
  StaleRows();
  ~StaleRows() override;
  StaleRows(const StaleRows&) = delete;
  StaleRows& operator=(const StaleRows&) = delete;
  void row(custody::Table table, ByteView key) override;
  void balance(const book::Account&) override {}  // balances stand in the rows of their subjects, which are stale anyway
  void subject(const custody::Subject& about) override;
  void idempotency(const IdempotencyIndexKey& key) override;
  [[nodiscard]] std::size_t size() const;
  /// Ascending, each once; none are left.
  [[nodiscard]] std::vector<Bytes> take();

 private:
  void add(std::uint8_t table, ByteView about);
  struct Keys;  ///< kept out of the header; filled on the writer's thread at every entry, so without an allocation a key
  std::unique_ptr<Keys> keys_;
};

/// A row in clear: nothing if it is gone. `sealed_for` names the ward's key it must be sealed under.
struct ClearRow {
  std::optional<Bytes> value;
  std::optional<crypto::KeyId> sealed_for;
};
ClearRow clear_row(const Memory& memory, const Bytes& key);

/// Rows as they stand in the memory, to be sealed when nobody waits for it any more.
using ClearRows = std::vector<std::pair<Bytes, ClearRow>>;
ClearRows clear_rows(const Memory& memory, std::vector<Bytes> keys);
/// Rows as the store keeps them. A sealed row whose ward has no key any more is gone.
std::vector<store::DerivedRow> seal_rows(const store::LedgerId& ledger, ClearRows rows, crypto::KeyStore& keys_of_wards, crypto::Entropy& entropy);

/// What stands on a subject's accounts, without zeros, in no particular order.
std::vector<Balance> balances_of(const Memory& memory, const custody::Subject& subject);

/// Is put with every other: which program's rows these are.
store::DerivedRow shape_row();
/// The entry that the derived rows reflect. Nothing where there are none, or none of this program's: where a fold has come to keep more, what it decides
/// with must not depend on since when a row lies there, as it is decided again on a state made from the journal alone.
std::optional<record::Seq> usable_derived(const store::LogStore& store);

/// Loads what `store` keeps into an empty memory, on all cores. STORE_DAMAGED, DECRYPT_FAILED, CBOR_MALFORMED: the cache is to be thrown away.
Status load_derived(Memory& memory, const store::LogStore& store, crypto::KeyStore& keys);

/// The key of every row that a memory may have, each once, in no particular order. A proposal that stands for nothing yet has none: see `clear_row`.
void for_each_row_key(const Memory& memory, const std::function<void(Bytes key)>& visit);

/// Every clear row of a memory, for comparing two small ones.
std::map<Bytes, Bytes> all_clear_rows(const Memory& memory);

/// Two memories row by row, on all cores.
struct RowsCompared {
  std::uint64_t rows = 0;       ///< of `a`
  std::optional<Bytes> differs; ///< the lowest key of `a` whose row `b` does not have the same; else any that `b` alone has
};
RowsCompared compare_rows(const Memory& a, const Memory& b);

}  // namespace katiwala::journal
