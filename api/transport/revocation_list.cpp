#include "api/transport/revocation_list.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include "api/transport/openssl_owned.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::transport {
namespace {

using Crl = Owned<X509_CRL>;
using Authorities = std::vector<Owned<X509>>;

Refusal no_list(std::string message) {
  ERR_clear_error();
  return refuse(Code::CERTIFICATE_INVALID, std::move(message));
}

Authorities authorities_in(std::string_view pem) {
  Authorities out;
  const auto bio = reader_of(pem);
  while (Owned<X509> authority{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) out.push_back(std::move(authority));
  ERR_clear_error();
  return out;
}

// -- the file

/// In the order of the file; null where one can not be read.
struct FoundLists {
  std::vector<Crl> lists;
  std::optional<std::string> fault;  ///< of the file, not of one of them
};

void find_in_der(std::string_view bytes, FoundLists& out) {
  const auto* at = view(bytes).data();
  const auto* const end = at + bytes.size();
  while (at != end && out.lists.size() <= kMostLists) {
    out.lists.emplace_back(d2i_X509_CRL(nullptr, &at, static_cast<long>(end - at)));
    if (!out.lists.back()) return;  // where the next would begin is not known
  }
}

/// Text around the blocks is left alone, as `openssl crl -text` writes some.
void find_in_pem(std::string_view bytes, FoundLists& out) {
  const auto bio = reader_of(bytes);
  while (out.lists.size() <= kMostLists) {
    char *name = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    ERR_clear_error();
    const std::size_t before = BIO_ctrl_pending(bio.get());
    const bool read = PEM_read_bio(bio.get(), &name, &header, &data, &size) == 1;
    const Owned<char> own_name(name), own_header(header);
    const Owned<unsigned char> own_data(data);
    if (!read) {
      if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) return;
      out.lists.emplace_back();  // begins and does not end, or is no base64
      if (BIO_ctrl_pending(bio.get()) == before) return;
      continue;
    }
    const unsigned char* at = data;
    const bool is_plain_list = std::string_view(name) == PEM_STRING_X509_CRL && *header == '\0';
    Crl list(is_plain_list ? d2i_X509_CRL(nullptr, &at, size) : nullptr);
    out.lists.push_back(at == data + size ? std::move(list) : nullptr);
  }
}

FoundLists find_lists(std::string_view bytes) {
  FoundLists out;
  if (bytes.size() > kMostRevocationBytes) {
    out.fault = "The file is larger than 16 MiB.";
    return out;
  }
  constexpr char kSequence = 0x30;
  if (bytes.starts_with(kSequence)) find_in_der(bytes, out);
  else find_in_pem(bytes, out);
  ERR_clear_error();
  if (out.lists.empty()) out.fault = "There is no list in the file.";
  if (out.lists.size() > kMostLists) {
    out.lists.resize(kMostLists);
    out.fault = "There are more than " + std::to_string(kMostLists) + " lists in the file; the others are not read.";
  }
  return out;
}

// -- one list

Result<std::int64_t> micros_of_list_time(const ASN1_TIME* time) {
  std::tm parts{};
  // Of no time at all OpenSSL makes the present one.
  if (time == nullptr) return no_list("It does not say until when it is good (nextUpdate).");
  if (ASN1_TIME_to_tm(time, &parts) != 1) return no_list("Its times can not be read.");
  using namespace std::chrono;
  const sys_days day = year(parts.tm_year + 1900) / month(static_cast<unsigned>(parts.tm_mon + 1)) / parts.tm_mday;
  const auto instant = day + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
  return std::int64_t{duration_cast<microseconds>(instant.time_since_epoch()).count()};
}

Refusal unknown_extension(const ASN1_OBJECT* kind) {
  char text[128];
  OBJ_obj2txt(text, sizeof text, kind, 1);
  return no_list("It has a critical extension that is not known here: " + std::string(text) + ".");
}

/// What a list or an entry of it may not have whatever it says of it, and what is known.
struct Extensions {
  std::vector<std::pair<int, const char*>> refused;
  std::vector<int> known;
};

Status check_extensions(const STACK_OF(X509_EXTENSION)* all, const Extensions& of) {
  for (int i = 0; i < X509v3_get_ext_count(all); ++i) {
    X509_EXTENSION* const extension = X509v3_get_ext(all, i);
    const ASN1_OBJECT* const kind = X509_EXTENSION_get_object(extension);
    const int id = OBJ_obj2nid(kind);
    if (const auto found = std::ranges::find(of.refused, id, [](const auto& row) { return row.first; }); found != of.refused.end()) return no_list(found->second);
    const bool is_known = std::ranges::find(of.known, id) != of.known.end();
    if (!is_known && X509_EXTENSION_get_critical(extension) != 0) return unknown_extension(kind);
  }
  return good();
}

const Extensions& extensions_of_lists() {
  static const Extensions kRules{{{NID_delta_crl, "It is a delta list: only whole ones are taken."},
                                  {NID_issuing_distribution_point, "It is for a part of the certificates, or indirect (issuing distribution point): only whole lists "
                                                                   "of one authority are taken."}},
                                 {NID_crl_number, NID_authority_key_identifier}};
  return kRules;
}

const Extensions& extensions_of_entries() {
  static const Extensions kRules{{{NID_certificate_issuer, "It is indirect: it names certificates of another authority."}}, {NID_crl_reason, NID_invalidity_date}};
  return kRules;
}

int digest_of_pss(const X509_ALGOR* algorithm) {
  int kind = V_ASN1_UNDEF;
  const void* value = nullptr;
  X509_ALGOR_get0(nullptr, &kind, &value, algorithm);
  if (kind != V_ASN1_SEQUENCE) return NID_undef;
  const auto* const sequence = static_cast<const ASN1_STRING*>(value);
  const unsigned char* at = ASN1_STRING_get0_data(sequence);
  const Owned<RSA_PSS_PARAMS> parameters(d2i_RSA_PSS_PARAMS(nullptr, &at, ASN1_STRING_length(sequence)));
  if (!parameters || parameters->hashAlgorithm == nullptr) return NID_undef;  // left out it is SHA-1
  return OBJ_obj2nid(parameters->hashAlgorithm->algorithm);
}

/// As in the chain of a certificate: at least 112 bits.
bool is_signed_with_a_good_digest(const X509_CRL* list) {
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(list, nullptr, &algorithm);
  const int kind = X509_CRL_get_signature_nid(list);
  int digest = NID_undef;
  if (kind == NID_ED25519 || kind == NID_ED448) return true;
  if (kind == NID_rsassaPss) digest = digest_of_pss(algorithm);
  else if (OBJ_find_sigid_algs(kind, &digest, nullptr) != 1) return false;
  constexpr int kLeastDigestBytes = 28;
  const EVP_MD* const known = digest == NID_undef ? nullptr : EVP_get_digestbynid(digest);
  return known != nullptr && EVP_MD_get_size(known) >= kLeastDigestBytes;
}

Result<std::vector<Digest>> signers_of(X509_CRL* list, const Authorities& authorities) {
  std::vector<Digest> out;
  bool is_named = false, is_signed = false;
  for (const auto& authority : authorities) {
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(authority.get())) != 0) continue;
    is_named = true;
    if (X509_CRL_verify(list, X509_get0_pubkey(authority.get())) != 1) continue;
    is_signed = true;
    // A certificate that does not say what its key is for has every bit set here.
    if ((X509_get_key_usage(authority.get()) & KU_CRL_SIGN) == 0) continue;
    const Digest id = issuer_id(authority.get());
    if (std::ranges::find(out, id) == out.end()) out.push_back(id);
  }
  if (!is_named) return no_list("It is of none of the authorities of client certificates.");
  if (!is_signed) return no_list("It is not signed by the authority that it names.");
  if (out.empty()) return no_list("The certificate of its authority does not let it sign lists (cRLSign).");
  ERR_clear_error();
  return out;
}

