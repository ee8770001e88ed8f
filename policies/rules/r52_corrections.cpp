// R52  What was booked wrongly is corrected by an entry that undoes it, with a reason and two approvals; nothing is ever changed or taken away.  D.
//
// Once: an entry that was undone is not undone again. Each posting of that entry is met by its opposite in the same part, and nothing else is
// posted. The reason is a text that says something; blanks are none. `approvals` different persons agree, the one who proposes not among
// them. Which entries can be undone at all is the plan's (a payment has a return of its own, R51); that nothing is changed in
// place is the record's, and tests/attack shows it.
#include <algorithm>
#include <set>

#include "policies/rules/asking.h"

namespace katiwala::policies::r52_corrections {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"approvals", ParameterType::integer}};

bool is_opposite(const SubjectPosting& done, const SubjectPosting& undone) {
  return done.about == undone.about && done.posting.account == undone.posting.account && done.posting.change_minor == -undone.posting.change_minor;
}

/// Each line of the entry meets one line of the plan, and none is left over.
bool undoes_exactly(const Matter& m) {
  std::vector<SubjectPosting> planned = m.plan.postings;
  for (const SubjectPosting& done : m.submission.reversed_postings) {
    const auto undone = std::ranges::find_if(planned, [&](const SubjectPosting& line) { return is_opposite(done, line); });
    if (undone == planned.end()) return false;
    planned.erase(undone);
  }
  return planned.empty();
}

/// Who has agreed, or agrees now, beside who proposed it.
std::int64_t agreed(const Matter& m) {
  std::set<PersonId> persons;
  if (m.principal != nullptr) persons.insert(m.principal->person);
  if (const Proposal* proposal = proposal_at_hand(m)) {
    for (const Approval& approval : proposal->approvals) persons.insert(approval.person);
    persons.erase(proposal->proposer_person);
  }
  return static_cast<std::int64_t>(persons.size());
}

Verdict judge(const Matter& m) {
  const auto* c = m.as<ReverseEntry>();
  if (c == nullptr) return silent();
  const std::int64_t needed = m.rulebook.integer("R52", "approvals");
  if (needed < 0) return deny_parameter("R52", "approvals", std::to_string(needed));
  const auto entry = static_cast<std::int64_t>(c->entry);
  if (c->reason.find_first_not_of(" \t\r\n") == std::string::npos) return deny(Code::FIELD_INVALID, {fact("field", "reason")});
  if (m.state.reversed.contains(c->entry)) return deny(Code::ENTRY_REVERSED, {fact("entry", entry)});
  if (!undoes_exactly(m)) return deny(Code::SUM_NOT_PRESERVED, {fact("entry", entry)});
  if (m.stage == Stage::submit) return silent();
  std::vector<Fact> facts{fact("entry", entry), fact("approvals", agreed(m)), fact("needed", needed)};
  return agreed(m) < needed ? deny(Code::APPROVALS_MISSING, std::move(facts)) : allow("undone_by_an_entry", std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r52_corrections

KATIWALA_RULE(R52, r52_corrections, kParameters, judge, hears<ReverseEntry>())
