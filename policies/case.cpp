#include "policies/case.h"

#include <algorithm>

#include "policies/roles.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// Where the rulebook has no R31 (the mechanism's own tests).
constexpr std::int64_t kProposalDays = 14;

void add(std::vector<Effect>& effects, std::vector<Effect> more) {
  effects.insert(effects.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// A request as it was asked for, to be judged again.
RequestDisbursement as_command(const Request& r) {
  RequestDisbursement c;
  c.request = r.id;
  c.ward = r.ward;
  c.payee = r.payee;
  c.amount = r.amount;
  c.purpose = r.purpose;
  c.court_order = r.court_order;
  c.rail = r.rail;
  c.voucher = r.voucher;
  c.budget = r.budget;
  c.invoice = r.invoice;
  c.service_from = r.service_from;
  c.service_to = r.service_to;
  return c;
}

Status book_allows(const State& state, const Plan& plan) {
  std::vector<book::Posting> lines;
  lines.reserve(plan.postings.size());
  for (const SubjectPosting& line : plan.postings) lines.push_back(line.posting);
  const auto balanced = book::Balanced::check(std::move(lines));
  KATIWALA_ASSERT(balanced.ok(), "a plan whose postings do not balance");
  return state.book.allows(*balanced);
}

}  // namespace

Case::Case(const State& state, const Submission& submission, const Roll& roll, const Judge::Hash& hash,
           const Rulebook* present, FindRulebook find_rulebook, Silence silence)
    : state_(state), submission_(submission), roll_(roll), hash_(hash), present_(present), find_rulebook_(std::move(find_rulebook)),
      silence_(silence), principal_(state.principal(submission.principal)), today_(manila_date(submission.time)),
      about_(about_of(state, submission.command)) {}

Decision Case::decide() {
  hearings_.clear();
  tier_ = Tier::t0;
  auto decided = judged();
  return decided.ok() ? std::move(decided).value() : refused(decided.refusal());
}

Result<Decision> Case::judged() {
  KATIWALA_CHECK(may_ask(state_, submission_));
  if (present_ == nullptr && !mends_the_rulebook()) return refuse(Code::RULEBOOK_UNREADABLE);
  if (const auto* command = std::get_if<Approve>(&submission_.command)) return approval(*command);
  if (const auto* command = std::get_if<Release>(&submission_.command)) return release(*command);
  return asked();
}

Result<Decision> Case::asked() {
  KATIWALA_TRY(Plan planned, heard_as_asked());
  if (stopped()) return decision(std::move(planned), false);
  if (lacks_order()) return refuse(Code::COURT_ORDER_REQUIRED);
  KATIWALA_CHECK(book_allows(state_, planned));
  std::vector<Role> needs = approvals_needed(state_, submission_, tier_);
  return needs.empty() ? decision(std::move(planned), true) : proposal(std::move(planned), std::move(needs));
}

Result<Plan> Case::heard_as_asked() {
  const bool disbursement = std::holds_alternative<RequestDisbursement>(submission_.command);
  while (true) {
    KATIWALA_TRY(Plan planned, plan(asking(), submission_.command));
    hearings_.clear();
    if (present_ == nullptr) return planned;
    hear(submission_.command, Stage::submit, planned, nullptr, *present_);
    const Tier found = disbursement ? hearings_.back().tier() : Tier::t0;
    if (found <= tier_) return planned;
    tier_ = found;  // rises at most twice: what a higher tier asks for is heard in it
  }
}

Result<Decision> Case::approval(const Approve& command) {
  KATIWALA_TRY(Plan agreement, plan(asking(), command));
  const Proposal& proposed = *state_.proposal(command.proposal);
  if (completes(state_, command)) return carried_out(proposed, std::move(agreement));
  if (present_ != nullptr) hear(command, Stage::submit, agreement, nullptr, *present_);
  return decision(std::move(agreement), false);
}

Result<Decision> Case::carried_out(const Proposal& proposed, Plan agreement) {
  const Request* request = nullptr;
  if (const auto* wanted = std::get_if<RequestDisbursement>(&proposed.command)) {
    request = state_.request(wanted->request);
    KATIWALA_ASSERT(request != nullptr, "an open proposal of a request that does not exist");
    tier_ = request->tier;
  }
  KATIWALA_TRY(Plan planned, request == nullptr ? plan(asking(), proposed.command) : plan_reservation(asking(), *request));
  KATIWALA_CHECK(heard_again(proposed.command, Stage::execute, planned, request, proposed.rulebook));
  if (!stopped()) KATIWALA_CHECK(book_allows(state_, planned));
  Plan whole{proposed.about, std::move(agreement.effects), std::move(planned.postings)};
  add(whole.effects, std::move(planned.effects));
  whole.effects.push_back({proposed.about, ProposalClosed{proposed.id, ProposalState::executed}});
  return decision(std::move(whole), true);
}

Result<Decision> Case::release(const Release& command) {
  KATIWALA_TRY(Plan planned, plan(asking(), command));
  const Request& request = *state_.request(command.request);
  tier_ = request.tier;
  KATIWALA_CHECK(heard_again(as_command(request), Stage::release, planned, &request, request.rulebook));
  if (!stopped()) KATIWALA_CHECK(book_allows(state_, planned));
  return decision(std::move(planned), true);
}

Status Case::heard_again(const Command& command, Stage stage, const Plan& planned, const Request* request, const Digest& before) {
  if (present_ == nullptr) return good();
  hear(command, stage, planned, request, *present_);
  if (before != state_.ledger.rulebook) {
    const Rulebook* then = find_rulebook_(before);
    if (then == nullptr) return refuse(Code::RULEBOOK_UNREADABLE);
    hear(command, stage, planned, request, *then);
  }
  for (const Hearing& hearing : hearings_)
    if (!stopped() && hearing.tier() > tier_) return refuse(Code::TIER_INSUFFICIENT);
  return good();
}

void Case::hear(const Command& command, Stage stage, const Plan& planned, const Request* request, const Rulebook& rulebook) {
  const Ward* hers = ward();
  const Protection* protection = hers == nullptr ? nullptr : state_.protection(hers->id);
  const Watch* watch = hers == nullptr ? nullptr : state_.watch(watch_of(hers->id));
  const Matter matter{state_, submission_, command, stage, today_, rulebook, hers, protection, watch, principal_, request, planned, tier_};
  hearings_.push_back(roll_.hear(matter, silence_));
}

Asking Case::asking() const { return {state_, submission_, today_, principal_, present_, hash_, roll_.rules(), tier_}; }

bool Case::stopped() const { return strictness(outcome()) >= strictness(Outcome::hold); }

Outcome Case::outcome() const {
  Outcome strictest = Outcome::allow;
  for (const Hearing& hearing : hearings_)
    if (strictness(hearing.outcome()) > strictness(strictest)) strictest = hearing.outcome();
  return strictest;
}

bool Case::lacks_order() const {
  const auto* asked = std::get_if<RequestDisbursement>(&submission_.command);
  return asked != nullptr && tier_ == Tier::t2 && !asked->court_order;
}

void Case::write(Decision& out, std::vector<Reason> reasons, const Plan& plan, bool executed) const {
  Told told = tell(out.about, std::move(reasons), present_);
  out.reasons = std::move(told.primary);
  const Following following{state_, submission_, present_, today_};
  const Hearing* hearing = hearings_.empty() ? nullptr : &hearings_.front();
  if (hearing != nullptr) add(out.effects, consequences(following, *hearing, plan, out.accepted()));
  add(out.effects, std::move(told.kept));
  const Command* judged = &submission_.command;
  if (const auto* approving = std::get_if<Approve>(judged)) {
    const Proposal* proposed = state_.proposal(approving->proposal);
    if (proposed != nullptr) judged = &proposed->command;
  }
  weigh(following, hearing, watches_beside(state_, *judged, plan, executed && out.accepted()), out.effects);
}

Result<Decision> Case::decision(Plan planned, bool executed) const {
  Decision out;
  out.outcome = outcome();
  out.about = planned.about;
  if (!out.accepted()) {
    if (!exists(state_, out.about) && !is_sealed(out.about.kind)) out.about = Subject{};
    write(out, reasons_of(hearings_), planned, executed);
    return out;
  }
  // Escalated before, and agreed to by those it was escalated to: nothing is left to escalate.
  if (!std::holds_alternative<RequestDisbursement>(submission_.command)) out.outcome = Outcome::allow;
  out.effects = planned.effects;
  note_passkey(out.effects);
  out.postings = std::move(planned.postings);
  write(out, reasons_of(hearings_), planned, executed);
  return out;
}

Decision Case::proposal(Plan planned, std::vector<Role> needs) const {
  Decision out;
  out.outcome = outcome();
  out.about = planned.about;
  if (std::holds_alternative<RequestDisbursement>(submission_.command)) {
    // Asked for, it already counts in the windows and may raise alerts; other proposals do nothing until they are agreed to.
    out.effects = planned.effects;
    write(out, reasons_of(hearings_), planned, false);
  } else {
    Told told = tell(out.about, reasons_of(hearings_), present_);
    out.reasons = std::move(told.primary);
    add(out.effects, std::move(told.kept));
  }
  out.effects.push_back({out.about, ProposalOpened{expiry(), std::move(needs)}});
  note_passkey(out.effects);
  return out;
}

void Case::note_passkey(std::vector<Effect>& effects) const {
  if (!submission_.passkey) return;
  const PasskeyUse& use = *submission_.passkey;
  effects.push_back({Subject{}, CredentialUsed{submission_.principal, submission_.signature->credential, use.counter, use.backed_up}});
}

/// A part about a ward can be sealed even before she exists; anything else that does not exist is written in the ledger's part.
Decision Case::refused(const Refusal& refusal) const {
  Decision out;
  out.outcome = Outcome::deny;
  const bool sealed = is_sealed(about_.kind) && (exists(state_, about_) || std::holds_alternative<OpenWard>(submission_.command) ||
                                                           std::holds_alternative<Approve>(submission_.command) ||
                                                           std::holds_alternative<CancelProposal>(submission_.command));
  if (sealed || exists(state_, about_)) out.about = about_;
  std::vector<Reason> reasons = reasons_of(hearings_);
  std::erase_if(reasons, [](const Reason& r) { return r.outcome == Outcome::allow; });
  reasons.insert(reasons.begin(), reason_of(refusal));
  write(out, std::move(reasons), Plan{}, false);
  return out;
}

const Ward* Case::ward() const { return is_sealed(about_.kind) ? state_.ward(WardId{about_.id}) : nullptr; }

/// Through the last of its days: the first day excluded, the last included, as all legal periods are.
Instant Case::expiry() const {
  std::int64_t days = kProposalDays;
  if (present_ != nullptr && present_->has("R31", "proposal_days")) days = std::clamp<std::int64_t>(present_->integer("R31", "proposal_days"), 1, 3660);
  return start_of(today_ + static_cast<int>(days) + 1);
}

/// What must stay possible while the rulebook in force can not be read by this program: adopting one that can.
bool Case::mends_the_rulebook() const {
  const auto adopts = [](const Command& command) { return std::holds_alternative<AdoptRulebook>(command); };
  if (const auto* command = std::get_if<Approve>(&submission_.command)) {
    const Proposal* proposed = state_.proposal(command->proposal);
    return proposed != nullptr && adopts(proposed->command);
  }
  return adopts(submission_.command) || std::holds_alternative<RefuseInput>(submission_.command) ||
         std::holds_alternative<CreateLedger>(submission_.command);  // whose plan says what is wrong with its rulebook
}

}  // namespace katiwala::policies
