// Lists of revoked certificates at the door: real handshakes, a real file that is replaced while connections are open. No time passes but the door's own clock.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "api/transport/access_log.h"
#include "door.h"
#include "list_maker.h"

namespace katiwala::api::transport::revocation_door_test {
namespace {

using namespace door;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kNowSeconds = kNow / kSecond;
constexpr std::int64_t kHour = 3'600;

Authority bank() { return {pki().authority.authority_pem(), pki().authority.authority_key_pem()}; }
Authority key_of(const SandboxPki& authority) { return {authority.authority_pem(), authority.authority_key_pem()}; }

ListPlan plan(std::vector<std::string> revoked = {}, std::int64_t hours = 1) {
  return {.revoked = std::move(revoked), .this_update = kNowSeconds - kHour, .next_update = kNowSeconds + hours * kHour};
}
ListPlan numbered(long number, std::vector<std::string> revoked = {}) {
  ListPlan out = plan(std::move(revoked));
  out.number = number;
  return out;
}

class ToldOfLists final : public Observer {
 public:
  void revocation_lists_taken() override { note("taken"); }
  void revocation_list_refused(const Refusal& fault) override { note(fault.message); }
  /// What was told since this was asked last.
  std::vector<std::string> since() {
    const std::lock_guard lock(mutex_);
    return std::exchange(told_, {});
  }

 private:
  void note(std::string what) {
    const std::lock_guard lock(mutex_);
    told_.push_back(std::move(what));
  }
  std::mutex mutex_;
  std::vector<std::string> told_;
};

bool told_only(const std::vector<std::string>& told, std::string_view part) { return told.size() == 1 && told.front().find(part) != std::string::npos; }

/// A door that asks a file of lists; the file is in a folder of its own.
struct ListedDoor : Door {
  ToldOfLists told;
  std::string folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "katiwala-lists-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    return name;
  }();
  std::string file = folder + "/lists.pem";

