// The head file: records of 64 bytes, of which the last may be torn.
#include "ledger/store/head_file.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view bytes) {
  const auto content = store::parse_head_file(view(bytes));
  if (!content.ok()) {
    KATIWALA_ASSERT(!content.refusal().message.empty() && content.refusal().code == Code::STORE_HEAD_DAMAGED, "a refusal without its reason");
    return;
  }
  const std::size_t tail = content->torn_tail ? bytes.size() % store::kHeadRecordBytes == 0 ? store::kHeadRecordBytes : bytes.size() % store::kHeadRecordBytes : 0;
  KATIWALA_ASSERT(bytes.size() >= tail + store::kHeadRecordBytes, "a head file of a torn record alone");
  const std::string_view whole = bytes.substr(0, bytes.size() - tail);
  KATIWALA_ASSERT(whole.size() % store::kHeadRecordBytes == 0, "records of another length");
  // Every record stands where it would be written, of one ledger, and neither epoch nor number falls.
  std::optional<store::HeadRecord> before;
  for (std::size_t at = 0; at < whole.size(); at += store::kHeadRecordBytes) {
    const auto record = store::decode_head_record(view(whole.substr(at, store::kHeadRecordBytes)));
    KATIWALA_ASSERT(record.ok(), "a damaged record before the last one was forgiven");
    KATIWALA_ASSERT(std::ranges::equal(store::encode(*record), view(whole.substr(at, store::kHeadRecordBytes))), "read, but written differently");
    if (before) {
      KATIWALA_ASSERT(record->ledger == before->ledger && record->epoch >= before->epoch, "two ledgers, or an epoch that falls");
      KATIWALA_ASSERT(!before->head || (record->head && record->head->seq >= before->head->seq), "a head that falls");
    }
    before = *record;
  }
  KATIWALA_ASSERT(std::ranges::equal(store::encode(*before), store::encode(content->last)), "another record than the last");
}

}  // namespace katiwala::fuzz
