#include "api/door/writing.h"

#include <algorithm>

#include "api/door/precondition.h"
#include "api/door/routes.h"
#include "api/door/signed_request.h"
#include "api/door/trial.h"
#include "api/transport/problem.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"

namespace katiwala::api::door {
namespace {

using transport::Response;

constexpr std::size_t kLongestKey = 64;

bool is_json(const std::string* content_type) {
  if (content_type == nullptr) return false;
  return *content_type == "application/json" || *content_type == "application/json; charset=utf-8" || *content_type == "application/json;charset=utf-8";
}

/// A dry run stands for the request that it tries out, under the same key.
std::string target_text(const transport::Target& target) {
  std::string out = target.path;
  char mark = '?';
  for (const auto& [key, value] : target.query) {
    if (key == kDryRun) continue;
    out.append(1, mark).append(key).append("=").append(value);
    mark = '&';
  }
  return out;
}

/// Whether the input is at fault, and not the ledger or its disk.
bool is_of_input(Code code) {
  if (name_of(code).starts_with("MESSAGE_")) return true;
  return fault_of(code) != Fault::unavailable && fault_of(code) != Fault::integrity;
}

Response with_instance(Response response, const Refusal& refusal, std::string_view instance) {
  Response out = transport::problem(refusal, instance);
  for (const auto& [name, value] : response.headers.all()) out.headers.set(name, value);
  return out;
}

/// What the caller signed with, as it is kept; nothing where nothing was signed.
std::optional<custody::Signature> signature_of(const Call& call, Writing& in) {
  if (in.message) return std::move(in.message);
  if (!in.signature) return std::nullopt;
  return custody::Signature{in.signed_with.value_or(call.caller.credential), std::move(*in.signature), in.authenticator_data.value_or(Bytes{}),
                            in.client_data.value_or(Bytes{})};
}

struct Wanted {
  bool canonical = false, dry_run = false;
  std::optional<Precondition> only_if{};
};

/// Only `show=canonical`, and only of what a person signs before it is recorded, or `dry_run=true` is known.
Result<Wanted> wanted_of(const Call& call) {
  Wanted out;
  for (const auto& [key, value] : call.request.target.query) {
    if (key == "show" && value == "canonical" && shows_canonical(call.route.pattern)) out.canonical = true;
    else if (key == kDryRun && value == "true") out.dry_run = true;
    else return refuse(Code::HTTP_TARGET, "The query is not one this route knows.", key);
  }
  if (out.canonical && out.dry_run) return refuse(Code::DRY_RUN_NONE, "The bytes to sign are not tried out.", std::string(kDryRun));
  return out;
}

Response canonical_response(const Call& call, const custody::Command& command, const std::string& key) {
  Json out;
  out.set("canonical", to_base64(journal::canonical_command(call.house.ledger(), command, key)));
  return json_response(out);
}

Response submit(const Call& call, journal::Ask ask) {
  const auto answer = call.journal().submit(std::move(ask));
  if (!answer.ok()) return refused(call, answer.refusal());
  call.house.follow(*answer->entry);
  return write_response(call.house, *answer->entry, call.caller, answer->replayed);
}

Response submit_where(const Call& call, const Wanted& wanted, journal::Ask ask) {
  if (wanted.only_if) ask.only_if = wanted.only_if->holds;
  Response out = wanted.dry_run ? try_out(call, std::move(ask)) : submit(call, std::move(ask));
  return wanted.only_if ? with_tag_now(std::move(out), *wanted.only_if) : out;
}

Response write_fresh(const Call& call, MakeCommand make, const Wanted& wanted, const std::string& key, const Digest& digest) {
  if (!is_json(call.request.headers.find("content-type"))) return refuse_input(call, refuse(Code::MEDIA_TYPE, "Send application/json.", "content-type"));
  const auto json = transport::parse_json(call.request.body);
  if (!json.ok()) return refuse_input(call, json.refusal());
  Fields body(*json);
  if (body.failed()) return refuse_input(call, body.finish().refusal());
  Writing in(call, body);
  auto message = message_signature_of(call.request);
  if (!message.ok()) return refuse_input(call, message.refusal());
  in.message = std::move(*message);
  in.canonical_only = wanted.canonical;
  in.dry_run = wanted.dry_run;
  in.read_signature();
  auto command = make(in);
  if (!command.ok()) return refuse_input(call, command.refusal());
  if (in.canonical_only) return canonical_response(call, *command, key);
  journal::Ask ask;
  ask.command = std::move(*command);
  ask.principal = call.caller.principal;
  ask.credential = call.caller.credential;
  ask.signature = signature_of(call, in);
  ask.idempotency_key = key;
  ask.request = digest;
  ask.ward_key = in.new_ward_key;
  return submit_where(call, wanted, std::move(ask));
}

}  // namespace

void Writing::read_signature() {
  signature = body_.optional_parsed("signature", &parse_bytes, kBytesFormat);
  authenticator_data = body_.optional_parsed("authenticator_data", &parse_bytes, kBytesFormat);
  client_data = body_.optional_parsed("client_data", &parse_bytes, kBytesFormat);
  signed_with = optional_digest(body_, "signed_with");
  const bool in_body = signature || authenticator_data || client_data || signed_with;
  if (message && in_body) body_.refuse_at("signature", Code::SIGNATURE_INPUT, "The request is signed already; one signature is kept of a write.");
}

Result<custody::VaultRef> Writing::keep(const crypto::KeyId& key, ByteView bytes) {
  if (dry_run) return custody::VaultRef{crypto::random_id<custody::VaultItemTag>(entropy()), crypto::sha256(bytes)};
  KATIWALA_TRY(const store::Commitment kept, house().vault().put(key, bytes));
  return custody::VaultRef{Id<custody::VaultItemTag>{kept.item.bytes}, kept.digest};
}

Result<custody::VaultRef> Writing::keep_for(const custody::WardId& ward, ByteView bytes) {
  return keep_in(custody::subject(ward), bytes);
}

Result<custody::VaultRef> Writing::keep_in(const custody::Subject& about, ByteView bytes) {
  const auto key = custody::is_sealed(about.kind) ? house().key_of(about) : std::optional(house().vault_key());
  if (!key) return refuse(Code::WARD_UNKNOWN, std::string(sentence_of(Code::WARD_UNKNOWN)), "path");
  return keep(*key, bytes);
}

Result<std::optional<custody::VaultRef>> Writing::keep_note(const custody::Subject& about, const std::optional<std::string>& note) {
  if (!note) return std::optional<custody::VaultRef>{};
  KATIWALA_TRY(custody::VaultRef kept, keep_in(about, view(*note)));
  return std::optional<custody::VaultRef>(std::move(kept));
}

namespace {

void read_subject(Fields& f, custody::Subject& out) {
  out.kind = named<custody::SubjectKind>(f, "kind");
  f.where("kind", name(custody::SubjectKind::ledger), [] {}, [&] { out.id = id<custody::WardTag>(f, "id").bytes; });
}

}  // namespace

custody::Subject Writing::subject(std::string_view key) {
  custody::Subject out;
  body_.object(key, [&](Fields& f) { read_subject(f, out); });
  return out;
}

std::optional<custody::Subject> Writing::optional_subject(std::string_view key) {
  custody::Subject out;
  const bool given = body_.optional_object(key, [&](Fields& f) { read_subject(f, out); });
  return given ? std::optional(out) : std::nullopt;
}

std::vector<custody::Mark> Writing::references() {
  std::vector<custody::Mark> out;
  for (const std::string& text : body_.texts("references", 16)) out.push_back(mark(custody::MarkKind::bank_reference, text));
  return out;
}

Result<std::string> idempotency_key(const Call& call, std::size_t longest) {
  const std::string* key = call.request.headers.find("idempotency-key");
  if (key == nullptr || !journal::is_idempotency_key(*key) || key->size() > longest) {
    return refuse(Code::IDEMPOTENCY_MISSING, std::string(sentence_of(Code::IDEMPOTENCY_MISSING)), "idempotency-key");
  }
  return *key;
}

Digest request_digest(const Call& call) {
  const std::string target = target_text(call.request.target);
  const Digest between = crypto::sha256(view("\n"));
  const Digest body = call.request.long_body ? call.request.long_body->sha256() : crypto::sha256(view(call.request.body));
  return call.journal().request_digest_of({crypto::sha256(view(call.request.method)), between, crypto::sha256(view(target)), between, body});
}

Result<std::optional<journal::Entry>> made_before(const Call& call, const std::string& key, const Digest& digest) {
  const auto index = journal::idempotency_index(call.caller.principal, key);
  std::optional<record::Seq> seq;
  call.journal().glance([&](const journal::Memory& memory) { seq = memory.idempotency.find(index); });
  if (!seq) return std::optional<journal::Entry>{};
  KATIWALA_CHECK(call.journal().look([](const journal::Memory&) {}));  // it may not be durable yet
  KATIWALA_TRY(journal::Entry entry, call.journal().read(*seq));
  if (entry.act.request != digest) return refuse(Code::IDEMPOTENCY_MISMATCH, std::string(sentence_of(Code::IDEMPOTENCY_MISMATCH)), "idempotency-key");
  return std::optional<journal::Entry>(std::move(entry));
}

Response refuse_input(const Call& call, const Refusal& refusal) {
  if (!is_of_input(refusal.code) || call.request.target.parameter(kDryRun) != nullptr) return refused(call, refusal);
  const std::string* sent_key = call.request.headers.find("idempotency-key");
  const Digest digest = request_digest(call);
  const Digest about = call.journal().request_digest({view(sent_key == nullptr ? std::string_view{} : std::string_view(*sent_key)), view("\n"), digest});
  journal::Ask ask;
  ask.command = custody::RefuseInput{std::string(call.route.pattern), std::string(name_of(refusal.code)), digest};
  ask.principal = call.caller.principal;
  ask.credential = call.caller.credential;
  ask.idempotency_key = "refused." + to_hex(ByteView(about).first(16));
  ask.request = digest;
  const auto answer = call.journal().submit(std::move(ask));
  if (!answer.ok()) return refused(call, answer.refusal());
  Response extra;
  if (answer->replayed) extra.headers.set("idempotent-replayed", "true");
  return with_instance(std::move(extra), refusal, "/v1/entries/" + std::to_string(answer->entry->seq()));
}

bool shows_canonical(std::string_view pattern) {
  constexpr std::string_view kShown[] = {"wards/{w}/requests",      "wards/{w}/conversions",   "wards/{w}/charges",       "wards/{w}/interest",
                                         "requests/{r}/return",      "pools/{p}/remittances",   "credits/{c}/resolution",  "requests/{r}/file/release",
                                         "payment-files/{f}/release", "principals/{p}/removal", "credentials",               "pools/{p}/openings"};
  return std::ranges::find(kShown, pattern) != std::end(kShown);
}

transport::Shape describe(MakeCommand make) {
  transport::Shape out;
  Fields body(out);
  Writing in(body);
  in.read_signature();
  const auto made = make(in);
  KATIWALA_ASSERT(!made.ok() && body.finished(), "a reader that did not ask for its whole body");
  return out;
}

Response write(const Call& call, MakeCommand make) {
  auto wanted = wanted_of(call);
  if (!wanted.ok()) return refuse_input(call, wanted.refusal());
  if (wanted->dry_run && call.caller.is_outside()) return refused(call, refuse_trial());
  auto only_if = precondition_of(call);
  if (!only_if.ok()) return refused(call, only_if.refusal());
  wanted->only_if = std::move(*only_if);
  const auto key = idempotency_key(call, kLongestKey);
  if (!key.ok()) return refuse_input(call, key.refusal());
  const Digest digest = request_digest(call);
  const auto before = made_before(call, *key, digest);
  if (!before.ok()) return refused(call, before.refusal());
  if (*before) return write_response(call.house, **before, call.caller, true);
  return write_fresh(call, make, *wanted, *key, digest);
}

}  // namespace katiwala::api::door
