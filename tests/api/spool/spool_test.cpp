// The watched folder: what is whole is taken once, what is not is left or put aside with its reason, and a crash at any step changes neither books nor files.
#include <sys/stat.h>

#include <fstream>

#include "scene.h"
#include "victim.h"

namespace katiwala::api::spool::spool_test {
namespace {

using door::testing::Reply;
using Names = std::set<std::string>;

/// The only name of the folder that ends like that.
std::string one_ending(const Names& names, std::string_view end) {
  std::string out;
  for (const std::string& name : names) {
    if (!name.ends_with(end)) continue;
    EXPECT_TRUE(out.empty()) << out << " and " << name;
    out = name;
  }
  EXPECT_FALSE(out.empty()) << "nothing ends with " << end;
  return out;
}

TEST(Spool, TakesAMessageOnceAndFilesTheOutcomeBesideIt) {
  Scene s;
  s.deliver("credit.xml", Scene::a_credit("ASR-9"));
  Report report;
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(report, (Report{1, 0, 0}));
  EXPECT_EQ(s.names("in"), Names{});
  EXPECT_EQ(s.names("work"), Names{});
  const std::string outcome = s.text("done", one_ending(s.names("done"), "-credit.xml.json"));
  EXPECT_NE(outcome.find("\"status\":200"), std::string::npos) << outcome;
  EXPECT_NE(outcome.find("\"result\":\"received\""), std::string::npos) << outcome;
  EXPECT_EQ(s.text("done", one_ending(s.names("done"), "-credit.xml")), Scene::a_credit("ASR-9"));
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/suspense"), "500.00 USD");

  const std::int64_t before = s.entries();
  s.deliver("credit.xml", Scene::a_credit("ASR-9"));
  s.deliver("the-same-again.xml", Scene::a_credit("ASR-9"));
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(s.entries(), before) << "the same bytes act once, under whatever name";
  EXPECT_EQ(s.names("done").size(), 4U);
}

TEST(Spool, LeavesWhatIsNotWhole) {
  Scene s;
  const auto put = [&](const std::string& name) { std::ofstream(s.spool() / "in" / name) << Scene::a_credit("ASR-" + name); };
  const Names unfinished{".hidden.xml", "a.xml.part", "b.xml.tmp", "c.xml.filepart"};
  for (const std::string& name : unfinished) put(name);
  Report report;
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(report, Report{});
  EXPECT_EQ(s.names("in"), unfinished);

  Settings settings;
  settings.marker = ".ok";
  put("d.xml");
  ASSERT_TRUE(s.pass(report, settings).ok());
  EXPECT_EQ(report, Report{}) << "no marker yet";
  std::ofstream(s.spool() / "in" / "d.xml.ok").flush();
  ASSERT_TRUE(s.pass(report, settings).ok());
  EXPECT_EQ(report, (Report{1, 0, 0}));
  EXPECT_EQ(s.names("in"), unfinished) << "the marker goes with its file";
}

TEST(Spool, PutsAsideWhatIsNoMessageWithReasonAndPlace) {
  Scene s;
  const Path in = s.spool() / "in";
  s.deliver("broken.xml", "<Document");
  s.deliver("wrong-day.xml", [] {
    std::string text = Scene::a_credit("ASR-9");
    return text.replace(text.find("<Dt>2026-03-02"), 14, "<Dt>2026-02-30");
  }());
  s.deliver("large.xml", std::string(20'000, ' '));
  std::filesystem::create_symlink("/etc/hostname", in / "link.xml");
  ASSERT_EQ(::mkfifo((in / "pipe.xml").c_str(), 0600), 0);
  std::filesystem::create_directory(in / "archive");
  Settings settings;
  settings.max_bytes = 19'999;
  Report report;
  ASSERT_TRUE(s.pass(report, settings).ok());
  EXPECT_EQ(report, (Report{0, 5, 0}));
  EXPECT_EQ(s.names("in"), Names{"archive"}) << "folders are the bank's own";
  const struct {
    const char *name, *code, *place;
  } cases[] = {{"-broken.xml", "XML_SYNTAX", ""},
               {"-wrong-day.xml", "DATE_SYNTAX", "/Document/BkToCstmrDbtCdtNtfctn/Ntfctn[1]/Ntry[1]"},
               {"unread-large.xml", "HTTP_BODY_TOO_LARGE", ""},
               {"unread-link.xml", "MEDIA_TYPE", ""},
               {"unread-pipe.xml", "MEDIA_TYPE", ""}};
  for (const auto& row : cases) {
    const std::string outcome = s.text("quarantine", one_ending(s.names("quarantine"), std::string(row.name) + ".json"));
    EXPECT_NE(outcome.find("\"code\":\"" + std::string(row.code) + "\""), std::string::npos) << row.name << outcome;
    EXPECT_NE(outcome.find(row.place), std::string::npos) << row.name << outcome;
    one_ending(s.names("quarantine"), row.name);
  }
}

TEST(Spool, TakesExactlyTheLargestMessage) {
  Scene s;
  const std::string message = Scene::a_credit("ASR-9");
  Settings settings;
  settings.max_bytes = message.size();
  s.deliver("as-large.xml", message);
  s.deliver("larger.xml", message + "\n");
  Report report;
  ASSERT_TRUE(s.pass(report, settings).ok());
  EXPECT_EQ(report, (Report{1, 1, 0}));
}

TEST(Spool, ASecondWatcherIsRefused) {
  Scene s;
  auto first = Folder::open(s.spool());
  ASSERT_TRUE(first.ok());
  const auto second = Folder::open(s.spool());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.refusal().code, Code::SPOOL_LOCKED);
  { const Folder gone = std::move(first).value(); }
  EXPECT_TRUE(Folder::open(s.spool()).ok());
}

TEST(Spool, KeepsAMessageThatNobodyAnsweredFor) {
  Scene s;
  s.deliver("credit.xml", Scene::a_credit("ASR-9"));
  Report report;
  {
    auto folder = Folder::open(s.spool());
    ASSERT_TRUE(folder.ok());
    transport::HttpsClient officer = s.client("officer-1");
    const Status refused = pass(*folder, officer, {}, report);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.refusal().message.find("403 ROLE_FORBIDDEN"), std::string::npos) << refused.refusal().message;
    transport::HttpsClient gone = s.client();
    s.close();
    EXPECT_FALSE(pass(*folder, gone, {}, report).ok()) << "there is no door";
  }
  EXPECT_EQ(report, Report{});
  EXPECT_EQ(s.names("work"), Names{"credit.xml"});
  s.open();
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(report, (Report{1, 0, 0}));
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/suspense"), "500.00 USD");
}

TEST(Spool, PublishesAPaymentFileOnceAndOnlyAfterItsCutOff) {
  Scene s;
  s.release_a_payment();
  s.move_clock("2026-03-02T11:59:59");
  Report report;
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(report, Report{}) << "the window is open";
  s.move_clock("2026-03-02T12:00:00");
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(report, (Report{0, 0, 1}));
  const Reply listed = s.get("auditor", "/v1/payment-files");
  const std::string name = listed.text("payment_files/0/message_id") + ".xml";
  EXPECT_EQ(s.names("out"), Names{name});
  EXPECT_EQ(s.text("out", name), s.get("bank", "/v1/payment-files/" + listed.text("payment_files/0/id")).raw);
  EXPECT_EQ(s.names("ready"), Names{});
  std::filesystem::remove(s.spool() / "out" / name);  // the bank has taken it
  ASSERT_TRUE(s.pass(report).ok());
  EXPECT_EQ(s.names("out"), Names{});
  EXPECT_EQ(s.names("sent"), Names{name});
}

/// What a day leaves behind, to be the same wherever the watcher died.
struct Left {
  std::int64_t entries = 0;
  std::size_t done = 0, quarantined = 0, sent = 0;
  std::string suspense;
  bool operator==(const Left&) const = default;
};

TEST(Spool, KilledAtAnyStepAndStartedAgainItDoesNothingTwice) {
  constexpr int kSteps = 12;  // two messages of four steps, a payment file of four
  std::optional<Left> undisturbed;
  for (int step = kSteps + 1; step >= 1; --step) {
    Scene s;
    s.release_a_payment();
    s.move_clock("2026-03-02T12:00:00");
    s.deliver("a-credit.xml", Scene::a_credit("ASR-9"));
    s.deliver("b-broken.xml", "<Document");
    EXPECT_EQ(dies_at_step(s.ledger(), s.spool(), s.house().port(), step), step <= kSteps) << step;
    const Names published = s.names("out");
    for (const std::string& name : published) std::filesystem::remove(s.spool() / "out" / name);  // the bank is quick
    Report report;
    const Status passed = s.pass(report);
    ASSERT_TRUE(passed.ok()) << step << " " << passed.refusal().message;
    EXPECT_EQ(published.size() + s.names("out").size(), 1U) << "published once, though killed at step " << step;
    for (const char* folder : {"in", "work", "ready"}) EXPECT_EQ(s.names(folder), Names{}) << folder << " after " << step;
    const Left left{s.entries(), s.names("done").size(), s.names("quarantine").size(), s.names("sent").size(),
                    s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/suspense")};
    if (!undisturbed) undisturbed = left;
    EXPECT_EQ(left.entries, undisturbed->entries) << step;
    EXPECT_EQ(left, *undisturbed) << step;
  }
  EXPECT_EQ(undisturbed->done, 2U);
  EXPECT_EQ(undisturbed->quarantined, 2U);
  EXPECT_EQ(undisturbed->sent, 1U);
  EXPECT_EQ(undisturbed->suspense, "500.00 USD");
}

}  // namespace
}  // namespace katiwala::api::spool::spool_test
