#include "tests/model/audited.h"

#include <algorithm>
#include <array>

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

journal::SubjectPart& primary(journal::Entry& entry) {
  return *std::ranges::find_if(entry.parts, [](const journal::OpenedPart& opened) { return opened.part->asked.has_value(); })->part;
}

ObligationOpened* first_duty(journal::Entry& entry) {
  for (journal::OpenedPart& opened : entry.parts)
    for (Event& event : opened.part->events)
      if (auto* duty = std::get_if<ObligationOpened>(&event)) return duty;
  return nullptr;
}

bool opens_a_duty(const Decision& decision) {
  return std::ranges::any_of(decision.effects, [](const Effect& effect) { return std::holds_alternative<ObligationOpened>(effect.event); });
}

std::string text(const Decision& decision) {
  std::string out(name(decision.outcome));
  for (const Reason& reason : decision.reasons) {
    out += " [" + std::string(name(reason.outcome)) + " " + reason.code + " " + reason.rule;
    for (const Fact& fact : reason.facts) out += " " + fact.name + "=" + fact.value;
    out += "]";
  }
  for (const Effect& effect : decision.effects) out += " " + std::string(name(effect.about.kind)) + ":" + std::string(name_of(effect.event));
  return out;
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
    {"a duty a day later", opens_a_duty, [](journal::Entry& entry) { first_duty(entry)->obligation.due = first_duty(entry)->obligation.due + 1; },
     "The rules make other events than those recorded."},
};

/// One entry of so many: ids that an erased ward had are asked for again, guardians had her beside others, and every credit of an order is split with her award.
constexpr std::uint64_t kUnprovenAtMost = 200;

class Auditor {
 public:
  Auditor(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t seed, Audited& audited)
      : store_(store), keys_(keys), dice_(seed), audited_(audited) {}

  /// How many of them asked what.
  std::string commands_of(const std::vector<record::Seq>& entries) {
    std::map<std::string, int> counts;
    for (const record::Seq seq : entries) {
      const auto stored = store_.read(seq);
      const auto entry = stored.ok() ? journal::open_entry(store_.ledger(), *stored, &keys_) : Result<journal::Entry>(stored.refusal());
      ++counts[entry.ok() ? std::string(custody::command_name(entry->act.command)) : "?"];
    }
    std::string out;
    for (const auto& [command, count] : counts) out += " " + std::to_string(count) + " " + command;
    return out;
  }

  std::string untouched() {
    std::clock_t begin = std::clock();
    const audit::VerifyReport verified = audit::verify_ledger(store_, {.keys = &keys_, .progress = {}});
    audited_.verifying += std::clock() - begin;
    if (!verified.good()) return "verify: " + said(*verified.first_bad) + "\n";
    if (verified.entries != store_.head()->seq + 1 || !verified.derived_compared) return "verify did not look at everything\n";
    begin = std::clock();
    const audit::RedecideReport again = decide_again(store_);
    audited_.deciding += std::clock() - begin;
    if (!again.good()) {
      return "decided again: " + said(*again.first_different) + "\n    then: " + recorded() + "\n    now:  " + text(last_.second) + "\n";
    }
    const std::uint64_t looked_at = again.decided + again.unreadable + again.unproven.size();
    if (again.entries != verified.entries || looked_at != again.entries) return "not everything was decided again\n";
    if (again.unproven.size() > again.entries / kUnprovenAtMost) {
      return std::to_string(again.unproven.size()) + " of " + std::to_string(again.entries) + " are unproven, more than erased wards can be the reason of:" +
             commands_of(again.unproven) + "\n";
    }
    audited_.entries += again.entries;
    audited_.decided += again.decided;
    audited_.unreadable += again.unreadable;
    audited_.unproven += again.unproven.size();
    return {};
  }

