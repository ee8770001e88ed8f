// katiwala spool: a watched folder between the bank and a door (docs/spool.md).
#include <chrono>

#include "api/commands/command.h"
#include "api/commands/door_client.h"
#include "api/spool/spool.h"
#include "api/spool/waker.h"

namespace katiwala::api::commands {
namespace {

struct SpoolOptions {
  std::string root, marker;
  CallerOptions door;
  int every_s = 30;
  bool once = false;
  bool json = false;
};

void say(const spool::Report& report, bool json) {
  if (json) {
    transport::Json out;
    out.set("taken", static_cast<std::int64_t>(report.taken)).set("quarantined", static_cast<std::int64_t>(report.quarantined));
    return print_json(out.set("published", static_cast<std::int64_t>(report.published)));
  }
  print_line("katiwala: " + std::to_string(report.taken) + " messages taken, " + std::to_string(report.quarantined) + " quarantined, " +
             std::to_string(report.published) + " payment files published");
}

/// A door that can not be reached is asked again; only what a person must see to ends the watch.
int watch(const SpoolOptions& o, const spool::Folder& folder, transport::HttpsClient& door, const spool::Settings& settings) {
  auto waker = spool::Waker::create(folder.in());
  if (!waker.ok()) return report(waker.refusal(), o.json);
  for (;;) {
    spool::Report done;
    const Status passed = spool::pass(folder, door, settings, done);
    if (done != spool::Report{}) say(done, o.json);
    if (!passed.ok()) {
      const int code = report(passed.refusal(), o.json);
      if (passed.refusal().code == Code::STORE_IO) return code;
    }
    if (!waker->wait(o.every_s * 1'000)) return kDone;
  }
}

int run(const SpoolOptions& o) {
  const auto folder = spool::Folder::open(std::filesystem::absolute(o.root).lexically_normal());
  if (!folder.ok()) return report(folder.refusal(), o.json);
  auto door = door_of(o.door);
  if (!door.ok()) return report(door.refusal(), o.json);
  spool::Settings settings;
  settings.marker = o.marker;
  if (!o.once) return watch(o, *folder, *door, settings);
  spool::Report done;
  const Status passed = spool::pass(*folder, *door, settings, done);
  say(done, o.json);
  return passed.ok() ? kDone : report(passed.refusal(), o.json);
}

}  // namespace

void add_spool(CommandLine& line) {
  auto o = std::make_shared<SpoolOptions>();
  Command command = line.command("spool", "Watch a folder: the bank's messages to the door, payment files out of it (docs/spool.md)", [o] { return run(*o); });
  command.argument("folder", &o->root, "The folder; its in/ and out/ are the bank's");
  add_door_options(command, o->door, "The bank system's");
  command.option("--marker", &o->marker, "Take NAME only when NAME with this behind it stands beside it, such as .ok");
  command.option("--every", &o->every_s, "Ask for payment files, and look again, after so many seconds", {{}, {{1, 86400}}, true});
  command.flag("--once", o->once, "One pass, then end");
  command.flag("--json", o->json, "Say so as JSON");
}

}  // namespace katiwala::api::commands
