/// The scenario's bank by files: what it says is put into a watched folder and taken from there by a real pass, what it is told lies in `out`.
///
/// The same message under another Idempotency-Key is another file that says the same: a line end more. Under the same key it is the same file.
#pragma once

#include <map>
#include <set>

#include "api/scenario/stage.h"
#include "api/spool/spool.h"

namespace katiwala::api::scenario {

class FolderBank {
 public:
  /// Pre: the stage, whose party "bank" delivers, outlives it. STORE_IO, STORE_LOCKED.
  static Result<std::unique_ptr<FolderBank>> open(const spool::Path& folder, Stage& stage);
  /// What the outcome beside the filed message says.
  Reply deliver(std::string_view message, const std::string& key);
  /// A payment file that was fetched, published in `out`.
  Status take_file(const std::string& message_id, std::string_view bytes);

 private:
  FolderBank(spool::Folder folder, Stage& stage) : folder_(std::move(folder)), stage_(stage) {}
  std::string bytes_for(std::string_view message, const std::string& key);

  spool::Folder folder_;
  Stage& stage_;
  std::map<std::string, std::string> sent_;  ///< by key
  std::set<std::string> known_;              ///< every content
  std::size_t count_ = 0;
};

}  // namespace katiwala::api::scenario
