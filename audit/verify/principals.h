/// Who may sign: principals, the persons behind them, their credentials.
#pragma once

#include <map>
#include <memory>

#include "audit/verify/record.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace verify {

using PublicKey = std::shared_ptr<EVP_PKEY>;

/// The key of a DER certificate, if it is Ed25519 or on P-256.
PublicKey certificate_key(Bytes der);
/// Ed25519, or ECDSA with SHA-256 in DER.
bool signature_valid(const PublicKey& key, Bytes message, Bytes signature);

struct Credential {
  std::string certificate;  // DER; empty when none was kept
  std::int64_t valid_from = 0, valid_to = 0;
  PublicKey key;
  template <class State>
  void pass(State& state) {
    state(certificate, valid_from, valid_to);
    if (!key && !certificate.empty()) key = certificate_key(certificate);
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
  /// `spec`: a principal-spec.
  void enrol(Value spec, const Place& place);
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
