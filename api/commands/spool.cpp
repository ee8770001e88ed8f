// katiwala spool: a watched folder between the bank and a door (docs/spool.md).
#include <chrono>

#include "api/commands/command.h"
#include "api/ports.h"
#include "api/spool/spool.h"
#include "api/spool/waker.h"

namespace katiwala::api::commands {
namespace {

struct SpoolOptions {
  std::string root, server, certificate, key, authorities, marker;
  int every_s = 30;
  bool once = false;
  bool json = false;
};

/// "https://HOST:PORT".
Result<transport::ClientOptions> address_of(const std::string& server) {
  constexpr std::string_view kScheme = "https://";
  const auto wrong = [] { return refuse(Code::FOLDER_OPTION, "The door's address is https://HOST:PORT.", "--server"); };
  const auto colon = server.rfind(':');
  if (!server.starts_with(kScheme) || colon == std::string::npos || colon < kScheme.size() + 1) return wrong();
  const std::string digits = server.substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos) return wrong();
  const int port = std::stoi(digits);
  if (port < 1 || port > 65535) return wrong();
  transport::ClientOptions out;
  out.host = server.substr(kScheme.size(), colon - kScheme.size());
  if (out.host.starts_with('[') && out.host.ends_with(']')) out.host = out.host.substr(1, out.host.size() - 2);
  out.port = static_cast<std::uint16_t>(port);
  return out;
}

Result<transport::HttpsClient> door_of(const SpoolOptions& o) {
  KATIWALA_TRY(transport::ClientOptions options, address_of(o.server));
  if (!is_private_file(o.key)) return refuse(Code::KEY_STORE_LOOSE, "Others can read the key, or there is none; it is kept with mode 0600.", o.key);
  KATIWALA_TRY(options.identity.certificate_pem, read_text_file(o.certificate));
  KATIWALA_TRY(options.identity.key_pem, read_text_file(o.key));
  KATIWALA_TRY(options.authorities_pem, read_text_file(o.authorities));
  options.wall_micros = &wall_micros;
  return transport::HttpsClient::create(std::move(options));
}

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
  auto door = door_of(o);
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
  command.option("--server", &o->server, "The door, https://HOST:PORT");
  command.option("--certificate", &o->certificate, "The bank system's certificate (PEM)");
  command.option("--key", &o->key, "and its key, mode 0600");
  command.option("--authorities", &o->authorities, "Who issued the door's certificate (PEM)");
  command.option("--marker", &o->marker, "Take NAME only when NAME with this behind it stands beside it, such as .ok");
  command.option("--every", &o->every_s, "Ask for payment files, and look again, after so many seconds", {{}, {{1, 86400}}, true});
  command.flag("--once", o->once, "One pass, then end");
  command.flag("--json", o->json, "Say so as JSON");
}

}  // namespace katiwala::api::commands
