/// One entry: its header, its act, its parts about subjects (docs/format.md), and what must be so in an entry by itself.
#pragma once

#include <memory>
#include <memory_resource>
#include <span>
#include <vector>

#include "audit/verify/shape.h"

namespace verify {

constexpr std::size_t kLongestPart = 1'048'576, kSalt = 16;

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
  create_ledger = 1, tick = 2, enrol_principal = 5, revoke_principal = 6, adopt_rulebook = 7, erase_ward = 8, change_guardian = 21,
  request_disbursement = 33, approve = 34, release = 36, hand_over = 37, take_seal = 43, declare_log_key = 44, adopt_witnesses = 45, accept_restore = 46,
  adopt_relying_party = 57, enrol_credential = 58, remove_credential = 59, recover_credential = 60, keep_credentials = 61,
  release_file = 62, note_opening = 63, open_books = 64, file_recall = 65, answer_recall = 66
};
enum class Event : std::uint8_t {
  ledger_created = 1, rulebook_adopted = 2, principal_enrolled = 3, principal_revoked = 4, ward_erased = 7, ledger_sealed = 8, log_key_declared = 9,
  obligation_opened = 37, request_judged = 42, request_moved = 43, request_released = 44, alert_raised = 47, witnesses_adopted = 50, ledger_restored = 51,
  reasons_kept = 52, flags_weighed = 53, case_opened = 54, reminder_set = 58, proposal_opened = 60, proposal_approved = 61, proposal_closed = 62,
  entry_reversed = 63, relying_party_adopted = 80, credential_enrolled = 81, credential_removed = 82, credentials_kept = 83, credential_used = 84,
  file_released = 85, left_with_file = 86, opening_noted = 87, balance_brought = 88, brought_undone = 89, books_opened = 90, opening_undone = 91,
  recall_filed = 92, recall_answered = 93
};
enum class SubjectKind : std::uint8_t { ledger = 1, pool = 2, order = 3, ward = 4, protection = 5, watch = 6 };
/// A file that goes with a ward or a pool, under its id and a key of its own.
constexpr bool is_file(SubjectKind kind) { return kind == SubjectKind::protection || kind == SubjectKind::watch; }
enum class Outcome : std::uint8_t { none = 0, allow = 1, deny = 2, escalate = 3, hold = 4 };

/// Whether such an event has its place in parts about such a subject (docs/format.md, Where events stand).
bool stands_in(Event event, SubjectKind subject);

struct Act {
  Command command{};
  Bytes principal, credential, idempotency_key, rulebook;
  bool by_ledger() const { return principal.find_first_not_of('\0') == Bytes::npos; }
};

struct SubjectId {
  SubjectKind kind{};
  Id id{};
  bool operator==(const SubjectId&) const = default;
  template <class State>
  void pass(State& state) { state(kind, id); }
};
std::string subject_name(const SubjectId& subject);

struct Account {
  std::uint8_t kind = 0;  // as numbered in format.md
  std::uint16_t currency = 0;
  Id owner{};
  bool operator==(const Account&) const = default;
};

/// An account and minor units: the change in a posting, what stands there in a balance.
struct Posting {
  Account account;
  std::uint8_t category = 0;  // of a posting; in a balance nothing
  std::int64_t minor = 0;
  template <class State>
  void pass(State& state) { state(account.kind, account.currency, account.owner, minor); }
};

struct Happened {
  Event kind{};
  Value said;
};

/// Room for lists that go all at once.
class Room {
 public:
  template <class T>
  std::span<T> list(std::size_t length) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* const at = static_cast<T*>(memory_.allocate(length * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(at, length);
    return {at, length};
  }
  void clear() { memory_.release(); }

 private:
  std::vector<char> first_ = std::vector<char>(1 << 19);
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
};

/// A part about a subject. What is withheld has `clear` false and nothing else.
struct Part {
  bool clear = false;
  SubjectId subject;
  std::uint64_t number = 0;
  Bytes hash, before;
  Value about, asked, signature;  // asked: [command, body]
  Outcome outcome = Outcome::none;
  std::span<const Happened> events;
  std::span<const Posting> postings, balances;
};

Act read_act(Bytes bytes, const Place& place);
/// Its events stand where they may; its postings and balances are checked against each other and the table of accounts (book.h).
Part read_part(Bytes bytes, Bytes hash, const Place& place, Room& room);

struct Entry {
  Header header;
  Hash leaf{};
  Act act;
  Id once{};              // the principal's idempotency key, hashed
  std::span<Part> parts;  // without the act: parts[0] is part 1 of the header
  const Part* asked = nullptr;  // the part in which something was asked, unless it is withheld
  std::uint64_t withheld = 0;

  Value body() const { return asked ? asked->asked[1] : Value(); }
  /// Allowed, or on its way to be: only then does it change anything.
  bool done() const { return !asked || asked->outcome == Outcome::allow || asked->outcome == Outcome::escalate; }
  Place place(const Part* part = nullptr) const {
    return {{}, static_cast<std::int64_t>(header.seq), part ? static_cast<int>(part - parts.data()) + 1 : -1, 0};
  }
};

/// What is in an entry as a whole: what was asked, in which part, and that its books come to zero. Pre: its parts were read.
void check_entry(Entry& entry, std::uint64_t seq);

}  // namespace verify
