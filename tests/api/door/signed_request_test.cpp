// Requests that are signed (RFC 9421) at the door: what moves money is taken with one, and everything that is otherwise than it was signed is not.
#include <algorithm>
#include <functional>

#include "habits.h"
#include "ledger/crypto/digest.h"
#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signature_base.h"

namespace katiwala::api::door::testing::signed_request_test {
namespace {

using http_signature::Component;

/// A request, and what in it may be otherwise than it is signed.
struct Said {
  std::string path, body = "{}", key;
  Bytes canonical;
  std::vector<Component> covered;  ///< as they are signed; their names are what is covered
  std::int64_t created_s = 0;
  std::string keyid, more, label = "sig";
  std::string signer;              ///< with whose key
  std::function<void(transport::Headers&)> headers = {};
};

class SignedRequests : public Habits {
 public:
  std::int64_t now_s() { return Instant::parse(get("auditor", "/v1/status").text("time"))->micros / 1'000'000; }
  std::string authority() { return "127.0.0.1:" + std::to_string(house().port()); }

  Said said(const std::string& who, const std::string& path, const Bytes& canonical, std::string body = "{}", const std::string& key = {}) {
    Said out{path, std::move(body), key.empty() ? fresh_key() : key, canonical, {}, now_s(), get(who, "/v1/me").text("credential"), {}, "sig", who};
    out.covered = {{"@method", "POST"}, {"@authority", authority()}, {"@path", path}, {"content-digest", http_signature::print_digest(view(out.body))},
                   {"idempotency-key", out.key}, {"katiwala-statement", http_signature::print_digest(ByteView(canonical))}};
    return out;
  }
  Said approval(const std::string& who) {
    const std::string path = "/v1/proposals/" + std::to_string(proposal);
    return said(who, path + "/approvals", from_base64(get("auditor", path).text("canonical")).value());
  }
  transport::Headers headers_of(const Said& s) {
    std::string covered;
    for (const Component& one : s.covered) covered += (covered.empty() ? "(\"" : " \"") + one.name + "\"";
    const std::string input = covered + ");created=" + std::to_string(s.created_s) + ";keyid=\"" + s.keyid + "\";tag=\"katiwala/request/1\"" + s.more;
    const Bytes made = sign(s.signer, view(http_signature::signature_base(s.covered, input)));
    const Bytes value = made.size() == 64 ? made : http_signature::on_the_wire(crypto::Algorithm::es256, made).value();
    transport::Headers out;
    out.set("content-type", "application/json");
    out.set("idempotency-key", s.key);
    out.set("content-digest", http_signature::print_digest(view(s.body)));
    out.set("katiwala-statement", http_signature::print_digest(ByteView(s.canonical)));
    out.set("signature-input", s.label + "=" + input);
    out.set("signature", http_signature::print_byte_sequence(s.label, value));
    if (s.headers) s.headers(out);
    return out;
  }
  transport::Response send(const std::string& who, const Said& s) { return call(who, "POST", s.path, s.body, headers_of(s)); }
  std::uint64_t entries() { return house().journal().head()->seq; }
};

Component& component(Said& s, std::string_view name) { return *std::ranges::find(s.covered, name, &Component::name); }

TEST(SignedRequest, APaymentFromRequestToReleaseIsSignedSo) {
  SignedRequests s;
  const std::string id(32, '8'), path = "/v1/wards/" + s.ward + "/requests", key = s.fresh_key();
  const std::string body = to_text(object({{"request", id}, {"payee", s.payee}, {"amount", "1000.00 PHP"}, {"purpose", "education"}, {"voucher", std::string(64, 'e')}}));
  const Reply shown = static_cast<Sandbox&>(s).send("guardian", path + "?show=canonical", body, "application/json", key);
  const transport::Response asked = s.send("guardian", s.said("guardian", path, from_base64(shown.text("canonical")).value(), body, key));
  ASSERT_EQ(asked.status, 202) << asked.body;
  s.proposal = *json_of(asked).find("proposal")->integer();
  const transport::Response agreed = s.send("officer-1", s.approval("officer-1"));
  ASSERT_EQ(agreed.status, 201) << agreed.body;
  const auto canonical = from_base64(s.get("releaser", "/v1/requests/" + id).text("release_canonical")).value();
  const transport::Response released = s.send("releaser", s.said("releaser", "/v1/requests/" + id + "/release", canonical));
  ASSERT_EQ(released.status, 201) << released.body;
  const auto entry = s.house().journal().read(static_cast<record::Seq>(*json_of(released).find("entry")->integer()));
  ASSERT_TRUE(entry.ok());
  const auto& kept = entry->primary()->signature;
  ASSERT_TRUE(kept && kept->message);
  EXPECT_EQ(kept->message->authority, s.authority());
  EXPECT_EQ(kept->message->path, "/v1/requests/" + id + "/release");
  EXPECT_EQ(kept->message->content_digest, http_signature::print_digest(view("{}")));
}

TEST(SignedRequest, WhatMovesMoneyShowsWhatIsSigned) {
  SignedRequests s;
  const std::string path = "/v1/wards/" + s.ward + "/charges";
  const std::string body = to_text(object({{"amount", "12.50 PHP"}, {"booked", "2026-02-25"}, {"references", Json::Array{"CHG-1"}}}));
  const std::string key = s.fresh_key();
  const Reply shown = static_cast<Sandbox&>(s).send("officer-1", path + "?show=canonical", body, "application/json", key);
  ASSERT_EQ(shown.status, 200) << shown.raw;
  Said right = s.said("officer-1", path, from_base64(shown.text("canonical")).value(), body, key), wrong = right;
  wrong.key = component(wrong, "idempotency-key").value = s.fresh_key();
  EXPECT_EQ(code_of(s.send("officer-1", wrong)), "SIGNATURE_INVALID") << "the canonical bytes name the key";
  const transport::Response done = s.send("officer-1", right);
  EXPECT_EQ(done.status, 202) << done.body;
}

/// Read, judged wrong, and recorded as denied: what was signed is not what was sent, or not by whom, or not now.
TEST(SignedRequest, WhatIsOtherwiseIsDenied) {
  SignedRequests s;
  const std::string other = s.get("auditor", "/v1/me").text("credential"), another_path = "/v1/proposals/1/approvals";
  const struct {
    const char* what;
    std::function<void(Said&)> change;
    const char* says;
  } cases[] = {
      {"another method", [](Said& r) { component(r, "@method").value = "PUT"; }, "SIGNATURE_INVALID"},
      {"another host", [](Said& r) { component(r, "@authority").value = "trust.sandbox.example"; }, "SIGNATURE_INVALID"},
      {"another path", [&](Said& r) { component(r, "@path").value = another_path; }, "SIGNATURE_INVALID"},
      {"another body", [](Said& r) { component(r, "content-digest").value = http_signature::print_digest(view("{ }")); }, "SIGNATURE_INVALID"},
      {"another idempotency key", [](Said& r) { component(r, "idempotency-key").value = "another"; }, "SIGNATURE_INVALID"},
      {"sent again under another idempotency key", [&](Said& r) { r.headers = [&](transport::Headers& h) { h.set("idempotency-key", s.fresh_key()); }; }, "SIGNATURE_INVALID"},
      {"another statement", [](Said& r) { component(r, "katiwala-statement").value = http_signature::print_digest(view("other")); }, "SIGNATURE_INVALID"},
      {"another statement, said so", [](Said& r) { r.canonical[9] ^= 1, component(r, "katiwala-statement").value = http_signature::print_digest(ByteView(r.canonical)); },
       "SIGNATURE_INVALID"},
      {"with another's key", [](Said& r) { r.signer = "officer-2"; }, "SIGNATURE_INVALID"},
      {"under another's name", [&](Said& r) { r.keyid = other; }, "SIGNATURE_INVALID"},
      {"by another", [&](Said& r) { r.signer = "auditor", r.keyid = other; }, "SIGNATURE_INVALID"},
      {"by nobody here", [](Said& r) { r.keyid = std::string(64, 'a'); }, "SIGNATURE_INVALID"},
      {"under another algorithm", [&](Said& r) { r.more = s.sign("officer-1", view("x")).size() == 64 ? ";alg=\"ecdsa-p256-sha256\"" : ";alg=\"ed25519\""; }, "SIGNATURE_INVALID"},
      {"too long ago", [](Said& r) { r.created_s -= 301; }, "SIGNATURE_STALE"},
      {"still to come", [](Said& r) { r.created_s += 62; }, "SIGNATURE_STALE"},
      {"expired", [](Said& r) { r.created_s -= 10, r.more = ";expires=" + std::to_string(r.created_s + 5); }, "SIGNATURE_STALE"},
  };
  for (const auto& c : cases) {
    Said what = s.approval("officer-1");
    c.change(what);
    const std::uint64_t before = s.entries();
    const transport::Response reply = s.send("officer-1", what);
    EXPECT_EQ(reply.status, 403) << c.what << reply.body;
    EXPECT_EQ(code_of(reply), c.says) << c.what;
    EXPECT_EQ(s.entries(), before + 1) << c.what;
  }
  Said whole = s.approval("officer-1");
  whole.covered.erase(whole.covered.begin() + 1, whole.covered.begin() + 3);
  whole.covered.push_back({"@target-uri", "https://" + s.authority() + whole.path});
  EXPECT_EQ(s.send("officer-1", whole).status, 201) << "so each of these is refused for what it says";
}

/// Not read at all: the header is named, and what is recorded is that something could not be read.
TEST(SignedRequest, WhatIsNotWrittenSoIsNotRead) {
  SignedRequests s;
  const auto header = [](const std::string& name, const std::string& value) {
    return [=](Said& r) { r.headers = [=](transport::Headers& h) { h.set(name, value); }; };
  };
  const auto drop = [](const std::string& name) {
    return [=](Said& r) {
      r.headers = [=](transport::Headers& h) {
        transport::Headers rest;
        for (const auto& [key, value] : h.all())
          if (key != name) rest.set(key, value);
        h = rest;
      };
    };
  };
  const auto uncover = [](const std::string& name) { return [=](Said& r) { std::erase_if(r.covered, [&](const Component& one) { return one.name == name; }); }; };
  const struct {
    const char* what;
    std::function<void(Said&)> change;
    const char *code, *place;
  } cases[] = {
      {"no input", drop("signature-input"), "SIGNATURE_INPUT", "signature-input"},
      {"no signature", drop("signature"), "SIGNATURE_INPUT", "signature"},
      {"no digest", drop("content-digest"), "SIGNATURE_INPUT", "content-digest"},
      {"no statement", drop("katiwala-statement"), "SIGNATURE_INPUT", "katiwala-statement"},
      {"the digest of another body", header("content-digest", http_signature::print_digest(view("{ }"))), "CONTENT_DIGEST", "content-digest"},
      {"a digest of another kind", header("content-digest", "md5=:lMzQB+gV18ZXP5WFmBjRrw==:"), "CONTENT_DIGEST", "content-digest"},
      {"a statement that is no digest", header("katiwala-statement", "sha-256=:YQ==:"), "SIGNATURE_INPUT", "katiwala-statement"},
      {"another label", header("signature", "other=:YQ==:"), "SIGNATURE_INPUT", "signature"},
      {"two signatures", header("signature", "sig=:YQ==:, other=:YQ==:"), "SIGNATURE_INPUT", "signature"},
      {"no base64", header("signature", "sig=:YQ:"), "SIGNATURE_INPUT", "signature"},
      {"a label in capitals", [](Said& r) { r.label = "Sig"; }, "SIGNATURE_INPUT", "signature-input"},
      {"another parameter", [](Said& r) { r.more = ";nonce=\"n\""; }, "SIGNATURE_INPUT", "signature-input"},
      {"another algorithm", [](Said& r) { r.more = ";alg=\"hmac-sha256\""; }, "SIGNATURE_INPUT", "signature-input"},
      {"a parameter spelled otherwise", [](Said& r) { r.more = "; alg=\"ed25519\""; }, "SIGNATURE_INPUT", "signature-input"},
      {"a key that is no fingerprint", [](Said& r) { r.keyid = "officer-1"; }, "SIGNATURE_INPUT", "signature-input"},
      {"covers more", [](Said& r) { r.covered.push_back({"content-type", "application/json"}); }, "SIGNATURE_INPUT", "signature-input"},
      {"covers no method", uncover("@method"), "SIGNATURE_INPUT", "signature-input"},
      {"covers no host", uncover("@authority"), "SIGNATURE_INPUT", "signature-input"},
      {"covers no path", uncover("@path"), "SIGNATURE_INPUT", "signature-input"},
      {"covers no body", uncover("content-digest"), "SIGNATURE_INPUT", "signature-input"},
      {"covers no key", uncover("idempotency-key"), "SIGNATURE_INPUT", "signature-input"},
      {"covers no statement", uncover("katiwala-statement"), "SIGNATURE_INPUT", "signature-input"},
      {"signed twice", [&](Said& r) {
         r.body = to_text(object({{"signature", to_base64(s.sign("officer-1", r.canonical))}}));
         component(r, "content-digest").value = http_signature::print_digest(view(r.body));
       }, "SIGNATURE_INPUT", "/signature"},
  };
  for (const auto& c : cases) {
    Said what = s.approval("officer-1");
    c.change(what);
    const std::uint64_t before = s.entries();
    const transport::Response reply = s.send("officer-1", what);
    EXPECT_EQ(reply.status, 400) << c.what << reply.body;
    EXPECT_EQ(code_of(reply), c.code) << c.what;
    const Json said = json_of(reply);
    EXPECT_EQ(said.find("place") == nullptr ? std::string() : *said.find("place")->text(), c.place) << c.what;
    EXPECT_EQ(s.entries(), before + 1) << c.what << ": that it could not be read";
  }
  EXPECT_EQ(s.send("officer-1", s.approval("officer-1")).status, 201);
}

TEST(SignedRequest, IsTriedOutAndActsOnce) {
  SignedRequests s;
  const Said what = s.approval("officer-1");
  const transport::Headers headers = s.headers_of(what);
  const std::uint64_t before = s.entries();
  const transport::Response tried = s.call("officer-1", "POST", what.path + "?dry_run=true", what.body, headers);
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(s.entries(), before);
  const transport::Response done = s.call("officer-1", "POST", what.path, what.body, headers);
  EXPECT_EQ(done.status, 201) << done.body;
  const transport::Response again = s.call("officer-1", "POST", what.path, what.body, headers);
  EXPECT_EQ(again.body, done.body);
  EXPECT_EQ(header_of(again, "idempotent-replayed"), "true");
  EXPECT_EQ(s.entries(), before + 1);
}

TEST(SignedRequest, WhatMakesNoOneEntryIsNotSigned) {
  SignedRequests s;
  const std::pair<const char*, const char*> routes[] = {{"officer-1", "/v1/approvals"}, {"guardian", "/v1/requests"}, {"bank", "/v1/bank-messages"}, {"auditor", "/v1/dead-letters/replays"}};
  for (const auto& [who, path] : routes) {
    Said what = s.approval(who);
    what.path = component(what, "@path").value = path;
    const std::uint64_t before = s.entries();
    const transport::Response reply = s.send(who, what);
    EXPECT_EQ(reply.status, 400) << path << reply.body;
    EXPECT_EQ(code_of(reply), "SIGNATURE_INPUT") << path;
    EXPECT_EQ(s.entries(), before) << path;
  }
}

TEST(ContentDigest, IsHeldAgainstAnyBody) {
  SignedRequests s;
  const std::string body = to_text(object({{"rate", object({{"base", "EUR"}, {"quote", "PHP"}, {"rate", "67.5000"}})}, {"day", "2026-02-25"}, {"source", "SANDBOX"}}));
  const auto post_with = [&](const std::string& path, const std::string& sent, const std::string& digest) {
    transport::Headers headers;
    headers.set("content-type", "application/json");
    headers.set("idempotency-key", s.fresh_key());
    headers.set("content-digest", digest);
    return s.call("officer-1", "POST", path, sent, headers);
  };
  const std::string right = http_signature::print_digest(view(body)), wrong = http_signature::print_digest(view("other"));
  EXPECT_LT(post_with("/v1/rates", body, right).status, 300);
  EXPECT_EQ(code_of(post_with("/v1/rates", body, wrong)), "CONTENT_DIGEST");
  EXPECT_EQ(code_of(post_with("/v1/rates", body, "sha-256=" + right.substr(9))), "CONTENT_DIGEST");
  EXPECT_EQ(code_of(post_with("/v1/approvals", "{}", wrong)), "CONTENT_DIGEST");
  EXPECT_EQ(code_of(post_with("/v1/rates?dry_run=true", body, wrong)), "CONTENT_DIGEST");
}

}  // namespace
}  // namespace katiwala::api::door::testing::signed_request_test
