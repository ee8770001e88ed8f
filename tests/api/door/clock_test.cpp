// A production ledger on a machine whose clock is stepped: no write is taken, every answer to "how does it stand" says so, and a restart ends it.
#include <atomic>

#include "api/founding.h"
#include "api/operations/operations.h"
#include "api/ports.h"
#include "sandbox.h"
#include "tests/api/transport/exposition.h"

namespace katiwala::api::door::testing::clock_test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

/// The machine's two clocks as somebody may turn them.
struct Machine {
  std::atomic<std::int64_t> wall{0}, monotonic{kSecond};
  void pass(std::int64_t micros) { wall += micros, monotonic += micros; }
  [[nodiscard]] GuardedClock clock() {
    return GuardedClock([this] { return wall.load(); }, [this] { return monotonic.load(); }, kClockToleranceMs);
  }
};

/// Founded with the certificates of a sandbox beside it.
class Stepped : public ::testing::Test {
 protected:
  Stepped() {
    sandbox_.close();
    Founding founding;
    founding.folder = sandbox_folder(sandbox_.root() / "production", "clock.example/ledger");
    founding.folder.mode = custody::Mode::production;
    founding.folder.passphrase_file = papers() / "passphrase";
    founding.folder.server_certificate = papers() / "sandbox-pki" / "server.pem";
    founding.folder.server_key = papers() / "sandbox-pki" / "server-key.pem";
    founding.folder.authorities = papers() / "sandbox-pki" / "authority.pem";
    founding.rulebook = shipped_rulebook().value();
    founding.scrypt_log2_n = 10;
    for (const FoundingRole& role : kFoundingRoles) {
      const Path file = papers() / "sandbox-pki" / role.file;
      const bool signs = role.role == custody::Role::trust_officer;
      founding.principals.push_back({role.role, file.string() + ".pem", signs ? Path(file.string() + "-key.pem") : Path()});
    }
    const Status made = found(founding);
    EXPECT_TRUE(made.ok()) << made.refusal().message << " " << made.refusal().place;
    machine_.wall = wall_micros() + kSecond;  // later than entry 0, which the real clock dated
    open();
  }
  ~Stepped() override { close(); }

  void open() {
    HouseOptions options;
    options.scrypt_log2_n = 10;
    options.system_clock = [this] { return machine_.clock(); };
    house_ = House::open(LedgerFolder::read(sandbox_.root() / "production").value(), options).value();
    ASSERT_TRUE(operations_.open_admin_listener("127.0.0.1", 0, *house_).ok());
    ASSERT_TRUE(house_->serve("127.0.0.1", 0).ok());
  }
  void close() {
    house_->close();
    operations_.close_admin_listener();
    house_.reset();
  }

  transport::Response ask(const std::string& method, const std::string& path, const std::string& body) {
    transport::ClientOptions options;
    options.port = house_->port();
    options.identity = sandbox_identity(papers(), "auditor").value();
    options.authorities_pem = read_text_file(house_->folder().authorities).value();
    options.wall_micros = &wall_micros;
    transport::Headers headers;
    headers.set("idempotency-key", sandbox_.fresh_key());
    return transport::HttpsClient::create(std::move(options)).value().call_json(method, path, body, std::move(headers)).value();
  }
  /// Any write will do: a seal of the day that entry 0 is of.
  transport::Response write() { return ask("POST", "/v1/seals", R"({"day":")" + manila_date(Instant{wall_micros()}).text() + R"("})"); }
  bool is_latched() {
    const auto status = transport::parse_json(ask("GET", "/v1/status", {}).body).value();
    const std::string figure = transport::door::read_exposition(operations_.metrics(*house_)).at("katiwala_clock_latched");
    const bool said = *status.find("clock_latched")->boolean();
    EXPECT_EQ(figure, said ? "1" : "0");
    EXPECT_FALSE(*status.find("read_only")->boolean()) << "the store is well";
    return said;
  }

  [[nodiscard]] Path papers() const { return sandbox_.root() / "ledger"; }

  Machine machine_;
  Sandbox sandbox_;
  Operations operations_;
  std::unique_ptr<House> house_;
};

TEST_F(Stepped, AJumpIsSaidUntilARestart) {
  const auto before = write();
  EXPECT_EQ(before.status, 201) << before.body;
  EXPECT_FALSE(is_latched());

  machine_.pass(3600 * kSecond);  // an hour that both clocks saw is no jump, and neither is a step within the tolerance
  machine_.wall += 2 * kSecond;
  EXPECT_EQ(write().status, 201);
  EXPECT_FALSE(is_latched());

  machine_.wall += 1;
  const auto refused = write();
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("CLOCK_JUMP"), std::string::npos) << refused.body;
  EXPECT_TRUE(is_latched());

  machine_.wall -= 1;  // a clock put right by another step stays suspect
  EXPECT_EQ(write().status, 503);
  EXPECT_TRUE(is_latched());

  close();
  open();
  EXPECT_FALSE(is_latched());
  EXPECT_EQ(write().status, 201);
}

}  // namespace
}  // namespace katiwala::api::door::testing::clock_test
