#include "policies/plan/pieces.h"

#include <algorithm>

namespace katiwala::policies {

using namespace custody;

Result<Plan> plan(const Asking& asking, const Command& command) {
  return std::visit([&](const auto& c) { return plan_of(asking, c); }, command);
}

void post(Plan& plan, const Subject& about, book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount amount,
          book::Category category) {
  if (!amount.is_zero()) plan.postings.push_back({about, book::posting(kind, owner, amount, category)});
}

Result<const Ward*> ward_or_refuse(const State& state, const WardId& id) {
  const Ward* ward = state.ward(id);
  if (ward == nullptr) return refuse(Code::WARD_UNKNOWN);
  return ward;
}

Result<const Pool*> pool_or_refuse(const State& state, const PoolId& id) {
  const Pool* pool = state.pool(id);
  if (pool == nullptr) return refuse(Code::POOL_UNKNOWN);
  return pool;
}

Result<const Request*> request_or_refuse(const State& state, const RequestId& id, const WardId& ward) {
  KATIWALA_CHECK(ward_or_refuse(state, ward));
  const Request* request = state.request(id);
  if (request == nullptr) return refuse(Code::REQUEST_UNKNOWN);
  if (request->ward != ward) return refuse(Code::SUBJECT_MISMATCH);
  return request;
}

Result<const Pool*> pool_with_currency(const State& state, const Ward& ward, Currency currency) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(state, ward.pool));
  if (find_cash(*pool, currency) == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  return pool;
}

Refusal wrong_field(std::string_view field) {
  return refuse(Code::FIELD_INVALID, std::string(sentence_of(Code::FIELD_INVALID)), "field " + std::string(field));
}

Status positive(Amount amount) { return amount.is_positive() ? good() : Status(refuse(Code::AMOUNT_NOT_POSITIVE)); }

Status some_text(std::string_view text, std::size_t most, std::string_view field) {
  if (!text.empty() && text.size() <= most) return good();
  return wrong_field(field);
}

Status unused(const State& state, const std::vector<Mark>& references) {
  for (std::size_t i = 0; i < references.size(); ++i) {
    const auto used = state.references.find(references[i].value);
    if (used != state.references.end()) {
      return refuse(Code::DUPLICATE_MESSAGE, std::string(sentence_of(Code::DUPLICATE_MESSAGE)), "entry " + std::to_string(used->second));
    }
    if (std::find(references.begin(), references.begin() + static_cast<std::ptrdiff_t>(i), references[i]) !=
        references.begin() + static_cast<std::ptrdiff_t>(i)) {
      return wrong_field("references");
    }
  }
  return good();
}

void use(Plan& plan, const PoolId& pool, const std::vector<Mark>& references) {
  if (!references.empty()) happen(plan, subject(pool), ReferencesUsed{references});
}

Drawn draw(const State& state, const Ward& ward, Amount amount) {
  const Amount income = std::min(state.balance(book::AccountKind::income, ward.id.bytes, amount.currency()), amount);
  return {income, amount - income};
}

#ifdef KATIWALA_SABOTAGE_cap_not_restored
constexpr bool kCapsComeBack = false;
#else
constexpr bool kCapsComeBack = true;
#endif

void restore(Plan& plan, const Request& request, book::AccountKind from, const std::array<std::uint8_t, 16>& owner,
             book::Category category) {
  const Subject hers = subject(request.ward);
  const Subject holder = from == book::AccountKind::reserved ? hers : Subject{SubjectKind::pool, owner};
  const Amount income = request.from_income.value_or(zero(request.amount.currency()));
  post(plan, holder, from, owner, -request.amount, category);
  post(plan, hers, book::AccountKind::income, request.ward.bytes, income, category);
  post(plan, hers, book::AccountKind::principal, request.ward.bytes, request.amount - income, category);
  if (!request.court_order || !kCapsComeBack) return;
  post(plan, hers, book::AccountKind::cap_reserved, request.court_order->bytes, -request.amount, book::Category::authority);
  post(plan, hers, book::AccountKind::cap, request.court_order->bytes, request.amount, book::Category::authority);
}

void cancel_request(Plan& plan, const Request& request, std::string reason) {
  happen(plan, subject(request.ward), RequestMoved{request.id, RequestState::cancelled, std::nullopt, std::move(reason), std::nullopt});
  if (request.state == RequestState::approved) {
    restore(plan, request, book::AccountKind::reserved, request.ward.bytes, book::Category::hold);
  }
}

bool exists(const State& state, const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::ledger: return true;
    case SubjectKind::pool: return state.pool(PoolId{subject.id}) != nullptr;
    case SubjectKind::order: return state.order(OrderId{subject.id}) != nullptr;
    case SubjectKind::ward: return state.ward(WardId{subject.id}) != nullptr;
  }
  return false;
}

namespace {

struct About {
  const State& state;

  [[nodiscard]] Subject known(const Subject& subject) const { return exists(state, subject) ? subject : ledger_subject(); }
  [[nodiscard]] Subject proposal(ProposalId id, const Subject& named) const {
    const Proposal* found = state.proposal(id);
    return found == nullptr ? known(named) : found->about;
  }

  Subject operator()(const OpenPool& c) const { return subject(c.pool); }
  Subject operator()(const OpenWard& c) const { return subject(c.ward); }
  Subject operator()(const RecordOrder& c) const { return subject(c.order); }
  Subject operator()(const ReceiveCredit& c) const { return known(subject(c.pool)); }
  Subject operator()(const Reconcile& c) const { return known(subject(c.pool)); }
  Subject operator()(const EraseWard&) const { return ledger_subject(); }  // her own part could not be read afterwards
  Subject operator()(const FileReturn& c) const { return c.pool ? known(subject(*c.pool)) : known(subject(c.ward)); }
  Subject operator()(const MatchCredit& c) const {
    const Credit* credit = state.credit(c.credit);
    return credit == nullptr ? ledger_subject() : subject(credit->pool);
  }
  Subject operator()(const Approve& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const CancelProposal& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const ReverseEntry& c) const { return known(c.about); }
  Subject operator()(const Tick& c) const {
    if (c.matter == static_cast<std::uint8_t>(custody::Matter::proposal_expiry)) return proposal(c.number, ledger_subject());
    const Subject ward{SubjectKind::ward, c.object};
    return exists(state, ward) ? ward : known({SubjectKind::pool, c.object});
  }
  template <class C>
  Subject operator()(const C& c) const {
    if constexpr (requires { { c.ward } -> std::convertible_to<WardId>; }) return known(subject(c.ward));
    else return ledger_subject();
  }
};

}  // namespace

Subject about_of(const State& state, const Command& command) { return std::visit(About{state}, command); }

}  // namespace katiwala::policies
