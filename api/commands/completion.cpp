// katiwala completion: what a shell needs to complete commands and options.
#include "api/commands/command.h"

namespace katiwala::api::commands {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string bash(const CommandLine& line) {
  std::string names, cases, groups;
  for (const CommandLine::Words& words : line.words()) {
    names += (names.empty() ? "" : " ") + words.command;
    if (!words.actions.empty()) groups += "    " + words.command + ") COMPREPLY=($(compgen -W \"" + joined(words.actions) + "\" -- \"$word\")); return ;;\n";
    cases += "    " + words.command + ") options=\"" + joined(words.options) + "\" ;;\n";
  }
  return "_katiwala() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options=\"\"\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"" + names + "\" -- \"$word\")); return; fi\n"
         "  if [ \"$COMP_CWORD\" -eq 2 ]; then\n    case \"${COMP_WORDS[1]}\" in\n" + groups +
         "    esac\n  fi\n"
         "  case \"${COMP_WORDS[1]}\" in\n" + cases +
         "  esac\n"
         "  if [[ \"$word\" == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi\n"
         "}\n"
         "complete -o filenames -F _katiwala katiwala";
}

}  // namespace

void add_completion(CommandLine& line) {
  auto shell = std::make_shared<std::string>();
  Command command = line.command("completion", "Print a completion script: source <(katiwala completion bash)", [shell, &line] {
    print_line(bash(line));
    return kDone;
  });
  command.argument("shell", shell.get(), "bash", {{"bash"}, std::nullopt, false});
}

}  // namespace katiwala::api::commands
