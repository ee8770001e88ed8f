#include "api/scenario/stage.h"

#include <algorithm>

#include "api/scenario/folder_bank.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::scenario {

using transport::Json;

Party& Stage::party(const std::string& name) {
  const auto found = parties.find(name);
  KATIWALA_ASSERT(found != parties.end(), "a party that the reader let through does not exist");
  return found->second;
}

const Thing& Stage::thing(const std::string& name) const {
  const auto found = things.find(name);
  KATIWALA_ASSERT(found != things.end(), "a name that the reader let through stands for nothing");
  return found->second;
}

Thing& Stage::thing(const std::string& name) {
  const auto found = things.find(name);
  KATIWALA_ASSERT(found != things.end(), "a name that the reader let through stands for nothing");
  return found->second;
}

std::string Stage::id_for(std::string_view kind, std::string_view name) const {
  const Digest digest = crypto::sha256({view(seed_), view("/"), view(kind), view("/"), view(name)});
  return to_hex(ByteView(digest).first(16));
}

std::string Stage::person_id(const std::string& person_name) const {
  for (const auto& [name, party] : parties)
    if (party.person_name == person_name && !party.person.empty()) return party.person;
  return id_for("person", person_name);
}

std::string Stage::document_digest(std::string_view text) {
  const Digest digest = crypto::sha256(view(text));
  return to_hex(digest);
}

std::string Stage::peek_key() const {
  return seed_.substr(0, 16) + "-" + std::to_string(step) + "." + std::to_string(call_step_ == step ? calls_ + 1 : 1);
}

std::string Stage::next_key() {
  const std::string key = peek_key();
  calls_ = call_step_ == step ? calls_ + 1 : 1;
  call_step_ = step;
  return key;
}

Reply Stage::post(const std::string& by, const std::string& path, const Json& body) {
  return post_as(by, path, transport::to_text(body), "application/json", next_key());
}

Reply Stage::post_as(const std::string& by, const std::string& path, std::string_view body, const std::string& content_type, const std::string& key) {
  if (folder_bank != nullptr && by == "bank" && path == "/v1/bank-messages") {
    Reply reply = folder_bank->deliver(body, key);
    ++posts;
    if (reply.replayed) ++replays;
    return reply;
  }
  const std::optional<std::string> before = diary == nullptr ? std::nullopt : diary->sent_under(key);
  if (diary != nullptr && !before) diary->sending(key, body);
  Reply reply = send(by, path, before ? std::string_view(*before) : body, content_type, key);
  ++posts;
  if (reply.replayed) ++replays;
  return reply;
}

Reply Stage::canonical(const std::string& by, const std::string& path, const Json& body, const std::string& key) {
  return send(by, path + "?show=canonical", transport::to_text(body), "application/json", key);
}

Reply Stage::send(const std::string& by, const std::string& path, std::string_view body, const std::string& content_type, const std::string& key) {
  transport::Headers headers;
  headers.set("content-type", content_type);
  headers.set("idempotency-key", key);
  const auto answer = party(by).client->call("POST", path, body, headers);
  if (!answer) return reply_from(0, false, transport::to_text(object({{"code", name_of(answer.refusal().code)}, {"detail", answer.refusal().message}})));
  return reply_from(answer->status, answer->headers.find("idempotent-replayed") != nullptr, answer->body);
}

Reply Stage::get(const std::string& by, const std::string& path) {
  const auto answer = party(by).client->call("GET", path);
  if (!answer) return reply_from(0, false, transport::to_text(object({{"code", name_of(answer.refusal().code)}, {"detail", answer.refusal().message}})));
  return reply_from(answer->status, false, answer->body);
}

std::string Stage::actor(const Step& played) const {
  if (!played.by.empty()) return played.by;
  if (!played.verb->by.empty()) return std::string(played.verb->by);
  // A guardian's verb: the ward's own guardian, as appointed last.
  const Thing& ward = thing(played.fields.has("ward") ? played.fields.text("ward") : thing(played.fields.text("request")).of);
  const auto guardian = ward.facts.find("guardian");
  return guardian == ward.facts.end() ? "officer" : guardian->second;
}

Reply Stage::propose(const Step& played, const std::string& path, const Json& body) {
  const std::string by = actor(played);
  return agree(played, by, post(by, path, body));
}

std::string Stage::approver_for(const std::string& role, const std::vector<std::string>& persons) const {
  const auto free = [&](const Party& party) {
    return party.role == role && std::find(persons.begin(), persons.end(), party.person_name) == persons.end();
  };
  // The bank's own people first, in the order of their introduction; then whoever has the role.
  for (const DefaultParty& known : default_parties()) {
    const auto found = parties.find(std::string(known.name));
    if (found != parties.end() && free(found->second)) return found->first;
  }
  for (const auto& [name, party] : parties)
    if (free(party)) return name;
  return {};
}

Reply Stage::agree(const Step& played, const std::string& proposer, Reply reply) {
  const std::int64_t proposal = reply.proposal();
  if (proposal == 0) return reply;
  last_proposal = proposal;
  if (played.agreement != Agreement::given) return reply;
  if (!played.approvers.empty()) {
    for (const std::string& by : played.approvers) {
      reply = approve(by, proposal);
      if (!reply.accepted()) return reply;
    }
    return reply;
  }
  std::vector<std::string> persons{party(proposer).person_name};
  for (const std::string& role : reply.waits_for()) {
    const std::string by = approver_for(role, persons);
    if (by.empty()) return reply_from(0, false, transport::to_text(object({{"code", "NOBODY"}, {"detail", "Nobody is left to approve as " + role + "."}})));
    persons.push_back(party(by).person_name);
    reply = approve(by, proposal);
    if (!reply.accepted()) return reply;
  }
  return reply;
}

Reply Stage::approve(const std::string& by, std::int64_t proposal) {
  const std::string path = "/v1/proposals/" + std::to_string(proposal);
  // An approval that was sent before is sent again as it was; the proposal may be closed by now.
  if (diary != nullptr && diary->sent_under(peek_key())) return post(by, path + "/approvals", object({}));
  const Reply seen = get(by, path);
  if (!seen.accepted()) return seen;
  const Json* canonical = seen.body.find("canonical");
  const auto bytes = canonical == nullptr || canonical->text() == nullptr ? std::optional<Bytes>() : from_base64(*canonical->text());
  if (!bytes) return reply_from(0, false, R"({"code":"HTTP_RESPONSE","detail":"The proposal shows no canonical bytes."})");
  const auto signature = party(by).signer->sign(*bytes);
  if (!signature) return reply_from(0, false, transport::to_text(object({{"code", name_of(signature.refusal().code)}})));
  return post(by, path + "/approvals", object({{"signature", to_base64(*signature)}}));
}

Json object(std::initializer_list<std::pair<std::string, Json>> members) {
  Json out{Json::Object{}};
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

}  // namespace katiwala::api::scenario
