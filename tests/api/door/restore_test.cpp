// A ledger is lost and comes back: backup, an auditor's bundle, two officers; by the program itself, on what the door had written.
#include <cstdlib>

#include "api/restore.h"
#include "story.h"
#include "tests/support/program.h"

namespace katiwala::api::door::testing::restore_test {
namespace {

using Said = katiwala::testing::Ran;
namespace fs = std::filesystem;

Said katiwala_says(const std::string& arguments) { return katiwala::testing::shell(std::string(KATIWALA_BUILD_DIR) + "/katiwala " + arguments); }

class Restore : public ::testing::Test {
 protected:
  Story s;
  std::string folder, backup, bundle;
  std::int64_t size = 0;

  void SetUp() override {
    folder = (s.root() / "ledger").string();
    backup = (s.root() / "backup").string();
    bundle = (s.root() / "bundle").string();
    s.move_clock("2026-03-02T10:00:00");
  }
  std::string officers() const {
    const std::string pki = folder + "/sandbox-pki/";
    return " --trust-officer " + pki + "officer-1.pem:" + pki + "officer-1-key.pem --compliance " + pki + "compliance.pem:" + pki + "compliance-key.pem";
  }
  void expect(const std::string& arguments, int exit_code, const std::string& word) {
    const Said said = katiwala_says(arguments);
    EXPECT_EQ(said.exit_code, exit_code) << arguments << "\n" << said.output;
    EXPECT_NE(said.output.find(word), std::string::npos) << arguments << "\n" << said.output;
  }
  /// Backed up while it serves; then USD 19,975.00 come in, and an auditor takes everything along. Then the disk dies.
  void backed_up_and_lost() {
    expect("backup " + folder + " " + backup, 0, "No key is in it.");
    s.receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
    ASSERT_TRUE(s.house().publisher()->publish().ok());
    size = s.get("auditor", "/v1/status").number("entries");
    s.close();
    expect("export --format bundle " + folder + " " + bundle, 0, "");
    fs::rename(folder + "/data", folder + "/data-lost");
  }
};

TEST_F(Restore, TheLedgerGoesOnWithEverythingThatWasAcknowledged) {
  backed_up_and_lost();
  expect("status " + folder, 70, "STORE_MISSING");
  expect("restore status " + folder, 1, "STORE_NOT_RESTORED");
  expect("restore begin " + folder + " " + backup, 0, "It can be read, not written to.");
  expect("verify " + folder, 0, "good");
  expect("serve --port 0 " + folder, 70, "STORE_RESTORED");
  expect("restore accept " + folder + officers() + " --reason 'the disk died'", 70, "RESTORE_SHORT");
  expect("restore import " + folder + " " + bundle, 0, "Nothing is known to be missing.");
  expect("restore import " + folder + " " + bundle, 0, "0 entries added");

  // One person can not do it, nor can two of one class, nor without a reason.
  const std::string pki = folder + "/sandbox-pki/";
  const std::string officer = pki + "officer-1.pem:" + pki + "officer-1-key.pem", second = pki + "officer-2.pem:" + pki + "officer-2-key.pem";
  expect("restore accept " + folder + officers(), 2, "--reason");
  expect("restore accept " + folder + " --trust-officer " + officer + " --compliance " + officer + " --reason x", 1, "APPROVAL_OWN");
  expect("restore accept " + folder + " --trust-officer " + officer + " --compliance " + second + " --reason x", 1, "APPROVAL_NOT_NEEDED");
  expect("serve --port 0 " + folder, 70, "STORE_RESTORED");
  // Taking the mark away by hand helps nobody: the head file is in an epoch that no entry accepts.
  fs::rename(folder + "/head/restored", folder + "/head/aside");
  expect("serve --port 0 " + folder, 70, "STORE_RESTORED");
  fs::rename(folder + "/head/aside", folder + "/head/restored");

  expect("restore accept " + folder + officers() + " --reason 'the disk died'", 0, "goes on in epoch 65536");
  expect("verify " + folder, 0, "good");
  expect("audit " + folder, 0, "good");
  expect("restore status " + folder, 1, "STORE_NOT_RESTORED");
  s.open();
  EXPECT_EQ(s.balance("USD"), "19975.00 USD");
  EXPECT_GT(s.get("auditor", "/v1/status").number("entries"), size);
  s.receive("ASR-2", "14975.00 USD", "25.00 USD", "2026-03-02");
  EXPECT_EQ(s.balance("USD"), "34950.00 USD") << "it is written to again";
  s.close();
  expect("backup " + folder + " " + backup, 0, "verified");
}

TEST_F(Restore, WhereTheHeadFileIsLostTooTheSignedHeadStillTells) {
  backed_up_and_lost();
  fs::rename(folder + "/head", folder + "/head-lost");
  expect("restore begin " + folder + " " + backup, 0, "Nothing is known to be missing.");
  expect("restore accept " + folder + officers() + " --reason 'both disks died'", 70, "CHECKPOINT_FORK");
  expect("restore import " + folder + " " + bundle, 0, "");
  expect("restore accept " + folder + officers() + " --reason 'both disks died'", 0, "epoch 65536");
}

TEST_F(Restore, ABackupThatWasNotVerifiedIsNone) {
  expect("backup " + folder + " " + backup, 0, "");
  s.close();
  fs::rename(folder + "/data", folder + "/data-lost");
  fs::rename(backup + "/backup", backup + "/aside");
  expect("restore begin " + folder + " " + backup, 70, "BACKUP_UNFINISHED");
  fs::rename(backup + "/aside", backup + "/backup");
  // The manifest of another end than the entries have.
  std::string manifest = *read_text_file(backup + "/backup");
  const auto at = manifest.find("leaf ") + 5;
  manifest[at] = manifest[at] == '0' ? '1' : '0';
  ASSERT_TRUE(write_private_file(backup + "/backup.new", manifest).ok());
  fs::rename(backup + "/backup.new", backup + "/backup");
  expect("restore begin " + folder + " " + backup, 70, "CHAIN_BROKEN");
  expect("serve --port 0 " + folder, 70, "STORE_RESTORED");
}

TEST_F(Restore, NeverOverADatabaseThatIsThere) {
  expect("backup " + folder + " " + backup, 0, "");
  s.close();
  expect("restore begin " + folder + " " + backup, 1, "STORE_EXISTS");
  s.open();
  EXPECT_GT(s.get("auditor", "/v1/status").number("entries"), 1) << "as it was";
}

TEST(BackupManifest, HasOneSpelling) {
  BackupManifest manifest{{}, 1042, {}, {}, 17};
  manifest.ledger.bytes.fill(0xab);
  const std::string text = print_manifest(manifest);
  ASSERT_TRUE(parse_manifest(text).ok());
  EXPECT_EQ(*parse_manifest(text), manifest);
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(parse_manifest(text.substr(0, i)).ok()) << i;
    std::string changed = text;
    changed[i] = '~';
    EXPECT_EQ(parse_manifest(changed).refusal().code, Code::BACKUP_UNFINISHED) << i;
  }
  EXPECT_FALSE(parse_manifest(text + "\n").ok());
}

}  // namespace
}  // namespace katiwala::api::door::testing::restore_test
