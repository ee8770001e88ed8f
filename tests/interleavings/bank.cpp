#include "tests/interleavings/bank.h"

#include <latch>

#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/store/engines.h"

namespace katiwala::interleavings {

using namespace custody;
using contract::Seen;

namespace {

constexpr std::int64_t kNeverMs = 3'600'000;
const Instant kFirstMorning = *Instant::parse("2026-01-05T09:00:00+08:00");
const Instant kValidFrom = *Instant::parse("2026-01-01T00:00:00Z"), kValidTo = *Instant::parse("2040-01-01T00:00:00Z");

constexpr contract::Centavos kMoney = 40'000'000, kOrderCap = 6'000'000;
constexpr Role kDesk[] = {Role::administrator, Role::bank_system, Role::trust_officer, Role::trust_officer, Role::compliance, Role::compliance};
const OrderId kOrder = named<OrderId>(31, kNobodys, 0);
const CreditId kCredit = named<CreditId>(32, kNobodys, 0);

/// One judge for all ledgers that are played one after another: it keeps the rulebooks that it has read.
policies::Judge& judge() {
  static policies::Judge kJudge([](std::string_view text) { return crypto::sha256(view(text)); });
  return kJudge;
}

/// Keys and certificates take time to make: the people of one ledger sign in the next as others.
std::shared_ptr<journal::testing::Person> somebody_who_signs(std::size_t number) {
  static std::vector<std::shared_ptr<journal::testing::Person>> everybody;
  while (everybody.size() <= number) everybody.push_back(journal::testing::new_person(Role::auditor, "somebody"));
  return everybody[number];
}

bool is_accepted(const journal::Entry& entry) {
  const Outcome outcome = *entry.primary()->outcome;
  return outcome == Outcome::allow || outcome == Outcome::escalate;
}

template <class E>
const E* event_of(const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts)
    for (const Event& event : opened.part->events)
      if (const auto* found = std::get_if<E>(&event)) return found;
  return nullptr;
}

Seen seen_in(const journal::Entry& entry, contract::Kind kind) {
  Seen out;
  out.at = entry.header.time.micros;
  out.held = *entry.primary()->outcome == Outcome::hold;
  if (is_accepted(entry)) {
    const auto* moved = event_of<RequestMoved>(entry);
    const bool carried_out = kind != contract::Kind::approve || (moved != nullptr && moved->to == RequestState::approved);
    out.outcome = event_of<ProposalOpened>(entry) != nullptr || !carried_out ? Seen::Outcome::recorded : Seen::Outcome::done;
    return out;
  }
  for (const Reason& reason : entry.primary()->reasons)
    if (reason.outcome != Outcome::allow && reason.outcome != Outcome::escalate) out.codes.insert(reason.code);
  return out;
}

std::string said(const journal::Entry& entry) {
  std::string out(name_of(*entry.primary()->asked));
  for (const Reason& reason : entry.primary()->reasons) {
    out += " " + std::string(name(reason.outcome)) + " " + reason.code + " " + reason.rule;
    for (const Fact& fact : reason.facts) out += " " + fact.name + "=" + fact.value;
  }
  return out;
}

}  // namespace

contract::Micros first_morning() { return kFirstMorning.micros; }

contract::Beginning beginning(std::optional<contract::Day> majority) {
  using enum contract::Role;
  contract::Beginning out;
  // Several keys of one person, of one role and of two. The first payee is a shop of nobody's, the second a clinic that belongs to the third officer.
  constexpr contract::Key kKeys[] = {{0, guardian}, {0, guardian}, {1, guardian}, {2, officer},    {2, officer},  {3, officer},  {4, officer}, {5, worker},
                                     {5, worker},   {6, worker},   {7, compliance}, {8, releaser}, {9, releaser}, {2, releaser}, {5, officer}};
  for (const contract::Key& key : kKeys) out.keys[static_cast<int>(out.keys.size()) + 1] = key;
  for (const int person : {0, 1}) out.guardians[person] = {false, contract::day_of(kFirstMorning.micros)};
  out.payees = {{100, true, std::nullopt}, {4, false, std::nullopt}};
  out.money = kMoney;
  out.order_cap = kOrderCap;
  out.majority = majority;
  return out;
}

Bank::Bank(Opening opening)
    : opening_(std::move(opening)), peso_(*Currency::parse("PHP")), clock_(kFirstMorning), entropy_(crypto::test_entropy("interleavings")),
      keys_(crypto::memory_keystore(*entropy_)), store_(store::memory_store(named<store::LedgerId>(33, kNobodys, 0))), now_(kFirstMorning.micros) {
  found();
  if (journal_ != nullptr) open();
}

Bank::~Bank() {
  if (journal_ != nullptr) journal_->stop();
}

