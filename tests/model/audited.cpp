#include "tests/model/audited.h"

#include <algorithm>

#include "audit/redecide.h"
#include "audit/verify_ledger.h"
#include "ledger/crypto/digest.h"
#include "policies/judge.h"
#include "tests/model/history.h"
#include "tests/model/retelling.h"
#include "tests/model/translate.h"

namespace katiwala::model {
namespace {

using namespace custody;

std::string said(const Refusal& refusal) { return std::string(name_of(refusal.code)) + " " + refusal.message + " " + refusal.place; }

journal::SubjectPart& primary(journal::Entry& entry) {
  return *std::ranges::find_if(entry.parts, [](const journal::OpenedPart& opened) { return opened.part->asked.has_value(); })->part;
}

ObligationOpened* first_duty(journal::Entry& entry) {
  for (journal::OpenedPart& opened : entry.parts)
    for (Event& event : opened.part->events)
      if (auto* duty = std::get_if<ObligationOpened>(&event)) return duty;
  return nullptr;
}

/// What somebody could record instead of what was decided, and what is said when it is decided again.
struct Change {
  std::string_view what;
  bool (*fits)(const Decision&);
  void (*make)(journal::Entry&);
  std::string_view said;
};
constexpr Change kChanges[] = {
    {"a denial as an allowance", [](const Decision& d) { return d.outcome == Outcome::deny; },
     [](journal::Entry& entry) { primary(entry).outcome = Outcome::allow; }, "The rules say deny where allow is recorded."},
    {"a reason left out", [](const Decision& d) { return !d.reasons.empty(); }, [](journal::Entry& entry) { primary(entry).reasons.pop_back(); },
     "The rules give other reasons than those recorded."},
    {"a duty a day later", [](const Decision& d) { return std::ranges::any_of(d.effects, [](const Effect& e) { return std::holds_alternative<ObligationOpened>(e.event); }); },
     [](journal::Entry& entry) { first_duty(entry)->obligation.due = first_duty(entry)->obligation.due + 1; },
     "The rules make other events than those recorded."},
};

class Auditor {
 public:
  Auditor(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t seed, Audited& audited)
      : store_(store), keys_(keys), dice_(seed), change_(kChanges[seed % std::size(kChanges)]), audited_(audited) {}

  std::string untouched() {
    std::clock_t begin = std::clock();
    const audit::VerifyReport verified = audit::verify_ledger(store_, {.keys = &keys_, .progress = {}});
    audited_.verifying += std::clock() - begin;
    if (!verified.good()) return "verify: " + said(*verified.first_bad) + "\n";
    if (verified.entries != store_.head()->seq + 1 || !verified.derived_compared) return "verify did not look at everything\n";
    begin = std::clock();
    const audit::RedecideReport again = decide_again(store_);
    audited_.deciding += std::clock() - begin;
    if (!again.good()) return "decided again: " + said(*again.first_different) + "\n";
    if (again.entries != verified.entries || again.decided + again.unreadable != again.entries) return "not everything was decided again\n";
    audited_.entries += again.entries;
    audited_.decided += again.decided;
    audited_.unreadable += again.unreadable;
    return {};
  }

  /// Pre: the untouched ledger was looked at, which found what can be changed.
  std::string changed() {
    if (fitting_.empty()) return {};
    const record::Seq at = dice_.pick(fitting_);
    const std::string where = "entry " + std::to_string(at), what = "recorded " + std::string(change_.what) + " in " + where + ": ";
    const auto forged = retold(store_, keys_, at, change_.make);
    if (!forged.ok()) return what + said(forged.refusal()) + "\n";
    const audit::VerifyReport verified = audit::verify_ledger(**forged, {.keys = &keys_, .progress = {}});
    if (!verified.good()) return what + "its chain is not whole, so that deciding again shows nothing: " + said(*verified.first_bad) + "\n";
    const audit::RedecideReport again = decide_again(**forged);
    if (again.good()) return what + "not found\n";
    if (again.first_different->place != where || again.first_different->message != change_.said) return what + said(*again.first_different) + "\n";
    ++audited_.found[std::string(change_.what)];
    return {};
  }

 private:
  audit::RedecideReport decide_again(const store::LogStore& store) {
    // An auditor's own judge: nothing is left in it of the one that decided first.
    policies::Judge judge([](std::string_view text) { return crypto::sha256(view(text)); }, known_rules());
    const bool true_one = &store == &store_;
    audit::RedecideOptions options;
    options.keys = &keys_;
    options.engine_revision = policies::kEngineRevision;
    options.decide = [&](const State& state, const Submission& submission) {
      Decision decision = judge.decide(state, submission);
      if (true_one) note(submission, decision);
      return decision;
    };
    return audit::redecide(store, options);
  }

  void note(const Submission& submission, const Decision& decision) {
    ++audited_.decisions[std::string(name_of(submission.command))][std::string(name(decision.outcome))];
    if (change_.fits(decision)) fitting_.push_back(submission.seq);
  }

  const store::LogStore& store_;
  crypto::KeyStore& keys_;
  Dice dice_;
  const Change& change_;
  Audited& audited_;
  std::vector<record::Seq> fitting_;
};

std::string a_second(std::uint64_t entries, std::clock_t time) {
  return std::to_string(entries * CLOCKS_PER_SEC / static_cast<std::uint64_t>(std::max<std::clock_t>(1, time)));
}

}  // namespace

void Audited::add(const Audited& other) {
  entries += other.entries;
  decided += other.decided;
  unreadable += other.unreadable;
  deciding += other.deciding;
  verifying += other.verifying;
  for (const auto& [command, outcomes] : other.decisions)
    for (const auto& [outcome, count] : outcomes) decisions[command][outcome] += count;
  for (const auto& [what, count] : other.found) found[what] += count;
}

std::string Audited::rates() const {
  return "decided again " + a_second(entries, deciding) + " a second, verified plainly " + a_second(entries, verifying);
}

std::string inspect(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t seed, Audited& audited) {
  Auditor auditor(store, keys, seed, audited);
  if (std::string wrong = auditor.untouched(); !wrong.empty()) return wrong;
  return auditor.changed();
}

}  // namespace katiwala::model
