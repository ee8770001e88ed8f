#include "tests/policies/properties/tampered.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

namespace katiwala::policies::properties {

/// A judge keeps what it has read by hash: so it is shown each rulebook once, changed, under the right one's hash.
Decide misreads_rulebooks(std::function<std::string(std::string)> edit) {
  const auto judge = std::make_shared<Judge>(hash);
  const auto shown = std::make_shared<std::set<Digest>>();
  return [judge, shown, edit = std::move(edit)](const State& state, const Submission& asked) {
    if (shown->insert(state.ledger.rulebook).second) {
      State changed = state;
      for (auto& [digest, adopted] : changed.rulebooks) adopted.text = edit(adopted.text);
      static_cast<void>(judge->decide(changed, asked));
    }
    return judge->decide(state, asked);
  };
}

const Rule& rule_of(std::string_view id) {
  const auto all = all_rules();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Rule* rule) { return rule->id == id; });
  EXPECT_NE(found, all.end()) << id;
  return **found;
}

namespace {

Decide with_rules(const std::vector<std::string_view>& ids, Verdict (*judge)(const Matter&)) {
  struct Rules {
    std::vector<Rule> others;
    std::vector<const Rule*> all;
  };
  const auto rules = std::make_shared<Rules>();
  rules->others.reserve(ids.size());
  for (const Rule* rule : all_rules()) {
    const bool other = std::find(ids.begin(), ids.end(), rule->id) != ids.end();
    if (other) rules->others.push_back({rule->id, rule->parameters, judge, hears_everything(), rule->make});
    rules->all.push_back(other ? &rules->others.back() : rule);
  }
  EXPECT_EQ(rules->others.size(), ids.size()) << "a rule that there is not";
  const auto wrong = std::make_shared<Judge>(hash, std::span<const Rule* const>(rules->all));
  return [rules, wrong](const State& state, const Submission& asked) { return wrong->decide(state, asked); };
}

}  // namespace

Decide with_rule(std::string_view id, Verdict (*judge)(const Matter&)) { return with_rules({id}, judge); }
Decide without_rules(const std::vector<std::string_view>& ids) {
  return with_rules(ids, [](const Matter&) { return silent(); });
}

namespace {

PersonId as_person(const PrincipalId& key) {
  PersonId person{key.bytes};
  person.bytes.back() ^= 0xff;  // nobody's
  return person;
}

/// What is decided says who it was in the words of the ledger.
void put_back(Event& event, const PersonId& made_up, const PersonId& really) {
  const auto put = [&](PersonId& person) {
    if (person == made_up) person = really;
  };
  std::visit(
      [&]<class E>(E& e) {
        if constexpr (std::is_same_v<E, ProposalApproved>) put(e.person);
        if constexpr (std::is_same_v<E, RequestJudged>) put(e.request.requester);
        if constexpr (std::is_same_v<E, RequestReleased>) put(e.releaser);
      },
      static_cast<EventVariant&>(event));
}

State with_a_person_a_key(const State& state, const std::vector<PrincipalId>& further) {
  State other = state;
  const auto is_further = [&](const PrincipalId& key) { return std::find(further.begin(), further.end(), key) != further.end(); };
  for (auto& [key, principal] : other.principals)
    if (is_further(key)) principal.person = as_person(key);
  for (auto& [number, proposal] : other.proposals) {
    if (is_further(proposal.proposer)) proposal.proposer_person = as_person(proposal.proposer);
    for (Approval& approval : proposal.approvals)
      if (is_further(approval.principal)) approval.person = as_person(approval.principal);
  }
  return other;
}

}  // namespace

Decide counts_keys(std::vector<PrincipalId> further) {
  return [further = std::move(further)](const State& state, const Submission& asked) {
    Decision decision = the_judge()(with_a_person_a_key(state, further), asked);
    const Principal* who = state.principal(asked.principal);
    if (who == nullptr) return decision;
    for (Effect& effect : decision.effects) put_back(effect.event, as_person(who->id), who->person);
    return decision;
  };
}

}  // namespace katiwala::policies::properties
