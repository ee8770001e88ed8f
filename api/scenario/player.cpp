#include "api/scenario/player.h"

#include <algorithm>

#include "api/scenario/play.h"
#include "api/scenario/read_fields.h"

namespace katiwala::api::scenario {
namespace {

/// "2026-03-02 09:00"
std::string minute_text(Instant instant) {
  std::string text = instant.manila_text().substr(0, 16);
  text[10] = ' ';
  return text;
}

/// The step in words: its own note, or the verb with its name and figures.
std::string told(const Step& step) {
  if (!step.note.empty()) return step.note;
  if (step.verb == nullptr) return "time passes";
  std::string out(step.verb->name);
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!step.label.empty()) out += " " + step.label;
  for (const Field& field : step.verb->fields) {
    const Value* value = step.fields.find(field.key);
    if (value == nullptr || field.kind == Kind::fresh) continue;
    if (field.kind == Kind::known) out += " " + std::string(field.key == "of" || field.key == "ward" ? "" : std::string(field.key) + " ") + value->text;
    if (field.kind == Kind::amount) out += ", " + (field.key == "amount" ? "" : std::string(field.key) + " ") + value->text;
    if (field.kind == Kind::rate) out += " at " + value->text;
    if (field.kind == Kind::word) out += ", " + value->text;
    if (field.kind == Kind::shares)
      for (const auto& [ward, amount] : value->pairs) out += ", " + ward + " " + amount;
  }
  return out;
}

bool expects_failure(const Step& step) {
  return std::any_of(step.expect.begin(), step.expect.end(), [](const Expectation& e) {
    if (e.about != About::answer) return false;
    if (e.key == "outcome") return e.wanted[0] != "allow" && e.wanted[0] != "escalate";
    return e.key == "code" || e.key == "status" || e.key == "reasons";
  });
}

/// A step that says nothing of a refusal must go through, and must not be left waiting where others were to agree.
void check_went_through(const Step& step, const Reply& reply, std::vector<Checked>& out) {
  if (step.verb == nullptr || expects_failure(step)) return;
  const bool waits = step.agreement == Agreement::given && step.approvers.empty() && reply.proposal() != 0;
  if (reply.accepted() && reply.outcome() != "deny" && !waits) return;
  Checked one;
  one.line = step.line;
  one.what = "the step goes through";
  one.expected = "yes";
  one.found = reply.summary();
  const transport::Json* detail = reply.body.find("detail");
  if (reply.status == 0 && detail != nullptr && detail->text() != nullptr) one.found += ": " + *detail->text();
  out.push_back(std::move(one));
}

void remember(Stage& stage, const Step& step, const Reply& reply) {
  if (step.label.empty()) return;
  Thing& thing = stage.things[step.label];
  if (reply.entry() >= 0) thing.entry = reply.entry();
  if (stage.last_proposal != 0) thing.proposal = stage.last_proposal;
}

StepReport play_step(Stage& stage, const Step& step) {
  StepReport out;
  out.line = step.line;
  out.number = stage.step;
  out.what = told(step);
  stage.playing = &step;
  stage.last_proposal = 0;
  Reply reply;
  bool moved = true;
  if (step.at && *step.at > stage.now) {
    reply = play::clock_to(stage, *step.at);
    moved = reply.accepted();
    if (!moved) check_went_through(Step{step.line, {}, {}, find_verb("move_clock"), {}, {}, Agreement::none, {}, {}, {}}, reply, out.checks);
  }
  out.when = minute_text(stage.now);
  if (moved && step.verb != nullptr) {
    reply = play_of(*step.verb)(stage, step);
    out.answer = reply.summary();
    remember(stage, step, reply);
    check_went_through(step, reply, out.checks);
  }
  for (const Expectation& expectation : step.expect) {
    for (Checked& one : check(stage, expectation, reply, step.label)) out.checks.push_back(std::move(one));
  }
  return out;
}

void play_again(Stage& stage, const Step& step) {
  stage.last_proposal = 0;
  if (step.at && *step.at > stage.now) play::clock_to(stage, *step.at);
  if (step.verb == nullptr) return;
  remember(stage, step, play_of(*step.verb)(stage, step));
}

std::string place_at(const Stage& stage, int line) { return place_of(stage.script.file, line == 0 ? 1 : line); }

}  // namespace

bool StepReport::good() const {
  return std::all_of(checks.begin(), checks.end(), [](const Checked& c) { return c.good; });
}

std::size_t Report::held() const {
  std::size_t out = 0;
  for (const StepReport& step : steps) out += static_cast<std::size_t>(std::count_if(step.checks.begin(), step.checks.end(), [](const Checked& c) { return c.good; }));
  return out;
}

std::size_t Report::failed() const {
  std::size_t out = 0;
  for (const StepReport& step : steps) out += static_cast<std::size_t>(std::count_if(step.checks.begin(), step.checks.end(), [](const Checked& c) { return !c.good; }));
  return out;
}

Status set_up(Stage& stage) {
  Step step;
  step.agreement = Agreement::given;
  stage.step = 0;
  std::vector<Fields> pools = stage.script.pools;
  if (pools.empty()) pools.push_back(play::default_pool());
  stage.default_pool = pools.front().text("name");
  step.verb = find_verb("open_pool");
  for (const Fields& pool : pools) {
    const Reply reply = play::open_pool_of(stage, step, pool);
    if (reply.status != 201) return refuse(Code::SCRIPT_TYPE, "The door does not open the pool: " + reply.summary() + ".", place_at(stage, pool.line));
  }
  step.verb = find_verb("enrol");
  std::vector<Fields> parties = stage.script.parties;
  for (const DefaultParty& known : default_parties())
    if (!known.founding) parties.push_back(play::fields_of(known));
  for (const Fields& party : parties) {
    const Reply reply = play::enrol_party(stage, step, party);
    if (reply.status != 201) return refuse(Code::SCRIPT_TYPE, "The door does not enrol the party: " + reply.summary() + ".", place_at(stage, party.line));
  }
  return good();
}

StepReport check_end(Stage& stage) {
  StepReport out;
  out.when = minute_text(stage.now);
  out.what = "at the end";
  stage.playing = nullptr;
  for (const Expectation& expectation : stage.script.finally) {
    for (Checked& one : check(stage, expectation, Reply{}, {})) out.checks.push_back(std::move(one));
  }
  for (Checked& one : check_books(stage)) out.checks.push_back(std::move(one));
  return out;
}

Report play_script(Stage& stage, std::size_t known, const Watch& watch) {
  Report report;
  report.file = stage.script.file;
  report.title = stage.script.title;
  for (std::size_t i = 0; i < stage.script.steps.size(); ++i) {
    stage.step = i + 1;
    if (i < known) {
      play_again(stage, stage.script.steps[i]);
      continue;
    }
    report.steps.push_back(play_step(stage, stage.script.steps[i]));
    if (watch) watch(report.steps.back());
  }
  report.steps.push_back(check_end(stage));
  if (watch) watch(report.steps.back());
  return report;
}

}  // namespace katiwala::api::scenario
