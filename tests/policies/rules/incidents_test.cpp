// R40 risk event, R67 breach of personal data.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::incidents_test {
namespace {

void report(Scene& scene, IncidentKind kind, std::string_view known) {
  ReportIncident incident;
  incident.incident = id<IncidentId>(95);
  incident.incident_kind = kind;
  incident.known = at(known);
  scene.ask(incident, kOfficer);
  scene.about = WardId{};
}

struct Row {
  const char* what;
  const char* known;
  const char* says;
  const char* due_at;
  const char* duties;
};

void each(std::string_view rule, IncidentKind kind, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    Scene scene;  // reported on Monday 2026-07-06 at 09:00
    report(scene, kind, row.known);
    const Verdict verdict = scene.hear(rule);
    EXPECT_EQ(said(verdict), row.says) << row.what;
    ASSERT_EQ(duties_of(verdict), row.duties) << row.what;
    for (const DutyDraft& duty : verdict.duties) {
      ASSERT_TRUE(duty.due_at.has_value()) << row.what;
      EXPECT_EQ(duty.due_at->manila_text(), row.due_at) << row.what;
      EXPECT_EQ(duty.about, Subject{}) << row.what;
      EXPECT_EQ(duty.owner, DutyOwner::compliance) << row.what;
    }
  }
}

TEST(R40, WithinTwentyFourHours) {
  each("R40", IncidentKind::risk_event,
       {{"just now", "2026-07-06T09:00:00+08:00", "allow report_due", "2026-07-07T09:00:00+08:00", "risk_event_report 2026-07-07"},
        {"over a weekend", "2026-07-03T16:30:00+08:00", "allow report_due", "2026-07-04T16:30:00+08:00", "risk_event_report 2026-07-04"},
        {"in another zone", "2026-07-05T16:30:00Z", "allow report_due", "2026-07-07T00:30:00+08:00", "risk_event_report 2026-07-07"},
        {"not yet", "2026-07-06T09:00:01+08:00", "deny FIELD_INVALID", "", ""}});
  Scene scene;
  report(scene, IncidentKind::personal_data_breach, "2026-07-06T09:00:00+08:00");
  EXPECT_EQ(said(scene.hear("R40")), "silent");
}

TEST(R67, WithinSeventyTwoHours) {
  each("R67", IncidentKind::personal_data_breach,
       {{"just now", "2026-07-06T09:00:00+08:00", "allow report_due", "2026-07-09T09:00:00+08:00", "breach_notice 2026-07-09"},
        {"over a holiday", "2026-06-11T23:59:59+08:00", "allow report_due", "2026-06-14T23:59:59+08:00", "breach_notice 2026-06-14"},
        {"reported too late, and still owed", "2026-07-01T08:00:00+08:00", "allow report_due", "2026-07-04T08:00:00+08:00", "breach_notice 2026-07-04"},
        {"not yet", "2026-07-06T09:00:01+08:00", "deny FIELD_INVALID", "", ""}});
  Scene scene;
  report(scene, IncidentKind::risk_event, "2026-07-06T09:00:00+08:00");
  EXPECT_EQ(said(scene.hear("R67")), "silent");
}

TEST(R67, HoursAreAParameter) {
  Scene scene;
  scene.rulebook = shipped({{"\nhours = 72", "\nhours = 48"}});
  report(scene, IncidentKind::personal_data_breach, "2026-07-06T09:00:00+08:00");
  EXPECT_EQ(duties_of(scene.hear("R67")), "breach_notice 2026-07-08");
}

}  // namespace
}  // namespace katiwala::policies::scene::incidents_test
