#include "tests/policies/kit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "ledger/custody/note_key.h"
#include "tests/policies/everybody.h"

namespace katiwala::policies::kit {

CivilDate day(std::string_view text) { return CivilDate::parse(text).value(); }
Instant at(std::string_view date, std::string_view hh_mm) {
  return Instant::parse(std::string(date) + "T" + std::string(hh_mm) + ":00+08:00").value();
}
Currency currency(std::string_view code) { return Currency::parse(code).value(); }
Amount money(std::string_view text) {
  const std::size_t space = text.find(' ');
  return Amount::parse(currency(text.substr(space + 1)), text.substr(0, space)).value();
}
Rate rate(std::string_view base, std::string_view decimal, std::string_view quote) {
  return Rate::parse(currency(base), currency(quote), decimal).value();
}
Mark mark(std::uint8_t number, MarkKind kind) {
  Mark made;
  made.kind = kind;
  made.value.fill(number);
  return made;
}
Digest document(std::uint8_t number) {
  Digest made;
  made.fill(number);
  return made;
}
VaultRef in_vault(std::uint8_t number) { return {id<Id<VaultItemTag>>(number), document(number)}; }

PersonId person_of(const PrincipalId& principal) { return id<PersonId>(principal == kOfficerAgain ? kOfficer.bytes[0] : principal.bytes[0]); }

PrincipalSpec spec(const PrincipalId& principal) {
  constexpr Role kRoles[] = {Role::trust_officer, Role::trust_officer, Role::social_worker, Role::compliance,    Role::releaser,
                             Role::bank_system,   Role::administrator, Role::guardian,      Role::auditor,       Role::trust_officer,
                             Role::compliance,    Role::ward,          Role::guardian_ad_litem, Role::court_recorder, Role::foreign_court_reader};
  PrincipalSpec made;
  made.principal = principal;
  made.person = person_of(principal);
  made.role = principal.bytes[0] <= std::size(kRoles) ? kRoles[principal.bytes[0] - 1] : Role::auditor;
  made.credential = {document(principal.bytes[0]), {}, at("2026-01-01"), at("2032-01-01")};
  return made;
}

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(KATIWALA_SOURCE_DIR) + "/" + path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string shipped_bundle() {
  return bundle({{"rulebook.toml", file_text("policies/data/rulebook.toml")},
                 {"calendar-2026.toml", file_text("policies/data/calendar-2026.toml")},
                 {"calendar-2027.toml", file_text("tests/data/calendar-2027-scenario.toml")}});
}

std::string bare_bundle(std::string_view version) {
  return bundle({{"rulebook.toml", "schema = 1\n[rulebook]\nversion = \"" + std::string(version) + "\"\n"}});
}

std::span<const Rule* const> silent_rules() {
  static const std::vector<Rule> kSilent = [] {
    std::vector<Rule> rules;
    for (const Rule* rule : all_rules()) rules.push_back({rule->id, rule->parameters, [](const Matter&) { return silent(); }});
    return rules;
  }();
  static const std::vector<const Rule*> kPointers = [] {
    std::vector<const Rule*> pointers;
    for (const Rule& rule : kSilent) pointers.push_back(&rule);
    return pointers;
  }();
  return kPointers;
}

Digest hash(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : text) h = (h ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
  Digest digest;
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::uint8_t>((h ^ (h >> 29)) >> (8 * (i % 8)));
  return digest;
}

std::string note_key(std::string_view name, std::uint8_t type, std::uint8_t seed) {
  std::array<std::uint8_t, 32> key;
  key.fill(seed);
  const Digest id = hash(hashed_for_id(name, type, key));
  std::array<std::uint8_t, 33> typed{type};
  std::ranges::copy(key, typed.begin() + 1);
  return std::string(name) + "+" + to_hex(ByteView(id).first(4)) + "+" + to_base64(typed);
}

Sandbox::Sandbox(std::string text, std::span<const Rule* const> rules) : judge(hash, rules), now(at("2026-01-05")) {
  if (rules.data() == all_rules().data()) everybody_ = std::make_unique<Judge>(hash, everybody::rules());
  CreateLedger founding;
  founding.ledger.fill(0xaa);
  founding.origin = "sandbox.example/katiwala";
  founding.mode = Mode::sandbox;
  founding.rulebook = std::move(text);
  for (std::uint8_t n = 1; n <= kAdLitem.bytes[0]; ++n) founding.officers.push_back(spec(id<PrincipalId>(n)));
  for (const PrincipalId& founder : {kOfficer, kOfficer2}) founding.signatures.push_back({spec(founder).credential.fingerprint, {1}});
  const Decision founded = ask({}, std::move(founding));
  EXPECT_EQ(said(founded), "allow") << fact_of(founded, "place") << " " << fact_of(founded, "detail");
}

Submission Sandbox::submission(const PrincipalId& who, Command command) const {
  Submission made;
  made.command = std::move(command);
  made.principal = who;
  made.seq = entries.size();
  made.time = {now.micros + 1};
  const Command* effective = &made.command;
  if (const auto* approval = std::get_if<Approve>(&made.command)) {
    const Proposal* proposal = state.proposal(approval->proposal);
    if (proposal != nullptr) effective = &proposal->command;
  }
  if (const auto* reversal = std::get_if<ReverseEntry>(effective); reversal != nullptr && reversal->entry < entries.size()) {
    const Entry& entry = entries[reversal->entry];
    made.reversed_kind = kind_of(entry.command);
    made.reversed_postings = entry.decision.postings;
  }
  return made;
}

Decision Sandbox::decide(const Submission& made) {
  Decision decision = judge.decide(state, made);
  if (everybody_) {
    EXPECT_EQ(everybody::difference(decision, everybody_->decide(state, made)), "") << name_of(made.command) << ": a rule that was not asked speaks";
  }
  return decision;
}

Decision Sandbox::would(const PrincipalId& who, Command command) {
  Submission made = submission(who, std::move(command));
  made.signature = Signature{spec(who.is_zero() ? kOfficer : who).credential.fingerprint, {1}};
  made.signature_valid = true;
  return decide(made);
}

Decision Sandbox::ask(const PrincipalId& who, Command command) { return ask_signed(who, std::move(command), true, true); }

Decision Sandbox::ask_signed(const PrincipalId& who, Command command, bool given, bool valid) {
  make_due_ticks();
  Submission made = submission(who, std::move(command));
  if (given) made.signature = Signature{spec(who.is_zero() ? kOfficer : who).credential.fingerprint, {1}};
  made.signature_valid = valid;
  return carry_out(std::move(made));
}

Decision Sandbox::carry_out(Submission made) {
  const Decision decision = decide(made);
  EXPECT_TRUE(decision.accepted() || decision.postings.empty()) << "a denial that moves something";
  EXPECT_EQ(out_of_place(decision), "") << name_of(made.command);
  EXPECT_TRUE(decision.accepted() || !decision.reasons.empty()) << "a denial without a reason";
  now = made.time;
  const Origin origin{made.seq, made.time, made.principal, &made.command, state.ledger.rulebook, said_with(made)};
  for (const Effect& effect : decision.effects) apply(state, origin, effect.about, effect.event, nullptr);
  std::vector<book::Posting> lines;
  for (const SubjectPosting& line : decision.postings) lines.push_back(line.posting);
  apply(state, book::Balanced::check(std::move(lines)).value(), nullptr);
  entries.push_back({made.principal, std::move(made.command), decision, made.time});
  EXPECT_EQ(out_of_balance(), "");
  return decision;
}

std::vector<Command> every_command() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return std::vector<Command>{Command(std::variant_alternative_t<I, CommandVariant>{})...};
  }(std::make_index_sequence<std::variant_size_v<CommandVariant>>{});
}

