#include "audit/verify/policy.h"

#include <algorithm>

namespace verify {
namespace {

std::vector<std::string> words_of(Bytes line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = std::min(line.find_first_not_of(" \t", at), line.size());
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    if (begin == line.size() || (out.empty() && line[begin] == '#')) break;
    out.emplace_back(line.substr(begin, end - begin));
    at = end;
  }
  return out;
}

}  // namespace

Policy Policy::parse(Bytes text) {
  Policy policy;
  std::set<std::string> grouped;
  int number = 0;
  const auto need = [&number](bool condition, const char* why) {
    if (!condition) throw Unusable("policy line " + std::to_string(number) + ": " + why);
  };
  const auto key = [&need](const std::string& vkey, NoteKey::Type type) {
    const auto parsed = parse_note_key(vkey);
    need(parsed.has_value(), "not a verifier key of a type this program verifies");
    need(parsed->type == type, type == NoteKey::Type::log ? "a log's key must be of type 01" : "a witness's key must be of type 04");
    return *parsed;
  };
  const auto fresh = [&](const std::string& name) { return name != "none" && !policy.named_.contains(name) && !policy.groups_.contains(name); };
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    ++number;
    const auto control = [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; };
    need(end < text.size(), "the last line does not end");
    need(std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), control), "a control character");
    const auto words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    if (words[0] == "log") {
      need(words.size() == 2 || words.size() == 3, "log <vkey> [url]");
      const NoteKey log = key(words[1], NoteKey::Type::log);
      for (const NoteKey& other : policy.logs) need(other.key != log.key, "the same log key twice");
      policy.logs.push_back(log);
    } else if (words[0] == "witness") {
      need(words.size() == 3 || words.size() == 4, "witness <name> <vkey> [url]");
      need(fresh(words[1]), "the name is taken");
      const NoteKey witness = key(words[2], NoteKey::Type::witness);
      for (const NoteKey& other : policy.witnesses) need(other.key != witness.key, "the same witness key twice");
      policy.witnesses.push_back(policy.named_[words[1]] = witness);
    } else if (words[0] == "group") {
      need(words.size() >= 4, "group <name> all|any|<k> <members…>");
      need(fresh(words[1]), "the name is taken");
      const std::uint64_t count = words.size() - 3;
      const std::uint64_t needed = words[2] == "all" ? count : words[2] == "any" ? 1 : decimal(words[2]).value_or(0);
      need(needed >= 1 && needed <= count, "a group needs between one and all of its members");
      for (std::size_t i = 3; i < words.size(); ++i) {
        need(words[i] != "none" && !fresh(words[i]), "a member that is not defined before");
        need(grouped.insert(words[i]).second, "a member of more than one group");
      }
      policy.groups_[words[1]] = {needed, {words.begin() + 3, words.end()}};
    } else if (words[0] == "quorum") {
      need(words.size() == 2 && (words[1] == "none" || !fresh(words[1])), "quorum <name>|none");
      need(policy.quorum_.empty(), "a second quorum");
      policy.quorum_ = words[1];
    } else {
      need(false, "neither log, witness, group nor quorum");
    }
  }
  if (policy.logs.empty()) throw Unusable("policy: no log");
  if (policy.quorum_.empty()) throw Unusable("policy: no quorum");
  return policy;
}

bool Policy::counts(const std::string& name, const std::set<std::string>& seen) const {
  const auto group = groups_.find(name);
  if (group == groups_.end()) return seen.contains(name);
  const auto& members = group->second.members;
  return static_cast<std::size_t>(std::count_if(members.begin(), members.end(), [&](const std::string& member) { return counts(member, seen); })) >= group->second.needed;
}

std::string Policy::witness_name(const NoteKey& key) const {
  for (const auto& [name, witness] : named_)
    if (witness == key) return name;
  return {};
}

Trusted check_trust(const Checkpoint& checkpoint, const Policy& policy, std::int64_t max_age_s, std::int64_t now_s, Bytes name) {
  std::vector<NoteKey> keys = policy.witnesses;
  for (const NoteKey& log : policy.logs)
    if (log.name == checkpoint.origin) keys.push_back(log);
  const Place origin{name, -1, -1, 1}, whole{name};
  CHECK("policy-origin", keys.size() > policy.witnesses.size(), origin, "the policy has no key for the log " + checkpoint.origin);
  Trusted out;
  std::set<std::string> counted;
  for (const Seen& seen : verify_note(checkpoint.note, keys, name)) {
    if (seen.key.type == NoteKey::Type::log) {
      out.log_keys.push_back(seen.key);
      continue;
    }
    const std::int64_t age = now_s - static_cast<std::int64_t>(seen.time);
    if (max_age_s > 0 && (age > max_age_s || age < -max_age_s) && !switched_off("cosignature-age")) continue;
    counted.insert(policy.witness_name(seen.key));
    out.witnesses.push_back(seen);
  }
  CHECK("log-signed", !out.log_keys.empty(), whole, "not signed by the log's key of the policy");
  CHECK("quorum", policy.quorum_met(counted),
        whole, "the cosignatures that count (" + std::to_string(counted.size()) + ") do not make the policy's quorum \"" + policy.quorum_name() + "\"");
  return out;
}

}  // namespace verify
