/// Rulebooks by hash, parsed once: reasons are answered with the citations of the rulebook their entry names (R72).
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "ledger/journal/journal.h"
#include "policies/rulebook.h"

namespace katiwala::api::door {

class Rulebooks {
 public:
  /// nullptr if the ledger never adopted it, or this program can not read it.
  std::shared_ptr<const policies::Rulebook> find(const journal::Journal& journal, const Digest& hash);

 private:
  std::mutex mutex_;
  std::map<Digest, std::shared_ptr<const policies::Rulebook>> parsed_;
};

}  // namespace katiwala::api::door
