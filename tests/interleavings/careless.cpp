#include "tests/interleavings/careless.h"

namespace katiwala::interleavings {

using namespace custody;

namespace {

constexpr std::int64_t kLongMicros = std::int64_t{365} * 24 * 3'600'000'000;

Ward& ward_of(State& state, const Request& request) { return state.wards.at(request.ward); }

void forget_revocations(State& state, const Submission& submission, Request&) {
  for (auto& [id, principal] : state.principals)
    if (id != submission.principal) principal.revoked = false;
}
void forget_removals(State& state, const Submission&, Request&) {
  for (auto& [id, principal] : state.principals)
    for (CredentialStanding& standing : principal.standings) standing.until.reset();
}
void forget_who_is_revoked(State& state, const Submission& submission, Request&) { state.principals.at(submission.principal).revoked = false; }
void forget_who_approved(State& state, const Submission&, Request& request) {
  int other = 0;
  for (PersonId& person : request.approvers) person = person_id(kNobodys, 100 + ++other);
  static_cast<void>(state);
}
/// As long as something else is set aside for her: the book has a floor of its own.
void forget_that_it_left(State& state, const Submission&, Request& request) {
  const bool left = request.state == RequestState::released || request.state == RequestState::handed_over || request.state == RequestState::settled;
  const bool covered = state.balance(book::AccountKind::reserved, request.ward.bytes, request.amount.currency()) >= request.amount;
  if (left && covered) request.state = RequestState::approved;
}
void forget_freezes(State& state, const Submission&, Request& request) { ward_of(state, request).freezes.clear(); }
void forget_secret_freezes(State& state, const Submission&, Request& request) {
  const auto watch = state.watches.find(watch_of(request.ward));
  if (watch != state.watches.end()) watch->second.freezes.clear();
}
void forget_suspensions(State& state, const Submission&, Request& request) {
  for (Guardian& guardian : ward_of(state, request).guardians)
    if (guardian.standing == GuardianStanding::suspended) guardian.standing = GuardianStanding::active;
}
void forget_letters(State& state, const Submission&, Request& request) {
  for (Guardian& guardian : ward_of(state, request).guardians) guardian.letters = manila_date(request.asked_at);
}
void forget_stays(State& state, const Submission&, Request& request) {
  for (CourtOrder& order : ward_of(state, request).court_orders) order.standing = OrderStanding::in_force;
}
void forget_cooling(State& state, const Submission&, Request& request) {
  for (Payee& payee : ward_of(state, request).payees)
    if (payee.account_since && payee.account_before) payee.account_since = Instant{payee.account_since->micros - kLongMicros};
}
void forget_when_it_was_asked_for(State&, const Submission& submission, Request& request) { request.day = manila_date(submission.time); }
void forget_endorsement_ages(State&, const Submission& submission, Request& request) {
  if (request.endorsed) request.endorsed = manila_date(submission.time);
}
void forget_the_present_rulebook(State& state, const Submission&, Request& request) { state.ledger.rulebook = request.rulebook; }
void forget_the_first_rulebook(State& state, const Submission&, Request& request) { request.rulebook = state.ledger.rulebook; }

/// Two persons who have nothing to do with it did.
void forget_who_released_the_file(State& state, const Submission&, Request& request) {
  ReleasedFile& file = state.files[named<PaymentFileId>(16, kNobodys, 0)];
  file.id = named<PaymentFileId>(16, kNobodys, 0);
  file.requests = {request.id};
  file.releasers = {person_id(kNobodys, 201), person_id(kNobodys, 202)};
  state.filed[request.id] = file.id;
}

constexpr Careless kCareless[] = {{"who was revoked since counts", forget_revocations},
                                  {"credentials removed since count", forget_removals},
                                  {"who was revoked releases", forget_who_is_revoked},
                                  {"who approved releases", forget_who_approved},
                                  {"released twice", forget_that_it_left},
                                  {"freezes", forget_freezes},
                                  {"secret freezes", forget_secret_freezes},
                                  {"suspensions", forget_suspensions},
                                  {"letters", forget_letters},
                                  {"stays of an order", forget_stays},
                                  {"changed accounts", forget_cooling},
                                  {"how long ago it was asked for", forget_when_it_was_asked_for},
                                  {"old endorsements", forget_endorsement_ages},
                                  {"the rulebook in force", forget_the_present_rulebook},
                                  {"the rulebook it was asked under", forget_the_first_rulebook},
                                  {"who released the file", forget_who_released_the_file, true}};

}  // namespace

std::span<const Careless> careless_judges() { return kCareless; }

Between between(const Careless& careless) {
  return [careless](policies::Judge& judge, const State& state, const Submission& submission) {
    const auto* release = std::get_if<Release>(&submission.command);
    const auto* leaving = std::get_if<HandOver>(&submission.command);
    const bool its = careless.of_files ? leaving != nullptr : release != nullptr;
    const RequestId id = release != nullptr ? release->request : leaving != nullptr ? leaving->request : RequestId{};
    if (!its || state.request(id) == nullptr) return judge.decide(state, submission);
    State forgetful = state;
    careless.forget(forgetful, submission, forgetful.requests.at(id));
    return judge.decide(forgetful, submission);
  };
}

}  // namespace katiwala::interleavings
