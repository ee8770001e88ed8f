#include "api/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace katiwala::api::commands {
namespace {

CLI::Option* add(CLI::App& app, const std::string& name, Value value, const std::string& help, const Limits& limits) {
  CLI::Option* const option = std::visit([&](auto* into) { return app.add_option(name, *into, help); }, value);
  if (!limits.one_of.empty()) option->check(CLI::IsMember(limits.one_of));
  if (limits.within) option->check(CLI::Range(limits.within->first, limits.within->second));
  if (limits.default_shown) option->capture_default_str();
  return option;
}

void add_options(const CLI::App& app, std::vector<std::string>& out) {
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames())
      if (std::find(out.begin(), out.end(), "--" + name) == out.end()) out.push_back("--" + name);
}

}  // namespace

Command& Command::argument(const std::string& name, Value value, const std::string& help, const Limits& limits) {
  add(app_, name, value, help, limits)->required();
  return *this;
}
Command& Command::option(const std::string& name, Value value, const std::string& help, const Limits& limits) {
  add(app_, name, value, help, limits);
  return *this;
}
Command& Command::flag(const std::string& name, bool& value, const std::string& help) {
  app_.add_flag(name, value, help);
  return *this;
}
Command& Command::hidden(const std::string& name, std::string& value) {
  app_.add_option(name, value)->group("");
  return *this;
}

CommandLine::CommandLine(const std::string& what) : app_(std::make_unique<CLI::App>(what)) { app_->require_subcommand(1); }
CommandLine::~CommandLine() = default;

void CommandLine::group(const std::string& name, const std::string& help) { app_->add_subcommand(name, help)->require_subcommand(1); }

Command CommandLine::command(const std::string& name, const std::string& help, Body body) {
  const auto space = name.find(' ');
  CLI::App* const parent = space == std::string::npos ? app_.get() : app_->get_subcommand(name.substr(0, space));
  CLI::App* const made = parent->add_subcommand(space == std::string::npos ? name : name.substr(space + 1), help);
  made->callback([this, body = std::move(body)] { chosen_ = body; });
  return Command(*made);
}

int CommandLine::run(int argc, char** argv, int usage_code) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_->exit(error) == 0 ? 0 : usage_code;
  }
  return chosen_();
}

std::vector<CommandLine::Words> CommandLine::words() const {
  std::vector<Words> out;
  for (const CLI::App* command : app_->get_subcommands([](const CLI::App*) { return true; })) {
    Words words{command->get_name(), {}, {}};
    add_options(*command, words.options);
    for (const CLI::App* action : command->get_subcommands([](const CLI::App*) { return true; })) {
      words.actions.push_back(action->get_name());
      add_options(*action, words.options);
    }
    out.push_back(std::move(words));
  }
  return out;
}

}  // namespace katiwala::api::commands
