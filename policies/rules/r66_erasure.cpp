// R66  She is erased by destroying her keys, after the time for which records are kept; the chain stays whole.  RA 10173 s.16; D.
//
// All of her is erased or nothing: where her protection file or her watch exists, the plan names its key beside her own, so that a reader without keys
// can tell what was erased from what was tampered with. When it may be is R42's; that nothing is held or under way is the plan's; that an auditor
// still verifies every entry afterwards is tests/attack and tests/audit/verify. What was printed or exported before is out of reach, and so
// are backups until their keys are gone too (docs/restore.md).
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r66_erasure {
namespace {

using namespace custody;

bool names_key_of(const WardErased& erased, SubjectKind kind) {
  return std::ranges::any_of(erased.files, [&](const FileKey& file) { return file.of == kind && file.key != std::array<std::uint8_t, 16>{}; });
}

Verdict judge(const Matter& m) {
  // The journal names the keys when the erasure is carried out, not while it is proposed.
  if (m.as<EraseWard>() == nullptr || m.stage != Stage::execute) return silent();
  Verdict verdict;
  for_each_planned<WardErased>(m, [&](const Subject&, const WardErased& e) {
    std::vector<Fact> facts{fact("keys", static_cast<std::int64_t>(1 + e.files.size()))};
    if (e.key == std::array<std::uint8_t, 16>{}) verdict = deny(Code::KEY_MISSING, {fact("of", "ward")});
    else if (m.state.protection(e.ward) != nullptr && !names_key_of(e, SubjectKind::protection)) verdict = deny(Code::KEY_MISSING, {fact("of", "protection")});
    else if (m.state.watch(watch_of(e.ward)) != nullptr && !names_key_of(e, SubjectKind::watch)) verdict = deny(Code::KEY_MISSING, {fact("of", "watch")});
    else verdict = allow("key_destroyed", std::move(facts));
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r66_erasure

KATIWALA_RULE(R66, r66_erasure, {}, judge, hears<EraseWard>())
