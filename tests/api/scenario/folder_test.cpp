// The bank by files: the scenarios of its side, to the centavo, through a watched folder; and what a payment file says is what leaves.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "api/messages/pain001.h"
#include "api/scenario/print.h"
#include "api/scenario/sandbox.h"

namespace katiwala::api::scenario::folder_test {
namespace {

namespace fs = std::filesystem;

std::string example(const std::string& name) { return (fs::path(KATIWALA_SOURCE_DIR) / "examples" / "scenarios" / (name + ".toml")).string(); }

class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "katiwala-folder-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path = name;
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  fs::path path;
};

std::size_t files_in(const fs::path& folder, const std::string& end) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) count += entry.path().filename().string().ends_with(end) ? 1U : 0U;
  return count;
}

std::string what_failed(const Report& report) {
  std::string out;
  for (const StepReport& step : report.steps)
    if (!step.good()) out += text_of(step, false);
  return out;
}

class ByFiles : public testing::TestWithParam<const char*> {};

TEST_P(ByFiles, HoldsToTheCentavo) {
  const Scratch scratch;
  const fs::path folder = scratch.path / "spool";
  const auto report = play_file(example(GetParam()), {}, folder);
  ASSERT_TRUE(report.ok()) << report.refusal().message << " " << report.refusal().place;
  EXPECT_GT(report->held(), 0U);
  EXPECT_EQ(report->failed(), 0U) << what_failed(*report);
  EXPECT_GT(files_in(folder / "done", ".xml"), 0U) << "the bank said nothing by file";
  EXPECT_EQ(files_in(folder / "done", ".xml"), files_in(folder / "done", ".xml.json"));
  EXPECT_EQ(files_in(folder / "in", ""), 0U);
  EXPECT_EQ(files_in(folder / "work", ""), 0U);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ByFiles, testing::Values("S10", "S13", "S17", "S20", "S22"), [](const auto& one) { return std::string(one.param); });

/// 6 % are kept of what goes to an estate (R62): the bank is told to pay the rest and no more.
TEST(PaymentFile, OfAnEstateTellsTheBankWhatLeaves) {
  const auto script = load_script(example("estate"));
  ASSERT_TRUE(script.ok());
  const auto sandbox = Sandbox::create(*script, fs::temp_directory_path());
  ASSERT_TRUE(sandbox.ok()) << sandbox.refusal().message;
  Stage& stage = (*sandbox)->stage();
  ASSERT_TRUE(set_up(stage).ok());
  ASSERT_TRUE(play_script(stage, 0, {}).good());
  const auto file = messages::read_payment_file(stage.thing("first-part").bytes);
  ASSERT_TRUE(file.ok()) << file.refusal().place << file.refusal().message;
  EXPECT_EQ(file->payments.at(0).amount.text(), "28200.00");
}

}  // namespace
}  // namespace katiwala::api::scenario::folder_test
