// Passkeys in the record: a ledger in which one signs is good, and each thing that could be otherwise is refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_passkey_test {
namespace {

using namespace at;

const std::string kLedger(16, '\0'), kSite = "trust.example.org", kOrigin = "https://trust.example.org";
constexpr std::int64_t kMinute = 60'000'000;

// At the end of the world: the site, ana's passkey, what she signs with it, and again, and what an officer does about her credentials.
enum : std::size_t { adopt = count, enrol, sign_1, sign_2, remove, keep, recover, all };

/// A passkey's answer, and what in it is as it should not be.
struct Answer {
  std::string type = "webauthn.get", origin = kOrigin, site = kSite, cross = "false", more = "}", trailing;
  std::string statement;  // another than the entry's
  int flags = 0x05;
  std::uint64_t counter = 1;
  std::string key = "ana's telephone";
};

std::string spki(const std::string& label) { return std::string("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12) + public_key(label); }
std::string fingerprint() { return sha256(spki("ana's telephone")); }

std::string base64url(const std::string& bytes) {
  std::string out = base64(bytes);
  for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return out.substr(0, out.find('='));
}

V signature(const Answer& a, const std::string& statement) {
  const std::string challenge = base64url(sha256(a.statement.empty() ? statement : a.statement));
  const std::string client = R"({"type":")" + a.type + R"(","challenge":")" + challenge + R"(","origin":")" + a.origin + R"(","crossOrigin":)" + a.cross + a.more;
  const std::string data = sha256(a.site) + static_cast<char>(a.flags) + be(a.counter, 4) + a.trailing;
  return M({{1, B(fingerprint())}, {2, B(sign(a.key, data + sha256(client)))}, {3, B(data)}, {4, B(client)}});
}

V used(const World& w, std::uint64_t counter, bool backed_up = false) {
  V said = M({{1, B(w.who.at("ana").id)}, {2, B(fingerprint())}, {3, U(counter)}});
  if (backed_up) said[4] = Yes();
  return A({I(84), said});
}

V passkey_spec(const World& w) {
  V spec = w.who.at("ana").spec();
  V& credential = spec[4];
  credential[1] = B(fingerprint());
  credential.erase(2);
  credential[5] = M({{1, B(std::string(16, 'i'))}, {2, B(spki("ana's telephone"))}, {3, T(kSite)}, {4, U(0)}});
  return spec;
}

Entry& add(World& w, const std::string& by, int number, V body, std::vector<V> events) {
  Entry entry;
  entry.time = w.entries.back().time + kMinute;
  entry.command = number;
  entry.principal = by;
  entry.key = "key-" + std::to_string(w.entries.size());
  entry.parts = {{1, kLedger, A({I(number), std::move(body)}), 1, {}, std::move(events), {}, {}, false, {}, {}, {}, {}, {}, {}}};
  return w.entries.emplace_back(std::move(entry));
}

/// Signs the entry with the passkey, in place of whatever signs it.
void answer(World& w, std::size_t seq, const Answer& a) {
  Entry& entry = w.at(seq);
  const std::string statement = M({{1, T("katiwala/command/1")}, {2, B(w.ledger_id)}, {3, *entry.parts[0].asked}, {4, T(entry.key)}}).encode();
  entry.parts[0].edit = [a, statement](V& v) { v[6] = signature(a, statement); };
}

/// A command that changes nothing else: the rate of a day.
void sign_by_passkey(World& w, std::uint64_t counter) {
  const V rate = A({I(kUsd), I(kPhp), I(58), I(0)});
  add(w, "ana", 9, M({{1, rate}, {2, I(20'456)}, {3, T("a desk")}}), {A({I(6), M({{1, M({{1, I(20'456)}, {2, rate}, {3, T("a desk")}})}})}), used(w, counter)});
  Answer a;
  a.counter = counter;
  answer(w, w.entries.size() - 1, a);
}