Tick tick_of(const AgendaItem& item) {
  Tick tick{static_cast<std::uint8_t>(item.matter), item.due, item.object.id, item.number, std::nullopt};
  const bool of_old = item.object.kind == SubjectKind::ward || item.object.kind == SubjectKind::pool;
  if (!of_old && item.matter != custody::Matter::proposal_expiry) tick.subject_kind = item.object.kind;
  return tick;
}

void Sandbox::make_due_ticks() {
  while (const AgendaItem* due = state.next_due()) {
    if (due->due > now) return;
    const AgendaItem item = *due;
    carry_out(submission({}, tick_of(item)));
    if (state.agenda.contains(item)) {
      ADD_FAILURE() << "a tick that changed nothing: " << said(entries.back().decision);
      return;
    }
  }
}

void Sandbox::pass_to(Instant time) {
  while (const AgendaItem* due = state.next_due()) {
    if (due->due > time) break;
    now = std::max(now, due->due);
    make_due_ticks();
    if (::testing::Test::HasFailure()) return;
  }
  now = std::max(now, time);
}

Decision Sandbox::agreed(const PrincipalId& who, Command command, const std::vector<PrincipalId>& others) {
  Decision decision = ask(who, std::move(command));
  EXPECT_TRUE(decision.accepted()) << said(decision) << " " << fact_of(decision, "detail") << fact_of(decision, "field");
  const ProposalId proposal = last();
  for (const PrincipalId& other : others) {
    decision = approve(other, proposal);
    EXPECT_TRUE(decision.accepted()) << said(decision) << " " << fact_of(decision, "detail") << fact_of(decision, "field");
  }
  return decision;
}

Decision Sandbox::approve(const PrincipalId& who, ProposalId proposal) {
  const Proposal* open = state.proposal(proposal);
  return ask(who, Approve{proposal, open == nullptr ? Subject{} : open->about});
}

Amount Sandbox::balance(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, std::string_view code) const {
  return state.balance(kind, owner, currency(code));
}

