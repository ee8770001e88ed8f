// A signed request as an entry keeps it: what must be covered, under whose key, when, and the matrix of everything that is otherwise.
#include "ledger/http_signature/signed_request.h"

#include <gtest/gtest.h>

#include <functional>

#include "ledger/http_signature/content_digest.h"

namespace katiwala::http_signature::signed_request_test {
namespace {

const std::string kKeyId(64, 'a');
const std::string kCovered = R"(("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))";
constexpr std::int64_t kCreated_s = 1'772'413'200;

std::string input_of(const std::string& covered, const std::string& parameters) { return covered + parameters; }
std::string parameters() { return ";created=" + std::to_string(kCreated_s) + ";keyid=\"" + kKeyId + "\";tag=\"katiwala/request/1\""; }

SignedRequest request() {
  SignedRequest out;
  out.authority = "trust.bank.example:8443";
  out.path = "/v1/proposals/41/approvals";
  out.content_digest = print_digest(view("{}"));
  out.input = input_of(kCovered, parameters());
  out.idempotency_key = "approve-41";
  out.statement.fill(0x5a);
  return out;
}

Bytes signed_by(crypto::Signer& signer, const SignedRequest& said) {
  const auto input = read_input(said.input);
  EXPECT_TRUE(input.ok()) << said.input;
  return on_the_wire(signer.public_key().algorithm, signer.sign(view(base_of(said, *input))).value()).value();
}

std::unique_ptr<crypto::Signer> new_signer(crypto::Algorithm algorithm) { return crypto::signer_from_pem(crypto::generate_key_pem(algorithm)).value(); }

TEST(SignedRequest, ItsBaseIsThis) {
  const SignedRequest said = request();
  EXPECT_EQ(base_of(said, read_input(said.input).value()),
            "\"@method\": POST\n\"@authority\": trust.bank.example:8443\n\"@path\": /v1/proposals/41/approvals\n"
            "\"content-digest\": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:\n\"idempotency-key\": approve-41\n"
            "\"katiwala-statement\": sha-256=:WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=:\n\"@signature-params\": " +
                said.input);
  SignedRequest whole = said;
  whole.input = input_of(R"(("content-digest" "@target-uri" "@method" "katiwala-statement" "idempotency-key"))", parameters());
  EXPECT_TRUE(base_of(whole, read_input(whole.input).value())
                  .starts_with("\"content-digest\": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:\n\"@target-uri\": https://trust.bank.example:8443/v1/proposals/41/approvals\n"));
}

TEST(SignedRequest, ItsInputIsPrintedAsItIsRead) {
  Digest key{};
  key.fill(0xaa);
  EXPECT_EQ(print_input(key, kCreated_s), input_of(kCovered, parameters()));
  EXPECT_EQ(read_input(print_input(key, 0)).value().key, key);
}

TEST(SignedRequest, IsOverAllOfIt) {
  for (const auto algorithm : {crypto::Algorithm::ed25519, crypto::Algorithm::es256}) {
    const auto signer = new_signer(algorithm), other = new_signer(algorithm);
    const SignedRequest said = request();
    const Bytes signature = signed_by(*signer, said);
    ASSERT_TRUE(verify_request(said, signer->public_key(), signature).ok());
    EXPECT_FALSE(verify_request(said, other->public_key(), signature).ok());
    const std::pair<const char*, std::function<void(SignedRequest&)>> changes[] = {
        {"another host", [](SignedRequest& r) { r.authority = "trust.bank.example"; }},
        {"another proposal", [](SignedRequest& r) { r.path = "/v1/proposals/42/approvals"; }},
        {"another body", [](SignedRequest& r) { r.content_digest = print_digest(view("{ }")); }},
        {"another digest of it", [](SignedRequest& r) { r.content_digest += ", sha-512=:" + to_base64(Bytes(64, 1)) + ":"; }},
        {"another key of idempotency", [](SignedRequest& r) { r.idempotency_key = "approve-42"; }},
        {"another statement", [](SignedRequest& r) { r.statement[31] ^= 1; }},
        {"created a second later", [](SignedRequest& r) { r.input.replace(r.input.find("1772413200"), 10, "1772413201"); }},
        {"under another name", [](SignedRequest& r) { r.input.replace(r.input.find(kKeyId), 64, std::string(64, 'b')); }},
        {"in another order", [](SignedRequest& r) { r.input = input_of(R"(("@authority" "@method" "@path" "content-digest" "idempotency-key" "katiwala-statement"))", parameters()); }},
        {"as a whole target", [](SignedRequest& r) { r.input = input_of(R"(("@method" "@target-uri" "content-digest" "idempotency-key" "katiwala-statement"))", parameters()); }},
        {"with an end", [](SignedRequest& r) { r.input += ";expires=1772413300"; }},
    };
    for (const auto& [what, change] : changes) {
      SignedRequest changed = said;
      change(changed);
      const Status status = verify_request(changed, signer->public_key(), signature);
      ASSERT_FALSE(status.ok()) << what;
      EXPECT_EQ(status.refusal().code, Code::SIGNATURE_INVALID) << what;
      EXPECT_TRUE(verify_request(changed, signer->public_key(), signed_by(*signer, changed)).ok()) << what << ", signed as it is";
    }
  }
}

