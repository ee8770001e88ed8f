/// The watched folder: what lies where, and how a file moves so that a crash at any point leaves it in exactly one place.
///
///   DIR/in          the bank puts its messages here; DIR/out  the bank takes payment files from here: these two are what an SFTP server shows it
///   DIR/work        a message that was claimed and is not answered for yet
///   DIR/done        messages that the door took, each with its outcome beside it (NAME.json)
///   DIR/quarantine  messages that it did not, likewise: reason and place
///   DIR/ready       a payment file on its way to `out`;  DIR/sent  a copy of every file that went there: what is here never goes again
///   DIR/lock        held while somebody watches
///
/// All of it is one file system: every move is a rename. Files written here are whole and synced under a name of their own before they get the
/// name that counts. Not thread-safe. Refusals: STORE_IO with the path; SPOOL_LOCKED: somebody watches already.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/stored_bytes.h"

namespace katiwala::api::spool {

using Path = std::filesystem::path;

/// An open descriptor.
class Handle {
 public:
  explicit Handle(int fd = -1) : fd_(fd) {}
  ~Handle();
  Handle(Handle&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

class Folder {
 public:
  /// Makes what is missing (0700; `in` and `out` 0770) and takes the lock.
  static Result<Folder> open(const Path& root);

  [[nodiscard]] Path in() const { return root_ / "in"; }
  [[nodiscard]] Path out() const { return root_ / "out"; }
  [[nodiscard]] Path work() const { return root_ / "work"; }
  [[nodiscard]] Path done() const { return root_ / "done"; }
  [[nodiscard]] Path quarantine() const { return root_ / "quarantine"; }
  [[nodiscard]] Path ready() const { return root_ / "ready"; }
  [[nodiscard]] Path sent() const { return root_ / "sent"; }

 private:
  Folder(Path root, Handle lock) : root_(std::move(root)), lock_(std::move(lock)) {}
  Path root_;
  Handle lock_;
};

/// Names in a folder, sorted; sub-folders and names that begin with a dot are not listed.
Result<std::vector<std::string>> names_in(const Path& folder);
bool is_there(const Path& path);
/// Rename, and both folders synced.
Status move(const Path& from, const Path& to);
/// A second name for the same bytes; good where it stands already.
Status keep_copy(const Path& from, const Path& to);
/// Under a dotted name first, synced, then renamed; the folder synced. What stood there is replaced.
Status write_whole(const Path& path, std::string_view bytes);
Status take_away(const Path& path);
/// What lies in a file, and its digest.
struct Delivered {
  std::shared_ptr<const StoredBytes> bytes;
  Digest sha256{};
};
/// A plain file of at most `max_bytes`. STORE_IO: not readable; MEDIA_TYPE: a link, a pipe, a device; HTTP_BODY_TOO_LARGE.
Result<Delivered> read_delivered(const Path& path, std::size_t max_bytes);

}  // namespace katiwala::api::spool