void with_passkeys(World& w) {
  const V site = M({{1, M({{1, T(kSite)}, {2, T(kOrigin)}})}});
  add(w, "olga", 57, site, {A({I(80), site})});
  const V spec = passkey_spec(w);
  add(w, "olga", 58, M({{1, spec}}), {A({I(81), M({{1, spec}, {2, I(w.entries.back().time + kMinute + 1)}})})});
  sign_by_passkey(w, 1);
  sign_by_passkey(w, 2);
  const V ana = B(w.who.at("ana").id);
  const auto until = [&w] { return I(w.entries.back().time + 3 * kMinute); };
  add(w, "olga", 59, M({{1, ana}, {2, B(fingerprint())}, {3, T("given away")}}), {A({I(82), M({{1, ana}, {2, B(fingerprint())}, {3, until()}})})});
  add(w, "olga", 61, M({{1, ana}, {2, T("it was not she")}}), {A({I(83), M({{1, ana}})})});
  V fresh = w.who.at("ana").spec()[4];
  fresh[1] = B(sha256(certificate("ana anew")));
  fresh[2] = B(certificate("ana anew"));
  V anew = w.who.at("ana").spec();
  anew[4] = fresh;
  add(w, "olga", 60, M({{1, ana}, {2, fresh}, {3, A({B(fingerprint())})}, {4, T("lost")}}),
      {A({I(81), M({{1, anew}, {2, until()}})}), A({I(82), M({{1, ana}, {2, B(fingerprint())}, {3, until()}})})});
}

std::string part(std::size_t seq, int number = 1) { return "entry " + std::to_string(seq) + " part " + std::to_string(number); }
Case spoilt(const char* check, std::size_t seq, std::function<void(World&)> spoil) {
  return {check, part(seq), [spoil](World& w) {
            with_passkeys(w);
            spoil(w);
          }};
}
/// The first signature is another answer; the ledger's part goes along with what it says of itself.
Case answered(const char* check, const std::function<void(Answer&)>& change) {
  return spoilt(check, sign_1, [change](World& w) {
    Answer a;
    change(a);
    answer(w, sign_1, a);
    w.part(sign_1, 1).events[1] = used(w, a.counter, (a.flags & 0x10) != 0);
  });
}
void enrolled(World& w, const std::function<void(V&)>& change) {
  both(w, enrol, [&](V& v) { change(v[1][4]); });
}

