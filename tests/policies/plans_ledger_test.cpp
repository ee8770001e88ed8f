// The ledger itself and what is opened in it: what is malformed is refused and the field named, and what is said arrives. The planners alone.
#include <gtest/gtest.h>

#include "ledger/custody/note_key.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_ledger_test {
namespace {

constexpr std::size_t kText = 1024;  // most of a key's text
constexpr std::string_view kOrigin = "sandbox.example/katiwala";  // of the story's ledger
const std::string kKey = note_key(kOrigin, kLogKeyType);

/// A witness whose key is a text of so many bytes.
std::string witness_of(std::size_t bytes) {
  const std::size_t rest = note_key("w", kWitnessKeyType).size() - 1;
  return note_key(std::string(bytes - rest, 'w'), kWitnessKeyType);
}

/// The same text with one byte of it another.
std::string changed(std::string text, std::size_t at, char to) {
  text[at] = to;
  return text;
}

/// "allow", or what is wrong with the field: "deny FIELD_INVALID origin".
std::string answer(const Decision& decision) {
  const std::string field = fact_of(decision, "field");
  return said(decision) + (field.empty() ? "" : " " + field);
}

/// Whoever so many different witnesses are.
std::vector<std::string> witnesses(std::size_t count) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(note_key("witness-" + std::to_string(i), kWitnessKeyType, static_cast<std::uint8_t>(i + 1)));
  return made;
}

class OfficeFields : public ::testing::Test {
 protected:
  void SetUp() override { story.begin(); }
  std::string ask(const PrincipalId& who, const Command& command) { return answer(story.would(who, command)); }
  /// The lengths of which a text is taken, of those at the bounds.
  template <class C>
  std::string lengths(const PrincipalId& who, C command, std::string C::*text, std::size_t most) {
    std::string taken;
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, most, most + 1}) {
      command.*text = std::string(length, 'x');
      if (story.would(who, command).accepted()) taken += std::to_string(length) + " ";
    }
    return taken;
  }
  CivilDate today() const { return manila_date(story.now); }
  Story story{std::span<const Rule* const>{}};
};

// -- the founding

class FoundingFields : public ::testing::Test {
 protected:
  FoundingFields() {
    c.ledger.fill(1);
    c.origin = "sandbox.example";
    c.rulebook = bare_bundle();
    c.officers = {spec(kOfficer), spec(kOfficer2)};
    c.signatures = {{document(1), {1}}, {document(2), {1}}};
  }
  Decision found() const {
    Submission s;
    s.command = c;
    s.time = at("2026-01-05");
    s.signature_valid = true;
    Judge judge(hash, {});
    return judge.decide(State{}, s);
  }
  std::string answered() const { return answer(found()); }
  CreateLedger c;
};

TEST_F(FoundingFields, NamesPersonsAndALogOfItsOwn) {
  for (const std::size_t length : {std::size_t{7}, std::size_t{255}, std::size_t{256}}) {
    c.origin = "sandbox" + std::string(length - 7, 'x');
    EXPECT_EQ(answered(), length == 256 ? "deny FIELD_INVALID origin" : "allow") << length;
  }
  c.origin.clear();
  c.mode = Mode::production;
  EXPECT_EQ(answered(), "deny FIELD_INVALID origin");
  c.origin = "sandbox.example";
  c.mode = Mode::sandbox;
  c.officers[1].principal = {};
  EXPECT_EQ(answered(), "deny FIELD_INVALID officers");
  c.officers[1] = spec(kOfficer2);
  c.officers[1].person = {};
  EXPECT_EQ(answered(), "deny FIELD_INVALID officers");
}

TEST_F(FoundingFields, NobodyReadsAnOrderBeforeThereIsOne) {
  c.officers.push_back(spec(kReader));
  EXPECT_EQ(answered(), "deny FIELD_INVALID officers");
  c.officers.back().orders = {kOrder};
  EXPECT_EQ(answered(), "deny FIELD_INVALID officers");
  c.officers.back().role = Role::auditor;
  EXPECT_EQ(answered(), "deny FIELD_INVALID officers");
  c.officers.back().orders.clear();
  EXPECT_EQ(answered(), "allow");
  c.officers.back().role = Role::court_recorder;
  EXPECT_EQ(answered(), "allow");
}

