#include "api/witness/folder.h"

#include <algorithm>

namespace katiwala::api::witness {
namespace {

Path key_path(const Path& root) { return root / "key"; }
Path logs_path(const Path& root) { return root / "logs"; }

Refusal at(const Path& path, Refusal refusal) {
  refusal.place = refusal.place.empty() ? path.string() : path.string() + ", " + refusal.place;
  return refusal;
}

}  // namespace

Result<audit::SecretKey> new_secret_key(std::string_view name, crypto::Entropy& entropy) {
  audit::SecretKey key{std::string(name), {}};
  entropy.fill(key.seed);
  KATIWALA_TRY(const auto signer, audit::signer_of(key));
  KATIWALA_CHECK(audit::vkey_of(name, audit::KeyType::cosignature, *signer));
  return key;
}

Status WitnessFolder::create(store::FileSystem& files, const Path& root, const audit::SecretKey& key) {
  if (files.exists(key_path(root)) || files.exists(logs_path(root))) return refuse(Code::STORE_EXISTS, "There is a witness at that place already.", root.string());
  KATIWALA_CHECK(files.make_folder(root / "state"));
  KATIWALA_TRY(const auto lock, files.lock(root / "lock"));
  KATIWALA_CHECK(store::replace_atomically(files, logs_path(root), view(print_log_list({}))));
  KATIWALA_CHECK(store::replace_atomically(files, key_path(root), view(audit::print_secret_key(key) + "\n")));
  return root.has_parent_path() ? files.sync_folder(root.parent_path()) : good();
}

Result<WitnessFolder> WitnessFolder::open(store::FileSystem& files, const Path& root) { return read(files, root, true); }
Result<WitnessFolder> WitnessFolder::look(store::FileSystem& files, const Path& root) { return read(files, root, false); }

Result<WitnessFolder> WitnessFolder::read(store::FileSystem& files, const Path& root, bool locked) {
  if (!files.exists(key_path(root))) return refuse(Code::STORE_MISSING, "There is no witness at that place.", root.string());
  if (!files.is_private(key_path(root))) return refuse(Code::KEY_STORE_LOOSE, "Others can read the witness's key; tighten its permissions to 0600.", key_path(root).string());
  std::unique_ptr<store::FileLock> lock;
  if (locked) {
    KATIWALA_TRY(lock, files.lock(root / "lock"));
  }
  WitnessFolder folder(files, root, std::move(lock));
  KATIWALA_CHECK(folder.read_key());
  KATIWALA_CHECK(folder.read_logs());
  return folder;
}

Status WitnessFolder::read_key() {
  KATIWALA_TRY(const auto bytes, files_->read(key_path(root_)));
  std::string_view text = bytes ? text_of(*bytes) : std::string_view();
  if (text.ends_with('\n')) text.remove_suffix(1);
  const auto key = audit::parse_secret_key(text);
  if (!key.ok()) return at(key_path(root_), key.refusal());
  KATIWALA_TRY(signer_, audit::signer_of(*key));
  KATIWALA_TRY(vkey_, audit::vkey_of(key->name, audit::KeyType::cosignature, *signer_));
  return good();
}

Status WitnessFolder::read_logs() {
  KATIWALA_TRY(const auto bytes, files_->read(logs_path(root_)));
  if (!bytes) return refuse(Code::FOLDER_MALFORMED, "The list of logs is missing.", logs_path(root_).string());
  auto list = parse_log_list(text_of(*bytes));
  if (!list.ok()) return at(logs_path(root_), list.refusal());
  logs_ = std::move(*list);
  return good();
}

Status WitnessFolder::add_log(std::string_view origin, const audit::VerifierKey& key) {
  LogList list = logs_;
  KATIWALA_CHECK(witness::add_log(list, origin, key));
  const bool is_new = std::ranges::find(logs_, origin, &ListedLog::origin) == logs_.end();
  // State before list: a listed log without a state is one that lost it. What is there already is never overwritten.
  if (is_new && !files_->exists(state_path(origin))) KATIWALA_CHECK(write_state(origin, print_never_cosigned(origin)));
  KATIWALA_CHECK(read_state(*std::ranges::find(list, origin, &ListedLog::origin)));
  KATIWALA_CHECK(store::replace_atomically(*files_, logs_path(root_), view(print_log_list(list))));
  logs_ = std::move(list);
  return good();
}

Result<std::optional<LastNote>> WitnessFolder::read_state(const ListedLog& log) const {
  KATIWALA_TRY(const auto bytes, files_->read(state_path(log.origin)));
  if (!bytes) {
    return refuse(Code::STORE_DAMAGED,
                  "What was cosigned last of " + log.origin + " is missing. A witness that has lost its state must retire its key: it could cosign a second history.",
                  state_path(log.origin).string());
  }
  auto state = parse_state(text_of(*bytes), log, vkey_);
  if (!state.ok()) return at(state_path(log.origin), state.refusal());
  return state;
}

Result<std::vector<WatchedState>> WitnessFolder::read_states() const {
  std::vector<WatchedState> out;
  for (const ListedLog& log : logs_) {
    KATIWALA_TRY(auto last, read_state(log));
    out.push_back({log, std::move(last)});
  }
  return out;
}

Result<std::vector<WatchedState>> WitnessFolder::settle_states() const {
  KATIWALA_TRY(auto states, read_states());
  for (const WatchedState& state : states) KATIWALA_CHECK(write_state(state.log.origin, state.last ? state.last->note : print_never_cosigned(state.log.origin)));
  return states;
}

Status WitnessFolder::write_state(std::string_view origin, std::string_view note) const {
  KATIWALA_ASSERT(lock_ != nullptr, "a folder that was opened for looking");
  return store::replace_atomically(*files_, state_path(origin), view(note));
}

}  // namespace katiwala::api::witness
