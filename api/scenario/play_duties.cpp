// Verbs about duties: of a ward, a pool, the ledger, or a file that goes with a ward or pool.
#include "api/scenario/json_look.h"
#include "api/scenario/play.h"

namespace katiwala::api::scenario::play {

using transport::Json;

namespace {

/// An open duty, and where it stands.
struct Found {
  Json about;
  std::string file;  ///< "watch", "protection", or empty
  std::string due;
  std::int64_t number = 0;
};

struct Place {
  std::string path;
  Json about;
  std::string file;
};

/// Where a duty of what the step names may stand: with the ward or pool itself, or in a file that goes with it.
std::vector<Place> places_of(const Stage& stage, const Fields& f) {
  if (f.flag("ledger", false)) return {{"/v1/incidents", object({{"kind", "ledger"}}), {}}};
  const std::string& name = named_subject(f);
  const bool ward = f.has("ward");
  const std::string path = (ward ? "/v1/wards/" : "/v1/pools/") + stage.thing(name).id;
  std::vector<Place> out{{path, subject_of(stage, name), {}}};
  if (ward) out.push_back({path + "/protection", subject_of(stage, name, "protection"), "protection"});
  out.push_back({path + "/watch", subject_of(stage, name, "watch"), "watch"});
  return out;
}

/// The earliest open duty of the kind, or the one due on `due`; of `file` alone where that is said.
std::optional<Found> open_duty_of(Stage& stage, const Fields& f, const std::optional<std::string>& due) {
  std::optional<Found> found;
  const auto file = f.maybe("file");
  for (const Place& place : places_of(stage, f)) {
    if (file && *file != place.file) continue;
    const Reply seen = stage.get("compliance", place.path);
    for (const Json& row : list_in(seen.body, "obligations")) {
      const std::string its = text_in(row, "due");
      if (text_in(row, "duty") != f.text("duty") || !text_in(row, "closed").empty() || (due && its != *due)) continue;
      if (!found || its < found->due) found = Found{place.about, place.file, its, static_cast<std::int64_t>(std::stol(text_in(row, "number")))};
    }
  }
  return found;
}

/// What only compliance sees, compliance does.
Step by_whom(const Step& step, const std::string& file) {
  Step out = step;
  if (out.by.empty() && file == "watch") out.by = "compliance";
  return out;
}

}  // namespace

Reply file_return(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const auto found = open_duty_of(stage, f, f.maybe("due"));
  if (!found) return cannot("There is no open duty of that kind.");
  Json body = object({{"obligation", found->number}, {"filed", f.text_or("filed", Stage::civil_date(stage.now))}});
  set_document(body, "document", f, "document", "return of " + f.text("duty"));
  if (found->file.empty() && !f.flag("ledger", false)) {
    const std::string& name = named_subject(f);
    return stage.propose(step, (f.has("ward") ? "/v1/wards/" : "/v1/pools/") + stage.thing(name).id + "/returns", body);
  }
  body.set("about", found->about);
  return stage.propose(by_whom(step, found->file), "/v1/duties/filing", body);
}

Reply open_duty(Stage& stage, const Step& step) {
  const Fields& f = step.fields;
  const std::string file = f.text_or("file", "");
  Json body = object({{"duty", f.text("duty")}, {"owner", f.text("owner")}, {"due", f.text("due")}});
  body.set("about", f.flag("ledger", false) ? object({{"kind", "ledger"}}) : subject_of(stage, named_subject(f), file));
  set_document(body, "document", f, "document", "word on a duty " + std::to_string(stage.step));
  if (const auto moves = f.maybe("moves")) {
    const auto found = open_duty_of(stage, f, moves);
    if (!found) return cannot("There is no open duty of that kind which is due then.");
    body.set("moves", found->number).set("about", found->about);
    return stage.propose(by_whom(step, found->file), "/v1/duties", body);
  }
  return stage.propose(by_whom(step, file), "/v1/duties", body);
}

}  // namespace katiwala::api::scenario::play
