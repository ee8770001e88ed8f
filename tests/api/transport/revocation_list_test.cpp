// Lists of revoked certificates, one fault at a time, each beside the list without it. Pure: no file and no door (revocation_door_test.cpp).
#include "api/transport/revocation_list.h"

#include <algorithm>

#include "door.h"
#include "list_maker.h"

namespace katiwala::api::transport::revocation_list_test {
namespace {

using namespace door;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kNowSeconds = kNow / kSecond;

const Authority& bank() {
  static const Authority made = authority_of(crypto::generate_key_pem(crypto::Algorithm::es256), "sandbox bank");
  return made;
}
ListPlan good_plan() { return {.this_update = kNowSeconds - 60, .next_update = kNowSeconds + 60, .number = 5, .serials = {1, 258}}; }

/// "good" where all of it counts, or the first fault.
std::string verdict(const std::string& bytes, const std::string& authorities = bank().certificate_pem, std::int64_t now = kNow) {
  const JudgedLists judged = judge_lists(bytes, authorities, now);
  EXPECT_TRUE(std::ranges::all_of(judged.faults, [](const Refusal& fault) { return fault.code == Code::CERTIFICATE_INVALID && !fault.message.empty(); }));
  if (!judged.faults.empty()) return judged.faults.front().message;
  return judged.lists.empty() ? "nothing" : "good";
}
bool says(const std::string& verdict, std::string_view part) { return verdict.find(part) != std::string::npos; }

TEST(RevocationList, EachFaultBesideTheListWithoutIt) {
  struct Case {
    const char* what;
    ListPlan plan;
    const char* says;
  };
  auto with = [](auto change) {
    ListPlan plan = good_plan();
    change(plan);
    return plan;
  };
  auto twisted = [&](Twist twist) { return with([&](ListPlan& plan) { plan.number.reset(), plan.twist = twist; }); };
  const Case cases[] = {
      {"good", good_plan(), "good"},
      {"names nobody", with([](ListPlan& p) { p.serials.clear(); }), "good"},
      {"without a number", with([](ListPlan& p) { p.number.reset(); }), "good"},
      {"begins now", with([](ListPlan& p) { p.this_update = kNowSeconds; }), "good"},
      {"begins in a second", with([](ListPlan& p) { p.this_update = kNowSeconds + 1; }), "not yet in force"},
      {"ends in a second", with([](ListPlan& p) { p.next_update = kNowSeconds + 1; }), "good"},
      {"ends now", with([](ListPlan& p) { p.next_update = kNowSeconds; }), "has lapsed"},
      {"ended a second ago", with([](ListPlan& p) { p.next_update = kNowSeconds - 1; }), "has lapsed"},
      {"has no end", with([](ListPlan& p) { p.next_update = 0; }), "nextUpdate"},
      {"delta", twisted(Twist::delta), "delta"},
      {"of users' certificates", twisted(Twist::for_users_only), "issuing distribution point"},
      {"indirect", twisted(Twist::indirect), "indirect"},
      {"with an entry of another", twisted(Twist::of_another), "indirect"},
      {"unknown and critical", twisted(Twist::unknown), "1.3.6.1.4.1.99999.1"},
      {"unknown and not critical", twisted(Twist::unknown_uncritical), "good"},
      {"unknown and critical in an entry", twisted(Twist::unknown_in_entry), "1.3.6.1.4.1.99999.1"},
      {"on hold", twisted(Twist::on_hold), "good"},
      {"removed", twisted(Twist::removed), "good"},
      {"two numbers", twisted(Twist::number_twice), "crlNumber"},
      {"a negative number", twisted(Twist::number_negative), "crlNumber"},
      {"another signature", twisted(Twist::signature), "not signed by the authority"},
      {"SHA-1", with([](ListPlan& p) { p.digest = EVP_sha1(); }), "SHA-1"},
      {"SHA-224", with([](ListPlan& p) { p.digest = EVP_sha224(); }), "good"},
      {"SHA-384", with([](ListPlan& p) { p.digest = EVP_sha384(); }), "good"},
  };
  for (const Case& c : cases) {
    const std::string der = list_by(bank(), c.plan);
    EXPECT_TRUE(says(verdict(der), c.says)) << c.what << ": " << verdict(der);
    EXPECT_EQ(verdict(pem_of_list(der)), verdict(der)) << c.what;
  }
}

TEST(RevocationList, OnlyOfAnAuthorityThatMaySignLists) {
  const std::string key = crypto::generate_key_pem(crypto::Algorithm::es256);
  const std::string another = crypto::generate_key_pem(crypto::Algorithm::ed25519);
  const Authority trusted = authority_of(key, "sandbox one");
  struct Case {
    const char* what;
    Authority signer;
    std::string authorities, says;
  };
  const Authority no_lists = authority_of(key, "sandbox one", "critical,keyCertSign"), silent = authority_of(key, "sandbox one", "");
  const Authority namesake = authority_of(another, "sandbox one"), stranger = authority_of(another, "sandbox two");
  const Case cases[] = {
      {"its own", trusted, trusted.certificate_pem, "good"},
      {"Ed25519", stranger, stranger.certificate_pem, "good"},
      {"by a stranger", stranger, trusted.certificate_pem, "none of the authorities"},
      {"by a namesake", namesake, trusted.certificate_pem, "not signed by the authority"},
      {"by a namesake who is trusted too", namesake, trusted.certificate_pem + namesake.certificate_pem, "good"},
      {"under another's name with the same key", authority_of(key, "sandbox two"), trusted.certificate_pem, "none of the authorities"},
      {"who may not sign lists", no_lists, no_lists.certificate_pem, "cRLSign"},
      {"whose certificate does not say what for", silent, silent.certificate_pem, "good"},
      {"of no authorities", trusted, "", "none of the authorities"},
  };
  for (const Case& c : cases) {
    const std::string said = verdict(list_by(c.signer, good_plan()), c.authorities);
    EXPECT_TRUE(says(said, c.says)) << c.what << ": " << said;
  }
}

TEST(RevocationList, RsaInBothWays) {
  const Authority rsa = authority_of(rsa_key_pem(), "sandbox old bank");
  const auto by = [&](const EVP_MD* digest, const EVP_MD* pss) {
    ListPlan plan = good_plan();
    plan.digest = digest;
    plan.pss = pss;
    return verdict(list_by(rsa, plan), rsa.certificate_pem);
  };
  EXPECT_EQ(by(EVP_sha256(), nullptr), "good");
  EXPECT_TRUE(says(by(EVP_sha1(), nullptr), "SHA-1"));
  EXPECT_TRUE(says(by(EVP_md5(), nullptr), "MD5"));
  EXPECT_EQ(by(nullptr, EVP_sha256()), "good");
  EXPECT_TRUE(says(by(nullptr, EVP_sha1()), "SHA-1"));
}

TEST(RevocationList, SaysWhoIsRevokedAsCertificatesAreRead) {
  const Authority authority{pki().authority.authority_pem(), pki().authority.authority_key_pem()};
  for (const Twist twist : {Twist::none, Twist::on_hold, Twist::removed}) {
    ListPlan plan = good_plan();
    plan.revoked = {pki().alice.certificate_pem};
    plan.twist = twist;
    const auto judged = judge_lists(list_by(authority, plan), authority.certificate_pem, kNow);
    ASSERT_EQ(judged.lists.size(), 1u);
    const RevocationList& list = judged.lists.front();
    EXPECT_EQ(list.issuers, issuer_ids(authority.certificate_pem));
    EXPECT_EQ(list.issuer_name, "/O=Katiwala SANDBOX/CN=Katiwala SANDBOX authority");
    EXPECT_EQ(list.this_update_micros, plan.this_update * kSecond);
    EXPECT_EQ(list.next_update_micros, plan.next_update * kSecond);
    EXPECT_EQ(list.number, (Bytes{5}));
    EXPECT_EQ(list.serials.size(), 3u);
    EXPECT_TRUE(list.revokes(crypto::parse_certificate_pem(pki().alice.certificate_pem)->serial_hex));
    EXPECT_FALSE(list.revokes(crypto::parse_certificate_pem(pki().bob.certificate_pem)->serial_hex));
    EXPECT_TRUE(list.revokes("01") && list.revokes("0102"));
    EXPECT_FALSE(list.revokes("02") || list.revokes("0001") || list.revokes("1") || list.revokes(""));
  }
}

TEST(RevocationList, AFileHoldsSeveralAndOneFaultTakesNothingFromTheOthers) {
  const Authority other = authority_of(crypto::generate_key_pem(crypto::Algorithm::es256), "sandbox other bank");
  const std::string authorities = bank().certificate_pem + other.certificate_pem;
  const std::string first = list_by(bank(), good_plan()), second = list_by(other, good_plan());
  ListPlan lapsed_plan = good_plan();
  lapsed_plan.next_update = kNowSeconds;
  const std::string lapsed = list_by(other, lapsed_plan);
  const std::string whole = pem_of_list(first), cut = whole.substr(0, whole.size() / 2);
  struct Case {
    const char* what;
    std::string bytes;
    std::size_t lists, faults;
  };
  const Case cases[] = {
      {"DER", first + second, 2, 0},
      {"PEM", pem_of_list(first) + pem_of_list(second), 2, 0},
      {"PEM with words around", "Certificate Revocation List\n" + pem_of_list(first) + "\nand\n" + pem_of_list(second) + "end\n", 2, 0},
      {"PEM with CR LF", "-----BEGIN X509 CRL-----\r\n" + whole.substr(25), 1, 0},
      {"DER, the second lapsed", first + lapsed, 1, 1},
      {"PEM, the first lapsed", pem_of_list(lapsed) + pem_of_list(first), 1, 1},
      {"DER, the second cut off", first + second.substr(0, second.size() - 1), 1, 1},
      {"DER with a byte after it", first + "x", 1, 1},
      {"PEM, the second cut off", pem_of_list(second) + cut, 1, 1},
      {"PEM, a byte after the list within its block", pem_of_list(second + "x"), 0, 1},
      {"PEM, no base64", "-----BEGIN X509 CRL-----\n!!!!\n-----END X509 CRL-----\n" + whole, 1, 1},
      {"a certificate beside the list", bank().certificate_pem + whole, 1, 1},
      {"a certificate alone", bank().certificate_pem, 0, 1},
      {"nothing", "", 0, 1},
      {"no list", "no list\n", 0, 1},
      {"a sequence that is none", std::string("\x30\x00", 2), 0, 1},
  };
  for (const Case& c : cases) {
    const auto judged = judge_lists(c.bytes, authorities, kNow);
    EXPECT_EQ(judged.lists.size(), c.lists) << c.what;
    EXPECT_EQ(judged.faults.size(), c.faults) << c.what;
  }
  EXPECT_EQ(judge_lists(lapsed + first, authorities, kNow).faults.front().place, "list 1 of /O=Katiwala SANDBOX/CN=sandbox other bank");
}

TEST(RevocationList, OfTwoOfOneAuthorityTheNewerCounts) {
  ListPlan older = good_plan(), newer = good_plan();
  newer.number = 6;
  newer.serials = {3};
  const std::string first = list_by(bank(), older), second = list_by(bank(), newer);
  for (const std::string& bytes : {first + second, second + first}) {
    const auto judged = judge_lists(bytes, bank().certificate_pem, kNow);
    ASSERT_EQ(judged.lists.size(), 1u);
    EXPECT_EQ(judged.lists.front().number, (Bytes{6}));
    EXPECT_EQ(judged.faults.size(), 1u);
  }
}

TEST(RevocationList, IsBounded) {
  const std::string list = list_by(bank(), good_plan());
  std::string many;
  for (std::size_t i = 0; i < kMostLists + 1; ++i) many += list;
  const auto count = [&](const std::string& bytes) { return judge_lists(bytes, bank().certificate_pem, kNow).faults.size(); };
  EXPECT_EQ(count(many.substr(list.size())), kMostLists - 1);  // all but the first are twins of it
  EXPECT_EQ(count(many), kMostLists);                          // and one fault for the rest, which is not read
  const std::string head = pem_of_list(list);
  EXPECT_EQ(verdict(head + std::string(kMostRevocationBytes - head.size(), ' ')), "good");
  EXPECT_TRUE(says(verdict(head + std::string(kMostRevocationBytes - head.size() + 1, ' ')), "16 MiB"));
}

TEST(RevocationList, WhatMayTakeWhosePlace) {
  const auto list = [](std::int64_t time, std::optional<Bytes> number) {
    RevocationList out;
    out.this_update_micros = time;
    out.number = std::move(number);
    return out;
  };
  struct Case {
    const char* what;
    RevocationList next, current;
    bool taken;
  };
  const Case cases[] = {
      {"both go on", list(2, Bytes{6}), list(1, Bytes{5}), true},
      {"the number goes on within a second", list(1, Bytes{6}), list(1, Bytes{5}), true},
      {"the time goes on under the same number", list(2, Bytes{5}), list(1, Bytes{5}), true},
      {"neither", list(1, Bytes{5}), list(1, Bytes{5}), false},
      {"the number goes back", list(2, Bytes{4}), list(1, Bytes{5}), false},
      {"the time goes back", list(1, Bytes{6}), list(2, Bytes{5}), false},
      {"a number of two bytes is more", list(1, Bytes{1, 0}), list(1, Bytes{255}), true},
      {"and one byte less", list(2, Bytes{255}), list(1, Bytes{1, 0}), false},
      {"without numbers, later", list(2, {}), list(1, {}), true},
      {"without numbers, at once", list(1, {}), list(1, {}), false},
      {"without numbers, earlier", list(1, {}), list(2, {}), false},
      {"numbers from now on, later", list(2, Bytes{1}), list(1, {}), true},
      {"numbers no more, later", list(2, {}), list(1, Bytes{9}), true},
      {"numbers no more, at once", list(1, {}), list(1, Bytes{9}), false},
  };
  for (const Case& c : cases) EXPECT_EQ(supersedes(c.next, c.current), c.taken) << c.what;
}

TEST(RevocationList, SaysWhenTheFirstThatIsNotYetInForceWillBe) {
  ListPlan soon = good_plan(), later = good_plan();
  soon.this_update = kNowSeconds + 5;
  later.this_update = kNowSeconds + 9;
  const std::string bytes = list_by(bank(), later) + list_by(bank(), soon);
  EXPECT_EQ(judge_lists(bytes, bank().certificate_pem, kNow).look_again_micros, (kNowSeconds + 5) * kSecond);
  EXPECT_EQ(judge_lists(list_by(bank(), good_plan()), bank().certificate_pem, kNow).look_again_micros, std::nullopt);
}

TEST(RevocationList, AnAuthorityIsItsNameAndItsKey) {
  const std::string key = crypto::generate_key_pem(crypto::Algorithm::es256);
  const auto id = [](const Authority& authority) { return issuer_ids(authority.certificate_pem).at(0); };
  const Authority one = authority_of(key, "sandbox one"), renewed = authority_of(key, "sandbox one", "critical,keyCertSign,cRLSign,digitalSignature");
  EXPECT_NE(one.certificate_pem, renewed.certificate_pem);
  EXPECT_EQ(id(one), id(renewed));
  EXPECT_NE(id(one), id(authority_of(key, "sandbox two")));
  EXPECT_NE(id(one), id(authority_of(crypto::generate_key_pem(crypto::Algorithm::es256), "sandbox one")));
  EXPECT_EQ(issuer_ids(one.certificate_pem + renewed.certificate_pem).size(), 1u);
}

}  // namespace
}  // namespace katiwala::api::transport::revocation_list_test
