/// Authorities and lists of revoked certificates as they may come from anywhere: good ones, and one with each fault. By OpenSSL alone, so that the reader under
/// test has no part in making what it reads. Everybody is invented.
#pragma once

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace katiwala::api::transport::door {

inline std::string text_in_bio(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string out(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}
inline X509* certificate_in(const std::string& pem) {
  BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* const out = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return out;
}
inline EVP_PKEY* key_in(const std::string& pem) {
  BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  EVP_PKEY* const out = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return out;
}
inline std::string key_pem_of(EVP_PKEY* key) {
  BIO* const bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_in_bio(bio);
}

/// Who may sign a list, or may not.
struct Authority {
  std::string certificate_pem, key_pem;
};
/// `usage`: what its certificate says its key is for; empty: nothing. Signed by itself, good for as long as OpenSSL can say.
inline Authority authority_of(const std::string& key_pem, const std::string& name, const std::string& usage = "critical,keyCertSign,cRLSign") {
  X509* const certificate = X509_new();
  EVP_PKEY* const key = key_in(key_pem);
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 7);
  ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20200101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20491231235959Z");
  X509_NAME* const subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Katiwala SANDBOX"), -1, -1, 0);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_set_pubkey(certificate, key);
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  std::vector<std::pair<int, std::string>> extensions{{NID_basic_constraints, "critical,CA:TRUE"}, {NID_subject_key_identifier, "hash"}};
  if (!usage.empty()) extensions.emplace_back(NID_key_usage, usage);
  for (const auto& [kind, text] : extensions) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, text.c_str());
    EXPECT_EQ(X509_add_ext(certificate, extension, -1), 1);
    X509_EXTENSION_free(extension);
  }
  EXPECT_GT(X509_sign(certificate, key, EVP_PKEY_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256()), 0);
  BIO* const bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return {text_in_bio(bio), key_pem};
}
inline std::string rsa_key_pem() {
  EVP_PKEY* const key = EVP_RSA_gen(2048);
  std::string out = key_pem_of(key);
  EVP_PKEY_free(key);
  return out;
}

enum class Twist {
  none,
  delta,             ///< says only what changed
  for_users_only,    ///< issuing distribution point: users' certificates
  indirect,          ///< issuing distribution point: of others too
  of_another,        ///< an entry names another authority
  unknown,           ///< a critical extension of nobody's
  unknown_uncritical,
  unknown_in_entry,  ///< the same of an entry
  on_hold,           ///< the entries' reason
  removed,           ///< the same
  number_twice,
  number_negative,
  signature,         ///< one bit of it is another
};

/// What a list says. Times are seconds since the Unix epoch.
struct ListPlan {
  std::vector<std::string> revoked{};  ///< certificates, PEM
  std::int64_t this_update = 0, next_update = 0;  ///< next_update 0: none
  std::optional<long> number{};
  Twist twist = Twist::none;
  const EVP_MD* digest = EVP_sha256();
  const EVP_MD* pss = nullptr;  ///< RSASSA-PSS with this digest
  std::vector<long> serials{};  ///< revoked as well, by number alone
};

inline X509_EXTENSION* extension_of_nobody(bool critical) {
  ASN1_OBJECT* const kind = OBJ_txt2obj("1.3.6.1.4.1.99999.1", 1);
  ASN1_OCTET_STRING* const data = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(data, reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
  X509_EXTENSION* const out = X509_EXTENSION_create_by_OBJ(nullptr, kind, critical ? 1 : 0, data);
  ASN1_OCTET_STRING_free(data);
  ASN1_OBJECT_free(kind);
  return out;
}

inline void add_number(X509_CRL* list, int kind, long number, unsigned long flags, bool critical) {
  ASN1_INTEGER* const value = ASN1_INTEGER_new();
  ASN1_INTEGER_set(value, number);
  EXPECT_EQ(X509_CRL_add1_ext_i2d(list, kind, value, critical ? 1 : 0, flags), 1);
  ASN1_INTEGER_free(value);
}

inline void twist_list(X509_CRL* list, Twist twist) {
  if (twist == Twist::delta) add_number(list, NID_delta_crl, 1, X509V3_ADD_DEFAULT, true);
  if (twist == Twist::number_negative) add_number(list, NID_crl_number, -1, X509V3_ADD_DEFAULT, false);
  if (twist == Twist::number_twice) {
    add_number(list, NID_crl_number, 1, X509V3_ADD_APPEND, false);
    add_number(list, NID_crl_number, 2, X509V3_ADD_APPEND, false);
  }
  if (twist == Twist::for_users_only || twist == Twist::indirect) {
    ISSUING_DIST_POINT* const point = ISSUING_DIST_POINT_new();
    (twist == Twist::indirect ? point->indirectCRL : point->onlyuser) = 0xff;
    EXPECT_EQ(X509_CRL_add1_ext_i2d(list, NID_issuing_distribution_point, point, 1, X509V3_ADD_DEFAULT), 1);
    ISSUING_DIST_POINT_free(point);
  }
  if (twist == Twist::unknown || twist == Twist::unknown_uncritical) {
    X509_EXTENSION* const extension = extension_of_nobody(twist == Twist::unknown);
    EXPECT_EQ(X509_CRL_add_ext(list, extension, -1), 1);
    X509_EXTENSION_free(extension);
  }
}

inline void twist_entry(X509_REVOKED* entry, X509_CRL* list, Twist twist) {
  if (twist == Twist::on_hold || twist == Twist::removed) {
    ASN1_ENUMERATED* const reason = ASN1_ENUMERATED_new();
    ASN1_ENUMERATED_set(reason, twist == Twist::on_hold ? CRL_REASON_CERTIFICATE_HOLD : CRL_REASON_REMOVE_FROM_CRL);
    EXPECT_EQ(X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason, 0, X509V3_ADD_DEFAULT), 1);
    ASN1_ENUMERATED_free(reason);
  }
  if (twist == Twist::unknown_in_entry) {
    X509_EXTENSION* const extension = extension_of_nobody(true);
    EXPECT_EQ(X509_REVOKED_add_ext(entry, extension, -1), 1);
    X509_EXTENSION_free(extension);
  }
  if (twist != Twist::of_another) return;
  GENERAL_NAMES* const names = GENERAL_NAMES_new();
  GENERAL_NAME* const name = GENERAL_NAME_new();
  GENERAL_NAME_set0_value(name, GEN_DIRNAME, X509_NAME_dup(X509_CRL_get_issuer(list)));
  sk_GENERAL_NAME_push(names, name);
  EXPECT_EQ(X509_REVOKED_add1_ext_i2d(entry, NID_certificate_issuer, names, 1, X509V3_ADD_DEFAULT), 1);
  GENERAL_NAMES_free(names);
}