TEST(SignedRequest, AnAlgorithmThatIsNamedIsTheKeys) {
  const auto ed25519 = new_signer(crypto::Algorithm::ed25519), es256 = new_signer(crypto::Algorithm::es256);
  for (const auto& [name, right, wrong] : {std::tuple{"ed25519", ed25519.get(), es256.get()}, std::tuple{"ecdsa-p256-sha256", es256.get(), ed25519.get()}}) {
    SignedRequest said = request();
    said.input += std::string(";alg=\"") + name + "\"";
    EXPECT_TRUE(verify_request(said, right->public_key(), signed_by(*right, said)).ok()) << name;
    const Status status = verify_request(said, wrong->public_key(), signed_by(*wrong, said));
    ASSERT_FALSE(status.ok()) << name;
    EXPECT_EQ(status.refusal().code, Code::SIGNATURE_INVALID) << name;
  }
}

TEST(SignedRequest, CoversTheseAndNothingElse) {
  const std::vector<std::string> needed{"@method", "content-digest", "idempotency-key", "katiwala-statement"};
  const auto list = [](const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "(\"" : " \"") + name + "\"";
    return out + ")";
  };
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), needed.begin(), needed.end());
    return input_of(list(more), parameters());
  };
  EXPECT_TRUE(read_input(with({"@authority", "@path"})).ok());
  EXPECT_TRUE(read_input(with({"@target-uri"})).ok());
  EXPECT_TRUE(read_input(with({"@target-uri", "@authority", "@path"})).ok());
  std::vector<std::string> bad{with({}), with({"@authority"}), with({"@path"}), input_of("()", parameters())};
  for (const std::string& name : needed) {
    std::vector<std::string> less{"@authority", "@path"};
    for (const std::string& one : needed)
      if (one != name) less.push_back(one);
    bad.push_back(input_of(list(less), parameters()));
    bad.push_back(with({"@authority", "@path", name}));  // twice
  }
  for (const char* more : {"content-type", "content-length", "date", "host", "@query", "@request-target", "@scheme", "@status", "@signature-params", "authorization", "Content-Digest"})
    bad.push_back(with({"@authority", "@path", more}));
  bad.push_back(input_of(R"(("@method";req "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))", parameters()));
  for (const std::string& one : bad) {
    const auto read = read_input(one);
    ASSERT_FALSE(read.ok()) << one;
    EXPECT_EQ(read.refusal().code, Code::SIGNATURE_INPUT) << one;
    EXPECT_EQ(read.refusal().place, "signature-input") << one;
  }
}