std::string Sandbox::out_of_balance() const {
  std::vector<book::Posting> all;
  state.book.for_each([&](const book::Account& account, Amount amount) { all.push_back({account, amount.minor(), book::Category::receipt}); });
  std::string out;
  const auto whole = book::Balanced::check(all);
  if (!whole.ok()) out += whole.refusal().place + " ";
  for (const auto& [id, pool] : state.pools) {
    for (const PoolCash& cash : pool.cash) {
      const Currency ccy = cash.account.currency;
      Amount held = zero(ccy);
      state.book.for_each([&](const book::Account& account, Amount amount) {
        if (account.currency != ccy || account.kind == book::AccountKind::bank || book::book_of(account.kind) == book::BookName::authority) return;
        const Ward* ward = state.ward(WardId{account.owner});
        if (account.owner == id.bytes || (ward != nullptr && ward->pool == id)) held += amount;
      });
      if (held != state.balance(book::AccountKind::bank, id.bytes, ccy)) out += "pool " + ccy.code() + " ";
    }
  }
  return out;
}

std::string Sandbox::duties(const Subject& about) const {
  std::string out;
  const std::vector<Obligation>* found = state.obligations(about);
  if (found == nullptr) return "none";
  for (const Obligation& o : *found) {
    out += (out.empty() ? "" : ", ") + std::string(name(o.duty)) + " " + o.due.text();
    if (o.closed) out += " closed";
    if (o.overdue) out += " overdue";
  }
  return out;
}

std::string said(const Decision& decision) {
  std::string out(name(decision.outcome));
  if (!decision.reasons.empty() && decision.reasons.front().outcome != Outcome::allow) out += " " + decision.reasons.front().code;
  return out;
}

std::string fact_of(const Decision& decision, std::string_view wanted) {
  if (decision.reasons.empty()) return {};
  for (const Fact& f : decision.reasons.front().facts)
    if (f.name == wanted) return f.value;
  return {};
}

std::string events_of(const Decision& decision) {
  std::string out;
  for (const Effect& effect : decision.effects) out += (out.empty() ? "" : " ") + std::string(name_of(effect.event));
  return out;
}

std::string events_of(const Decision& decision, const Subject& about) {
  std::string out;
  for (const Effect& effect : decision.effects)
    if (effect.about == about) out += (out.empty() ? "" : " ") + std::string(name_of(effect.event));
  return out;
}

namespace {

/// What a guardian never reads, by kind of event and duty (R38, R26): written here a second time.
bool is_secret(const Event& event) {
  constexpr std::string_view kSecret[] = {"covered_counted",   "flags_weighed", "case_opened", "case_moved",
                                          "adverse_recorded",  "relation_recorded", "reasons_kept", "alert_raised", "file_opened"};
  if (std::ranges::find(kSecret, name_of(event)) != std::end(kSecret)) return true;
  if (const auto* set = std::get_if<FreezeSet>(&event)) return set->freeze.freeze_kind == FreezeKind::amlc || set->freeze.freeze_kind == FreezeKind::review;
  const auto* opened = std::get_if<ObligationOpened>(&event);
  if (opened == nullptr) return false;
  const Duty duty = opened->obligation.duty;
  return duty == Duty::covered_transaction_report || duty == Duty::suspicious_transaction_report || duty == Duty::determination ||
         duty == Duty::law_enforcement_report || duty == Duty::interview;
}

}  // namespace

std::string out_of_place(const Decision& decision) {
  std::string out;
  for (const Effect& effect : decision.effects) {
    const SubjectKind kind = effect.about.kind;
    const bool file = kind == SubjectKind::protection || kind == SubjectKind::watch;
    const bool word = std::holds_alternative<AlertRaised>(effect.event) || std::holds_alternative<ReasonsKept>(effect.event) ||
                      std::holds_alternative<FlagsWeighed>(effect.event) || std::holds_alternative<CaseOpened>(effect.event);
    const bool may_stay = decision.accepted() || (file && word) || std::holds_alternative<ObligationOpened>(effect.event);
    if (may_stay && !(kind == SubjectKind::ward && is_secret(effect.event))) continue;
    out += (out.empty() ? "" : " ") + std::string(name(kind)) + ":" + std::string(name_of(effect.event));
  }
  return out;
}

std::set<Subject> parts_of(const Decision& decision) {
  std::set<Subject> parts{decision.about};
  for (const Effect& effect : decision.effects) parts.insert(effect.about);
  for (const SubjectPosting& line : decision.postings) parts.insert(line.about);
  return parts;
}

std::string postings_of(const Decision& decision) {
  std::string out;
  for (const SubjectPosting& line : decision.postings) {
    if (!out.empty()) out += ", ";
    const Amount change = line.posting.change();
    const std::string account(name(line.posting.account.kind));
    const Amount size = change.is_negative() ? -change : change;
    if (book::book_of(line.posting.account.kind) == book::BookName::authority) out += account + " " + change.text();
    else out += (line.posting.is_debit() ? "Dr " : "Cr ") + account + " " + size.text();
    out += " " + change.currency().code();
  }
  return out;
}

}  // namespace katiwala::policies::kit