  explicit ListedDoor(const std::string& authorities = pki().authority.authority_pem()) {
    options.authorities_pem = authorities;
    options.revocation_lists = std::make_shared<RevocationFile>(file, authorities, std::vector<Observer*>{&told});
  }
  ~ListedDoor() {
    if (server) server->stop();
    std::filesystem::remove_all(folder);
  }
  void put(const std::string& bytes) const { put_file(file, bytes); }
  /// A connection of its own: 200, or 0 where there was none.
  [[nodiscard]] int asks(const Identity& identity) const {
    const auto answer = client(identity).call("GET", "/");
    if (answer.ok()) return answer->status;
    EXPECT_EQ(answer.refusal().code, Code::TLS_REFUSED);
    return 0;
  }
  [[nodiscard]] RevocationFile::Figures figures(std::int64_t now = kNow) const { return options.revocation_lists->figures(now); }
};

TEST(RevocationDoor, LetsInWhoIsOnNoListThatIsInForce) {
  struct Case {
    const char* what;
    std::string bytes;
    int alice, bob;
    const char* told;
  };
  const auto by_bank = [](auto change) {
    ListPlan out = plan({pki().alice.certificate_pem});
    change(out);
    return list_by(bank(), out);
  };
  const std::string good = by_bank([](ListPlan&) {});
  const Authority stranger = authority_of(crypto::generate_key_pem(crypto::Algorithm::es256), "sandbox stranger");
  const Case cases[] = {
      {"on the list, DER", good, 0, 200, "taken"},
      {"on the list, PEM", pem_of_list(good), 0, 200, "taken"},
      {"nobody on the list", list_by(bank(), plan()), 200, 200, "taken"},
      {"bob on the list", list_by(bank(), plan({pki().bob.certificate_pem})), 200, 0, "taken"},
      {"on hold", by_bank([](ListPlan& p) { p.twist = Twist::on_hold; }), 0, 200, "taken"},
      {"begins now", by_bank([](ListPlan& p) { p.this_update = kNowSeconds; }), 0, 200, "taken"},
      {"begins in a second", by_bank([](ListPlan& p) { p.this_update = kNowSeconds + 1; }), 0, 0, "not yet in force"},
      {"ends in a second", by_bank([](ListPlan& p) { p.next_update = kNowSeconds + 1; }), 0, 200, "taken"},
      {"ends now", by_bank([](ListPlan& p) { p.next_update = kNowSeconds; }), 0, 0, "has lapsed"},
      {"another signature", by_bank([](ListPlan& p) { p.twist = Twist::signature; }), 0, 0, "not signed by the authority"},
      {"delta", by_bank([](ListPlan& p) { p.twist = Twist::delta; }), 0, 0, "delta"},
      {"indirect", by_bank([](ListPlan& p) { p.twist = Twist::indirect; }), 0, 0, "indirect"},
      {"unknown and critical", by_bank([](ListPlan& p) { p.twist = Twist::unknown; }), 0, 0, "1.3.6.1.4.1.99999.1"},
      {"of a stranger", list_by(stranger, plan()), 0, 0, "none of the authorities"},
      {"of a namesake", list_by(key_of(new_authority()), plan()), 0, 0, "not signed by the authority"},
      {"empty", "", 0, 0, "no list in the file"},
      {"no list", "-----BEGIN X509 CRL-----\nAAAA", 0, 0, "can not be read"},
      {"too long", std::string(kMostRevocationBytes + 1, '\n'), 0, 0, "16 MiB"},
  };
  for (const Case& c : cases) {
    ListedDoor door;
    door.put(c.bytes);
    door.open();
    EXPECT_EQ(door.asks(pki().alice), c.alice) << c.what;
    EXPECT_EQ(door.asks(pki().bob), c.bob) << c.what;
    const auto told = door.told.since();
    EXPECT_TRUE(told_only(told, c.told)) << c.what << ": " << told.size() << " " << (told.empty() ? "" : told.front());
    const bool is_taken = std::string_view(c.told) == "taken";
    EXPECT_EQ(door.figures().is_whole_file_in_use, is_taken) << c.what;
    EXPECT_EQ(door.figures().authorities_without_list, is_taken ? 0u : 1u) << c.what;
    EXPECT_EQ(door.figures().earliest_next_update_micros.has_value(), is_taken) << c.what;
  }
}

TEST(RevocationDoor, NoFileLetsNobodyIn) {
  ListedDoor door;
  door.open();
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_TRUE(told_only(door.told.since(), "can not be read"));
  std::filesystem::create_directory(door.file);
  EXPECT_EQ(door.asks(pki().bob), 0);
  std::filesystem::remove(door.file);
  ASSERT_EQ(::mkfifo(door.file.c_str(), 0600), 0);  // whose other end nobody opens
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_TRUE(door.told.since().empty());  // the same as before
  door.put(list_by(bank(), plan()));
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_TRUE(told_only(door.told.since(), "taken"));
}

TEST(RevocationDoor, WhoComesToStandOnTheListIsRefusedInTheMiddleOfAConnection) {
  ListedDoor door;
  door.put(list_by(bank(), numbered(1)));
  door.open();
  auto alice = door.client(pki().alice), bob = door.client(pki().bob);
  ASSERT_EQ(alice.call("GET", "/").value().status, 200);
  ASSERT_EQ(bob.call("GET", "/").value().status, 200);
  door.put(list_by(bank(), numbered(2, {pki().alice.certificate_pem})));
  const auto answer = alice.call("GET", "/");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 401);
  EXPECT_NE(answer->body.find("CERTIFICATE_REVOKED"), std::string::npos);
  EXPECT_EQ(*answer->headers.find("connection"), "close");
  EXPECT_EQ(door.asks(pki().alice), 0);
  EXPECT_EQ(bob.call("GET", "/").value().status, 200);
}

TEST(RevocationDoor, DropRevokedEndsTheIdleOnesOfAList) {
  ListedDoor door;
  door.put(list_by(bank(), numbered(1)));
  door.open();
  expect_a_sweep_ends_alice(door, [&] { door.put(list_by(bank(), numbered(2, {pki().alice.certificate_pem}))); });
}

TEST(RevocationDoor, AListThatLapsesLetsNobodyInUntilThereIsANewerOne) {
  ListedDoor door;
  door.put(list_by(bank(), numbered(1)));
  door.open();
  auto bob = door.client(pki().bob);
  const std::int64_t lapses = kNow + kHour * kSecond;
  door.set_now(lapses - 1);
  EXPECT_EQ(bob.call("GET", "/").value().status, 200);
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_EQ(door.figures(lapses - 1).authorities_without_list, 0u);
  EXPECT_TRUE(told_only(door.told.since(), "taken"));
  door.set_now(lapses);
  EXPECT_EQ(bob.call("GET", "/").value().status, 401);
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_TRUE(told_only(door.told.since(), "has lapsed"));  // once
  EXPECT_EQ(door.figures(lapses).authorities_without_list, 1u);
  EXPECT_EQ(door.figures(lapses).earliest_next_update_micros, lapses);
  ListPlan newer = numbered(2);
  newer.this_update = lapses / kSecond;
  newer.next_update = newer.this_update + 1;
  door.put(list_by(bank(), newer));
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_TRUE(told_only(door.told.since(), "taken"));
}

TEST(RevocationDoor, AListIsTakenWhenItsTimeComesThoughTheFileIsTheSame) {
  ListedDoor door;
  ListPlan later = plan();
  later.this_update = kNowSeconds + 10;
  door.put(list_by(bank(), later));
  door.open();
  door.set_now(kNow + 10 * kSecond - 1);
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_TRUE(told_only(door.told.since(), "not yet in force"));
  door.set_now(kNow + 10 * kSecond);
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_TRUE(told_only(door.told.since(), "taken"));
}

