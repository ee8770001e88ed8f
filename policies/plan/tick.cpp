// What time alone does: a ward comes of age, a proposal lapses, a duty is overdue, something is to be looked at again (docs/judging.md).
//
// Every tick takes its item off the agenda, or moves it: an item that stayed would come again at once.
#include <algorithm>

#include "policies/plan/pieces.h"
#include "policies/rules/age.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr int kLookAgainDays = 30;  // where the rulebook has no R06
constexpr int kNeverYears = 200;

int look_again_days(const Rulebook& rulebook) {
  if (!rulebook.has("R06", "ask_again_days")) return kLookAgainDays;
  return static_cast<int>(std::clamp<std::int64_t>(rulebook.integer("R06", "ask_again_days"), 1, 3660));
}

/// By the rulebook of now; nothing where it can not say.
std::optional<Majority> majority_by_now(const Asking& asking, const Ward& ward) {
  const Rulebook* rulebook = asking.rulebook;
  if (rulebook == nullptr || !rulebook->has("R01", "majority_age_years") || !rulebook->has("R02", "leap_rule")) return std::nullopt;
  return majority_of(birth_of(ward, asking.today), *rulebook);
}

Result<Plan> majority(const Asking& asking, const Ward& ward) {
  if (!ward.majority || ward.adult) return refuse(Code::NOT_DUE);
  Plan plan = plan_about(subject(ward.id));
  if (ward.died) {
    // She comes of age no more, and the day may not stay due for ever.
    happen(plan, plan.about, MajorityScheduled{add_years(asking.today, kNeverYears)});
    return plan;
  }
  const auto found = majority_by_now(asking, ward);
  const CivilDate latest = found ? found->proven.value_or(found->latest) : *ward.majority;
  if (latest > asking.today) {
    // Another rulebook, or other evidence, came since the day was written down.
    happen(plan, plan.about, MajorityScheduled{latest});
    return plan;
  }
  if (found && !found->proven) {
    // It is not known that she is: the guardian goes on, and it is asked again (R06).
    happen(plan, plan.about, MajorityScheduled{asking.today + look_again_days(*asking.rulebook)});
    return plan;
  }
  happen(plan, plan.about, MajorityReached{latest});
  // What was released has left; what was not is no longer the guardian's to ask for.
  withdraw_all(plan, asking.state, ward, std::string(name_of(Code::AUTHORITY_ENDED)), true);
  return plan;
}

Result<Plan> proposal_expiry(const Asking& asking, const Proposal& proposal) {
  Plan plan = plan_about(proposal.about);
  if (const auto* asked = std::get_if<RequestDisbursement>(&proposal.command)) {
    const Request* request = asking.state.request(asked->request);
    KATIWALA_ASSERT(request != nullptr, "an open proposal of a request that does not exist");
    cancel_request(plan, *request, std::string(name_of(Code::PROPOSAL_EXPIRED)));
  }
  happen(plan, plan.about, ProposalClosed{proposal.id, ProposalState::expired});
  return plan;
}

Result<Plan> deadline(const Asking& asking, const Subject& about, std::uint32_t number) {
  const std::vector<Obligation>* obligations = asking.state.obligations(about);
  const Obligation* found = obligations == nullptr ? nullptr : find_obligation(*obligations, number);
  if (found == nullptr || found->closed || found->overdue) return refuse(Code::NOT_DUE);
  Plan plan = plan_about(about);
  happen(plan, about, ObligationOverdue{number});
  return plan;
}

/// What follows from it, the rules say.
Result<Plan> reminder(const Asking& asking, const Subject& about, std::uint32_t number) {
  const std::vector<Reminder>* reminders = asking.state.reminders(about);
  if (reminders == nullptr || find_reminder(*reminders, number) == nullptr) return refuse(Code::NOT_DUE);
  Plan plan = plan_about(about);
  happen(plan, about, ReminderDue{number});
  return plan;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const Tick& c) {
  const auto matter = static_cast<custody::Matter>(c.matter);
  const Subject about = subject_of(asking.state, c);
  const bool listed = asking.state.agenda.contains({c.due, matter, about, c.number});
  if (!listed || asking.submission.time < c.due) return refuse(Code::NOT_DUE);
  const auto number = static_cast<std::uint32_t>(c.number);
  switch (matter) {
    case custody::Matter::majority: {
      const Ward* ward = asking.state.ward(WardId{c.object});
      return ward == nullptr ? Result<Plan>(refuse(Code::NOT_DUE)) : majority(asking, *ward);
    }
    case custody::Matter::proposal_expiry: {
      const Proposal* proposal = asking.state.proposal(c.number);
      return proposal == nullptr ? Result<Plan>(refuse(Code::NOT_DUE)) : proposal_expiry(asking, *proposal);
    }
    case custody::Matter::deadline: return deadline(asking, about, number);
    case custody::Matter::reminder: return reminder(asking, about, number);
  }
  return refuse(Code::NOT_DUE);
}

}  // namespace katiwala::policies
