// What people act with: the site passkeys are made for, and how credentials come, go and are recovered.
#include <algorithm>

#include "api/door/routes.h"
#include "api/door/writing.h"
#include "api/ports.h"
#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/passkey/registration.h"
#include "policies/roles.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

constexpr std::size_t kMostCertificateText = 16 * 1024, kMostReasonBytes = 140, kMostLost = 16, kMostDomainBytes = 253, kMostOriginBytes = 300;

/// As sent: a certificate, or what the browser answered to navigator.credentials.create().
struct Offered {
  std::string certificate;
  Bytes challenge;
  passkey::RegistrationAnswer answer;
};

void read_passkey(Fields& f, Offered& out) {
  const auto bytes = [&f](std::string_view key) { return f.parsed(key, &parse_bytes, kBytesFormat).value_or(Bytes{}); };
  out.challenge = bytes("challenge");
  out.answer.credential_id = bytes("id");
  out.answer.client_data = bytes("client_data");
  out.answer.attestation_object = bytes("attestation_object");
}

Offered read_offered(Fields& f) {
  Offered out;
  f.object("credential", [&](Fields& c) {
    c.either(
        "certificate", [&] { out.certificate = c.text("certificate", kMostCertificateText); },
        [&] { c.object("passkey", [&](Fields& p) { read_passkey(p, out); }); });
  });
  return out;
}

Refusal at(Refusal refusal, std::string_view place) {
  refusal.place = std::string(place) + (refusal.place.empty() ? "" : "/" + refusal.place);
  return refusal;
}

Result<custody::Credential> certified(std::string_view pem) {
  auto certificate = crypto::parse_certificate_pem(pem);
  if (!certificate.ok()) return at(certificate.refusal(), "/credential/certificate");
  custody::Credential out;
  out.fingerprint = certificate->fingerprint();
  out.certificate = certificate->der;
  out.valid_from = Instant{certificate->not_before_micros};
  out.valid_to = Instant{certificate->not_after_micros};
  return out;
}

Result<custody::RelyingParty> party_of(const Call& call) {
  std::optional<custody::RelyingParty> party;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) { party = state.ledger.relying_party; }));
  if (!party) return refuse(Code::RELYING_PARTY_MISSING);
  return *party;
}

/// Verified here, where the challenge was drawn. Of a passkey nothing says when it ends: it ends when it is removed.
Result<custody::Credential> registered(const Writing& in, const Offered& offered, custody::Role role) {
  const Call& call = in.call();
  Challenges::Nonce nonce{};
  const bool whole = offered.challenge.size() == nonce.size();
  if (whole) std::ranges::copy(offered.challenge, nonce.begin());
  Challenges& challenges = call.house.challenges();
  const bool tries = in.canonical_only || in.dry_run;
  const bool open = whole && (tries ? challenges.is_open(nonce, wall_micros()) : challenges.take(nonce, wall_micros()));
  if (!open) return refuse(Code::PASSKEY_INVALID, "The challenge was not drawn here, was used, or is too old; draw another.", "/credential/passkey/challenge");
  KATIWALA_TRY(const custody::RelyingParty party, party_of(call));
  const auto binding = policies::passkey_stays_on_its_device(role) ? passkey::Binding::device_bound : passkey::Binding::may_be_synced;
  auto made = passkey::register_passkey(offered.answer, {party.id, party.origin}, nonce, binding);
  if (!made.ok()) return at(made.refusal(), "/credential/passkey");
  custody::Credential out;
  out.fingerprint = crypto::sha256(made->key.spki);
  out.valid_from = Instant{0};
  out.valid_to = *Instant::parse("2999-12-31T00:00:00Z");
  out.passkey = custody::Passkey{made->id, made->key.spki, party.id, made->counter, made->backup_eligible, made->backed_up};
  return out;
}

Result<custody::Credential> credential_of(const Writing& in, const Offered& offered, custody::Role role) {
  return offered.certificate.empty() ? registered(in, offered, role) : certified(offered.certificate);
}

/// Person and role of a principal who is enrolled.
Status fill_in(const Call& call, custody::PrincipalSpec& who) {
  bool known = false;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    const custody::Principal* found = state.principal(who.principal);
    known = found != nullptr;
    if (!known) return;
    who.person = found->person;
    who.role = found->role;
  }));
  return known ? good() : Status(refuse(Code::PRINCIPAL_UNKNOWN));
}

Result<Command> enrol_credential(Writing& in) {
  Fields& f = in.body();
  custody::EnrolCredential c;
  bool anew = false;
  f.either(
      "principal", [&] { c.who.principal = id<custody::PrincipalTag>(f, "principal"); },
      [&] {
        anew = true;
        c.who.person = id_or_new<custody::PersonTag>(f, "person", in.entropy());
        c.who.role = named<custody::Role>(f, "role");
      });
  const Offered offered = read_offered(f);
  KATIWALA_CHECK(f.finish());
  if (anew) c.who.principal = crypto::random_id<custody::PrincipalTag>(in.entropy());
  else KATIWALA_CHECK(fill_in(in.call(), c.who));
  KATIWALA_TRY(c.who.credential, credential_of(in, offered, c.who.role));
  return Command(std::move(c));
}

