// The erasure of one ward: only when nothing is held for her and nothing about her is under way (R66; docs/format.md).
//
// It stands in the ledger's own part: hers can not be read afterwards. Her protection file and her watch go with her.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;

namespace {

bool holds_anything(const State& state, const Ward& ward) {
  const Pool* pool = state.pool(ward.pool);
  KATIWALA_ASSERT(pool != nullptr, "a ward of a pool that does not exist");
  for (const PoolCash& cash : pool->cash) {
    for (const AccountKind kind : {AccountKind::principal, AccountKind::income, AccountKind::reserved}) {
      if (!state.balance(kind, ward.id.bytes, cash.account.currency).is_zero()) return true;
    }
  }
  return false;
}

bool under_way(const State& state, const Ward& ward) {
  for (const Spend& spend : ward.spends) {
    const Request* request = state.request(spend.request);
    if (request != nullptr && request->state != RequestState::settled) return true;
  }
  return std::any_of(state.proposals.begin(), state.proposals.end(), [&](const auto& entry) {
    const Subject& about = entry.second.about;
    return about == subject(ward.id) || about == protection_of(ward.id) || about == watch_of(ward.id);
  });
}

/// Something about her is still looked into.
bool is_watched(const State& state, const Ward& ward) {
  const Watch* watch = state.watch(watch_of(ward.id));
  return watch != nullptr && std::ranges::any_of(watch->cases, [](const WatchCase& c) {
           return c.state == CaseState::open || c.state == CaseState::suspicious;
         });
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const EraseWard& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  if (holds_anything(asking.state, *ward)) return refuse(Code::WARD_NOT_EMPTY);
  if (under_way(asking.state, *ward) || is_watched(asking.state, *ward)) return refuse(Code::WARD_BUSY);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, WardErased{c.ward, ward->pool, c.key, asking.submission.file_keys});
  return plan;
}

}  // namespace katiwala::policies
