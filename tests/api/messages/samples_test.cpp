// Every message of the sample collection is read whole or refused with a reason; none is half read, none stops the program.
#include "tests/api/messages/samples.h"

#include <iostream>
#include <map>

namespace katiwala::api::messages::samples_test {
namespace {

std::vector<std::filesystem::path> sample_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(iso20022_folder() / "samples"))
    if (file.is_regular_file()) files.push_back(file.path());
  std::ranges::sort(files);
  return files;
}

bool is_account_message(const std::string& text) {
  return text.find("tech:xsd:camt.053.001.") != std::string::npos || text.find("tech:xsd:camt.054.001.") != std::string::npos;
}

std::string short_name(const std::filesystem::path& path) { return path.lexically_relative(iso20022_folder() / "samples").string(); }

TEST(Samples, EachIsReadOrRefusedWithAReason) {
  KATIWALA_NEEDS_SHARED();
  std::size_t read = 0, refused = 0, account_read = 0, account_refused = 0;
  std::map<std::string, std::size_t> codes;
  for (const auto& path : sample_files()) {
    const std::string bytes = file_text(path);
    const auto message = read_message(bytes, kDoorLimits, nullptr);
    const bool account = is_account_message(bytes);
    if (message.ok()) {
      ++read;
      account_read += account ? 1 : 0;
      continue;
    }
    ++refused;
    account_refused += account ? 1 : 0;
    const Refusal& why = message.refusal();
    ++codes[std::string(name_of(why.code))];
    EXPECT_FALSE(why.message.empty()) << path;
    if (account) {
      EXPECT_FALSE(why.place.empty()) << path;
      std::cout << "  refused " << short_name(path) << ": " << name_of(why.code) << " at " << why.place << ": " << why.message << "\n";
    }
  }
  std::cout << "samples: read " << read << ", refused " << refused << "; of camt.053 and camt.054: read " << account_read << ", refused "
            << account_refused << "\n";
  for (const auto& [code, count] : codes) std::cout << "  " << code << " " << count << "\n";
  // The others contradict themselves: sums, counts, currencies or directions (see the lines above).
  EXPECT_EQ(account_read, 25U);
  EXPECT_EQ(account_refused, 9U);
}

}  // namespace
}  // namespace katiwala::api::messages::samples_test
