#include "ledger/passkey/assertion.h"

#include "ledger/passkey/client_data.h"
#include "ledger/crypto/digest.h"

namespace katiwala::passkey {
namespace {

constexpr std::string_view kCounterPlace = "authenticatorData/signCount";

Refusal wrong(std::string message, std::string_view place) { return refuse(Code::SIGNATURE_INVALID, std::move(message), std::string(place)); }

Status check_counter(std::uint32_t before, std::uint32_t now) {
  if ((before == 0 && now == 0) || now > before) return good();
  return refuse(Code::PASSKEY_CLONED, "The passkey's counter has not grown: there may be a copy of its key.", std::string(kCounterPlace));
}

}  // namespace

Digest challenge_of(ByteView canonical) { return crypto::sha256(canonical); }

Result<Credential> verify_assertion(const Credential& credential, const AssertionAnswer& answer, const RelyingParty& party, ByteView canonical) {
  if (answer.credential_id != credential.id) return wrong("The answer was given with another passkey.", "id");
  KATIWALA_CHECK(check_client_data(answer.client_data, Ceremony::get, challenge_of(canonical), party));
  KATIWALA_TRY(const AuthenticatorData data, read_authenticator_data(answer.authenticator_data));
  if (data.attested) return wrong("The authenticator data hold a new credential, which belongs to an enrolment.", "authenticatorData");
  // The signature before what it is over: whoever has not the key learns nothing from why he is refused.
  KATIWALA_CHECK(verify(credential.key, signed_bytes(answer.authenticator_data, answer.client_data), answer.signature));
  KATIWALA_CHECK(check_presence(data, party));
  if (data.backup_eligible != credential.backup_eligible) return wrong("That the passkey may be copied, or not, has changed.", "authenticatorData");
  KATIWALA_CHECK(check_counter(credential.counter, data.counter));
  Credential after = credential;
  after.counter = data.counter;
  after.backed_up = data.backed_up;
  return after;
}

}  // namespace katiwala::passkey
