/// The test program as its own victim: it runs one pass and kills itself, as a machine that loses power does.
#pragma once

#include "api/spool/folder.h"

namespace katiwala::api::spool {

/// Runs a pass in a process of its own, killed after its step number `step` (from 1); true if it was.
bool dies_at_step(const Path& ledger, const Path& spool, std::uint16_t port, int step);
/// What `main` does when it is the victim: argv as dies_at_step wrote it. Ends the process.
int be_the_victim(int argc, char** argv);

}  // namespace katiwala::api::spool
