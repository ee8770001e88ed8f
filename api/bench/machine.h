/// On what was measured. Names no host and no path.
#pragma once

#include <cstdint>
#include <string>

#include "api/ledger_folder.h"
#include "api/transport/json.h"

namespace katiwala::api::bench {

struct Machine {
  std::string processor;
  std::uint64_t cores = 0;
  std::uint64_t memory_mib = 0;
  std::string system;       ///< kernel name and release
  std::string file_system;  ///< of the folder: "ext4", "tmpfs", or its number
  bool disk = true;         ///< false on a memory file system: nothing there is durable
  std::string build;        ///< compiler, optimised or not
};

Machine look_at_machine(const Path& folder);
std::string text_of(const Machine& machine);
transport::Json json_of(const Machine& machine);

/// Resident memory of this process now, and the most it ever had; bytes.
std::uint64_t resident_bytes();
std::uint64_t peak_resident_bytes();

}  // namespace katiwala::api::bench
