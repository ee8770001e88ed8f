// Tags and conditions: a reader is told when nothing has changed, and a writer when something has.
#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "api/door/precondition.h"
#include "api/door/routes.h"
#include "habits.h"

namespace katiwala::api::door::testing::condition_test {
namespace {

transport::Headers with(const std::string& name, const std::string& value) {
  transport::Headers out;
  out.set(name, value);
  return out;
}

TEST(Tags, ListsAreReadStrictly) {
  const struct {
    std::string list;
    bool weak, strong;
  } good[] = {{"\"a\"", true, true},          {"W/\"a\"", true, false},     {"\"b\"", false, false},  {"\"b\", \"a\"", true, true}, {"\"b\" ,\t\"a\"", true, true},
              {"*", true, true},              {"\"b\",W/\"a\"", true, false}, {"\"A\"", false, false}, {"\"\"", false, false},           {"\"!#~\\\"", false, false}};
  for (const auto& c : good) {
    EXPECT_EQ(has_tag(c.list, "\"a\"", Compare::weak).value(), c.weak) << c.list;
    EXPECT_EQ(has_tag(c.list, "\"a\"", Compare::strong).value(), c.strong) << c.list;
  }
  for (const std::string bad : {"", "a", "\"a", "a\"", "\"a\",", ",\"a\"", "\"a\" \"b\"", "\"a\",*", "w/\"a\"", "W/", "'a'", "\"a \"", "\"a\tb\"", "\"\x7f\"", "\"a\", \"b c\""}) {
    EXPECT_FALSE(has_tag(bad, "\"a\"", Compare::weak).ok()) << bad;
  }
}

TEST(Tags, OfAReadIsTheSameUntilSomethingChanges) {
  Habits s;
  const std::string hers = "/v1/wards/" + s.ward, theirs = "/v1/requests/" + kRequest;
  const std::string before = s.tag("auditor", hers), request = s.tag("auditor", theirs);
  ASSERT_EQ(before.size(), 34U);
  EXPECT_EQ(s.tag("auditor", hers), before);
  EXPECT_NE(s.tag("guardian", hers), before) << "she is shown something else";
  const transport::Response same = s.ask("auditor", "GET", hers, {}, with("if-none-match", "\"x\", W/" + before));
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  EXPECT_EQ(header_of(same, "etag"), before);
  EXPECT_EQ(s.ask("auditor", "GET", hers, {}, with("if-none-match", "\"x\"")).status, 200);
  EXPECT_EQ(s.ask("auditor", "GET", hers, {}, with("if-none-match", "x")).status, 400);
  ASSERT_EQ(s.approve("officer-1", s.proposal).status, 201);
  EXPECT_EQ(s.ask("auditor", "GET", hers, {}, with("if-none-match", before)).status, 200);
  EXPECT_NE(s.tag("auditor", hers), before);
  EXPECT_NE(s.tag("auditor", theirs), request);
}

TEST(Condition, HoldsOrNothingIsRecorded) {
  Habits s;
  const std::string ward = "/v1/wards/" + s.ward, proposal = "/v1/proposals/" + std::to_string(s.proposal);
  const std::string doc(64, 'd');
  const Json bond = object({{"guardian", s.guardian_person}, {"amount", "300000.00 PHP"}, {"approved", "2026-02-25"}, {"document", doc}});
  const std::string tag = s.tag("officer-1", ward);
  const auto before = s.everything();
  for (const std::string& wrong : {std::string("\"x\""), "W/" + tag}) {
    const transport::Response moved = s.write("officer-1", ward + "/bonds", bond, with("if-match", wrong));
    EXPECT_EQ(moved.status, 412) << wrong << moved.body;
    EXPECT_EQ(code_of(moved), "PRECONDITION_FAILED") << wrong;
    EXPECT_EQ(*json_of(moved).find("status")->integer(), 412);
    EXPECT_EQ(header_of(moved, "etag"), tag) << "and what it is now";
  }
  EXPECT_EQ(s.write("officer-1", ward + "/bonds", bond, with("if-match", "x")).status, 400);
  EXPECT_EQ(code_of(s.write("officer-1", "/v1/rates", object({}), with("if-match", "x"))), "HTTP_HEADER") << "also where it could not hold";
  EXPECT_EQ(code_of(s.write("guardian", ward + "/requests?show=canonical", object({}), with("if-match", "x"))), "HTTP_HEADER") << "and where nothing is done";
  EXPECT_EQ(s.write("officer-1", ward + "/bonds", bond, with("if-match", s.tag("guardian", ward))).status, 412) << "another reader's tag";
  EXPECT_EQ(s.write("officer-1", "/v1/rates", object({}), with("if-match", "*")).status, 400) << "unreadable before it is about anything";
  EXPECT_EQ(s.write("officer-1", ward + "/bonds?dry_run=true", bond, with("if-match", "\"x\"")).status, 412);
  EXPECT_EQ(s.write("officer-1", ward + "/bonds?dry_run=true", bond, with("if-match", tag)).status, 200);
  auto after = s.everything();
  EXPECT_NE(after, before) << "what could not be read was recorded";
  transport::Headers once = with("if-match", tag);
  once.set("idempotency-key", s.fresh_key());
  const transport::Response done = s.write("officer-1", ward + "/bonds", bond, once);
  EXPECT_EQ(done.status / 100, 2) << done.body;
  EXPECT_EQ(s.write("officer-1", ward + "/bonds", bond, with("if-match", tag)).status, 412) << "it has moved meanwhile";
  const transport::Response again = s.write("officer-1", ward + "/bonds", bond, once);
  EXPECT_EQ(again.body, done.body) << "a key that has made its entry is answered with it";
  EXPECT_EQ(s.write("officer-1", ward + "/bonds", bond, with("if-match", "*")).status / 100, 2);
  EXPECT_EQ(s.write("officer-1", "/v1/wards/" + std::string(32, '5') + "/bonds", bond, with("if-match", "*")).status, 412) << "there is nothing";
  const Json reason = object({{"reason", "SANDBOX"}});
  EXPECT_EQ(s.write("guardian", proposal + "/cancellation", reason, with("if-match", s.tag("officer-1", ward))).status, 412) << "of another thing";
  EXPECT_NE(s.write("guardian", proposal + "/cancellation", reason, with("if-match", s.tag("guardian", proposal))).status, 412);
}

Caller caller_of(Habits& s, const std::string& who) {
  const auto id = custody::PrincipalId::parse(s.get(who, "/v1/me").text("principal"));
  Caller out;
  EXPECT_TRUE(s.house().journal().look([&](const journal::Memory& memory) {
    const auto* principal = memory.state.principal(*id);
    out = Caller{principal->id, principal->person, principal->role, {}, false};
  }).ok());
  return out;
}

/// An entry of hers, whatever is decided.
journal::Ask about_her(Habits& s, const Caller& caller) {
  journal::Ask ask;
  const auto guardian = custody::PersonId::parse(s.guardian_person);
  ask.command = custody::ApproveBond{*custody::WardId::parse(s.ward), *guardian, *Amount::parse(*Currency::parse("PHP"), "1.00"), {}, {}};
  ask.principal = caller.principal;
  ask.idempotency_key = s.fresh_key();
  return ask;
}

/// Both are in the queue before either is decided, so the tag was right when the second was handed in; what counts is what is so when it is judged.
TEST(Condition, IsJudgedByTheWriterAndNotInFrontOfIt) {
  Habits s;
  const std::string ward = "/v1/wards/" + s.ward, tag = s.tag("officer-1", ward);
  const Caller officer = caller_of(s, "officer-1");
  transport::Request request;
  request.method = "POST";
  request.headers = with("if-match", tag);
  const auto route = std::ranges::find_if(routes(), [](const Route& one) { return one.method == "POST" && one.pattern == "wards/{w}/bonds"; });
  const Call call{s.house(), request, officer, *route, {s.ward}};
  const auto precondition = precondition_of(call);
  ASSERT_TRUE(precondition.ok() && *precondition);
  std::promise<void> entered, left;
  std::promise<Result<journal::Answer>> of_held, of_first, of_second;
  journal::Ask held = about_her(s, officer), first = about_her(s, officer), second = about_her(s, officer);
  held.only_if = [&](const journal::Memory& memory) {
    EXPECT_TRUE((*precondition)->holds(memory).ok()) << "it does, so far";
    entered.set_value();
    left.get_future().wait();
    return Status(refuse(Code::PRECONDITION_FAILED));
  };
  second.only_if = (*precondition)->holds;
  s.house().journal().submit(held, [&](Result<journal::Answer> answer) { of_held.set_value(std::move(answer)); });
  entered.get_future().wait();
  s.house().journal().submit(first, [&](Result<journal::Answer> answer) { of_first.set_value(std::move(answer)); });
  s.house().journal().submit(second, [&](Result<journal::Answer> answer) { of_second.set_value(std::move(answer)); });
  left.set_value();
  EXPECT_FALSE(of_held.get_future().get().ok());
  const auto recorded = of_first.get_future().get();
  ASSERT_TRUE(recorded.ok());
  const auto refused = of_second.get_future().get();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, Code::PRECONDITION_FAILED);
  EXPECT_EQ(s.house().journal().head()->seq, recorded->entry->seq());
  EXPECT_EQ(**(*precondition)->now, s.tag("officer-1", ward));
  EXPECT_NE(s.tag("officer-1", ward), tag);
}

TEST(Condition, LetsOneOfManyThrough) {
  Habits s;
  constexpr int kWriters = 8;
  const std::string ward = "/v1/wards/" + s.ward, doc(64, 'd');
  const std::string tag = s.tag("officer-1", ward);
  const Json bond = object({{"guardian", s.guardian_person}, {"amount", "300000.00 PHP"}, {"approved", "2026-02-25"}, {"document", doc}});
  std::vector<std::string> who;
  for (int i = 0; i < kWriters; ++i) {
    who.push_back("extra-" + std::to_string(i));
    s.done("/v1/principals", object({{"role", "trust_officer"}, {"certificate", s.certificate_of_new(who.back())}}));
  }
  std::atomic<int> passed{0}, moved{0};
  std::vector<std::thread> writers;
  std::vector<transport::Headers> headers;
  for (int i = 0; i < kWriters; ++i) {
    headers.push_back(with("if-match", s.tag("officer-1", ward)));
    headers.back().set("idempotency-key", "race-" + std::to_string(i));
    headers.back().set("content-type", "application/json");
  }
  EXPECT_EQ(s.tag("officer-1", ward), tag) << "who was enrolled is no part of her";
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      const transport::Response reply = s.call(who[static_cast<std::size_t>(i)], "POST", ward + "/bonds", to_text(bond), headers[static_cast<std::size_t>(i)]);
      if (reply.status < 300) ++passed;
      else if (reply.status == 412) ++moved;
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(passed.load(), 1);
  EXPECT_EQ(moved.load(), kWriters - 1);
}

}  // namespace
}  // namespace katiwala::api::door::testing::condition_test
