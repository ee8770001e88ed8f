/// A program on a disk that fails when told (failing_disk.cpp).
#pragma once

#include "program.h"

namespace katiwala::crash {

/// The program fails what the file `order` says, while it is there. A sanitized program is told that a library before its sanitizer's is meant.
inline Circumstances on_failing_disk(const std::filesystem::path& order) {
  return {{std::string("LD_PRELOAD=") + KATIWALA_FAILING_DISK_LIBRARY, "KATIWALA_FAILING_DISK=" + order.string(), "ASAN_OPTIONS=verify_asan_link_order=0"}, std::nullopt};
}

}  // namespace katiwala::crash
