#include "api/bench/scene.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

constexpr std::size_t kWardsAnOrder = 100;
constexpr std::int64_t kAwardPesos = 100'000;
constexpr std::size_t kSceneWindow = 8192;

Status open_pool(Workbench& bench, Scene& scene) {
  OpenPool pool;
  pool.pool = scene.pool = bench.draw<PoolTag>();
  pool.bank = "BENCHBANK";
  pool.code = "POOL1";
  pool.accounts.push_back({pesos(1).currency(), bench.draw_mark(MarkKind::account), bench.draw_vault_ref()});
  return bench.agree({pool});
}

OpenWard new_ward(Workbench& bench, const Scene& scene, const WardId& id) {
  OpenWard out;
  out.ward = id;
  out.pool = scene.pool;
  out.born_earliest = out.born_latest = add_years(bench.today(), -10);
  out.trust_instrument = bench.draw_digest();
  out.particulars = bench.draw_vault_ref();
  return out;
}

AppointGuardian new_guardian(Workbench& bench, const WardId& ward) {
  AppointGuardian out;
  out.ward = ward;
  out.person = bench.person("guardian").person;
  out.letters = bench.today();
  out.no_other_property = true;
  out.document = bench.draw_digest();
  return out;
}

RegisterPayee new_school(Workbench& bench, const SceneWard& ward) {
  RegisterPayee out;
  out.ward = ward.ward;
  out.payee = ward.school;
  out.person = bench.draw<PersonTag>();
  out.currency = pesos(1).currency();
  out.details = bench.draw_vault_ref();
  out.marks.push_back(bench.draw_mark(MarkKind::account));
  return out;
}

/// Wards begin .. end: opened, awarded by one order, its money received and matched, a guardian and a school each.
Status add_wards(Workbench& bench, const Scene& scene, std::size_t begin, std::size_t end) {
  const auto count = static_cast<std::int64_t>(end - begin);
  const auto order = bench.draw<OrderTag>();
  const RecordOrder recorded{order, "US", bench.today(), pesos(count * kAwardPesos), bench.draw_digest(), std::nullopt};
  std::vector<Command> wards{recorded}, details;
  for (std::size_t i = begin; i < end; ++i) {
    const SceneWard& ward = scene.wards[i];
    wards.push_back(new_ward(bench, scene, ward.ward));
    details.push_back(RecordAward{bench.draw<AwardTag>(), order, ward.ward, pesos(kAwardPesos)});
    details.push_back(new_guardian(bench, ward.ward));
    details.push_back(new_school(bench, ward));
  }
  KATIWALA_CHECK(bench.agree(std::move(wards)));
  KATIWALA_CHECK(bench.agree(std::move(details)));
  ReceiveCredit credit = a_credit(bench, scene);
  credit.amount = recorded.total;
  KATIWALA_TRY(const auto received, bench.say("bank", credit));
  static_cast<void>(received);
  return bench.agree({MatchCredit{credit.credit, order}});
}

}  // namespace

Amount pesos(std::int64_t whole) { return Amount(Currency::parse("PHP").value(), whole * 100); }

Result<Scene> make_scene(Workbench& bench, std::size_t wards) {
  Scene scene;
  KATIWALA_TRY(PrincipalSpec guardian, bench.new_person("guardian", Role::guardian));
  KATIWALA_CHECK(bench.agree({EnrolPrincipal{std::move(guardian)}}));
  KATIWALA_CHECK(open_pool(bench, scene));
  for (std::size_t i = 0; i < wards; ++i) scene.wards.push_back({bench.draw<WardTag>(), bench.draw<PayeeTag>()});
  for (std::size_t begin = 0; begin < wards; begin += kWardsAnOrder) {
    KATIWALA_CHECK(add_wards(bench, scene, begin, std::min(wards, begin + kWardsAnOrder)));
  }
  return scene;
}

ReceiveCredit a_credit(Workbench& bench, const Scene& scene) {
  ReceiveCredit out;
  out.credit = bench.draw<CreditTag>();
  out.pool = scene.pool;
  out.amount = pesos(1);
  out.booked = out.value_date = bench.today();
  out.references.push_back(bench.draw_mark(MarkKind::bank_reference));
  return out;
}

RequestDisbursement a_request(Workbench& bench, const SceneWard& ward, const RequestId& id) {
  RequestDisbursement out;
  out.request = id;
  out.ward = ward.ward;
  out.payee = ward.school;
  out.amount = pesos(1);
  out.voucher = bench.draw_digest();
  return out;
}

Release a_release(Workbench& bench, const Payment& payment) {
  Release out;
  out.request = payment.request;
  out.ward = payment.ward;
  out.message_id = "KTWB" + payment.request.hex().substr(0, 24);
  out.end_to_end_id = "KTWB" + payment.request.hex().substr(0, 28);
  out.uetr = bench.draw<RequestTag>().bytes;
  out.file = bench.draw_vault_ref();
  return out;
}

Settle a_settlement(Workbench& bench, const Payment& payment) {
  Settle out;
  out.request = payment.request;
  out.ward = payment.ward;
  out.amount = pesos(1);
  out.booked = out.value_date = bench.today();
  out.references.push_back(bench.draw_mark(MarkKind::bank_reference));
  return out;
}

Result<std::vector<Payment>> instruct(Workbench& bench, const Scene& scene, std::size_t count) {
  std::vector<Payment> payments;
  Asks asks;
  for (std::size_t i = 0; i < count; ++i) {
    const SceneWard& ward = scene.wards[i % scene.wards.size()];
    payments.push_back({bench.draw<RequestTag>(), ward.ward, 0});
    asks.push_back(bench.ask("guardian", a_request(bench, ward, payments.back().request)));
  }
  KATIWALA_TRY(const Streamed asked, bench.stream(std::exchange(asks, {}), kSceneWindow));
  for (std::size_t i = 0; i < count; ++i) {
    payments[i].proposal = asked.entries[i];
    asks.push_back(bench.ask("officer-1", Approve{asked.entries[i], subject(payments[i].ward)}));
  }
  KATIWALA_TRY(const Streamed approved, bench.stream(std::exchange(asks, {}), kSceneWindow));
  for (const Payment& payment : payments) asks.push_back(bench.ask("releaser", a_release(bench, payment)));
  KATIWALA_TRY(const Streamed released, bench.stream(std::exchange(asks, {}), kSceneWindow));
  for (const Payment& payment : payments) asks.push_back(bench.ask("bank", HandOver{payment.request, payment.ward}));
  KATIWALA_TRY(const Streamed handed_over, bench.stream(std::move(asks), kSceneWindow));
  return payments;
}

}  // namespace katiwala::api::bench
