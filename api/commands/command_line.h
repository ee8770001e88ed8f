/// What the commands take, said in plain values. Only command_line.cpp reads the parser's headers (CLI11): they take longer to
/// compile than a command does.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace CLI {
class App;
}

namespace katiwala::api::commands {

/// Does what was asked; returns the exit code.
using Body = std::function<int()>;

/// Where a word of the command line goes. What it points to must live as long as the command's body.
using Value = std::variant<std::string*, std::vector<std::string>*, int*, std::uint16_t*, std::uint64_t*>;

/// What an option may be; anything else is a usage error that names the option.
struct Limits {
  std::vector<std::string> one_of;                   ///< empty: any
  std::optional<std::pair<int, int>> within;         ///< both ends included
  bool default_shown = false;                        ///< in --help
};

/// One command of the program, being described.
class Command {
 public:
  explicit Command(CLI::App& app) : app_(app) {}
  Command& argument(const std::string& name, Value value, const std::string& help, const Limits& limits = {});  ///< required
  Command& option(const std::string& name, Value value, const std::string& help, const Limits& limits = {});
  Command& flag(const std::string& name, bool& value, const std::string& help);
  /// For what the program asks of itself: not in --help.
  Command& hidden(const std::string& name, std::string& value);

 private:
  CLI::App& app_;
};

class CommandLine {
 public:
  explicit CommandLine(const std::string& what);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// A word that commands stand behind: command("witness init", ...) after group("witness", ...).
  void group(const std::string& name, const std::string& help);
  /// `body` runs if this command is the one that was asked for.
  Command command(const std::string& name, const std::string& help, Body body);
  /// Parses, runs, returns the exit code; `usage_code` where the command line itself is wrong.
  int run(int argc, char** argv, int usage_code);

  struct Words {
    std::string command;
    std::vector<std::string> options;  ///< with their dashes; of a group: of all its commands
    std::vector<std::string> actions;  ///< of a group: its commands
  };
  /// For completion.
  [[nodiscard]] std::vector<Words> words() const;

 private:
  std::unique_ptr<CLI::App> app_;
  Body chosen_;
};

}  // namespace katiwala::api::commands
