// Pages as others read them: the same bytes in two processes, every figure of the JSON on the paper, the code decoded by a program that is not ours.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "audit/pages/pages.h"
#include "tests/audit/reports/sample.h"
#include "tests/support/program.h"

namespace katiwala::audit::pages::pages_test {
namespace {

namespace fs = std::filesystem;
using namespace reports;
using katiwala::testing::Ran;
using katiwala::testing::shell;
using reports::testing::document_of;

/// A folder that goes away with the test.
struct Place {
  fs::path folder;
  Place() {
    std::string name = (fs::temp_directory_path() / "katiwala-pages-XXXXXX").string();
    KATIWALA_ASSERT(::mkdtemp(name.data()) != nullptr, "no folder");
    folder = name;
  }
  ~Place() { fs::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] std::string write(const std::string& name, const Bytes& bytes) const {
    std::ofstream(folder / name, std::ios::binary) << text_of(bytes);
    return (folder / name).string();
  }
};

Bytes pdf(const Document& document) {
  auto bytes = pdf_of(document);
  KATIWALA_ASSERT(bytes.ok(), bytes.ok() ? "" : bytes.refusal().message.c_str());
  return std::move(*bytes);
}

/// What stands on the paper, without white space: pdftotext breaks lines where the page does.
std::string words_of(const std::string& file, const std::string& options = "-raw") {
  const Ran ran = shell("pdftotext " + options + " " + file + " -");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  std::string out = ran.output;
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n' || c == '\f' || c == '\r'; });
  return out;
}
std::string without_space(std::string text) {
  std::erase(text, ' ');
  return text;
}

TEST(Pages, TwoProcessesDrawTheSameBytes) {
  // The other process is this program again, asked for nothing but to write.
  if (const char* const place = std::getenv("KATIWALA_PAGES_OUT")) {
    for (const Kind& kind : kinds()) std::ofstream(fs::path(place) / (std::string(kind.name) + ".pdf"), std::ios::binary) << text_of(pdf(*document_of(kind.name, 60)));
    return;
  }
  const Place place;
  const Ran other = shell("TZ=America/New_York LC_ALL=C KATIWALA_PAGES_OUT=" + place.folder.string() + " /proc/" + std::to_string(::getpid()) + "/exe --gtest_output= --gtest_filter=Pages.TwoProcessesDrawTheSameBytes");
  ASSERT_EQ(other.exit_code, 0) << other.output;
  for (const Kind& kind : kinds()) {
    const Bytes mine = pdf(*document_of(kind.name, 60));
    EXPECT_EQ(katiwala::testing::read_file(place.folder / (std::string(kind.name) + ".pdf")), text_of(mine)) << kind.name;
    EXPECT_EQ(pdf(*document_of(kind.name, 60)), mine) << kind.name;
  }
  EXPECT_NE(pdf(*document_of("statement", 1)), pdf(*document_of("statement", 2)));
}

TEST(Pages, EveryCellOfEveryReportIsOnThePaper) {
  KATIWALA_NEEDS_PROGRAM("pdftotext");
  const Place place;
  for (const Kind& kind : kinds()) {
    const Document document = *document_of(kind.name, 60);
    const std::string raw = words_of(place.write(std::string(kind.name) + ".pdf", pdf(document)));
    // A cell of several lines is interrupted by its neighbours in the raw order; there its words are looked for.
    const auto is_there = [&](const std::string& text) {
      std::istringstream words(text);
      for (std::string word; words >> word;)
        if (raw.find(word) == std::string::npos && word.size() <= 14) return false;
      return true;
    };
    std::size_t cells = 0;
    for (const Fact& fact : document.facts) EXPECT_TRUE(is_there(fact.cell.on_paper())) << kind.name << ": " << fact.key << " " << fact.cell.on_paper();
    for (const Table& table : document.tables) {
      for (const Row& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          const std::string& text = row.cells[i].on_paper();
          if (text.empty()) continue;
          ++cells;
          // Figures never break.
          if (table.columns[i].align == Align::right) EXPECT_NE(raw.find(without_space(text)), std::string::npos) << kind.name << " " << table.key << ": " << text;
          else EXPECT_TRUE(is_there(text)) << kind.name << " " << table.key << ": " << text;
        }
      }
    }
    EXPECT_GT(cells, 5u) << kind.name;
    EXPECT_EQ(raw.find(without_space("123,456,789.01")), std::string::npos);  // the control: what is in no report is not found
  }
}

TEST(Pages, EveryPageIsNumberedAndSaysThatItIsOfASandbox) {
  KATIWALA_NEEDS_PROGRAM("pdftotext");
  const Place place;
  const std::string file = place.write("statement.pdf", pdf(*document_of("statement", 120)));
  const Ran info = shell("pdfinfo " + file + " | sed -n 's/^Pages: *//p'");
  const int pages = std::stoi(info.output);
  ASSERT_GE(pages, 4);
  for (int page = 1; page <= pages; ++page) {
    const std::string words = words_of(file, "-raw -f " + std::to_string(page) + " -l " + std::to_string(page));
    EXPECT_NE(words.find("Page" + std::to_string(page) + "of" + std::to_string(pages)), std::string::npos) << page;
    EXPECT_NE(words.find("SANDBOX"), std::string::npos) << page;
    EXPECT_NE(words.find(without_space(reports::testing::kWard.hex())), std::string::npos) << page;
  }
  Document real = *document_of("statement");
  real.basis.mode = custody::Mode::production;
  EXPECT_EQ(words_of(place.write("real.pdf", pdf(real))).find("SANDBOX"), std::string::npos);
}

TEST(Pages, TheCodeIsReadBackFromThePrintedPage) {
  KATIWALA_NEEDS_PROGRAM("zbarimg");
  KATIWALA_NEEDS_PROGRAM("pdftoppm");
  const Place place;
  for (const Kind& kind : kinds()) {
    const Document document = *document_of(kind.name);
    const std::string file = place.write("page.pdf", pdf(document));
    const Ran ran = shell("pdftoppm -r 150 -f 1 -l 1 -singlefile -png " + file + " " + (place.folder / "page").string() + " && zbarimg -q --raw -Sdisable -Sqrcode.enable " + (place.folder / "page.png").string() + " 2>/dev/null");
    EXPECT_EQ(ran.output, check_line(document.basis) + "\n") << kind.name;
  }
  Document led = *document_of("statement");
  led.basis.check_at = "https://records.example";
  const std::string leads = place.write("leads.pdf", pdf(led));
  const Ran there = shell("pdftoppm -r 150 -f 1 -l 1 -singlefile -png " + leads + " " + (place.folder / "leads").string() + " && zbarimg -q --raw -Sdisable -Sqrcode.enable " + (place.folder / "leads.png").string() + " 2>/dev/null");
  EXPECT_EQ(there.output, "https://records.example/check#" + std::to_string(led.basis.entry) + "." + to_hex(led.basis.leaf) + "\n");
  // The control: a page whose code says another entry.
  Document other = *document_of("statement");
  other.basis.entry += 1;
  const std::string file = place.write("other.pdf", pdf(other));
  const Ran ran = shell("pdftoppm -r 150 -f 1 -l 1 -singlefile -png " + file + " " + (place.folder / "other").string() + " && zbarimg -q --raw -Sdisable -Sqrcode.enable " + (place.folder / "other.png").string() + " 2>/dev/null");
  EXPECT_NE(ran.output, check_line(document_of("statement")->basis) + "\n");
}

TEST(Pages, DatesInTheFileAreTheLedgers) {
  KATIWALA_NEEDS_PROGRAM("pdfinfo");
  const Place place;
  const Ran info = shell("pdfinfo -isodates " + place.write("a.pdf", pdf(*document_of("inventory"))));
  EXPECT_NE(info.output.find("CreationDate:    2026-12-31T17:00:00+08"), std::string::npos) << info.output;
  EXPECT_NE(info.output.find("A4"), std::string::npos) << info.output;
}

TEST(Pages, TextThatCanNotBeSetIsRefused) {
  for (const std::string& bad : {std::string("\xff"), std::string("a\x01")}) {
    Document document = *document_of("inventory");
    document.matter = bad;
    const auto refused = pdf_of(document);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusal().code, Code::TEXT_NOT_UTF8);
  }
}

}  // namespace
}  // namespace katiwala::audit::pages::pages_test