TEST(RevocationDoor, WhatDoesNotCountTakesNothingAway) {
  ListedDoor door;
  const std::string in_use = list_by(bank(), numbered(5, {pki().alice.certificate_pem}));
  door.put(in_use);
  door.open();
  auto bob = door.client(pki().bob);
  ASSERT_EQ(bob.call("GET", "/").value().status, 200);
  EXPECT_TRUE(told_only(door.told.since(), "taken"));
  ListPlan earlier = numbered(6), lapsed = numbered(7), unsigned_plan = numbered(8), delta = numbered(9);
  earlier.this_update -= 1;
  lapsed.next_update = kNowSeconds;
  unsigned_plan.twist = Twist::signature;
  delta.twist = Twist::delta;
  const std::pair<std::string, const char*> files[] = {
      {"", "no list in the file"},
      {"no list", "no list in the file"},
      {list_by(bank(), numbered(4)), "not newer"},
      {list_by(bank(), earlier), "not newer"},
      {list_by(bank(), numbered(5)), "not newer"},
      {list_by(bank(), plan()), "not newer"},
      {list_by(bank(), lapsed), "has lapsed"},
      {list_by(bank(), unsigned_plan), "not signed"},
      {list_by(bank(), delta), "delta"},
  };
  for (const auto& [bytes, why] : files) {
    door.put(bytes);
    EXPECT_EQ(bob.call("GET", "/").value().status, 200) << why;
    EXPECT_EQ(door.asks(pki().alice), 0) << why;
    EXPECT_TRUE(told_only(door.told.since(), why)) << why;
    EXPECT_FALSE(door.figures().is_whole_file_in_use) << why;
    EXPECT_EQ(door.figures().authorities_without_list, 0u) << why;
    door.put(in_use);
    EXPECT_EQ(door.asks(pki().alice), 0) << why;
    EXPECT_TRUE(told_only(door.told.since(), "taken")) << why;
    EXPECT_TRUE(door.figures().is_whole_file_in_use) << why;
  }
  std::filesystem::remove(door.file);
  EXPECT_EQ(bob.call("GET", "/").value().status, 200);
  EXPECT_TRUE(told_only(door.told.since(), "can not be read"));
  door.set_now(kNow + kHour * kSecond);  // the good one has lapsed too
  EXPECT_EQ(bob.call("GET", "/").value().status, 401);
  EXPECT_TRUE(told_only(door.told.since(), "list in use has lapsed"));
  door.put(list_by(bank(), numbered(4)));  // nor does an older one come back after it
  EXPECT_EQ(door.asks(pki().bob), 0);
  door.put(list_by(bank(), [] {
    ListPlan longer = numbered(4);
    longer.next_update += kHour;
    return longer;
  }()));
  EXPECT_EQ(door.asks(pki().bob), 0);
}

TEST(RevocationDoor, EachAuthorityHasItsOwn) {
  // Of one name, as after a change of keys.
  const SandboxPki second = new_authority();
  const Identity carol = second.client("sandbox officer c").value();
  const std::string authorities = pki().authority.authority_pem() + second.authority_pem();
  const auto of_first = [](long number, std::vector<std::string> revoked) { return list_by(bank(), numbered(number, std::move(revoked))); };
  const auto of_second = [&](long number, std::vector<std::string> revoked) { return list_by(key_of(second), numbered(number, std::move(revoked))); };
  ListedDoor door(authorities);
  door.put(of_first(1, {}));
  door.open();
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_EQ(door.asks(carol), 0);
  EXPECT_EQ(door.figures().authorities_without_list, 1u);
  door.put(of_first(2, {}) + of_second(1, {}));
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_EQ(door.asks(carol), 200);
  EXPECT_EQ(door.figures().authorities_without_list, 0u);
  // What stands on the list of another authority is another certificate with the same number.
  door.put(of_first(3, {carol.certificate_pem}) + of_second(2, {pki().bob.certificate_pem}));
  EXPECT_EQ(door.asks(pki().bob), 200);
  EXPECT_EQ(door.asks(carol), 200);
  door.put(of_first(4, {pki().bob.certificate_pem}) + of_second(3, {}));
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_EQ(door.asks(carol), 200);
  static_cast<void>(door.told.since());
  // One that is left out stays as it was, and is told of.
  door.put(of_second(4, {carol.certificate_pem}));
  EXPECT_EQ(door.asks(pki().bob), 0);
  EXPECT_EQ(door.asks(pki().alice), 200);
  EXPECT_EQ(door.asks(carol), 0);
  EXPECT_TRUE(told_only(door.told.since(), "no list any more of an authority"));
  EXPECT_FALSE(door.figures().is_whole_file_in_use);
}

