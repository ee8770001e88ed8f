#include "api/founding.h"

#include <cstdlib>

#include "api/heads/log_key.h"
#include "api/ports.h"
#include "api/rulebook_files.h"
#include "api/transport/sandbox_pki.h"
#include "audit/log/trust_policy.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/journal/journal.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/keyfile.h"
#include "ledger/store/vault.h"
#include "policies/judge.h"

namespace katiwala::api {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPassphraseBytes = 24;

/// A principal of entry 0 and, where it signs, its key.
struct Founder {
  custody::PrincipalSpec spec;
  std::unique_ptr<crypto::Signer> signer;
};

Result<Founder> founder(custody::Role role, std::string_view certificate_pem, std::string_view key_pem) {
  crypto::Entropy& entropy = crypto::system_entropy();
  Founder out;
  KATIWALA_TRY(crypto::Certificate certificate, crypto::parse_certificate_pem(certificate_pem));
  out.spec.principal = crypto::random_id<custody::PrincipalTag>(entropy);
  out.spec.person = crypto::random_id<custody::PersonTag>(entropy);
  out.spec.role = role;
  out.spec.credential = {certificate.fingerprint(), certificate.der, Instant{certificate.not_before_micros}, Instant{certificate.not_after_micros}};
  if (!key_pem.empty()) {
    KATIWALA_TRY(out.signer, crypto::signer_from_pem(key_pem));
  }
  return out;
}

/// Authority, server and founding identities into sandbox-pki, the passphrase beside it.
Result<std::vector<Founder>> make_sandbox(const LedgerFolder& folder) {
  const Path pki = folder.root / "sandbox-pki";
  KATIWALA_TRY(const auto authority, transport::SandboxPki::create(kSandboxFrom, kSandboxTo));
  KATIWALA_CHECK(write_private_file(pki / "authority.pem", authority.authority_pem()));
  KATIWALA_CHECK(write_private_file(pki / "authority-key.pem", authority.authority_key_pem()));
  KATIWALA_TRY(const auto server, authority.server());
  KATIWALA_CHECK(write_private_file(folder.server_certificate, server.certificate_pem));
  KATIWALA_CHECK(write_private_file(folder.server_key, server.key_pem));
  std::array<std::uint8_t, kPassphraseBytes> secret{};
  crypto::system_entropy().fill(secret);
  KATIWALA_CHECK(write_private_file(folder.passphrase_file, to_hex(secret) + "\n"));
  std::vector<Founder> out;
  for (const FoundingRole& role : kFoundingRoles) {
    KATIWALA_TRY(const auto identity, new_sandbox_identity(folder.root, role.file));
    const bool signs = role.role == custody::Role::trust_officer;
    KATIWALA_TRY(Founder made, founder(role.role, identity.certificate_pem, signs ? identity.key_pem : std::string{}));
    out.push_back(std::move(made));
  }
  return out;
}

Result<std::vector<Founder>> read_founders(const std::vector<FoundingPrincipal>& principals) {
  std::vector<Founder> out;
  for (const FoundingPrincipal& given : principals) {
    KATIWALA_TRY(const std::string certificate, read_text_file(given.certificate));
    std::string key;
    if (!given.key.empty()) {
      if (!is_private_file(given.key)) return refuse(Code::KEY_STORE_LOOSE, "A signing key can be read by others.", given.key.string());
      KATIWALA_TRY(key, read_text_file(given.key));
    }
    KATIWALA_TRY(Founder made, founder(given.role, certificate, key));
    out.push_back(std::move(made));
  }
  return out;
}

Result<custody::CreateLedger> founding_command(const Founding& founding, const store::LedgerId& ledger, const crypto::KeyId& vault_key,
                                               const std::vector<Founder>& founders, const crypto::Signer& log_key) {
  custody::CreateLedger out;
  out.ledger = ledger.bytes;
  out.origin = founding.folder.origin;
  out.mode = founding.folder.mode;
  out.rulebook = founding.rulebook;
  out.vault_key = vault_key.bytes;
  out.witnesses = founding.witnesses;
  out.witness_quorum = founding.witness_quorum;
  KATIWALA_TRY(std::string vkey, log_vkey(out.origin, log_key));
  out.log_keys.push_back(std::move(vkey));
  for (const Founder& f : founders) out.officers.push_back(f.spec);
  const Bytes statement = journal::canonical_founding(out);
  for (const Founder& f : founders) {
    if (!f.signer) continue;
    KATIWALA_TRY(Bytes signature, f.signer->sign(statement));
    out.signatures.push_back({f.spec.credential.fingerprint, std::move(signature)});
  }
  return out;
}

/// What an auditor must hold beforehand, as a file to be handed to him by another way than the exports he checks with it.
Result<std::string> trust_policy(const custody::CreateLedger& founding) {
  audit::TrustPolicy policy;
  for (const std::string& key : founding.log_keys) {
    KATIWALA_TRY(audit::VerifierKey parsed, audit::parse_vkey(key));
    policy.logs.push_back({std::move(parsed), {}});
  }
  audit::PolicyGroup group{"witnesses", founding.witness_quorum, {}};
  for (const std::string& key : founding.witnesses) {
    KATIWALA_TRY(audit::VerifierKey parsed, audit::parse_vkey(key));
    group.members.push_back("witness-" + std::to_string(group.members.size() + 1));
    policy.witnesses.push_back({group.members.back(), std::move(parsed), {}});
  }
  policy.quorum = founding.witness_quorum == 0 ? "none" : group.name;
  if (founding.witness_quorum > 0) policy.groups.push_back(std::move(group));
  return audit::print_trust_policy(policy);
}

/// The journal's side: an empty store, entry 0, closed again.
Status write_entry_zero(const Founding& founding, const std::vector<Founder>& founders, const crypto::Signer& log_key) {
  const LedgerFolder& folder = founding.folder;
  crypto::Entropy& entropy = crypto::system_entropy();
  KATIWALA_TRY(const std::string passphrase, folder.passphrase());
  const store::KeyFileOptions key_options{founding.scrypt_log2_n, nullptr, false};
  KATIWALA_TRY(auto keys, store::create_keyfile(folder.places.keys, passphrase, entropy, key_options));
  KATIWALA_TRY(const crypto::KeyId vault_key, keys->create());
  const auto ledger = crypto::random_id<store::LedgerTag>(entropy);
  KATIWALA_TRY(auto log, store::create_rocks(folder.places, ledger, {}));
  KATIWALA_TRY(auto vault, store::create_vault(folder.places.data / "vault", *keys, entropy));
  KATIWALA_TRY(auto command, founding_command(founding, ledger, vault_key, founders, log_key));
  KATIWALA_TRY(const std::string policy, trust_policy(command));
  KATIWALA_CHECK(write_private_file(folder.root / "trust-policy", policy));
  GuardedClock system_clock = GuardedClock::system(kClockToleranceMs);
  SandboxClock sandbox_clock(founding.sandbox_start);
  const bool sandbox = folder.mode == custody::Mode::sandbox;
  policies::Judge judge([](std::string_view text) { return crypto::sha256(view(text)); });
  journal::Ports ports;
  ports.store = log.get();
  ports.keys = keys.get();
  ports.clock = sandbox ? static_cast<Clock*>(&sandbox_clock) : &system_clock;
  ports.sandbox_clock = sandbox ? &sandbox_clock : nullptr;
  ports.entropy = &entropy;
  ports.decide = [&judge](const custody::State& state, const custody::Submission& submission) { return judge.decide(state, submission); };
  ports.engine_revision = policies::kEngineRevision;
  KATIWALA_TRY(auto journal, journal::Journal::create(ports, {}, std::move(command)));
  journal->stop();
  return good();
}

}  // namespace

