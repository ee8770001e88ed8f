// A person is enrolled under strings that exist nowhere else. After her whole story has gone through the real door, none of them is in
// any file of the ledger, in any encoding, flushed or not, packed or not; nor in what the server says.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "canary.h"
#include "raw.h"
#include "world.h"

namespace katiwala::crash::canary_test {
namespace {

/// A word that nobody else has: "QZX4F0C1D2E9".
std::string word() {
  std::string out = "QZX" + Office::fresh_id().substr(0, 9);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// Digits that nobody else has, beginning as given.
std::string digits(const std::string& first) {
  std::string out = first;
  for (const char c : Office::fresh_id().substr(0, 12)) out += static_cast<char>('0' + c % 10);
  return out;
}

struct Enrolled {
  Plain plain;
  std::string note = "note " + word(), payer = "Payer " + word(), remittance = "For " + word(), adverse = "Uncle " + word(), device = "device-" + word(),
              unread = "Unread " + word();
  Canaries canaries;

  Enrolled() {
    plain.ward_name = "Cañarita " + word();
    plain.ward_address = "12 " + word() + " Street, Barangay Invented";
    plain.ward_phone = digits("0917 ");
    plain.ward_account = digits("44");
    plain.born = "2011-11-09";
    plain.guardian_name = "Tiya " + word();
    plain.guardian_address = "13 " + word() + " Street";
    plain.guardian_phone = digits("0918 ");
    plain.payee_name = "SANDBOX SCHOOL " + word();
    plain.payee_account = digits("55");
    plain.payee_address = "14 " + word() + " Street";
    plain.payee_phone = digits("0919 ");
    plain.docket = "DOCKET-" + word();
    for (const auto& [name, text] : texts()) {
      canaries.add(name, text);
      // The word alone as well, whatever is done to what stands around it.
      if (const auto at = text.find("QZX"); at != std::string::npos) canaries.add(name, text.substr(at, 12));
    }
  }

  [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts() const {
    return {{"ward's name", plain.ward_name},         {"ward's address", plain.ward_address},         {"ward's phone", plain.ward_phone},
            {"ward's account", plain.ward_account},   {"ward's birth date", plain.born},              {"guardian's name", plain.guardian_name},
            {"guardian's address", plain.guardian_address}, {"guardian's phone", plain.guardian_phone}, {"payee's name", plain.payee_name},
            {"payee's account", plain.payee_account}, {"payee's address", plain.payee_address},       {"payee's phone", plain.payee_phone},
            {"docket", plain.docket},                 {"note", note},                                 {"payer in the bank's message", payer},
            {"remittance in the bank's message", remittance}, {"adverse person", adverse},            {"device", device},
            {"what could not be read", unread}};
  }
};

/// Everything about her that the door takes; money in, out, and told by the bank; and things that are refused.
void live(Office& office, const Enrolled& her, WardIds& ids) {
  const std::string pool = open_pool(office);
  ids = open_ward(office, pool, her.plain, "guardian-1");
  const std::string path = "/v1/wards/" + ids.ward;
  const Reply received = office.bank(credit_xml("ASR-1", "19975.00 USD", her.payer, her.remittance));
  ASSERT_EQ(received.text("lines/0/result"), "received") << received.raw;
  office.done("/v1/credits/" + received.text("lines/0/created/credit") + "/match", object({{"order", ids.order}}));
  convert(office, ids, "10000.00 USD", "582350.00 PHP");

  const std::string file = pay(office, ids, "18000.00 PHP");
  // They did go through: the bank is told whom to pay.
  ASSERT_NE(file.find(her.plain.payee_name), std::string::npos) << file;
  ASSERT_NE(file.find(her.plain.payee_account), std::string::npos) << file;

  const Json wanted = object({{"payee", ids.payee}, {"amount", "100.00 PHP"}, {"purpose", "education"}, {"note", her.note}});
  EXPECT_LT(office.post("guardian-1", path + "/requests", wanted).status, 500);
  office.done(path + "/court-orders", object({{"dated", "2026-02-20"}, {"cap", "50000.00 PHP"}, {"document", std::string(64, 'd')}, {"docket", her.plain.docket}}));
  const Reply adverse = office.post("social-worker", path + "/adverse",
                                    object({{"status", "alleged"}, {"particulars", object({{"name", her.adverse}, {"device", her.device}})}}));
  EXPECT_EQ(adverse.status, 201) << adverse.raw;
  // Refused, each at another place: by the reader, by the fields, by the judge, by the bank messages' reader.
  EXPECT_EQ(office.send("officer-1", "/v1/wards", "{\"particulars\":{\"name\":\"" + her.unread, "application/json", Office::fresh_key()).status, 400);
  EXPECT_EQ(office.post("officer-1", "/v1/wards", object({{her.unread, her.unread}})).status, 400);
  EXPECT_EQ(office.post("auditor", "/v1/orders", object({{"country", "US"}, {"dated", "2026-01-12"}, {"total", "5.00 USD"},
                                                         {"document", std::string(64, 'd')}, {"docket", her.unread}})).status, 403);
  std::string broken = credit_xml("ASR-9", "1.00 USD", her.unread);
  broken.resize(broken.size() - 20);
  EXPECT_EQ(office.bank(broken).status, 400);
  std::string unknown = credit_xml("ASR-8", "1.00 USD", her.unread);
  unknown.replace(unknown.find(kUsdAccount), std::string(kUsdAccount).size(), her.plain.ward_account);
  EXPECT_EQ(office.bank(unknown).status, 200);
}

void expect_nothing(const Scan& scan, const std::string& when) {
  EXPECT_GT(scan.bytes, 100'000u);
  for (const std::string& found : scan.found) ADD_FAILURE() << when << ": " << found;
}

TEST(Canary, OfAnEnrolledPersonIsInNoFile) {
  const Enrolled her;
  TemporaryFolder place;
  const Path root = place.path() / "ledger", early = place.path() / "early";
  init(root);
  WardIds ids;
  std::string said;
  Scan running, killed, stopped, rows, backup;
  {
    Server server(root);
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(root, server.port());
    live(office, her, ids);
    copy_folder(root, early);  // of a running ledger: the write-ahead logs, before anything was flushed
    server.kill_9();
    said += server.outcome().all();
  }
  scan_files(early, her.canaries, running);
  expect_nothing(running, "while it ran");
  scan_files(root, her.canaries, killed);
  expect_nothing(killed, "after kill -9");
  {
    Server server(root);  // what lay in the logs goes into table files
    ASSERT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(root, server.port());
    EXPECT_EQ(office.get("auditor", "/v1/wards/" + ids.ward).status, 200);
    said += server.terminate().all();
  }
  scan_files(root, her.canaries, stopped);
  expect_nothing(stopped, "after a stop in good order");
  scan_databases(root, her.canaries, rows);
  expect_nothing(rows, "row by row, and after compaction");
  copy_folder(root / "data", place.path() / "backup");
  scan_files(place.path() / "backup", her.canaries, backup);
  EXPECT_EQ(backup.found, std::vector<std::string>{}) << "in a backup";

  const Verified verified = verify(root);
  EXPECT_EQ(verified.exit_code, 0) << verified.said;
  said += verified.said + run({"verify", root.string()}).all() + run({"status", root.string()}).all() + run({"doctor", root.string()}).all();
  EXPECT_EQ(her.canaries.found_in(said), std::vector<std::string>{}) << said;
  std::printf("SHOWN: %zu canaries, %zu needles: 0 found in %zu files and %zu rows (%zu bytes), before and after flush and compaction\n",
              her.texts().size(), her.canaries.needles(), running.files + killed.files + stopped.files + rows.files + backup.files, rows.rows,
              running.bytes + killed.bytes + stopped.bytes + rows.bytes + backup.bytes);
}

// The scan itself: it must see what it is there to see.

TEST(CanaryControl, PlantedInAFileIsFoundInEveryEncoding) {
  Canaries canaries;
  const std::string secret = "Planted QZXCONTROL 77";
  canaries.add("planted", secret);
  for (const auto& [encoding, bytes] : encodings_of(secret)) {
    TemporaryFolder place;
    std::ofstream(place.path() / "file", std::ios::binary) << "before" << bytes << "after";
    Scan scan;
    scan_files(place.path(), canaries, scan);
    EXPECT_FALSE(scan.found.empty()) << encoding;
  }
  TemporaryFolder place;
  std::ofstream(place.path() / "file", std::ios::binary) << "before " << "planted qzxcontrol 77" << " after";
  std::ofstream(place.path() / "base64", std::ios::binary) << to_base64(view(std::string("some words before ") + secret + " and after"));
  std::ofstream(place.path() / "clean", std::ios::binary) << "Planted QZXCONTRO 77";
  Scan scan;
  scan_files(place.path(), canaries, scan);
  ASSERT_EQ(scan.found.size(), 2u);
  for (const std::string& found : scan.found) EXPECT_FALSE(found.starts_with("clean")) << found;
}

TEST(CanaryControl, PackedInARowIsFoundByUnpackingOnly) {
  Copy ledger;
  Canaries canaries;
  const std::string first = "QZXPACKEDFIRSTHALF", second = "SECONDHALFOFTHEWORD";
  canaries.add("packed", first + second);
  {
    RawDatabase database(ledger.root() / "data" / "journal");
    std::string value;  // halves first, so that the whole is written as two references to them
    for (int i = 0; i < 200; ++i) value += first + "-" + second + "=";
    database.put("derived", "QZX", value + first + second);
    database.flush_and_compact();
  }
  Scan files, rows;
  scan_files(ledger.root() / "data", canaries, files);
  scan_databases(ledger.root(), canaries, rows);
  ASSERT_EQ(rows.found.size(), 1u) << "by unpacking";
  EXPECT_EQ(rows.found[0], "journal/derived value: packed as UTF-8");
  std::printf("a packed row: %zu hits by looking at files alone, 1 by unpacking\n", files.found.size());
}

TEST(CanaryControl, LeftInALogIsFoundBeforeItIsFlushed) {
  Copy ledger;
  Canaries canaries;
  canaries.add("logged", "QZXLOGGEDWORD");
  {
    RawDatabase database(ledger.root() / "data" / "vault");
    database.put("default", "QZX", "in clear: QZXLOGGEDWORD");
  }
  Scan files;
  scan_files(ledger.root(), canaries, files);
  ASSERT_EQ(files.found.size(), 1u);
  EXPECT_NE(files.found[0].find(".log: "), std::string::npos) << files.found[0];
}

}  // namespace
}  // namespace katiwala::crash::canary_test
