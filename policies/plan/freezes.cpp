// Money is stopped, and let go again (R41). A freeze moves nothing: rules hold what would leave.
//
// A freeze of the bank's own (AFASA) or of the AMLC's holds for as long as the rulebook says, where it names no last day; set again under the
// same identifier with a later day it is extended. The others hold until they are lifted.
#include "policies/plan/freezes.h"

#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

using enum custody::Role;

constexpr FreezeRule kRules[] = {
    //                     may set                                may lift                     must agree to that  document  in the watch
    {FreezeKind::court,    {trust_officer, compliance},           {trust_officer},             {trust_officer},    true,     false},
    {FreezeKind::amlc,     {compliance},                          {compliance},                {compliance},       true,     true},
    {FreezeKind::bank,     {trust_officer, compliance},           {trust_officer, compliance}, {trust_officer},    false,    false},
    {FreezeKind::claim,    {trust_officer, compliance},           {trust_officer},             {trust_officer},    true,     false},
    {FreezeKind::death,    {},                                    {trust_officer},             {trust_officer},    true,     false},
    {FreezeKind::guardian, {guardian},                            {guardian, trust_officer},   {},                 false,    false},
    {FreezeKind::review,   {},                                    {},                          {},                 false,    true},
};
static_assert(std::size(kRules) == Names<FreezeKind>::rows.size(), "a kind of freeze without a row, or with two");

bool can_be_extended(FreezeKind kind) { return kind == FreezeKind::bank || kind == FreezeKind::amlc; }

/// A ward or a pool that there is.
Result<const Pool*> pool_behind(const State& state, const Subject& about) {
  if (about.kind == SubjectKind::pool) return pool_or_refuse(state, PoolId{about.id});
  if (about.kind != SubjectKind::ward) return refuse(Code::SUBJECT_MISMATCH);
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(state, WardId{about.id}));
  return pool_or_refuse(state, ward->pool);
}

/// The last of so many days after the day it is dated, the first excluded.
std::optional<CivilDate> days_after(const Asking& asking, CivilDate dated, std::string_view parameter) {
  constexpr std::int64_t kMost = 36'600;
  if (asking.rulebook == nullptr || !asking.rulebook->has("R41", parameter)) return std::nullopt;
  return dated + static_cast<int>(std::clamp<std::int64_t>(asking.rulebook->integer("R41", parameter), 0, kMost));
}

std::optional<CivilDate> last_day(const Asking& asking, const SetFreeze& c) {
  if (c.freeze_kind == FreezeKind::bank) return c.until ? c.until : days_after(asking, c.dated, "afasa_days");
  if (c.freeze_kind != FreezeKind::amlc) return c.until;
  const auto least = days_after(asking, c.dated, "amlc_days");
  return least && (!c.until || *c.until < *least) ? least : c.until;
}

Status well_formed(const Asking& asking, const SetFreeze& c, const Pool& pool) {
  if (c.freeze.is_zero()) return wrong_field("freeze");
  if (c.dated > asking.today) return wrong_field("dated");
  if (c.until && *c.until < c.dated) return wrong_field("until");
  if (freeze_rule(c.freeze_kind).document && !c.document) return wrong_field("document");
  if (!c.amount) return good();
  if (find_cash(pool, c.amount->currency()) == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  return positive(*c.amount);
}

/// The same freeze with a later last day, and nothing else changed.
Result<Freeze> extended(const Freeze& standing, const SetFreeze& c) {
  const bool later = c.until && standing.until && *c.until > *standing.until;
  if (standing.freeze_kind != c.freeze_kind || !can_be_extended(c.freeze_kind) || standing.lifted || !later) return refuse(Code::ALREADY_EXISTS);
  Freeze freeze = standing;
  freeze.until = c.until;
  return freeze;
}

}  // namespace

std::span<const FreezeRule> freeze_rules() { return kRules; }

const FreezeRule& freeze_rule(FreezeKind kind) {
  const auto found = std::ranges::find(kRules, kind, &FreezeRule::freeze_kind);
  KATIWALA_ASSERT(found != std::end(kRules), "a kind of freeze without a row");
  return *found;
}

Subject where_frozen(const State& state, const Subject& named, const FreezeId& freeze) {
  const Subject watch{SubjectKind::watch, named.id};
  const auto stands_in = [&](const Subject& about) {
    const std::vector<Freeze>* freezes = state.freezes(about);
    return freezes != nullptr && find_freeze(*freezes, freeze) != nullptr;
  };
  return !stands_in(named) && stands_in(watch) ? watch : named;
}

Result<Plan> plan_of(const Asking& asking, const SetFreeze& c) {
  const FreezeRule& rule = freeze_rule(c.freeze_kind);
  KATIWALA_TRY(const Pool* pool, pool_behind(asking.state, c.about));
  if (!rule.may_set.has(asking.principal->role)) return refuse(Code::FREEZE_RANK);
  KATIWALA_CHECK(well_formed(asking, c, *pool));
  Plan plan = plan_about(rule.in_watch ? Subject{SubjectKind::watch, c.about.id} : c.about);
  Freeze freeze{c.freeze, c.freeze_kind, c.dated, last_day(asking, c), c.amount, c.person, std::nullopt, asking.principal->person};
  const std::vector<Freeze>* freezes = asking.state.freezes(plan.about);
  if (const Freeze* standing = freezes == nullptr ? nullptr : find_freeze(*freezes, c.freeze)) {
    KATIWALA_TRY(freeze, extended(*standing, c));
  }
  open_file(plan, asking.state, plan.about, c.about.kind);
  happen(plan, plan.about, FreezeSet{std::move(freeze)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const LiftFreeze& c) {
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  const Subject where = where_frozen(asking.state, c.about, c.freeze);
  const std::vector<Freeze>* freezes = asking.state.freezes(where);
  const Freeze* freeze = freezes == nullptr ? nullptr : find_freeze(*freezes, c.freeze);
  if (freeze == nullptr || freeze->lifted) return refuse(Code::FREEZE_UNKNOWN);
  const FreezeRule& rule = freeze_rule(freeze->freeze_kind);
  const Role role = asking.principal->role;
  // A guardian lets go what he himself stopped, and nobody else's.
  const bool anothers = role == guardian && freeze->set_by != asking.principal->person;
  if (!rule.may_lift.has(role) || anothers) return refuse(Code::FREEZE_RANK);
  if (c.dated > asking.today || c.dated < freeze->dated) return wrong_field("dated");
  if (rule.document && !c.document) return wrong_field("document");
  Plan plan = plan_about(where);
  happen(plan, where, FreezeLifted{c.freeze, c.dated, false});
  return plan;
}

}  // namespace katiwala::policies
