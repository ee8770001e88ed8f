#include "sandbox.h"

#include <cstdlib>
#include <ctime>

#include "api/founding.h"

namespace katiwala::api::door::testing {
namespace {

constexpr int kScrypt = 10;  // a key store that lives for seconds

std::int64_t wall_micros() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

template <class T>
T must(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << name_of(result.refusal().code) << ": " << result.refusal().message << " " << result.refusal().place;
  return std::move(result).value();
}
void must(const Status& status) {
  ASSERT_TRUE(status.ok()) << name_of(status.refusal().code) << ": " << status.refusal().message << " " << status.refusal().place;
}

Path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "katiwala-door-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) halt("no temporary folder", __FILE__, __LINE__);
  return name;
}

const Json* find(const Json& json, std::string_view path) {
  const Json* at = &json;
  while (at != nullptr && !path.empty()) {
    const auto slash = path.find('/');
    const std::string key(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    if (const auto* elements = at->array()) {
      const std::size_t index = std::stoul(key);
      at = index < elements->size() ? &(*elements)[index] : nullptr;
    } else {
      at = at->find(key);
    }
  }
  return at;
}

Reply reply_of(Result<transport::Response> answer) {
  Reply out;
  if (!answer.ok()) {
    ADD_FAILURE() << "no answer: " << answer.refusal().message;
    return out;
  }
  out.status = answer->status;
  out.replayed = answer->headers.find("idempotent-replayed") != nullptr;
  if (const auto* type = answer->headers.find("content-type")) out.type = *type;
  out.raw = answer->body;
  if (auto json = transport::parse_json(out.raw); json.ok()) out.body = std::move(*json);
  return out;
}

}  // namespace

std::string Reply::text(std::string_view path) const {
  const Json* at = find(body, path);
  return at == nullptr || at->text() == nullptr ? std::string() : *at->text();
}

std::int64_t Reply::number(std::string_view path) const {
  const Json* at = find(body, path);
  return at == nullptr || at->integer() == nullptr ? -1 : *at->integer();
}

Json object(std::initializer_list<std::pair<std::string, Json>> members) {
  Json out{Json::Object{}};
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

namespace {

/// So that an account can be paid out whole and be erased within a test: RF09 and R42 have cases of their own.
std::string test_rulebook() {
  std::string text = must(shipped_rulebook());
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\npercent = 25 ", "\npercent = 100 "}, {"\nyears = 5 ", "\nyears = 0 "}}) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) ADD_FAILURE() << "the rulebook has no line" << from;
    else text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

Sandbox::Sandbox() : root_(new_folder()) {
  Founding founding;
  founding.folder = sandbox_folder(root_ / "ledger", "sandbox.example/katiwala");
  founding.rulebook = test_rulebook();
  founding.sandbox_start = default_sandbox_start();
  founding.scrypt_log2_n = kScrypt;
  must(found(founding));
  for (const FoundingRole& role : kFoundingRoles) identities_[std::string(role.file)] = must(sandbox_identity(root_ / "ledger", role.file));
  open();
}

void Sandbox::open() {
  HouseOptions options;
  options.scrypt_log2_n = kScrypt;
  options.sandbox_start = default_sandbox_start();
  house_ = must(House::open(must(LedgerFolder::read(root_ / "ledger")), options));
  must(house_->serve("127.0.0.1", 0));
  for (const auto& [who, identity] : identities_) connect(who, identity);
}

void Sandbox::close() {
  clients_.clear();
  house_.reset();
}

Sandbox::~Sandbox() {
  close();
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

void Sandbox::connect(const std::string& who, const transport::Identity& identity) {
  transport::ClientOptions options;
  options.port = house_->port();
  options.identity = identity;
  options.authorities_pem = must(read_text_file(house_->folder().authorities));
  options.wall_micros = &wall_micros;
  clients_.emplace(who, must(transport::HttpsClient::create(std::move(options))));
  signers_[who] = must(crypto::signer_from_pem(identity.key_pem));
}

std::string Sandbox::certificate_of_new(const std::string& who) {
  const auto identity = must(new_sandbox_identity(root_ / "ledger", who));
  identities_[who] = identity;
  connect(who, identity);
  return identity.certificate_pem;
}

Reply Sandbox::get(const std::string& who, const std::string& path) { return reply_of(clients_.at(who).call("GET", path)); }

transport::Response Sandbox::call(const std::string& who, const std::string& method, const std::string& path, const std::string& body,
                                  const transport::Headers& headers) {
  return must(clients_.at(who).call(method, path, body, headers));
}

bool Sandbox::is_let_in(const std::string& who) {
  const auto answer = clients_.at(who).call("GET", "/v1/me");
  return answer.ok() && answer->status == 200;
}

Reply Sandbox::send(const std::string& who, const std::string& path, const std::string& body, const std::string& type, const std::string& key) {
  transport::Headers headers;
  headers.set("content-type", type);
  if (!key.empty()) headers.set("idempotency-key", key);
  return reply_of(clients_.at(who).call("POST", path, body, headers));
}

Reply Sandbox::post(const std::string& who, const std::string& path, const Json& body, const std::string& key) {
  return send(who, path, to_text(body), "application/json", key.empty() ? fresh_key() : key);
}

Reply Sandbox::bank(const std::string& xml, const std::string& key) {
  return send("bank", "/v1/bank-messages", xml, "application/xml", key.empty() ? fresh_key() : key);
}

Reply Sandbox::bank_mt(const std::string& text, const std::string& key) {
  return send("bank", "/v1/bank-messages", text, "text/plain", key.empty() ? fresh_key() : key);
}

Bytes Sandbox::sign(const std::string& who, ByteView bytes) { return must(signers_.at(who)->sign(bytes)); }

Reply Sandbox::approve(const std::string& who, std::int64_t proposal, const Bytes* other_bytes) {
  const std::string path = "/v1/proposals/" + std::to_string(proposal);
  const auto canonical = from_base64(get("auditor", path).text("canonical"));
  const Bytes bytes = other_bytes != nullptr ? *other_bytes : canonical.value_or(Bytes{});
  return post(who, path + "/approvals", object({{"signature", to_base64(sign(who, bytes))}}));
}

Reply Sandbox::agree(const std::string& path, const Json& body) {
  Reply reply = post("officer-1", path, body);
  if (reply.status != 202) return reply;
  return approve("officer-2", reply.number("proposal"));
}

Reply Sandbox::done(const std::string& path, const Json& body) {
  Reply reply = agree(path, body);
  EXPECT_EQ(reply.status, 201) << path << " " << to_text(body) << "\n" << reply.raw;
  return reply;
}

void Sandbox::move_clock(const std::string& manila_time) {
  const Reply reply = post("administrator", "/v1/sandbox/clock", object({{"to", manila_time + "+08:00"}}));
  EXPECT_EQ(reply.status, 201) << reply.raw;
}

}  // namespace katiwala::api::door::testing