TEST_F(FoundingFields, AQuorumOfWitnessesCanBeReached) {
  const struct {
    std::uint32_t quorum;
    std::vector<std::string> witnesses;
    std::string_view expected;
  } kCases[] = {
      {0, {}, "allow"},
      {1, {}, "deny FIELD_INVALID witness_quorum"},
      {2, witnesses(2), "allow"},
      {3, witnesses(2), "deny FIELD_INVALID witness_quorum"},
      {1, witnesses(64), "allow"},
      {1, witnesses(65), "deny FIELD_INVALID witnesses"},
      {1, {note_key("a", kWitnessKeyType, 1), note_key("b", kWitnessKeyType, 2), note_key("a", kWitnessKeyType, 1)}, "deny FIELD_INVALID witnesses"},
      {1, {note_key("a", kWitnessKeyType, 1), note_key("b", kWitnessKeyType, 1)}, "deny FIELD_INVALID witnesses"},
      {1, {note_key("a", kWitnessKeyType, 1), note_key("a", kWitnessKeyType, 2)}, "allow"},
      {1, {""}, "deny FIELD_INVALID witnesses"},
      {1, {"north"}, "deny FIELD_INVALID witnesses"},
      {1, {note_key("a", kLogKeyType)}, "deny FIELD_INVALID witnesses"},
      {1, {changed(note_key("a", kWitnessKeyType), 2, 'z')}, "deny FIELD_INVALID witnesses"},
      {1, {witness_of(kText)}, "allow"},
      {1, {witness_of(kText + 1)}, "deny FIELD_INVALID witnesses"},
  };
  for (const auto& one : kCases) {
    c.witness_quorum = one.quorum;
    c.witnesses = one.witnesses;
    EXPECT_EQ(answered(), one.expected) << one.quorum << " of " << one.witnesses.size();
  }
  c.witness_quorum = 0;
  c.witnesses.clear();
  const std::string own = note_key(c.origin, kLogKeyType);
  for (const auto& keys : {std::vector<std::string>{own, own}, {own, ""}, {note_key("another.example", kLogKeyType)}, {note_key(c.origin, kWitnessKeyType)}}) {
    c.log_keys = keys;
    EXPECT_EQ(answered(), "deny FIELD_INVALID log_keys");
  }
  c.log_keys = {own, note_key(c.origin, kLogKeyType, 2)};
  EXPECT_EQ(answered(), "allow");
}

TEST_F(FoundingFields, IsWrittenAsItWasSigned) {
  c.witness_quorum = 1;
  c.vault_key.emplace().fill(7);
  c.log_keys = {note_key(c.origin, kLogKeyType, 1), note_key(c.origin, kLogKeyType, 2)};
  c.witnesses = witnesses(2);
  const Decision founded = found();
  EXPECT_EQ(events_of(founded), "ledger_created rulebook_adopted principal_enrolled principal_enrolled");
  const auto* created = event_of<LedgerCreated>(founded);
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->ledger, c.ledger);
  EXPECT_EQ(created->origin, c.origin);
  EXPECT_EQ(created->mode, c.mode);
  EXPECT_EQ(created->witness_quorum, c.witness_quorum);
  EXPECT_EQ(created->vault_key, c.vault_key);
  EXPECT_EQ(created->log_keys, c.log_keys);
  EXPECT_EQ(created->witnesses, c.witnesses);
}

// -- keys, witnesses, seals, what was restored

