// Derived rows into a memory, and two memories held against each other. Both are many small pieces of work that ask nothing of each other.
#include <algorithm>

#include "ledger/base/in_order.h"
#include "ledger/journal/derived.h"
#include "ledger/journal/derived_rows.h"

namespace katiwala::journal {
namespace {

using custody::Table;

constexpr std::size_t kSealedRowHead = 1 + 16 + 12;
/// What one thread opens at a time, and what is opened while the rows before are put together.
constexpr std::size_t kBlockBytes = std::size_t{128} << 10, kBlocksABatch = 32;

Refusal unreadable_row(const Bytes& key) { return refuse(Code::STORE_DAMAGED, "A derived row can not be read.", "row " + to_hex(key)); }

/// A sealed row whose key does not exist any more is as good as gone.
Status open_row(Memory& memory, const Bytes& key, ByteView value, crypto::KeyStore& keys) {
  if (value.empty()) return unreadable_row(key);
  if (value[0] == kClearRow) return load_row(memory, key, value.subspan(1), std::nullopt);
  if (value[0] != kSealedRow || value.size() < kSealedRowHead) return unreadable_row(key);
  crypto::KeyId id;
  std::copy_n(value.begin() + 1, id.bytes.size(), id.bytes.begin());
  crypto::Nonce nonce;
  std::copy_n(value.begin() + 17, nonce.size(), nonce.begin());
  const auto data_key = keys.find(id);
  if (!data_key) return good();
  Bytes associated(memory.ledger.bytes.begin(), memory.ledger.bytes.end());
  associated.insert(associated.end(), key.begin(), key.end());
  KATIWALA_TRY(const Bytes clear, crypto::open(*data_key, nonce, associated, value.subspan(kSealedRowHead)));
  return load_row(memory, key, clear, id);
}

/// Consecutive rows as they are stored, and then what they say, in a memory of their own.
struct RowBlock {
  struct Row {
    std::size_t key_bytes = 0, value_bytes = 0;
  };
  Bytes bytes;  ///< keys and values by turns
  std::vector<Row> rows;
  Memory opened;
  Status outcome = good();

  void add(ByteView key, ByteView value) {
    bytes.insert(bytes.end(), key.begin(), key.end());
    bytes.insert(bytes.end(), value.begin(), value.end());
    rows.push_back({key.size(), value.size()});
  }
  void open(crypto::KeyStore& keys) {
    ByteView left = bytes;
    for (const Row& row : rows) {
      const Bytes key(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(row.key_bytes));
      outcome = open_row(opened, key, left.subspan(row.key_bytes, row.value_bytes), keys);
      if (!outcome.ok()) return;
      left = left.subspan(row.key_bytes + row.value_bytes);
    }
    bytes = {};
  }
};

/// The records of one block beside those of the blocks before: nodes change hands, nothing is copied. False: something is there already.
bool put_together(Memory& all, Memory& block) {
  bool each_once = true;
  const auto take = [&](auto& to, auto& from) {
    to.merge(from);
    each_once = each_once && from.empty();
  };
  custody::State &to = all.state, &from = block.state;
  take(to.principals, from.principals);
  take(to.rulebooks, from.rulebooks);
  take(to.rates, from.rates);
  take(to.pools, from.pools);
  take(to.orders, from.orders);
  take(to.wards, from.wards);
  take(to.protections, from.protections);
  take(to.watches, from.watches);
  take(to.credits, from.credits);
  take(to.proposals, from.proposals);
  take(to.requests, from.requests);
  take(to.files, from.files);
  take(to.recalls, from.recalls);
  take(to.references, from.references);
  take(to.reversed, from.reversed);
  take(all.chains, block.chains);
  take(all.keys, block.keys);
  from.book.for_each([&](const book::Account& account, Amount amount) { to.book.set_balance(account, amount); });
  block.idempotency.for_each([&](const IdempotencyIndexKey& key, record::Seq seq) { all.idempotency.put(key, seq); });
  return each_once;
}

Status take_block(Memory& memory, RowBlock&& block) {
  if (!block.outcome.ok()) return block.outcome.refusal();
  // Of the ledger's own record there is one; every other block has an empty one.
  if (block.opened.chains.contains(custody::Subject{})) memory.state.ledger = std::move(block.opened.state.ledger);
  return put_together(memory, block.opened) ? good() : refuse(Code::STORE_DAMAGED, "Two derived rows are about the same thing.", "derived tables");
}

}  // namespace

Status load_derived(Memory& memory, const store::LogStore& store, crypto::KeyStore& keys) {
  InOrder<RowBlock> walk(cores(), kBlockBytes * kBlocksABatch, [&](RowBlock& block) { block.open(keys); },
                         [&](RowBlock&& block) { return take_block(memory, std::move(block)); });
  RowBlock block;
  const auto begin_block = [&] {
    block = {};
    block.opened.ledger = memory.ledger;
  };
  begin_block();
  const Status scanned = store.scan_derived([&](ByteView key, ByteView value) -> Status {
    block.add(key, value);
    if (block.bytes.size() < kBlockBytes) return good();
    const std::size_t weight = block.bytes.size();
    const Status given = walk.give(std::move(block), weight);
    begin_block();
    return given;
  });
  if (scanned.ok()) KATIWALA_CHECK(walk.give(std::move(block), 0));
  KATIWALA_CHECK(walk.finish());
  KATIWALA_CHECK(scanned);
  custody::index(memory.state);
  return good();
}

namespace {

constexpr std::size_t kKeysAPiece = 256, kPiecesABatch = 64;

struct KeysCompared {
  std::vector<Bytes> keys;
  std::uint64_t rows = 0;
  std::optional<Bytes> differs;

