/// Who may sign: principals, the persons behind them, their credentials.
#pragma once

#include <limits>
#include <map>
#include <memory>

#include "audit/verify/record.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace verify {

using PublicKey = std::shared_ptr<EVP_PKEY>;

/// The key of a DER certificate, if it is Ed25519 or on P-256.
PublicKey certificate_key(Bytes der);
/// Ed25519, ECDSA with SHA-256 in DER, or RSASSA-PKCS1-v1_5 with SHA-256.
bool signature_valid(const PublicKey& key, Bytes message, Bytes signature);

/// The key of a DER SubjectPublicKeyInfo in its one spelling: P-256, Ed25519, or RSA of 2048 to 4096 bits with the exponent 65537.
PublicKey passkey_key(Bytes spki);

/// Whom passkeys are made for: a domain, and the origin of its pages. Empty: nobody.
struct Site {
  std::string id, origin;
  template <class State>
  void pass(State& state) { state(id, origin); }
};

constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::max();

struct Credential {
  std::string certificate;  // DER; empty when none was kept
  std::int64_t valid_from = 0, valid_to = 0;
  std::string spki;         // of a passkey; empty: it is none
  std::string site;         // that the passkey was made for
  bool eligible = false;    // it may be copied
  std::uint32_t counter = 0;
  std::int64_t from = -kAlways, until = kAlways;  // it counts from the one on, and before the other
  PublicKey key;
  bool is_passkey() const { return !spki.empty(); }
  template <class State>
  void pass(State& state) {
    state(certificate, valid_from, valid_to, spki, site, eligible, counter, from, until);
    if (!key && !certificate.empty()) key = certificate_key(certificate);
    if (!key && !spki.empty()) key = passkey_key(spki);
  }
};

struct Principal {
  Id person{};
  std::uint64_t role = 0;
  bool revoked = false;
  std::map<Hash, Credential> credentials;
  template <class State>
  void pass(State& state) { state(person, role, revoked, credentials); }
};

class Principals {
 public:
  /// `spec`: a principal-spec. `from`: when the credential begins to count.
  void enrol(Value spec, const Place& place, std::int64_t from = -kAlways);
  void remove(Bytes principal, Bytes fingerprint, std::int64_t until, const Place& place);
  /// What was to begin after `time` never counts, what was to end after it stays.
  void keep(Bytes principal, std::int64_t time);
  /// The passkey with this fingerprint of that principal, or nullptr.
  Credential* passkey(Bytes principal, Bytes fingerprint);
  void revoke(Bytes principal, const Place& place);
  const Principal* find(Bytes principal) const;
  std::size_t count() const { return principals_.size(); }

  /// The credential with this fingerprint of a principal who is not revoked, valid at `time`. Names the first thing wrong.
  const Credential& usable(Bytes principal, Bytes fingerprint, std::int64_t time, const Place& place) const;

  template <class State>
  void pass(State& state) { state(principals_, persons_); }

 private:
  std::map<Id, Principal> principals_;
  std::map<Hash, Id> persons_;  // whose a credential is
};

}  // namespace verify
