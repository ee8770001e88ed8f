// What people act with: for which site passkeys are made, how credentials come, go and are recovered, and how a change is stopped.
//
// Who holds a person's telephone holds one of her credentials. It asks for a further one of hers and for its own removal, signing with it, and for
// nothing else; another person must agree who has seen her; and it neither stops nor withdraws what an officer began (docs/decisions/0030).
#include <algorithm>

#include "policies/plan/pieces.h"
#include "policies/roles.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr std::int64_t kPauseHours = 24, kMostPauseHours = 24 * 60, kHourMicros = 3'600'000'000;
constexpr std::string_view kPause = "credential_pause_hours";
constexpr std::size_t kMostCredentials = 16, kMostReason = 140, kMostDomain = 253, kMostOrigin = 300;
constexpr std::size_t kLeastIdBytes = 16, kMostIdBytes = 1023, kMostKeyBytes = 1024, kMostCertificateBytes = 16 * 1024;

/// When what is agreed to now takes effect: at exactly so many hours. Of rulebooks from before passkeys, which do not say, the design's own number.
Result<Instant> after_pause(const Asking& asking) {
  const bool said = asking.rulebook != nullptr && asking.rulebook->has("R68", kPause);
  const std::int64_t hours = said ? asking.rulebook->integer("R68", kPause) : kPauseHours;
  if (hours < 1 || hours > kMostPauseHours) {
    return refuse(Code::PARAMETER_INVALID, std::string(sentence_of(Code::PARAMETER_INVALID)), "R68." + std::string(kPause) + " " + std::to_string(hours));
  }
  return Instant{asking.submission.time.micros + hours * kHourMicros};
}

bool is_agreeing(const Asking& asking) { return std::holds_alternative<Approve>(asking.submission.command); }
bool is_herself(const Asking& asking, const PersonId& person) { return asking.principal != nullptr && asking.principal->person == person; }

/// Another person agrees, and it is not she whose credentials change, whoever asked.
Status agreed_by_another(const Asking& asking, const PersonId& person) {
  return is_agreeing(asking) && is_herself(asking, person) ? Status(refuse(Code::APPROVAL_OWN)) : good();
}

/// What a person asks for her own credentials she signs: a session alone is no proof that she did.
Status signed_if_herself(const Asking& asking, const PersonId& person) {
  if (is_agreeing(asking) || !is_herself(asking, person)) return good();
  return asking.submission.signature && asking.submission.signature_valid ? good() : Status(refuse(Code::SIGNATURE_MISSING));
}

Refusal wrong_passkey(std::string_view field) {
  return refuse(Code::PASSKEY_INVALID, std::string(sentence_of(Code::PASSKEY_INVALID)), "passkey " + std::string(field));
}

bool is_known(const State& state, const Bytes& passkey_id) {
  return std::ranges::any_of(state.principals, [&](const auto& entry) {
    return std::ranges::any_of(entry.second.credentials, [&](const Credential& c) { return c.passkey && c.passkey->id == passkey_id; });
  });
}

Status fits_passkey(const Asking& asking, const Credential& credential, Role role) {
  const Passkey& passkey = *credential.passkey;
  const auto& party = asking.state.ledger.relying_party;
  if (!party) return refuse(Code::RELYING_PARTY_MISSING);
  if (!credential.certificate.empty()) return wrong_field("credential");
  if (passkey.relying_party != party->id) return wrong_passkey("relying_party");
  if (passkey.id.size() < kLeastIdBytes || passkey.id.size() > kMostIdBytes) return wrong_passkey("id");
  if (passkey.key.empty() || passkey.key.size() > kMostKeyBytes) return wrong_passkey("key");
  if (asking.hash(text_of(passkey.key)) != credential.fingerprint) return wrong_passkey("fingerprint");
  if (passkey.backed_up && !passkey.backup_eligible) return wrong_passkey("backed_up");
  if (passkey.backup_eligible && passkey_stays_on_its_device(role)) return refuse(Code::PASSKEY_SYNCED);
  if (is_known(asking.state, passkey.id)) return refuse(Code::ALREADY_EXISTS);
  return good();
}

