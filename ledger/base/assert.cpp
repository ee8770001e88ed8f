#include "ledger/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace katiwala {

void halt(const char* what, const char* file, int line) noexcept {
  std::fprintf(stderr, "katiwala: broken invariant: %s (%s:%d)\n", what, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace katiwala
