// What a guardian sees: her ward, and neither reports to authorities nor anybody else (R38). Beside it, that others do see it.
#include "story.h"

namespace katiwala::api::door::testing::guardian_test {
namespace {

TEST(Guardian, SeesNoReportToAuthorities) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  const std::string path = "/v1/wards/" + s.ward;
  const Reply watch = s.get("compliance", path + "/watch"), guardian = s.get("guardian", path);
  EXPECT_EQ(guardian.status, 200);
  EXPECT_NE(watch.raw.find("covered_transaction_report"), std::string::npos);
  EXPECT_EQ(guardian.raw.find("covered"), std::string::npos) << guardian.raw;
  EXPECT_NE(guardian.raw.find("inventory"), std::string::npos) << "her own duties she sees";
  const Reply entries = s.get("guardian", path + "/entries");
  ASSERT_EQ(entries.status, 200) << entries.raw;
  EXPECT_EQ(entries.raw.find("covered"), std::string::npos) << entries.raw;
  EXPECT_EQ(entries.raw.find("R36"), std::string::npos) << entries.raw;
  EXPECT_NE(s.get("auditor", path + "/entries").raw.find("covered_transaction_report"), std::string::npos);
}

TEST(Guardian, SeesOnlyHerWard) {
  Story s;
  const std::string other = s.done("/v1/wards", object({{"pool", s.pool}, {"born", "2013-01-01"}, {"evidence", "birth_certificate"},
                                                        {"residence", "philippines"}, {"trust_instrument", std::string(64, 'd')}}))
                                .text("created/ward");
  EXPECT_EQ(s.get("officer-1", "/v1/wards/" + other).status, 200);
  EXPECT_EQ(s.get("guardian", "/v1/wards/" + other).code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("guardian", "/v1/wards").raw.find(other), std::string::npos);
  EXPECT_EQ(s.get("guardian", "/v1/wards/" + other + "/entries").code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("guardian", "/v1/pools").code(), "ROLE_FORBIDDEN");
  EXPECT_EQ(s.get("guardian", "/v1/entries/0").code(), "ENTRY_MISSING");
  EXPECT_EQ(s.get("bank", "/v1/wards/" + s.ward).code(), "ROLE_FORBIDDEN");
}

TEST(Plain, NothingPlainOfAPersonIsAnswered) {
  Story s;
  const std::string paths[] = {"/v1/wards/" + s.ward, "/v1/wards/" + s.ward + "/entries?limit=1000", "/v1/pools/" + s.pool, "/v1/status"};
  for (const std::string& path : paths) {
    const std::string raw = s.get("auditor", path).raw;
    for (const char* plain : {"Sandbox Ward One", "Invented Street", "Sandbox Aunt", "0917", "SANDBOX SCHOOL", "555-000-1", "SANDBOX-DOCKET", "7788"}) {
      EXPECT_EQ(raw.find(plain), std::string::npos) << path << " tells " << plain;
    }
  }
}

}  // namespace
}  // namespace katiwala::api::door::testing::guardian_test
