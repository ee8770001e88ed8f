// A bank asks for a payment back. Filed by the bank's system beside the credit that is asked for, answered by people, once (docs/decisions/0033). Neither moves
// anything: what may be promised is R57's to judge, and what was promised leaves by a command of its own.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// The code of four characters that ISO 20022 has a list of.
bool is_code(std::string_view text) {
  return text.size() == 4 && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const FileRecall& c) {
  if (c.recall.is_zero()) return wrong_field("recall");
  if (asking.state.recall(c.recall) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (!c.reason.empty() && !is_code(c.reason)) return wrong_field("reason");
  if (c.number == 0) return wrong_field("number");
  if (c.amount) KATIWALA_CHECK(positive(*c.amount));
  const Credit* credit = c.credit ? asking.state.credit(*c.credit) : nullptr;
  if (c.credit && credit == nullptr) return refuse(Code::CREDIT_UNKNOWN);
  KATIWALA_CHECK(unused(asking.state, c.references));
  Plan plan = plan_about(credit == nullptr ? ledger_subject() : subject(credit->pool));
  happen(plan, plan.about, RecallFiled{c.recall, c.credit, c.amount, c.reason, c.number, c.message});
  if (credit != nullptr) use(plan, credit->pool, c.references);
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const AnswerRecall& c) {
  const Recall* recall = asking.state.recall(c.recall);
  if (recall == nullptr) return refuse(Code::RECALL_UNKNOWN);
  if (recall->standing != RecallStanding::open) return refuse(Code::RECALL_ANSWERED);
  if (c.to == RecallStanding::open) return wrong_field("to");
  const bool refuses = c.to == RecallStanding::refused;
  if (refuses ? !is_code(c.reason) : !c.reason.empty() && !is_code(c.reason)) return wrong_field("reason");
  if (refuses && c.court_order) return wrong_field("court_order");
  if (!refuses && !recall->credit) return refuse(Code::CREDIT_UNKNOWN);
  Plan plan = plan_about(recall->pool ? subject(*recall->pool) : ledger_subject());
  happen(plan, plan.about, RecallAnswered{c.recall, c.to, c.reason, c.court_order});
  return plan;
}

}  // namespace katiwala::policies