Status fits(const Asking& asking, const Credential& credential, Role role, Instant from) {
  if (credential.valid_from >= credential.valid_to) return wrong_field("credential");
  if (credential.valid_to <= from) return refuse(Code::CREDENTIAL_EXPIRED);
  if (asking.state.credentials.contains(credential.fingerprint)) return refuse(Code::ALREADY_EXISTS);
  if (credential.passkey) return fits_passkey(asking, credential, role);
  const std::size_t bytes = credential.certificate.size();
  const bool is_its = bytes > 0 && bytes <= kMostCertificateBytes && asking.hash(text_of(credential.certificate)) == credential.fingerprint;
  return is_its ? good() : Status(wrong_field("credential"));
}

Result<const Principal*> principal_or_refuse(const State& state, const PrincipalId& id) {
  const Principal* known = state.principal(id);
  if (known == nullptr) return refuse(Code::PRINCIPAL_UNKNOWN);
  if (known->revoked) return refuse(Code::PRINCIPAL_REVOKED);
  return known;
}

bool is_going(const CredentialStanding* standing) { return standing != nullptr && standing->until.has_value(); }

/// Hers, and neither gone nor in a pause.
Status stands_now(const Principal& principal, const Digest& fingerprint, Instant now) {
  if (find_credential(principal, fingerprint) == nullptr) return refuse(Code::CREDENTIAL_UNKNOWN);
  const CredentialStanding* standing = find_standing(principal, fingerprint);
  if (standing == nullptr) return good();
  if (standing->until && *standing->until <= now) return refuse(Code::CREDENTIAL_UNKNOWN);
  return standing->from > now || standing->until ? Status(refuse(Code::CREDENTIAL_PENDING)) : good();
}

/// What she can act with now and after the pause, beside one.
bool another_is_left(const Principal& principal, const Digest& beside, Instant now, Instant after) {
  return std::ranges::any_of(principal.credentials, [&](const Credential& c) {
    const bool lasts = c.valid_from <= now && after < c.valid_to;
    return c.fingerprint != beside && lasts && counts(principal, c.fingerprint, now) && !is_going(find_standing(principal, c.fingerprint));
  });
}

std::size_t held(const Principal& principal, Instant now) {
  return static_cast<std::size_t>(std::ranges::count_if(principal.credentials, [&](const Credential& c) {
    const CredentialStanding* standing = find_standing(principal, c.fingerprint);
    return c.valid_to > now && (standing == nullptr || !standing->until || *standing->until > now);
  }));
}

/// In its pause: still to begin, or still to end.
bool is_in_pause(const CredentialStanding& s, Instant now) {
  if (s.from > now) return !s.until || *s.until > s.from;
  return s.until && *s.until > now;
}

