/// A sandbox site, invented people's passkeys, and statements to sign: what the tests of this room share.
#pragma once

#include <gtest/gtest.h>

#include "ledger/passkey/assertion.h"
#include "ledger/passkey/registration.h"
#include "ledger/crypto/digest.h"
#include "tests/kit/soft_passkey.h"

namespace katiwala::passkey {

using katiwala::testing::Asked;
using katiwala::testing::SoftPasskey;
using katiwala::testing::attestation_object, katiwala::testing::other_s;
using katiwala::testing::joined, katiwala::testing::to_sign;
namespace cbor = katiwala::testing::cbor;
using katiwala::testing::kAt, katiwala::testing::kBe, katiwala::testing::kBs, katiwala::testing::kEd, katiwala::testing::kUp, katiwala::testing::kUv;
using Kind = SoftPasskey::Kind;

inline constexpr Kind kKinds[] = {Kind::es256, Kind::eddsa, Kind::rs256};

template <class T>
std::string code(const Result<T>& result) {
  return result.ok() ? "good" : std::string(name_of(result.refusal().code));
}
/// Code and place: "SIGNATURE_INVALID clientDataJSON/type".
template <class T>
std::string code_at(const Result<T>& result) {
  return result.ok() ? "good" : std::string(name_of(result.refusal().code)) + " " + result.refusal().place;
}

inline Bytes owned(std::string_view text) { return {view(text).begin(), view(text).end()}; }
inline RelyingParty site() { return RelyingParty::of("trust.sandbox.example", "https://trust.sandbox.example").value(); }
inline Bytes drawn_challenge() { return owned("drawn for this enrolment only..."); }

/// Canonical bytes of the kind that approvals are: a label, the ledger, what is agreed to.
inline Bytes statement(std::string_view ledger = "ledger of the sandbox", std::int64_t amount_minor = 1'800'000) {
  return cbor::map({{cbor::number(1), cbor::text("katiwala/approval/1")}, {cbor::number(2), cbor::text(ledger)}, {cbor::number(3), cbor::number(amount_minor)}});
}

inline Asked to_enrol() {
  Asked asked;
  asked.type = "webauthn.create";
  asked.challenge = drawn_challenge();
  return asked;
}

/// One person's passkey of each kind for the whole program: making an RSA key takes long.
inline const SoftPasskey& passkey_of(Kind kind) {
  static const SoftPasskey all[] = {{Kind::es256, "the aunt's telephone"}, {Kind::eddsa, "the social worker's key"}, {Kind::rs256, "the clerk's laptop"}};
  return all[static_cast<std::size_t>(kind)];
}

inline RegistrationAnswer enrolled_as(const SoftPasskey& passkey, const Asked& asked, const Bytes& attestation_object) {
  return {passkey.id(), owned(client_data(asked)), attestation_object};
}
inline RegistrationAnswer unattested(const SoftPasskey& passkey, const Asked& asked) {
  return enrolled_as(passkey, asked, attestation_object("none", cbor::map({}), passkey.attested_data(asked)));
}
/// Format "packed", signed with the new key itself.
inline RegistrationAnswer self_attested(const SoftPasskey& passkey, const Asked& asked) {
  const Bytes data = passkey.attested_data(asked);
  const Bytes packed = cbor::map({{cbor::text("alg"), cbor::number(passkey.cose_algorithm())},
                                  {cbor::text("sig"), cbor::bytes(passkey.signature(data, client_data(asked)))}});
  return enrolled_as(passkey, asked, attestation_object("packed", packed, data));
}

inline Result<Credential> enrol(const RegistrationAnswer& answer, Binding binding = Binding::may_be_synced) {
  return register_passkey(answer, site(), drawn_challenge(), binding);
}
inline Credential credential_of(const SoftPasskey& passkey, std::uint32_t counter = 0, std::uint8_t flags = kUp | kUv) {
  Asked asked = to_enrol();
  asked.counter = counter;
  asked.flags = flags;
  return enrol(unattested(passkey, asked)).value();
}

inline AssertionAnswer answered(const SoftPasskey& passkey, const Asked& asked) {
  const std::string said = client_data(asked);
  const Bytes data = authenticator_data(asked);
  return {passkey.id(), owned(said), data, passkey.signature(data, said)};
}

}  // namespace katiwala::passkey
