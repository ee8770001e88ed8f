#include "api/door/people.h"

#include <algorithm>

#include "api/door/door.h"
#include "api/door/negotiation.h"
#include "api/door/people_page/page.h"
#include "api/door/reading.h"
#include "api/house.h"
#include "api/ports.h"
#include "api/transport/problem.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/passkeys.h"

namespace katiwala::api::door {
namespace {

using transport::Request;
using transport::Response;

constexpr std::string_view kChallengePath = "/v1/session-challenge", kSessionsPath = "/v1/sessions", kBearer = "Bearer ";

Response refused(const Request& request, const Refusal& refusal) {
  Response out = transport::problem(refusal, request.id);
  if (out.status == 401) out.headers.set("www-authenticate", "Bearer");
  return out;
}

Response private_json(const Json& json, int status = 200) {
  Response out;
  out.status = status;
  out.headers.set("content-type", "application/json");
  out.headers.set("cache-control", "no-store");
  out.body = to_text(json);
  return out;
}

Response draw(House& house, const Request& request) {
  std::optional<custody::RelyingParty> party;
  const Status looked = house.journal().look([&](const journal::Memory& memory) { party = memory.state.ledger.relying_party; });
  if (!looked.ok()) return refused(request, looked.refusal());
  if (!party) return refused(request, refuse(Code::RELYING_PARTY_MISSING));
  const Challenges::Nonce nonce = house.challenges().draw(crypto::system_entropy(), wall_micros());
  Json site, out;
  site.set("id", party->id).set("origin", party->origin);
  out.set("challenge", to_base64(crypto::sha256(journal::canonical_session(house.ledger(), nonce)))).set("nonce", to_base64(nonce));
  out.set("ledger", house.ledger().hex());
  out.set("relying_party", std::move(site)).set("seconds", Challenges::kLifeMicros / 1'000'000);
  return private_json(out);
}

struct SignIn {
  Bytes nonce, id;
  custody::Signature answer;
};

Result<SignIn> read_sign_in(const Request& request) {
  KATIWALA_TRY(const Json json, transport::parse_json(request.body));
  Fields f(json);
  const auto bytes = [&f](std::string_view key) { return f.parsed(key, &parse_bytes, kBytesFormat).value_or(Bytes{}); };
  SignIn out;
  out.nonce = bytes("nonce");
  out.id = bytes("id");
  out.answer.client_data = bytes("client_data");
  out.answer.authenticator_data = bytes("authenticator_data");
  out.answer.value = bytes("signature");
  KATIWALA_CHECK(f.finish());
  return out;
}

/// One refusal for whatever is wrong with it: who may try learns nothing of who is enrolled.
Refusal not_signed_in() { return refuse(Code::SIGNATURE_INVALID, "The passkey's answer is not a sign-in to this ledger."); }

/// What is known of the passkey in the ledger, and judged against it.
Result<Caller> judged(House& house, const SignIn& sign_in, const Challenges::Nonce& nonce) {
  const auto caller = house.callers().find_passkey(sign_in.id);
  if (!caller) return not_signed_in();
  Result<passkey::Credential> after = not_signed_in();
  const Bytes statement = journal::canonical_session(house.ledger(), nonce);
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    const custody::Principal* who = memory.state.principal(caller->principal);
    const custody::Credential* credential = who == nullptr ? nullptr : custody::find_credential(*who, caller->credential);
    const custody::CredentialStanding* standing = who == nullptr ? nullptr : custody::find_standing(*who, caller->credential);
    if (credential == nullptr || standing == nullptr || !credential->passkey) return;
    after = journal::judge_passkey(memory.state.ledger, *credential, standing->counter, sign_in.answer, statement);
  }));
  if (!after.ok()) {
    const Code code = after.refusal().code;
    return code == Code::PASSKEY_CLONED || code == Code::PASSKEY_UNVERIFIED ? refuse(code) : not_signed_in();
  }
  if (!house.sessions().counter_grows(caller->credential, after->counter)) return refuse(Code::PASSKEY_CLONED);
  return *caller;
}

std::optional<Bytes> token_of(const Request& request) {
  const std::string* header = request.headers.find("authorization");
  if (header == nullptr || !header->starts_with(kBearer)) return std::nullopt;
  auto token = from_hex(std::string_view(*header).substr(kBearer.size()));
  if (!token || token->size() != Sessions::Token{}.size()) return std::nullopt;
  return token;
}

/// Who signs in anew within a session of hers goes on in the new one alone.
void close_current(House& house, const Request& request, const custody::PrincipalId& principal) {
  const auto token = token_of(request);
  const auto current = token ? house.sessions().find(*token, wall_micros()) : std::nullopt;
  if (current) static_cast<void>(house.sessions().close(principal, current->id));
}

