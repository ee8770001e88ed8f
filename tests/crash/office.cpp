#include "office.h"

#include <ctime>

#include "ledger/crypto/keystore.h"

namespace katiwala::crash {
namespace {

using namespace api::transport;

std::int64_t wall_micros() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

template <class T>
T must(Result<T> result) {
  if (!result.ok()) halt((result.refusal().message + " " + result.refusal().place).c_str(), __FILE__, __LINE__);
  return std::move(result).value();
}

Reply reply_of(Result<Response> answer) {
  Reply out;
  if (!answer.ok()) return out;
  out.answered = true;
  out.status = answer->status;
  out.replayed = answer->headers.find("idempotent-replayed") != nullptr;
  out.raw = std::move(answer->body);
  if (auto json = parse_json(out.raw); json.ok()) out.body = std::move(*json);
  return out;
}

}  // namespace

const Json* Reply::find(std::string_view path) const {
  const Json* at = &body;
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

std::string Reply::text(std::string_view path) const {
  const Json* at = find(path);
  return at == nullptr || at->text() == nullptr ? std::string() : *at->text();
}

std::int64_t Reply::number(std::string_view path) const {
  const Json* at = find(path);
  return at == nullptr || at->integer() == nullptr ? -1 : *at->integer();
}

Json object(std::initializer_list<std::pair<std::string, Json>> members) {
  Json out{Json::Object{}};
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

std::string Office::fresh_id() { return crypto::random_id<crypto::KeyTag>(crypto::system_entropy()).hex(); }
std::string Office::fresh_key() { return "crash-" + fresh_id(); }

Office::Person& Office::person(const std::string& who) {
  if (const auto found = people_.find(who); found != people_.end()) return found->second;
  const Identity identity = must(api::sandbox_identity(root_, who));
  ClientOptions options;
  options.port = port_;
  options.identity = identity;
  options.authorities_pem = must(api::read_text_file(root_ / "sandbox-pki" / "authority.pem"));
  options.wall_micros = &wall_micros;
  Person made{must(HttpsClient::create(std::move(options))), must(crypto::signer_from_pem(identity.key_pem))};
  return people_.emplace(who, std::move(made)).first->second;
}

Bytes Office::sign(const std::string& who, ByteView bytes) { return must(person(who).signer->sign(bytes)); }

Reply Office::get(const std::string& who, const std::string& path) { return reply_of(person(who).client.call("GET", path)); }

Reply Office::send(const std::string& who, const std::string& path, const std::string& body, const std::string& type, const std::string& key) {
  Headers headers;
  headers.set("content-type", type);
  headers.set("idempotency-key", key);
  return reply_of(person(who).client.call("POST", path, body, headers));
}

Reply Office::post(const std::string& who, const std::string& path, const Json& body, const std::string& key) {
  return send(who, path, to_text(body), "application/json", key.empty() ? fresh_key() : key);
}

Reply Office::bank(const std::string& xml, const std::string& key) {
  return send("bank", "/v1/bank-messages", xml, "application/xml", key.empty() ? fresh_key() : key);
}

Json Office::approval(const std::string& who, std::int64_t proposal) {
  const auto canonical = from_base64(get("auditor", "/v1/proposals/" + std::to_string(proposal)).text("canonical"));
  return object({{"signature", to_base64(sign(who, canonical.value_or(Bytes{})))}});
}

Reply Office::approve(const std::string& who, std::int64_t proposal) {
  return post(who, "/v1/proposals/" + std::to_string(proposal) + "/approvals", approval(who, proposal));
}

Reply Office::done(const std::string& path, const Json& body, const std::string& asks, const std::string& agrees) {
  Reply reply = post(asks, path, body);
  if (reply.status == 202) reply = approve(agrees, reply.number("proposal"));
  EXPECT_EQ(reply.status, 201) << path << " " << to_text(body) << "\n" << reply.raw;
  return reply;
}

std::optional<Json> Office::signed_request(const std::string& who, const std::string& path, Json body, const std::string& key) {
  const Reply canonical = send(who, path + "?show=canonical", to_text(body), "application/json", key);
  const auto bytes = from_base64(canonical.text("canonical"));
  if (!canonical.answered || !bytes) return std::nullopt;
  body.set("signature", to_base64(sign(who, *bytes)));
  return body;
}

Reply Office::release(const std::string& request) {
  const std::string path = "/v1/requests/" + request;
  const auto bytes = from_base64(get("releaser", path).text("release_canonical"));
  return post("releaser", path + "/release", object({{"signature", to_base64(sign("releaser", bytes.value_or(Bytes{})))}}));
}

std::string Office::certificate_of_new(const std::string& who) { return must(api::new_sandbox_identity(root_, who)).certificate_pem; }

}  // namespace katiwala::crash
