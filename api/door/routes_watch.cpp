// What stops money or looks into it: freezes, cases, incidents.
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

Result<Command> set_freeze(Writing& in) {
  Fields& f = in.body();
  custody::SetFreeze c;
  c.freeze = id_or_new<custody::FreezeTag>(f, "freeze", in.entropy());
  c.about = in.subject("about");
  c.freeze_kind = named<custody::FreezeKind>(f, "freeze_kind");
  c.dated = date(f, "dated");
  c.until = optional_date(f, "until");
  c.amount = optional_amount(f, "amount");
  c.document = optional_digest(f, "document");
  c.person = optional_id<custody::PersonTag>(f, "person");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> lift_freeze(Writing& in) {
  Fields& f = in.body();
  custody::LiftFreeze c;
  KATIWALA_TRY(c.freeze, in.path_id<custody::FreezeTag>(0));
  c.about = in.subject("about");
  c.dated = date(f, "dated");
  c.document = optional_digest(f, "document");
  c.reason = f.some_text("reason", 200);
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

Result<Command> open_case(Writing& in) {
  Fields& f = in.body();
  custody::OpenCase c;
  c.about = in.subject("about");
  c.flag = short_code(f, "flag");
  c.request = optional_id<custody::RequestTag>(f, "request");
  c.credit = optional_id<custody::CreditTag>(f, "credit");
  const auto note = f.optional_text("note");
  KATIWALA_CHECK(f.finish());
  KATIWALA_TRY(c.note, in.keep_note(c.about, note));
  return Command(std::move(c));
}

Result<Command> move_case(Writing& in) {
  Fields& f = in.body();
  custody::MoveCase c;
  c.about = in.subject("about");
  c.number = static_cast<std::uint32_t>(f.integer("number", 1, 0xffffffff));
  c.to = named<custody::CaseState>(f, "to");
  c.dated = date(f, "dated");
  c.document = optional_digest(f, "document");
  c.trafficking = f.optional_boolean("trafficking").value_or(false);
  const auto note = f.optional_text("note");
  KATIWALA_CHECK(f.finish());
  KATIWALA_TRY(c.note, in.keep_note(c.about, note));
  return Command(std::move(c));
}

Result<Command> report_incident(Writing& in) {
  Fields& f = in.body();
  custody::ReportIncident c;
  c.incident = id_or_new<custody::IncidentTag>(f, "incident", in.entropy());
  c.incident_kind = named<custody::IncidentKind>(f, "incident_kind");
  c.known = instant(f, "known");
  c.document = optional_digest(f, "document");
  const auto note = f.optional_text("note");
  KATIWALA_CHECK(f.finish());
  KATIWALA_TRY(c.note, in.keep_note({}, note));
  return Command(std::move(c));
}

}  // namespace

Result<Command> post_freeze(Writing& in) { return set_freeze(in); }
Result<Command> post_freeze_lifting(Writing& in) { return lift_freeze(in); }
Result<Command> post_case(Writing& in) { return open_case(in); }
Result<Command> post_case_standing(Writing& in) { return move_case(in); }
Result<Command> post_incident(Writing& in) { return report_incident(in); }

}  // namespace katiwala::api::door
