#include "policies/judge.h"

#include <algorithm>

#include "policies/case.h"

namespace katiwala::policies {

using namespace custody;

struct Judge::Impl {
  Impl(Hash made, std::span<const Rule* const> rules) : hash(std::move(made)), roll(rules) {}

  Hash hash;
  Roll roll;
  std::unordered_map<Digest, std::optional<Rulebook>, DigestHash> read;
  std::optional<Rulebook> in_place_of_all;

  /// nullptr: not adopted, or not readable by this program.
  const Rulebook* rulebook(const State& state, const Digest& digest) {
    if (in_place_of_all) return &*in_place_of_all;
    const auto known = read.find(digest);
    if (known != read.end()) return known->second ? &*known->second : nullptr;
    const auto adopted = state.rulebooks.find(digest);
    if (adopted == state.rulebooks.end()) return nullptr;
    return remember(digest, adopted->second.text);
  }
  const Rulebook* remember(const Digest& digest, const std::string& text) {
    auto parsed = Rulebook::parse(text, roll.rules());
    auto& slot = read[digest];
    if (parsed.ok()) slot = std::move(parsed).value();
    return slot ? &*slot : nullptr;
  }
  /// The rulebook of now: the ledger's, or the one that a founding brings.
  const Rulebook* present(const State& state, const Submission& submission) {
    const auto* founding = std::get_if<CreateLedger>(&submission.command);
    if (founding == nullptr || in_place_of_all) return rulebook(state, state.ledger.rulebook);
    return remember(hash(founding->rulebook), founding->rulebook);
  }
  Case open(const State& state, const Submission& submission, Silence silence) {
    return {state, submission, roll, hash, present(state, submission), [this, &state](const Digest& digest) { return rulebook(state, digest); },
            silence};
  }
};

Judge::Judge(Hash hash) : Judge(std::move(hash), all_rules()) {}
Judge::Judge(Hash hash, std::span<const Rule* const> rules) : impl_(std::make_unique<Impl>(std::move(hash), rules)) {}
Judge::~Judge() = default;

void Judge::put_in_place_of_all(Rulebook book) { impl_->in_place_of_all = std::move(book); }

Decision Judge::decide(const State& state, const Submission& submission) {
  return impl_->open(state, submission, Silence::dropped).decide();
}

std::vector<Judge::Heard> Judge::hear(const State& state, const Submission& submission) {
  Case matter = impl_->open(state, submission, Silence::kept);
  static_cast<void>(matter.decide());
  std::vector<Heard> heard;
  for (const Hearing& hearing : matter.hearings())
    for (const Said& said : hearing.said) heard.push_back({std::string(said.rule->id), said.verdict});
  return heard;
}

}  // namespace katiwala::policies
