#include "api/door/signed_request.h"

#include <algorithm>

#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signed_request.h"

namespace katiwala::api::door {
namespace {

using http_signature::kContentDigestHeader, http_signature::kInputHeader, http_signature::kSignatureHeader, http_signature::kStatementHeader;

constexpr std::string_view kHttpsPort = ":443";

/// RFC 9421 §2.2.3: as the sender called the host, in lower case, and without the port that https has by itself.
std::string authority_of(std::string host) {
  std::ranges::transform(host, host.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (host.ends_with(kHttpsPort)) host.resize(host.size() - kHttpsPort.size());
  return host;
}

Result<std::string> needed(const transport::Request& request, std::string_view name) {
  if (const std::string* value = request.headers.find(name)) return *value;
  return refuse(Code::SIGNATURE_INPUT, "A signed request has the header " + std::string(name) + ".", std::string(name));
}

/// The bytes under that label, which must be the only one: what a second says would be kept by nobody.
Result<Bytes> value_under(const std::string& label, const std::string& header) {
  KATIWALA_TRY(auto members, http_signature::read_byte_sequences(header, {Code::SIGNATURE_INPUT, kSignatureHeader}));
  if (members.size() != 1 || members[0].first != label) {
    return refuse(Code::SIGNATURE_INPUT, "There is one signature, under the label of Signature-Input.", std::string(kSignatureHeader));
  }
  return std::move(members[0].second);
}

/// Its form alone: which statement it is of is seen by the signature, whose base has the statement that was recorded.
Status check_statement(const std::string& header) {
  KATIWALA_TRY(const auto members, http_signature::read_byte_sequences(header, {Code::SIGNATURE_INPUT, kStatementHeader}));
  if (members.size() == 1 && members[0].first == "sha-256" && members[0].second.size() == Digest{}.size()) return good();
  return refuse(Code::SIGNATURE_INPUT, "The statement is named by its sha-256 alone.", std::string(kStatementHeader));
}

}  // namespace

Status check_body(const transport::Request& request) {
  const std::string* digest = request.headers.find(kContentDigestHeader);
  if (digest == nullptr) return good();
  if (request.long_body) return http_signature::check_content_digest(*digest, request.long_body->sha256());
  return http_signature::check_content_digest(*digest, request.body);
}

bool is_signed(const transport::Request& request) {
  return request.headers.find(kInputHeader) != nullptr || request.headers.find(kSignatureHeader) != nullptr;
}

Result<std::optional<custody::Signature>> message_signature_of(const transport::Request& request) {
  if (!is_signed(request)) return std::optional<custody::Signature>{};
  KATIWALA_TRY(const std::string input_header, needed(request, kInputHeader));
  KATIWALA_TRY(const std::string signature_header, needed(request, kSignatureHeader));
  KATIWALA_TRY(const std::string statement, needed(request, kStatementHeader));
  KATIWALA_CHECK(check_statement(statement));
  http_signature::SignedRequest said;
  KATIWALA_TRY(said.content_digest, needed(request, kContentDigestHeader));
  KATIWALA_TRY(said.idempotency_key, needed(request, "idempotency-key"));
  KATIWALA_TRY(std::string host, needed(request, "host"));
  said.authority = authority_of(std::move(host));
  said.path = request.target.path;
  KATIWALA_TRY(auto member, http_signature::split_member(input_header, {Code::SIGNATURE_INPUT, kInputHeader}));
  said.input = std::move(member.second);
  KATIWALA_CHECK(http_signature::check_values(said));
  KATIWALA_TRY(const http_signature::Input input, http_signature::read_input(said.input));
  custody::Signature out;
  out.credential = input.key;
  KATIWALA_TRY(out.value, value_under(member.first, signature_header));
  out.message = custody::SignedMessage{std::move(said.authority), std::move(said.path), std::move(said.content_digest), std::move(said.input)};
  return std::optional(std::move(out));
}

}  // namespace katiwala::api::door
