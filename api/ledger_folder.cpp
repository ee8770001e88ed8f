#include "api/ledger_folder.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

// As in every file that includes it: the library's types differ by this setting, and the program must have them once.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "api/transport/sandbox_pki.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api {
namespace {

constexpr std::string_view kPki = "sandbox-pki";

Refusal malformed(std::string place, std::string message) {
  return refuse(Code::FOLDER_MALFORMED, std::move(message), std::move(place));
}

/// Takes keys out of the settings one by one; what is left over is a fault.
class Settings {
 public:
  explicit Settings(toml::table table) : table_(std::move(table)) {}

  std::string text(std::string_view key) {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) keep(malformed(std::string(key), "The settings lack this text."));
    table_.erase(key);
    return value.value_or("");
  }
  /// A path under the root; empty where the settings do not have it.
  Path optional_path(const Path& root, std::string_view key) {
    return has(key) ? root / text(key) : Path();
  }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  std::int64_t integer(std::string_view key, std::int64_t most) {
    const auto value = table_[key].value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > most) keep(malformed(std::string(key), "The settings lack this number, or it is out of range."));
    table_.erase(key);
    return value.value_or(0);
  }
  Status finish() {
    if (!fault_ && !table_.empty()) keep(malformed(std::string(table_.begin()->first.str()), "The settings have a key that is not known here."));
    if (fault_) return *fault_;
    return good();
  }

 private:
  void keep(Refusal refusal) {
    if (!fault_) fault_ = std::move(refusal);
  }
  toml::table table_;
  std::optional<Refusal> fault_;
};

std::string quoted(std::string_view text) {
  std::ostringstream out;
  out << toml::value<std::string>(std::string(text));
  return out.str();
}

/// Relative to the root where it lies under it.
std::string stored(const Path& root, const Path& path) {
  const Path relative = path.lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..") return path.string();
  return relative.string();
}

}  // namespace

Result<std::string> read_text_file(const Path& path) {
  KATIWALA_TRY(const auto bytes, store::posix_filesystem().read(path));
  if (!bytes) return refuse(Code::STORE_MISSING, "There is no such file.", path.string());
  return std::string(bytes->begin(), bytes->end());
}

Status write_private_file(const Path& path, std::string_view text) {
  store::FileSystem& files = store::posix_filesystem();
  if (files.exists(path)) return refuse(Code::STORE_EXISTS, "There is a file at that place already.", path.string());
  KATIWALA_CHECK(files.make_folder(path.parent_path()));
  KATIWALA_CHECK(files.write_synced(path, view(text)));
  return files.sync_folder(path.parent_path());
}

std::string shown(const KeyPlace& place) {
  if (const Path* const file = std::get_if<Path>(&place)) return "file " + file->string();
  return "token " + std::get<token::TokenUri>(place).name();
}

bool is_public_url(std::string_view url) {
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  const std::string_view host = url.substr(scheme);
  constexpr std::string_view kHost = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
  return scheme != 0 && !host.empty() && host.size() <= 253 && host.find_first_not_of(kHost) == std::string_view::npos;
}

bool is_private_file(const Path& path) { return store::posix_filesystem().is_private(path); }

