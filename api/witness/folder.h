/// A witness's folder. Its files are 0600, its folders 0700.
///
///   DIR/key      the secret key, one line: PRIVATE+KEY+name+id+base64 (verifier_key.h); its name is the witness's
///   DIR/logs     which logs, under which keys (log_list.h)
///   DIR/state/   what was cosigned last, a file a log (state_file.h)
///   DIR/lock     held by whoever serves or changes the folder
#pragma once

#include <memory>

#include "api/witness/state_file.h"
#include "ledger/crypto/keystore.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api::witness {

using Path = std::filesystem::path;

struct WatchedState {
  ListedLog log;
  std::optional<LastNote> last;
};

class WitnessFolder {
 public:
  /// Makes the folder with this key and no logs. STORE_EXISTS if there is a witness, STORE_IO. The key comes last, so that what an interrupted
  /// creation left does not open.
  static Status create(store::FileSystem& files, const Path& root, const audit::SecretKey& key);
  /// STORE_MISSING, STORE_LOCKED, KEY_STORE_LOOSE if others can read the key, KEY_INVALID, FOLDER_MALFORMED.
  /// `files` must outlive this.
  static Result<WitnessFolder> open(store::FileSystem& files, const Path& root);
  /// The same without the lock, for looking only: also while the witness serves.
  static Result<WitnessFolder> look(store::FileSystem& files, const Path& root);

  [[nodiscard]] const LogList& logs() const { return logs_; }
  [[nodiscard]] const audit::VerifierKey& vkey() const { return vkey_; }  ///< of type 0x04
  [[nodiscard]] crypto::Signer& signer() const { return *signer_; }

  /// Durable when it returns. Pre: holds the lock (asserted), as for all that writes. What `add_log` refuses, STORE_IO, STORE_DAMAGED.
  Status add_log(std::string_view origin, const audit::VerifierKey& key);
  /// Every log with its state. STORE_DAMAGED naming the log if a state is missing or can not be read.
  [[nodiscard]] Result<std::vector<WatchedState>> read_states() const;
  /// Every state as `read_states` reads it, then written again: after an uncertain write the disk may hold less than was read.
  [[nodiscard]] Result<std::vector<WatchedState>> settle_states() const;
  /// Replaces the state of a log. Durable when it returns good; if it does not, which of the two states is there is unknown.
  [[nodiscard]] Status write_state(std::string_view origin, std::string_view note) const;

 private:
  WitnessFolder(store::FileSystem& files, Path root, std::unique_ptr<store::FileLock> lock)
      : files_(&files), root_(std::move(root)), lock_(std::move(lock)) {}
  [[nodiscard]] Path state_path(std::string_view origin) const { return root_ / "state" / state_name(origin); }
  static Result<WitnessFolder> read(store::FileSystem& files, const Path& root, bool locked);
  Status read_key();
  Status read_logs();
  [[nodiscard]] Result<std::optional<LastNote>> read_state(const ListedLog& log) const;

  store::FileSystem* files_;
  Path root_;
  std::unique_ptr<store::FileLock> lock_;
  std::unique_ptr<crypto::Signer> signer_;
  audit::VerifierKey vkey_;
  LogList logs_;
};

/// A fresh key. KEY_INVALID for the name.
Result<audit::SecretKey> new_secret_key(std::string_view name, crypto::Entropy& entropy);

}  // namespace katiwala::api::witness
