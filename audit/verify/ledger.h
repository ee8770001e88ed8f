/// The one pass in order: from entry to entry, what must follow from what came before.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "audit/verify/heads.h"
#include "audit/verify/pool.h"
#include "audit/verify/principals.h"
#include "audit/verify/report.h"
#include "audit/verify/seal.h"
#include "audit/verify/statements.h"

namespace verify {

/// An entry whose header and parts were found to be well-formed by themselves.
struct Entry {
  explicit Entry(std::pmr::memory_resource* memory) : parts(memory) {}

  Header header;
  Hash leaf{};
  Act act;
  std::pmr::vector<Part> parts;  // without the act: parts[0] is part 1 of the header
  std::uint64_t withheld = 0;
  Bytes hash_of(const Part& part) const { return header.part_hash(static_cast<std::uint64_t>(&part - parts.data()) + 1); }
};

class Ledger {
 public:
  Ledger(Tree& tree, Deferred& deferred, Report& report) : tree_(tree), deferred_(deferred), report_(report) {}

  /// Pre: the tree holds the entries before this one, and not this one.
  void apply(const Entry& entry);

  /// From here entries are read; before it, an earlier run's word is taken.
  void resume(std::uint64_t size) { read_from_ = next_ = size; }

  const Heads& heads() const { return heads_; }
  const Chains& chains() const { return chains_; }
  const Principals& principals() const { return principals_; }
  std::size_t open_proposals() const { return proposals_.size(); }
  /// Parts that are withheld although no erasure can account for them.
  std::uint64_t withheld_unexplained() const;
  std::string ledger_id() const { return ledger_id_; }

  template <class State>
  void pass(State& state) {
    state(last_time_, last_leaf_, ledger_id_, rulebook_, heads_, chains_, principals_, used_keys_, proposals_, requests_, reversed_, unexplained_, withheld_);
  }

 private:
  struct Asked {  // the part of an entry in which something was asked
    const Part* part = nullptr;
    Value command;  // [number, body]
    Value body() const { return command[1]; }
  };

  Place place_of(const Entry& entry, const Part* part = nullptr) const;
  void chain_header(const Entry& entry);
  Asked find_asked(const Entry& entry);
  void check_act(const Entry& entry, const Asked& asked);
  void check_signature(const Entry& entry, const Asked& asked);
  void check_founding(const Entry& entry, Value body, const Place& place);
  void check_release(const Entry& entry, const Asked& asked);
  void event(const Entry& entry, const Part& part, const Asked& asked, Value event);
  void ledger_event(const Entry& entry, const Part& part, Event kind, Value said);
  void judge_request(const Entry& entry, const Part& part, const Asked& asked, Value judged);
  void as_asked(const Entry& entry, const Asked& asked, Event kind, Value said, const Place& place);
  void proposal_event(const Entry& entry, const Part& part, const Asked& asked, Event kind, Value said);
  void check_seal(const Entry& entry, Value sealed, const Place& place);
  void erase(const Entry& entry, Value erased, const Place& place);
  const Proposal& approved_by(const Asked& asked, const Place& place) const;

  Tree& tree_;
  Deferred& deferred_;
  Report& report_;

  std::uint64_t next_ = 0, read_from_ = 0, withheld_ = 0, withheld_here_ = 0;
  std::int64_t last_time_ = 0;
  Hash last_leaf_{};
  std::string ledger_id_;
  Hash rulebook_{};
  Heads heads_;
  Chains chains_;
  Principals principals_;
  std::unordered_set<Id, FirstBytes> used_keys_;
  std::map<std::uint64_t, Proposal> proposals_;
  std::unordered_map<Id, Request, FirstBytes> requests_;
  std::vector<std::uint64_t> closed_here_;  // proposals closed by the entry before: what was asked in them is needed no more
  std::unordered_set<std::uint64_t> reversed_;
  /// How many entries have 1, 2, 3 … withheld parts more than there were erasures after them: a ward has at most one part in
  /// an entry, so an erasure accounts for at most one in each entry before it.
  std::vector<std::uint64_t> unexplained_;
  std::uint64_t last_head_size_ = 0;  // of the last head that money was released on and that was found to be of this tree
  Hash last_head_root_{};
};

}  // namespace verify