/// A chain through an authority that is not in the authorities' file: its list can not count, so nobody comes in by it.
TEST(RevocationDoor, WhoIsIssuedByAnotherNeedsThatOnesList) {
  const std::string key = crypto::generate_key_pem(crypto::Algorithm::es256), leaf_key = crypto::generate_key_pem(crypto::Algorithm::es256);
  const auto issue = [&](const char* name, const std::string& subject_key, bool is_ca, const std::string& issuer_key, const std::string& issuer_pem) {
    const auto issuer = crypto::parse_certificate_pem(issuer_pem).value();
    const crypto::IssueRequest request{name, crypto::signer_from_pem(subject_key).value()->public_key(), kNow - kYear, kNow + kYear, is_ca, false, {}, {}};
    return crypto::certificate_pem(crypto::issue_certificate(request, issuer_key, &issuer).value());
  };
  const std::string& root = pki().authority.authority_pem();
  const std::string middle = issue("sandbox issuer", key, true, pki().authority.authority_key_pem(), root);
  const std::string leaf = issue("sandbox officer d", leaf_key, false, key, middle);
  const Identity dora{leaf + middle, leaf_key};
  {
    Door door;
    door.open();
    EXPECT_EQ(door.client(dora).call("GET", "/").value().status, 200);
  }
  {
    ListedDoor door;
    door.put(list_by(bank(), numbered(1)) + list_by({middle, key}, numbered(1)));
    door.open();
    EXPECT_EQ(door.asks(dora), 0);
    EXPECT_EQ(door.asks(pki().bob), 200);
  }
  ListedDoor door(root + middle);
  door.put(list_by(bank(), numbered(1)) + list_by({middle, key}, numbered(1)));
  door.open();
  EXPECT_EQ(door.asks(dora), 200);
  door.put(list_by(bank(), numbered(1)) + list_by({middle, key}, numbered(2, {leaf})));
  EXPECT_EQ(door.asks(dora), 0);
}

/// Written over in its place, to the same length, as often as the disk's clock may tick: each is seen.
TEST(RevocationFile, SeesEveryChange) {
  ListedDoor door;
  const auto issuer = issuer_ids(pki().authority.authority_pem()).at(0);
  const Authority ed = authority_of(crypto::generate_key_pem(crypto::Algorithm::ed25519), "sandbox bank");  // its signatures are all of one length
  RevocationFile lists(door.file, ed.certificate_pem, {});
  const auto id = issuer_ids(ed.certificate_pem).at(0);
  EXPECT_NE(id, issuer);
  std::size_t bytes = 0;
  for (long number = 1; number <= 60; ++number) {
    ListPlan one = numbered(number);
    one.serials = {number};
    const std::string der = list_by(ed, one);
    EXPECT_TRUE(bytes == 0 || bytes == der.size());
    bytes = der.size();
    const int fd = ::open(door.file.c_str(), O_WRONLY | O_CREAT, 0600);
    ASSERT_EQ(::pwrite(fd, der.data(), der.size(), 0), static_cast<ssize_t>(der.size()));
    ::close(fd);
    const auto serial = [](long n) { return to_hex(Bytes{static_cast<std::uint8_t>(n)}); };
    EXPECT_EQ(lists.standing_of(id, serial(number), kNow), RevocationFile::Standing::revoked) << number;
    EXPECT_EQ(lists.standing_of(id, serial(number + 1), kNow), RevocationFile::Standing::good) << number;
    EXPECT_EQ(lists.standing_of(issuer, serial(number), kNow), RevocationFile::Standing::no_list);
  }
}

TEST(RevocationFile, TellsTheLog) {
  std::vector<std::string> lines;
  AccessLog log([&](std::string_view line) { lines.emplace_back(line); }, [] { return kNow; });
  ListedDoor door;
  RevocationFile lists(door.file, pki().authority.authority_pem(), {&log});
  door.put(list_by(bank(), numbered(1)));
  lists.look(kNow);
  lists.look(kNow);
  lists.look(kNow + kHour * kSecond);
  lists.look(kNow + kHour * kSecond);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "{\"time\":\"2026-03-02T01:15:00.000000Z\",\"revocation_lists\":\"taken\"}\n");
  EXPECT_EQ(lines[1],
            "{\"time\":\"2026-03-02T01:15:00.000000Z\",\"revocation_lists\":\"refused\",\"code\":\"CERTIFICATE_INVALID\","
            "\"message\":\"The list in use has lapsed, and nobody of its authority is let in until there is a newer one.\","
            "\"place\":\"list of /O=Katiwala SANDBOX/CN=Katiwala SANDBOX authority\"}\n");
}

}  // namespace
}  // namespace katiwala::api::transport::revocation_door_test