Result<std::optional<Bytes>> number_of_list(const X509_CRL* list) {
  int found = 0;
  const Owned<ASN1_INTEGER> number(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(list, NID_crl_number, &found, nullptr)));
  if (!number && found == -1) return std::optional<Bytes>();
  if (!number || ASN1_STRING_type(number.get()) != V_ASN1_INTEGER) return no_list("Its number can not be read, or there are two (crlNumber).");
  const ByteView bytes(ASN1_STRING_get0_data(number.get()), static_cast<std::size_t>(ASN1_STRING_length(number.get())));
  return std::optional(Bytes(bytes.begin(), bytes.end()));
}

Result<std::vector<std::string>> serials_of(X509_CRL* list) {
  std::vector<std::string> out;
  const STACK_OF(X509_REVOKED)* const entries = X509_CRL_get_REVOKED(list);
  const int count = entries == nullptr ? 0 : sk_X509_REVOKED_num(entries);
  out.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const X509_REVOKED* const entry = sk_X509_REVOKED_value(entries, i);
    KATIWALA_CHECK(check_extensions(X509_REVOKED_get0_extensions(entry), extensions_of_entries()));
    const ASN1_INTEGER* const serial = X509_REVOKED_get0_serialNumber(entry);
    // No certificate with a negative number is let in (crypto::Certificate).
    if (ASN1_STRING_type(serial) != V_ASN1_INTEGER) continue;
    out.push_back(to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))}));
  }
  std::ranges::sort(out);
  return out;
}

Digest digest_of_list(X509_CRL* list) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_CRL(list, &der);
  KATIWALA_ASSERT(size > 0, "a list that was read can be written");
  const Owned<unsigned char> own(der);
  return crypto::sha256(ByteView(der, static_cast<std::size_t>(size)));
}

