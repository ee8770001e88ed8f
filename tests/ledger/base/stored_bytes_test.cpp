// A file read in pieces: what is there, what is no plain file, what is cut short meanwhile.
#include "ledger/base/stored_bytes.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace katiwala::stored_bytes_test {
namespace {

namespace fs = std::filesystem;

class Files : public ::testing::Test {
 protected:
  Files() {
    std::string name = (fs::temp_directory_path() / "katiwala-bytes-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~Files() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(path(name), std::ios::binary) << bytes; }

 private:
  fs::path folder_;
};

std::string at(const StoredBytes& bytes, std::size_t from, std::size_t count) {
  std::string out(count, '?');
  const Status read = bytes.read(from, out);
  return read.ok() ? out : std::string(name_of(read.refusal().code)) + " " + read.refusal().place;
}

TEST_F(Files, AreReadFromAnywhereAndAgain) {
  write("a", "0123456789");
  const auto bytes = FileBytes::open(path("a")).value();
  EXPECT_EQ(bytes->size(), 10U);
  EXPECT_EQ(at(*bytes, 0, 10), "0123456789");
  EXPECT_EQ(at(*bytes, 9, 1), "9");
  EXPECT_EQ(at(*bytes, 3, 4), "3456");
  EXPECT_EQ(at(*bytes, 10, 0), "");
}

TEST_F(Files, StayAsTheyAreOrAreNotRead) {
  write("a", "0123456789");
  const auto bytes = FileBytes::open(path("a")).value();
  fs::resize_file(path("a"), 9);
  EXPECT_EQ(at(*bytes, 0, 9), "012345678");
  EXPECT_EQ(at(*bytes, 0, 10), "STORE_IO a");
  write("b", "");
  EXPECT_EQ(FileBytes::open(path("b")).value()->size(), 0U);
}

TEST_F(Files, ArePlainOnes) {
  write("a", "0123456789");
  fs::create_symlink(path("a"), path("link"));
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  fs::create_directory(path("folder"));
  const struct {
    const char* name;
    std::string_view code;
  } kCases[] = {{"missing", "STORE_IO"}, {"link", "MEDIA_TYPE"}, {"pipe", "MEDIA_TYPE"}, {"folder", "MEDIA_TYPE"}};
  for (const auto& c : kCases) {
    const auto opened = FileBytes::open(path(c.name));
    ASSERT_FALSE(opened.ok()) << c.name;
    EXPECT_EQ(name_of(opened.refusal().code), c.code) << c.name;
    EXPECT_EQ(opened.refusal().place, c.name);
  }
}

}  // namespace
}  // namespace katiwala::stored_bytes_test