TEST_F(OfficeFields, WhereALogKeyMayGo) {
  using enum KeyStanding;
  const struct {
    std::optional<KeyStanding> from;
    KeyStanding to;
    std::string_view expected;
  } kCases[] = {
      {std::nullopt, active, "allow"},
      {std::nullopt, retired, "deny FIELD_INVALID key"},
      {std::nullopt, compromised, "deny FIELD_INVALID key"},
      {active, active, "deny ALREADY_EXISTS"},
      {active, retired, "allow"},
      {active, compromised, "allow"},
      {retired, active, "allow"},
      {retired, retired, "deny ALREADY_EXISTS"},
      {retired, compromised, "allow"},
      {compromised, active, "deny FIELD_INVALID standing"},
      {compromised, retired, "deny FIELD_INVALID standing"},
      {compromised, compromised, "deny ALREADY_EXISTS"},
  };
  for (const auto& c : kCases) {
    story.state.ledger.log_keys = {{note_key(kOrigin, kLogKeyType, 9), compromised, 0}};
    if (c.from) story.state.ledger.log_keys.push_back({kKey, *c.from, 0});
    EXPECT_EQ(ask(kAdministrator, DeclareLogKey{kKey, c.to}), c.expected) << (c.from ? name(*c.from) : "none") << " " << name(c.to);
  }
  story.state.ledger.log_keys.clear();
  const Decision declared = story.agreed(kAdministrator, DeclareLogKey{kKey, active}, {kOfficer, kCompliance});
  EXPECT_EQ(events_of(declared), "proposal_approved log_key_declared proposal_closed");
  EXPECT_EQ(event_of<LogKeyDeclared>(declared)->key, kKey);
  ASSERT_EQ(story.state.ledger.log_keys.size(), 1U);
  story.agreed(kAdministrator, DeclareLogKey{kKey, retired}, {kOfficer, kCompliance});
  EXPECT_EQ(story.state.ledger.log_keys[0].standing, retired);
}

// An auditor reads a key of any other form as a ledger that is broken, for ever.
TEST_F(OfficeFields, ALogKeyIsOneOfThisLog) {
  const std::size_t id = kOrigin.size() + 1;
  const struct {
    const char* what;
    std::string key;
    std::string_view expected;
  } kCases[] = {
      {"its own", kKey, "allow"},
      {"another log's", note_key("sandbox.example/log", kLogKeyType), "deny FIELD_INVALID key"},
      {"a name that its own begins with", note_key(kOrigin.substr(0, kOrigin.size() - 1), kLogKeyType), "deny FIELD_INVALID key"},
      {"a witness's", note_key(kOrigin, kWitnessKeyType), "deny FIELD_INVALID key"},
      {"of a type nobody knows", note_key(kOrigin, 0x02), "deny FIELD_INVALID key"},
      {"an id that does not follow", changed(kKey, id, kKey[id] == '0' ? '1' : '0'), "deny FIELD_INVALID key"},
      {"an id in capitals", changed(kKey, id, 'A'), "deny FIELD_INVALID key"},
      {"no base64", changed(kKey, kKey.size() - 1, '='), "deny FIELD_INVALID key"},
      {"cut short", kKey.substr(0, kKey.size() - 4), "deny FIELD_INVALID key"},
      {"a line end behind it", kKey + "\n", "deny FIELD_INVALID key"},
      {"nothing", "", "deny FIELD_INVALID key"},
  };
  for (const auto& c : kCases) EXPECT_EQ(ask(kAdministrator, DeclareLogKey{c.key, KeyStanding::active}), c.expected) << c.what;
}

TEST_F(OfficeFields, OtherWitnessesAreAdoptedAndTheSameAreNot) {
  story.state.ledger.witness_quorum = 1;
  story.state.ledger.witnesses = witnesses(2);
  EXPECT_EQ(ask(kAdministrator, AdoptWitnesses{1, witnesses(2)}), "deny ALREADY_EXISTS");
  EXPECT_EQ(ask(kAdministrator, AdoptWitnesses{1, witnesses(3)}), "allow");
  EXPECT_EQ(ask(kAdministrator, AdoptWitnesses{3, witnesses(2)}), "deny FIELD_INVALID witness_quorum");
  EXPECT_EQ(ask(kAdministrator, AdoptWitnesses{1, witnesses(65)}), "deny FIELD_INVALID witnesses");
  const Decision adopted = story.agreed(kAdministrator, AdoptWitnesses{2, witnesses(2)}, {kOfficer, kCompliance});
  EXPECT_EQ(events_of(adopted), "proposal_approved witnesses_adopted proposal_closed");
  EXPECT_EQ(story.state.ledger.witness_quorum, 2U);
  EXPECT_EQ(story.state.ledger.witnesses, witnesses(2));
}

