#include "tests/policies/properties/release_model.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace katiwala::policies::properties {
namespace {

using enum FactKind;

constexpr std::uint8_t kAll = 30;  // the request for all of it in paid_when_due

const Figures& in_force(const State& state) {
  static std::map<Digest, Figures> known;
  return known.try_emplace(state.ledger.rulebook, state.rulebooks.at(state.ledger.rulebook).text).first->second;
}
const Figures& at_asking(const State& state, const Request& request) {
  static std::map<Digest, Figures> known;
  return known.try_emplace(request.rulebook, state.rulebooks.at(request.rulebook).text).first->second;
}

bool holds_today(const WardFact& f, CivilDate today) { return !f.ended && f.since <= today && (!f.until || *f.until >= today); }

bool is_incapable(const Ward& ward, CivilDate today) {
  return std::any_of(ward.facts.begin(), ward.facts.end(), [&](const WardFact& f) {
    return (f.fact == incapacity || f.fact == incapacity_petition) && holds_today(f, today);
  });
}

bool is_hers(const Ward& ward, const Request& request) {
  return request.purpose == Purpose::handover || find_payee(ward, request.payee)->payee_kind == PayeeKind::beneficiary;
}

std::string released(const Happened& h, const Request& request, CivilDate today) {
  const Ward& ward = h.before.wards.at(request.ward);
  const Birth birth = birth_on_record(ward, her_opening(), today);
  for (const Figures* figures : {&in_force(h.before), &at_asking(h.before, request)}) {
    const auto from = payable_from(birth, *figures);
    const auto authority_ends = of_age_from(birth, *figures);
    if (today > request.day + figures->proposal_days) return "it left when what was agreed to had expired";
    if (is_hers(ward, request) && (!from || today < *from)) return "she was paid before she may be";
    if (find_guardian(ward, request.requester) != nullptr && authority_ends && today >= *authority_ends) return "a guardian's request left after her majority";
  }
  if (!is_hers(ward, request)) return "";
  if (!ward.adult) return "she was paid, and is a minor";
  if (is_working(today) != true) return "she was paid on a day on which no bank works";
  if (is_incapable(ward, today)) return "she was paid while she can not act for herself";
  const bool proved = std::any_of(ward.facts.begin(), ward.facts.end(), [&](const WardFact& f) {
    return f.fact == identity_proved && holds_today(f, today) && ward.majority && f.recorded >= *ward.majority;
  });
  if (!proved) return "she was paid, and nobody has proved since that it is she";
  if (!ward.election || ward.election->election != Election::pay_out) return "she was paid without having chosen it";
  return "";
}

}  // namespace

Birth birth_on_record(const Ward& ward, const OpenWard& opened, CivilDate today) {
  Birth birth{opened.born_latest, opened.evidence, false, std::nullopt};
  for (const WardFact& f : ward.facts) {
    if (f.fact == birth_evidence && *f.evidence <= birth.rank) {
      birth.latest = *f.born_latest;
      birth.rank = *f.evidence;
    }
    if (f.fact != age_found_by_court || !holds_today(f, today)) continue;
    birth.dated_finding = f.born_latest.has_value();
    birth.found_of_age = f.born_latest ? std::nullopt : std::optional(f.since);
    if (f.born_latest) birth.latest = *f.born_latest;
  }
  return birth;
}

std::optional<CivilDate> of_age_from(const Birth& birth, const Figures& figures) {
  const CivilDate latest = birthday(birth.latest, figures.age_years, figures.leap_is_february);
  const bool proven = birth.rank <= EvidenceRank::school_record || birth.dated_finding;
  if (birth.found_of_age) return proven ? std::min(latest, *birth.found_of_age) : *birth.found_of_age;
  return proven ? std::optional(latest) : std::nullopt;
}

std::optional<CivilDate> payable_from(const Birth& birth, const Figures& figures) {
  const bool proven = birth.rank <= EvidenceRank::school_record || birth.dated_finding || birth.found_of_age;
  return proven ? std::optional(birthday(birth.latest, figures.age_years, figures.leap_is_february)) : std::nullopt;
}

