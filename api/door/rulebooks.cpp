#include "api/door/rulebooks.h"

namespace katiwala::api::door {

std::shared_ptr<const policies::Rulebook> Rulebooks::find(const journal::Journal& journal, const Digest& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = parsed_.find(hash); found != parsed_.end()) return found->second;
  }
  std::string text;
  bool known = false;
  const Status looked = journal.look([&](const journal::Memory& memory) {
    const auto found = memory.state.rulebooks.find(hash);
    if (found == memory.state.rulebooks.end()) return;
    text = found->second.text;
    known = true;
  });
  if (!looked.ok() || !known) return nullptr;
  auto parsed = policies::Rulebook::parse(text);
  auto shared = parsed.ok() ? std::make_shared<const policies::Rulebook>(std::move(parsed).value()) : nullptr;
  const std::lock_guard lock(mutex_);
  return parsed_.emplace(hash, std::move(shared)).first->second;
}

}  // namespace katiwala::api::door