TEST_F(OfficeFields, ASealIsOfTodayAtTheLatestAndHoldsWhatItCommitsTo) {
  const auto sealed = [&](CivilDate on) {
    Submission s;
    s.command = TakeSeal{on};
    s.principal = kAuditor;
    s.seq = story.entries.size();
    s.time = {story.now.micros + 1};
    s.seal = SealCommitment{7, document(9)};
    return story.judge.decide(story.state, s);
  };
  EXPECT_EQ(answer(sealed(today() + 1)), "deny FIELD_INVALID day");
  EXPECT_EQ(answer(sealed(today() - 1)), "allow");
  const Decision taken = sealed(today());
  const auto* event = event_of<LedgerSealed>(taken);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->day, today());
  EXPECT_EQ(event->subjects, 7U);
  EXPECT_EQ(event->root, document(9));
}

TEST_F(OfficeFields, ARestoreNamesWhatWasSeen) {
  AcceptRestore c;
  c.epoch = 1;
  c.entries = 3;
  c.reason = "the disk was lost";
  EXPECT_EQ(ask(kOfficer, c), "allow");
  EXPECT_EQ(lengths(kOfficer, c, &AcceptRestore::reason, 500), "1 500 ");
  c.epoch = 0;
  EXPECT_EQ(ask(kOfficer, c), "deny FIELD_INVALID epoch");
  c.epoch = 1;
  for (const std::size_t length : {std::size_t{0}, kText, kText + 1}) {
    c.seen = {{std::string(length, 'x'), 3}};
    EXPECT_EQ(ask(kOfficer, c), length == kText ? "allow" : "deny FIELD_INVALID seen") << length;
  }
}

TEST_F(OfficeFields, TheClockThatWasMovedIsWritten) {
  const Decision moved = story.would(kAdministrator, MoveClock{at("2026-03-01")});
  ASSERT_NE(event_of<ClockMoved>(moved), nullptr);
  EXPECT_EQ(event_of<ClockMoved>(moved)->to, at("2026-03-01"));
}

TEST_F(OfficeFields, ARateIsToThePesoAndSaysItsSource) {
  EXPECT_EQ(ask(kBank, RecordRate{rate("USD", "0.9", "EUR"), today(), "x"}), "deny CURRENCY_MISMATCH");
  EXPECT_EQ(ask(kBank, RecordRate{rate("PHP", "0.02", "USD"), today(), "x"}), "deny CURRENCY_MISMATCH");
  EXPECT_EQ(lengths(kBank, RecordRate{rate("USD", "50"), today(), "x"}, &RecordRate::source, 140), "1 140 ");
}

// -- who acts

TEST_F(OfficeFields, AKeyIsInItsTimeAndSomebodys) {
  PrincipalSpec who = spec(kWorker);  // a further key of the social worker
  who.credential.fingerprint = document(77);
  const auto enrolled = [&](auto change) {
    EnrolPrincipal c{who};
    change(c.who);
    return ask(kAdministrator, c);
  };
  const Instant entry{story.now.micros + 1};
  EXPECT_EQ(enrolled([](PrincipalSpec&) {}), "allow");
  EXPECT_EQ(enrolled([](PrincipalSpec& s) { s.principal = {}; }), "deny FIELD_INVALID principal");
  EXPECT_EQ(enrolled([](PrincipalSpec& s) { s.person = {}; }), "deny FIELD_INVALID principal");
  EXPECT_EQ(enrolled([](PrincipalSpec& s) { s.person = id<PersonId>(78); }), "deny ALREADY_EXISTS");
  EXPECT_EQ(enrolled([](PrincipalSpec& s) { s.credential.valid_from = s.credential.valid_to; }), "deny FIELD_INVALID credential");
  EXPECT_EQ(enrolled([](PrincipalSpec& s) { s.credential.valid_from = {s.credential.valid_to.micros - 1}; }), "allow");
  EXPECT_EQ(enrolled([&](PrincipalSpec& s) { s.credential.valid_to = entry; }), "deny CREDENTIAL_EXPIRED");
  EXPECT_EQ(enrolled([&](PrincipalSpec& s) { s.credential.valid_to = {entry.micros + 1}; }), "allow");
  EXPECT_EQ(lengths(kAdministrator, RevokePrincipal{kWorker, ""}, &RevokePrincipal::reason, 500), "1 500 ");
}

