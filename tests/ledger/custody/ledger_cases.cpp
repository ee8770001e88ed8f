// Events of the ledger, of pools, orders and credits.
#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

DayRate rate(const char* on, const char* decimal) { return {day(on), Rate::parse(usd(), php(), decimal).value(), "invented"}; }

CreditReceived received() { return {kCredit, Amount(usd(), 1'997'500), Amount(usd(), 2'500), day("2027-01-04"), day("2027-01-05")}; }
void receive(World& w) { w.apply(subject(kPool), received()); }
void match(World& w) {
  receive(w);
  w.apply(subject(kPool), CreditMatched{kCredit, kOrder, Amount(usd(), 1'997'500), zero(usd())});
}

std::vector<Case> of_the_ledger() {
  return {
      {"a rulebook is adopted", nothing, ledger_subject(), RulebookAdopted{digest_of(9), "text"},
       {row(Table::rulebook, ByteView(digest_of(9))), row(Table::ledger, ByteView())},
       [](const World& w) {
         EXPECT_EQ(w.state.ledger.rulebook, digest_of(9));
         EXPECT_EQ(w.state.rulebooks.at(digest_of(9)).text, "text");
         EXPECT_EQ(w.state.rulebooks.at(digest_of(9)).since, w.seq);
       }},
      {"a second key of a person already enrolled", nothing, ledger_subject(),
       PrincipalEnrolled{{kOfficer, kOfficerPerson, Role::trust_officer, {digest_of(0xa2), {}, Instant{0}, Instant{1}}}},
       {row(Table::principal, 0x10)},
       [](const World& w) {
         EXPECT_EQ(w.state.principal(kOfficer)->credentials.size(), 2u);
         EXPECT_EQ(w.state.credentials.at(digest_of(0xa2)), kOfficer);
         EXPECT_EQ(w.state.credentials.at(digest_of(0xa0)), kOfficer);
       }},
      {"a principal is revoked", nothing, ledger_subject(), PrincipalRevoked{kOfficer}, {row(Table::principal, 0x10)},
       [](const World& w) {
         EXPECT_TRUE(w.state.principal(kOfficer)->revoked);
         EXPECT_FALSE(w.state.principal(kReleaser)->revoked);
       }},
      {"the sandbox clock is moved", nothing, ledger_subject(), ClockMoved{Instant{77}}, {row(Table::ledger, ByteView())},
       [](const World& w) { EXPECT_EQ(w.state.ledger.clock, Instant{77}); }},
      {"a seal is taken of a day", nothing, ledger_subject(), LedgerSealed{day("2027-01-04"), 7, digest_of(7)}, {row(Table::ledger, ByteView())},
       [](const World& w) { EXPECT_EQ(w.state.ledger.sealed, day("2027-01-04")); }},
      {"a seal of a day that has not ended closes none", nothing, ledger_subject(), LedgerSealed{day("2027-01-15"), 7, digest_of(7)}, {},
       [](const World& w) { EXPECT_FALSE(w.state.ledger.sealed.has_value()); }},
      {"a seal of a day before one that is sealed", [](World& w) { w.apply(ledger_subject(), LedgerSealed{day("2027-01-05"), 7, digest_of(7)}); },
       ledger_subject(), LedgerSealed{day("2027-01-04"), 7, digest_of(8)}, {row(Table::ledger, ByteView())},
       [](const World& w) { EXPECT_EQ(w.state.ledger.sealed, day("2027-01-05")); }},
      {"a key of the log is declared", nothing, ledger_subject(), LogKeyDeclared{"a key", KeyStanding::active}, {row(Table::ledger, ByteView())},
       [](const World& w) {
         ASSERT_EQ(w.state.ledger.log_keys.size(), 1u);
         EXPECT_EQ(w.state.ledger.log_keys[0].key, "a key");
         EXPECT_EQ(w.state.ledger.log_keys[0].since, w.seq);
       }},
      {"a key of the log is retired", [](World& w) { w.apply(ledger_subject(), LogKeyDeclared{"a key", KeyStanding::active}); }, ledger_subject(),
       LogKeyDeclared{"a key", KeyStanding::retired}, {row(Table::ledger, ByteView())},
       [](const World& w) {
         ASSERT_EQ(w.state.ledger.log_keys.size(), 1u);
         EXPECT_EQ(w.state.ledger.log_keys[0].standing, KeyStanding::retired);
       }},
      {"witnesses are adopted", nothing, ledger_subject(), WitnessesAdopted{2, {"a", "b", "c"}}, {row(Table::ledger, ByteView())},
       [](const World& w) {
         EXPECT_EQ(w.state.ledger.witness_quorum, 2u);
         EXPECT_EQ(w.state.ledger.witnesses, (std::vector<std::string>{"a", "b", "c"}));
       }},
      {"a restored copy is accepted", nothing, ledger_subject(), LedgerRestored{1u << 16, 52, 40}, {row(Table::ledger, ByteView())},
       [](const World& w) { EXPECT_EQ(w.state.ledger.epoch, 1u << 16); }},
      {"a rate before those that are known", [](World& w) { w.apply(ledger_subject(), RateRecorded{rate("2027-01-05", "58.25")}); },
       ledger_subject(), RateRecorded{rate("2027-01-04", "58.00")}, {row(Table::rate, ByteView(std::array<std::uint8_t, 2>{0x03, 0x48}))},
       [](const World& w) {
         EXPECT_EQ(w.state.rate(usd(), day("2027-01-03")), nullptr);
         EXPECT_EQ(w.state.rate(usd(), day("2027-01-04"))->rate.text(), "58.00");
         EXPECT_EQ(w.state.rate(usd(), day("2027-01-05"))->rate.text(), "58.25");
         EXPECT_EQ(w.state.rate(usd(), day("2028-01-01"))->rate.text(), "58.25");
         EXPECT_EQ(w.state.rate(php(), day("2027-01-05")), nullptr);
       }},
      {"a rate of a day that is known", [](World& w) { w.apply(ledger_subject(), RateRecorded{rate("2027-01-05", "58.25")}); },
       ledger_subject(), RateRecorded{rate("2027-01-05", "58.30")}, {row(Table::rate, ByteView(std::array<std::uint8_t, 2>{0x03, 0x48}))},
       [](const World& w) {
         EXPECT_EQ(w.state.rates.at(usd()).size(), 1u);
         EXPECT_EQ(w.state.rate(usd(), day("2027-01-05"))->rate.text(), "58.30");
       }},
      {"a person of the ledger's own looks at something", nothing, subject(kWard), AlertRaised{"R11", "BOND_LOW"}, {},
       [](const World& w) { EXPECT_TRUE(w.state.agenda.empty()); }},
  };
}

Instant later_than(const World& w, std::int64_t hours) { return {w.time.micros + hours * 3'600'000'000}; }

PrincipalSpec with_passkey(std::uint8_t fill) {
  PrincipalSpec who{kOfficer, kOfficerPerson, Role::trust_officer, {digest_of(fill), {}, Instant{0}, Instant{1}}};
  who.credential.passkey = Passkey{Bytes(16, fill), Bytes{1}, "trust.sandbox.example", 7, false, false};
  return who;
}
/// Enrolled in an entry before the case's own, counting from an hour after the world's time.
void enrolled(World& w) { w.apply(ledger_subject(), CredentialEnrolled{with_passkey(0xa3), later_than(w, 1)}); }
void removed(World& w) { w.apply(ledger_subject(), CredentialRemoved{kOfficer, digest_of(0xa0), later_than(w, 1)}); }

const Principal& officer(const World& w) { return *w.state.principal(kOfficer); }
/// Whether it counts a microsecond before and at an instant: "no yes".
std::string around(const World& w, std::uint8_t fill, Instant at) {
  const auto word = [&](std::int64_t micros) { return counts(officer(w), digest_of(fill), {micros}) ? "yes" : "no"; };
  return std::string(word(at.micros - 1)) + " " + word(at.micros);
}

std::vector<Case> of_credentials() {
  return {
      {"passkeys are made for a site", nothing, ledger_subject(), RelyingPartyAdopted{{"trust.sandbox.example", "https://trust.sandbox.example"}},
       {row(Table::ledger, ByteView())},
       [](const World& w) { EXPECT_EQ(w.state.ledger.relying_party, (RelyingParty{"trust.sandbox.example", "https://trust.sandbox.example"})); }},
      {"a passkey that counts from an instant on", nothing, ledger_subject(), CredentialEnrolled{with_passkey(0xa3), {2'000'000'000'000'000}},
       {row(Table::principal, 0x10)},
       [](const World& w) {
         EXPECT_EQ(officer(w).credentials.size(), 2u);
         EXPECT_EQ(officer(w).enrolled.size(), 2u);
         EXPECT_EQ(w.state.credentials.at(digest_of(0xa3)), kOfficer);
         EXPECT_EQ(find_standing(officer(w), digest_of(0xa3))->counter, 7u);
         EXPECT_EQ(around(w, 0xa3, {2'000'000'000'000'000}), "no yes");
         EXPECT_EQ(around(w, 0xa0, {2'000'000'000'000'000}), "yes yes") << "what has no standing counts";
       }},
      {"a credential that counts until an instant", nothing, ledger_subject(), CredentialRemoved{kOfficer, digest_of(0xa0), {2'000'000'000'000'000}},
       {row(Table::principal, 0x10)}, [](const World& w) { EXPECT_EQ(around(w, 0xa0, {2'000'000'000'000'000}), "yes no"); }},
      {"what was to come is stopped", enrolled, ledger_subject(), CredentialsKept{kOfficer}, {row(Table::principal, 0x10)},
       [](const World& w) {
         const Instant from = find_standing(officer(w), digest_of(0xa3))->from;
         EXPECT_EQ(around(w, 0xa3, from), "no no");
         EXPECT_FALSE(counts(officer(w), digest_of(0xa3), {from.micros + 1}));
       }},
      {"what was to go stays", removed, ledger_subject(), CredentialsKept{kOfficer}, {row(Table::principal, 0x10)},
       [](const World& w) { EXPECT_TRUE(counts(officer(w), digest_of(0xa0), later_than(w, 2))); }},
      {"a passkey has signed", enrolled, ledger_subject(), CredentialUsed{kOfficer, digest_of(0xa3), 9, true}, {row(Table::principal, 0x10)},
       [](const World& w) {
         const CredentialStanding* standing = find_standing(officer(w), digest_of(0xa3));
         EXPECT_EQ(standing->counter, 9u);
         EXPECT_TRUE(standing->backed_up);
         EXPECT_EQ(standing->used, w.time);
         EXPECT_EQ(find_credential(officer(w), digest_of(0xa3))->passkey->counter, 7u) << "what was enrolled never changes";
       }},
  };
}

PrincipalSpec reader(std::uint8_t fingerprint, std::vector<OrderId> orders) {
  return {id_of<PrincipalId>(0x18), id_of<PersonId>(0x19), Role::foreign_court_reader, {digest_of(fingerprint), {}, Instant{0}, Instant{1}}, std::move(orders)};
}
const OrderId kLater = id_of<OrderId>(0x36);
void reads_one(World& w) { w.apply(ledger_subject(), PrincipalEnrolled{reader(0xa4, {kOrder})}); }
std::vector<OrderId> read_by_him(const World& w) { return w.state.principal(id_of<PrincipalId>(0x18))->orders; }

std::vector<Case> of_readers() {
  return {
      {"a foreign court's reader has the orders that are named", nothing, ledger_subject(), PrincipalEnrolled{reader(0xa4, {kOrder})},
       {row(Table::principal, 0x18)}, [](const World& w) { EXPECT_EQ(read_by_him(w), std::vector{kOrder}); }},
      {"a further certificate names more", reads_one, ledger_subject(), PrincipalEnrolled{reader(0xa5, {kOrder, kLater})}, {row(Table::principal, 0x18)},
       [](const World& w) { EXPECT_EQ(read_by_him(w), (std::vector{kOrder, kLater})); }},
      {"a further credential that names none leaves them", reads_one, ledger_subject(), CredentialEnrolled{reader(0xa5, {}), {2'000'000'000'000'000}},
       {row(Table::principal, 0x18)},
       [](const World& w) {
         EXPECT_EQ(read_by_him(w), std::vector{kOrder});
         EXPECT_EQ(w.state.principal(id_of<PrincipalId>(0x18))->credentials.size(), 2u);
         EXPECT_TRUE(officer(w).orders.empty()) << "nobody else has any";
       }},
  };
}

std::vector<Case> of_pools() {
  OpenPool second{id_of<PoolId>(0x25), "INVB", "P2", Product::individual_trust, {{php(), {MarkKind::account, sixteen(1)}, {}}}};
  return {
      {"a pool is opened", nothing, subject(second.pool), PoolOpened{second}, {row(Table::pool, 0x25)},
       [second](const World& w) {
         const Pool* pool = w.state.pool(second.pool);
         ASSERT_NE(pool, nullptr);
         EXPECT_EQ(pool->code, "P2");
         EXPECT_EQ(pool->product, Product::individual_trust);
         ASSERT_NE(find_cash(*pool, php()), nullptr);
         EXPECT_EQ(find_cash(*pool, usd()), nullptr);
         EXPECT_FALSE(find_cash(*pool, php())->reconciled);
       }},
      {"a credit waits in suspense", nothing, subject(kPool), received(), {row(Table::credit, 0x60)},
       [](const World& w) {
         const Credit* credit = w.state.credit(kCredit);
         ASSERT_NE(credit, nullptr);
         EXPECT_EQ(credit->pool, kPool);
         EXPECT_EQ(credit->amount, Amount(usd(), 1'997'500));
         EXPECT_EQ(credit->charges, Amount(usd(), 2'500));
         EXPECT_EQ(credit->entry, w.seq);
         EXPECT_FALSE(credit->matched);
       }},
      {"a credit is matched", receive, subject(kPool), CreditMatched{kCredit, kOrder, Amount(usd(), 1'997'500), zero(usd())},
       {row(Table::credit, 0x60)},
       [](const World& w) {
         EXPECT_TRUE(w.state.credit(kCredit)->matched);
         EXPECT_EQ(w.state.credit(kCredit)->matched_in, w.seq);
       }},
      {"a matching is reversed", match, subject(kPool), CreditReopened{kCredit}, {row(Table::credit, 0x60)},
       [](const World& w) {
         EXPECT_FALSE(w.state.credit(kCredit)->matched);
         EXPECT_EQ(w.state.credit(kCredit)->matched_in, 0u);
       }},
      {"a receipt is reversed", receive, subject(kPool), CreditVoided{kCredit}, {row(Table::credit, 0x60)},
       [](const World& w) {
         EXPECT_TRUE(w.state.credit(kCredit)->matched);
         EXPECT_EQ(w.state.credit(kCredit)->matched_in, 0u);
       }},
      {"references are used up, the first use counts", [](World& w) { w.apply(subject(kPool), ReferencesUsed{{{MarkKind::bank_reference, sixteen(5)}}}); },
       subject(kPool), ReferencesUsed{{{MarkKind::bank_reference, sixteen(5)}, {MarkKind::bank_reference, sixteen(6)}}},
       {row(Table::reference, 5), row(Table::reference, 6)},
       [](const World& w) {
         EXPECT_EQ(w.state.references.at(sixteen(5)), w.seq - 1);
         EXPECT_EQ(w.state.references.at(sixteen(6)), w.seq);
       }},
      {"a statement agrees", nothing, subject(kPool), StatementReconciled{day("2027-01-05"), Amount(usd(), 5), Amount(usd(), 5), zero(usd())},
       {row(Table::pool, 0x20)},
       [](const World& w) {
         EXPECT_EQ(find_cash(*w.state.pool(kPool), usd())->reconciled, day("2027-01-05"));
         EXPECT_FALSE(find_cash(*w.state.pool(kPool), usd())->difference);
         EXPECT_FALSE(find_cash(*w.state.pool(kPool), php())->reconciled);
       }},
      {"a statement differs by one minor unit", nothing, subject(kPool),
       StatementReconciled{day("2027-01-05"), Amount(usd(), 4), Amount(usd(), 5), Amount(usd(), -1)}, {row(Table::pool, 0x20)},
       [](const World& w) { EXPECT_EQ(find_cash(*w.state.pool(kPool), usd())->difference, Amount(usd(), -1)); }},
      {"the next statement agrees again",
       [](World& w) { w.apply(subject(kPool), StatementReconciled{day("2027-01-05"), Amount(usd(), 4), Amount(usd(), 5), Amount(usd(), -1)}); },
       subject(kPool), StatementReconciled{day("2027-01-06"), Amount(usd(), 5), Amount(usd(), 5), zero(usd())}, {row(Table::pool, 0x20)},
       [](const World& w) { EXPECT_FALSE(find_cash(*w.state.pool(kPool), usd())->difference); }},
  };
}

std::vector<Case> of_orders() {
  const RecordOrder second{id_of<OrderId>(0x35), "JP", day("2025-01-01"), Amount(usd(), 100), digest_of(1), {}};
  return {
      {"an order is recorded", nothing, subject(second.order), OrderRecorded{second}, {row(Table::order, 0x35)},
       [second](const World& w) {
         EXPECT_EQ(w.state.order(second.order)->total, Amount(usd(), 100));
         EXPECT_EQ(w.state.order(second.order)->allocated, zero(usd()));
       }},
      {"an order is shared out", [](World& w) { w.apply(subject(kOrder), OrderAllocated{Amount(usd(), 600'000)}); }, subject(kOrder),
       OrderAllocated{Amount(usd(), 400'000)}, {row(Table::order, 0x30)},
       [](const World& w) { EXPECT_EQ(w.state.order(kOrder)->allocated, w.state.order(kOrder)->total); }},
      {"an order's receipt is for its readers", nothing, subject(kOrder), OrderReceipt{kCredit, Amount(usd(), 5), zero(usd())}, {},
       [](const World& w) { EXPECT_EQ(w.state.order(kOrder)->allocated, zero(usd())); }},
  };
}

}  // namespace

std::vector<Case> ledger_cases() {
  std::vector<Case> out = of_the_ledger();
  for (const auto& more : {of_credentials(), of_readers(), of_pools(), of_orders()}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace katiwala::custody::testing
