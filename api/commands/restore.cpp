// katiwala restore: from a backup back to a ledger (api/restore.h; docs/restore.md).
#include "api/restore.h"
#include "api/commands/command.h"
#include "api/commands/progress.h"
#include "api/founding.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/keyfile.h"

namespace katiwala::api::commands {
namespace {

struct RestoreOptions {
  std::string root, from, bundle, policy, trust_officer, compliance, reason;
  bool json = false;
};

transport::Json standing_json(const RestoreStanding& standing) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("entries", number(standing.entries)).set("from_backup", number(standing.backup.entries)).set("missing", number(standing.missing()));
  out.set("epoch", number(standing.mark.epoch));
  return out;
}

int say_standing(const Result<RestoreStanding>& standing, const RestoreOptions& o) {
  if (!standing.ok()) return report(standing.refusal(), o.json);
  if (o.json) {
    print_json(standing_json(*standing));
    return kDone;
  }
  print_line("A restored copy of " + std::to_string(standing->entries) + " entries, " + std::to_string(standing->backup.entries) + " of them from the backup. It can be read, not written to.");
  if (standing->missing() > 0) {
    print_line(std::to_string(standing->missing()) + " entries that the head file knows of are missing: katiwala restore import");
  } else {
    print_line("Nothing is known to be missing. The witnesses are asked when two officers accept it: katiwala restore accept");
  }
  return kDone;
}

int begin(const RestoreOptions& o) {
  const auto folder = LedgerFolder::read(o.root);
  if (!folder.ok()) return report(folder.refusal(), o.json);
  ProgressLine line(!o.json);
  const auto begun = begin_restore(*folder, o.from, [&line](record::Seq done, record::Seq total) { line.show(done, total); });
  line.end();
  return say_standing(begun, o);
}

int status(const RestoreOptions& o) {
  const auto folder = LedgerFolder::read(o.root);
  if (!folder.ok()) return report(folder.refusal(), o.json);
  return say_standing(restore_standing(*folder), o);
}

audit::FileSource files_below(const Path& root) {
  return [root](const std::string& path) { return store::posix_filesystem().read(root / path); };
}

Result<audit::Reimported> import_bundle(const RestoreOptions& o) {
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(o.root));
  KATIWALA_TRY(const std::string text, read_text_file(o.policy.empty() ? folder.root / "trust-policy" : Path(o.policy)));
  KATIWALA_TRY(const audit::TrustPolicy policy, audit::parse_trust_policy(text));
  KATIWALA_TRY(const std::string passphrase, folder.passphrase());
  const store::KeyFileOptions key_options{15, nullptr, false};
  KATIWALA_TRY(const auto keys, store::open_keyfile(folder.places.keys, passphrase, crypto::system_entropy(), key_options));
  ProgressLine line(!o.json);
  auto imported = import_missing(folder, *keys, files_below(o.bundle), policy, [&line](record::Seq done, record::Seq total) { line.show(done, total); });
  line.end();
  return imported;
}

int import(const RestoreOptions& o) {
  const auto imported = import_bundle(o);
  if (!imported.ok()) return report(imported.refusal(), o.json);
  if (!o.json) {
    print_line(std::to_string(imported->entries) + " entries added, " + std::to_string(imported->keys_made) + " data keys made for wards the backup does not know, " +
               std::to_string(imported->parts_erased) + " parts of erased wards put back unreadable.");
    print_line("What these entries keep in the vault (names, accounts, documents) is in no bundle: ask for it again where it is needed.");
  }
  return status(o);
}

/// CERTIFICATE.pem:KEY.pem
Result<OfficerFiles> officer_files(const std::string& text, const std::string& option) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return refuse(Code::FOLDER_OPTION, "Write CERTIFICATE.pem:KEY.pem.", option);
  return OfficerFiles{text.substr(0, colon), text.substr(colon + 1)};
}

Result<Accepted> accept_copy(const RestoreOptions& o) {
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(o.root));
  Acceptance acceptance;
  KATIWALA_TRY(acceptance.trust_officer, officer_files(o.trust_officer, "--trust-officer"));
  KATIWALA_TRY(acceptance.compliance, officer_files(o.compliance, "--compliance"));
  if (o.reason.empty()) return refuse(Code::FOLDER_OPTION, "Say what happened to the ledger that was lost.", "--reason");
  acceptance.reason = o.reason;
  HouseOptions options;
  options.sandbox_start = default_sandbox_start();
  ProgressLine line(!o.json);
  auto accepted = accept_restored(folder, options, acceptance, [&line](record::Seq done, record::Seq total) { line.show(done, total); });
  line.end();
  return accepted;
}

int accept(const RestoreOptions& o) {
  const auto accepted = accept_copy(o);
  if (!accepted.ok()) return report(accepted.refusal(), o.json);
  if (o.json) {
    transport::Json out;
    out.set("entry", static_cast<std::int64_t>(accepted->entry)).set("epoch", static_cast<std::int64_t>(accepted->epoch));
    out.set("witnesses", static_cast<std::int64_t>(accepted->seen.size()));
    print_json(out);
    return kDone;
  }
  print_line("Accepted in entry " + std::to_string(accepted->entry) + ": the ledger goes on in epoch " + std::to_string(accepted->epoch) + ", " +
             std::to_string(accepted->seen.size()) + " witnesses cosigned the copy as it was.");
  return kDone;
}

}  // namespace

void add_restore(CommandLine& line) {
  line.group("restore", "From a backup back to a ledger: begin, import what is missing, accept (docs/restore.md)");
  auto o = std::make_shared<RestoreOptions>();
  Command begun = line.command("restore begin", "Put the backup where the lost data lay; it can be read from then on, not written to", [o] { return begin(*o); });
  begun.argument("folder", &o->root, "The ledger's folder: its settings, and no database");
  begun.argument("backup", &o->from, "What `katiwala backup` made");
  begun.flag("--json", o->json, "As JSON");
  Command stands = line.command("restore status", "What the copy has and what is known to be missing", [o] { return status(*o); });
  stands.argument("folder", &o->root, "The ledger's folder");
  stands.flag("--json", o->json, "As JSON");
  Command imported = line.command("restore import", "Add entries made after the backup, out of an auditor's bundle", [o] { return import(*o); });
  imported.argument("folder", &o->root, "The ledger's folder");
  imported.argument("bundle", &o->bundle, "What `katiwala export --format bundle` made, with the wards' keys");
  imported.option("--policy", &o->policy, "Trust policy that judges the bundle's head, instead of the folder's trust-policy");
  imported.flag("--json", o->json, "As JSON");
  Command accepted = line.command("restore accept", "Verify and decide everything again, ask every witness, and let two officers answer for the copy", [o] { return accept(*o); });
  accepted.argument("folder", &o->root, "The ledger's folder");
  accepted.option("--trust-officer", &o->trust_officer, "CERTIFICATE.pem:KEY.pem of the trust officer who proposes it");
  accepted.option("--compliance", &o->compliance, "CERTIFICATE.pem:KEY.pem of the compliance officer who agrees");
  accepted.option("--reason", &o->reason, "What happened to the ledger that was lost");
  accepted.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
