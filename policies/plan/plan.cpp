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

Status after_opening(const Pool& pool, Currency currency, CivilDate booked) {
  const PoolCash* cash = find_cash(pool, currency);
  if (cash == nullptr || !cash->brought_as_of || booked > *cash->brought_as_of) return good();
  return refuse(Code::BEFORE_OPENING, std::string(sentence_of(Code::BEFORE_OPENING)), "as_of " + cash->brought_as_of->text());
}

void use(Plan& plan, const PoolId& pool, const std::vector<Mark>& references) {
  if (!references.empty()) happen(plan, subject(pool), ReferencesUsed{references});
}

Result<const Proposal*> proposal_or_refuse(const State& state, ProposalId id, const Subject& about) {
  const Proposal* proposal = state.proposal(id);
  if (proposal == nullptr) return refuse(Code::PROPOSAL_UNKNOWN);
  if (proposal->about == about) return proposal;
  const SubjectKind kind = proposal->about.kind;
  const bool file = kind == SubjectKind::protection || kind == SubjectKind::watch;
  return refuse(file ? Code::PROPOSAL_UNKNOWN : Code::SUBJECT_MISMATCH);
}

Refusal wrong_state(const Request& request) {
  return refuse(Code::REQUEST_STATE, std::string(sentence_of(Code::REQUEST_STATE)), "state " + std::string(name(request.state)));
}

Status short_code(std::string_view text, std::string_view field) {
  const bool good_letters = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!good_letters) return wrong_field(field);
  return some_text(text, 16, field);
}

bool has_accounts(const State& state, book::AccountKind kind, const std::array<std::uint8_t, 16>& owner) {
  const std::vector<Currency> all = Currency::all();
  return std::any_of(all.begin(), all.end(), [&](Currency currency) { return !state.balance(kind, owner, currency).is_zero(); });
}

void open_file(Plan& plan, const State& state, const Subject& file, SubjectKind of) {
  if (!exists(state, file)) happen(plan, file, FileOpened{of});
}

}  // namespace katiwala::policies
