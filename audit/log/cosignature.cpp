#include "audit/log/cosignature.h"

#include "audit/log/checkpoint.h"
#include "audit/log/lines.h"
#include "ledger/base/endian.h"

namespace katiwala::audit {

std::string cosignature_message(std::uint64_t time_s, std::string_view checkpoint_text) {
  return "cosignature/v1\ntime " + std::to_string(time_s) + "\n" + std::string(checkpoint_text);
}

Result<SignatureLine> cosign(std::string_view checkpoint_text, std::uint64_t time_s, std::string_view name, crypto::Signer& signer) {
  KATIWALA_ASSERT(time_s > 0 && time_s <= kMaxLogNumber, "a cosignature has a time");
  KATIWALA_CHECK(parse_checkpoint(checkpoint_text));
  KATIWALA_TRY(const VerifierKey key, vkey_of(name, KeyType::cosignature, signer));
  KATIWALA_TRY(const Bytes signature, signer.sign(view(cosignature_message(time_s, checkpoint_text))));
  SignatureLine line{key.name, key.id, {}};
  append_be(line.blob, time_s);
  line.blob.insert(line.blob.end(), signature.begin(), signature.end());
  KATIWALA_ASSERT(line.blob.size() == kCosignatureBytes, "an Ed25519 signature is 64 bytes");
  return line;
}

Result<std::uint64_t> verify_cosignature(const VerifierKey& key, std::string_view checkpoint_text, ByteView blob) {
  KATIWALA_ASSERT(key.type == KeyType::cosignature, "not a key of cosignatures");
  if (blob.size() != kCosignatureBytes) return refuse(Code::SIGNATURE_INVALID);
  const auto time_s = load_be<std::uint64_t>(blob.data());
  if (time_s == 0 || time_s > kMaxLogNumber) return refuse(Code::SIGNATURE_INVALID, "A cosignature's time is out of bounds.");
  KATIWALA_TRY(const crypto::PublicKey half, crypto::PublicKey::from_ed25519_raw(key.raw));
  KATIWALA_CHECK(crypto::verify(half, view(cosignature_message(time_s, checkpoint_text)), blob.subspan(8)));
  return time_s;
}

}  // namespace katiwala::audit
