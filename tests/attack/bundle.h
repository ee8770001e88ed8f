/// A data export in memory, to be changed by an attacker who knows the format and can compute every hash in it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/ledger_folder.h"
#include "audit/tree_files.h"

namespace katiwala::attack {

struct BundleEntry {
  record::Header header;
  std::vector<std::optional<record::Part>> parts;  ///< the act first; nothing: withheld
};

struct Bundle {
  std::vector<BundleEntry> entries;
  std::string checkpoint;

  /// The first `size` entries of a store, wards' parts opened.
  static Bundle of(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t size, std::string checkpoint);
  /// Makes hashes of parts, links and headers follow from the parts again, from that entry on: what a thief of the database would do.
  void rehash(std::size_t from);
  [[nodiscard]] Digest root() const;
  /// As docs/proofs.md says, with tiles that follow from the headers.
  void write(const api::Path& folder) const;
};

}  // namespace katiwala::attack
