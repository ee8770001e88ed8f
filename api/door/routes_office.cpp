// Who may act, by which rulebook, at which time of a sandbox.
#include <algorithm>

#include "api/door/routes.h"
#include "api/door/writing.h"
#include "ledger/crypto/certificate.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

constexpr std::size_t kMostRulebookBytes = 512 * 1024;
constexpr std::size_t kMostCertificateBytes = 16 * 1024;
constexpr std::size_t kMostOrders = 64;

Result<custody::Credential> credential_from(std::string_view pem) {
  KATIWALA_TRY(const crypto::Certificate certificate, crypto::parse_certificate_pem(pem));
  return custody::Credential{certificate.fingerprint(), certificate.der, Instant{certificate.not_before_micros}, Instant{certificate.not_after_micros}};
}

/// Of a foreign court's reader; ascending, as they are kept.
std::vector<custody::OrderId> read_orders(Fields& f) {
  std::vector<custody::OrderId> out;
  for (const std::string& text : f.texts("orders", kMostOrders, 1, kIdFormat)) {
    const auto order = parse_id<custody::OrderTag>(text);
    if (order.ok()) out.push_back(*order);
    else f.refuse_at("orders", order.refusal().code, order.refusal().message);
  }
  std::ranges::sort(out);
  return out;
}

Result<Command> enrol(Writing& in) {
  Fields& f = in.body();
  custody::EnrolPrincipal c;
  c.who.principal = id_or_new<custody::PrincipalTag>(f, "principal", in.entropy());
  c.who.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
  c.who.role = named<custody::Role>(f, "role");
  f.where("role", name(custody::Role::foreign_court_reader), [&] { c.who.orders = read_orders(f); }, [] {});
  const std::string pem = f.text("certificate", kMostCertificateBytes);
  KATIWALA_CHECK(f.finish());
  auto credential = credential_from(pem);
  if (!credential.ok()) return refuse(credential.refusal().code, credential.refusal().message, "/certificate");
  c.who.credential = std::move(*credential);
  return Command(std::move(c));
}

Result<Command> revoke(Writing& in) {
  custody::RevokePrincipal c;
  KATIWALA_TRY(c.principal, in.path_id<custody::PrincipalTag>(0));
  c.reason = in.body().some_text("reason", 200);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

Result<Command> adopt_rulebook(Writing& in) {
  custody::AdoptRulebook c;
  c.rulebook = in.body().text("rulebook", kMostRulebookBytes);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

Result<Command> move_clock(Writing& in) {
  custody::MoveClock c;
  c.to = instant(in.body(), "to");
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

constexpr std::size_t kMostWitnesses = 64;
constexpr std::size_t kMostKeyBytes = 1024;

Result<Command> take_seal(Writing& in) {
  custody::TakeSeal c;
  c.day = date(in.body(), "day");
  KATIWALA_CHECK(in.body().finish());
  return Command(c);
}

Result<Command> declare_log_key(Writing& in) {
  custody::DeclareLogKey c;
  c.key = in.body().text("key", kMostKeyBytes);
  c.standing = named<custody::KeyStanding>(in.body(), "standing");
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

Result<Command> adopt_witnesses(Writing& in) {
  custody::AdoptWitnesses c;
  c.quorum = static_cast<std::uint32_t>(in.body().integer("quorum", 0, kMostWitnesses));
  c.witnesses = in.body().texts("witnesses", kMostWitnesses);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_seal(Writing& in) { return take_seal(in); }
Result<Command> post_log_key(Writing& in) { return declare_log_key(in); }
Result<Command> post_witnesses(Writing& in) { return adopt_witnesses(in); }
Result<Command> post_principal(Writing& in) { return enrol(in); }
Result<Command> post_revocation(Writing& in) { return revoke(in); }
Result<Command> post_rulebook(Writing& in) { return adopt_rulebook(in); }
Result<Command> post_clock(Writing& in) { return move_clock(in); }

}  // namespace katiwala::api::door