const Case kCases[] = {
    spoilt("passkey-site", sign_1, [](World& w) { both(w, adopt, [](V& v) { v[1][1] = T("example.org"); }); }),
    spoilt("passkey-site", sign_1, [](World& w) { enrolled(w, [](V& v) { v[5][3] = T("example.org"); }); }),
    answered("passkey-client-data", [](Answer& a) { a.statement = "another statement"; }),
    answered("passkey-client-data", [](Answer& a) { a.type = "webauthn.create"; }),
    answered("passkey-client-data", [](Answer& a) { a.origin = "https://evil.example.org"; }),
    answered("passkey-client-data", [](Answer& a) { a.cross = "true"; }),
    answered("passkey-client-data", [](Answer& a) { a.more = "more}"; }),
    answered("passkey-client-data", [](Answer& a) { a.more = ",\"more\":true"; }),
    spoilt("passkey-client-data", sign_1, [](World& w) { w.at(sign_1).key = "another key"; }),
    answered("passkey-data", [](Answer& a) { a.site = "example.org"; }),
    answered("passkey-extensions", [](Answer& a) { a.trailing = "x"; }),
    answered("passkey-extensions", [](Answer& a) { a.flags = 0x85; }),
    answered("passkey-flags", [](Answer& a) { a.flags = 0x45; }),
    answered("passkey-flags", [](Answer& a) { a.flags = 0x07; }),
    answered("passkey-verified", [](Answer& a) { a.flags = 0x01; }),
    answered("passkey-verified", [](Answer& a) { a.flags = 0x04; }),
    answered("passkey-eligible", [](Answer& a) { a.flags = 0x0d; }),
    answered("passkey-backed-up", [](Answer& a) { a.flags = 0x15; }),
    answered("signature", [](Answer& a) { a.key = "ben's telephone"; }),
    spoilt("passkey-eligible", sign_1, [](World& w) { enrolled(w, [](V& v) { v[5][5] = Yes(); }); }),
    spoilt("passkey-counter", sign_1, [](World& w) { enrolled(w, [](V& v) { v[5][4] = U(1); }); }),
    spoilt("passkey-counter", sign_2, [](World& w) {
       Answer a;
       answer(w, sign_2, a);
       w.part(sign_2, 1).events[1] = used(w, 1);
     }),
    {"signature-plain", part(charge + 1), [](World& w) {
       again(w, log_key);
       w.part(count, 1).edit = [](V& v) { v[6][3] = B("x"); };
     }},
    spoilt("founding-plain", create, [](World& w) { w.part(create, 1).edit = [](V& v) { v[5].elements[1][7].elements[0][4] = B("x"); }; }),

    spoilt("passkey-alone", enrol, [](World& w) {
       enrolled(w, [](V& v) {
         v[2] = B(certificate("ana anew"));
         v[1] = B(sha256(certificate("ana anew")));
       });
     }),
    spoilt("passkey-fingerprint", enrol, [](World& w) { enrolled(w, [](V& v) { v[1] = B(hash32("other")); }); }),
    spoilt("passkey-key", enrol, [](World& w) {
       enrolled(w, [](V& v) {
         v[5][2] = B("x");
         v[1] = B(sha256("x"));
       });
     }),
    spoilt("enrolled-pause", enrol, [](World& w) { said(w, enrol, 1, 0)[2] = I(w.at(enrol).time); }),
    spoilt("credential-pause", sign_1, [](World& w) { said(w, enrol, 1, 0)[2] = I(w.at(sign_1).time + 1); }),
    spoilt("removed-pause", remove, [](World& w) { said(w, remove, 1, 0)[3] = I(w.at(remove).time); }),
    spoilt("removed-known", remove, [](World& w) { both(w, remove, edit_at({2}, B(hash32("other")))); }),
    spoilt("credential-removed", keep, [](World& w) {
       said(w, remove, 1, 0)[3] = I(w.at(remove).time + 1);
       w.entries.resize(keep);
       sign_by_passkey(w, 3);
     }),
    spoilt("event-as-asked", adopt, [](World& w) { said(w, adopt, 1, 0)[1][2] = T("https://other.example.org"); }),
    spoilt("event-as-asked", enrol, [](World& w) { said(w, enrol, 1, 0)[1][3] = I(3); }),
    spoilt("event-as-asked", remove, [](World& w) { said(w, remove, 1, 0)[2] = B(hash32("other")); }),
    spoilt("event-as-asked", keep, [](World& w) { said(w, keep, 1, 0)[1] = B(w.who["ben"].id); }),
    spoilt("event-asked", keep, [](World& w) { w.part(keep, 1).events[0] = w.part(remove, 1).events[0]; }),
    spoilt("event-recovery", recover, [](World& w) { said(w, recover, 1, 0)[1][4][3] = I(1); }),
    spoilt("event-recovery", recover, [](World& w) { said(w, recover, 1, 1)[2] = B(w.who["ana"].fingerprint()); }),

    {"passkey-use-missing", "entry " + std::to_string(sign_1), [](World& w) {
       with_passkeys(w);
       w.part(sign_1, 1).events.pop_back();
     }},
    spoilt("passkey-use-once", sign_1, [](World& w) { w.part(sign_1, 1).events.push_back(used(w, 2)); }),
    spoilt("passkey-use-principal", sign_1, [](World& w) { said(w, sign_1, 1, 1)[1] = B(w.who["ben"].id); }),
    spoilt("passkey-use-known", sign_1, [](World& w) { said(w, sign_1, 1, 1)[2] = B(w.who["ana"].fingerprint()); }),
    spoilt("passkey-use-signed", sign_1, [](World& w) { said(w, sign_1, 1, 1)[3] = U(9); }),
    spoilt("passkey-use-signed", sign_1, [](World& w) { said(w, sign_1, 1, 1)[4] = Yes(); }),
    spoilt("passkey-use-signed", sign_2, [](World& w) { w.part(sign_2, 1).edit = {}; }),
    // What ana's passkey signed before ward c was erased can not be read any more; that its counter grew can.
    {"passkey-use-counter", part(ward_c, 4), [](World& w) {
       V spec = passkey_spec(w);
       spec[4][5][4] = U(5);
       w.at(enrol_sys).command = 58;
       w.part(enrol_sys, 1).asked = A({I(58), M({{1, spec}})});
       w.part(enrol_sys, 1).events = {A({I(81), M({{1, spec}, {2, I(w.at(enrol_sys).time + 1)}})})};
       for (const std::size_t seq : {credit, settle}) w.at(seq).principal = "olga";
       w.at(ward_c).principal = "ana";
       w.at(ward_c).parts.push_back({1, kLedger, std::nullopt, 0, {}, {used(w, 5)}, {}, {}, false, {}, {}, {}, {}, {}, {}});
     }},
};

TEST(Passkeys, ALedgerInWhichTheySignIsGood) {
  World world;
  with_passkeys(world);
  ASSERT_EQ(world.entries.size(), all);
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("by passkey"), std::string::npos) << verdict.output;
}

TEST(Passkeys, WhatIsStoppedNeverCountsAndStays) {
  World world;
  with_passkeys(world);
  world.entries.resize(recover);
  world.fill(recover + 3);  // past the instant at which the removal would have counted
  sign_by_passkey(world, 3);
  const Folder folder;
  EXPECT_EQ(verify_export(world.build(), folder).line, "good");
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Passkey, Refused, testing::ValuesIn(kCases), case_name);

}  // namespace forge::refused_passkey_test