Instant default_sandbox_start() { return Instant{start_of(CivilDate::from_ymd(2026, 1, 5).value()).micros + std::int64_t{9} * 3'600'000'000}; }

LedgerFolder sandbox_folder(const Path& root, std::string_view origin) {
  LedgerFolder out;
  out.root = root;
  out.mode = custody::Mode::sandbox;
  out.origin = origin;
  out.places = store::Places::under(root);
  out.passphrase_file = root / "passphrase";
  out.server_certificate = root / "sandbox-pki" / "server.pem";
  out.server_key = root / "sandbox-pki" / "server-key.pem";
  out.authorities = root / "sandbox-pki" / "authority.pem";
  out.log_key = root / "log-key.pem";
  out.heads = root / "heads";
  return out;
}

Status found(const Founding& founding) {
  const LedgerFolder& folder = founding.folder;
  store::FileSystem& files = store::posix_filesystem();
  if (files.exists(folder.root / "katiwala.toml")) return refuse(Code::STORE_EXISTS, std::string(sentence_of(Code::STORE_EXISTS)), folder.root.string());
  KATIWALA_CHECK(files.make_folder(folder.root));
  // The log's name is that of its key. A key in a file comes into being here; one on a token was made there, and a token that refuses must leave
  // nothing behind but an empty folder.
  KATIWALA_ASSERT(folder.log_key.has_value(), "a ledger without a key for its heads");
  KATIWALA_TRY(const auto log_key, make_log_key(*folder.log_key));
  const bool sandbox = folder.mode == custody::Mode::sandbox;
  KATIWALA_TRY(const auto founders, sandbox ? make_sandbox(folder) : read_founders(founding.principals));
  KATIWALA_CHECK(write_entry_zero(founding, founders, *log_key));
  return folder.write();
}

Result<std::string> shipped_rulebook() {
  KATIWALA_TRY(const Path folder, data_folder());
  return rulebook_of_folder(folder);
}

}  // namespace katiwala::api
