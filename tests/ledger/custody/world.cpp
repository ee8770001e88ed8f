#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

class Notes final : public Touched {
 public:
  explicit Notes(Rows& rows) : rows_(rows) {}
  void row(Table table, ByteView key) override { rows_.insert(testing::row(table, key)); }
  void balance(const book::Account& account) override { rows_.insert(account.text()); }

 private:
  Rows& rows_;
};

PrincipalSpec spec_of(PrincipalId id, PersonId person, Role role, std::uint8_t fingerprint) {
  return {id, person, role, {digest_of(fingerprint), {1, 2, 3}, Instant{0}, Instant{1}}};
}

}  // namespace

std::string row(Table table, ByteView key) { return std::to_string(static_cast<int>(table)) + ":" + to_hex(key); }

std::string row_number(Table table, std::uint64_t number) {
  std::array<std::uint8_t, 8> key{};
  for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
  return row(table, ByteView(key));
}

World::World() {
  custody::apply(state, {0, time, {}, nullptr, {}}, ledger_subject(), LedgerCreated{sixteen(1), "sandbox.invented.example", Mode::sandbox, 0, {}, {}, {}}, nullptr);
  apply(ledger_subject(), PrincipalEnrolled{spec_of(kOfficer, kOfficerPerson, Role::trust_officer, 0xa0)});
  apply(ledger_subject(), PrincipalEnrolled{spec_of(kReleaser, kReleaserPerson, Role::releaser, 0xa1)});
  const std::vector<PoolAccount> accounts = {{usd(), {MarkKind::account, sixteen(0x21)}, {}}, {php(), {MarkKind::account, sixteen(0x22)}, {}}};
  apply(subject(kPool), PoolOpened{{kPool, "INVB", "P1", Product::pooled_trust, accounts}});
  apply(subject(kOrder), OrderRecorded{{kOrder, "US", day("2024-03-01"), Amount(usd(), 1'000'000), digest_of(0x31), {}}});
  OpenWard ward;
  ward.ward = kWard;
  ward.pool = kPool;
  ward.born_earliest = ward.born_latest = day("2010-05-05");
  ward.trust_instrument = digest_of(0x42);
  ward.marks = {{MarkKind::address, sixteen(0x43)}};
  apply(subject(kWard), WardOpened{ward});
  apply(subject(kWard), AwardRecorded{{kAward, kOrder, Amount(usd(), 600'000)}});
  touched.clear();
}

void World::apply(const Subject& about, const Event& event, const Command* asked) {
  ++seq;
  time.micros += 1'000'000;
  touched.clear();
  Notes notes(touched);
  custody::apply(state, {seq, time, principal, asked, digest_of(0x77)}, about, event, &notes);
}

void World::post(std::vector<book::Posting> lines) {
  touched.clear();
  Notes notes(touched);
  custody::apply(state, book::Balanced::check(std::move(lines)).value(), &notes);
}

void World::open_request(std::int64_t minor) {
  Request request;
  request.id = kRequest;
  request.ward = kWard;
  request.payee = kPayee;
  request.amount = Amount(php(), minor);
  request.day = day("2027-01-15");
  request.requester = kGuardian;
  apply(subject(kWard), RequestJudged{request, std::nullopt});
}

void World::open_proposal() {
  RequestDisbursement asked;
  asked.request = kRequest;
  asked.ward = kWard;
  const Command command = asked;
  apply(subject(kWard), ProposalOpened{Instant{time.micros + 9'000'000}, {Role::trust_officer, Role::social_worker}}, &command);
}

}  // namespace katiwala::custody::testing
