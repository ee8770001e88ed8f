#include "scene.h"

#include <ctime>
#include <fstream>
#include <sstream>

namespace katiwala::api::spool {
namespace {

using door::testing::Reply;
using door::testing::object;
using transport::Json;

std::int64_t wall_micros() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

}  // namespace

transport::HttpsClient client_of(const Path& ledger, const std::string& who, std::uint16_t port) {
  transport::ClientOptions options;
  options.port = port;
  options.identity = sandbox_identity(ledger, who).value();
  options.authorities_pem = read_text_file(LedgerFolder::read(ledger).value().authorities).value();
  options.wall_micros = &wall_micros;
  return transport::HttpsClient::create(std::move(options)).value();
}

Scene::Scene() {
  fund();
  EXPECT_TRUE(Folder::open(spool()).ok());
}

void Scene::deliver(const std::string& name, const std::string& bytes) const {
  const Path unfinished = spool() / "in" / (name + ".part");
  std::ofstream(unfinished, std::ios::binary) << bytes;
  std::filesystem::rename(unfinished, spool() / "in" / name);
}

Status Scene::pass(Report& report, const Settings& settings) {
  KATIWALA_TRY(const Folder folder, Folder::open(spool()));
  transport::HttpsClient door = client();
  return spool::pass(folder, door, settings, report);
}

void Scene::release_a_payment() {
  const std::string id(32, 'a'), path = "/v1/wards/" + ward + "/requests", key = fresh_key();
  Json body = object({{"request", id}, {"payee", payee}, {"amount", "100.00 PHP"}, {"purpose", "education"}, {"voucher", id + id}, {"rail", "pesonet"}});
  const Reply canonical = send("guardian", path + "?show=canonical", to_text(body), "application/json", key);
  body.set("signature", to_base64(sign("guardian", from_base64(canonical.text("canonical")).value_or(Bytes{}))));
  const Reply asked = post("guardian", path, body, key);
  ASSERT_EQ(asked.status, 202) << asked.raw;
  ASSERT_EQ(approve("officer-1", asked.number("proposal")).status, 201);
  const Reply left = release("releaser", id);
  ASSERT_EQ(left.status, 201) << left.raw;
}

std::set<std::string> Scene::names(const char* folder) const {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(spool() / folder)) out.insert(entry.path().filename().string());
  return out;
}

std::string Scene::text(const char* folder, const std::string& name) const {
  std::ostringstream out;
  out << std::ifstream(spool() / folder / name, std::ios::binary).rdbuf();
  return out.str();
}

std::int64_t Scene::entries() { return get("auditor", "/v1/status").number("entries"); }

}  // namespace katiwala::api::spool