Response sign_in(House& house, const Request& request) {
  const auto sent = read_sign_in(request);
  if (!sent.ok()) return refused(request, sent.refusal());
  Challenges::Nonce nonce{};
  if (sent->nonce.size() != nonce.size()) return refused(request, not_signed_in());
  std::ranges::copy(sent->nonce, nonce.begin());
  if (!house.challenges().take(nonce, wall_micros())) return refused(request, not_signed_in());
  const auto caller = judged(house, *sent, nonce);
  if (!caller.ok()) return refused(request, caller.refusal());
  if (const Status counts = counts_now(house, *caller); !counts.ok()) return refused(request, counts.refusal());
  close_current(house, request, caller->principal);
  const Sessions::Token token = house.sessions().begin(caller->principal, caller->credential, crypto::system_entropy(), wall_micros());
  Json out;
  out.set("token", to_hex(token)).set("principal", caller->principal.hex()).set("role", name(caller->role));
  out.set("seconds", Sessions::kLongestMicros / 1'000'000).set("idle_seconds", Sessions::kIdleMicros / 1'000'000);
  return private_json(out, 201);
}

/// /v1/sessions/{id}/closing
bool is_closing(const transport::Target& target) {
  const auto& segments = target.segments;
  return segments.size() == 4 && segments[0] == "v1" && segments[1] == "sessions" && segments[3] == "closing";
}

std::string pattern_of_people(const transport::Target& target) {
  if (target.path == "/" || target.path == kChallengePath || target.path == kSessionsPath) return target.path;
  return is_closing(target) ? std::string(kSessionsPath) + "/{id}/closing" : pattern_of(target);
}

Response list(House& house, const Session& mine) {
  Json rows{Json::Array{}};
  for (const Session& one : house.sessions().of(mine.principal, wall_micros())) {
    Json row;
    row.set("session", one.id.hex()).set("credential", to_hex(one.credential)).set("this_one", one.id == mine.id);
    row.set("began", Instant{one.began}.manila_text()).set("used", Instant{one.used}.manila_text());
    rows.push(std::move(row));
  }
  Json out;
  out.set("sessions", std::move(rows));
  return private_json(out);
}

Response wrong_method(const Request& request) { return transport::method_refused(methods_of_people(request.target), request.id); }

Response close(House& house, const Request& request, const Session& mine) {
  const auto id = is_closing(request.target) ? parse_id<SessionTag>(request.target.segments[2]) : Result<SessionId>(refuse(Code::ROUTE_UNKNOWN));
  if (!id.ok()) return refused(request, id.refusal());
  if (request.method != "POST") return wrong_method(request);
  if (!house.sessions().close(mine.principal, *id)) return refused(request, refuse(Code::SESSION_INVALID));
  return list(house, mine);
}

Response answer_signed_in(House& house, const Request& request) {
  const std::string& path = request.target.path;
  const auto token = token_of(request);
  const auto session = token ? house.sessions().use(*token, wall_micros()) : std::nullopt;
  if (!session) return refused(request, refuse(Code::SESSION_INVALID));
  const auto caller = house.callers().find(session->credential);
  if (!caller || caller->revoked) return refused(request, refuse(Code::SESSION_INVALID));
  if (const Status counts = counts_now(house, *caller); !counts.ok()) return refused(request, counts.refusal());
  if (path == kSessionsPath) return request.method == "GET" ? list(house, *session) : wrong_method(request);
  if (path.starts_with(std::string(kSessionsPath) + "/")) return close(house, request, *session);
  return answer_to(house, request, *caller);
}

Response answer_anybody(House& house, const Request& request) {
  if (asks_for_people_page(request)) return people_page();
  if (auto open = answer_without_caller(request)) return *std::move(open);
  const std::string& path = request.target.path;
  if (path == kChallengePath) return request.method == "GET" ? draw(house, request) : wrong_method(request);
  if (path == kSessionsPath && request.method == "POST") return sign_in(house, request);
  return answer_signed_in(house, request);
}

std::optional<Caller> caller_of(House& house, const Request& request) {
  const auto token = token_of(request);
  const auto session = token ? house.sessions().find(*token, wall_micros()) : std::nullopt;
  return session ? house.callers().find(session->credential) : std::nullopt;
}

}  // namespace

std::string methods_of_people(const transport::Target& target) {
  if (target.path == "/") return "GET, HEAD";
  if (target.path == kChallengePath) return "GET";
  if (target.path == kSessionsPath) return "GET, POST";
  return is_closing(target) ? "POST" : methods_of(target);
}

Response answer_people(House& house, const Request& request) {
  return negotiated(request, [&] { return answer_anybody(house, request); });
}

std::optional<Digest> passkey_of(House& house, const Request& request) {
  const auto caller = caller_of(house, request);
  return caller ? std::optional(caller->credential) : std::nullopt;
}

transport::Labels labels_of_people(House& house, const Request& request) {
  const auto caller = caller_of(house, request);
  return {pattern_of_people(request.target), caller ? caller->principal.hex() : std::string()};
}

}  // namespace katiwala::api::door
