// katiwala serve: the ledger with its door open, until SIGTERM or SIGINT. Then requests in hand are answered, and it ends with exit code 0.
#include <csignal>

#include "api/commands/command.h"
#include "api/courier/courier.h"
#include "api/founding.h"
#include "api/heads/daily_seal.h"
#include "api/house.h"
#include "api/operations/admin.h"
#include "api/operations/operations.h"
#include "api/ports.h"

namespace katiwala::api::commands {
namespace {

struct ServeOptions {
  std::string root, address;
  std::string access_log, admin_address = "127.0.0.1";
  int port = -1, public_port = -1, admin_port = -1, people_port = -1;
  int requests_a_minute = 30'000;
  bool rebuild = false;
  bool json = false;
};

/// Blocked in every thread that is started after this, and waited for in this one.
sigset_t block_stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

DoorOptions door_options(const ServeOptions& o, std::vector<transport::Observer*> observers) {
  DoorOptions out;
  out.observers = std::move(observers);
  if (o.requests_a_minute > 0) out.rate = transport::RateLimit{{o.requests_a_minute, 60}, &monotonic_micros};
  return out;
}

Result<std::unique_ptr<House>> open(const ServeOptions& o, Operations& operations) {
  if (o.admin_port >= 0) KATIWALA_CHECK(check_loopback(o.admin_address));
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(o.root));
  HouseOptions options;
  options.sandbox_start = default_sandbox_start();
  options.journal.rebuild = o.rebuild;
  KATIWALA_TRY(auto house, House::open(folder, options));
  const std::string address = o.address.empty() ? folder.address : o.address;
  const auto port = o.port < 0 ? folder.port : static_cast<std::uint16_t>(o.port);
  if (!o.access_log.empty()) KATIWALA_CHECK(operations.log_to(o.access_log));
  KATIWALA_CHECK(house->serve(address, port, door_options(o, operations.of_door())));
  // Who takes any free port for the one takes any for the other.
  const std::uint16_t usual = o.port == 0 ? std::uint16_t{0} : folder.public_port;
  const auto public_port = o.public_port < 0 ? usual : static_cast<std::uint16_t>(o.public_port);
  if (house->publisher() != nullptr) KATIWALA_CHECK(house->serve_public(address, public_port, operations.of_public()));
  const auto people_port = static_cast<std::uint16_t>(o.people_port);
  if (o.people_port >= 0) KATIWALA_CHECK(house->serve_people("127.0.0.1", people_port, door_options(o, operations.of_people())));
  if (o.admin_port >= 0) KATIWALA_CHECK(operations.open_admin_listener(o.admin_address, static_cast<std::uint16_t>(o.admin_port), *house));
  return house;
}

/// Webhooks, where the folder names endpoints; nothing where it names none.
struct Webhooks {
  std::unique_ptr<Courier> courier;
  std::unique_ptr<CourierRounds> rounds;
};
Result<Webhooks> open_webhooks(House& house) {
  Webhooks out;
  KATIWALA_TRY(auto endpoints, read_endpoints(house.folder().root));
  if (endpoints.empty()) return out;
  KATIWALA_TRY(out.courier, Courier::open({&house, post_over_the_net(house.folder().mode, &wall_micros), &wall_micros}, std::move(endpoints)));
  house.set_courier(out.courier.get());
  out.rounds = std::make_unique<CourierRounds>(*out.courier);
  return out;
}

void say_ready(House& house, const Operations& operations, const std::string& address, bool people, bool json) {
  const auto head = house.journal().head();
  const std::int64_t entries = head ? static_cast<std::int64_t>(head->seq) + 1 : 0;
  const std::string url = "https://" + address + ":" + std::to_string(house.port());
  if (json) {
    transport::Json out;
    out.set("ready", url);
    if (house.publisher() != nullptr) out.set("public", "http://" + address + ":" + std::to_string(house.public_port()));
    if (operations.is_admin_open()) out.set("admin", operations.admin_url());
    if (people) out.set("people", "http://127.0.0.1:" + std::to_string(house.people_port()));
    out.set("origin", house.folder().origin).set("mode", name(house.folder().mode)).set("entries", entries);
    if (house.folder().log_key) out.set("log_key", shown(*house.folder().log_key));
    return print_json(out);
  }
  print_line("katiwala: serving " + house.folder().origin + " (" + std::string(name(house.folder().mode)) + ") at " + url + ", " + std::to_string(entries) +
             " entries");
  if (const auto* const lists = house.revocation_lists()) {
    const std::size_t without = lists->figures(wall_micros()).authorities_without_list;
    print_line("katiwala: certificates are held against the revocation lists in " + lists->path() +
               (without == 0 ? "" : "; authorities without a list in force, of whom nobody is let in: " + std::to_string(without)));
  }
  if (house.publisher() != nullptr) print_line("katiwala: heads and tiles for anybody at http://" + address + ":" + std::to_string(house.public_port()));
  if (operations.is_admin_open()) print_line("katiwala: figures for this machine at " + operations.admin_url());
  if (people) print_line("katiwala: people with passkeys, behind the site's proxy, at http://127.0.0.1:" + std::to_string(house.people_port()));
  if (house.folder().log_key) print_line("katiwala: heads are signed by the key in " + shown(*house.folder().log_key));
}

int run(const ServeOptions& o) {
  const sigset_t stop = block_stop_signals();
  Operations operations;
  const auto house = open(o, operations);
  if (!house.ok()) return report(house.refusal(), o.json);
  auto daily = std::make_unique<DailySeal>(**house);
  auto webhooks = open_webhooks(**house);
  if (!webhooks.ok()) return report(webhooks.refusal(), o.json);
  say_ready(**house, operations, o.address.empty() ? (*house)->folder().address : o.address, o.people_port >= 0, o.json);
  int signal = 0;
  sigwait(&stop, &signal);
  daily.reset();
  webhooks->rounds.reset();
  // Figures are shown while requests in hand are answered.
  (*house)->close();
  operations.close_admin_listener();
  if (!o.json) print_line("katiwala: stopped");
  return kDone;
}

}  // namespace

void add_serve(CommandLine& line) {
  auto o = std::make_shared<ServeOptions>();
  Command command = line.command("serve", "Open the ledger and its door", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder");
  command.option("--address", &o->address, "Instead of the settings' (numeric)");
  command.option("--port", &o->port, "Instead of the settings'; 0: any free one", {{}, {{0, 65535}}, false});
  command.option("--public-port", &o->public_port, "Of the read-only listener for heads and tiles, instead of the settings'; 0: any free one", {{}, {{0, 65535}}, false});
  command.option("--access-log", &o->access_log, "A file to append a line of JSON a request to, without personal data; -: standard error");
  command.option("--admin-port", &o->admin_port, "Of the listener for Prometheus, on this machine alone; 0: any free one; without it there is none",
                 {{}, {{0, 65535}}, false});
  command.option("--admin-address", &o->admin_address, "A loopback address; any other is refused");
  command.option("--requests-a-minute", &o->requests_a_minute, "That one certificate or passkey may make; 0: any number", {{}, {{0, 1'000'000}}, true});
  command.option("--people-port", &o->people_port, "Also listen for people with passkeys, on 127.0.0.1 behind the site's proxy; 0: any free one",
                 {{}, {{0, 65535}}, false});
  command.flag("--rebuild", o->rebuild, "Throw the derived tables away first and make them anew from the journal");
  command.flag("--json", o->json, "Say so as JSON");
}

}  // namespace katiwala::api::commands
