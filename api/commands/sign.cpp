// katiwala sign: what an officer is asked to sign, read out of the very bytes; and their signature by a key on her token, or in a file, for the body of a request or over the
// request itself (RFC 9421). It asks nobody over the net: what it prints is sent by whoever has her connection to the door.
#include <cstring>

#include "api/commands/command.h"
#include "api/door/json_codec.h"
#include "api/heads/log_key.h"
#include "api/ports.h"
#include "api/transport/web_client.h"
#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signed_request.h"
#include "ledger/journal/statements.h"

namespace katiwala::api::commands {
namespace {

using transport::Json;

struct SignOptions {
  std::string shown, key, certificate, digest;
  std::string request, body, idempotency_key, created;
  bool json = false;
};

/// `canonical` or `release_canonical` of an answer of the door's. Nothing else of the answer is believed, or shown.
Result<Bytes> canonical_of_answer(const std::string& path) {
  KATIWALA_TRY(const std::string text, read_text_file(path));
  KATIWALA_TRY(const Json answer, transport::parse_json(text));
  for (const char* key : {"canonical", "release_canonical"}) {
    const Json* found = answer.find(key);
    if (found == nullptr || found->text() == nullptr) continue;
    auto bytes = from_base64(*found->text());
    if (!bytes) return refuse(Code::BYTES_SYNTAX, std::string(sentence_of(Code::BYTES_SYNTAX)), key);
    return *std::move(bytes);
  }
  return refuse(Code::FIELD_INVALID, "The answer holds no canonical bytes: take that of GET proposals/{n} or requests/{r}, or of a POST with ?show=canonical.", path);
}

/// Nothing unless the bytes are this statement and nothing besides.
template <class T>
std::optional<Json> read_as(const Bytes& bytes) {
  const auto statement = record::decode_struct<T>(bytes);
  if (!statement.ok() || statement->label != T::kLabel || record::encode_struct(*statement) != bytes) return std::nullopt;
  return door::to_json(*statement);
}

Result<Json> statement_in(const Bytes& bytes) {
  for (auto& read : {read_as<journal::ApprovalStatement>(bytes), read_as<journal::ReleaseStatement>(bytes), read_as<journal::CommandStatement>(bytes)})
    if (read) return *read;
  return refuse(Code::FIELD_INVALID, "These bytes are no approval, release or command that this version knows. Do not sign them.");
}

void print_members(const std::string& name, const Json& value) {
  if (value.object() != nullptr) {
    for (const auto& [key, member] : *value.object()) print_members(name.empty() ? key : name + "." + key, member);
  } else if (const auto* items = value.array(); items != nullptr) {
    std::size_t place = 0;
    for (const Json& item : *items) print_members(name + "." + std::to_string(place++), item);
  } else {
    print_line(name + ": " + (value.text() != nullptr ? *value.text() : to_text(value)));
  }
}

int show(const Json& statement, const std::string& digest, bool json) {
  if (json) {
    Json out;
    out.set("statement", statement).set("digest", digest);
    print_json(out);
    return kDone;
  }
  print_members("", statement);
  print_line("digest: " + digest);
  return kDone;
}

Result<std::unique_ptr<crypto::Signer>> open_signing_key(const std::string& place, crypto::Algorithm algorithm) {
  if (!token::TokenUri::is_meant(place)) {
    KATIWALA_TRY(const std::string pem, read_text_file(place));
    if (!is_private_file(place)) return refuse(Code::KEY_STORE_LOOSE, "The key can be read by others; tighten its permissions.", place);
    return crypto::signer_from_pem(pem);
  }
  KATIWALA_TRY(const token::TokenUri uri, token::TokenUri::parse(place));
  KATIWALA_TRY(std::string pin, token_pin(uri));
  auto key = token::open_token_key(uri, pin, algorithm);
  ::explicit_bzero(pin.data(), pin.size());
  if (!key.ok()) return key.refusal();
  return std::move(key->signer);
}

struct Pen {
  crypto::Certificate certificate;
  std::unique_ptr<crypto::Signer> signer;
};

Result<Pen> take_pen(const SignOptions& o) {
  KATIWALA_TRY(const std::string pem, read_text_file(o.certificate));
  KATIWALA_TRY(crypto::Certificate certificate, crypto::parse_certificate_pem(pem));
  KATIWALA_TRY(auto signer, open_signing_key(o.key, certificate.key.algorithm));
  if (signer->public_key().spki != certificate.key.spki) return refuse(Code::FIELD_INVALID, "The key is not the certificate's.", "--key");
  return Pen{std::move(certificate), std::move(signer)};
}

Result<Json> signed_body(const Pen& pen, const Bytes& bytes) {
  KATIWALA_TRY(const Bytes signature, pen.signer->sign(bytes));
  Json out;
  out.set("signature", to_base64(signature)).set("signed_with", to_hex(pen.certificate.fingerprint()));
  return out;
}

constexpr std::int64_t kMicros = 1'000'000;

Result<std::int64_t> created_of(const SignOptions& o) {
  if (o.created.empty()) return wall_micros() / kMicros;
  const auto at = Instant::parse(o.created);
  if (!at) return refuse(Code::TIME_SYNTAX, std::string(sentence_of(Code::TIME_SYNTAX)), "--created");
  return at->micros / kMicros;
}

/// The headers of a POST to that address with that body, under that idempotency key.
Result<Json> signed_headers(const SignOptions& o, const Pen& pen, const Bytes& bytes) {
  namespace http = http_signature;
  KATIWALA_TRY(const transport::WebUrl url, transport::parse_web_url(o.request));
  if (!url.is_tls || url.target.find('?') != std::string::npos) return refuse(Code::HTTP_TARGET, "The https address of a write, without a query.", "--request");
  std::string body = "{}";
  if (!o.body.empty()) {
    KATIWALA_TRY(body, read_text_file(o.body));
  }
  KATIWALA_TRY(const std::int64_t created, created_of(o));
  const http::SignedRequest said{url.host_header(), url.target, http::print_digest(view(body)), http::print_input(pen.certificate.fingerprint(), created), o.idempotency_key,
                                 crypto::sha256(bytes)};
  KATIWALA_CHECK(http::check_values(said));
  KATIWALA_TRY(const http::Input input, http::read_input(said.input));
  KATIWALA_TRY(const Bytes signature, pen.signer->sign(view(http::base_of(said, input))));
  KATIWALA_TRY(const Bytes value, http::on_the_wire(pen.certificate.key.algorithm, signature));
  Json out;
  out.set("Idempotency-Key", said.idempotency_key).set("Content-Digest", said.content_digest).set("Katiwala-Statement", http::print_digest(said.statement));
  out.set("Signature-Input", "sig=" + said.input).set("Signature", http::print_byte_sequence("sig", value));
  return out;
}

int run(const SignOptions& o) {
  const auto bytes = canonical_of_answer(o.shown);
  if (!bytes.ok()) return report(bytes.refusal(), o.json);
  const auto statement = statement_in(*bytes);
  if (!statement.ok()) return report(statement.refusal(), o.json);
  const std::string digest = to_hex(crypto::sha256(*bytes));
  if (o.key.empty()) return show(*statement, digest, o.json);
  if (o.certificate.empty() || o.digest.empty()) return report(refuse(Code::FOLDER_OPTION, "To sign, name the key's certificate, and the digest of what was read."), o.json);
  if (o.digest != digest) return report(refuse(Code::FIELD_INVALID, "These are other bytes than those that were read: their digest is " + digest + ".", "--digest"), o.json);
  const auto pen = take_pen(o);
  if (!pen.ok()) return report(pen.refusal(), o.json);
  const auto made = o.request.empty() ? signed_body(*pen, *bytes) : signed_headers(o, *pen, *bytes);
  if (!made.ok()) return report(made.refusal(), o.json);
  print_json(*made);
  return kDone;
}

}  // namespace

void add_sign(CommandLine& line) {
  auto o = std::make_shared<SignOptions>();
  Command command = line.command("sign", "Show what an officer is asked to sign; with a key, sign it: prints the body for the door, or a request's headers", [o] { return run(*o); });
  command.argument("shown", &o->shown, "The door's answer that holds the canonical bytes: of GET proposals/{n} or requests/{r}, or of ?show=canonical");
  command.option("--key", &o->key, "A file (PKCS#8 PEM, mode 0600), or a pkcs11: URI as in docs/keys.md; without it nothing is signed");
  command.option("--certificate", &o->certificate, "Of that key, as it is enrolled");
  command.option("--digest", &o->digest, "Of what was read, as it was shown: other bytes are not signed");
  command.option("--request", &o->request, "Sign a POST to this https address instead (RFC 9421), and print its headers");
  command.option("--body", &o->body, "With --request: the file that is sent; {} where nothing is said");
  command.option("--idempotency-key", &o->idempotency_key, "With --request: its Idempotency-Key");
  command.option("--created", &o->created, "With --request: when by the ledger's clock (RFC 3339), where that is not this machine's");
  command.flag("--json", o->json, "What is shown, as JSON");
}

}  // namespace katiwala::api::commands