inline void add_entry(X509_CRL* list, const ASN1_INTEGER* serial, const ListPlan& plan) {
  X509_REVOKED* const entry = X509_REVOKED_new();
  ASN1_TIME* const when = ASN1_TIME_set(nullptr, static_cast<time_t>(plan.this_update));
  EXPECT_EQ(X509_REVOKED_set_serialNumber(entry, const_cast<ASN1_INTEGER*>(serial)), 1);
  EXPECT_EQ(X509_REVOKED_set_revocationDate(entry, when), 1);
  twist_entry(entry, list, plan.twist);
  EXPECT_EQ(X509_CRL_add0_revoked(list, entry), 1);
  ASN1_TIME_free(when);
}

inline void add_entries(X509_CRL* list, const ListPlan& plan) {
  for (const std::string& pem : plan.revoked) {
    X509* const certificate = certificate_in(pem);
    add_entry(list, X509_get0_serialNumber(certificate), plan);
    X509_free(certificate);
  }
  for (const long number : plan.serials) {
    ASN1_INTEGER* const serial = ASN1_INTEGER_new();
    ASN1_INTEGER_set(serial, number);
    add_entry(list, serial, plan);
    ASN1_INTEGER_free(serial);
  }
}

inline void sign_list(X509_CRL* list, EVP_PKEY* key, const ListPlan& plan) {
  if (plan.pss == nullptr) {
    EXPECT_GT(X509_CRL_sign(list, key, EVP_PKEY_id(key) == EVP_PKEY_ED25519 ? nullptr : plan.digest), 0);
    return;
  }
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* settings = nullptr;
  EXPECT_EQ(EVP_DigestSignInit(context, &settings, plan.pss, nullptr, key), 1);
  EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING), 1);
  EXPECT_GT(X509_CRL_sign_ctx(list, context), 0);
  EVP_MD_CTX_free(context);
}

/// DER.
inline std::string list_by(const Authority& authority, const ListPlan& plan) {
  X509_CRL* const list = X509_CRL_new();
  X509* const issuer = certificate_in(authority.certificate_pem);
  EVP_PKEY* const key = key_in(authority.key_pem);
  X509_CRL_set_version(list, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer));
  ASN1_TIME* const from = ASN1_TIME_set(nullptr, static_cast<time_t>(plan.this_update));
  ASN1_TIME* const to = ASN1_TIME_set(nullptr, static_cast<time_t>(plan.next_update));
  X509_CRL_set1_lastUpdate(list, from);
  if (plan.next_update != 0) X509_CRL_set1_nextUpdate(list, to);
  ASN1_TIME_free(from);
  ASN1_TIME_free(to);
  if (plan.number) add_number(list, NID_crl_number, *plan.number, X509V3_ADD_DEFAULT, false);
  twist_list(list, plan.twist);
  add_entries(list, plan);
  X509_CRL_sort(list);
  sign_list(list, key, plan);
  unsigned char* der = nullptr;
  const int size = i2d_X509_CRL(list, &der);
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  if (plan.twist == Twist::signature) out.back() = static_cast<char>(out.back() ^ 1);
  OPENSSL_free(der);
  X509_CRL_free(list);
  X509_free(issuer);
  EVP_PKEY_free(key);
  return out;
}

inline std::string pem_of_list(const std::string& der) {
  BIO* const bio = BIO_new(BIO_s_mem());
  PEM_write_bio(bio, PEM_STRING_X509_CRL, "", reinterpret_cast<const unsigned char*>(der.data()), static_cast<long>(der.size()));
  return text_in_bio(bio);
}

/// As a careful administrator does it: whole under another name, then in its place.
inline void put_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path + ".new", std::ios::binary) << bytes;
  EXPECT_EQ(std::rename((path + ".new").c_str(), path.c_str()), 0);
}

}  // namespace katiwala::api::transport::door
