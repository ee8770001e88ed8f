/// The two faces of the simulated disk. Private to simdisk.cpp.
#pragma once

#include <memory>

#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::testing {

std::unique_ptr<rocksdb::Env> make_env(SimDisk& disk);
std::unique_ptr<FileSystem> make_files(SimDisk& disk);

}  // namespace katiwala::store::testing
