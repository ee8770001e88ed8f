/// A throw-away sandbox ledger with its door open on loopback, and the stage on which a script is played there.
///
/// Owns its folder, which is removed with it. One script, one sandbox.
#pragma once

#include "api/house.h"
#include "api/scenario/player.h"

namespace katiwala::api::scenario {

class Sandbox {
 public:
  /// A fresh ledger in a new folder below `parent`, its clock at the script's start. What founding, opening or the rulebook refuse.
  static Result<std::unique_ptr<Sandbox>> create(const Script& script, const Path& parent);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] Stage& stage() { return *stage_; }
  [[nodiscard]] House& house() { return *house_; }

 private:
  Sandbox() = default;
  Path folder_;
  std::unique_ptr<House> house_;
  std::unique_ptr<Stage> stage_;
};

/// The stage for a ledger's folder whose door is open at `port`: the bank's own people take part with the identities found there.
Result<std::unique_ptr<Stage>> stage_for(const Script& script, const LedgerFolder& folder, std::uint16_t port, std::string seed, std::string rulebook);

/// Founds a sandbox in the folder for temporary files, sets up, plays. A refusal says why the script could not be played at all.
/// With `folder` the bank's messages go through a watched folder there (docs/spool.md), which is made and stays.
Result<Report> play_alone(const Script& script, const Watch& watch = {}, const Path& folder = {});
/// The same with a file: what `katiwala scenario` and the tests do.
Result<Report> play_file(const std::string& file, const Watch& watch, const Path& folder = {});

}  // namespace katiwala::api::scenario
