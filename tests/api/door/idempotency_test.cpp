// One key acts once: the same request gives the same bytes, another one is refused, and so it stays after a restart.
#include "story.h"

namespace katiwala::api::door::testing::idempotency_test {
namespace {

Json a_rate(const std::string& rate) {
  return object({{"rate", object({{"base", "EUR"}, {"quote", "PHP"}, {"rate", rate}})}, {"day", "2026-02-25"}, {"source", "SANDBOX"}});
}

TEST(Idempotency, ReplayIsByteIdentical) {
  Story s;
  const struct {
    std::string what, who, path;
    Json body;
    int status;
  } cases[] = {
      {"done", "officer-1", "/v1/rates", a_rate("67.5000"), 201},
      {"waits", "officer-1", "/v1/credits/" + std::string(32, 'c') + "/match", object({{"order", s.order}}), 404},
      {"denied", "auditor", "/v1/rates", a_rate("67.5000"), 403},
      {"proposal with vault items", "officer-1", "/v1/wards/" + s.ward + "/payees",
       object({{"payee_kind", "shop"}, {"rail", "instapay"}, {"currency", "PHP"},
               {"details", object({{"name", "SANDBOX SHOP"}, {"account_number", "9"}, {"bank_bic", "SBOXPHMM"}})}}), 202},
      {"unreadable", "officer-1", "/v1/rates", object({{"nothing", "known"}}), 400},
  };
  for (const auto& c : cases) {
    const std::string key = s.fresh_key();
    const Reply first = s.post(c.who, c.path, c.body, key);
    const Reply again = s.post(c.who, c.path, c.body, key);
    EXPECT_EQ(first.status, c.status) << c.what << " " << first.raw;
    EXPECT_FALSE(first.replayed) << c.what;
    EXPECT_TRUE(again.replayed) << c.what;
    EXPECT_EQ(again.status, first.status) << c.what;
    EXPECT_EQ(again.raw, first.raw) << c.what;
    EXPECT_EQ(again.type, first.type) << c.what;
  }
}

TEST(Idempotency, AnotherRequestUnderTheKeyIsRefused) {
  Story s;
  ASSERT_EQ(s.post("officer-1", "/v1/rates", a_rate("67.5000"), "K").status, 201);
  const std::int64_t entries = s.get("auditor", "/v1/status").number("entries");
  const Reply other = s.post("officer-1", "/v1/rates", a_rate("67.5001"), "K");
  EXPECT_EQ(other.status, 422) << other.raw;
  EXPECT_EQ(other.code(), "IDEMPOTENCY_MISMATCH");
  const Reply elsewhere = s.post("officer-1", "/v1/wards/" + s.ward + "/erasure", a_rate("67.5000"), "K");
  EXPECT_EQ(elsewhere.code(), "IDEMPOTENCY_MISMATCH");
  EXPECT_EQ(s.get("auditor", "/v1/status").number("entries"), entries) << "nothing is recorded of a mismatch";
  EXPECT_EQ(s.post("officer-2", "/v1/rates", a_rate("67.5001"), "K").status, 201) << "a key is its principal's own";
}

TEST(Idempotency, AWriteWithoutKeyIsRefusedAndRecorded) {
  Sandbox s;
  const std::string body = to_text(a_rate("67.5000"));
  for (const char* const key : {"", "not a key", "0123456789012345678901234567890123456789012345678901234567890123x"}) {
    const std::int64_t before = s.get("auditor", "/v1/status").number("entries");
    const Reply reply = s.send("officer-1", "/v1/rates", body, "application/json", key);
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.code(), "IDEMPOTENCY_MISSING") << key;
    EXPECT_EQ(s.get("auditor", "/v1/status").number("entries"), before + 1) << key;
  }
}

}  // namespace
}  // namespace katiwala::api::door::testing::idempotency_test