bool is_site_of(const RelyingParty& party) {
  constexpr std::string_view kScheme = "https://";
  if (!party.origin.starts_with(kScheme)) return false;
  const std::string_view authority = std::string_view(party.origin).substr(kScheme.size());
  const std::string_view host = authority.substr(0, authority.find(':'));
  return authority.find_first_of("/?#@ ") == std::string_view::npos && (host == party.id || host.ends_with("." + party.id));
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const AdoptRelyingParty& c) {
  KATIWALA_CHECK(some_text(c.party.id, kMostDomain, "id"));
  KATIWALA_CHECK(some_text(c.party.origin, kMostOrigin, "origin"));
  if (!is_site_of(c.party)) return wrong_field("origin");
  if (c.party == asking.state.ledger.relying_party) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, RelyingPartyAdopted{c.party});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const EnrolCredential& c) {
  const PrincipalSpec& who = c.who;
  if (who.principal.is_zero() || who.person.is_zero()) return wrong_field("principal");
  if (const Principal* known = asking.state.principal(who.principal)) {
    if (known->revoked) return refuse(Code::PRINCIPAL_REVOKED);
    if (known->person != who.person || known->role != who.role) return refuse(Code::ALREADY_EXISTS);
    if (held(*known, asking.submission.time) >= kMostCredentials) return wrong_field("credential");
  } else if (who.role == Role::foreign_court_reader) {
    return wrong_field("orders");
  }
  // Which orders a foreign court's reader has is enrol_principal's to say: he comes by it, and a further credential reads what the first does.
  if (!who.orders.empty()) return wrong_field("orders");
  KATIWALA_CHECK(agreed_by_another(asking, who.person));
  KATIWALA_CHECK(signed_if_herself(asking, who.person));
  KATIWALA_TRY(const Instant from, after_pause(asking));
  KATIWALA_CHECK(fits(asking, who.credential, who.role, from));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, CredentialEnrolled{who, from});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RemoveCredential& c) {
  KATIWALA_CHECK(some_text(c.reason, kMostReason, "reason"));
  KATIWALA_TRY(const Principal* known, principal_or_refuse(asking.state, c.principal));
  KATIWALA_CHECK(agreed_by_another(asking, known->person));
  KATIWALA_CHECK(signed_if_herself(asking, known->person));
  // With one of her credentials in his hands somebody else could remove the others: by herself she gives up the one that she signs with.
  const bool asks_herself = !is_agreeing(asking) && is_herself(asking, known->person);
  if (asks_herself && asking.submission.signature->credential != c.credential) return refuse(Code::ROLE_FORBIDDEN);
  KATIWALA_CHECK(stands_now(*known, c.credential, asking.submission.time));
  KATIWALA_TRY(const Instant until, after_pause(asking));
  if (!another_is_left(*known, c.credential, asking.submission.time, until)) return refuse(Code::CREDENTIAL_LAST);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, CredentialRemoved{c.principal, c.credential, until});
  return plan;
}

/// Two who are not she: a person without her credentials is known by who has seen her, and one who has them is not believed to have lost them.
Result<Plan> plan_of(const Asking& asking, const RecoverCredential& c) {
  KATIWALA_CHECK(some_text(c.reason, kMostReason, "reason"));
  KATIWALA_TRY(const Principal* known, principal_or_refuse(asking.state, c.principal));
  if (is_herself(asking, known->person)) return refuse(Code::APPROVAL_OWN);
  const bool ascending = std::ranges::adjacent_find(c.lost, std::greater_equal<>{}) == c.lost.end();
  if (c.lost.empty() || c.lost.size() > kMostCredentials || !ascending) return wrong_field("lost");
  for (const Digest& lost : c.lost) KATIWALA_CHECK(stands_now(*known, lost, asking.submission.time));
  KATIWALA_TRY(const Instant from, after_pause(asking));
  KATIWALA_CHECK(fits(asking, c.credential, known->role, from));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, CredentialEnrolled{{known->id, known->person, known->role, c.credential}, from});
  for (const Digest& lost : c.lost) happen(plan, plan.about, CredentialRemoved{c.principal, lost, from});
  return plan;
}

/// It only protects, so one is enough; but never she herself, because whoever holds her telephone would stop what is to save her from him.
Result<Plan> plan_of(const Asking& asking, const KeepCredentials& c) {
  KATIWALA_CHECK(some_text(c.reason, kMostReason, "reason"));
  KATIWALA_TRY(const Principal* known, principal_or_refuse(asking.state, c.principal));
  if (is_herself(asking, known->person)) return refuse(Code::ROLE_FORBIDDEN);
  const Instant now = asking.submission.time;
  const bool any = std::ranges::any_of(known->standings, [&](const CredentialStanding& s) { return is_in_pause(s, now); });
  if (!any) return refuse(Code::NOT_DUE);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, CredentialsKept{c.principal});
  return plan;
}

}  // namespace katiwala::policies
