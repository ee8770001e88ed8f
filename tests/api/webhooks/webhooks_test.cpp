// The pure core of webhooks: signatures that a stranger's library verifies, appointments, addresses, and a bag that loses nothing.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "api/webhooks/address.h"
#include "api/webhooks/mailbag.h"
#include "api/webhooks/schedule.h"
#include "api/webhooks/signature.h"

namespace katiwala::api::webhooks::webhooks_test {
namespace {

std::unique_ptr<crypto::Signer> signer(crypto::Algorithm algorithm = crypto::Algorithm::ed25519) {
  return crypto::signer_from_pem(crypto::generate_key_pem(algorithm)).value();
}

const Stamp kStamp{"0123456789abcdef0123456789abcdef.41", 1'772'413'200};
constexpr std::string_view kBody = "{\"entry\":41}";

TEST(Signature, VerifiesOverIdTimeAndBody) {
  const auto key = signer(), other = signer();
  crypto::Signer* keys[] = {key.get()};
  const std::string header = signature_header(keys, kStamp, kBody).value();
  EXPECT_TRUE(header.starts_with("v1a,"));
  EXPECT_EQ(header.size(), 4U + 88U);
  EXPECT_EQ(signed_content(kStamp, kBody).value(), "0123456789abcdef0123456789abcdef.41.1772413200.{\"entry\":41}");
  EXPECT_TRUE(verify_header(header, key->public_key(), kStamp, kBody).ok());
  EXPECT_FALSE(verify_header(header, other->public_key(), kStamp, kBody).ok());
  EXPECT_FALSE(verify_header(header, key->public_key(), {kStamp.id, kStamp.seconds + 1}, kBody).ok());
  EXPECT_FALSE(verify_header(header, key->public_key(), {"0123456789abcdef0123456789abcdef.42", kStamp.seconds}, kBody).ok());
  EXPECT_FALSE(verify_header(header, key->public_key(), kStamp, "{\"entry\":42}").ok());
  EXPECT_FALSE(verify_header("v1," + header.substr(4), key->public_key(), kStamp, kBody).ok()) << "of the symmetric scheme";
  EXPECT_FALSE(verify_header("", key->public_key(), kStamp, kBody).ok());
}

TEST(Signature, TwoKeysWhileOneIsReplaced) {
  const auto former = signer(), next = signer();
  crypto::Signer* keys[] = {next.get(), former.get()};
  const std::string header = signature_header(keys, kStamp, kBody).value();
  EXPECT_EQ(std::count(header.begin(), header.end(), ' '), 1);
  EXPECT_TRUE(verify_header(header, former->public_key(), kStamp, kBody).ok());
  EXPECT_TRUE(verify_header(header, next->public_key(), kStamp, kBody).ok());
}

TEST(Signature, IsEd25519OrNone) {
  const auto wrong = signer(crypto::Algorithm::es256);
  crypto::Signer* keys[] = {wrong.get()};
  EXPECT_EQ(signature_header(keys, kStamp, kBody).refusal().code, Code::KEY_INVALID);
  EXPECT_EQ(signature_header({}, kStamp, kBody).refusal().code, Code::KEY_INVALID);
  EXPECT_EQ(public_text(wrong->public_key()).refusal().code, Code::KEY_INVALID);
  EXPECT_EQ(signed_content({"", 1}, kBody).refusal().code, Code::FIELD_INVALID);
  EXPECT_EQ(signed_content({"a.b.c", 1}, kBody).refusal().code, Code::FIELD_INVALID);
  EXPECT_EQ(signed_content({"a.b", 0}, kBody).refusal().code, Code::FIELD_INVALID);
}

TEST(Signature, PublicKeysHaveOneText) {
  const auto key = signer();
  const std::string text = public_text(key->public_key()).value();
  EXPECT_EQ(text.size(), 5U + 44U);
  EXPECT_EQ(parse_public_text(text).value().spki, key->public_key().spki);
  for (const std::string& bad : {std::string(), text.substr(5), "whsk_" + text.substr(5), text + "=", text.substr(0, text.size() - 4), std::string("whpk_")})
    EXPECT_FALSE(parse_public_text(bad).ok()) << bad;
}

constexpr Instant at(std::int64_t seconds) { return Instant{1'772'413'200'000'000 + seconds * 1'000'000}; }

TEST(Schedule, IsAFunctionOfFirstAndTries) {
  const std::int64_t seconds[] = {5, 300, 1'800, 7'200, 21'600, 43'200, 86'400, 129'600, 172'800, 216'000, 259'200};
  for (unsigned tries = 1; tries < kMostTries; ++tries) {
    ASSERT_TRUE(next_try(at(0), tries).has_value()) << tries;
    EXPECT_EQ(*next_try(at(0), tries), at(seconds[tries - 1])) << tries;
  }
  EXPECT_FALSE(next_try(at(0), kMostTries).has_value());
  EXPECT_FALSE(next_try(at(0), kMostTries + 1).has_value());
}

TEST(Address, OnlyOfThePublicInternet) {
  for (const char* yes : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
                          "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
                          "2606:4700::1111", "2001:200::1", "2001:db9::1", "2003::1", "3ffe::1"})
    EXPECT_TRUE(is_public_address(yes)) << yes;
  for (const char* no : {"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.0",
                         "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
                         "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:1.1.1.1", "64:ff9b::7f00:1", "fe80::1", "fc00::1", "fd00::1",
                         "fec0::1", "ff02::1", "2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "4000::1", "1fff::1", "", "localhost", "127.1", "0x7f000001",
                         "2130706433", "[::1]", "fe80::1%eth0", "1.1.1.1:443"})
    EXPECT_FALSE(is_public_address(no)) << no;
  EXPECT_FALSE(is_public_address(std::string_view("1.1.1.1\0.bank.example", 20))) << "the system reads what stands before a zero byte";
}

TEST(Mailbag, TriesTwelveTimesAndThenKeepsTheDead) {
  Mailbag bag;
  put(bag, 7, at(0));
  Instant now = at(0);
  for (unsigned i = 0; i < kMostTries; ++i) {
    EXPECT_EQ(due(bag, now), std::vector<std::uint64_t>{7}) << i;
    EXPECT_TRUE(due(bag, Instant{now.micros - 1}).empty()) << i;
    note(bag, 7, Outcome::not_taken, "503", now);
    if (const auto next = next_due(bag)) now = *next;
  }
  EXPECT_EQ(now, at(259'200));
  EXPECT_TRUE(bag.waiting.empty());
  ASSERT_EQ(bag.dead.size(), 1U);
  EXPECT_EQ(bag.dead[0], (Letter{7, at(0), kMostTries, "503"}));
  EXPECT_FALSE(replay(bag, 8, now));
  EXPECT_TRUE(replay(bag, 7, now));
  EXPECT_TRUE(bag.dead.empty());
  EXPECT_EQ(due(bag, now), std::vector<std::uint64_t>{7});
  note(bag, 7, Outcome::taken, "200", now);
  EXPECT_TRUE(bag.waiting.empty() && bag.dead.empty());
}

TEST(Mailbag, TheFirstAttemptCountsFromWhenItWasMade) {
  Mailbag bag;
  put(bag, 7, at(0));
  note(bag, 7, Outcome::not_taken, "HTTP_TIMEOUT", at(1'000));
  EXPECT_EQ(next_due(bag), at(1'005)) << "who was down for a while is tried the whole 72 hours from then on";
}

TEST(Mailbag, WhatAStatusMeans) {
  for (const int status : {200, 204, 299}) EXPECT_EQ(outcome_of(status), Outcome::taken) << status;
  for (const int status : {199, 300, 301, 308, 400, 404, 409, 411, 429, 500, 503}) EXPECT_EQ(outcome_of(status), Outcome::not_taken) << status;
  EXPECT_EQ(outcome_of(410), Outcome::gone);
  Mailbag bag;
  put(bag, 7, at(0));
  note(bag, 7, Outcome::gone, "410", at(0));
  EXPECT_EQ(bag.dead.size(), 1U);
  put(bag, 8, at(0));
  withdraw(bag, 8);
  EXPECT_TRUE(bag.waiting.empty());
}

TEST(Mailbag, AllFromAnEntryOnBeginAnew) {
  Mailbag bag;
  for (const std::uint64_t entry : {3U, 5U, 8U, 9U}) put(bag, entry, at(0));
  for (const std::uint64_t entry : {3U, 5U, 9U}) note(bag, entry, Outcome::gone, "410", at(0));
  EXPECT_EQ(replay_from(bag, 10, at(9)), 0U);
  EXPECT_EQ(replay_from(bag, 5, at(9)), 2U);
  ASSERT_EQ(bag.dead.size(), 1U);
  EXPECT_EQ(bag.dead[0].entry, 3U);
  EXPECT_EQ(bag.waiting, (std::vector<Letter>{{5, at(9), 0, "new"}, {8, at(0), 0, "new"}, {9, at(9), 0, "new"}}));
  EXPECT_EQ(replay_from(bag, 0, at(9)), 1U);
  EXPECT_TRUE(bag.dead.empty());
}

TEST(Mailbag, HoldsSoManyAndNoMore) {
  Mailbag bag;
  EXPECT_EQ(room(bag), kMostWaiting);
  for (std::uint64_t entry = 0; entry < kMostDead; ++entry) bag.dead.push_back({entry, at(0), kMostTries, "503"});
  put(bag, kMostDead, at(0));
  EXPECT_EQ(room(bag), kMostWaiting - 1);
  note(bag, kMostDead, Outcome::taken, "200", at(0));
  EXPECT_EQ(bag.dead.size(), kMostDead) << "taken is not dead";
  put(bag, kMostDead + 1, at(0));
  note(bag, kMostDead + 1, Outcome::gone, "410", at(0));
  EXPECT_EQ(bag.dead.size(), kMostDead);
  EXPECT_EQ(bag.dead.front().entry, 1U) << "the oldest goes";
  EXPECT_EQ(bag.dead.back().entry, kMostDead + 1);
  EXPECT_EQ(bag.dropped, 1U);
  EXPECT_EQ(replay_from(bag, 0, at(0)), kMostDead) << "all of them at once: more than wait otherwise, until they are gone";
  put(bag, 2 * kMostDead, at(0));
  EXPECT_EQ(room(bag), 0U);
  EXPECT_EQ(parse_mailbag(print(bag)).value(), bag);
}

TEST(Mailbag, RemembersTheLastReplays) {
  Mailbag bag;
  const auto key = [](std::uint64_t number) {
    std::array<std::uint8_t, 16> out{};
    out[0] = static_cast<std::uint8_t>(number);
    out[1] = static_cast<std::uint8_t>(number >> 8);
    return out;
  };
  for (std::uint64_t i = 0; i < kMostReplays; ++i) remember(bag, {key(i), {}, i});
  ASSERT_NE(find_replay(bag, key(0)), nullptr);
  EXPECT_EQ(find_replay(bag, key(kMostReplays)), nullptr);
  remember(bag, {key(kMostReplays), {}, 7});
  EXPECT_EQ(find_replay(bag, key(0)), nullptr) << "the first is forgotten";
  EXPECT_EQ(find_replay(bag, key(1))->letters, 1U);
  EXPECT_EQ(find_replay(bag, key(kMostReplays))->letters, 7U);
  EXPECT_EQ(parse_mailbag(print(bag)).value(), bag);
}

TEST(Mailbag, IsReadAsItWasWritten) {
  std::mt19937_64 random(20261129);
  for (int round = 0; round < 200; ++round) {
    Mailbag bag;
    if (random() % 4 != 0) bag.reached = random() % 1000;
    for (std::uint64_t entry = 0; entry < 20; ++entry) {
      if (random() % 3 == 0) put(bag, entry, at(static_cast<std::int64_t>(random() % 100'000)));
      if (!bag.waiting.empty() && bag.waiting.back().entry == entry)
        for (std::uint64_t tries = random() % 14; tries > 0 && !bag.waiting.empty() && bag.waiting.back().entry == entry; --tries) note(bag, entry, Outcome::not_taken, "503", at(5));
    }
    const std::string text = print(bag);
    const auto read = parse_mailbag(text);
    ASSERT_TRUE(read.ok()) << text;
    EXPECT_EQ(*read, bag);
    EXPECT_EQ(print(*read), text);
  }
}

TEST(Mailbag, AnythingElseIsRefused) {
  const std::string first = "katiwala-mailbag 2\n", key(32, 'a'), digest(64, 'b');
  EXPECT_TRUE(parse_mailbag(first).ok());
  const std::string all = "reached 41\ndropped 2\nwait 39 1 0 new\ndead 12 1 12 503\nreplay " + key + " " + digest + " 3\n";
  EXPECT_EQ(print(parse_mailbag(first + all).value()), first + all);
  const std::string former = "katiwala-mailbag 1\n";
  EXPECT_TRUE(parse_mailbag(former + "reached 41\nwait 39 1 0 new\nwait 40 1 11 503\ndead 12 1 12 503\n").ok());
  EXPECT_FALSE(parse_mailbag(former + "dropped 2\n").ok());
  EXPECT_FALSE(parse_mailbag(former + "replay " + key + " " + digest + " 3\n").ok());
  EXPECT_TRUE(parse_mailbag(first + "reached 41\nwait 39 1 0 new\nwait 40 1 11 503\ndead 12 1 12 503\n").ok());
  for (const std::string& bad :
       {std::string(), std::string("\n"), std::string("katiwala-mailbag 3\n"), std::string("katiwala-mailbag 2"), first + "\n", first + "reached\n", first + "reached 041\n",
        first + "reached -1\n", first + "reached 41", first + "reached 41\nreached 41\n", first + "wait 39 1 0 new\nreached 41\n", first + "wait 39 1 12 503\n",
        first + "dead 39 1 0 new\n", first + "dead 39 1 13 503\n", first + "wait 39 1 0\n", first + "wait 39 1 0 new more\n", first + "wait 39  1 0 new\n",
        first + "wait 39 1 0 n-w\n", first + "wait 39 1 0 new\nwait 39 1 0 new\n", first + "wait 40 1 0 new\nwait 39 1 0 new\n", first + "letter 39 1 0 new\n",
        first + "wait 39 1 0 new\ndead 39 1 12 503\n", first + "wait x 1 0 new\n", first + "dropped 0\n", first + "dropped x\n", first + "dropped 1\ndropped 1\n",
        first + "dropped 1\nreached 1\n", first + "wait 39 1 0 new\ndropped 1\n",
        first + "replay " + key + " " + digest + "\n", first + "replay " + digest + " " + key + " 1\n",
        first + "replay " + std::string(32, 'A') + " " + digest + " 1\n",
        first + "replay " + key + " " + digest + " 1\nreplay " + key + " " + digest + " 1\n",
        first + "replay " + key + " " + digest + " 1\nwait 39 1 0 new\n", first + "replay " + key + " " + digest + " -1\n"})
    EXPECT_EQ(parse_mailbag(bad).refusal().code, Code::FOLDER_MALFORMED) << bad;
}

/// Over random fortunes of random letters: each put in ends taken or dead, none is tried more than twelve times in a life, and no attempt comes early.
TEST(Mailbag, LosesNothingOverRandomHistories) {
  std::mt19937_64 random(7);
  std::size_t taken = 0, dead = 0;
  for (int history = 0; history < 50; ++history) {
    Mailbag bag;
    std::map<std::uint64_t, std::vector<Instant>> attempts;
    std::size_t arrived = 0;
    Instant now = at(0);
    std::uint64_t entry = 0;
    for (int step = 0; step < 400; ++step) {
      if (step < 200 && random() % 2 == 0) put(bag, entry++, now);
      for (const std::uint64_t one : due(bag, now)) {
        attempts[one].push_back(now);
        const bool takes = random() % 8 == 0;
        note(bag, one, takes ? Outcome::taken : Outcome::not_taken, takes ? "200" : "500", now);
        arrived += takes ? 1 : 0;
      }
      bag = parse_mailbag(print(bag)).value();  // a restart at any moment
      now = Instant{now.micros + static_cast<std::int64_t>(random() % 3'600) * 1'000'000};
    }
    EXPECT_EQ(arrived + bag.waiting.size() + bag.dead.size(), entry);
    for (const auto& [one, times] : attempts) {
      EXPECT_LE(times.size(), kMostTries);
      for (unsigned i = 1; i < times.size(); ++i) EXPECT_GE(times[i], *next_try(times[0], i)) << one;
    }
    taken += arrived;
    dead += bag.dead.size();
  }
  EXPECT_GT(taken, 1000U);
  EXPECT_GT(dead, 100U);
}

}  // namespace
}  // namespace katiwala::api::webhooks::webhooks_test
