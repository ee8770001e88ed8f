/// The head file: what was acknowledged, outside the database directory and best on another disk.
///
/// A record is 64 bytes, big-endian; the file is records back to back, oldest first:
///
///   0   16  ledger id
///   16  4   epoch       u32; rises by one each time the ledger is opened for writing
///   20  8   seq         u64 of the newest durable entry; 2^64-1: none yet
///   28  32  leaf hash   of that entry; zeros for none
///   60  4   CRC-32C     u32 over the 60 bytes before
///
/// Every commit appends one record and syncs it, so a power cut can damage at most the last 64 bytes: that much is forgiven
/// (the entry it named is in the database), anything before it is STORE_HEAD_DAMAGED. seq never falls, epoch never falls.
/// Opening for writing appends a record of the next epoch, or replaces the file atomically by that one record if its tail was
/// torn or it has grown over 1 MiB.   Source: docs/format.md "Head file"; docs/decisions/0004-head-file.md.
#pragma once

#include <optional>
#include <string>

#include "ledger/store/filesystem.h"
#include "ledger/store/logstore.h"

namespace katiwala::store {

inline constexpr std::size_t kHeadRecordBytes = 64;
inline constexpr std::size_t kHeadFileRotateBytes = std::size_t{1} << 20;

struct HeadRecord {
  LedgerId ledger;
  std::uint32_t epoch = 1;
  std::optional<Head> head;  ///< nothing: the journal is empty
};

std::array<std::uint8_t, kHeadRecordBytes> encode(const HeadRecord& record);
/// STORE_HEAD_DAMAGED on a wrong length or CRC.
Result<HeadRecord> decode_head_record(ByteView bytes);

/// What a head file says as a whole.
struct HeadFileContent {
  HeadRecord last;
  bool torn_tail = false;
  std::size_t bytes = 0;
};
/// STORE_HEAD_DAMAGED with "byte N": no valid record, damage before the last 64 bytes, two ledgers, falling epoch or seq.
Result<HeadFileContent> parse_head_file(ByteView file);
/// Reads and parses; a missing file is STORE_HEAD_DAMAGED.
Result<HeadFileContent> read_head_file(FileSystem& files, const std::filesystem::path& path);

/// "seq 41, leaf 0a1b...", or "no entry".
std::string describe(const std::optional<Head>& head);

/// The writer's side.
class HeadFile {
 public:
  /// Pre: no file there.
  static Status create(FileSystem& files, const std::filesystem::path& path, LedgerId ledger, std::uint32_t epoch);
  /// Continues `content` in a new epoch with a first record for `head`, durable before returning.
  static Result<HeadFile> open(FileSystem& files, const std::filesystem::path& path, const HeadFileContent& content,
                               const std::optional<Head>& head);
  /// Appends and syncs. After a refusal the file must not be written again by this process.
  Status advance(const Head& head);

 private:
  HeadFile(std::unique_ptr<AppendFile> file, LedgerId ledger, std::uint32_t epoch)
      : file_(std::move(file)), ledger_(ledger), epoch_(epoch) {}
  std::unique_ptr<AppendFile> file_;
  LedgerId ledger_;
  std::uint32_t epoch_;
};

}  // namespace katiwala::store