  void compare(const Memory& a, const Memory& b) {
    for (const Bytes& key : keys) {
      const ClearRow ours = clear_row(a, key);
      if (ours.value) ++rows;
      if (ours.value != clear_row(b, key).value && (!differs || key < *differs)) differs = key;
    }
  }
};

std::uint64_t count_keys(const Memory& memory) {
  std::uint64_t count = 0;
  for_each_row_key(memory, [&](const Bytes&) { ++count; });
  return count;
}

/// Any row that `b` has and `a` has not.
std::optional<Bytes> row_of_one_alone(const Memory& a, const Memory& b) {
  std::optional<Bytes> lowest;
  for_each_row_key(b, [&](Bytes key) {
    const bool alone = clear_row(b, key).value && !clear_row(a, key).value;
    if (alone && (!lowest || key < *lowest)) lowest = std::move(key);
  });
  return lowest;
}

}  // namespace

RowsCompared compare_rows(const Memory& a, const Memory& b) {
  RowsCompared out;
  std::uint64_t keys = 0;
  InOrder<KeysCompared> walk(cores(), kPiecesABatch, [&](KeysCompared& piece) { piece.compare(a, b); },
                             [&](KeysCompared&& piece) {
                               keys += piece.keys.size();
                               out.rows += piece.rows;
                               if (piece.differs && (!out.differs || *piece.differs < *out.differs)) out.differs = piece.differs;
                               return good();
                             });
  KeysCompared piece;
  const auto hand_over = [&] { KATIWALA_ASSERT(walk.give(std::exchange(piece, {}), 1).ok(), "comparing refuses nothing"); };
  for_each_row_key(a, [&](Bytes key) {
    piece.keys.push_back(std::move(key));
    if (piece.keys.size() == kKeysAPiece) hand_over();
  });
  hand_over();
  KATIWALA_ASSERT(walk.finish().ok(), "comparing refuses nothing");
  // Where each key of `a` has a row, and `b` has them all the same and no more keys, there is none that `b` alone has.
  const bool all_of_b = out.rows == keys && keys == count_keys(b);
  if (!out.differs && !all_of_b) out.differs = row_of_one_alone(a, b);
  return out;
}

}  // namespace katiwala::journal
