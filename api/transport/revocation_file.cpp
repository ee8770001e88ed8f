#include "api/transport/revocation_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "ledger/crypto/digest.h"

namespace katiwala::api::transport {
namespace {

/// A file that was changed so lately may change once more within one tick of its times, and look the same.
constexpr std::int64_t kUnsettledSeconds = 2;

Refusal unreadable_lists(const std::string& path) { return refuse(Code::STORE_IO, "The file of revocation lists can not be read.", path); }

class OpenFile {
 public:
  // A pipe must not make the door wait for its other end.
  explicit OpenFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

Result<std::string> read_revocation_file(const std::string& path) {
  const OpenFile file(path);
  struct stat info {};
  if (file.fd() < 0 || ::fstat(file.fd(), &info) != 0 || !S_ISREG(info.st_mode)) return unreadable_lists(path);
  std::string out;
  char piece[65'536];
  while (out.size() <= kMostRevocationBytes) {
    const ssize_t got = ::read(file.fd(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable_lists(path);
    if (got == 0) return out;
    out.append(piece, static_cast<std::size_t>(got));
  }
  return refuse(Code::STORE_IO, "The file of revocation lists is larger than 16 MiB.", path);
}

RevocationFile::RevocationFile(std::string path, std::string authorities_pem, std::vector<Observer*> observers)
    : path_(std::move(path)), authorities_pem_(std::move(authorities_pem)), authorities_(issuer_ids(authorities_pem_)), observers_(std::move(observers)),
      in_use_(std::make_shared<const InUse>()) {}

std::shared_ptr<const RevocationFile::InUse> RevocationFile::in_use() const {
  const std::lock_guard lock(mutex_);
  return in_use_;
}

void RevocationFile::tell(const Refusal& fault) const {
  for (Observer* const observer : observers_) observer->revocation_list_refused(fault);
}

/// The machine's clock is held against the file's own times here, and nothing is judged by it: it says when to read once more than needed.
std::pair<RevocationFile::Stamp, bool> RevocationFile::stamp_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return {std::nullopt, true};
  const auto whole = [](auto value) { return static_cast<std::int64_t>(value); };
  const Stamp stamp = std::array{whole(info.st_dev),          whole(info.st_ino),         whole(info.st_size),        whole(info.st_mtim.tv_sec),
                                 whole(info.st_mtim.tv_nsec), whole(info.st_ctim.tv_sec), whole(info.st_ctim.tv_nsec)};
  return {stamp, whole(std::time(nullptr)) - whole(info.st_ctim.tv_sec) > kUnsettledSeconds};
}

void RevocationFile::look(std::int64_t now_micros) {
  const std::lock_guard lock(looking_);
  const auto [stamp, settled] = stamp_of(path_);
  const bool is_due = look_again_micros_ && *look_again_micros_ <= now_micros;
  if (stamp_ != stamp || !settled_ || is_due) {
    if (is_due) content_.reset();
    stamp_ = stamp;
    settled_ = settled;
    read(now_micros);
  }
  tell_of_lapses(now_micros);
}

/// Pre: `looking_` is held.
void RevocationFile::read(std::int64_t now_micros) {
  const auto bytes = read_revocation_file(path_);
  const Digest content = crypto::sha256(view(bytes.ok() ? *bytes : bytes.refusal().message));
  if (content_ == content) return;
  content_ = content;
  auto next = std::make_shared<InUse>(*in_use());
  look_again_micros_.reset();
  std::vector<Refusal> faults;
  if (bytes.ok()) {
    JudgedLists judged = judge_lists(*bytes, authorities_pem_, now_micros);
    look_again_micros_ = judged.look_again_micros;
    faults = take(std::move(judged), *next);
  } else {
    faults.push_back(bytes.refusal());
  }
  next->whole_file = faults.empty();
  {
    const std::lock_guard lock(mutex_);
    in_use_ = std::move(next);
  }
  for (const Refusal& fault : faults) tell(fault);
  if (!faults.empty()) return;
  for (Observer* const observer : observers_) observer->revocation_lists_taken();
}

/// What is on the disk and not in use comes back.
std::vector<Refusal> RevocationFile::take(JudgedLists judged, InUse& out) const {
  std::vector<Refusal> faults = std::move(judged.faults);
  std::set<Digest> named;
  for (RevocationList& list : judged.lists) {
    const auto shared = std::make_shared<const RevocationList>(std::move(list));
    bool is_older = false;
    for (const Digest& issuer : shared->issuers) {
      named.insert(issuer);
      auto& current = out.lists[issuer];
      if (current == nullptr || supersedes(*shared, *current)) current = shared;
      else is_older = is_older || current->digest != shared->digest;
    }
    if (is_older) faults.push_back(refuse(Code::CERTIFICATE_INVALID, "It is not newer than the list in use, and another.", "list of " + shared->issuer_name));
  }
  const bool says_all = std::ranges::all_of(out.lists, [&](const auto& row) { return named.contains(row.first); });
  constexpr std::string_view kLeftOut = "There is no list any more of an authority that had one, which stays in use until it lapses.";
  if (!says_all && faults.empty()) faults.push_back(refuse(Code::CERTIFICATE_INVALID, std::string(kLeftOut), path_));
  return faults;
}

/// Pre: `looking_` is held.
void RevocationFile::tell_of_lapses(std::int64_t now_micros) {
  for (const auto& [issuer, list] : in_use()->lists) {
    if (now_micros < list->next_update_micros || !told_lapsed_.insert(list->digest).second) continue;
    tell(refuse(Code::CERTIFICATE_INVALID, "The list in use has lapsed, and nobody of its authority is let in until there is a newer one.",
                "list of " + list->issuer_name));
  }
}

RevocationFile::Standing RevocationFile::standing_of(const Digest& issuer, std::string_view serial_hex, std::int64_t now_micros) {
  look(now_micros);
  const auto in_force = in_use();
  const auto found = in_force->lists.find(issuer);
  if (found == in_force->lists.end() || !found->second->is_in_force(now_micros)) return Standing::no_list;
  return found->second->revokes(serial_hex) ? Standing::revoked : Standing::good;
}

RevocationFile::Figures RevocationFile::figures(std::int64_t now_micros) const {
  const auto known = in_use();
  Figures out;
  out.is_whole_file_in_use = known->whole_file;
  for (const auto& [issuer, list] : known->lists)
    out.earliest_next_update_micros = std::min(out.earliest_next_update_micros.value_or(list->next_update_micros), list->next_update_micros);
  out.authorities_without_list = static_cast<std::size_t>(std::ranges::count_if(authorities_, [&](const Digest& issuer) {
    const auto found = known->lists.find(issuer);
    return found == known->lists.end() || !found->second->is_in_force(now_micros);
  }));
  return out;
}

}  // namespace katiwala::api::transport