/// The first so many of the orders of one court; as many are in the ledger.
std::vector<OrderId> orders(std::size_t count) {
  std::vector<OrderId> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(id<OrderId>(static_cast<std::uint8_t>(0x80 + i)));
  return made;
}

class ReaderFields : public OfficeFields {
 protected:
  void SetUp() override {
    OfficeFields::SetUp();
    for (const OrderId& order : orders(65)) story.state.orders[order].id = order;
  }
  std::string enrolled(std::vector<OrderId> named, const PrincipalId& who = kReader, std::uint8_t key = 0x5f) {
    PrincipalSpec made = spec(who);
    made.credential.fingerprint = document(key);
    made.orders = std::move(named);
    return ask(kAdministrator, EnrolPrincipal{made});
  }
};

TEST_F(ReaderFields, AForeignCourtsReaderNamesItsOrders) {
  const OrderId a = orders(3)[0], b = orders(3)[1], c = orders(3)[2];
  EXPECT_EQ(enrolled({}), "deny FIELD_INVALID orders");
  EXPECT_EQ(enrolled({a}), "allow");
  EXPECT_EQ(enrolled(orders(64)), "allow");
  EXPECT_EQ(enrolled(orders(65)), "deny FIELD_INVALID orders");
  EXPECT_EQ(enrolled({a, b, c}), "allow");
  EXPECT_EQ(enrolled({a, c, b}), "deny FIELD_INVALID orders");
  EXPECT_EQ(enrolled({a, a}), "deny FIELD_INVALID orders");
  EXPECT_EQ(enrolled({a, id<OrderId>(0xf0)}), "deny ORDER_UNKNOWN");
  EXPECT_EQ(enrolled({OrderId{}}), "deny ORDER_UNKNOWN");
}

TEST_F(ReaderFields, NobodyElseHasAny) {
  for (std::uint8_t n = 1; n <= kReader.bytes[0]; ++n) {
    const PrincipalId who = id<PrincipalId>(n);
    const bool reads = who == kReader;
    EXPECT_EQ(enrolled({orders(1)[0]}, who), reads ? "allow" : "deny FIELD_INVALID orders") << static_cast<int>(n);
    EXPECT_EQ(enrolled({}, who), reads ? "deny FIELD_INVALID orders" : "allow") << static_cast<int>(n);
  }
}

TEST_F(ReaderFields, AFurtherCertificateNamesNoFewer) {
  const OrderId a = orders(4)[0], b = orders(4)[1], c = orders(4)[2], d = orders(4)[3];
  PrincipalSpec first = spec(kReader);
  first.orders = {b, c};
  story.agreed(kAdministrator, EnrolPrincipal{first}, {kOfficer});
  EXPECT_EQ(story.state.principal(kReader)->orders, (std::vector{b, c}));
  const struct {
    const char* what;
    std::vector<OrderId> named;
    std::string_view says;
  } cases[] = {
      {"the same", {b, c}, "allow"},          {"one more behind", {b, c, d}, "allow"},        {"one more in front", {a, b, c}, "allow"},
      {"none", {}, "deny FIELD_INVALID orders"}, {"one fewer", {b}, "deny FIELD_INVALID orders"}, {"another in its place", {b, d}, "deny FIELD_INVALID orders"},
      {"as many others", {a, d}, "deny FIELD_INVALID orders"},
  };
  for (const auto& one : cases) EXPECT_EQ(enrolled(one.named), one.says) << one.what;
  PrincipalSpec further = first;
  further.credential.fingerprint = document(0x5f);
  further.orders = {a, b, c};
  story.agreed(kAdministrator, EnrolPrincipal{further}, {kOfficer});
  EXPECT_EQ(story.state.principal(kReader)->orders, (std::vector{a, b, c})) << "the list is the principal's, whichever certificate he shows";
  EXPECT_EQ(enrolled({b, c}, kReader, 0x5e), "deny FIELD_INVALID orders");
  story.ask(kAdministrator, RevokePrincipal{kReader, "the court has another clerk"});
  EXPECT_EQ(enrolled({a, b, c}, kReader, 0x5e), "deny PRINCIPAL_REVOKED");
}

