// R50  A bank's message acts once: each of its references (message, UETR, statement line) is used by one entry only.
//      D; ISO AM05.
//
// One reference of several is enough to know a duplicate; the entry that used it is named. What the bank books of itself
// (credits, charges, conversions) must bring a reference, because nothing else tells it from its duplicate.
#include "policies/rules/asking.h"

namespace katiwala::policies::r50_idempotency {
namespace {

using namespace custody;

/// A command that names messages of a bank, whichever it is.
constexpr auto kHasReferences = []<class C>(std::type_identity<C>) { return requires(const C& c) { c.references; }; };

struct References {
  const std::vector<Mark>* marks = nullptr;
  bool needed = false;
};

References references(const Command& command) {
  return std::visit(
      []<class C>(const C& c) -> References {
        if constexpr (requires { c.references; }) {
          return {&c.references, !std::is_same_v<C, Settle> && !std::is_same_v<C, RejectPayment>};
        }
        return {};
      },
      command);
}

Verdict judge(const Matter& m) {
  const References given = references(m.command);
  if (given.marks == nullptr) return silent();
  if (given.needed && given.marks->empty()) return deny(Code::REFERENCE_MISSING, {});
  const Proposal* proposal = proposal_at_hand(m);
  for (const Mark& mark : *given.marks) {
    const auto used = m.state.references.find(mark.value);
    if (used == m.state.references.end()) continue;
    if (proposal != nullptr && used->second == proposal->id) continue;  // its own, from when it was proposed
    return deny(Code::DUPLICATE_MESSAGE, {fact("entry", static_cast<std::int64_t>(used->second)), fact("reference", name(mark.kind))});
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r50_idempotency

KATIWALA_RULE(R50, r50_idempotency, {}, judge, hears_commands(kHasReferences))
