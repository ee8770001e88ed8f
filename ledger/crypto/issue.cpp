// Issuing certificates for sandboxes and tests.
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "ledger/crypto/certificate.h"
#include "ledger/crypto/keystore.h"
#include "ledger/crypto/x509_handles.h"

namespace katiwala::crypto {
namespace {

using GeneralNames = std::unique_ptr<GENERAL_NAMES, FreeWith<&GENERAL_NAMES_free>>;
using GeneralName = std::unique_ptr<GENERAL_NAME, FreeWith<&GENERAL_NAME_free>>;

Refusal not_issued(std::string message) {
  ERR_clear_error();
  return refuse(Code::CERTIFICATE_INVALID, std::move(message));
}

void set_serial(X509* certificate) {
  std::array<std::uint8_t, 16> serial{};
  system_entropy().fill(serial);
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7f) | 0x40);  // positive, and always 16 bytes long
  KATIWALA_ASSERT(ASN1_STRING_set(X509_get_serialNumber(certificate), serial.data(), static_cast<int>(serial.size())) == 1, "X509 serial");
}

void set_validity(X509* certificate, const IssueRequest& request) {
  constexpr std::int64_t kMicrosASecond = 1'000'000;
  ASN1_TIME_set(X509_getm_notBefore(certificate), static_cast<std::time_t>(request.not_before_micros / kMicrosASecond));
  ASN1_TIME_set(X509_getm_notAfter(certificate), static_cast<std::time_t>(request.not_after_micros / kMicrosASecond));
}

bool set_subject(X509* certificate, const std::string& common_name) {
  X509_NAME* const subject = X509_get_subject_name(certificate);
  const auto add = [subject](int field, std::string_view text) {
    return X509_NAME_add_entry_by_NID(subject, field, MBSTRING_UTF8, view(text).data(), static_cast<int>(text.size()), -1, 0) == 1;
  };
  return add(NID_organizationName, "Katiwala SANDBOX") && add(NID_commonName, common_name);
}

/// `text` is ours, never a caller's: OpenSSL's extension language has escapes of its own.
void add_extension(X509* certificate, X509* issuer, int kind, const char* text) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const X509ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, kind, text));
  KATIWALA_ASSERT(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509 extension");
}

bool add_name(GENERAL_NAMES* names, int kind, ASN1_STRING* value) {
  if (value == nullptr) return false;
  GeneralName name(GENERAL_NAME_new());
  GENERAL_NAME_set0_value(name.get(), kind, value);
  KATIWALA_ASSERT(sk_GENERAL_NAME_push(names, name.get()) > 0, "X509 alternative name");
  (void)name.release();  // the stack owns it now
  return true;
}

bool add_alternative_names(X509* certificate, const IssueRequest& request) {
  if (request.dns_names.empty() && request.ip_addresses.empty()) return true;
  const GeneralNames names(GENERAL_NAMES_new());
  for (const std::string& dns : request.dns_names) {
    const bool plain = !dns.empty() && dns.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
    if (!plain) return false;
    ASN1_STRING* const text = ASN1_IA5STRING_new();
    KATIWALA_ASSERT(ASN1_STRING_set(text, dns.data(), static_cast<int>(dns.size())) == 1, "X509 DNS name");
    add_name(names.get(), GEN_DNS, text);
  }
  for (const std::string& address : request.ip_addresses) {
    if (!add_name(names.get(), GEN_IPADD, a2i_IPADDRESS(address.c_str()))) return false;
  }
  return X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

void add_extensions(X509* certificate, X509* issuer, const IssueRequest& request) {
  add_extension(certificate, issuer, NID_basic_constraints, request.is_ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
  add_extension(certificate, issuer, NID_key_usage, request.is_ca ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
  if (!request.is_ca) add_extension(certificate, issuer, NID_ext_key_usage, request.server ? "serverAuth" : "clientAuth");
  add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

}  // namespace

Result<Bytes> issue_certificate(const IssueRequest& request, std::string_view issuer_key_pem, const Certificate* issuer) {
  KATIWALA_TRY(const PkeyHandle issuer_key, private_key_from_pem(issuer_key_pem));
  KATIWALA_TRY(const PublicKey issuer_half, public_key_of(issuer_key.get()));
  KATIWALA_TRY(const PkeyHandle subject_key, pkey_of(request.key));
  const PublicKey& expected = issuer != nullptr ? issuer->key : request.key;
  if (issuer_half.spki != expected.spki) return not_issued("The issuer's private key does not belong to its certificate.");
  if (request.not_after_micros <= request.not_before_micros) return not_issued("The validity ends before it begins.");
  const X509Handle certificate(X509_new());
  const X509Handle issuer_x509 = issuer != nullptr ? x509_of(issuer->der) : nullptr;
  if (issuer != nullptr && !issuer_x509) return not_issued("The issuer's certificate can not be read.");
  X509* const signing = issuer_x509 ? issuer_x509.get() : certificate.get();
  KATIWALA_ASSERT(X509_set_version(certificate.get(), X509_VERSION_3) == 1, "X509 version");
  set_serial(certificate.get());
  set_validity(certificate.get(), request);
  if (!set_subject(certificate.get(), request.common_name)) return not_issued("The common name is empty, too long or not UTF-8.");
  KATIWALA_ASSERT(X509_set_issuer_name(certificate.get(), X509_get_subject_name(signing)) == 1, "X509 issuer");
  KATIWALA_ASSERT(X509_set_pubkey(certificate.get(), subject_key.get()) == 1, "X509 key");
  add_extensions(certificate.get(), signing, request);
  if (!add_alternative_names(certificate.get(), request)) return not_issued("An alternative name is not a DNS name or an IP address.");
  KATIWALA_ASSERT(X509_sign(certificate.get(), issuer_key.get(), digest_for(issuer_half.algorithm)) > 0, "X509 signature");
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate.get(), &der);
  KATIWALA_ASSERT(length > 0, "X509 encoding");
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

}  // namespace katiwala::crypto