TEST_F(OfficeFields, OneKeyInItsTimeIsEnough) {
  std::vector<Credential>& keys = story.state.principals.at(kBank).credentials;
  const RecordRate c{rate("USD", "50"), today(), "x"};
  Credential old = keys.front();
  old.valid_to = story.now;
  keys.insert(keys.begin(), old);
  EXPECT_EQ(ask(kBank, c), "allow");
  keys.pop_back();
  EXPECT_EQ(ask(kBank, c), "deny CREDENTIAL_EXPIRED");
}

// -- pools

TEST_F(OfficeFields, AccountsOfAPoolAreItsOwn) {
  const auto account = [](std::string_view code, std::uint8_t number) { return PoolAccount{currency(code), mark(number, MarkKind::account), in_vault(1)}; };
  const PoolAccount none{Currency{}, mark(210, MarkKind::account), in_vault(1)};
  const struct {
    std::vector<PoolAccount> accounts;
    std::string_view expected;
  } kCases[] = {
      {{account("EUR", 210)}, "allow"},
      {{account("EUR", 210), account("USD", 211), account("PHP", 212)}, "allow"},
      {{}, "deny FIELD_INVALID accounts"},
      {{none}, "deny FIELD_INVALID accounts"},
      {{account("EUR", 210), none}, "deny FIELD_INVALID accounts"},
      {{account("EUR", 210), account("EUR", 211)}, "deny FIELD_INVALID accounts"},
      {{account("EUR", 210), account("USD", 211), account("EUR", 212)}, "deny FIELD_INVALID accounts"},
      {{account("PHP", 200)}, "allow"},  // another account under that number: the first pool's is in dollars
      {{account("USD", 200)}, "deny ALREADY_EXISTS"},
      {{account("EUR", 210), account("PHP", 201)}, "deny ALREADY_EXISTS"},
  };
  OpenPool c;
  c.pool = id<PoolId>(0x22);
  c.bank = "TESTBANK";
  c.code = "second";
  for (std::size_t i = 0; i < std::size(kCases); ++i) {
    c.accounts = kCases[i].accounts;
    EXPECT_EQ(ask(kOfficer, c), kCases[i].expected) << i;
  }
}

TEST_F(OfficeFields, CodesAreShortAndOfPlainLetters) {
  OpenPool c;
  c.pool = id<PoolId>(0x22);
  c.accounts = {{currency("EUR"), mark(210, MarkKind::account), in_vault(1)}};
  for (const bool of_bank : {true, false}) {
    for (const std::string right : {"A", "Z", "a", "z", "0", "9", "-", "ABCDEFGHIJKLMNOP"}) {
      c.bank = of_bank ? right : "B";
      c.code = of_bank ? "c" : right;
      EXPECT_EQ(ask(kOfficer, c), "allow") << right;
    }
    for (const std::string wrong : {"", "@", "[", "`", "{", "/", ":", "_", "a b", "ABCDEFGHIJKLMNOPQ"}) {
      c.bank = of_bank ? wrong : "B";
      c.code = of_bank ? "c" : wrong;
      EXPECT_EQ(ask(kOfficer, c), std::string("deny FIELD_INVALID ") + (of_bank ? "bank" : "code")) << wrong;
    }
  }
}

// -- wards, orders, awards

