#include "policies/releasers.h"

namespace katiwala::policies {

std::optional<std::int64_t> file_releasers(const Rulebook& book) {
  if (!book.has("R31", "file_releasers")) return 1;
  const std::int64_t number = book.integer("R31", "file_releasers");
  return number == 1 || number == 2 ? std::optional(number) : std::nullopt;
}

}  // namespace katiwala::policies
