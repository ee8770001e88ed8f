#include "tests/policies/properties/explore.h"

#include <algorithm>
#include <unordered_set>

#include "tests/policies/properties/fingerprint.h"

namespace katiwala::policies::properties {

std::vector<Act> by(const std::vector<PrincipalId>& all, const std::string& name, const Command& command) {
  return by(all, name, [command](const State&) { return std::optional<Command>(command); });
}
std::vector<Act> by(const std::vector<PrincipalId>& all, const std::string& name, std::function<std::optional<Command>(const State&)> make) {
  std::vector<Act> acts;
  for (const PrincipalId& who : all) acts.push_back({name + " by " + std::to_string(who.bytes[0]), who, make});
  return acts;
}

namespace {

// Numbers of entries that never clash with those of the story before: one for each act's proposal, one for all that opens none.
constexpr std::uint64_t kOther = 100'000, kFirstAct = 200'000;

using Key = std::pair<std::uint64_t, std::uint64_t>;
struct KeyHash {
  std::size_t operator()(const Key& key) const { return key.first; }
};

struct Node {
  State state;
  std::size_t slot = 0;
  std::vector<bool> done;
  Parts parts;
};

class Search {
 public:
  Search(const Model& model, std::uint64_t most) : model_(model), most_(most) {}

  Seen run() {
    Node start{model_.start, 0, std::vector<bool>(model_.acts.size()), {}};
    if (is_new(start)) visit(start);
    return std::move(seen_);
  }

 private:
  [[nodiscard]] bool over() const { return !seen_.broken.empty() || !seen_.whole; }

  bool is_new(const Node& node) {
    Fingerprint print;
    add(print, node.state);
    print.word(node.slot);
    for (std::size_t i = 0; i < node.done.size(); ++i)
      if (node.done[i]) print.word(i);
    for (const auto& [proposal, parts] : node.parts) {
      print.word(proposal);
      for (const Part& part : parts) {
        print(part.person);
        print(part.role);
      }
    }
    if (!known_.insert(print.value()).second) return false;
    ++seen_.states;
    return true;
  }

  void visit(const Node& node) {
    seen_.longest = std::max(seen_.longest, way_.size());
    if (model_.at_state && broken(model_.at_state(node.state, model_.slots[node.slot]), "")) return;
    for (std::size_t i = 0; i < model_.acts.size() && !over(); ++i) {
      const Act& act = model_.acts[i];
      if (node.done[i] || (act.at_first && node.slot > 0)) continue;
      if (auto command = act.make(node.state)) attempt(node, act.name, act.who, *std::move(command), kFirstAct + i, i);
    }
    for (const ProposalId open : open_ones(node.state)) {
      const Subject about = node.state.proposal(open)->about;
      for (const PrincipalId& who : model_.agreeing)
        if (!over()) attempt(node, "approval of " + named(open) + " by " + std::to_string(who.bytes[0]), who, Approve{open, about}, kOther, kNoAct);
      for (const PrincipalId& who : model_.withdrawing)
        if (!over()) attempt(node, "withdrawal of " + named(open) + " by " + std::to_string(who.bytes[0]), who, CancelProposal{open, about, "?"}, kOther,
                             kNoAct);
    }
    if (node.slot + 1 < model_.slots.size() && !over()) pass(node);
  }

  static std::vector<ProposalId> open_ones(const State& state) {
    std::vector<ProposalId> all;
    for (const auto& [number, proposal] : state.proposals) all.push_back(number);
    std::sort(all.begin(), all.end());
    return all;
  }
  [[nodiscard]] std::string named(ProposalId number) const {
    return number < kFirstAct ? std::to_string(number) : "\"" + model_.acts[number - kFirstAct].name + "\"";
  }

