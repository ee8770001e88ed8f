/// A ledger's folder: its settings file, where its places are, its keys for TLS, and how to make one.
///
///   DIR/katiwala.toml        settings; written by init, read by everything else
///   DIR/data  DIR/head  DIR/keys      the places (store/engines.h), unless given elsewhere: best on three disks
///   DIR/passphrase           sandbox only: the key store's generated passphrase, 0600
///   DIR/log-key.pem          the key that signs the log's heads, 0600, unless it is elsewhere or on a token (docs/keys.md)
///   DIR/heads/               the last heads that were signed and cosigned
///   DIR/trust-policy         the keys of entry 0 as a tlog-policy file: what an auditor should have been given beforehand
///   DIR/sandbox-pki/         sandbox only: test authority, server certificate, one client identity a founding role, 0600
///
/// Relative paths in the settings are relative to DIR, so that a sandbox can be moved as a whole.
/// Files made here are 0600 and folders 0700.
#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "api/token/uri.h"
#include "api/transport/peer.h"
#include "ledger/custody/commands.h"
#include "ledger/store/engines.h"

namespace katiwala::api {

using Path = std::filesystem::path;

/// Where a key that signs lies: in a file, or on a token.
using KeyPlace = std::variant<Path, token::TokenUri>;
/// "file DIR/log-key.pem", "token pkcs11:token=heads;object=log".
std::string shown(const KeyPlace& place);

/// The settings of a folder.
inline constexpr std::string_view kSettings = "katiwala.toml";

struct LedgerFolder {
  Path root;
  custody::Mode mode = custody::Mode::sandbox;
  std::string origin;
  store::Places places;
  Path passphrase_file;
  Path server_certificate, server_key;  ///< PEM; the key PKCS#8, not encrypted
  Path authorities;                     ///< PEM: who may issue client certificates
  Path revocation_lists;                ///< CRLs of those, PEM or DER (transport/revocation_file.h); empty: none are asked for
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;
  std::uint16_t public_port = 8444;     ///< of the read-only listener for heads and tiles (plain HTTP: what it serves proves itself)
  std::string public_url;               ///< where anybody reaches it, "https://records.example"; printed in the code of papers; empty: not printed
  std::optional<KeyPlace> log_key;      ///< signs the log's heads; nothing: this ledger publishes none
  Path heads;                           ///< what was signed and cosigned last
  Path witnesses;                       ///< trust policy file that names witnesses and their addresses; empty: none are asked

  /// STORE_MISSING if there are no settings, FOLDER_MALFORMED with the key as place.
  static Result<LedgerFolder> read(const Path& root);
  /// Writes the settings. STORE_EXISTS if there are some.
  [[nodiscard]] Status write() const;

  /// The environment's KATIWALA_PASSPHRASE_FILE before the settings'. FOLDER_OPTION if neither names a readable file, KEY_STORE_LOOSE if
  /// others can read it.
  [[nodiscard]] Result<std::string> passphrase() const;
  [[nodiscard]] Result<transport::Identity> server_identity() const;
};

/// The founding identities of a sandbox, by the name of their files in sandbox-pki.
struct FoundingRole {
  std::string_view file;
  custody::Role role;
};
inline constexpr FoundingRole kFoundingRoles[] = {
    {"officer-1", custody::Role::trust_officer}, {"officer-2", custody::Role::trust_officer},
    {"social-worker", custody::Role::social_worker}, {"releaser", custody::Role::releaser},
    {"compliance", custody::Role::compliance}, {"bank", custody::Role::bank_system},
    {"auditor", custody::Role::auditor}, {"administrator", custody::Role::administrator},
};

/// Certificates of a sandbox are good for any date its clock may be moved to, and for that of the machine: 2020 to 2049.
inline constexpr std::int64_t kSandboxFrom = 1'577'836'800'000'000;
inline constexpr std::int64_t kSandboxTo = 2'524'607'999'000'000;

/// The identity in sandbox-pki under that name. STORE_MISSING.
Result<transport::Identity> sandbox_identity(const Path& root, std::string_view file);
/// A fresh client identity from the sandbox's authority, kept in sandbox-pki as `file`. STORE_EXISTS.
Result<transport::Identity> new_sandbox_identity(const Path& root, std::string_view file);

/// http or https, a host in lower case, perhaps a port, and nothing behind: what is put before "/check#".
bool is_public_url(std::string_view url);

/// Small files. STORE_IO with the path.
Result<std::string> read_text_file(const Path& path);
Status write_private_file(const Path& path, std::string_view text);
bool is_private_file(const Path& path);

}  // namespace katiwala::api
