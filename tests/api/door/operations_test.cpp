// A real ledger being served with all that watches it: the access log, the figures on the admin listener, and what the admin listener refuses.
#include "api/operations/operations.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <sstream>

#include "api/founding.h"
#include "api/operations/admin.h"
#include "api/transport/web_client.h"
#include "sandbox.h"
#include "tests/api/transport/exposition.h"
#include "tests/api/transport/list_maker.h"

namespace katiwala::api::door::testing::operations_test {
namespace {

using transport::door::Exposition;
using transport::door::read_exposition;

std::int64_t wall_micros() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

std::string file_text(const Path& path) {
  std::ifstream file(path);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

/// The sandbox's ledger, served as `katiwala serve` serves it.
class Served {
 public:
  /// `lists`: its authority's list of revoked certificates is asked for; nobody stands on it, and it is good for a day.
  explicit Served(bool lists = false) : log_(sandbox_.root() / "access.log") {
    sandbox_.close();
    HouseOptions options;
    options.scrypt_log2_n = 10;
    options.sandbox_start = default_sandbox_start();
    house_ = House::open(lists ? with_lists(LedgerFolder::read(folder()).value()) : LedgerFolder::read(folder()).value(), options).value();
    EXPECT_TRUE(operations_.log_to(log_).ok());
    EXPECT_TRUE(operations_.open_admin_listener("127.0.0.1", 0, *house_).ok());
    DoorOptions door;
    door.observers = operations_.of_door();
    door.rate = transport::RateLimit{{1'000, 60}, [] { return std::int64_t{1}; }};
    EXPECT_TRUE(house_->serve("127.0.0.1", 0, std::move(door)).ok());
    EXPECT_TRUE(house_->serve_public("127.0.0.1", 0, operations_.of_public()).ok());
  }
  ~Served() {
    house_->close();
    operations_.close_admin_listener();
  }

  transport::Response call(const std::string& who, const std::string& method, const std::string& target, const std::string& body, transport::Headers headers = {}) {
    transport::ClientOptions options;
    options.port = house_->port();
    options.identity = sandbox_identity(folder(), who).value();
    options.authorities_pem = read_text_file(house_->folder().authorities).value();
    options.wall_micros = &wall_micros;
    auto client = transport::HttpsClient::create(std::move(options)).value();
    headers.set("idempotency-key", sandbox_.fresh_key());
    return client.call_json(method, target, body, std::move(headers)).value();
  }
  transport::WebAnswer web(const std::string& url) { return transport::web_get(url, {.authorities_pem = {}, .wall_micros = &wall_micros}).value(); }
  Exposition scrape() { return read_exposition(web(operations_.admin_url()).body); }
  std::vector<std::string> lines() {
    std::istringstream text(file_text(log_));
    std::vector<std::string> out;
    for (std::string line; std::getline(text, line);) out.push_back(line);
    return out;
  }
  House& house() { return *house_; }
  [[nodiscard]] const Path& log() const { return log_; }

 private:
  [[nodiscard]] Path folder() const { return sandbox_.root() / "ledger"; }
  static LedgerFolder with_lists(LedgerFolder folder) {
    const Path pki = folder.root / "sandbox-pki";
    const std::int64_t now = wall_micros() / 1'000'000;
    folder.revocation_lists = folder.root / "revoked.crl";
    const transport::door::Authority authority{file_text(pki / "authority.pem"), file_text(pki / "authority-key.pem")};
    transport::door::put_file(folder.revocation_lists.string(), transport::door::list_by(authority, {.this_update = now - 60, .next_update = now + 86'400}));
    return folder;
  }
  Sandbox sandbox_;
  Path log_;
  Operations operations_;
  std::unique_ptr<House> house_;
};

std::string text_in(const std::string& line, std::string_view key) {
  const auto json = transport::parse_json(line);
  if (!json.ok() || json->find(key) == nullptr || json->find(key)->text() == nullptr) return {};
  return *json->find(key)->text();
}

TEST(Operations, TheLogOfALedgerNamesRoutesAndPrincipalsAndNobody) {
  Served served;
  transport::Headers traced;
  traced.set("request-id", "ours.7");
  traced.set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  const auto me = transport::parse_json(served.call("officer-1", "GET", "/v1/me", {}, traced).body).value();
  const std::string ward = std::string(32, 'a');
  served.call("officer-1", "GET", "/v1/wards/" + ward + "?canary=canary", {});
  served.call("officer-1", "GET", "/v1/canary/canary", {});
  served.call("officer-1", "DELETE", "/v1/wards/" + ward, {});
  const std::string relation = R"({"relation":"spouse","particulars":{"name":"Canary Sandbox","phone":"0917 000 0000 canary","address":"canary"}})";
  served.call("social-worker", "POST", "/v1/wards/" + ward + "/relations", relation);
  served.call("officer-1", "GET", "/problems/HTTP_BUSY", {});
  const std::vector<std::string> routes = {"/v1/me", "/v1/wards/{w}", "(unknown)", "/v1/wards/{w}", "/v1/wards/{w}/relations", "/problems/{code}"};
  const auto lines = served.lines();
  ASSERT_EQ(lines.size(), routes.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(text_in(lines[i], "route"), routes[i]) << lines[i];
    std::string lower = lines[i];
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    EXPECT_EQ(lower.find("canary"), std::string::npos) << lines[i];
    EXPECT_EQ(lower.find(ward), std::string::npos) << lines[i];
  }
  EXPECT_EQ(text_in(lines[0], "principal"), *me.find("principal")->text());
  EXPECT_EQ(text_in(lines[0], "request"), "ours.7");
  EXPECT_EQ(text_in(lines[0], "trace"), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(text_in(lines[1], "code"), "HTTP_TARGET");
  EXPECT_EQ(text_in(lines[3], "code"), "ROUTE_METHOD");
  EXPECT_FALSE(text_in(lines[4], "code").empty());  // recorded or refused, the answer had a code
  EXPECT_TRUE(is_private_file(served.log()));
}

TEST(Operations, FiguresSayWhatTheStatusSays) {
  Served served;
  const auto status = transport::parse_json(served.call("auditor", "GET", "/v1/status", {}).body).value();
  const std::int64_t entries = *status.find("entries")->integer();
  served.web("http://127.0.0.1:" + std::to_string(served.house().public_port()) + "/checkpoint");
  const Exposition said = served.scrape();
  EXPECT_EQ(said.at("katiwala_journal_entries"), std::to_string(entries));
  EXPECT_EQ(said.at("katiwala_journal_last_durable_entry"), std::to_string(entries - 1));
  EXPECT_EQ(said.at("katiwala_journal_read_only"), "0");
  EXPECT_EQ(said.at("katiwala_log_signed_entries"), std::to_string(*status.find("log")->find("signed")->integer()));
  EXPECT_EQ(said.at("katiwala_log_published_entries"), std::to_string(*status.find("log")->find("published")->integer()));
  EXPECT_EQ(said.at("katiwala_log_stopped"), "0");
  EXPECT_EQ(said.at("katiwala_witness_quorum"), "0");
  EXPECT_EQ(said.at(R"(katiwala_http_requests_total{listener="door",method="GET",route="/v1/status",status="200"})"), "1");
  EXPECT_EQ(said.at(R"(katiwala_http_requests_total{listener="public",method="GET",route="/checkpoint",status="200"})"), "1");
  EXPECT_EQ(said.at("katiwala_log_lines_lost_total"), "0");
}

TEST(Operations, FiguresSayHowLongTheListsOfRevokedCertificatesAreGood) {
  Served served(true);
  EXPECT_EQ(served.call("auditor", "GET", "/v1/status", {}).status, 200);
  const Exposition said = served.scrape();
  const std::int64_t left = std::stoll(said.at("katiwala_revocation_list_seconds_left"));
  EXPECT_GT(left, 0);
  EXPECT_LE(left, 86'400);
  EXPECT_EQ(said.at("katiwala_revocation_file_in_use"), "1");
  EXPECT_EQ(said.at("katiwala_authorities_without_list"), "0");
  EXPECT_EQ(text_in(served.lines().front(), "revocation_lists"), "taken");
  EXPECT_FALSE(Served().scrape().families.contains("katiwala_revocation_file_in_use"));  // where no lists are asked for nothing is said of them
}

// Every figure is explained, and nothing is explained that is not there.
TEST(Operations, EveryFigureIsInTheDocument) {
  Served served(true);
  const std::string document = file_text(Path(KATIWALA_SOURCE_DIR) / "docs/operations.md");
  ASSERT_FALSE(document.empty());
  const Exposition said = served.scrape();
  EXPECT_GE(said.families.size(), 20u);
  for (const std::string& family : said.families) EXPECT_NE(document.find("`" + family + "`"), std::string::npos) << family;
  static const std::regex named("`(katiwala_[a-z_]+)`");
  for (auto it = std::sregex_iterator(document.begin(), document.end(), named); it != std::sregex_iterator(); ++it)
    EXPECT_TRUE(said.families.contains((*it)[1])) << (*it)[1];
}

TEST(Operations, TheRateOfACertificateIsSaid) {
  Served served;
  const auto answer = served.call("auditor", "GET", "/v1/me", {});
  EXPECT_EQ(*answer.headers.find("ratelimit-policy"), "\"certificate\";q=1000;w=60");
  EXPECT_EQ(*answer.headers.find("ratelimit"), "\"certificate\";r=999;t=1");
}

TEST(Admin, IsBoundToThisMachineAlone) {
  const std::pair<std::string, bool> cases[] = {
      {"127.0.0.1", true},  {"127.255.255.254", true}, {"::1", true},        {"126.255.255.255", false},  {"128.0.0.1", false}, {"0.0.0.0", false},
      {"::", false},        {"10.0.0.1", false},       {"192.0.2.1", false}, {"::ffff:127.0.0.1", false}, {"::2", false},       {"localhost", false},
      {"127.0.0.1 ", false}, {"127.1", false},         {"", false}};
  for (const auto& [address, taken] : cases) {
    EXPECT_EQ(is_loopback(address), taken) << address;
    if (taken) continue;
    const auto opened = open_admin({address, 0, [] { return std::string(); }});
    ASSERT_FALSE(opened.ok()) << address;
    EXPECT_EQ(opened.refusal().code, Code::FOLDER_OPTION);
  }
  EXPECT_TRUE(open_admin({"127.0.0.1", 0, [] { return std::string(); }}).ok());
}

TEST(Admin, AnswersOneQuestionAndOnlyByANameOfThisMachine) {
  const auto opened = open_admin({"127.0.0.1", 0, [] { return std::string("a_total 1\n"); }});
  ASSERT_TRUE(opened.ok());
  const std::string port = std::to_string((*opened)->port());
  const transport::WebOptions options{.authorities_pem = {}, .wall_micros = &wall_micros};
  const auto good = transport::web_get("http://127.0.0.1:" + port + "/metrics", options).value();
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(good.body, "a_total 1\n");
  EXPECT_EQ(good.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(transport::web_get("http://127.0.0.2:" + port + "/metrics", options).refusal().code, Code::HTTP_UNREACHABLE);
  EXPECT_EQ(transport::web_get("http://127.0.0.1:" + port + "/v1/status", options).value().status, 404);
  EXPECT_EQ(transport::web_post("http://127.0.0.1:" + port + "/metrics", "text/plain", "", options).value().status, 405);
}

}  // namespace
}  // namespace katiwala::api::door::testing::operations_test
