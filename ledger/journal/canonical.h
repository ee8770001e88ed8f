/// What is signed: deterministic CBOR that begins with a label of its own, so that no signature means two things, and that
/// carries the ledger id, so that nothing made for one ledger is valid in another.
///
///   founding   {1: "katiwala/founding/1", 2: create_ledger without its signatures}
///   command    {1: "katiwala/command/1", 2: ledger, 3: [kind, body], 4: idempotency key}
///   approval   {1: "katiwala/approval/1", 2: ledger, 3: proposal, 4: about, 5: [kind, body] of the proposed command,
///               6: rulebook, 7: opened (its nonce: journal time is unique), 8: expires}
///   release    {1: "katiwala/release/1", 2: ledger, 3: request, 4: ward, 5: payee, 6: amount, 7: purpose, 8: court order or absent,
///               9: rail, 10: rulebook, 11: proposal}
///   session    {1: "katiwala/session/1", 2: ledger, 3: nonce}: signing in; never in an entry
///
/// An approval is over the whole proposal, never over a number; what a releaser signs is what was approved, and not the
/// bank's message ids, which the door draws.   Source: docs/judging.md; rules.md R68 (RA 8792 s.8).
#pragma once

#include <optional>

#include "ledger/custody/state.h"
#include "ledger/store/logstore.h"

namespace katiwala::journal {

Bytes canonical_founding(custody::CreateLedger command);
Bytes canonical_command(const store::LedgerId& ledger, const custody::Command& command, const std::string& idempotency_key);
Bytes canonical_approval(const store::LedgerId& ledger, const custody::Proposal& proposal);
Bytes canonical_release(const store::LedgerId& ledger, const custody::Request& request);

/// What a passkey signs to begin a session: drawn for it alone, so that an answer begins one.
Bytes canonical_session(const store::LedgerId& ledger, const std::array<std::uint8_t, 32>& nonce);

/// The bytes that a signature on this command must be over; nothing where the command names what does not exist.
std::optional<Bytes> canonical_of(const store::LedgerId& ledger, const custody::State& state, const custody::Command& command,
                                  const std::string& idempotency_key);

}  // namespace katiwala::journal
