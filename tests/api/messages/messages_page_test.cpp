// docs/bank-messages.md: its head is written by hand, its list is drawn from the sample collection: each file and what became of it.
// KATIWALA_UPDATE_DOCS=1 writes the list anew.
#include <map>

#include "api/messages/incoming.h"
#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::messages_page_test {
namespace {

namespace fs = std::filesystem;

const std::string kMark = "<!-- drawn from here on -->\n";

/// What was read, in the words of the page. No content but kinds, codes and places.
std::string outcome(const std::string& bytes, std::map<std::string, std::size_t>& counts) {
  const auto message = read_incoming(bytes, kDoorLimits, nullptr);
  if (!message.ok()) {
    const Refusal& why = message.refusal();
    ++counts["refused: " + std::string(name_of(why.code))];
    EXPECT_FALSE(why.message.empty());
    return "refused: " + std::string(name_of(why.code)) + (why.place.empty() ? "" : " at `" + why.place + "`");
  }
  const std::string definition = std::visit([](const auto& one) { return one.definition; }, *message);
  ++counts["read"];
  if (const auto* account = std::get_if<AccountMessage>(&*message)) {
    std::size_t booked = 0, other = 0;
    for (const AccountReport& report : account->reports) {
      booked += report.entries.size();
      other += report.not_booked.size();
    }
    return "read: " + definition + ", " + std::to_string(booked) + " booked, " + std::to_string(other) + " not";
  }
  if (const auto* status = std::get_if<StatusMessage>(&*message)) return "read: " + definition + ", " + std::to_string(status->transactions.size()) + " statuses";
  return "read: " + definition + ", " + std::to_string(std::get<RecallMessage>(*message).recalls.size()) + " recalls";
}

std::string drawn() {
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(iso20022_folder() / "samples"))
    if (file.is_regular_file()) files.push_back(file.path());
  std::ranges::sort(files);
  std::map<std::string, std::size_t> counts;
  std::string rows;
  for (const fs::path& path : files)
    rows += "| " + path.lexically_relative(iso20022_folder() / "samples").string() + " | " + outcome(file_text(path), counts) + " |\n";
  std::string out = kMark + "\n" + std::to_string(files.size()) + " files:";
  for (const auto& [what, count] : counts) out += " " + what + " " + std::to_string(count) + ";";
  out.back() = '.';
  return out + "\n\n| file | outcome |\n|---|---|\n" + rows;
}

TEST(MessagesPage, IsAsItIsDrawn) {
  KATIWALA_NEEDS_SHARED();
  const std::string path = std::string(KATIWALA_SOURCE_DIR) + "/docs/bank-messages.md";
  const std::string page = file_text(path);
  const std::size_t at = page.find(kMark);
  ASSERT_NE(at, std::string::npos);
  const std::string wanted = page.substr(0, at) + drawn();
  if (std::getenv("KATIWALA_UPDATE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
  EXPECT_TRUE(file_text(path) == wanted) << "docs/bank-messages.md is out of date; if what changed is meant, KATIWALA_UPDATE_DOCS=1 writes its list anew";
}

// What the head says is read is what the program says.
TEST(MessagesPage, NamesEveryDefinition) {
  const std::string page = file_text(std::string(KATIWALA_SOURCE_DIR) + "/docs/bank-messages.md");
  const std::string head = page.substr(0, page.find(kMark));
  std::vector<std::string> names = definitions_read();
  for (const std::string& name : definitions_between_banks()) names.push_back(name);
  for (const char* name : {"MT940", "MT942", "MT103", "MT910", "pain.001.001.09", "camt.029.001.09"}) names.emplace_back(name);
  for (const std::string& name : names) EXPECT_NE(head.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace katiwala::api::messages::messages_page_test
