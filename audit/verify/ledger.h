/// The one pass in order: from entry to entry, what must follow from what came before.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "audit/verify/heads.h"
#include "audit/verify/id_set.h"
#include "audit/verify/passkey.h"
#include "audit/verify/pool.h"
#include "audit/verify/principals.h"
#include "audit/verify/report.h"
#include "audit/verify/seal.h"
#include "audit/verify/statements.h"
#include "audit/verify/tree.h"

namespace verify {

class Ledger {
 public:
  Ledger(Tree& tree, Deferred& deferred, Report& report) : tree_(tree), deferred_(deferred), report_(report) {}

  /// Pre: the tree holds the entries before this one, and not this one.
  void apply(const Entry& entry);

  /// From here entries are read; before it, an earlier run's word is taken.
  void resume(std::uint64_t size) { read_from_ = size; }

  const Heads& heads() const { return heads_; }
  const Chains& chains() const { return chains_; }
  const Principals& principals() const { return principals_; }
  /// Parts that are withheld although no erasure can account for them.
  std::uint64_t withheld_unexplained() const;
  std::string ledger_id() const { return ledger_id_; }

  template <class State>
  void pass(State& state) {
    state(last_time_, last_leaf_, ledger_id_, rulebook_, heads_, chains_, principals_, used_keys_, site_, proposals_, requests_, files_, filed_, openings_, recalls_, reversed_, unexplained_, withheld_);
  }

 private:
  void chain_header(const Entry& entry);
  void check_act(const Entry& entry);
  void check_signature(const Entry& entry);
  /// The canonical bytes that it is over; nothing where it releases what is not known, and that is not looked at.
  std::optional<std::string> statement_of(const Entry& entry) const;
  /// What is signed in their place, and the value as it is verified: by a passkey, or over a request that names them.
  void signed_instead(const Entry& entry, const Credential& credential, std::string& statement, std::string& value);
  void check_founding(const Entry& entry);
  void check_release(const Entry& entry);
  void event(const Entry& entry, const Part& part, const Happened& happened);
  void ledger_event(const Entry& entry, Event kind, Value said, const Place& place);
  void judge_request(const Entry& entry, const Part& part, Value judged);
  void as_asked(const Entry& entry, Event kind, Value said, const Place& place);
  void proposal_event(const Entry& entry, const Part& part, const Happened& happened);
  void check_seal(const Entry& entry, Value sealed, const Place& place);
  void erase(Value erased, const Place& place);
  const Proposal& approved_by(const Entry& entry) const;
  void use_passkey(const Entry& entry, Value used, const Place& place);
  void release_file(const Entry& entry, const Part& part, Value said);
  void leave_with_file(const Entry& entry, Value said, const Place& place);
  void check_hand_over(const Entry& entry);
  void open_books(const Entry& entry, const Part& part, Value said);
  void bring_balance(const Entry& entry, Value said, const Place& place) const;
  void check_brought(const Entry& entry, Value opened, const Place& place) const;
  void undo_opening(const Entry& entry, const Part& part, Value said);
  void check_openings(const Entry& entry) const;

  Tree& tree_;
  Deferred& deferred_;
  Report& report_;

  std::uint64_t read_from_ = 0, withheld_ = 0, withheld_here_ = 0;
  std::int64_t last_time_ = 0;
  Hash last_leaf_{};
  std::string ledger_id_;
  Hash rulebook_{};
  Heads heads_;
  Chains chains_;
  Principals principals_;
  IdSet used_keys_;
  Site site_;
  /// What the passkey that signed the entry at hand said of itself; nothing where none did, or where the part that was signed is withheld.
  struct Used {
    std::string credential;
    std::uint32_t counter = 0;
    bool backed_up = false;
  };
  std::optional<Used> signed_here_;
  bool used_here_ = false;  // the entry says that a passkey was used
  std::map<std::uint64_t, Proposal> proposals_;
  std::unordered_map<Id, Request, FirstBytes> requests_;
  std::unordered_map<Id, File, FirstBytes> files_;
  std::unordered_map<Id, Id, FirstBytes> filed_;  // the file a payment was released with
  std::map<std::uint64_t, Opening> openings_;     // by entry
  std::map<Id, bool> recalls_;                    // whether it was answered
  bool left_here_ = false;  // the entry says with which file a payment left
  std::vector<std::uint64_t> closed_here_;  // proposals closed by the entry before: what was asked in them is needed no more
  std::unordered_set<std::uint64_t> reversed_;
  /// How many entries have 1, 2, 3 … withheld parts more than subjects were erased after them: a ward and each of her files have
  /// at most one part in an entry, so each accounts for at most one in every entry before.
  std::vector<std::uint64_t> unexplained_;
  std::uint64_t last_head_size_ = 0;  // of the last head that money was released on and that was found to be of this tree
  Hash last_head_root_{};
};

}  // namespace verify
