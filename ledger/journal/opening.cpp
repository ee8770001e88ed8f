#include "ledger/journal/opening.h"

#include "ledger/base/in_order.h"

namespace katiwala::journal {
namespace {

/// Of entries that are opened while those before them are folded. An entry may have megabytes, so they are not counted but weighed.
constexpr std::size_t kOpeningBatchBytes = std::size_t{1} << 20;

struct Opening {
  record::Seq seq = 0;
  record::StoredEntry stored;
  std::optional<Result<Entry>> entry;
};

std::size_t weight_of(const record::StoredEntry& stored) {
  std::size_t bytes = stored.header.size();
  for (const record::StoredPart& part : stored.parts) bytes += part.bytes.size();
  return bytes;
}

}  // namespace

Status for_each_opened(const store::LogStore& store, crypto::KeyStore* keys, record::Seq first, record::Seq end, const TakeOpened& take) {
  if (first >= end) return good();
  const store::LedgerId ledger = store.ledger();
  InOrder<Opening> walk(cores(), kOpeningBatchBytes,
                        [&](Opening& one) { one.entry = open_entry(ledger, one.stored, keys); },
                        [&](Opening&& one) { return take(one.seq, std::move(*one.entry)); });
  bool reached_end = false;
  const Status scanned = store.scan(first, [&](record::Seq seq, record::StoredEntry stored) -> Status {
    const std::size_t weight = weight_of(stored);
    KATIWALA_CHECK(walk.give({seq, std::move(stored), std::nullopt}, weight));
    reached_end = seq + 1 >= end;
    return reached_end ? refuse(Code::ENTRY_MISSING) : good();  // stops the scan: what lies after is not asked for
  });
  KATIWALA_CHECK(walk.finish());
  return reached_end ? good() : scanned;
}

}  // namespace katiwala::journal