const OpenWard& her_opening() {
  static const OpenWard kOpening = [] {
    OpenWard c;
    c.ward = kWard;
    c.pool = kPool;
    c.born_earliest = c.born_latest = day("2008-02-29");
    c.trust_instrument = document(1);
    return c;
  }();
  return kOpening;
}

const Story& eve_of_majority() {
  static const Story* const kEve = [] {
    auto* story = new Story();
    story->open_pool({"PHP"});
    story->agreed(kOfficer, her_opening(), {kOfficer2});
    story->record_order("100000.00 PHP");
    story->record_award(kWard, kAward, "100000.00 PHP");
    story->appoint_guardian();
    story->register_payee();
    RegisterPayee account;
    account.ward = kWard;
    account.payee = kHerAccount;
    account.person = person_of(kHerself);
    account.payee_kind = PayeeKind::beneficiary;
    account.currency = currency("PHP");
    account.details = in_vault(9);
    story->agreed(kOfficer, account, {kOfficer2});
    story->record_court_order("60000.00 PHP");
    story->credit(1, "100000.00 PHP");
    story->pass_to(at("2026-02-27"));
    return story;
  }();
  return *kEve;
}

const Story& morning_after() {
  static const Story* const kMorning = [] {
    auto* story = new Story();
    static_cast<void>(eve_of_majority());
    story->state = eve_of_majority().state;
    story->entries = eve_of_majority().entries;
    story->now = eve_of_majority().now;
    story->pass_to(at("2026-03-01", "10:00"));
    story->agreed(kOfficer, identity(), {kOfficer2});
    story->agreed(kHerself, election(Election::pay_out), {kOfficer, kWorker});
    story->pass_to(at("2026-03-02"));
    return story;
  }();
  return *kMorning;
}

std::string release_holds(const Happened& h) {
  const auto was = h.before.wards.find(kWard);
  const auto is = h.after.wards.find(kWard);
  if (was == h.before.wards.end() || is == h.after.wards.end()) return "";
  const Ward& before = was->second;
  const Ward& after = is->second;
  const CivilDate today = manila_date(h.asked.time);
  const Birth birth = birth_on_record(after, her_opening(), today);
  const auto of_age = of_age_from(birth, in_force(h.after));
  if (before.adult && !after.adult) return "who was of age became a minor";
  if (!before.adult && after.adult && (!of_age || today < *of_age)) return "she came of age before her day";
  if (!before.adult && after.adult && !std::holds_alternative<Tick>(h.asked.command)) return "she came of age by a command";
  const bool known_anew = before.born_latest != after.born_latest || before.evidence != after.evidence;
  if (known_anew && h.carried_out == nullptr) return "what is known of her birth changed without anybody's agreement";
  if (before.majority != after.majority) {
    const bool by_agreement = h.carried_out != nullptr || std::holds_alternative<Tick>(h.asked.command);
    if (!by_agreement) return "her date moved without anybody's agreement";
    const CivilDate least = of_age.value_or(birthday(birth.latest, in_force(h.after).age_years, in_force(h.after).leap_is_february));
    if (after.majority && *after.majority < least) return "her date moved to " + after.majority->text() + ", before " + least.text();
  }
  for (const Effect& effect : h.decision.effects) {
    const auto* left = std::get_if<RequestReleased>(&effect.event);
    if (left == nullptr) continue;
    if (const std::string wrong = released(h, *h.before.request(left->request), today); !wrong.empty()) return wrong;
  }
  return "";
}

std::string paid_when_due(const State& state, Instant now, const Decide& decide) {
  const CivilDate today = manila_date(now);
  const Ward& ward = state.wards.at(kWard);
  State trial = state;
  std::uint64_t seq = 500'000;
  const auto does = [&](const PrincipalId& who, Command command) {
    const Submission asked = submission(trial, who, std::move(command), ++seq, now);
    const Decision decision = decide(trial, asked);
    if (decision.accepted()) fold(trial, asked, decision);
    return decision.accepted();
  };
  const auto agreed_by = [&](const PrincipalId& who, Command command, const std::vector<PrincipalId>& others) {
    if (!does(who, std::move(command))) return;
    const ProposalId proposal = seq;
    for (const PrincipalId& other : others)
      if (const Proposal* open = trial.proposal(proposal)) does(other, Approve{proposal, open->about});
  };
  RecordFact proof = identity();
  proof.since = today;
  agreed_by(kOfficer, proof, {kOfficer2});
  RecordElection chosen = election(Election::pay_out);
  chosen.dated = today;
  agreed_by(kHerself, chosen, {kOfficer, kWorker});
  agreed_by(kHerself, asks(kAll, "100000.00 PHP", kHerAccount, Purpose::handover), {kOfficer, kWorker});
  const bool paid = does(kReleaser, lets_go(kAll));
  const Birth birth = birth_on_record(ward, her_opening(), today);
  const auto from = payable_from(birth, in_force(state));
  const bool may = ward.adult && from && today >= *from && is_working(today) == true && !is_incapable(ward, today);
  if (paid && !may) return "she could be paid on " + today.text() + ", and may not be";
  if (!paid && may) return "she may be paid on " + today.text() + ", and can not be";
  return "";
}

