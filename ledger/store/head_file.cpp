#include "ledger/store/head_file.h"

#include <limits>

#include "ledger/crypto/digest.h"
#include "ledger/base/endian.h"

namespace katiwala::store {
namespace {

constexpr record::Seq kNone = std::numeric_limits<record::Seq>::max();
constexpr std::size_t kCrcAt = kHeadRecordBytes - 4;

Refusal damaged(std::string message, std::size_t at) {
  return refuse(Code::STORE_HEAD_DAMAGED, "The head file is damaged: " + std::move(message), "byte " + std::to_string(at));
}

/// The order in which records may follow each other: "none" comes before every entry.
bool falls(const HeadRecord& before, const HeadRecord& after) {
  if (after.epoch < before.epoch) return true;
  if (!before.head) return false;
  if (!after.head) return true;
  return after.head->seq < before.head->seq || (after.head->seq == before.head->seq && after.head->leaf != before.head->leaf);
}

}  // namespace

std::array<std::uint8_t, kHeadRecordBytes> encode(const HeadRecord& record) {
  std::array<std::uint8_t, kHeadRecordBytes> out{};
  std::memcpy(out.data(), record.ledger.bytes.data(), 16);
  store_be(out.data() + 16, record.epoch);
  store_be(out.data() + 20, record.head ? record.head->seq : kNone);
  if (record.head) std::memcpy(out.data() + 28, record.head->leaf.data(), 32);
  store_be(out.data() + kCrcAt, crypto::crc32c(ByteView(out).first(kCrcAt)));
  return out;
}

Result<HeadRecord> decode_head_record(ByteView bytes) {
  if (bytes.size() != kHeadRecordBytes) return damaged("a record has 64 bytes", 0);
  if (crypto::crc32c(bytes.first(kCrcAt)) != load_be<std::uint32_t>(bytes.data() + kCrcAt)) return damaged("a checksum does not match", 0);
  HeadRecord record;
  std::memcpy(record.ledger.bytes.data(), bytes.data(), 16);
  record.epoch = load_be<std::uint32_t>(bytes.data() + 16);
  Head head;
  head.seq = load_be<std::uint64_t>(bytes.data() + 20);
  std::memcpy(head.leaf.data(), bytes.data() + 28, 32);
  if (head.seq != kNone) record.head = head;
  else if (head.leaf != Digest{}) return damaged("a hash without an entry", 28);
  return record;
}

Result<HeadFileContent> parse_head_file(ByteView file) {
  std::optional<HeadRecord> last;
  HeadFileContent content;
  content.bytes = file.size();
  for (std::size_t at = 0; at < file.size(); at += kHeadRecordBytes) {
    const std::size_t left = file.size() - at;
    auto record = decode_head_record(file.subspan(at, std::min(left, kHeadRecordBytes)));
    if (!record.ok()) {
      if (left > kHeadRecordBytes) return damaged("a record before the last does not match its checksum", at);
      content.torn_tail = true;
      break;
    }
    if (last && record->ledger != last->ledger) return damaged("records of two ledgers", at);
    if (last && falls(*last, *record)) return damaged("a record is older than the one before it", at);
    last = *record;
  }
  if (!last) return damaged("no whole record", 0);
  content.last = *last;
  return content;
}

Result<HeadFileContent> read_head_file(FileSystem& files, const std::filesystem::path& path) {
  KATIWALA_TRY(const auto bytes, files.read(path));
  if (!bytes) return refuse(Code::STORE_HEAD_DAMAGED, "The head file is missing.", path.string());
  return parse_head_file(*bytes);
}

std::string describe(const std::optional<Head>& head) {
  if (!head) return "no entry";
  return "seq " + std::to_string(head->seq) + ", leaf " + to_hex(head->leaf);
}

Status HeadFile::create(FileSystem& files, const std::filesystem::path& path, LedgerId ledger, std::uint32_t epoch) {
  return replace_atomically(files, path, encode(HeadRecord{ledger, epoch, std::nullopt}));
}

Result<HeadFile> HeadFile::open(FileSystem& files, const std::filesystem::path& path, const HeadFileContent& content,
                                const std::optional<Head>& head) {
  KATIWALA_ASSERT(content.last.epoch < std::numeric_limits<std::uint32_t>::max(), "the head file ran out of epochs");
  const HeadRecord record{content.last.ledger, content.last.epoch + 1, head};
  KATIWALA_ASSERT(!falls(content.last, record), "the head file would be moved back");
  const bool fresh = content.torn_tail || content.bytes > kHeadFileRotateBytes;
  if (fresh) KATIWALA_CHECK(replace_atomically(files, path, encode(record)));
  KATIWALA_TRY(auto file, files.open_append(path));
  if (!fresh) {
    KATIWALA_CHECK(file->append(encode(record)));
    KATIWALA_CHECK(file->datasync());
  }
  return HeadFile(std::move(file), record.ledger, record.epoch);
}

Status HeadFile::advance(const Head& head) {
#ifndef KATIWALA_SABOTAGE_head_file_skipped
  KATIWALA_CHECK(file_->append(encode(HeadRecord{ledger_, epoch_, head})));
#ifndef KATIWALA_SABOTAGE_ack_before_sync
  KATIWALA_CHECK(file_->datasync());
#endif
#else
  static_cast<void>(head);
#endif
  return good();
}

}  // namespace katiwala::store