  /// Pre: the untouched ledger was looked at, which found what can be changed.
  std::string changed() {
    const auto [change, fitting] = choose();
    if (fitting.empty()) return {};
    // Among the first third: deciding again stops there, and need not take as long as the first time.
    const record::Seq at = fitting[dice_.roll((fitting.size() + 2) / 3)];
    const std::string where = "entry " + std::to_string(at), what = "recorded " + std::string(change->what) + " in " + where + ": ";
    const auto forged = retold(store_, keys_, at, change->make);
    if (!forged.ok()) return what + said(forged.refusal()) + "\n";
    const audit::VerifyReport verified = audit::verify_ledger(**forged, {.keys = &keys_, .progress = {}});
    if (!verified.good()) return what + "its chain is not whole, so that deciding again shows nothing: " + said(*verified.first_bad) + "\n";
    const audit::RedecideReport again = decide_again(**forged);
    if (again.good()) return what + "not found\n";
    if (again.first_different->place != where || again.first_different->message != change->said) return what + said(*again.first_different) + "\n";
    ++audited_.found[std::string(change->what)];
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

  /// The first entry with a part of a ward who was erased, and the last entry that erased one: in between nothing is shown wrong for certain.
  std::optional<std::pair<record::Seq, record::Seq>> with_erased_wards() const {
    std::optional<std::pair<record::Seq, record::Seq>> out;
    const Status scanned = store_.scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
      const auto closed = [&](const record::StoredPart& part) { return part.sealed && keys_.find(crypto::KeyId{part.key}) == nullptr; };
      if (!out && std::ranges::none_of(stored.parts, closed)) return good();
      if (!out) out.emplace(seq, seq);
      KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store_.ledger(), stored, nullptr));
      for (const journal::OpenedPart& opened : entry.parts)
        if (opened.part && std::ranges::any_of(opened.part->events, [](const Event& e) { return std::holds_alternative<WardErased>(e); })) out->second = seq;
      return good();
    });
    KATIWALA_ASSERT(scanned.ok(), "a store that was read a moment ago");
    return out;
  }

  /// A change, and the entries in which it can be made and is shown wrong.
  std::pair<const Change*, std::vector<record::Seq>> choose() {
    const auto unsure = with_erased_wards();
    const std::size_t wanted = dice_.roll(std::size(kChanges));
    for (std::size_t i = 0; i < std::size(kChanges); ++i) {
      const std::size_t change = (wanted + i) % std::size(kChanges);
      std::vector<record::Seq> fitting = fitting_[change];
      if (unsure) std::erase_if(fitting, [&](record::Seq seq) { return unsure->first <= seq && seq <= unsure->second; });
      if (!fitting.empty()) return {&kChanges[change], std::move(fitting)};
    }
    return {&kChanges[wanted], {}};
  }

  /// What the entry says that was decided again last.
  std::string recorded() const {
    const auto stored = store_.read(last_.first);
    const auto entry = stored.ok() ? journal::open_entry(store_.ledger(), *stored, &keys_) : stored.refusal();
    const journal::SubjectPart* part = entry.ok() ? entry->primary() : nullptr;
    if (part == nullptr) return "can not be read";
    Decision then;
    then.outcome = *part->outcome;
    then.reasons = part->reasons;
    for (const journal::OpenedPart& opened : entry->parts)
      for (const Event& event : opened.part ? opened.part->events : std::vector<Event>{}) then.effects.push_back({opened.part->about, event});
    return std::string(name_of(*part->asked)) + " " + text(then);
  }

  void note(const Submission& submission, const Decision& decision) {
    last_ = {submission.seq, decision};
    ++audited_.decisions[std::string(name_of(submission.command))][std::string(name(decision.outcome))];
    for (std::size_t i = 0; i < std::size(kChanges); ++i)
      if (kChanges[i].fits(decision)) fitting_[i].push_back(submission.seq);
  }

  const store::LogStore& store_;
  crypto::KeyStore& keys_;
  Dice dice_;
  Audited& audited_;
  std::array<std::vector<record::Seq>, std::size(kChanges)> fitting_;  ///< by what can be changed in them
  std::pair<record::Seq, Decision> last_;
};

std::string a_second(std::uint64_t entries, std::clock_t time) {
  return std::to_string(entries * CLOCKS_PER_SEC / static_cast<std::uint64_t>(std::max<std::clock_t>(1, time)));
}

}  // namespace

void Audited::add(const Audited& other) {
  entries += other.entries;
  decided += other.decided;
  unreadable += other.unreadable;
  unproven += other.unproven;
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
