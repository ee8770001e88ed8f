// Events of principals and of what they act with.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {

void Apply::enrol(const PrincipalSpec& who) const {
  Principal& p = state.principals[who.principal];
  p.id = who.principal;
  p.person = who.person;
  p.role = who.role;
  if (!who.orders.empty()) p.orders = who.orders;  // a further credential that names none leaves them as they are
  p.credentials.push_back(who.credential);
  p.enrolled.push_back(origin.time);
  state.credentials[who.credential.fingerprint] = p.id;
  touch(Table::principal, p.id.bytes);
}
Principal& Apply::principal(const PrincipalId& id) const {
  const auto found = state.principals.find(id);
  KATIWALA_ASSERT(found != state.principals.end(), "an event about a principal that does not exist");
  touch(Table::principal, id.bytes);
  return found->second;
}
/// A certificate that came by enrol_principal has none until it is removed: it has counted since it was enrolled.
CredentialStanding& Apply::standing(Principal& p, const Digest& fingerprint) const {
  const auto known = std::ranges::find(p.standings, fingerprint, &CredentialStanding::credential);
  if (known != p.standings.end()) return *known;
  const auto held = std::ranges::find(p.credentials, fingerprint, &Credential::fingerprint);
  KATIWALA_ASSERT(held != p.credentials.end(), "an event about a credential that its principal does not have");
  const auto index = static_cast<std::size_t>(held - p.credentials.begin());
  return p.standings.emplace_back(CredentialStanding{fingerprint, p.enrolled[index], std::nullopt, 0, false, std::nullopt});
}

void Apply::operator()(const PrincipalEnrolled& e) const { enrol(e.who); }
void Apply::operator()(const PrincipalRevoked& e) const { principal(e.principal).revoked = true; }

void Apply::operator()(const RelyingPartyAdopted& e) const {
  state.ledger.relying_party = e.party;
  touch(Table::ledger, {});
}
void Apply::operator()(const CredentialEnrolled& e) const {
  enrol(e.who);
  CredentialStanding& s = standing(state.principals.at(e.who.principal), e.who.credential.fingerprint);
  s.from = e.from;
  if (const auto& passkey = e.who.credential.passkey) {
    s.counter = passkey->counter;
    s.backed_up = passkey->backed_up;
  }
}
void Apply::operator()(const CredentialRemoved& e) const { standing(principal(e.principal), e.credential).until = e.until; }
/// What was coming counts at no instant; what was going stays.
void Apply::operator()(const CredentialsKept& e) const {
  for (CredentialStanding& s : principal(e.principal).standings) {
    if (s.from > origin.time) s.until = s.from;
    else if (s.until && *s.until > origin.time) s.until.reset();
  }
}
void Apply::operator()(const CredentialUsed& e) const {
  CredentialStanding& s = standing(principal(e.principal), e.credential);
  s.counter = e.counter;
  s.backed_up = e.backed_up;
  s.used = origin.time;
}

}  // namespace katiwala::custody
