/// Lists of revoked certificates (CRL; RFC 5280, 5), read and judged. Pure: bytes, authorities and a time in, lists out, and what was wrong with the others.
///
/// A list counts if one of the authorities has the name that it gives, signed it (not with MD5 or SHA-1), and may sign lists (cRLSign, if its certificate says
/// what its key is for); and from thisUpdate on, until nextUpdate, which it must have. It says all of that authority and of no other: a delta list, an indirect
/// one and one for a part of the certificates (any issuing distribution point) are refused by name, as is a critical extension of list or entry that is not
/// known here. Whoever stands on it is revoked, whatever the reason and the date: "on hold", and "removed" too, which has no place in a whole list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

struct x509_st;

namespace katiwala::api::transport {

/// More are not read. A file of this size names some 450,000 certificates and takes about 200 MB while it is read.
inline constexpr std::size_t kMostRevocationBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMostLists = 64;

/// Whose list is asked for: SHA-256 over an authority's subject and public key, both in DER. One that was issued anew under its old name and key is the same.
Digest issuer_id(const x509_st* authority);
/// Of each certificate in the text, in order, once.
std::vector<Digest> issuer_ids(std::string_view authorities_pem);

struct RevocationList {
  std::vector<Digest> issuers;          ///< whose it is; several where an authority's name is spelled in two ways
  std::string issuer_name;              ///< for a person to read: "/O=Bank/CN=Clients 2"
  std::int64_t this_update_micros = 0;  ///< since the Unix epoch, as next_update_micros
  std::int64_t next_update_micros = 0;
  std::optional<Bytes> number;          ///< crlNumber, big-endian without leading zeros
  std::vector<std::string> serials;     ///< revoked, as crypto::Certificate::serial_hex, sorted
  Digest digest{};                      ///< SHA-256 of its DER

  [[nodiscard]] bool is_in_force(std::int64_t now_micros) const { return this_update_micros <= now_micros && now_micros < next_update_micros; }
  [[nodiscard]] bool revokes(std::string_view serial_hex) const;
};

/// True if `next` was issued after `current`: neither time nor number goes back, and one of them goes on.
bool supersedes(const RevocationList& next, const RevocationList& current);

struct JudgedLists {
  std::vector<RevocationList> lists;               ///< in force now, one of an authority: the newer where there are two
  std::vector<Refusal> faults;                     ///< CERTIFICATE_INVALID; the place says which list: "list 2". Empty: all that is there counts
  std::optional<std::int64_t> look_again_micros{}; ///< when the first of those that are not yet in force will be
};
/// `bytes` is PEM or DER with one list or several behind each other; more than kMostRevocationBytes are a fault, and no list.
JudgedLists judge_lists(std::string_view bytes, std::string_view authorities_pem, std::int64_t now_micros);

}  // namespace katiwala::api::transport
