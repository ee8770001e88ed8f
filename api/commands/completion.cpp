// katiwala completion: what a shell needs to complete commands and options.
#include <CLI/CLI.hpp>

#include "api/commands/command.h"

namespace katiwala::api::commands {
namespace {

std::string options_of(const CLI::App& command) {
  std::string out;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) out += (out.empty() ? "--" : " --") + name;
  }
  return out;
}

std::string bash(const CLI::App& program) {
  std::string names, cases;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names += (names.empty() ? "" : " ") + command->get_name();
    cases += "    " + command->get_name() + ") options=\"" + options_of(*command) + "\" ;;\n";
  }
  return "_katiwala() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options=\"\"\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"" + names + "\" -- \"$word\")); return; fi\n"
         "  case \"${COMP_WORDS[1]}\" in\n" + cases +
         "  esac\n"
         "  if [[ \"$word\" == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi\n"
         "}\n"
         "complete -o filenames -F _katiwala katiwala";
}

}  // namespace

void add_completion(CLI::App& program, Body& chosen) {
  CLI::App* command = program.add_subcommand("completion", "Print a completion script: source <(katiwala completion bash)");
  auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
  command->callback([shell, &program, &chosen] {
    chosen = [shell, &program] {
      print_line(bash(program));
      return kDone;
    };
  });
}

}  // namespace katiwala::api::commands
