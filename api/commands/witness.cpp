// katiwala witness: cosign the checkpoints of logs for those who do not want to take one party's word.
#include <csignal>
#include <unistd.h>

#include <atomic>
#include <chrono>

#include "api/commands/command.h"
#include "api/ports.h"
#include "api/witness/window.h"
#include "ledger/store/engines.h"

namespace katiwala::api::commands {
namespace {

struct WitnessOptions {
  std::string root, name, import, vkey, origin;
  std::string address = "127.0.0.1";
  std::uint16_t port = 7380;
  bool json = false;
};

std::string new_request_id() {
  std::array<std::uint8_t, 8> bytes;
  crypto::system_entropy().fill(bytes);
  return to_hex(bytes);
}

Result<audit::SecretKey> key_from(const WitnessOptions& o) {
  if (o.import.empty()) {
    if (o.name.empty()) return refuse(Code::FOLDER_OPTION, "A witness has a name, such as witness.example.org/w1.", "--name");
    return witness::new_secret_key(o.name, crypto::system_entropy());
  }
  if (!is_private_file(o.import)) return refuse(Code::KEY_STORE_LOOSE, "Others can read the secret key, or there is none; it is kept with mode 0600.", o.import);
  KATIWALA_TRY(std::string text, read_text_file(o.import));
  if (text.ends_with('\n')) text.pop_back();
  KATIWALA_TRY(audit::SecretKey key, audit::parse_secret_key(text));
  if (!o.name.empty() && o.name != key.name) return refuse(Code::FOLDER_OPTION, "The imported key is named " + key.name + ".", "--name");
  return key;
}

Status make(const WitnessOptions& o) {
  KATIWALA_TRY(const audit::SecretKey key, key_from(o));
  return witness::WitnessFolder::create(store::posix_filesystem(), std::filesystem::absolute(o.root).lexically_normal(), key);
}

int init(const WitnessOptions& o) {
  if (const Status made = make(o); !made.ok()) return report(made.refusal(), o.json);
  const auto folder = witness::WitnessFolder::look(store::posix_filesystem(), o.root);
  if (!folder.ok()) return report(folder.refusal(), o.json);
  const std::string vkey = audit::print_vkey(folder->vkey());
  if (o.json) {
    transport::Json out;
    out.set("folder", o.root).set("name", folder->vkey().name).set("vkey", vkey);
    print_json(out);
  } else {
    print_line(vkey);
  }
  return kDone;
}

Status add(const WitnessOptions& o) {
  KATIWALA_TRY(const audit::VerifierKey key, audit::parse_vkey(o.vkey));
  KATIWALA_TRY(auto folder, witness::WitnessFolder::open(store::posix_filesystem(), o.root));
  return folder.add_log(o.origin.empty() ? key.name : o.origin, key);
}

int add_log(const WitnessOptions& o) {
  const Status added = add(o);
  return added.ok() ? kDone : report(added.refusal(), o.json);
}

transport::Json log_json(const witness::WatchedState& state) {
  transport::Json keys{transport::Json::Array{}};
  for (const audit::VerifierKey& key : state.log.keys) keys.push(audit::print_vkey(key));
  transport::Json out;
  out.set("origin", state.log.origin).set("checkpoint", "/" + witness::state_name(state.log.origin) + "/checkpoint").set("vkeys", std::move(keys));
  if (!state.last) return out;
  out.set("size", static_cast<std::int64_t>(state.last->cosigned.size)).set("root", to_base64(state.last->cosigned.root));
  out.set("time", static_cast<std::int64_t>(state.last->time_s));
  return out;
}

int list(const WitnessOptions& o) {
  const auto folder = witness::WitnessFolder::look(store::posix_filesystem(), o.root);
  if (!folder.ok()) return report(folder.refusal(), o.json);
  const auto states = folder->read_states();
  if (!states.ok()) return report(states.refusal(), o.json);
  if (o.json) {
    transport::Json logs{transport::Json::Array{}};
    for (const witness::WatchedState& state : *states) logs.push(log_json(state));
    transport::Json out;
    out.set("vkey", audit::print_vkey(folder->vkey())).set("logs", std::move(logs));
    print_json(out);
    return kDone;
  }
  print_line("witness " + audit::print_vkey(folder->vkey()));
  for (const witness::WatchedState& state : *states) {
    const std::string last = state.last ? "size " + std::to_string(state.last->cosigned.size) + " root " + to_base64(state.last->cosigned.root) : "nothing cosigned yet";
    print_line("log " + state.log.origin + ": " + last);
    for (const audit::VerifierKey& key : state.log.keys) print_line("  " + audit::print_vkey(key));
  }
  return kDone;
}

struct Serving {
  std::unique_ptr<witness::Witness> witness;
  std::unique_ptr<transport::HttpServer> server;
  std::size_t logs = 0;
  std::string name;
};

Result<Serving> open(const WitnessOptions& o, std::function<void(const Refusal&)> on_failure) {
  KATIWALA_TRY(auto folder, witness::WitnessFolder::open(store::posix_filesystem(), o.root));
  Serving out;
  out.logs = folder.logs().size();
  out.name = folder.vkey().name;
  KATIWALA_TRY(out.witness, witness::Witness::start(std::move(folder), {wall_micros, std::move(on_failure)}));
  transport::PlainOptions options = witness::window_options();
  options.address = o.address;
  options.port = o.port;
  options.new_request_id = new_request_id;
  options.wall_micros = wall_micros;
  KATIWALA_TRY(out.server, transport::HttpServer::start_plain(std::move(options), witness::window(*out.witness)));
  return out;
}

void say_ready(const Serving& serving, const WitnessOptions& o) {
  const std::string url = "http://" + (o.address.find(':') == std::string::npos ? o.address : "[" + o.address + "]") + ":" + std::to_string(serving.server->port());
  if (o.json) {
    transport::Json out;
    out.set("ready", url).set("witness", serving.name).set("logs", static_cast<std::int64_t>(serving.logs));
    return print_json(out);
  }
  print_line("katiwala: witness " + serving.name + " at " + url + ", " + std::to_string(serving.logs) + " logs");
}

int serve(const WitnessOptions& o) {
  // Blocked in every thread that is started after this, and waited for in this one. A witness that ended sends itself the third.
  sigset_t stop;
  sigemptyset(&stop);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&stop, signal);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);

