/// The statements that are signed (docs/format.md, What is signed), made again from the record.
#pragma once

#include "audit/verify/record.h"

namespace verify {

std::string founding_statement(Value create_ledger);
/// `asked`: [command, body] as recorded.
std::string command_statement(Bytes ledger_id, Value asked, Bytes idempotency_key);

constexpr std::uint64_t kProposalOpen = 1, kProposalExecuted = 2;

/// What was proposed, and what has become of it.
struct Proposal {
  std::string about, asked;  // as encoded
  Hash rulebook{};
  std::int64_t opened = 0, expires = 0;
  Id proposer{};                      // the person
  std::vector<std::uint64_t> needs;   // roles
  std::vector<std::pair<Id, std::uint64_t>> approvals;  // person, role
  std::uint64_t last_approval = 0;    // the entry
  std::uint64_t standing = 1;         // open, executed, expired, cancelled
  template <class State>
  void pass(State& state) { state(about, asked, rulebook, opened, expires, proposer, needs, approvals, last_approval, standing); }
};
std::string approval_statement(Bytes ledger_id, std::uint64_t number, const Proposal& proposal);

/// What a request-judged event recorded, as far as a release is signed over it.
struct Request {
  std::string members;  // members 3 to 9 of the statement, encoded
  std::size_t count = 0;
  Id ward{};
  Hash rulebook{};
  std::uint64_t proposal = 0;
  bool released = false;
  template <class State>
  void pass(State& state) { state(members, count, ward, rulebook, proposal, released); }
};
Request read_request(Value request);

/// A payment file that two persons released.
struct File {
  std::vector<Id> requests, releasers;
  template <class State>
  void pass(State& state) { state(requests, releasers); }
};
/// An older book that was brought in.
struct Opening {
  Id pool{};
  std::vector<std::pair<std::uint16_t, std::int64_t>> banks;  // what stood on the pool's accounts by it: currency, minor units
  bool undone = false;
  template <class State>
  void pass(State& state) { state(pool, banks, undone); }
};
std::string release_statement(Bytes ledger_id, const Request& request);

}  // namespace verify
