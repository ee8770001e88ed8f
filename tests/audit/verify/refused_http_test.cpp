// Requests that were signed (RFC 9421) in the record: a ledger that keeps some is good, and each thing that could be otherwise is refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_http_test {
namespace {

using namespace at;

constexpr std::int64_t kMinute = 60'000'000;
const std::vector<std::string> kCovers = {"@method", "@authority", "@path", "content-digest", "idempotency-key", "katiwala-statement"};

/// A request, and what in it is as it should not be.
struct Said {
  std::string who = "olga", authority = "trust.example.org:8443", path = "/v1/rates", digest = "sha-256=:" + base64(sha256("{}")) + ":";
  std::vector<std::string> covers = kCovers;
  std::string tag = "\"katiwala/request/1\"", keyid, more, input;  // keyid, input: others than follow from the rest
  std::string created;                                             // another than the entry's time
  std::int64_t late = 0;                                           // seconds that the entry comes after it
  std::map<std::string, std::string> signs;                        // others in what is signed than in what is kept
  std::string key;                                                 // another than whose it is
  std::function<void(std::string&)> value = {};
};

/// DER of ECDSA as two numbers of 32 bytes.
std::string two_numbers(const std::string& der) {
  std::string out;
  std::size_t at = 2;
  for (int number = 0; number < 2; ++number) {
    const auto length = static_cast<std::size_t>(der[at + 1]);
    const std::string bytes = der.substr(at + 2, length);
    out += (std::string(32, '\0') + bytes).substr(length);
    at += 2 + length;
  }
  return out;
}

std::string hex_of(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string input_of(const Said& said, const std::string& fingerprint, std::int64_t time) {
  if (!said.input.empty()) return said.input;
  std::string out;
  for (const std::string& name : said.covers) out += (out.empty() ? "(\"" : " \"") + name + "\"";
  if (out.empty()) out = "(";
  const std::string created = said.created.empty() ? std::to_string(time / 1'000'000 - said.late) : said.created;
  return out + ");created=" + created + ";keyid=\"" + (said.keyid.empty() ? hex_of(fingerprint) : said.keyid) + "\";tag=" + said.tag + said.more;
}

V signature(const Said& said, const World& w, const Entry& entry) {
  const std::string fingerprint = w.who.at(said.who).fingerprint(), input = input_of(said, fingerprint, entry.time);
  const std::string statement = M({{1, T("katiwala/command/1")}, {2, B(w.ledger_id)}, {3, *entry.parts[0].asked}, {4, T(entry.key)}}).encode();
  std::map<std::string, std::string> values = {{"@method", "POST"}, {"@authority", said.authority}, {"@path", said.path},
                                               {"@target-uri", "https://" + said.authority + said.path}, {"content-digest", said.digest}, {"idempotency-key", entry.key},
                                               {"katiwala-statement", "sha-256=:" + base64(sha256(statement)) + ":"}};
  for (const auto& [name, value] : said.signs) values[name] = value;
  std::string base;
  for (const std::string& name : said.covers) base += "\"" + name + "\": " + values[name] + "\n";
  const std::string key = said.key.empty() ? w.who.at(said.who).key : said.key;
  std::string value = sign(key, base + "\"@signature-params\": " + input);
  if (key.rfind("p256 ", 0) == 0) value = two_numbers(value);
  if (said.value) said.value(value);
  return M({{1, B(fingerprint)}, {2, B(value)}, {5, M({{1, T(said.authority)}, {2, T(said.path)}, {3, T(said.digest)}, {4, T(input)}})}});
}

/// The rate of a day, which nobody has to sign, at the end of the world.
void add(World& w, const Said& said, const std::string& idempotency_key = {}) {
  const V rate = A({I(kUsd), I(kPhp), I(58), I(0)});
  Entry entry;
  entry.time = w.entries.back().time + kMinute;
  entry.command = 9;
  entry.principal = said.who;
  entry.key = idempotency_key.empty() ? "key-" + std::to_string(w.entries.size()) : idempotency_key;
  entry.parts = {{1, std::string(16, '\0'), A({I(9), M({{1, rate}, {2, I(20'456)}, {3, T("a desk")}})}), 1, {},
                  {A({I(6), M({{1, M({{1, I(20'456)}, {2, rate}, {3, T("a desk")}})}})})}, {}, {}, false, {}, {}, {}, {}, {}, {}}};
  const V made = signature(said, w, entry);
  entry.parts[0].edit = [made](V& v) { v[6] = made; };
  w.entries.push_back(std::move(entry));
}

const std::string kPart = "entry " + std::to_string(count) + " part 1";

Case refused(const char* check, const std::function<void(Said&)>& change, const std::string& idempotency_key = {}) {
  return {check, kPart, [change, idempotency_key](World& w) {
            Said said;
            change(said);
            add(w, said, idempotency_key);
          }};
}
Case of_input(const std::string& begins, const std::string& ends = "") {
  return {"http-input", kPart, [begins, ends](World& w) {
            Said said;
            const std::string rest = input_of(said, w.who.at("olga").fingerprint(), w.entries.back().time + kMinute);
            said.input = begins + rest.substr(rest.find(')') + 1) + ends;
            add(w, said);
          }};
}
Case covering(std::vector<std::string> names) {
  return refused("http-covers", [names](Said& s) { s.covers = names; });
}
std::vector<std::string> without(const std::string& name) {
  std::vector<std::string> out;
  for (const std::string& one : kCovers)
    if (one != name) out.push_back(one);
  return out;
}
std::vector<std::string> with(const std::string& name) {
  std::vector<std::string> out = kCovers;
  out.push_back(name);
  return out;
}
const std::string kList = R"(("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))";

const Case kCases[] = {
    refused("signature", [](Said& s) { s.key = "ana"; }),
    refused("signature", [](Said& s) { s.who = "ben", s.key = "p256 gina"; }),
    refused("signature", [](Said& s) { s.value = flip; }),
    refused("signature", [](Said& s) { s.signs["@method"] = "PUT"; }),
    refused("signature", [](Said& s) { s.signs["@authority"] = "other.example.org"; }),
    refused("signature", [](Said& s) { s.signs["@path"] = "/v1/pools"; }),
    refused("signature", [](Said& s) { s.signs["content-digest"] = "sha-256=:" + base64(sha256("{ }")) + ":"; }),
    refused("signature", [](Said& s) { s.signs["idempotency-key"] = "another key"; }),
    refused("signature", [](Said& s) { s.signs["katiwala-statement"] = "sha-256=:" + base64(sha256("another statement")) + ":"; }),
    {"signature", kPart, [](World& w) {  // kept as if it were over the canonical bytes
       add(w, {});
       const auto made = w.part(count, 1).edit;
       w.part(count, 1).edit = [made](V& v) { made(v), v[6].erase(5); };
     }},
    refused("http-signature", [](Said& s) { s.value = [](std::string& v) { v += '\0'; }; }),
    refused("http-signature", [](Said& s) { s.who = "ben", s.value = [](std::string& v) { v = "\x30" + v; }; }),
    {"http-signature", kPart, [](World& w) {  // good, and in DER
       Said said;
       said.who = "ben";
       std::string der;
       said.value = [&der](std::string& v) {
         const auto number = [](std::string n) {
           n.erase(0, std::min(n.find_first_not_of('\0'), n.size() - 1));
           if (static_cast<unsigned char>(n[0]) >= 0x80) n.insert(0, 1, '\0');
           return "\x02" + std::string(1, static_cast<char>(n.size())) + n;
         };
         const std::string both = number(v.substr(0, 32)) + number(v.substr(32));
         v = "\x30" + std::string(1, static_cast<char>(both.size())) + both;
       };
       add(w, said);
     }},
    refused("http-authority", [](Said& s) { s.authority = "Trust.example.org"; }),
    refused("http-authority", [](Said& s) { s.authority = ""; }),
    refused("http-authority", [](Said& s) { s.authority = "trust.example.org\n"; }),
    refused("http-authority", [](Said& s) { s.authority = std::string(262, 'a'); }),
    refused("http-path", [](Said& s) { s.path = ""; }),
    refused("http-path", [](Said& s) { s.path = "v1/rates"; }),
    refused("http-path", [](Said& s) { s.path = "/v1/rates\n\"content-digest\": x"; }),
    refused("http-digest", [](Said& s) { s.digest = ""; }),
    refused("http-digest", [](Said& s) { s.digest = "md5=:lMzQB+gV18ZXP5WFmBjRrw==:"; }),
    refused("http-digest", [](Said& s) { s.digest += ", "; }),
    refused("http-digest", [](Said& s) { s.digest += ", " + s.digest; }),
    refused("http-digest", [](Said& s) { s.digest = "sha-512" + s.digest.substr(7); }),
    refused("http-digest", [](Said& s) { s.digest.pop_back(); }),
    refused("http-digest", [](Said& s) { s.digest[9] = '\n'; }),
    refused("http-once", [](Said&) {}, "a key"),
    refused("http-once", [](Said&) {}, "key\n"),
    of_input(""), of_input("(" + kList), of_input("sig=" + kList), of_input(kList + " "), of_input(" " + kList), of_input(kList, ";"), of_input(kList, ";expires"),
    of_input(kList, ";expires="), of_input(kList, ";expires=01"), of_input(kList, "; expires=1"), of_input(kList, ";expires=-1"), of_input(kList, ";expires=\"1"),
    of_input(kList, ";expires=1.5"), of_input(kList, ";expires=1000000000000000"), of_input(kList, ";created=1"), of_input(kList, ", sig2=()"), of_input(kList, ";alg=\"a\\\"\""),
    of_input(R"(("@method"  "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))"),
    of_input(R"(("@method";req "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement"))"),
    of_input(R"(("@method" "@authority" "@path" "content-digest" "idempotency-key" "katiwala-statement" ))"),
    of_input(kList, ";alg=\"" + std::string(1'024, 'a') + "\""),
    covering({}), covering(without("@method")), covering(without("@authority")), covering(without("@path")), covering(without("content-digest")),
    covering(without("idempotency-key")), covering(without("katiwala-statement")), covering(with("@method")), covering(with("date")), covering(with("content-type")),
    refused("http-parameter", [](Said& s) { s.more = ";nonce=\"n\""; }),
    refused("http-tag", [](Said& s) { s.tag = "\"katiwala/request/2\""; }),
    refused("http-tag", [](Said& s) { s.tag = "1"; }),
    refused("http-key", [](Said& s) { s.keyid = std::string(64, 'a'); }),
    refused("http-algorithm", [](Said& s) { s.more = ";alg=\"ecdsa-p256-sha256\""; }),
    refused("http-algorithm", [](Said& s) { s.who = "ben", s.more = ";alg=\"ed25519\""; }),
    refused("http-algorithm", [](Said& s) { s.more = ";alg=1"; }),
    refused("http-number", [](Said& s) { s.created = "\"1767225600\""; }),
    refused("http-number", [](Said& s) { s.more = ";expires=\"1\""; }),
    refused("http-created", [](Said& s) { s.late = 301; }),
    refused("http-created", [](Said& s) { s.late = -61; }),
    refused("http-expires", [](Said& s) { s.more = ";expires=1"; }),
    {"http-expires", kPart, [](World& w) {  // in the second in which it is recorded
       Said said;
       said.late = 10;
       said.more = ";expires=" + std::to_string((w.entries.back().time + kMinute) / 1'000'000);
       add(w, said);
     }},
    {"founding-plain", "entry 0 part 1", [](World& w) {
       w.part(create, 1).edit = [](V& v) { v[5].elements[1][7].elements[0][5] = M({{1, T("h")}, {2, T("/p")}, {3, T("d")}, {4, T("i")}}); };
     }},
};

TEST(SignedRequests, ALedgerThatKeepsThemIsGood) {
  const std::vector<std::string> whole = {"content-digest", "@target-uri", "katiwala-statement", "@method", "idempotency-key"};
  std::vector<std::function<void(Said&)>> ways = {
      [](Said&) {}, [&](Said& s) { s.covers = whole; }, [](Said& s) { s.covers.push_back("@target-uri"); }, [](Said& s) { s.late = 300; }, [](Said& s) { s.late = -60; },
      [](Said& s) { s.digest = "sha-512=:" + base64(std::string(64, 'x')) + ":, " + s.digest; }, [](Said& s) { s.authority = "[2001:db8::1]:8443"; },
      [](Said& s) { s.more = s.who == "ben" ? ";alg=\"ecdsa-p256-sha256\"" : ";alg=\"ed25519\""; }, [](Said& s) { s.more = ";expires=999999999999999"; }};
  World world;
  for (const auto& way : ways)
    for (const char* const who : {"olga", "ben"}) {
      Said said;
      said.who = who;
      way(said);
      add(world, said);
    }
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("18  of these over HTTP requests"), std::string::npos) << verdict.output;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Http, Refused, testing::ValuesIn(kCases), case_name);

}  // namespace forge::refused_http_test