/// All but whether it is in force now.
Result<RevocationList> read_one_list(X509_CRL* list, const Authorities& authorities) {
  if (list == nullptr) return no_list("It can not be read as a list of revoked certificates.");
  RevocationList out;
  KATIWALA_CHECK(check_extensions(X509_CRL_get0_extensions(list), extensions_of_lists()));
  if (!is_signed_with_a_good_digest(list)) return no_list("It is signed in a way that is not taken here (SHA-1, MD5, or unknown).");
  KATIWALA_TRY(out.issuers, signers_of(list, authorities));
  KATIWALA_TRY(out.this_update_micros, micros_of_list_time(X509_CRL_get0_lastUpdate(list)));
  KATIWALA_TRY(out.next_update_micros, micros_of_list_time(X509_CRL_get0_nextUpdate(list)));
  KATIWALA_TRY(out.number, number_of_list(list));
  KATIWALA_TRY(out.serials, serials_of(list));
  const Owned<char> name(X509_NAME_oneline(X509_CRL_get_issuer(list), nullptr, 0));
  out.issuer_name = name ? name.get() : "";
  out.digest = digest_of_list(list);
  return out;
}

bool share_an_issuer(const RevocationList& one, const RevocationList& other) {
  return std::ranges::any_of(one.issuers, [&](const Digest& id) { return std::ranges::find(other.issuers, id) != other.issuers.end(); });
}

/// The newer of two of an authority, wherever it stands.
void keep_list(RevocationList list, const std::string& place, JudgedLists& out) {
  const auto twin = std::ranges::find_if(out.lists, [&](const RevocationList& kept) { return share_an_issuer(kept, list); });
  if (twin == out.lists.end()) return out.lists.push_back(std::move(list));
  out.faults.push_back(refuse(Code::CERTIFICATE_INVALID, "There are two lists of its authority: the newer one counts.", place));
  if (supersedes(list, *twin)) *twin = std::move(list);
}

}  // namespace

Digest issuer_id(const X509* authority) {
  unsigned char *name = nullptr, *key = nullptr;
  const int name_size = i2d_X509_NAME(X509_get_subject_name(authority), &name);
  const int key_size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(authority), &key);
  const Owned<unsigned char> own_name(name), own_key(key);
  KATIWALA_ASSERT(name_size > 0 && key_size > 0, "a certificate's name and key can be written");
  return crypto::sha256({ByteView(name, static_cast<std::size_t>(name_size)), ByteView(key, static_cast<std::size_t>(key_size))});
}

std::vector<Digest> issuer_ids(std::string_view authorities_pem) {
  std::vector<Digest> out;
  for (const auto& authority : authorities_in(authorities_pem)) {
    const Digest id = issuer_id(authority.get());
    if (std::ranges::find(out, id) == out.end()) out.push_back(id);
  }
  return out;
}

bool RevocationList::revokes(std::string_view serial_hex) const { return std::ranges::binary_search(serials, serial_hex); }

bool supersedes(const RevocationList& next, const RevocationList& current) {
  const auto order = [](const Bytes& a, const Bytes& b) { return a.size() != b.size() ? (a.size() < b.size() ? -1 : 1) : a < b ? -1 : b < a ? 1 : 0; };
  const int by_number = next.number && current.number ? order(*next.number, *current.number) : 0;
  if (by_number < 0 || next.this_update_micros < current.this_update_micros) return false;
  return by_number > 0 || next.this_update_micros > current.this_update_micros;
}

JudgedLists judge_lists(std::string_view bytes, std::string_view authorities_pem, std::int64_t now_micros) {
  JudgedLists out;
  FoundLists found = find_lists(bytes);
  if (found.fault) out.faults.push_back(no_list(*found.fault));
  const Authorities authorities = authorities_in(authorities_pem);
  for (std::size_t i = 0; i < found.lists.size(); ++i) {
    std::string place = "list " + std::to_string(i + 1);
    auto read = read_one_list(found.lists[i].get(), authorities);
    found.lists[i].reset();  // what OpenSSL holds of it is several times as large
    if (!read.ok()) {
      out.faults.push_back(refuse(read.refusal().code, read.refusal().message, place));
      continue;
    }
    place += " of " + read->issuer_name;
    if (read->is_in_force(now_micros)) {
      keep_list(std::move(*read), place, out);
    } else if (now_micros < read->this_update_micros) {
      out.look_again_micros = std::min(out.look_again_micros.value_or(read->this_update_micros), read->this_update_micros);
      out.faults.push_back(refuse(Code::CERTIFICATE_INVALID, "It is not yet in force (thisUpdate).", place));
    } else {
      out.faults.push_back(refuse(Code::CERTIFICATE_INVALID, "It has lapsed (nextUpdate).", place));
    }
  }
  return out;
}

}  // namespace katiwala::api::transport
