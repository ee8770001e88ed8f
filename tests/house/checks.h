/// The house's rules as functions: a tree goes in, complaints come out, each "path:line: what is wrong". None: all is well.
///
/// Source: docs/architecture.md "Rooms", CONTRIBUTING.md "Style".
#pragma once

#include <string>
#include <vector>

#include "tests/house/rooms.h"
#include "tests/house/source_tree.h"

namespace katiwala::house {

using Complaints = std::vector<std::string>;

inline constexpr std::size_t kMaxLines = 600;

/// #include "..." of a product file names its own room or one it uses; audit/verify includes nothing but itself.
Complaints check_includes(const SourceTree& tree, const Rooms& rooms);
/// What the ledger is held against is written a second time and includes nothing but itself and the standard library (tests/model/reference,
/// tests/interleavings/contract); the reckoner of its books (tests/model/exact/reckoning) has boost's exact numbers beside that.
Complaints check_reference(const SourceTree& tree);
/// OpenSSL, RocksDB, Poco, libxml2 and curl show only in the rooms that own them.
Complaints check_system_includes(const SourceTree& tree);
/// No binary fractions in the product: no such type, literal or conversion.
Complaints check_exact_numbers(const SourceTree& tree);
/// KATIWALA_ASSERT stays on in release, the standard's does not.
Complaints check_assertions(const SourceTree& tree);
/// Headers say what they are for before they say anything else, and are included once.
Complaints check_headers(const SourceTree& tree);
/// A file that may be longer than `kMaxLines`, and why.
struct LongFile {
  std::string path;
  std::size_t lines;
  std::string reason;
};
/// A file is for reading: at most `kMaxLines` lines. An exception that is no longer needed is a complaint too.
Complaints check_lengths(const SourceTree& tree, const std::vector<LongFile>& exceptions);
/// Nothing names a folder of somebody's machine.
Complaints check_machine_paths(const SourceTree& tree);
/// Tests neither sleep nor are switched off.
Complaints check_tests(const SourceTree& tree);

}  // namespace katiwala::house
