/// Puts entries that exist already behind a journal: a backup's behind nothing, an auditor's behind a backup's.
///
/// Each must follow the one before it (number, link, time); tiles are made anew. What they say is not looked at here.
#pragma once

#include "ledger/store/logstore.h"

namespace katiwala::store {

class Appender {
 public:
  /// Continues `store`, which must outlive it.
  static Result<Appender> behind(LogStore& store);
  /// CHAIN_BROKEN "entry N" if it does not follow; STORE_IO. What was added before stays. Durable after `flush`, or some thousand entries later.
  Status add(const record::StoredEntry& entry);
  Status flush();

  [[nodiscard]] record::Seq next() const { return frontier_.size(); }
  /// Of everything added, durable or not.
  [[nodiscard]] Digest root() const { return frontier_.root(); }

 private:
  explicit Appender(LogStore& store) : store_(&store), builder_(0) {}
  LogStore* store_;
  tree::Frontier frontier_;
  std::optional<record::Header> before_;
  Digest leaf_{};
  BlockBuilder builder_;
  std::size_t waiting_ = 0;
  std::vector<tree::FullTile> tiles_;
};

/// Copies the entries behind `to`'s last, below `end`. CHAIN_BROKEN if `to` is not the beginning of `from`. `progress` may be empty.
Status copy_entries(const LogStore& from, LogStore& to, record::Seq end, const std::function<void(record::Seq done, record::Seq total)>& progress);

}  // namespace katiwala::store