Result<Command> remove_credential(Writing& in) {
  custody::RemoveCredential c;
  KATIWALA_TRY(c.principal, in.path_id<custody::PrincipalTag>(0));
  c.credential = digest(in.body(), "credential");
  c.reason = in.body().some_text("reason", kMostReasonBytes);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

Result<Command> recover_credential(Writing& in) {
  Fields& f = in.body();
  custody::RecoverCredential c;
  KATIWALA_TRY(c.principal, in.path_id<custody::PrincipalTag>(0));
  const std::vector<std::string> lost = f.texts("lost", kMostLost, 1, kDigestFormat);
  c.reason = f.some_text("reason", kMostReasonBytes);
  const Offered offered = read_offered(f);
  KATIWALA_CHECK(f.finish());
  for (const std::string& text : lost) {
    const auto fingerprint = parse_digest(text);
    if (!fingerprint.ok()) return refuse(Code::FIELD_INVALID, "A credential is named by its fingerprint, 64 lower-case hexadecimal digits.", "/lost");
    c.lost.push_back(*fingerprint);
  }
  std::ranges::sort(c.lost);
  custody::PrincipalSpec who;
  who.principal = c.principal;
  KATIWALA_CHECK(fill_in(in.call(), who));
  KATIWALA_TRY(c.credential, credential_of(in, offered, who.role));
  return Command(std::move(c));
}

Result<Command> keep_credentials(Writing& in) {
  custody::KeepCredentials c;
  KATIWALA_TRY(c.principal, in.path_id<custody::PrincipalTag>(0));
  c.reason = in.body().some_text("reason", kMostReasonBytes);
  KATIWALA_CHECK(in.body().finish());
  return Command(std::move(c));
}

Result<Command> adopt_relying_party(Writing& in) {
  const std::string id = in.body().some_text("id", kMostDomainBytes), origin = in.body().some_text("origin", kMostOriginBytes);
  KATIWALA_CHECK(in.body().finish());
  auto party = passkey::RelyingParty::of(id, origin);
  if (!party.ok()) return refuse(Code::FIELD_INVALID, party.refusal().message, "/origin");
  return Command(custody::AdoptRelyingParty{{party->id, party->origin}});
}

Json credential_json(const custody::Principal& principal, std::size_t index) {
  const custody::Credential& c = principal.credentials[index];
  const custody::CredentialStanding* standing = custody::find_standing(principal, c.fingerprint);
  const Instant enrolled = index < principal.enrolled.size() ? principal.enrolled[index] : c.valid_from;
  Json out;
  out.set("principal", principal.id.hex()).set("role", name(principal.role)).set("kind", c.passkey ? "passkey" : "certificate");
  out.set("credential", to_hex(c.fingerprint)).set("enrolled", enrolled.manila_text());
  out.set("from", (standing == nullptr ? enrolled : standing->from).manila_text());
  if (standing != nullptr && standing->until) out.set("until", standing->until->manila_text());
  out.set("valid_from", c.valid_from.manila_text()).set("valid_to", c.valid_to.manila_text());
  if (!c.passkey) return out;
  out.set("relying_party", c.passkey->relying_party).set("may_be_copied", c.passkey->backup_eligible);
  if (standing == nullptr) return out;
  out.set("backed_up", standing->backed_up).set("counter", static_cast<std::int64_t>(standing->counter));
  if (standing->used) out.set("used", standing->used->manila_text());
  return out;
}

bool sees_everybodys(custody::Role role) {
  using enum custody::Role;
  return role == trust_officer || role == compliance || role == auditor || role == administrator;
}

}  // namespace

transport::Response read_credentials(const Call& call) {
  Json list{Json::Array{}};
  const Status looked = look(call, [&](const custody::State& state) {
    std::vector<const custody::Principal*> all;
    for (const auto& [id, principal] : state.principals)
      if (sees_everybodys(call.caller.role) || id == call.caller.principal) all.push_back(&principal);
    std::ranges::sort(all, {}, [](const custody::Principal* p) { return p->id; });
    for (const custody::Principal* principal : all)
      for (std::size_t i = 0; i < principal->credentials.size(); ++i) list.push(credential_json(*principal, i));
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  Json out;
  out.set("credentials", std::move(list));
  return json_response(out);
}

transport::Response read_credential_challenge(const Call& call) {
  const auto party = party_of(call);
  if (!party.ok()) return refused(call, party.refusal());
  const Challenges::Nonce nonce = call.house.challenges().draw(crypto::system_entropy(), wall_micros());
  Json site, out;
  site.set("id", party->id).set("origin", party->origin);
  out.set("challenge", to_base64(nonce)).set("relying_party", std::move(site)).set("seconds", Challenges::kLifeMicros / 1'000'000);
  transport::Response response = json_response(out);
  response.headers.set("cache-control", "no-store");
  return response;
}

Result<Command> post_relying_party(Writing& in) { return adopt_relying_party(in); }
Result<Command> post_credential(Writing& in) { return enrol_credential(in); }
Result<Command> post_credential_removal(Writing& in) { return remove_credential(in); }
Result<Command> post_recovery(Writing& in) { return recover_credential(in); }
Result<Command> post_keeping(Writing& in) { return keep_credentials(in); }

}  // namespace katiwala::api::door
