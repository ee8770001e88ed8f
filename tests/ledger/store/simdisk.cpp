#include "tests/ledger/store/simdisk.h"

#include <algorithm>

#include "tests/ledger/store/simdisk_ports.h"

namespace katiwala::store::testing {
namespace {

std::string parent_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

Bytes durable_of(const Inode& inode) {
  if (inode.durable) return *inode.durable;
  return {inode.data.begin(), inode.data.begin() + static_cast<std::ptrdiff_t>(inode.synced)};
}

/// Makes the bytes from `from` on start with a record of RocksDB's log format (ledger/store/log_tail.h), all but its checksum.
void fit_record(Bytes& bytes, std::size_t from) {
  constexpr std::size_t kBlock = 32 * 1024, kHead = 7;
  if (kBlock - from % kBlock < kHead) from += kBlock - from % kBlock;
  if (from + kHead > bytes.size()) return;
  const std::size_t length = std::min(bytes.size(), from - from % kBlock + kBlock) - from - kHead;
  bytes[from + 4] = static_cast<std::uint8_t>(length);
  bytes[from + 5] = static_cast<std::uint8_t>(length >> 8);
  bytes[from + 6] = 1;  // a whole record
}

/// What a cut leaves of one file.
Bytes surviving(const Inode& inode, Survival survival, std::mt19937& random) {
  Bytes out = durable_of(inode);
  if (survival == Survival::lost) return out;
  // Where written bytes start to differ from durable ones: at the end for an append, at the start for an overwrite.
  const std::size_t from = inode.durable ? 0 : inode.synced;
  const std::size_t changed = inode.data.size() - from;
  if (changed == 0) return out;
  if (survival == Survival::torn) {
    const std::size_t kept = random() % (changed + 1);
    if (out.size() < from + kept) out.resize(from + kept);
    std::copy_n(inode.data.begin() + static_cast<std::ptrdiff_t>(from), kept, out.begin() + static_cast<std::ptrdiff_t>(from));
    return out;
  }
  out.resize(std::max(out.size(), inode.data.size()));
  std::generate_n(out.begin() + static_cast<std::ptrdiff_t>(from), changed, [&] { return static_cast<std::uint8_t>(random()); });
  if (survival == Survival::fitting) fit_record(out, from);
  return out;
}

}  // namespace

std::shared_ptr<SimDisk> SimDisk::from(const Image& image, const std::set<std::string>& folders) {
  auto disk = create();
  disk->start_ = image;
  disk->start_folders_ = folders;
  disk->folders_ = folders;
  for (const auto& [path, bytes] : image) {
    auto inode = std::make_shared<Inode>(Inode{bytes, bytes.size(), {}});
    disk->live_[path] = inode;
    disk->durable_[path] = inode;
  }
  return disk;
}

rocksdb::Env* SimDisk::env() {
  if (!env_) env_ = make_env(*this);
  return env_.get();
}

FileSystem& SimDisk::files() {
  if (!files_) files_ = make_files(*this);
  return *files_;
}

std::size_t SimDisk::operations() const {
  const std::lock_guard lock(mutex_);
  return log_.size();
}

void SimDisk::cut_after(std::size_t operations) {
  const std::lock_guard lock(mutex_);
  limit_ = operations;
}

void SimDisk::set_fault(Fault fault, bool no_space) {
  const std::lock_guard lock(mutex_);
  fault_ = std::move(fault);
  no_space_ = no_space;
}

bool SimDisk::apply(Op op) {
  const std::lock_guard lock(mutex_);
  if (log_.size() >= limit_ || (fault_ && fault_(op))) return false;
  const bool known = op.kind == OpKind::create || op.kind == OpKind::make_folder || op.kind == OpKind::sync_folder || live_.contains(op.path);
  if (!known) return false;
  perform(op);
  log_.push_back(std::move(op));
  return true;
}

void SimDisk::apply_name(std::map<std::string, InodeRef>& names, const NameOp& op) {
  if (!op.inode) {
    names.erase(op.path);
  } else if (op.target.empty()) {
    names[op.path] = op.inode;
  } else {
    names.erase(op.path);
    names[op.target] = op.inode;
  }
}

void SimDisk::settle_names(const std::string& folder) {
  std::vector<NameOp> left;
  for (NameOp& op : pending_) {
    if (parent_of(op.path) == folder) apply_name(durable_, op);
    else left.push_back(std::move(op));
  }
  pending_ = std::move(left);
}

void SimDisk::perform(const Op& op) {
  const auto name_change = [&](NameOp change) {
    apply_name(live_, change);
    pending_.push_back(std::move(change));
  };
  switch (op.kind) {
    case OpKind::create: name_change({op.path, {}, std::make_shared<Inode>()}); return;
    case OpKind::remove: name_change({op.path, {}, nullptr}); return;
    case OpKind::rename: name_change({op.path, op.target, live_.at(op.path)}); return;
    case OpKind::make_folder: folders_.insert(op.path); return;
    case OpKind::sync_folder: settle_names(op.path); return;
    case OpKind::append: {
      Bytes& data = live_.at(op.path)->data;
      data.insert(data.end(), op.bytes.begin(), op.bytes.end());
      return;
    }
    case OpKind::overwrite: {
      Inode& inode = *live_.at(op.path);
      if (!inode.durable) inode.durable = durable_of(inode);
      if (inode.data.size() < op.bytes.size()) inode.data.resize(op.bytes.size());
      std::ranges::copy(op.bytes, inode.data.begin());
      return;
    }
    case OpKind::sync: {
      Inode& inode = *live_.at(op.path);
      inode.durable.reset();
      inode.synced = inode.data.size();
      return;
    }
  }
}

std::shared_ptr<SimDisk> SimDisk::survivors(Survival survival, std::uint32_t seed) const {
  std::mt19937 random(seed);
  auto names = durable_;
  const std::size_t kept = survival == Survival::lost ? 0 : random() % (pending_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) apply_name(names, pending_[i]);
  Image image;
  for (const auto& [path, inode] : names) image[path] = surviving(*inode, survival, random);
  return from(image, folders_);
}

std::shared_ptr<SimDisk> SimDisk::image(Survival survival, std::uint32_t seed) const {
  const std::lock_guard lock(mutex_);
  return survivors(survival, seed);
}

std::shared_ptr<SimDisk> SimDisk::image_at(std::size_t operations, Survival survival, std::uint32_t seed) const {
  const std::lock_guard lock(mutex_);
  const auto replayed = from(start_, start_folders_);
  for (std::size_t i = 0; i < std::min(operations, log_.size()); ++i) replayed->perform(log_[i]);
  return replayed->survivors(survival, seed);
}

Image SimDisk::contents() const {
  const std::lock_guard lock(mutex_);
  Image image;
  for (const auto& [path, inode] : live_) image[path] = inode->data;
  return image;
}

std::set<std::string> SimDisk::folders() const {
  const std::lock_guard lock(mutex_);
  return folders_;
}

void SimDisk::put(const std::string& path, Bytes bytes) {
  const std::lock_guard lock(mutex_);
  const std::size_t size = bytes.size();
  auto inode = std::make_shared<Inode>(Inode{std::move(bytes), size, {}});
  live_[path] = inode;
  durable_[path] = inode;
}

void SimDisk::erase(const std::string& path) {
  const std::lock_guard lock(mutex_);
  live_.erase(path);
  durable_.erase(path);
}

void SimDisk::set_loose(const std::string& path) {
  const std::lock_guard lock(mutex_);
  loose_.insert(path);
}

std::optional<Bytes> SimDisk::read(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = live_.find(path);
  return found == live_.end() ? std::nullopt : std::optional(found->second->data);
}

InodeRef SimDisk::open(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = live_.find(path);
  return found == live_.end() ? nullptr : found->second;
}

Bytes SimDisk::read_range(const Inode& inode, std::size_t offset, std::size_t count) const {
  const std::lock_guard lock(mutex_);
  if (offset >= inode.data.size()) return {};
  const auto start = inode.data.begin() + static_cast<std::ptrdiff_t>(offset);
  return {start, start + static_cast<std::ptrdiff_t>(std::min(count, inode.data.size() - offset))};
}

std::size_t SimDisk::size_of(const Inode& inode) const {
  const std::lock_guard lock(mutex_);
  return inode.data.size();
}

bool SimDisk::has_file(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return live_.contains(path);
}

bool SimDisk::has_folder(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return folders_.contains(path);
}

bool SimDisk::is_loose(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return loose_.contains(path);
}

std::vector<std::string> SimDisk::children(const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  for (const auto& [path, inode] : live_)
    if (parent_of(path) == folder) out.push_back(path.substr(folder.size() + 1));
  for (const auto& path : folders_)
    if (path != folder && parent_of(path) == folder) out.push_back(path.substr(folder.size() + 1));
  return out;
}

bool SimDisk::try_lock(const std::string& path) {
  const std::lock_guard lock(mutex_);
  return locks_.insert(path).second;
}

void SimDisk::unlock(const std::string& path) {
  const std::lock_guard lock(mutex_);
  locks_.erase(path);
}

}  // namespace katiwala::store::testing