  auto failure = std::make_shared<std::optional<Refusal>>();
  std::atomic<bool> failed{false};
  auto serving = open(o, [failure, &failed](const Refusal& refusal) {
    *failure = refusal;
    failed.store(true);
    ::kill(::getpid(), SIGUSR1);
  });
  if (!serving.ok()) return report(serving.refusal(), o.json);
  say_ready(*serving, o);
  int signal = 0;
  do sigwait(&stop, &signal);
  while (signal == SIGUSR1 && !failed.load());
  serving->server->stop();
  if (failed.load()) return report(**failure, o.json);
  if (!o.json) print_line("katiwala: stopped");
  return kDone;
}

}  // namespace

void add_witness(CommandLine& line) {
  line.group("witness", "Cosign the checkpoints of logs: for an auditor, a court, a guardians' organisation (docs/witness.md)");
  auto o = std::make_shared<WitnessOptions>();
  Command made = line.command("witness init", "Make a witness with a key of its own; prints its public key", [o] { return init(*o); });
  made.argument("folder", &o->root, "Where it shall be");
  made.option("--name", &o->name, "Its name, such as witness.example.org/w1: no spaces, no +");
  made.option("--import", &o->import, "A file with a secret key (PRIVATE+KEY+...) instead of a new one; never one that cosigns elsewhere");
  made.flag("--json", o->json, "Answer as JSON");
  Command added = line.command("witness add-log", "Watch a log, or accept a further key of it; for ever. Not while it serves", [o] { return add_log(*o); });
  added.argument("folder", &o->root, "The witness's folder");
  added.argument("vkey", &o->vkey, "The log's public key");
  added.option("--origin", &o->origin, "The log's origin, if the key is not named after it");
  added.flag("--json", o->json, "Answer as JSON");
  Command listed = line.command("witness list", "Which logs, and what was cosigned last; also while it serves", [o] { return list(*o); });
  listed.argument("folder", &o->root, "The witness's folder");
  listed.flag("--json", o->json, "As JSON");
  Command served = line.command("witness serve", "Answer POST /add-checkpoint until SIGTERM or SIGINT", [o] { return serve(*o); });
  served.argument("folder", &o->root, "The witness's folder");
  served.option("--address", &o->address, "Where to listen (numeric)", {{}, std::nullopt, true});
  served.option("--port", &o->port, "and its port; 0: any free one", {{}, std::nullopt, true});
  served.flag("--json", o->json, "Say so as JSON");
}

}  // namespace katiwala::api::commands