PrincipalSpec Bank::spec(const Actor& who, int person, Role role) {
  PrincipalSpec out;
  out.principal = key_id(who.ward, who.key);
  out.person = person_id(who.ward, person);
  out.role = role;
  out.credential = {fingerprint(who.ward, who.key), {}, kValidFrom, kValidTo};
  const bool founds = who.ward == kNobodys && role == Role::trust_officer;
  if (!opening_.is_signed && !founds) return out;
  auto& signer = signers_[{who.ward, who.key}];
  if (signer == nullptr) signer = somebody_who_signs(signers_.size());
  out.credential = signer->spec.credential;
  return out;
}

void Bank::found() {
  CreateLedger founding;
  founding.ledger = store_->ledger().bytes;
  founding.origin = "sandbox.example/interleavings";
  founding.mode = Mode::sandbox;
  founding.rulebook = rulebook_text(opening_.edition, opening_.is_signed);
  int number = 0;
  for (const Role role : kDesk) {
    ++number;
    founding.officers.push_back(spec({kNobodys, number}, number, role));
  }
  for (int ward = 0; ward < static_cast<int>(opening_.wards.size()); ++ward) {
    for (const auto& [key, who] : beginning(std::nullopt).keys) {
      people_[{ward, key}] = who;
      founding.officers.push_back(spec({ward, key}, who.person, role_of(who.role)));
    }
  }
  const Bytes statement = journal::canonical_founding(founding);
  for (const Actor& founder : {kDeskOfficer, kDeskOfficer2}) {
    const auto& signer = signers_.at({founder.ward, founder.key});
    founding.signatures.push_back({signer->spec.credential.fingerprint, *signer->signer->sign(statement)});
  }
  journal::Ports ports;
  ports.store = store_.get();
  ports.keys = keys_.get();
  ports.clock = &clock_;
  ports.sandbox_clock = &clock_;
  ports.entropy = entropy_.get();
  ports.decide = [this](const State& state, const Submission& submission) {
    return opening_.between ? opening_.between(judge(), state, submission) : judge().decide(state, submission);
  };
  ports.engine_revision = policies::kEngineRevision;
  auto made = journal::Journal::create(std::move(ports), {.derived_every_ms = kNeverMs}, std::move(founding));
  if (made.ok()) journal_ = std::move(*made);
  else trouble_ = "the ledger can not be founded: " + made.refusal().message + " " + made.refusal().place;
}

// -- asking

Digest Bank::credential_of(const Actor& who) const {
  const auto signer = signers_.find({who.ward, who.key});
  return signer == signers_.end() ? fingerprint(who.ward, who.key) : signer->second->spec.credential.fingerprint;
}

journal::Ask Bank::ask(const Actor& by, const Command& command) {
  journal::Ask out;
  out.command = command;
  out.principal = key_id(by.ward, by.key);
  const Actor with{by.ward, spares_.contains({by.ward, by.key}) ? by.key + kSpare : by.key};
  const auto signer = signers_.find({with.ward, with.key});
  out.credential = credential_of(with);
  out.idempotency_key = "i" + std::to_string(++asked_);
  out.request = bytes_of<32>(34, kNobodys, static_cast<int>(asked_));
  if (!opening_.is_signed || signer == signers_.end()) return out;
  std::optional<Bytes> statement;
  const Status looked = journal_->look([&](const journal::Memory& memory) {
    statement = journal::canonical_of(store_->ledger(), memory.state, command, out.idempotency_key);
  });
  if (looked.ok() && statement) out.signature = Signature{out.credential, *signer->second->signer->sign(*statement)};
  return out;
}

/// In flight together, so that threads are woken once for all of them; the ledger takes them in this order.
std::vector<std::shared_ptr<const journal::Entry>> Bank::submit(const Asks& asks) {
  std::vector<std::shared_ptr<const journal::Entry>> entries(asks.size());
  std::latch answered(static_cast<std::ptrdiff_t>(asks.size()));
  for (std::size_t i = 0; i < asks.size(); ++i) {
    journal_->submit(ask(asks[i].first, asks[i].second), [&, i](Result<journal::Answer> answer) {
      if (answer.ok()) entries[i] = answer->entry;
      answered.count_down();
    });
  }
  answered.wait();
  for (const auto& entry : entries) {
    KATIWALA_ASSERT(entry != nullptr && entry->primary() != nullptr, "the ledger gave no answer");
    now_ = std::max(now_, entry->header.time.micros);
  }
  return entries;
}

std::vector<std::shared_ptr<const journal::Entry>> Bank::run(std::vector<Errand> errands) {
  Asks asks;
  for (Errand& errand : errands) asks.emplace_back(errand.by, std::move(errand.command));
  auto last = submit(asks);
  std::vector<std::optional<Approve>> open(errands.size());
  for (std::size_t i = 0; i < errands.size(); ++i)
    if (is_accepted(*last[i]) && event_of<ProposalOpened>(*last[i]) != nullptr) open[i] = Approve{last[i]->seq(), last[i]->primary()->about};
  for (std::size_t turn = 0;; ++turn) {
    std::vector<std::size_t> whose;
    asks.clear();
    for (std::size_t i = 0; i < errands.size(); ++i) {
      if (!open[i] || turn >= errands[i].agreeing.size() || !is_accepted(*last[i])) continue;
      whose.push_back(i);
      asks.emplace_back(errands[i].agreeing[turn], *open[i]);
    }
    if (asks.empty()) return last;
    const auto agreed = submit(asks);
    for (std::size_t i = 0; i < whose.size(); ++i) last[whose[i]] = agreed[i];
  }
}