Result<LedgerFolder> LedgerFolder::read(const Path& root) {
  auto text = read_text_file(root / kSettings);
  if (!text.ok()) {
    if (text.refusal().code != Code::STORE_MISSING) return text.refusal();
    return refuse(Code::STORE_MISSING, std::string(sentence_of(Code::STORE_MISSING)), root.string());
  }
  toml::parse_result parsed = toml::parse(*text);
  if (!parsed) return malformed("line " + std::to_string(parsed.error().source().begin.line), "The settings are not TOML.");
  Settings settings(std::move(parsed).table());
  LedgerFolder out;
  out.root = root;
  const auto mode = from_name<custody::Mode>(settings.text("mode"));
  out.origin = settings.text("origin");
  out.places = {root / settings.text("data"), root / settings.text("head"), root / settings.text("keys")};
  out.passphrase_file = root / settings.text("passphrase_file");
  out.server_certificate = root / settings.text("server_certificate");
  out.server_key = root / settings.text("server_key");
  out.authorities = root / settings.text("authorities");
  out.revocation_lists = settings.optional_path(root, "revocation_lists");
  out.address = settings.text("address");
  out.port = static_cast<std::uint16_t>(settings.integer("port", 65'535));
  if (settings.has("public_port")) out.public_port = static_cast<std::uint16_t>(settings.integer("public_port", 65'535));
  if (settings.has("public_url")) out.public_url = settings.text("public_url");
  if (!out.public_url.empty() && !is_public_url(out.public_url)) return malformed("public_url", "An address like https://records.example, without a path.");
  out.heads = settings.has("heads") ? root / settings.text("heads") : root / "heads";
  out.witnesses = settings.optional_path(root, "witnesses");
  const std::string log_key = settings.has("log_key") ? settings.text("log_key") : std::string();
  KATIWALA_CHECK(settings.finish());
  if (token::TokenUri::is_meant(log_key)) {
    auto uri = token::TokenUri::parse(log_key);
    if (!uri.ok()) return malformed("log_key", uri.refusal().message);
    out.log_key = std::move(*uri);
  } else if (!log_key.empty()) {
    out.log_key = root / log_key;
  }
  if (!mode) return malformed("mode", "The mode is sandbox or production.");
  out.mode = *mode;
  return out;
}

Status LedgerFolder::write() const {
  std::string text = "# Settings of a Katiwala ledger, written by `katiwala init`. Relative paths are relative to this folder.\n";
  const auto line = [&](std::string_view key, std::string_view value) {
    text.append(key).append(" = ").append(quoted(value)).append("\n");
  };
  line("mode", name(mode));
  line("origin", origin);
  line("data", stored(root, places.data));
  line("head", stored(root, places.head));
  line("keys", stored(root, places.keys));
  line("passphrase_file", stored(root, passphrase_file));
  line("server_certificate", stored(root, server_certificate));
  line("server_key", stored(root, server_key));
  line("authorities", stored(root, authorities));
  if (!revocation_lists.empty()) line("revocation_lists", stored(root, revocation_lists));
  line("address", address);
  text += "port = " + std::to_string(port) + "\n";
  text += "public_port = " + std::to_string(public_port) + "\n";
  if (!public_url.empty()) line("public_url", public_url);
  if (log_key) {
    const Path* const file = std::get_if<Path>(&*log_key);
    line("log_key", file != nullptr ? stored(root, *file) : std::get<token::TokenUri>(*log_key).text());
  }
  line("heads", stored(root, heads));
  if (!witnesses.empty()) line("witnesses", stored(root, witnesses));
  return write_private_file(root / kSettings, text);
}

Result<std::string> LedgerFolder::passphrase() const {
  const char* const named = std::getenv("KATIWALA_PASSPHRASE_FILE");
  const Path path = named != nullptr && *named != '\0' ? Path(named) : passphrase_file;
  auto text = read_text_file(path);
  if (!text.ok()) return refuse(Code::FOLDER_OPTION, "The passphrase file can not be read.", path.string());
  if (!is_private_file(path)) return refuse(Code::KEY_STORE_LOOSE, "The passphrase file can be read by others; tighten its permissions.", path.string());
  std::string line = text->substr(0, text->find('\n'));
  if (line.empty()) return refuse(Code::FOLDER_OPTION, "The passphrase file is empty.", path.string());
  return line;
}

Result<transport::Identity> LedgerFolder::server_identity() const {
  KATIWALA_TRY(std::string certificate, read_text_file(server_certificate));
  KATIWALA_TRY(std::string key, read_text_file(server_key));
  return transport::Identity{std::move(certificate), std::move(key)};
}

Result<transport::Identity> sandbox_identity(const Path& root, std::string_view file) {
  const Path base = root / kPki / std::string(file);
  KATIWALA_TRY(std::string certificate, read_text_file(base.string() + ".pem"));
  KATIWALA_TRY(std::string key, read_text_file(base.string() + "-key.pem"));
  return transport::Identity{std::move(certificate), std::move(key)};
}

Result<transport::Identity> new_sandbox_identity(const Path& root, std::string_view file) {
  const Path folder = root / kPki;
  KATIWALA_TRY(const std::string authority_pem, read_text_file(folder / "authority.pem"));
  KATIWALA_TRY(const std::string authority_key, read_text_file(folder / "authority-key.pem"));
  KATIWALA_TRY(const crypto::Certificate authority, crypto::parse_certificate_pem(authority_pem));
  const std::string key_pem = crypto::generate_key_pem(crypto::Algorithm::es256);
  KATIWALA_TRY(const auto signer, crypto::signer_from_pem(key_pem));
  crypto::IssueRequest request{"sandbox " + std::string(file), signer->public_key(), kSandboxFrom, kSandboxTo, false, false, {}, {}};
  KATIWALA_TRY(const Bytes der, crypto::issue_certificate(request, authority_key, &authority));
  transport::Identity out{crypto::certificate_pem(der), key_pem};
  KATIWALA_CHECK(write_private_file(folder / (std::string(file) + ".pem"), out.certificate_pem));
  KATIWALA_CHECK(write_private_file(folder / (std::string(file) + "-key.pem"), out.key_pem));
  return out;
}

}  // namespace katiwala::api
