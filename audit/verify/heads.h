/// The log's keys and its witnesses as the ledger's own entries declare them.
#pragma once

#include "audit/verify/cbor.h"
#include "audit/verify/note.h"

namespace verify {

enum class KeyStanding : std::uint8_t { active = 1, retired = 2, compromised = 3 };

struct DeclaredKey {
  std::string vkey;
  KeyStanding standing = KeyStanding::active;
  std::uint64_t since = 0;  // the entry that says so
  template <class State>
  void pass(State& state) { state(vkey, standing, since); }
};

class Heads {
 public:
  void set_origin(Bytes origin) { origin_ = origin; }
  void declare(Bytes vkey, KeyStanding standing, std::uint64_t entry, const Place& place);
  void adopt(std::uint64_t quorum, Value witnesses, const Place& place);

  const std::string& origin() const { return origin_; }
  std::uint64_t quorum() const { return quorum_; }
  const std::vector<DeclaredKey>& log_keys() const { return log_keys_; }
  const std::vector<std::string>& witnesses() const { return witnesses_; }

  /// The keys that may have signed a head of `size`: active ones, and one that was retired only by an entry the head does not hold.
  std::vector<NoteKey> keys_for_head(std::uint64_t size) const;
  std::vector<NoteKey> witness_keys() const;
  bool compromised(const NoteKey& key) const;

  template <class State>
  void pass(State& state) { state(origin_, quorum_, log_keys_, witnesses_); }

 private:
  std::string origin_;
  std::uint64_t quorum_ = 0;
  std::vector<DeclaredKey> log_keys_;
  std::vector<std::string> witnesses_;
};

/// The signatures on a head that money was released on: the log's, and a quorum of the witnesses the ledger had declared.
void check_witnessed(const Checkpoint& checkpoint, const std::vector<NoteKey>& logs, const std::vector<NoteKey>& witnesses, std::uint64_t quorum, Bytes name);

}  // namespace verify
