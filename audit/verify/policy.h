/// What an auditor must hold beforehand: the log's key, the witnesses' keys, the quorum (C2SP tlog-policy).
#pragma once

#include <map>
#include <set>

#include "audit/verify/note.h"

namespace verify {

struct Policy {
  std::vector<NoteKey> logs, witnesses;

  /// Throws Unusable, naming the line.
  static Policy parse(Bytes text);

  /// `seen`: names in the policy of the witnesses whose cosignature counts.
  bool quorum_met(const std::set<std::string>& seen) const { return quorum_ == "none" || counts(quorum_, seen); }
  std::string quorum_name() const { return quorum_; }
  std::string witness_name(const NoteKey& key) const;

 private:
  struct Group { std::size_t needed; std::vector<std::string> members; };
  bool counts(const std::string& name, const std::set<std::string>& seen) const;

  std::map<std::string, NoteKey> named_;
  std::map<std::string, Group> groups_;
  std::string quorum_;
};

struct Trusted {
  std::vector<NoteKey> log_keys;  // that signed
  std::vector<Seen> witnesses;    // that count
};

/// The checkpoint as the policy demands it: a log signature by its key for that origin, and a quorum of cosignatures, none older
/// than `max_age_s` at `now_s` if that is set (0: any age).
Trusted check_trust(const Checkpoint& checkpoint, const Policy& policy, std::int64_t max_age_s, std::int64_t now_s, Bytes name);

}  // namespace verify