std::vector<Seen> Bank::play(const std::vector<Move>& moves) {
  std::vector<Errand> errands;
  for (const Move& move : moves) errands.push_back(errand(move));
  const auto entries = run(std::move(errands));
  std::vector<Seen> all;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const contract::Step& step = moves[i].step;
    Seen seen = seen_in(*entries[i], step.kind);
    // Of what others agree to in one go, the last of them says what became of it.
    if (step.kind > contract::Kind::reject && seen.outcome == Seen::Outcome::recorded) seen.outcome = Seen::Outcome::done;
    if (step.kind == contract::Kind::request && seen.outcome == Seen::Outcome::recorded) proposals_[{moves[i].ward, step.request}] = entries[i]->seq();
    if (step.kind == contract::Kind::propose_file && seen.outcome == Seen::Outcome::recorded) files_[{moves[i].ward, step.request}] = entries[i]->seq();
    if (step.kind == contract::Kind::spare && seen.outcome == Seen::Outcome::done) spares_.insert({moves[i].ward, step.who});
    if (step.kind == contract::Kind::clock && seen.outcome == Seen::Outcome::done) now_ = seen.at = step.to;
    all.push_back(std::move(seen));
  }
  return all;
}

// -- what there is to begin with

void Bank::expect_done(std::vector<Errand> errands) {
  for (const auto& entry : run(std::move(errands)))
    if (!is_accepted(*entry) && trouble_.empty()) trouble_ = said(*entry);
}

std::vector<Bank::Errand> Bank::openings(std::size_t stage) {
  std::vector<Errand> out;
  for (int ward = 0; ward < static_cast<int>(opening_.wards.size()); ++ward) {
    const auto with = [&](Command command) { out.push_back({kDeskOfficer, std::move(command), {kDeskOfficer2}}); };
    const WardId id = ward_id(ward);
    if (stage == 0) {
      OpenWard c;
      c.ward = id;
      c.pool = kPool;
      const auto& majority = opening_.wards[static_cast<std::size_t>(ward)];
      c.born_earliest = c.born_latest = majority ? add_years(CivilDate(static_cast<std::int32_t>(*majority)), -18) : *CivilDate::parse("2012-05-20");
      c.trust_instrument = document(ward, 1);
      with(c);
      continue;
    }
    with(RecordAward{award_id(ward), kOrder, id, pesos(kMoney)});
    for (const int person : {0, 1}) with(appointment(ward, person, today()));
    const auto payees = beginning(std::nullopt).payees;
    for (int i = 0; i < static_cast<int>(payees.size()); ++i) {
      const contract::Payee& payee = payees[static_cast<std::size_t>(i)];
      with(RegisterPayee{id, payee_id(ward, i), person_id(ward, payee.person), i == 0 ? PayeeKind::shop : PayeeKind::medical_facility,
                         payee.by_instapay ? Rail::instapay : Rail::book_transfer, peso_, in_vault(ward, -1 - i), {account_mark(ward, -1 - i)}, {}});
    }
    RecordCourtOrder order;
    order.ward = id;
    order.order = court_order_id(ward);
    order.dated = today();
    order.cap = pesos(kOrderCap);
    order.document = document(ward, 8);
    order.docket = in_vault(ward, -3);
    with(order);
  }
  return out;
}

void Bank::open() {
  OpenPool pool;
  pool.pool = kPool;
  pool.bank = "TESTBANK";
  pool.code = "pool";
  pool.accounts = {{peso_, account_mark(kNobodys, 0), in_vault(kNobodys, 0)}};
  const Amount total = pesos(kMoney * static_cast<contract::Centavos>(opening_.wards.size()));
  const RecordOrder order{kOrder, "US", *CivilDate::parse("2025-11-03"), total, document(kNobodys, 0), std::nullopt, std::nullopt, {}};
  expect_done({{kDeskOfficer, pool, {kDeskOfficer2}}, {kDeskOfficer, order, {kDeskOfficer2}}});
  expect_done(openings(0));
  expect_done(openings(1));
  ReceiveCredit credit;
  credit.credit = kCredit;
  credit.pool = kPool;
  credit.amount = total;
  credit.booked = credit.value_date = today();
  credit.references = {reference(kNobodys, 0)};
  expect_done({{kBankSystem, credit, {}}});
  expect_done({{kDeskOfficer, MatchCredit{kCredit, kOrder}, {kDeskOfficer2}}});
}

}  // namespace katiwala::interleavings