TEST(SignedRequest, ItsParametersAreThese) {
  const std::string created = ";created=1772413200", key = ";keyid=\"" + kKeyId + "\"", tag = ";tag=\"katiwala/request/1\"";
  const auto read = read_input(kCovered + ";alg=\"ed25519\"" + tag + key + ";expires=1772413201" + created);
  ASSERT_TRUE(read.ok()) << read.refusal().message;
  EXPECT_EQ(read->created_s, kCreated_s);
  EXPECT_EQ(read->expires_s, kCreated_s + 1);
  EXPECT_EQ(to_hex(read->key), kKeyId);
  EXPECT_EQ(read->algorithm, crypto::Algorithm::ed25519);
  for (const std::string& bad : std::vector<std::string>{
           "", created + key, created + tag, key + tag, created + key + ";tag=\"katiwala/request/2\"", created + key + ";tag=\"\"", created + key + ";tag=1", ";created=\"1772413200\"" + key + tag,
           ";created=-1" + key + tag, created + ";keyid=\"" + std::string(63, 'a') + "\"" + tag, created + ";keyid=\"" + std::string(64, 'A') + "\"" + tag, created + ";keyid=\"test-key\"" + tag,
           created + ";keyid=1" + tag, created + key + tag + ";alg=\"hmac-sha256\"", created + key + tag + ";alg=\"rsa-v1_5-sha256\"", created + key + tag + ";alg=1",
           created + key + tag + ";expires=1772413200", created + key + tag + ";expires=1772413199", created + key + tag + ";expires=\"1772413201\"", created + key + tag + ";nonce=\"n\"",
           created + key + tag + ";colour=\"red\"", created + key + tag + created, created + key + ";tag=\"" + std::string(1'024, 't') + "\""}) {
    const auto refused = read_input(kCovered + bad);
    ASSERT_FALSE(refused.ok()) << bad;
    EXPECT_EQ(refused.refusal().code, Code::SIGNATURE_INPUT) << bad;
  }
}

TEST(SignedRequest, CountsForSoLong) {
  const auto code_at = [](const std::string& more, std::int64_t seconds) {
    const Status status = check_time(read_input(request().input + more).value(), (kCreated_s + seconds) * 1'000'000);
    return status.ok() ? std::string("good") : std::string(name_of(status.refusal().code));
  };
  const std::string expires = ";expires=" + std::to_string(kCreated_s + 30);
  const struct {
    std::string more;
    std::int64_t seconds;
    const char* says;
  } cases[] = {{"", 0, "good"},  {"", 300, "good"},    {"", 301, "SIGNATURE_STALE"}, {"", -60, "good"},           {"", -61, "SIGNATURE_STALE"},
               {expires, 29, "good"}, {expires, 30, "SIGNATURE_STALE"}, {expires, -60, "good"}, {expires, 301, "SIGNATURE_STALE"}};
  for (const auto& c : cases) EXPECT_EQ(code_at(c.more, c.seconds), c.says) << c.more << " " << c.seconds;
}

/// A value with a line end in it could be read as two components: then two requests would have one base, and one signature.
TEST(SignedRequest, AValueIsOneLine) {
  const auto signer = new_signer(crypto::Algorithm::ed25519);
  const std::pair<const char*, std::function<void(SignedRequest&)>> bad[] = {
      {"a line end in the path", [](SignedRequest& r) { r.path += "\n\"x\": y"; }},
      {"no path", [](SignedRequest& r) { r.path.clear(); }},
      {"no slash in front", [](SignedRequest& r) { r.path = "v1"; }},
      {"a line end in the host", [](SignedRequest& r) { r.authority += "\n"; }},
      {"no host", [](SignedRequest& r) { r.authority.clear(); }},
      {"a space in the host", [](SignedRequest& r) { r.authority += " "; }},
      {"a capital in the host", [](SignedRequest& r) { r.authority[0] = 'T'; }},
      {"a host that is a story", [](SignedRequest& r) { r.authority = std::string(262, 'a'); }},
      {"a line end in the key", [](SignedRequest& r) { r.idempotency_key += "\n"; }},
      {"what is no digest", [](SignedRequest& r) { r.content_digest = "sha-256=:x:\n"; }},
  };
  for (const auto& [what, change] : bad) {
    SignedRequest said = request();
    change(said);
    EXPECT_EQ(check_values(said).ok(), false) << what;
    EXPECT_FALSE(verify_request(said, signer->public_key(), signed_by(*signer, said)).ok()) << what << ", though it is signed";
  }
  EXPECT_TRUE(check_values(request()).ok());
}

}  // namespace
}  // namespace katiwala::http_signature::signed_request_test
