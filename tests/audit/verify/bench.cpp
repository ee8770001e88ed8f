// Not a test: writes a long export, and hashes an export's bytes as a measure for the verifier's speed.
//
//   bench make DIR ENTRIES SIGNED    an export of a busy ledger; one entry in SIGNED carries a signature (0: none)
//   bench hash DIR THREADS           plain SHA-256 of every file, each as one message
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>

#include "tests/audit/verify/world.h"

#include <fstream>
#include <sstream>

namespace {

using namespace forge;

void make(const std::string& folder, std::size_t entries, std::size_t signed_every) {
  World world;
  const std::string pool = id("pool");
  auto opened = world.at(at::ward_a);
  opened.parts.resize(1);  // four parts an entry, none about files
  constexpr std::size_t kWards = 500;
  const auto append = [&world](Entry entry, const std::string& key) {
    entry.time = world.entries.back().time + 1'000'000;
    entry.key = key;
    world.entries.push_back(std::move(entry));
  };
  for (std::size_t i = 0; i < kWards; ++i) {
    Entry entry = opened;
    entry.parts[0].subject = entry.parts[0].asked->elements[1][1].string = id("ward " + std::to_string(i));
    entry.parts[0].events = {A({I(30), M({{1, entry.parts[0].asked->elements[1]}})})};
    append(entry, "open " + std::to_string(i));
  }
  for (std::size_t i = 0; world.entries.size() < entries; ++i) {
    // A receipt shared by two wards, as a match posts it: an act, the pool, the order, two wards.
    const std::string n = std::to_string(i), one = id("ward " + std::to_string(i % kWards)), two = id("ward " + std::to_string((i * 7 + 1) % kWards == i % kWards ? (i + 1) % kWards : (i * 7 + 1) % kWards));
    Entry entry = world.at(at::match_approved);
    entry.parts.resize(4);
    entry.command = 31;
    entry.principal = "ana";
    const std::string credit = id("credit " + n);
    Part& first = entry.parts[0];
    first.asked = A({I(31), M({{1, B(credit)}, {2, B(id("order"))}})});
    first.outcome = 1;
    first.signer = signed_every && i % signed_every == 0 ? "ana" : "";
    first.reasons = {M({{1, I(1)}, {2, T("matched_by_two")}, {3, T("R55")}, {4, A({M({{1, T("credit")}, {2, T("19975.00 USD")}})})}})};
    first.events = {A({I(12), M({{1, B(credit)}, {2, B(id("order"))}, {3, amount(kUsd, 1'997'500)}, {4, amount(kUsd, 0)}})})};
    first.postings = {{1, pool, kUsd, 1'997'500}};
    entry.parts[2].subject = one;
    entry.parts[3].subject = two;
    for (const auto& [part, award] : {std::pair<int, std::string>{2, "award of " + one}, {3, "award of " + two}}) {
      auto& postings = entry.parts[static_cast<std::size_t>(part)].postings;
      postings[0] = {2, entry.parts[static_cast<std::size_t>(part)].subject, kUsd, 998'750};
      for (std::size_t k = 1; k < 4; ++k) postings[k].owner = id(award);
      postings[1].kind = 16;
      postings[1].change = -1'000'000, postings[2].change = 998'750, postings[3].change = 1'250;
    }
    append(entry, "match " + n);
  }
  const Built built = world.build();
  built.write(folder);
  std::uint64_t bytes = 0;
  for (const auto& [path, text] : built.files) bytes += text.size();
  std::cout << entries << " entries, " << bytes << " bytes\n";
}

void hash(const std::string& folder, unsigned threads) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file()) files.push_back(file.path());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < threads; ++i)
      pool.emplace_back([&] {
        std::string text;  // used again: a fresh one would be filled with zeros for each file
        for (std::size_t at; (at = next++) < files.size();) {
          std::ifstream file(files[at], std::ios::binary);
          text.resize(std::filesystem::file_size(files[at]));
          file.read(text.data(), static_cast<std::streamsize>(text.size()));
          (void)sha256(text);
          bytes += text.size();
        }
      });
  }
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  std::cout << "plain SHA-256: " << bytes << " bytes in " << us << " us, " << bytes / static_cast<std::uint64_t>(us) << " MB/s\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 4 && arguments[0] == "make") return make(arguments[1], std::stoul(arguments[2]), std::stoul(arguments[3])), 0;
  if (arguments.size() == 3 && arguments[0] == "hash") return hash(arguments[1], static_cast<unsigned>(std::stoul(arguments[2]))), 0;
  std::cerr << "bench make DIR ENTRIES SIGNED | bench hash DIR THREADS\n";
  return 2;
}