TEST_F(OfficeFields, AWardIsBornByTodayAndOfAPoolThatThereIs) {
  const auto opened = [&](auto change) {
    OpenWard c;
    c.ward = kWardB;
    c.pool = kPool;
    c.born_earliest = c.born_latest = day("2012-05-20");
    change(c);
    const Decision decision = story.would(kOfficer, c);
    EXPECT_EQ(decision.about, subject(kWardB));  // her part can be sealed before she is there
    return answer(decision);
  };
  EXPECT_EQ(opened([](OpenWard&) {}), "allow");
  EXPECT_EQ(opened([](OpenWard& c) { c.pool = id<PoolId>(0x2f); }), "deny POOL_UNKNOWN");
  EXPECT_EQ(opened([](OpenWard& c) { c.born_earliest = c.born_latest + 1; }), "deny FIELD_INVALID born");
  EXPECT_EQ(opened([&](OpenWard& c) { c.born_latest = today(); }), "allow");
  EXPECT_EQ(opened([&](OpenWard& c) { c.born_latest = today() + 1; }), "deny FIELD_INVALID born");
  EXPECT_EQ(opened([](OpenWard& c) { c.vouched = {{VoucherKind::dswd, id<PersonId>(0x91), {}}}; }), "allow");
  EXPECT_EQ(opened([](OpenWard& c) { c.vouched = {{VoucherKind::dswd, id<PersonId>(0x91), {}}, {}}; }), "deny FIELD_INVALID vouched");
  EXPECT_EQ(opened([](OpenWard& c) { c.terms = TrustTerms{}; }), "allow");
  EXPECT_EQ(opened([](OpenWard& c) { c.terms = TrustTerms{false, false, money("0.01 PHP"), {}}; }), "allow");
  EXPECT_EQ(opened([](OpenWard& c) { c.terms = TrustTerms{false, false, money("0.00 PHP"), {}}; }), "deny AMOUNT_NOT_POSITIVE");
}

TEST_F(OfficeFields, AnOrderIsOfACountryAndItsDefendantsOweAPartOfIt) {
  const auto recorded = [&](auto change) {
    RecordOrder c;
    c.order = id<OrderId>(0x42);
    c.country = "US";
    c.dated = today();
    c.total = money("100.00 USD");
    change(c);
    return ask(kOfficer, c);
  };
  for (const auto right : {"AA", "ZZ", "AZ", "ZA"}) EXPECT_EQ(recorded([&](RecordOrder& c) { c.country = right; }), "allow") << right;
  for (const auto wrong : {"", "U", "USA", "us", "Us", "uS", "U@", "[S"}) {
    EXPECT_EQ(recorded([&](RecordOrder& c) { c.country = wrong; }), "deny FIELD_INVALID country") << wrong;
  }
  EXPECT_EQ(recorded([](RecordOrder& c) { c.total = money("0.00 USD"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(recorded([&](RecordOrder& c) { c.dated = today() + 1; }), "deny FIELD_INVALID dated");
  const struct {
    DefendantShare share;
    std::string_view expected;
  } kShares[] = {
      {{id<PersonId>(0x91), money("0.01 USD")}, "allow"},
      {{id<PersonId>(0x91), money("100.00 USD")}, "allow"},
      {{id<PersonId>(0x91), money("100.01 USD")}, "deny FIELD_INVALID defendants"},
      {{id<PersonId>(0x91), money("0.00 USD")}, "deny AMOUNT_NOT_POSITIVE"},
      {{id<PersonId>(0x91), money("1.00 PHP")}, "deny CURRENCY_MISMATCH"},
      {{PersonId{}, money("1.00 USD")}, "deny FIELD_INVALID defendants"},
  };
  for (const auto& s : kShares) {
    EXPECT_EQ(recorded([&](RecordOrder& c) { c.defendants = {{id<PersonId>(0x92), money("1.00 USD")}, s.share}; }), s.expected) << s.share.amount.text();
  }
}

TEST_F(OfficeFields, AnAwardIsSomethingAndOfACurrencyOfThePool) {
  EXPECT_EQ(ask(kOfficer, RecordAward{id<AwardId>(0x5f), kOrder, kWard, money("0.00 USD")}), "deny AMOUNT_NOT_POSITIVE");
  story.agreed(kOfficer, RecordOrder{id<OrderId>(0x42), "FR", today(), money("5.00 EUR"), document(2), std::nullopt}, {kOfficer2});
  EXPECT_EQ(ask(kOfficer, RecordAward{id<AwardId>(0x5f), id<OrderId>(0x42), kWard, money("5.00 EUR")}), "deny POOL_ACCOUNT_UNKNOWN");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_ledger_test
