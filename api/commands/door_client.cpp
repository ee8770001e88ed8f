#include "api/commands/door_client.h"

#include "api/ledger_folder.h"
#include "api/ports.h"

namespace katiwala::api::commands {
namespace {

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

}  // namespace

Result<transport::HttpsClient> door_of(const CallerOptions& o) {
  KATIWALA_TRY(transport::ClientOptions options, address_of(o.server));
  if (!is_private_file(o.key)) return refuse(Code::KEY_STORE_LOOSE, "Others can read the key, or there is none; it is kept with mode 0600.", o.key);
  KATIWALA_TRY(options.identity.certificate_pem, read_text_file(o.certificate));
  KATIWALA_TRY(options.identity.key_pem, read_text_file(o.key));
  KATIWALA_TRY(options.authorities_pem, read_text_file(o.authorities));
  options.wall_micros = &wall_micros;
  return transport::HttpsClient::create(std::move(options));
}

void add_door_options(Command& command, CallerOptions& options, const std::string& who) {
  command.option("--server", &options.server, "The door, https://HOST:PORT");
  command.option("--certificate", &options.certificate, who + " certificate (PEM)");
  command.option("--key", &options.key, "and its key, mode 0600");
  command.option("--authorities", &options.authorities, "Who issued the door's certificate (PEM)");
}

}  // namespace katiwala::api::commands