Model release_model(const Story& from, const std::vector<Instant>& later) {
  Model model;
  model.start = from.state;
  model.slots = {from.now};
  model.slots.insert(model.slots.end(), later.begin(), later.end());
  model.agreeing = {kOfficer, kOfficerAgain, kOfficer2, kWorker, kCompliance, kGuardian, kHerself};
  model.check = [](const Happened& h) {
    std::string wrong = release_holds(h);
    if (wrong.empty()) wrong = agreed(h, in_force(h.before).standin_days);
    return wrong.empty() ? four_eyes(h) : wrong;
  };
  return model;
}

RecordFact plain_fact(FactKind kind, std::string_view since) {
  RecordFact c;
  c.ward = kWard;
  c.fact = kind;
  c.since = day(since);
  c.document = document(90);
  return c;
}
RecordFact birth_certificate(std::string_view born) {
  RecordFact c = plain_fact(birth_evidence, "2026-02-27");
  c.born_earliest = c.born_latest = day(born);
  c.evidence = EvidenceRank::birth_certificate;
  return c;
}
RecordFact affidavit(std::string_view born) {
  RecordFact c = birth_certificate(born);
  c.evidence = EvidenceRank::affidavit;
  return c;
}
RecordFact found_of_age(std::string_view since) { return plain_fact(age_found_by_court, since); }
RecordFact found_born(std::string_view born) {
  RecordFact c = found_of_age("2026-02-27");
  c.born_earliest = c.born_latest = day(born);
  return c;
}
std::optional<Command> fact_ended(const State& state, FactKind kind) {
  for (const WardFact& f : state.wards.at(kWard).facts) {
    if (f.fact != kind || f.ended) continue;
    RecordFact c;
    c.ward = kWard;
    c.fact = kind;
    c.since = f.since;
    c.ends = f.number;
    return c;
  }
  return std::nullopt;
}
RecordFact identity() {
  RecordFact c = plain_fact(identity_proved, "2026-03-01");
  c.person = person_of(kHerself);
  return c;
}
RecordElection election(Election what) {
  RecordElection c;
  c.ward = kWard;
  c.election = what;
  c.dated = day("2026-03-01");
  c.document = document(91);
  if (what == Election::pay_out) c.payee = kHerAccount;
  return c;
}
RequestDisbursement asks(std::uint8_t number, std::string_view amount, const PayeeId& payee, Purpose purpose, std::optional<CourtOrderId> order) {
  RequestDisbursement c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.payee = payee;
  c.amount = money(amount);
  c.purpose = purpose;
  c.court_order = order;
  return c;
}
Release lets_go(std::uint8_t number) {
  Release c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.message_id = c.end_to_end_id = "KTW-" + std::to_string(number);
  c.uetr.fill(number);
  c.file = in_vault(number);
  return c;
}
Settle pays(std::uint8_t number, std::string_view amount, Instant now) {
  Settle c;
  c.request = id<RequestId>(number);
  c.ward = kWard;
  c.amount = money(amount);
  c.booked = c.value_date = manila_date(now);
  c.references = {mark(static_cast<std::uint8_t>(number + 1))};
  return c;
}
AdoptRulebook other_rulebook(std::string_view rule, std::string_view name, std::string_view value) {
  return AdoptRulebook{with_parameter(shipped_bundle(), rule, name, value)};
}

}  // namespace katiwala::policies::properties
