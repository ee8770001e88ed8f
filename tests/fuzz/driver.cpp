// Feeds a fuzzer every file of one kind below the given folders: as it is, and mutilated, the same way in every run.
//
//   fuzz_NAME EXTENSION|any FOLDER ...     EXTENSION with its dot: .xml
//   KATIWALA_DEEP=1     a hundred times as many mutilations
//   KATIWALA_FUZZ=N     only input N, to see again what a run died of
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestSample = std::size_t{1} << 20;
constexpr int kMutilationsASample = 400;

volatile std::sig_atomic_t input_number = 0;

extern "C" void say_which_input(int signal) {
  std::array<char, 96> text{};
  const int length = std::snprintf(text.data(), text.size(), "fuzz: died of input %d; KATIWALA_FUZZ=%d shows it again\n", static_cast<int>(input_number),
                                   static_cast<int>(input_number));
  static_cast<void>(!::write(STDERR_FILENO, text.data(), static_cast<std::size_t>(length)));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Sorted, so that an input's number means the same tomorrow.
std::vector<std::string> samples_below(std::string_view extension, const std::vector<fs::path>& folders) {
  std::vector<fs::path> files;
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || entry.file_size() > kLargestSample) continue;
      if (extension == "any" || entry.path().extension() == extension) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::vector<std::string> out;
  for (const fs::path& file : files) out.push_back(content_of(file));
  return out;
}

class Mutilator {
 public:
  explicit Mutilator(const std::vector<std::string>& samples) : samples_(samples) {}

  std::string operator()(std::string text, std::uint32_t seed) {
    random_.seed(seed);
    for (std::size_t times = 1 + below(4); times > 0 && !text.empty(); --times) once(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void once(std::string& text) {
    static constexpr std::string_view kTelling[] = {"<", ">", "&", "&#0;", "\"", "]]>", "<!--", "<!DOCTYPE a [", std::string_view("\0", 1), "\xff", "-", ".", "9999999999999999999",
                                                    "1e9", "\xef\xbb\xbf", "+", "0", "2026-02-30", "NaN"};
    const std::size_t at = below(text.size());
    const std::size_t length = std::min(text.size() - at, 1 + below(80));
    switch (below(7)) {
      case 0: text[at] = static_cast<char>(text[at] ^ (1 << below(8))); return;
      case 1: text.resize(at); return;
      case 2: text.erase(at, length); return;
      case 3: text.insert(at, text.substr(at, length)); return;
      case 4: text.insert(at, kTelling[below(std::size(kTelling))]); return;
      case 5: text.replace(at, 1, kTelling[below(std::size(kTelling))]); return;
      default: {
        const std::string& other = samples_[below(samples_.size())];
        text.insert(at, other.substr(below(other.size()), length));
      }
    }
  }

  const std::vector<std::string>& samples_;
  std::mt19937 random_;
};

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "fuzz: EXTENSION|any FOLDER ...\n");
    return 2;
  }
  const auto samples = samples_below(arguments[1], {arguments + 2, arguments + count});
  if (samples.empty()) {
    std::fprintf(stderr, "fuzz: no sample below the given folders\n");
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS}) std::signal(signal, say_which_input);
  const char* const one = std::getenv("KATIWALA_FUZZ");
  const int only = one == nullptr ? -1 : std::atoi(one);
  const int rounds = std::getenv("KATIWALA_DEEP") != nullptr ? 100 * kMutilationsASample : kMutilationsASample;
  Mutilator mutilate(samples);
  int number = 0;
  for (const std::string& sample : samples) {
    for (int round = 0; round <= rounds; ++round, ++number) {
      if (only >= 0 && number != only) continue;
      input_number = number;
      const std::string text = round == 0 ? sample : mutilate(sample, static_cast<std::uint32_t>(number));
      if (only >= 0) std::printf("%s\n", text.c_str());
      feed(text);
    }
  }
  std::printf("SHOWN: fuzzed %d inputs made of %zu samples, 0 died\n", number, samples.size());
  return 0;
}
