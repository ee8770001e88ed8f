/// The program's commands as functions.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>

#include "audit/verify/policy.h"
#include "audit/verify/report.h"

namespace verify {

struct Options {
  std::filesystem::path target, policy, from_checkpoint, resume, proof, tiles, header;
  std::string leaf;                 // hex
  std::filesystem::path newer;      // growth: the later checkpoint
  unsigned threads = 0;             // 0: as many as the machine has
  std::int64_t max_age_s = 0, now_s = 0;  // 0: cosignatures of any age
  bool json = false, quiet = false;
};

Report verify_export(const Options& options, const Policy& policy);
Report verify_statement(const Options& options, const Policy& policy);
Report verify_receipt(const Options& options, const Policy& policy);
Report verify_growth(const Options& options, const Policy& policy);

/// The whole program. Returns its exit code.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

/// What was not read at all: exit 2.
std::string read_input(const std::filesystem::path& path);

}  // namespace verify
