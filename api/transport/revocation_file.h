/// The file of revocation lists (revocation_list.h) as it is in use: looked at whenever a certificate is asked about, read when it has changed. Thread-safe.
///
/// Of each authority the newest good list is in use that this process has seen, until it lapses. So what can not be read or does not count takes nothing
/// away, an older list never comes back, and an authority without a list in force has nobody let in. What is on the disk and not in use is told to
/// the observers, once a change of the file, and so is a list that lapses.
///
/// To ask costs a stat of the file. It should lie on a disk of this machine: who asks waits for it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "api/transport/observer.h"
#include "api/transport/revocation_list.h"

namespace katiwala::api::transport {

/// STORE_IO with the path: it is not there, not a file, can not be read, or is larger than kMostRevocationBytes.
Result<std::string> read_revocation_file(const std::string& path);

class RevocationFile {
 public:
  /// Reads nothing yet: nobody would be let in. Observers must outlive what asks here.
  RevocationFile(std::string path, std::string authorities_pem, std::vector<Observer*> observers = {});
  RevocationFile(const RevocationFile&) = delete;
  RevocationFile& operator=(const RevocationFile&) = delete;

  /// `no_list`: there is none in force of its issuer.
  enum class Standing : std::uint8_t { good, revoked, no_list };
  Standing standing_of(const Digest& issuer, std::string_view serial_hex, std::int64_t now_micros);
  /// Reads the file if it has changed.
  void look(std::int64_t now_micros);

  struct Figures {
    std::optional<std::int64_t> earliest_next_update_micros{};  ///< of the lists in use, lapsed or not; nothing: there are none
    bool is_whole_file_in_use = false;                          ///< all that was in the file when it was last looked at
    std::size_t authorities_without_list = 0;                   ///< nobody of theirs is let in
  };
  /// Waits for no disk, and so does not look.
  [[nodiscard]] Figures figures(std::int64_t now_micros) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  /// Device, inode, size and times; nothing: there is no such file.
  using Stamp = std::optional<std::array<std::int64_t, 7>>;
  struct InUse {
    std::map<Digest, std::shared_ptr<const RevocationList>> lists;  ///< by issuer
    bool whole_file = false;
  };
  static std::pair<Stamp, bool> stamp_of(const std::string& path);
  void read(std::int64_t now_micros);
  [[nodiscard]] std::vector<Refusal> take(JudgedLists judged, InUse& out) const;
  void tell_of_lapses(std::int64_t now_micros);
  void tell(const Refusal& fault) const;
  [[nodiscard]] std::shared_ptr<const InUse> in_use() const;

  const std::string path_, authorities_pem_;
  const std::vector<Digest> authorities_;
  const std::vector<Observer*> observers_;

  std::mutex looking_;  ///< held while the disk is asked; before mutex_
  std::optional<Stamp> stamp_;
  bool settled_ = false;
  std::optional<Digest> content_;
  std::optional<std::int64_t> look_again_micros_;
  std::set<Digest> told_lapsed_;

  mutable std::mutex mutex_;  ///< of the pointer
  std::shared_ptr<const InUse> in_use_;
};

}  // namespace katiwala::api::transport
