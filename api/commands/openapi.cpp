// katiwala openapi, katiwala roles: what the door says of itself, without a ledger.
#include <cstdio>

#include "api/commands/command.h"
#include "api/door/describe/access.h"
#include "api/door/describe/openapi.h"

namespace katiwala::api::commands {
namespace {

int print_text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? kDone : kTryAgain;
}

}  // namespace

void add_openapi(CommandLine& line) {
  line.command("openapi", "Print the OpenAPI description of the door, drawn from the code that reads requests", [] { return print_text(door::description::openapi_text()); });
}

void add_roles(CommandLine& line) {
  auto as_json = std::make_shared<bool>(false);
  Command command = line.command("roles", "Print who may ask, agree to and read what", [as_json] {
    if (!*as_json) return print_text(door::description::access_text());
    print_json(door::description::access_json());
    return kDone;
  });
  command.flag("--json", *as_json, "As JSON");
}

}  // namespace katiwala::api::commands
