/// Bytes that are too many to be held in memory, read in pieces as often as is asked for. They stay as they are meanwhile.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "ledger/base/result.h"

namespace katiwala {

class StoredBytes {
 public:
  virtual ~StoredBytes() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Fills `room` with what stands from `at` on. STORE_IO. Pre: it lies within `size`. Thread-safe.
  virtual Status read(std::size_t at, std::span<char> room) const = 0;
};

/// The first of them, at most so many.
Result<std::string> beginning_of(const StoredBytes& stored, std::size_t bytes);

/// A plain file as it is now; one that is cut short later is STORE_IO when it is read. Links are not followed.
class FileBytes final : public StoredBytes {
 public:
  /// STORE_IO: not readable; MEDIA_TYPE: a link, a pipe, a device. The place is the file's name without its folder.
  static Result<std::shared_ptr<const FileBytes>> open(const std::string& path);
  ~FileBytes() override;
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  [[nodiscard]] std::size_t size() const override { return size_; }
  Status read(std::size_t at, std::span<char> room) const override;

 private:
  FileBytes(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  int fd_;
  std::string name_;
  std::size_t size_ = 0;
};

}  // namespace katiwala
