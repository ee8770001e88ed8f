/// A simulated disk that remembers what a power cut would leave, under RocksDB and the FileSystem port alike.
///
/// Every mutating call (append, sync, create, rename, delete, folder sync, overwrite) is one numbered operation in a log. Bytes
/// survive a cut only after a sync of their file; names (create, rename, delete) only after a sync of their folder. Folders
/// themselves are durable at once. A cut at operation N shows the disk as if N operations had been done and nothing after:
///
///   lost      unsynced bytes and names are gone
///   torn      of unsynced bytes a random prefix stays, of unsynced name changes the first few
///   garbage   unsynced bytes are there in length, but random; of unsynced name changes the first few
///   fitting   as garbage, but where RocksDB would read the head of a record, its length is one that the rest has room for:
///             what one in some thousand random heads looks like, and the only ones that RocksDB does not take for an end
///
/// A recorded run can be cut at every one of its operations afterwards, without running it again: `image_at`.
/// Thread-safe. Locks are per disk, so a copy of a disk has none.
#pragma once

#include <rocksdb/env.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ledger/store/engines.h"
#include "ledger/store/filesystem.h"

namespace katiwala::store::testing {

enum class Survival { lost, torn, garbage, fitting };

struct Inode {
  Bytes data;
  std::size_t synced = 0;        ///< bytes of `data` that are durable, where nothing durable was changed
  std::optional<Bytes> durable;  ///< the durable content, once something durable was changed and not yet synced
};
using InodeRef = std::shared_ptr<Inode>;

enum class OpKind { create, append, overwrite, sync, rename, remove, sync_folder, make_folder };

struct Op {
  OpKind kind;
  std::string path;
  std::string target;  ///< of a rename
  Bytes bytes;
};

/// Contents of a disk: path to bytes.
using Image = std::map<std::string, Bytes>;

class SimDisk : public std::enable_shared_from_this<SimDisk> {
 public:
  static std::shared_ptr<SimDisk> create() { return std::shared_ptr<SimDisk>(new SimDisk); }
  /// A disk with these files, all durable.
  static std::shared_ptr<SimDisk> from(const Image& image, const std::set<std::string>& folders);

  /// RocksDB's way in: no sleeping, no log file.
  rocksdb::Env* env();
  /// The store's way in.
  FileSystem& files();

  // -- power cuts and faults
  [[nodiscard]] std::size_t operations() const;
  /// From the N-th operation on nothing is done any more and everything mutating fails.
  void cut_after(std::size_t operations);
  /// Asked before every operation; true: it fails with an I/O error (or "no space") and nothing is done.
  using Fault = std::function<bool(const Op&)>;
  void set_fault(Fault fault, bool no_space);
  /// What a cut now, or at operation N of the log, leaves.
  [[nodiscard]] std::shared_ptr<SimDisk> image(Survival survival, std::uint32_t seed) const;
  [[nodiscard]] std::shared_ptr<SimDisk> image_at(std::size_t operations, Survival survival, std::uint32_t seed) const;

  // -- the disk as it is
  [[nodiscard]] Image contents() const;
  [[nodiscard]] std::set<std::string> folders() const;
  void put(const std::string& path, Bytes bytes);  ///< durable at once
  void erase(const std::string& path);             ///< durable at once
  void set_loose(const std::string& path);         ///< others may read it

  // -- operations; false: the operation failed
  bool apply(Op op);
  [[nodiscard]] std::optional<Bytes> read(const std::string& path) const;
  [[nodiscard]] InodeRef open(const std::string& path) const;
  Bytes read_range(const Inode& inode, std::size_t offset, std::size_t count) const;
  [[nodiscard]] std::size_t size_of(const Inode& inode) const;
  [[nodiscard]] bool has_file(const std::string& path) const;
  [[nodiscard]] bool has_folder(const std::string& path) const;
  [[nodiscard]] bool is_loose(const std::string& path) const;
  [[nodiscard]] std::vector<std::string> children(const std::string& folder) const;
  [[nodiscard]] bool no_space() const { return no_space_; }
  bool try_lock(const std::string& path);
  void unlock(const std::string& path);

 private:
  struct NameOp {
    std::string path;
    std::string target;  ///< of a rename
    InodeRef inode;      ///< nothing: the name goes
  };
  SimDisk() = default;
  void perform(const Op& op);
  void settle_names(const std::string& folder);
  static void apply_name(std::map<std::string, InodeRef>& names, const NameOp& op);
  std::shared_ptr<SimDisk> survivors(Survival survival, std::uint32_t seed) const;

  mutable std::mutex mutex_;
  std::map<std::string, InodeRef> live_;
  std::map<std::string, InodeRef> durable_;
  std::vector<NameOp> pending_;  ///< name changes not yet synced, oldest first
  std::set<std::string> folders_;
  std::set<std::string> loose_;
  std::set<std::string> locks_;
  Image start_;                  ///< what the log starts from
  std::set<std::string> start_folders_;
  std::vector<Op> log_;
  std::size_t limit_ = SIZE_MAX;
  Fault fault_;
  bool no_space_ = false;
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<FileSystem> files_;
};

/// An engine on the disk, with buffers so small that it writes tables.
inline EngineOptions on(SimDisk& disk) { return {disk.env(), &disk.files(), 64 << 10, 1}; }

}  // namespace katiwala::store::testing
