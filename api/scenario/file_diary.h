/// A diary kept in a folder: what the demo has sent, and how far it came. Plain files, invented data only.
///
///   DIR/seed       what identifiers are drawn from, one line of hex
///   DIR/calls      one line a call: key, a space, the body in base64
///   DIR/steps      how many steps are done, one line a step
#pragma once

#include <filesystem>
#include <map>

#include "api/scenario/stage.h"

namespace katiwala::api::scenario {

class FileDiary final : public Diary {
 public:
  /// Reads what is there, or begins with `fresh_seed`. STORE_IO.
  static Result<FileDiary> open(const std::filesystem::path& folder, const std::string& fresh_seed);

  [[nodiscard]] const std::string& seed() const { return seed_; }
  [[nodiscard]] std::size_t steps_done() const { return steps_done_; }
  void step_done();

  [[nodiscard]] std::optional<std::string> sent_under(const std::string& key) const override;
  void sending(const std::string& key, std::string_view body) override;

 private:
  std::filesystem::path folder_;
  std::string seed_;
  std::size_t steps_done_ = 0;
  std::map<std::string, std::string> calls_;
};

}  // namespace katiwala::api::scenario
