/// Reading blocks back: frames by number, without trusting what the block says of itself.
#pragma once

#include <functional>

#include "ledger/store/logstore.h"

namespace katiwala::store {

/// Entries a block may hold: it never crosses a multiple of this, which is also the width of a tile.
inline constexpr record::Seq kBlockLimit = 256;

using EntryVisitor = std::function<Status(record::Seq, record::StoredEntry)>;

/// STORE_DAMAGED naming the entry.
Refusal damaged_entry(record::Seq seq, const std::string& what);

/// The bytes of the frame of `seq` in the block that starts at `first`; length prefixes are followed, nothing decoded.
/// STORE_DAMAGED if the block does not reach that far.
Result<ByteView> frame_of(record::Seq first, ByteView frames, record::Seq seq);
/// Decodes one frame and checks that its header carries `seq`. STORE_DAMAGED otherwise.
Result<record::StoredEntry> decode_entry(record::Seq seq, ByteView frame);
/// Visits the entries from..to (inclusive) of one block; nothing if the block ends before `from`. Returns the seq after the
/// last entry of the block, or `to` + 1.
Result<record::Seq> visit_block(record::Seq first, ByteView frames, record::Seq from, record::Seq to, const EntryVisitor& visit);

/// What `LogStore::append` demands of a batch: blocks consecutive from `next`, none crossing a multiple of 256, tiles exactly
/// among those this batch completes, `last` and `last_leaf` those of the last frame. Halts otherwise: the caller is our own
/// writer. New tiles and blocks therefore never have the key of an old one.
void assert_continues(const Batch& batch, record::Seq next);

}  // namespace katiwala::store
