/// Assertions that stay on in release: a broken invariant halts the process (halt beats guess).
///
/// Use KATIWALA_ASSERT for what *we* do wrong; what a caller does wrong is a `Refusal` (result.h).
#pragma once

namespace katiwala {
/// Writes one line to standard error and aborts. Never returns, never throws.
[[noreturn]] void halt(const char* what, const char* file, int line) noexcept;
}  // namespace katiwala

#define KATIWALA_ASSERT(condition, what) \
  do {                                   \
    if (!(condition)) [[unlikely]]       \
      ::katiwala::halt(what, __FILE__, __LINE__); \
  } while (false)