  void attempt(const Node& node, const std::string& name, const PrincipalId& who, Command command, std::uint64_t seq, std::size_t act) {
    if (seen_.transitions + seen_.refused >= most_) {
      seen_.whole = false;
      return;
    }
    const Submission asked = submission(node.state, who, std::move(command), seq, model_.slots[node.slot], model_.before);
    const Decision decision = model_.decide(node.state, asked);
    if (!decision.accepted()) {
      ++seen_.refused;
      if (!leaves_something(decision)) return;
    } else {
      ++seen_.transitions;
    }
    Node next = node;
    if (act != kNoAct) next.done[act] = true;
    way_.push_back(name);
    if (happens(next, node.state, asked, decision) && ticks(next, model_.slots[node.slot]) && is_new(next)) visit(next);
    way_.pop_back();
  }

  /// What falls due by now is done at once, not before `earliest`; whether what must hold does.
  bool ticks(Node& node, Instant earliest) {
    while (const AgendaItem* due = node.state.next_due()) {
      if (due->due > model_.slots[node.slot]) return true;
      const AgendaItem item = *due;
      const Submission asked = submission(node.state, {}, tick_of(item), kOther, std::max(item.due, earliest));
      const State before = node.state;
      const Decision decision = model_.decide(before, asked);
      ++seen_.transitions;
      if (!happens(node, before, asked, decision)) return false;
      if (node.state.agenda.contains(item)) return !broken("a tick that changes nothing: " + said(decision), name_of(asked.command));
    }
    return true;
  }

  bool broken(const std::string& wrong, std::string_view then) {
    if (wrong.empty()) return false;
    seen_.broken = wrong + "\n";
    for (const std::string& step : way_) seen_.broken += "  " + step + "\n";
    if (!then.empty()) seen_.broken += "  then " + std::string(then) + "\n";
    return true;
  }

  /// Of what was refused: a case or a duty that it opened all the same.
  static bool leaves_something(const Decision& decision) {
    return std::any_of(decision.effects.begin(), decision.effects.end(), [](const Effect& effect) {
      return std::holds_alternative<CaseOpened>(effect.event) || std::holds_alternative<ObligationOpened>(effect.event);
    });
  }

  /// Folds it into the node, which is as `before` still; whether what must hold does.
  bool happens(Node& node, const State& before, const Submission& asked, const Decision& decision) {
    fold(node.state, asked, decision);
    for (const Effect& effect : decision.effects) {
      ++seen_.events[std::string(name_of(effect.event))];
      note_parts(node.parts, before, asked, effect.event);
    }
    const std::string wrong = model_.check({before, node.state, asked, decision, node.parts, carried_out(before, asked, decision)});
    for (auto it = node.parts.begin(); it != node.parts.end();)
      it = node.state.proposal(it->first) == nullptr ? node.parts.erase(it) : std::next(it);
    return !broken(wrong, name_of(asked.command));
  }

  static void note_parts(Parts& parts, const State& before, const Submission& asked, const Event& event) {
    const Principal* who = before.principal(asked.principal);
    if (who == nullptr) return;
    if (std::holds_alternative<ProposalOpened>(event)) parts[asked.seq] = {{who->person, who->role}};
    if (const auto* approved = std::get_if<ProposalApproved>(&event)) parts[approved->proposal].push_back({who->person, who->role});
  }

  static const Proposal* carried_out(const State& before, const Submission& asked, const Decision& decision) {
    const auto* approval = std::get_if<Approve>(&asked.command);
    if (approval == nullptr) return nullptr;
    for (const Effect& effect : decision.effects) {
      const auto* closed = std::get_if<ProposalClosed>(&effect.event);
      if (closed != nullptr && closed->proposal == approval->proposal && closed->state == ProposalState::executed) return before.proposal(approval->proposal);
    }
    return nullptr;
  }

  void pass(const Node& node) {
    Node next = node;
    ++next.slot;
    way_.push_back("until " + model_.slots[next.slot].manila_text());
    if (ticks(next, model_.slots[node.slot]) && is_new(next)) visit(next);
    way_.pop_back();
  }

  static constexpr std::size_t kNoAct = ~std::size_t{0};
  const Model& model_;
  std::uint64_t most_;
  Seen seen_;
  std::unordered_set<Key, KeyHash> known_;
  std::vector<std::string> way_;
};

}  // namespace

Seen explore(const Model& model, std::uint64_t most) { return Search(model, most).run(); }

}  // namespace katiwala::policies::properties
