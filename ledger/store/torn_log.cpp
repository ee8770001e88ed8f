#include "ledger/store/torn_log.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <charconv>

#include "ledger/store/log_tail.h"

namespace katiwala::store {
namespace {

using Path = std::filesystem::path;

/// Serves a file up to a length only.
class ShortFile final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  ShortFile(std::unique_ptr<rocksdb::FSSequentialFile>&& file, std::size_t length)
      : FSSequentialFileOwnerWrapper(std::move(file)), left_(length) {}
  rocksdb::IOStatus Read(size_t n, const rocksdb::IOOptions& options, rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext* debug) override {
    const auto status = FSSequentialFileOwnerWrapper::Read(std::min(n, left_), options, result, scratch, debug);
    left_ -= result->size();
    return status;
  }
  rocksdb::IOStatus Skip(uint64_t n) override {
    const auto step = std::min<uint64_t>(n, left_);
    left_ -= step;
    return FSSequentialFileOwnerWrapper::Skip(step);
  }
  rocksdb::IOStatus PositionedRead(uint64_t, size_t, const rocksdb::IOOptions&, rocksdb::Slice*, char*, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("logs are read from the start");
  }

 private:
  std::size_t left_;
};

class ShortLogs final : public rocksdb::FileSystemWrapper {
 public:
  ShortLogs(const std::shared_ptr<rocksdb::FileSystem>& base, const std::vector<TornLog>& logs) : FileSystemWrapper(base) {
    for (const TornLog& log : logs) lengths_.emplace_back(log.file, log.whole);
  }
  const char* Name() const override { return "ShortLogs"; }

  rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* out, rocksdb::IODebugContext* debug) override {
    auto status = FileSystemWrapper::NewSequentialFile(name, options, out, debug);
    if (const auto length = length_of(name); status.ok() && length) *out = std::make_unique<ShortFile>(std::move(*out), *length);
    return status;
  }
  rocksdb::IOStatus GetFileSize(const std::string& name, const rocksdb::IOOptions& options, uint64_t* size, rocksdb::IODebugContext* debug) override {
    auto status = FileSystemWrapper::GetFileSize(name, options, size, debug);
    if (const auto length = length_of(name); status.ok() && length) *size = std::min<uint64_t>(*size, *length);
    return status;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> length_of(const std::string& name) const {
    const Path path = Path(name).lexically_normal();
    const auto found = std::ranges::find_if(lengths_, [&](const auto& known) { return known.first.lexically_normal() == path; });
    return found == lengths_.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<std::pair<Path, std::size_t>> lengths_;
};

/// RocksDB gives no number twice, so nothing that it writes later is read short.
class EnvOfShortLogs final : public rocksdb::EnvWrapper {
 public:
  EnvOfShortLogs(rocksdb::Env* base, const std::vector<TornLog>& logs) : rocksdb::EnvWrapper(base) {
    file_system_ = std::make_shared<ShortLogs>(base->GetFileSystem(), logs);
    system_clock_ = base->GetSystemClock();
  }
};

std::optional<std::uint64_t> number_of_log(const std::string& name) {
  std::uint64_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, failed] = std::from_chars(name.data(), end, number);
  if (failed != std::errc{} || std::string_view(rest, end) != ".log") return std::nullopt;
  return number;
}

}  // namespace

Result<std::optional<TornLog>> torn_log(FileSystem& files, const Path& file) {
  KATIWALA_TRY(auto bytes, files.read(file));
  if (!bytes) return std::optional<TornLog>{};
  const LogExtent extent = extent_of_log(*bytes);
  if (extent.whole_behind) return refuse(Code::STORE_DAMAGED, "A record of this log is damaged, and others follow it.", file.string());
  if (extent.whole == bytes->size()) return std::optional<TornLog>{};
  return std::optional(TornLog{file, extent.whole, std::move(*bytes)});
}

Result<std::optional<TornLog>> torn_manifest(FileSystem& files, const Path& folder) {
  KATIWALA_TRY(const auto current, files.read(folder / "CURRENT"));
  if (!current) return std::optional<TornLog>{};
  std::string name(text_of(*current));
  if (!name.starts_with("MANIFEST-") || !name.ends_with('\n')) return std::optional<TornLog>{};
  name.pop_back();
  return torn_log(files, folder / name);
}

Result<std::optional<TornLog>> torn_newest_log(rocksdb::Env& env, FileSystem& files, const Path& folder) {
  std::vector<std::string> names;
  if (!env.GetChildren(folder.string(), &names).ok()) return std::optional<TornLog>{};
  const auto newest = std::ranges::max_element(names, {}, number_of_log);  // nothing sorts before every number
  if (newest == names.end() || !number_of_log(*newest)) return std::optional<TornLog>{};
  return torn_log(files, folder / *newest);
}

std::unique_ptr<rocksdb::Env> ending_where_whole(rocksdb::Env* base, const std::vector<TornLog>& logs) {
  return std::make_unique<EnvOfShortLogs>(base, logs);
}

Status keep_as_evidence(FileSystem& files, const TornLog& log) {
  const Path folder = log.file.parent_path();
  const Path copy = folder.parent_path() / (folder.filename().string() + "." + log.file.filename().string() + ".torn");
  KATIWALA_CHECK(files.write_synced(copy, log.bytes));
  return files.sync_folder(copy.parent_path());
}

}  // namespace katiwala::store
