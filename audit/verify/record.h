/// One entry: its header, its act, its parts about subjects (docs/format.md).
#pragma once

#include <memory_resource>

#include "audit/verify/cbor.h"

namespace verify {

struct Header {
  Bytes bytes;
  std::uint64_t seq = 0, count = 0;
  std::int64_t time = 0;

  Bytes prev() const { return bytes.substr(12, 32); }
  Bytes part_hash(std::uint64_t index) const { return bytes.substr(54 + 32 * index, 32); }
};

/// The header alone: magic, count and length.
Header parse_header(Bytes bytes, const Place& place);

Hash leaf_hash(Bytes header);
Hash part_hash(Bytes salt, Bytes bytes);

enum class Command : std::uint8_t {
  create_ledger = 1, tick = 2, enrol_principal = 5, revoke_principal = 6, adopt_rulebook = 7, erase_ward = 8, request_disbursement = 33,
  approve = 34, release = 36, take_seal = 43, declare_log_key = 44, adopt_witnesses = 45
};
enum class Event : std::uint8_t {
  ledger_created = 1, rulebook_adopted = 2, principal_enrolled = 3, principal_revoked = 4, ward_erased = 7, ledger_sealed = 8, log_key_declared = 9,
  request_judged = 42, request_moved = 43, request_released = 44, witnesses_adopted = 50, proposal_opened = 60, proposal_approved = 61,
  proposal_closed = 62, entry_reversed = 63
};
enum class SubjectKind : std::uint8_t { ledger = 1, pool = 2, order = 3, ward = 4 };
enum class Outcome : std::uint8_t { none = 0, allow = 1, deny = 2, escalate = 3, hold = 4 };

struct Act {
  Command command{};
  Bytes principal, credential, idempotency_key, request, rulebook;
  bool by_ledger() const { return principal.find_first_not_of('\0') == Bytes::npos; }
};

struct SubjectId {
  SubjectKind kind{};
  Id id{};
  bool operator==(const SubjectId&) const = default;
  template <class State>
  void pass(State& state) { state(kind, id); }
};

struct Posting {
  std::uint8_t kind;  // of the account, as numbered in format.md
  Bytes owner;
  std::uint16_t currency;
  std::int64_t minor;  // the change; in a balance, what stands there
  bool same_account(const Posting& other) const { return kind == other.kind && currency == other.currency && owner == other.owner; }
};

/// A part about a subject. What is withheld has `clear` false and nothing else.
struct Part {
  /// Where its lists lie: a block's are many and short-lived.
  explicit Part(std::pmr::memory_resource* memory = std::pmr::get_default_resource()) : postings(memory), balances(memory) {}

  bool clear = false;
  SubjectId subject;
  std::uint64_t number = 0;
  Bytes before;
  Value about, asked, signature, events;
  Outcome outcome = Outcome::none;
  std::pmr::vector<Posting> postings, balances;
};

Act read_act(Value value, const Place& place);
Part read_part(Value value, const Place& place, std::pmr::memory_resource* memory = std::pmr::get_default_resource());

std::string subject_name(const SubjectId& subject);

}  // namespace verify
