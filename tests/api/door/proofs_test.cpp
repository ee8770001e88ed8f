// What a reader takes away through the door, checked by the independent verifier with nothing but the trust policy of the founding.
#include <ctime>
#include <fstream>

#include "api/transport/web_client.h"
#include "audit/log/proof_file.h"
#include "audit/log/tiles.h"
#include "story.h"
#include "tests/support/program.h"

namespace katiwala::api::door::testing::proofs_test {
namespace {

using Said = katiwala::testing::Ran;

Said verifier(const std::string& arguments) { return katiwala::testing::shell(std::string(KATIWALA_BUILD_DIR) + "/katiwala-verify " + arguments); }

std::string write_file(const Path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

transport::WebOptions web_options() {
  transport::WebOptions out;
  out.wall_micros = [] { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; };
  return out;
}

class Proofs : public ::testing::Test {
 protected:
  Story s;
  std::string policy;
  std::string url;

  void SetUp() override {
    policy = (s.root() / "ledger" / "trust-policy").string();
    ASSERT_TRUE(s.house().serve_public("127.0.0.1", 0).ok());
    url = "http://127.0.0.1:" + std::to_string(s.house().public_port());
    s.move_clock("2026-03-02T10:00:00");
    s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  }
  transport::WebAnswer get(const std::string& path) { return *transport::web_get(url + path, web_options()); }
};

TEST_F(Proofs, AReceiptLeadsFromAnEntryToAPublishedHead) {
  const std::int64_t last = s.get("auditor", "/v1/status").number("entries") - 1;
  const Reply receipt = s.get("guardian", "/v1/entries/" + std::to_string(last) + "/receipt");
  ASSERT_EQ(receipt.status, 200) << receipt.raw;
  EXPECT_EQ(receipt.type, "text/plain; charset=utf-8");
  // The header comes from where anybody can fetch it.
  const auto size = static_cast<unsigned>(last + 1);
  const auto bundle = get("/tile/entries/000.p/" + std::to_string(size));
  ASSERT_EQ(bundle.status, 200);
  const auto headers = audit::parse_bundle(view(bundle.body), size);
  ASSERT_TRUE(headers.ok());
  const std::string file = write_file(s.root() / "receipt", receipt.raw);
  const Said good = verifier("receipt " + file + " --header " + write_file(s.root() / "header", text_of(headers->back())) + " --policy " + policy);
  EXPECT_EQ(good.exit_code, 0) << good.output;
  const Said other = verifier("receipt " + file + " --header " + write_file(s.root() / "other", text_of(headers->front())) + " --policy " + policy);
  EXPECT_EQ(other.exit_code, 1) << other.output;
  EXPECT_EQ(s.get("guardian", "/v1/entries/" + std::to_string(last + 100) + "/receipt").code(), "ENTRY_MISSING");
}

TEST_F(Proofs, AStatementIsEverythingAsOfItsSeal) {
  const Reply statement = s.get("auditor", "/v1/wards/" + s.ward + "/statement");
  ASSERT_EQ(statement.status, 200) << statement.raw;
  EXPECT_EQ(statement.type, "application/cbor");
  const Said good = verifier("statement " + write_file(s.root() / "statement", statement.raw) + " --policy " + policy);
  EXPECT_EQ(good.exit_code, 0) << good.output;
  std::string changed = statement.raw;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  EXPECT_NE(verifier("statement " + write_file(s.root() / "changed", changed) + " --policy " + policy).exit_code, 0);
  // Of a seal that is there already: the same statement, and no entry more.
  const std::int64_t entries = s.get("auditor", "/v1/status").number("entries");
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + s.ward + "/statement").raw, statement.raw);
  EXPECT_EQ(s.get("auditor", "/v1/status").number("entries"), entries);
}

TEST_F(Proofs, AStatementIsForWhoMaySeeTheWard) {
  EXPECT_EQ(s.get("guardian", "/v1/wards/" + s.ward + "/statement").status, 200);
  EXPECT_EQ(s.get("bank", "/v1/wards/" + s.ward + "/statement").status, 403);
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + std::string(32, '9') + "/statement").code(), "WARD_UNKNOWN");
}

TEST_F(Proofs, ASealIsTakenOnDemand) {
  EXPECT_EQ(s.post("auditor", "/v1/seals", object({{"day", "2026-03-02"}})).status, 201);
  EXPECT_EQ(s.post("auditor", "/v1/seals", object({{"day", "2026-03-03"}})).code(), "FIELD_INVALID");
  EXPECT_EQ(s.post("bank", "/v1/seals", object({{"day", "2026-03-02"}})).code(), "ROLE_FORBIDDEN");
}

TEST_F(Proofs, ThePublicListenerIsForReading) {
  // Whoever asks for a receipt has waited for the head.
  ASSERT_EQ(s.get("auditor", "/v1/entries/0/receipt").status, 200);
  const auto head = get("/checkpoint");
  ASSERT_EQ(head.status, 200);
  EXPECT_EQ(head.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(head.body, s.house().publisher()->published()->text);
  EXPECT_NE(get("/").body.find("sandbox"), std::string::npos);
  EXPECT_EQ(get("/tile/0/000.p/1").body.size(), 32u);
  for (const char* path : {"/tile/0/000", "/tile/0/001.p/1", "/tile/0/000.p/0", "/tile/0/0", "/tile/entries/000", "/v1/status", "/checkpoint?x=1", "/favicon.ico"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
  const auto posted = transport::web_post(url + "/checkpoint", "text/plain", "", web_options());
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->status, 405);
}

TEST_F(Proofs, TheStatusSaysHowFarHeadsHaveCome) {
  ASSERT_EQ(s.get("auditor", "/v1/entries/0/receipt").status, 200);
  const Reply status = s.get("auditor", "/v1/status");
  EXPECT_GT(status.number("log/published"), 0);
  EXPECT_EQ(status.text("log/fault"), "");
}

}  // namespace
}  // namespace katiwala::api::door::testing::proofs_test
