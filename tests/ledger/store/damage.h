/// Damages of a small ledger, and the judge of what is left of it.
///
/// A worker process (main.cpp, --damage-worker) judges a list that was saved to a file and prints "verdict <index> <verdict>" a
/// line, so that whoever started it knows at which damage it stopped, if it did.
#pragma once

#include <string>
#include <vector>

#include "ledger/store/engines.h"
#include "tests/ledger/store/fixture.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::testing {

/// A ledger at rest: its files, and what it held.
struct Ledger {
  Image image;
  std::set<std::string> folders;
  std::vector<record::StoredEntry> entries;
  std::map<tree::TileId, Bytes> tiles;
};

/// Commits `commits`, one number of entries each; 0 opens the ledger anew, which moves what lies in the log into tables.
Ledger lay_down(const std::vector<std::size_t>& commits);

enum class Verdict {
  refused_opening,
  refused_reading,
  as_before,
  silent,   ///< served less than was acknowledged, or something else, as if nothing had happened
  halted,   ///< RocksDB ended the process
};
/// Opens what is left and reads all of it.
Verdict judge(const Ledger& ledger, Image image);

struct Damage {
  std::string path;
  enum class Kind { change, cut, remove } kind;
  std::size_t at = 0;
};
Image damaged(const Image& whole, const Damage& damage);
/// Every damage of every file, every `stride`-th byte and length; of RocksDB's OPTIONS files, which are long and which an
/// opening does not read, every `options_stride`-th.
std::vector<Damage> every_damage(const Image& image, std::size_t stride, std::size_t options_stride);

void save(const Ledger& ledger, const std::vector<Damage>& damages, const std::string& file);
/// Judges the damages from, from + step, ...
void work(const std::string& file, std::size_t from, std::size_t step);

}  // namespace katiwala::store::testing
