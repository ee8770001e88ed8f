/// What the journal adds to a submission before `decide` sees it. Private to this room.
#pragma once

#include <algorithm>

#include <map>
#include <shared_mutex>

#include "ledger/crypto/signature.h"
#include "ledger/journal/journal.h"

namespace katiwala::journal {

/// The keys in certificates that were read already: reading one costs ten times what verifying a signature does.
class CertificateKeys {
 public:
  /// nullptr if the certificate can not be read. Good until the next call.
  const crypto::PublicKey* of(const custody::Credential& credential);

 private:
  struct Known {
    Bytes certificate;  ///< compared in full: a fingerprint is what an entry claims
    crypto::PublicKey key;
  };
  std::map<Digest, Known> known_;
};

/// A signature that was verified before its command reached the writer: over which bytes, under which certificate, with which value.
/// Nothing else is settled by it: whose credential it is and whether it is in date is judged at the journal's time.
using VerifiedAhead = std::optional<Digest>;
/// Verifies on the caller's thread, so that signatures cost the one writer nothing: a P-256 verification takes longer than everything else
/// it does for an entry. Nothing where it can not be done yet or does not verify; the writer then does it itself. That is also so of passkeys, whose
/// counters only the writer knows, and which sign a few entries a person a day.
/// `state` is looked at only while `lock` is held, which is released before the arithmetic.
VerifiedAhead verify_ahead(const store::LedgerId& ledger, const custody::State& state, std::shared_lock<std::shared_mutex> lock, const Ask& ask);

/// Fills in `signature_valid`, `signature_fault` and `passkey`. Valid: by a credential of the asking principal that counts and is in date at the journal's
/// time, over the canonical bytes. A claimed time is never looked at (R68).
void judge_signature(CertificateKeys& keys, const store::LedgerId& ledger, const custody::State& state, custody::Submission& submission,
                     const std::string& idempotency_key, const VerifiedAhead& ahead);
/// Two different founding persons signed the founding statement, and no signature given is bad (docs/format.md).
bool founding_is_signed(const custody::CreateLedger& founding);

/// The command itself, or the one an approval would carry out; nullptr if there is no such proposal.
const custody::Command* effective_command(const custody::State& state, const custody::Command& command);
/// For a reversal: the postings of the entry it names, out of the store. Pre: entries below `next` are durable.
Status add_reversed(custody::Submission& submission, const custody::State& state, const store::LogStore& store, crypto::KeyStore* keys,
                    record::Seq next);
/// For a release: what the head it brings along proves of this very log. Pre: entries below `before.next` are durable where `names_head` says so.
void add_head(custody::Submission& submission, const Memory& before, const store::LogStore& store, const ReadHead& read_head);
/// For an erasure: the names of the keys of the files that go with the ward.
void add_file_keys(custody::Submission& submission, const Memory& before);
/// A release that brings a head along.
bool names_head(const custody::Command& command);

}  // namespace katiwala::journal
