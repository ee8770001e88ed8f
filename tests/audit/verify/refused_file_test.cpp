// Payment files that two persons release: a ledger in which one leaves is good, and each thing that could be otherwise is refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_file_test {
namespace {

using namespace at;

namespace file_release {

constexpr std::int64_t kMinute = 60'000'000;
const std::string kPool = id("pool"), kWard = id("ward a"), kPayment = id("request"), kFile = id("file");

// At the end of the world: another releaser, the file as rosa proposes it and he agrees, and the payment that leaves with it.
enum : std::size_t { enrol_rudi = count, proposed, agreed, left, all };

Entry& add(World& w, const std::string& by, Part part) {
  Entry entry;
  entry.time = w.entries.back().time + kMinute;
  entry.command = static_cast<int>(part.asked->elements[0].number);
  entry.principal = by;
  entry.key = "key-" + std::to_string(w.entries.size());
  part.signer = by;
  entry.parts = {std::move(part)};
  return w.entries.emplace_back(std::move(entry));
}

V event(int number, V said) { return A({I(number), std::move(said)}); }
V person(const World& w, const std::string& name) { return B(w.who.at(name).person); }

void release(World& w) {
  const Who& olga = w.who.at("olga");
  w.who["rudi"] = {id("rudi"), id("person rudi"), "rudi", 4, olga.from, olga.to};
  const V spec = w.who.at("rudi").spec();
  add(w, "olga", {1, std::string(16, '\0'), A({I(5), M({{1, spec}})}), 1, {}, {event(3, M({{1, spec}}))}, {}, {}, false, {}, {}, {}, {}, {}, {}});
  const V list = A({B(kPayment)}), sum = amount(kUsd, 500'000);
  const V body = M({{1, B(kFile)}, {2, B(kPool)}, {3, T("KTB1")}, {4, I(3)}, {5, list}, {6, sum}});
  const V expires = I(w.entries.back().time + 24 * 60 * kMinute);
  add(w, "rosa", {2, kPool, A({I(62), body}), 3, {}, {event(60, M({{1, expires}, {2, A({I(4)})}}))}, {}, {}, false, {}, {}, {}, {}, {}, {}});
  const V released = M({{1, B(kFile)}, {2, T("KTB1")}, {3, I(3)}, {4, list}, {5, sum}, {6, A({person(w, "rosa"), person(w, "rudi")})}});
  const V asked = A({I(34), M({{1, U(proposed)}, {2, M({{1, I(2)}, {2, B(kPool)}})}})});
  const V given = event(61, M({{1, U(proposed)}, {2, person(w, "rudi")}, {3, I(4)}}));
  add(w, "rudi", {2, kPool, asked, 1, {}, {given, event(85, released), event(62, M({{1, U(proposed)}, {2, I(2)}}))}, {}, {}, false, {}, {}, {}, {}, {}, {}});
  const V with = event(86, M({{1, B(kPayment)}, {2, B(kFile)}, {3, A({person(w, "rosa"), person(w, "rudi")})}}));
  add(w, "rosa", {4, kWard, A({I(37), M({{1, B(kPayment)}, {2, B(kWard)}})}), 1, {}, {event(43, M({{1, B(kPayment)}, {2, I(4)}, {4, T("")}})), with}, {}, {}, false, {}, {}, {}, {}, {}, {}});
}

Case spoilt(const char* check, std::size_t seq, std::function<void(World&)> spoil) {
  return {check, "entry " + std::to_string(seq) + " part 1", [spoil](World& w) {
            release(w);
            spoil(w);
          }};
}
V& released_file(World& w) { return said(w, agreed, 1, 1); }

const Case kCases[] = {
    // Somebody releases it by no approval, or by one of something else.
    spoilt("file-agreed", left, [](World& w) { w.part(left, 1).kind = 2, w.part(left, 1).subject = kPool, w.part(left, 1).events = {event(85, released_file(w))}; }),
    spoilt("file-proposed", agreed, [](World& w) { w.part(proposed, 1).asked = A({I(41), M({{1, B(kPool)}, {2, I(20'456)}, {3, amount(kUsd, 1)}})}), w.at(proposed).command = 41; }),
    spoilt("file-pool", agreed, [](World& w) { body(w, proposed)[2] = B(id("other pool")); }),
    spoilt("file-as-proposed", agreed, [](World& w) { released_file(w)[1] = B(id("other file")); }),
    spoilt("file-as-proposed", agreed, [](World& w) { released_file(w)[2] = T("KTB2"); }),
    spoilt("file-as-proposed", agreed, [](World& w) { released_file(w)[3] = I(2); }),
    spoilt("file-as-proposed", agreed, [](World& w) { released_file(w)[4] = A({B(kPayment), B(id("request 2"))}); }),
    spoilt("file-as-proposed", agreed, [](World& w) { released_file(w)[5] = amount(kUsd, 500'001); }),
    // One person alone, another than who agreed, or a third.
    spoilt("file-releasers", agreed, [](World& w) { released_file(w)[6] = A({person(w, "rosa")}); }),
    spoilt("file-releasers", agreed, [](World& w) { released_file(w)[6] = A({person(w, "rosa"), person(w, "olga")}); }),
    spoilt("file-releasers", agreed, [](World& w) { released_file(w)[6] = A({person(w, "rudi"), person(w, "rosa")}); }),
    spoilt("file-releasers", agreed, [](World& w) { released_file(w)[6] = A({person(w, "rosa"), person(w, "rudi"), person(w, "olga")}); }),
    // What left with it.
    spoilt("left-asked", left, [](World& w) { body(w, left)[1] = B(id("request 2")); }),
    spoilt("left-released", left, [](World& w) { said(w, left, 1, 1)[2] = B(id("other file")); }),
    spoilt("left-released", left, [](World& w) { said(w, left, 1, 1)[1] = body(w, left)[1] = B(id("request 2")); }),
    spoilt("left-releasers", left, [](World& w) { said(w, left, 1, 1)[3] = A({person(w, "rosa"), person(w, "olga")}); }),
    spoilt("left-missing", left, [](World& w) { w.part(left, 1).events.pop_back(); }),
    // Who asked for a payment, or approved it, has a key as a releaser too: the file is not his to release.
    {"file-apart", "entry " + std::to_string(static_cast<std::size_t>(agreed)) + " part 1", [](World& w) { release(w); }, {}, [](World& w) { w.who["rosa"].person = id("person gina"); }},
    {"file-apart", "entry " + std::to_string(static_cast<std::size_t>(agreed)) + " part 1", [](World& w) { release(w); }, {}, [](World& w) { w.who["rosa"].person = id("person ana"); }},
    {"file-apart", "entry " + std::to_string(static_cast<std::size_t>(agreed)) + " part 1", [](World& w) { release(w); }, {}, [](World& w) { w.who["rosa"].person = id("person ben"); }},
};

TEST(ReleasedFiles, ALedgerInWhichOneLeavesIsGood) {
  World world;
  release(world);
  ASSERT_EQ(world.entries.size(), all);
  const Folder folder;
  const Verdict verdict = verify_export(world.build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  EXPECT_NE(verdict.output.find("1  payment files released by two persons"), std::string::npos) << verdict.output;
}

/// Released anew before anything left, it is what was released last.
TEST(ReleasedFiles, WhatWasReleasedLastCounts) {
  World world;
  release(world);
  Entry second = world.at(proposed), agreement = world.at(agreed);
  world.entries.resize(left);
  const auto payments = A({B(id("request 2"))});
  const std::int64_t now = world.entries.back().time;
  second.time = now + 1, second.key += " again";
  second.parts[0].asked->elements[1][5] = payments;
  agreement.time = now + 2, agreement.key += " again";
  agreement.parts[0].asked->elements[1][1] = U(left);
  for (V& one : agreement.parts[0].events) one.elements[1][1] = one.elements[0].number == 85 ? B(kFile) : U(left);
  agreement.parts[0].events[1].elements[1][4] = payments;
  world.entries.push_back(second);
  world.entries.push_back(agreement);
  const Folder folder;
  EXPECT_EQ(verify_export(world.build(), folder).line, "good");
  add(world, "rosa", {4, kWard, A({I(37), M({{1, B(kPayment)}, {2, B(kWard)}})}), 1, {}, {event(43, M({{1, B(kPayment)}, {2, I(4)}, {4, T("")}}))}, {}, {}, false, {}, {}, {}, {}, {}, {}});
  const Folder alone;
  EXPECT_EQ(verify_export(world.build(), alone).line, "good") << "it goes with no file any more";
}

}  // namespace file_release
}  // namespace

INSTANTIATE_TEST_SUITE_P(File, Refused, testing::ValuesIn(file_release::kCases), case_name);

}  // namespace forge::refused_file_test
