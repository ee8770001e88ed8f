#include "api/scenario/file_diary.h"

#include <fstream>

namespace katiwala::api::scenario {
namespace {

Status append(const std::filesystem::path& file, const std::string& line) {
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << line << '\n';
  out.flush();
  return out ? good() : Status(refuse(Code::STORE_IO, "The diary of the demo can not be written.", file.string()));
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> out;
  std::ifstream in(file, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (in.eof()) break;  // a line without its end was cut short by a crash: the call was not made
    out.push_back(line);
  }
  return out;
}

}  // namespace

Result<FileDiary> FileDiary::open(const std::filesystem::path& folder, const std::string& fresh_seed) {
  FileDiary out;
  out.folder_ = folder;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const auto seeds = lines_of(folder / "seed");
  if (seeds.empty()) KATIWALA_CHECK(append(folder / "seed", fresh_seed));
  out.seed_ = seeds.empty() ? fresh_seed : seeds.front();
  out.steps_done_ = lines_of(folder / "steps").size();
  for (const std::string& line : lines_of(folder / "calls")) {
    const std::size_t space = line.find(' ');
    const auto body = space == std::string::npos ? std::optional<Bytes>() : from_base64(std::string_view(line).substr(space + 1));
    if (body) out.calls_[line.substr(0, space)] = std::string(text_of(*body));
  }
  return out;
}

void FileDiary::step_done() {
  ++steps_done_;
  // A diary that can not be written is found at the next start, when calls are made anew and the ledger refuses them.
  static_cast<void>(append(folder_ / "steps", std::to_string(steps_done_)).ok());
}

std::optional<std::string> FileDiary::sent_under(const std::string& key) const {
  const auto found = calls_.find(key);
  return found == calls_.end() ? std::nullopt : std::optional(found->second);
}

void FileDiary::sending(const std::string& key, std::string_view body) {
  calls_[key] = std::string(body);
  static_cast<void>(append(folder_ / "calls", key + " " + to_base64(view(body))).ok());
}

}  // namespace katiwala::api::scenario
