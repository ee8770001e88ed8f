// A payment file is released as a whole by two: who proposes it, and who agrees (R31 `file_releasers`; docs/decisions/0034).
//
// Each of its payments was released before, by one person; what two persons say here is that these payments, and no others, go to the bank together, and
// what they come to. Planned when it is proposed and again when it is agreed to, so that what the second person signs is still so.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr std::size_t kMostPayments = 10'000;
constexpr std::size_t kLongestMessageId = 35;

Status is_file(const ReleaseFile& c) {
  if (c.file.is_zero()) return wrong_field("file");
  KATIWALA_CHECK(some_text(c.message_id, kLongestMessageId, "message_id"));
  const bool ascending = std::ranges::adjacent_find(c.requests, [](const RequestId& a, const RequestId& b) { return !(a < b); }) == c.requests.end();
  return c.requests.empty() || c.requests.size() > kMostPayments || !ascending ? Status(wrong_field("requests")) : good();
}

/// Who releases it: who asks now, and before an agreement who proposed it.
std::vector<PersonId> releasers_of(const Asking& asking) {
  std::vector<PersonId> out;
  if (const auto* agreement = std::get_if<Approve>(&asking.submission.command)) {
    const Proposal* proposal = asking.state.proposal(agreement->proposal);
    KATIWALA_ASSERT(proposal != nullptr, "carrying out a proposal that does not exist");
    out.push_back(proposal->proposer_person);
  }
  out.push_back(asking.principal->person);
  return out;
}

/// The payment, if it may go with this file.
Result<const Request*> member(const State& state, const ReleaseFile& c, const RequestId& id, const std::vector<PersonId>& releasers) {
  const Request* request = state.request(id);
  if (request == nullptr) return refuse(Code::REQUEST_UNKNOWN);
  const Ward* ward = state.ward(request->ward);
  KATIWALA_ASSERT(ward != nullptr, "a request of a ward that does not exist");
  if (ward->pool != c.pool) return refuse(Code::SUBJECT_MISMATCH);
  if (request->state != RequestState::released) return wrong_state(*request);
  if (request->rail != c.rail) return wrong_field("rail");
  if (request->amount.currency() != c.total.currency()) return refuse(Code::CURRENCY_MISMATCH);
  const ReleasedFile* other = state.file_of(id);
  if (other != nullptr && other->id != c.file) {
    return refuse(Code::REQUEST_STATE, std::string(sentence_of(Code::REQUEST_STATE)), "file " + other->id.hex());
  }
  for (const PersonId& person : releasers) KATIWALA_CHECK(another_person_releases(*ward, *request, person));
  return request;
}

/// A file of which anything has left is what it was.
Status may_be_released_anew(const State& state, const ReleaseFile& c) {
  const ReleasedFile* before = state.file(c.file);
  if (before == nullptr) return good();
  if (before->pool != c.pool) return refuse(Code::SUBJECT_MISMATCH);
  for (const RequestId& id : before->requests) {
    const Request* request = state.request(id);
    const bool left = request != nullptr && (request->state == RequestState::handed_over || request->state == RequestState::settled);
    if (left) return wrong_state(*request);
  }
  return good();
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const ReleaseFile& c) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, c.pool));
  KATIWALA_CHECK(is_file(c));
  if (find_cash(*pool, c.total.currency()) == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  KATIWALA_CHECK(may_be_released_anew(asking.state, c));
  const std::vector<PersonId> releasers = releasers_of(asking);
  Minor sum = 0;
  for (const RequestId& id : c.requests) {
    KATIWALA_TRY(const Request* request, member(asking.state, c, id, releasers));
    sum += wide(request->leaving());
  }
  KATIWALA_TRY(const Amount total, amount_from_wide(c.total.currency(), sum));
  if (total != c.total) {
    return refuse(Code::CONTROL_SUM_MISMATCH, std::string(sentence_of(Code::CONTROL_SUM_MISMATCH)), "total " + total.text());
  }
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, FileReleased{c.file, c.message_id, c.rail, c.requests, c.total, releasers});
  return plan;
}

}  // namespace katiwala::policies
