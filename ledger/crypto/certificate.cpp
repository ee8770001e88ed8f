// Reading certificates and checking chains. Issuing is in issue.cpp.
#include "ledger/crypto/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "ledger/crypto/digest.h"
#include "ledger/crypto/x509_handles.h"

namespace katiwala::crypto {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

Refusal invalid(std::string message) {
  ERR_clear_error();
  return refuse(Code::CERTIFICATE_INVALID, std::move(message));
}

Result<std::int64_t> micros_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return invalid("The certificate's validity can not be read.");
  using namespace std::chrono;
  const sys_days day = year(parts.tm_year + 1900) / month(static_cast<unsigned>(parts.tm_mon + 1)) / parts.tm_mday;
  const auto instant = day + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
  return std::int64_t{duration_cast<seconds>(instant.time_since_epoch()).count()} * kMicros;
}

/// Empty when the subject has none. More than one would let two readers see two names.
Result<std::string> common_name_of(X509* certificate) {
  const X509_NAME* const subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return std::string();
  if (X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return invalid("The certificate's subject has two common names.");
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (length < 0) return invalid("The certificate's common name can not be read.");
  std::string name(text_of(ByteView(text, static_cast<std::size_t>(length))));
  OPENSSL_free(text);
  if (name.find('\0') != std::string::npos) return invalid("The certificate's common name holds a zero byte.");
  return name;
}

Result<std::string> serial_of(X509* certificate) {
  const ASN1_INTEGER* const serial = X509_get0_serialNumber(certificate);
  const int length = ASN1_STRING_length(serial);
  if (ASN1_STRING_type(serial) != V_ASN1_INTEGER || length <= 0) return invalid("The certificate's serial number is negative or missing.");
  return to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(length)});
}

Result<PublicKey> key_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (length <= 0) return invalid("The certificate's key can not be read.");
  auto key = PublicKey::from_spki({der, static_cast<std::size_t>(length)});
  OPENSSL_free(der);
  if (!key.ok()) return invalid("The certificate's key is neither Ed25519 nor P-256.");
  return key;
}

/// OpenSSL reads BER too, so that whoever has a certificate could write what its signature is not over, the outermost lengths, in another way: one certificate
/// under two fingerprints.
bool is_der(X509* certificate, ByteView bytes) {
#ifdef KATIWALA_SABOTAGE_certificate_spelling
  return certificate != nullptr && !bytes.empty();  // BROKEN on purpose: any spelling is taken.
#else
  unsigned char* again = nullptr;
  const int length = i2d_X509(certificate, &again);
  const bool same = length > 0 && std::ranges::equal(bytes, ByteView(again, static_cast<std::size_t>(length)));
  OPENSSL_free(again);
  return same;
#endif
}

bool names_purpose(X509* certificate, Purpose purpose) {
  const bool has_list = (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0;
  const std::uint32_t wanted = purpose == Purpose::client ? XKU_SSL_CLIENT : XKU_SSL_SERVER;
  return has_list && (X509_get_extended_key_usage(certificate) & wanted) != 0;
}

}  // namespace

X509Handle x509_of(ByteView der) {
  const unsigned char* at = der.data();
  X509Handle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  const bool whole = certificate && at == der.data() + der.size();
  if (!whole) ERR_clear_error();
  return whole ? std::move(certificate) : nullptr;
}

Digest Certificate::fingerprint() const { return sha256(der); }

Result<Certificate> parse_certificate_der(ByteView der) {
  constexpr std::size_t kMaxCertificateBytes = 65536;
  if (der.empty() || der.size() > kMaxCertificateBytes) return invalid("This is not one certificate.");
  const X509Handle x509 = x509_of(der);
  if (!x509) return invalid("This is not one certificate and nothing after it.");
  if (!is_der(x509.get(), der)) return invalid("The certificate is not in DER: its lengths or its order are written in another way.");
  if ((X509_get_extension_flags(x509.get()) & EXFLAG_INVALID) != 0) return invalid("The certificate's extensions can not be read.");
  KATIWALA_TRY(PublicKey key, key_of(x509.get()));
  KATIWALA_TRY(std::string name, common_name_of(x509.get()));
  KATIWALA_TRY(std::string serial, serial_of(x509.get()));
  KATIWALA_TRY(const std::int64_t not_before, micros_of(X509_get0_notBefore(x509.get())));
  KATIWALA_TRY(const std::int64_t not_after, micros_of(X509_get0_notAfter(x509.get())));
  const bool is_ca = X509_check_ca(x509.get()) == 1;
  return Certificate{Bytes(der.begin(), der.end()), std::move(key), std::move(name), std::move(serial), not_before, not_after, is_ca};
}

Result<Certificate> parse_certificate_pem(std::string_view pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const std::size_t end = pem.find(kEnd);
  if (!pem.starts_with(kBegin) || end == std::string_view::npos) return invalid("This is not a certificate in PEM.");
  if (pem.find_first_not_of("\r\n", end + kEnd.size()) != std::string_view::npos) return invalid("There is something after the certificate.");
  std::string body;
  for (const char c : pem.substr(kBegin.size(), end - kBegin.size())) {
    if (c != '\r' && c != '\n') body.push_back(c);
  }
  const auto der = from_base64(body);
  if (!der) return invalid("The certificate's base64 is not canonical.");
  return parse_certificate_der(*der);
}

std::string certificate_pem(ByteView der) {
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  const std::string body = to_base64(der);
  for (std::size_t at = 0; at < body.size(); at += 64) pem += body.substr(at, 64) + "\n";
  return pem + "-----END CERTIFICATE-----\n";
}

Status verify_chain(const Certificate& leaf, std::span<const Certificate> authorities, Purpose purpose, std::int64_t at_micros) {
  const X509Handle target = x509_of(leaf.der);
  if (!target) return invalid("The certificate can not be read.");
  if (leaf.is_ca) return invalid("A certificate authority's own certificate does not identify a party.");
  if (!names_purpose(target.get(), purpose)) return invalid("The certificate was not issued for this purpose.");
  const X509StoreHandle store(X509_STORE_new());
  for (const Certificate& authority : authorities) {
    const X509Handle trusted = x509_of(authority.der);
    if (!trusted) return invalid("An authority's certificate can not be read.");
    KATIWALA_ASSERT(X509_STORE_add_cert(store.get(), trusted.get()) == 1, "X509 store");
  }
  const X509StoreContext context(X509_STORE_CTX_new());
  KATIWALA_ASSERT(context && X509_STORE_CTX_init(context.get(), store.get(), target.get(), nullptr) == 1, "X509 store context");
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  const std::int64_t second = at_micros / kMicros - (at_micros % kMicros < 0 ? 1 : 0);
  X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(second));
  X509_VERIFY_PARAM_set_auth_level(parameters, 2);  // 112 bits: no SHA-1, no short keys anywhere in the chain
  const int wanted = purpose == Purpose::client ? X509_PURPOSE_SSL_CLIENT : X509_PURPOSE_SSL_SERVER;
  KATIWALA_ASSERT(X509_VERIFY_PARAM_set_purpose(parameters, wanted) == 1, "X509 purpose");
  const bool valid = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  if (!valid) return invalid(std::string("The certificate does not verify: ") + X509_verify_cert_error_string(error) + ".");
  return good();
}

}  // namespace katiwala::crypto
