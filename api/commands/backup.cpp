// katiwala backup: a verified copy of journal and vault, without a key in it (api/backup.h; docs/restore.md).
#include "api/backup.h"
#include "api/commands/command.h"
#include "api/commands/progress.h"

namespace katiwala::api::commands {
namespace {

struct BackupOptions {
  std::string root, backup;
  bool without_keys = false;
  bool json = false;
};

Result<BackupTaken> take(const BackupOptions& o) {
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, !o.without_keys));
  ProgressLine line(!o.json);
  auto taken = take_backup(opened.folder, *opened.store, opened.keys.get(), std::filesystem::absolute(o.backup).lexically_normal(),
                           [&line](record::Seq done, record::Seq total) { line.show(done, total); });
  line.end();
  return taken;
}

int run(const BackupOptions& o) {
  const auto taken = take(o);
  if (!taken.ok()) return report(taken.refusal(), o.json);
  const BackupManifest& manifest = taken->manifest;
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  if (o.json) {
    transport::Json out;
    out.set("backup", o.backup).set("entries", number(manifest.entries)).set("entries_added", number(taken->entries_added));
    out.set("vault_items_added", number(taken->vault_items_added)).set("root", to_hex(manifest.root));
    print_json(out);
    return kDone;
  }
  print_line(std::to_string(manifest.entries) + " entries verified in " + o.backup + ": " + std::to_string(taken->entries_added) + " of them and " +
             std::to_string(taken->vault_items_added) + " items of the vault are new.");
  print_line("root " + to_hex(manifest.root));
  print_line("No key is in it. Keep the key store and the log's key safe elsewhere.");
  return kDone;
}

}  // namespace

void add_backup(CommandLine& line) {
  auto o = std::make_shared<BackupOptions>();
  Command command = line.command("backup", "Copy journal and vault, verify the copy, and only then call it a backup; also while the ledger serves", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder");
  command.argument("backup", &o->backup, "A folder of its own, best on another machine's disk; what is there already is only added to");
  command.flag("--without-keys", o->without_keys, "Verify without opening the parts of wards");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
