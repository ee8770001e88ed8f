#include "ledger/passkey/authenticator_data.h"

#include <algorithm>

#include "ledger/passkey/cbor.h"
#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"

namespace katiwala::passkey {
namespace {

constexpr std::uint8_t kUserPresent = 0x01, kUserVerified = 0x04, kBackupEligible = 0x08, kBackedUp = 0x10, kAttested = 0x40, kExtensions = 0x80;
constexpr std::uint8_t kReserved = 0x22;
constexpr std::size_t kHashBytes = 32, kFixedBytes = 37, kLeastIdBytes = 16;

Refusal invalid(std::string message) { return refuse(Code::FIELD_INVALID, std::move(message), "authenticatorData"); }
Refusal not_ours(std::string message) { return refuse(Code::SIGNATURE_INVALID, std::move(message), "authenticatorData"); }
Refusal unverified(std::string message) { return refuse(Code::PASSKEY_UNVERIFIED, std::move(message), "authenticatorData"); }

Result<ByteView> taken(ByteView& left, std::size_t length) {
  if (left.size() < length) return invalid("The authenticator data are cut off.");
  const ByteView out = left.first(length);
  left = left.subspan(length);
  return out;
}

Result<AttestedCredential> take_attested(ByteView& left) {
  AttestedCredential out;
  KATIWALA_TRY(const ByteView aaguid, taken(left, out.aaguid.size()));
  std::ranges::copy(aaguid, out.aaguid.begin());
  KATIWALA_TRY(const ByteView length, taken(left, 2));
  const std::size_t id_bytes = load_be<std::uint16_t>(length.data());
  if (id_bytes < kLeastIdBytes || id_bytes > kMaxCredentialIdBytes) return invalid("The id of a credential has 16 to 1023 bytes.");
  KATIWALA_TRY(out.id, taken(left, id_bytes));
  KATIWALA_TRY(out.cose_key, first_item(left));
  left = left.subspan(out.cose_key.size());
  return out;
}

Status take_extensions(ByteView& left) {
  KATIWALA_TRY(const ByteView item, first_item(left));
  KATIWALA_CHECK(ItemReader(item).map());
  left = left.subspan(item.size());
  return good();
}

}  // namespace

Result<AuthenticatorData> read_authenticator_data(ByteView bytes) {
  if (bytes.size() < kFixedBytes) return invalid("The authenticator data are cut off.");
  const std::uint8_t flags = bytes[kHashBytes];
  if ((flags & kReserved) != 0) return invalid("A flag is set that has no meaning yet.");
  const auto has = [flags](std::uint8_t flag) { return (flags & flag) != 0; };
  AuthenticatorData out{bytes.first(kHashBytes), has(kUserPresent), has(kUserVerified), has(kBackupEligible), has(kBackedUp),
                        load_be<std::uint32_t>(bytes.data() + kHashBytes + 1), std::nullopt};
  ByteView left = bytes.subspan(kFixedBytes);
  if (has(kAttested)) {
    KATIWALA_TRY(out.attested, take_attested(left));
  }
  if (has(kExtensions)) KATIWALA_CHECK(take_extensions(left));
  if (!left.empty()) return invalid("There are bytes after the authenticator data.");
  return out;
}

Status check_presence(const AuthenticatorData& data, const RelyingParty& party) {
  if (!std::ranges::equal(data.rp_id_hash, crypto::sha256(view(party.id)))) return not_ours("The passkey was used for another relying party.");
  if (!data.user_present) return unverified("Nobody was present when the passkey was used.");
  if (!data.user_verified) return unverified("Who used the passkey was not verified, by PIN or otherwise.");
  if (data.backed_up && !data.backup_eligible) return not_ours("The passkey says that it is backed up and that it can not be.");
  return good();
}

}  // namespace katiwala::passkey
