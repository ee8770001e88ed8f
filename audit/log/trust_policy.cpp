#include "audit/log/trust_policy.h"

#include <algorithm>
#include <set>

#include "audit/log/lines.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kBlank = " \t";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  Words out;
  for (;;) {
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(kBlank)));
    if (line.empty()) return out;
    out.push_back(line.substr(0, line.find_first_of(kBlank)));
    line.remove_prefix(out.back().size());
  }
}

bool has_forbidden_byte(std::string_view line) {
  return std::ranges::any_of(line, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

class Reader {
 public:
  Result<TrustPolicy> read(std::string_view text) {
    Lines lines(text);
    while (!lines.at_end()) {
      const auto line = lines.next();
      place_ = lines.place();
      if (!line) return wrong("A policy ends in a line end.");
      if (has_forbidden_byte(*line)) return wrong("A policy holds no control characters but tabs.");
      const Words words = words_of(*line);
      if (words.empty() || words.front().starts_with('#')) continue;
      KATIWALA_CHECK(statement(words));
    }
    if (policy_.quorum.empty()) return wrong("A policy has exactly one quorum line.");
    return std::move(policy_);
  }

 private:
  [[nodiscard]] Refusal wrong(std::string message) const { return refuse(Code::TRUST_POLICY_SYNTAX, std::move(message), place_); }

  Status statement(const Words& words) {
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return wrong("A line of a policy begins with log, witness, group, quorum or #.");
  }

  Result<VerifierKey> key(std::string_view text, KeyType type) const {
    auto parsed = parse_vkey(text);
    if (!parsed.ok()) return wrong(parsed.refusal().message);
    if (parsed->type != type) return wrong("Log keys are of type 0x01, witness keys of type 0x04.");
    return parsed;
  }

  Status log(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return wrong("A log line is: log VKEY [URL].");
    KATIWALA_TRY(VerifierKey logs_key, key(words[1], KeyType::ed25519));
    if (std::ranges::any_of(policy_.logs, [&](const PolicyLog& seen) { return seen.key.raw == logs_key.raw; })) return wrong("The log's key stands twice.");
    policy_.logs.push_back({std::move(logs_key), std::string(words.size() == 3 ? words[2] : "")});
    return good();
  }

  Status witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) return wrong("A witness line is: witness NAME VKEY [URL].");
    KATIWALA_CHECK(define(words[1]));
    KATIWALA_TRY(VerifierKey witness_key, key(words[2], KeyType::cosignature));
    if (std::ranges::any_of(policy_.witnesses, [&](const PolicyWitness& seen) { return seen.key.raw == witness_key.raw; })) {
      return wrong("The witness's key stands twice.");
    }
    policy_.witnesses.push_back({std::string(words[1]), std::move(witness_key), std::string(words.size() == 4 ? words[3] : "")});
    return good();
  }

  Status group(const Words& words) {
    if (words.size() < 4) return wrong("A group line is: group NAME all|any|NUMBER MEMBER...");
    PolicyGroup out{.name = std::string(words[1]), .needed = 1, .members = {words.begin() + 3, words.end()}};
    for (const std::string& member : out.members) {
      if (!defined_.contains(member)) return wrong("A member of the group is not defined on a line before.");
      if (!taken_.insert(member).second) return wrong("A member of the group is in a group already.");
    }
    KATIWALA_CHECK(define(words[1]));  // after its members, so that it is none of them
    const auto number = words[2] == "all" ? out.members.size() : words[2] == "any" ? 1 : parse_decimal(words[2]).value_or(0);
    if (number < 1 || number > out.members.size()) return wrong("A group needs at least one of its members and at most all.");
    out.needed = number;
    policy_.groups.push_back(std::move(out));
    return good();
  }

  Status quorum(const Words& words) {
    if (words.size() != 2) return wrong("A quorum line is: quorum NAME|none.");
    if (!policy_.quorum.empty()) return wrong("A policy has exactly one quorum line.");
    if (words[1] != kNone && !defined_.contains(words[1])) return wrong("The quorum is not defined on a line before.");
    policy_.quorum = words[1];
    return good();
  }

  Status define(std::string_view name) {
    if (name == kNone) return wrong("The name none is taken.");
    if (!defined_.emplace(name).second) return wrong("A witness or group of that name is defined already.");
    return good();
  }

  TrustPolicy policy_;
  std::string place_;
  std::set<std::string, std::less<>> defined_;
  std::set<std::string, std::less<>> taken_;
};

std::string with_url(std::string line, const std::string& url) { return line + (url.empty() ? "" : " " + url) + "\n"; }

std::vector<VerifierKey> keys_of(const TrustPolicy& policy) {
  std::vector<VerifierKey> out;
  for (const PolicyLog& log : policy.logs) out.push_back(log.key);
  for (const PolicyWitness& witness : policy.witnesses) out.push_back(witness.key);
  return out;
}

}  // namespace

Result<TrustPolicy> parse_trust_policy(std::string_view text) {
  if (text.size() > kMaxPolicyBytes) return refuse(Code::TRUST_POLICY_SYNTAX, "The policy is larger than accepted.");
  return Reader().read(text);
}

std::string print_trust_policy(const TrustPolicy& policy) {
  std::string out;
  for (const PolicyLog& log : policy.logs) out += with_url("log " + print_vkey(log.key), log.url);
  for (const PolicyWitness& witness : policy.witnesses) out += with_url("witness " + witness.name + " " + print_vkey(witness.key), witness.url);
  for (const PolicyGroup& group : policy.groups) {
    out += "group " + group.name + " " + std::to_string(group.needed);
    for (const std::string& member : group.members) out += " " + member;
    out += "\n";
  }
  return out + "quorum " + policy.quorum + "\n";
}

bool has_quorum(const TrustPolicy& policy, std::span<const PolicyCosignature> cosignatures) {
  if (policy.quorum == kNone) return true;
  std::set<std::string_view> witnessed;
  for (const PolicyCosignature& cosignature : cosignatures) witnessed.insert(policy.witnesses.at(cosignature.witness).name);
  // A group names only what stands before it, so one pass is enough.
  for (const PolicyGroup& group : policy.groups) {
    const auto have = std::ranges::count_if(group.members, [&](const std::string& member) { return witnessed.contains(member); });
    if (static_cast<std::size_t>(have) >= group.needed) witnessed.insert(group.name);
  }
  return witnessed.contains(policy.quorum);
}

Result<PolicyJudgement> judge(const TrustPolicy& policy, const Note& note) {
  const std::vector<VerifierKey> keys = keys_of(policy);
  KATIWALA_TRY(Checkpoint checkpoint, open_checkpoint(note, keys));
  KATIWALA_TRY(const auto verified, verify_note(note, keys));
  PolicyJudgement out{std::move(checkpoint), {}};
  for (const VerifiedLine& line : verified) {
    if (line.key >= policy.logs.size()) out.cosignatures.push_back({line.key - policy.logs.size(), line.time_s});
  }
  if (!has_quorum(policy, out.cosignatures)) return refuse(Code::QUORUM_MISSING);
  return out;
}

}  // namespace katiwala::audit
