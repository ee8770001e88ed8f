// katiwala init: a new ledger, its places, its keys and its first entry.
#include "api/commands/command.h"
#include "api/founding.h"

namespace katiwala::api::commands {
namespace {

struct InitOptions {
  std::string root, mode = "sandbox", origin, data, head, keys, rulebook, start, passphrase_file, server_certificate, server_key, authorities, revocation_lists;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443, public_port = 8444;
  std::string log_key, witness_policy, public_url;
  std::vector<std::string> witnesses;
  int witness_quorum = 0;
  std::vector<std::string> principals;
  bool json = false;
};

Refusal option(std::string message, std::string place) { return refuse(Code::FOLDER_OPTION, std::move(message), std::move(place)); }

/// ROLE:CERTIFICATE[:KEY]
Result<FoundingPrincipal> parse_principal(const std::string& text) {
  const auto first = text.find(':');
  const auto second = first == std::string::npos ? first : text.find(':', first + 1);
  const auto role = from_name<custody::Role>(std::string_view(text).substr(0, first));
  if (!role || first == std::string::npos) return option("Write ROLE:CERTIFICATE.pem or ROLE:CERTIFICATE.pem:KEY.pem.", "--principal " + text);
  FoundingPrincipal out;
  out.role = *role;
  out.certificate = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
  if (second != std::string::npos) out.key = text.substr(second + 1);
  return out;
}

Path absolute(const std::string& text) { return std::filesystem::absolute(text).lexically_normal(); }

constexpr int kScryptOfSandbox = 15;

Status set_production(const InitOptions& o, Founding& founding) {
  for (const auto& [value, name] : {std::pair(&o.passphrase_file, "--passphrase-file"), std::pair(&o.server_certificate, "--server-certificate"),
                                    std::pair(&o.server_key, "--server-key"), std::pair(&o.authorities, "--authorities")}) {
    if (value->empty()) return option("A production ledger needs this option.", name);
  }
  founding.folder.mode = custody::Mode::production;
  founding.folder.passphrase_file = absolute(o.passphrase_file);
  founding.folder.server_certificate = absolute(o.server_certificate);
  founding.folder.server_key = absolute(o.server_key);
  founding.folder.authorities = absolute(o.authorities);
  if (!o.revocation_lists.empty()) founding.folder.revocation_lists = absolute(o.revocation_lists);
  for (const std::string& text : o.principals) {
    KATIWALA_TRY(FoundingPrincipal principal, parse_principal(text));
    founding.principals.push_back(std::move(principal));
  }
  return good();
}

Result<Founding> founding_from(const InitOptions& o) {
  const auto mode = from_name<custody::Mode>(o.mode);
  if (!mode) return option("The mode is sandbox or production.", "--mode");
  const bool sandbox = *mode == custody::Mode::sandbox;
  std::string origin = o.origin;
  if (origin.empty() && sandbox) origin = "sandbox.example/katiwala";
  if (origin.empty()) return option("A production ledger needs a name: the log's origin.", "--origin");
  if (sandbox && !origin.starts_with("sandbox")) return option("A sandbox's origin begins with \"sandbox\", so that nobody takes it for the real thing.", "--origin");
  Founding out;
  out.folder = sandbox_folder(absolute(o.root), origin);
  if (sandbox) out.scrypt_log2_n = kScryptOfSandbox;
  else KATIWALA_CHECK(set_production(o, out));
  if (!o.data.empty()) out.folder.places.data = absolute(o.data);
  if (!o.head.empty()) out.folder.places.head = absolute(o.head);
  if (!o.keys.empty()) out.folder.places.keys = absolute(o.keys);
  out.folder.address = o.address;
  out.folder.port = o.port;
  out.folder.public_port = o.public_port;
  if (!o.public_url.empty() && !is_public_url(o.public_url)) return option("An address like https://records.example, without a path.", "--public-url");
  out.folder.public_url = o.public_url;
  if (token::TokenUri::is_meant(o.log_key)) {
    KATIWALA_TRY(out.folder.log_key, token::TokenUri::parse(o.log_key));
  } else if (!o.log_key.empty()) {
    out.folder.log_key = absolute(o.log_key);
  }
  if (!o.witness_policy.empty()) out.folder.witnesses = absolute(o.witness_policy);
  out.witnesses = o.witnesses;
  out.witness_quorum = static_cast<std::uint32_t>(o.witness_quorum);
  out.sandbox_start = default_sandbox_start();
  if (!o.start.empty()) {
    KATIWALA_TRY(out.sandbox_start, Instant::parse(o.start));
  }
  KATIWALA_TRY(out.rulebook, o.rulebook.empty() ? shipped_rulebook() : read_text_file(o.rulebook));
  return out;
}

int run(const InitOptions& o) {
  const auto founding = founding_from(o);
  if (!founding.ok()) return report(founding.refusal(), o.json);
  if (const Status made = found(*founding); !made.ok()) return report(made.refusal(), o.json);
  const LedgerFolder& folder = founding->folder;
  if (o.json) {
    transport::Json out;
    out.set("folder", folder.root.string()).set("mode", name(folder.mode)).set("origin", folder.origin).set("log_key", shown(*folder.log_key));
    print_json(out);
    return kDone;
  }
  print_line("A " + std::string(name(folder.mode)) + " ledger \"" + folder.origin + "\" is in " + folder.root.string() + ".");
  print_line("Its heads are signed by the key in " + shown(*folder.log_key) + ".");
  if (folder.mode == custody::Mode::sandbox) print_line("Its test certificates are in sandbox-pki/: everything there is invented and worth nothing elsewhere.");
  return kDone;
}

}  // namespace

void add_init(CommandLine& line) {
  auto o = std::make_shared<InitOptions>();
  Command command = line.command("init", "Make a new ledger in a folder", [o] { return run(*o); });
  command.argument("folder", &o->root, "Where it shall be");
  command.option("--mode", &o->mode, "sandbox (default) or production");
  command.option("--origin", &o->origin, "The log's name; a sandbox's begins with \"sandbox\"");
  command.option("--data", &o->data, "Where the database shall be, if not in the folder");
  command.option("--head", &o->head, "Where the head file shall be: best on another disk than the database");
  command.option("--keys", &o->keys, "Where the key store shall be: never in a backup of the database");
  command.option("--rulebook", &o->rulebook, "A rulebook bundle, instead of the one that comes with the program");
  command.option("--start", &o->start, "Sandbox: where its clock begins (RFC 3339)");
  command.option("--address", &o->address, "Where serve listens (default 127.0.0.1)");
  command.option("--port", &o->port, "and its port (default 8443)");
  command.option("--public-port", &o->public_port, "and that of the read-only listener for heads and tiles (default 8444)");
  command.option("--public-url", &o->public_url, "Where anybody reaches that listener (https://records.example): the codes on papers then lead to its /check");
  command.option("--log-key", &o->log_key, "Where the key that signs the log's heads shall be made, or pkcs11:... for one that is on a token (docs/keys.md)");
  command.option("--witness", &o->witnesses, "Repeated: the vkey of a witness whose cosignature counts");
  command.option("--witness-quorum", &o->witness_quorum, "How many of them must cover an approval before its money leaves (default 0)", {{}, {{0, 64}}, false});
  command.option("--witness-policy", &o->witness_policy, "The trust policy file that says where witnesses are reached");
  command.option("--passphrase-file", &o->passphrase_file, "Production: the key store's passphrase, first line, mode 0600");
  command.option("--server-certificate", &o->server_certificate, "Production: PEM");
  command.option("--server-key", &o->server_key, "Production: PKCS#8 PEM, mode 0600");
  command.option("--authorities", &o->authorities, "Production: PEM of who may issue client certificates");
  command.option("--revocation-lists", &o->revocation_lists, "Production: a file of their lists of revoked certificates, CRLs (docs/keys.md)");
  command.option("--principal", &o->principals, "Production, repeated: ROLE:CERTIFICATE.pem[:KEY.pem]; two trust officers give their keys and sign");
  command.flag("--json", o->json, "Answer as JSON");
}

}  // namespace katiwala::api::commands
