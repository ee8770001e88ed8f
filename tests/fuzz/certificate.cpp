// Certificates, in DER and in PEM: one has one spelling in either, and what is read of it stands in it for OpenSSL too. Under an authority of the sandbox none
// verifies but the one that it issued, whatever the bytes; and nothing is left in OpenSSL's list of errors for a later connection to trip over.
#include "ledger/crypto/certificate.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "audit/verify/principals.h"
#include "ledger/base/utf8.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace crypto;

namespace {

constexpr std::int64_t kDuring = 1'790'000'000'000'000;  // 2026-09-21

/// An invented authority, whose key nobody has kept, and what it issued for a client: corpus/certificate/leaf.pem.
constexpr std::string_view kAuthority =
    "MIIBxjCCAWugAwIBAgIQAO9CNfc2TgRHWdOy7fqJmjAKBggqhkjOPQQDAjAyMRkwFwYDVQQKDBBLYXRpd2FsYSBTQU5EQk9YMRUwEwYDVQQDDAxTYW5kYm94IHJvb3QwHhcNMjYwMTAxMDAwMDAwWh"
    "cNNDYwMTAxMDAwMDAwWjAyMRkwFwYDVQQKDBBLYXRpd2FsYSBTQU5EQk9YMRUwEwYDVQQDDAxTYW5kYm94IHJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQpU3IY+BN7MgPYrvtL9R1xMewe"
    "kKFUKawN8R9hSg4J/NcMBXwV7w7ST1YKq5PQl7Ufq8YNTE9rZc+5u6xfoXh8o2MwYTAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUjBFR0ZUExMaAu0YaPMKgAlbLSj"
    "MwHwYDVR0jBBgwFoAUjBFR0ZUExMaAu0YaPMKgAlbLSjMwCgYIKoZIzj0EAwIDSQAwRgIhANB9/3nFFEV4Tfnx/pYJQktPX72ZTkbXEo4Rc4DYVJkrAiEAtI66yOiqGEg3SEO/VlsHZJiLC/sou0HR"
    "wpuh1o0i3eg=";
constexpr std::string_view kIssued =
    "MIIB2zCCAYCgAwIBAgIQAMOV6z6MjI7NBUxP3pLfejAKBggqhkjOPQQDAjAyMRkwFwYDVQQKDBBLYXRpd2FsYSBTQU5EQk9YMRUwEwYDVQQDDAxTYW5kYm94IHJvb3QwHhcNMjYwMTAxMDAwMDAwWh"
    "cNNDYwMTAxMDAwMDAwWjA1MRkwFwYDVQQKDBBLYXRpd2FsYSBTQU5EQk9YMRgwFgYDVQQDDA9TYW5kYm94IG9mZmljZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARk16nnTpLO1aqlkImhmVB8"
    "gYGRBUR+hv4n9/Qo8FtKd+dbCEIjKv9XTrJttDU9zsCY5PyuhKICo+BQzdv7JvZso3UwczAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFg"
    "QUELhdM6QWc9bFouFcJgBf5WdY/14wHwYDVR0jBBgwFoAUjBFR0ZUExMaAu0YaPMKgAlbLSjMwCgYIKoZIzj0EAwIDSQAwRgIhAPf0rNuXqHLkMqnJIkbT5L0XBrL+ttV1N4jExVoXeLIJAiEAph93"
    "xQmwMBc85J0Oj+sRegbG98LauM9PSwmsSNGqzlc=";

Certificate in_base64(std::string_view text) { return parse_certificate_der(from_base64(text).value()).value(); }

bool same(const Certificate& one, const Certificate& other) {
  const auto of = [](const Certificate& read) {
    return std::tie(read.key.spki, read.subject_common_name, read.serial_hex, read.not_before_micros, read.not_after_micros, read.is_ca);
  };
  return of(one) == of(other);
}

void no_error_is_left() {
  const bool left = ERR_peek_error() != 0;
  ERR_clear_error();
  KATIWALA_ASSERT(!left, "an error is left in OpenSSL's list");
}

void as_openssl_reads_it(const Certificate& certificate) {
  constexpr std::int64_t kMicros = 1'000'000;
  const unsigned char* at = certificate.der.data();
  const std::unique_ptr<X509, decltype(&X509_free)> x509(d2i_X509(nullptr, &at, static_cast<long>(certificate.der.size())), &X509_free);
  KATIWALA_ASSERT(x509 && at == certificate.der.data() + certificate.der.size(), "what was read does not stand in the bytes");
  unsigned char* again = nullptr;
  const int length = i2d_X509(x509.get(), &again);
  KATIWALA_ASSERT(length > 0, "a certificate that can not be written");
  const Bytes der(again, again + length);
  OPENSSL_free(again);
  KATIWALA_ASSERT(der == certificate.der, "one value has two encodings");
  const bool times = ASN1_TIME_cmp_time_t(X509_get0_notBefore(x509.get()), certificate.not_before_micros / kMicros) == 0 &&
                     ASN1_TIME_cmp_time_t(X509_get0_notAfter(x509.get()), certificate.not_after_micros / kMicros) == 0;
  KATIWALA_ASSERT(times, "what was read does not stand in the bytes: another time");
  ERR_clear_error();  // of what was asked here
}

void stands_in(const Certificate& certificate, ByteView der) {
  KATIWALA_ASSERT(std::ranges::equal(certificate.der, der), "what was read does not stand in the bytes");
  const Bytes serial = from_hex(certificate.serial_hex).value();
  const auto has = [all = text_of(der)](const Bytes& part) { return all.find(text_of(part)) != std::string_view::npos; };
  const bool found = has(serial) && has(certificate.key.spki);
  KATIWALA_ASSERT(found, "what was read does not stand in the bytes: another number or key");
  const std::string& name = certificate.subject_common_name;
  KATIWALA_ASSERT(is_valid_utf8(name) && name.find('\0') == std::string::npos, "a name that is no text");
}

void says_the_same_again(const Certificate& certificate) {
  const auto again = parse_certificate_pem(certificate_pem(certificate.der));
  KATIWALA_ASSERT(again.ok() && again->der == certificate.der && same(*again, certificate), "read, but written differently");
  const auto key = PublicKey::from_spki(certificate.key.spki);
  KATIWALA_ASSERT(key.ok() && key->algorithm == certificate.key.algorithm, "read, but written differently: the key");
  Bytes longer = certificate.der;
  longer.push_back(0);
  KATIWALA_ASSERT(!parse_certificate_der(longer).ok(), "one value has two encodings: something follows");
  // The verifier takes more kinds of keys, and none of these less.
  KATIWALA_ASSERT(verify::certificate_key(text_of(certificate.der)) != nullptr, "the house and the verifier read the same bytes differently");
  ERR_clear_error();  // the verifier's own
}

void verifies_only_what_was_issued(const Certificate& certificate) {
  static const Certificate authority = in_base64(kAuthority), issued = in_base64(kIssued);
  for (const Purpose purpose : {Purpose::client, Purpose::server}) {
    const Status status = verify_chain(certificate, std::span(&authority, 1), purpose, kDuring);
    if (!status.ok()) has_a_sentence(status.refusal());
    KATIWALA_ASSERT(!status.ok() || (purpose == Purpose::client && same(certificate, issued)), "a certificate verifies that nobody issued");
    no_error_is_left();
  }
  static_cast<void>(verify_chain(certificate, std::span(&certificate, 1), Purpose::client, kDuring).ok());
  no_error_is_left();
}

bool as_der(ByteView der) {
  const auto certificate = parse_certificate_der(der);
  no_error_is_left();
  if (!certificate.ok()) {
    has_a_sentence(certificate.refusal());
    return false;
  }
  stands_in(*certificate, der);
  as_openssl_reads_it(*certificate);
  says_the_same_again(*certificate);
  verifies_only_what_was_issued(*certificate);
  return true;
}

}  // namespace

void one(std::string_view bytes) {
  as_der(view(bytes));
  const auto certificate = parse_certificate_pem(bytes);
  no_error_is_left();
  if (certificate.ok()) KATIWALA_ASSERT(as_der(certificate->der), "two readings of the same bytes differ");
  else has_a_sentence(certificate.refusal());
}

}  // namespace katiwala::fuzz
