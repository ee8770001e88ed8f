#include "api/backup.h"

#include <algorithm>
#include <array>
#include <limits>

#include "audit/log/lines.h"
#include "audit/verify_ledger.h"
#include "ledger/store/appender.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/vault.h"

namespace katiwala::api {
namespace {

constexpr std::string_view kManifest = "backup";
constexpr std::string_view kLines[] = {"katiwala-backup", "ledger", "entries", "leaf", "root", "epoch"};

Refusal unfinished(std::size_t line) {
  return refuse(Code::BACKUP_UNFINISHED, "The file `backup` does not say what a backup's says.", "line " + std::to_string(line + 1));
}

bool digest_from(std::string_view hex, Digest& out) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != out.size()) return false;
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return true;
}

/// The values of the lines, in order; nothing but these lines.
Result<std::array<std::string_view, std::size(kLines)>> values_of(std::string_view text) {
  std::array<std::string_view, std::size(kLines)> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end == std::string_view::npos || !line.starts_with(kLines[i]) || line.size() <= kLines[i].size() || line[kLines[i].size()] != ' ') return unfinished(i);
    out[i] = line.substr(kLines[i].size() + 1);
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) return unfinished(out.size());
  return out;
}

Result<std::unique_ptr<store::LogStore>> open_copy(const store::Places& places, const store::LedgerId& ledger) {
  const bool there = store::posix_filesystem().exists(places.head / "head");
  auto copy = there ? store::open_rocks(places, {}) : store::create_rocks(places, ledger, {});
  if (copy.ok() && (*copy)->ledger() != ledger) return refuse(Code::STORE_HEAD_MISMATCH, "The folder holds the backup of another ledger.", places.data.string());
  return copy;
}

Status copy_settings(const LedgerFolder& folder, const Path& backup) {
  store::FileSystem& files = store::posix_filesystem();
  KATIWALA_TRY(const auto settings, files.read(folder.root / kSettings));
  return settings ? store::replace_atomically(files, backup / kSettings, *settings) : refuse(Code::STORE_MISSING, "The ledger's settings are gone.", folder.root.string());
}

Result<std::uint32_t> epoch_of(const LedgerFolder& folder) {
  KATIWALA_TRY(const auto head, store::read_head_file(store::posix_filesystem(), folder.places.head / "head"));
  return head.last.epoch;
}

/// The copy, opened anew and looked through from its first byte to its last.
Result<audit::VerifyReport> verified(const store::Places& places, crypto::KeyStore* keys, const BackupProgress& progress) {
  KATIWALA_TRY(const auto copy, store::open_rocks_read_only(places, {}));
  audit::VerifyOptions options;
  options.keys = keys;
  if (progress) options.progress = [&progress](const audit::VerifyProgress& at) { progress(at.entries, at.total); };
  audit::VerifyReport report = audit::verify_ledger(*copy, options);
  if (report.first_bad) return *report.first_bad;
  return report;
}

}  // namespace

std::string print_manifest(const BackupManifest& m) {
  return "katiwala-backup 1\nledger " + m.ledger.hex() + "\nentries " + std::to_string(m.entries) + "\nleaf " + to_hex(m.leaf) + "\nroot " + to_hex(m.root) + "\nepoch " +
         std::to_string(m.epoch) + "\n";
}

Result<BackupManifest> parse_manifest(std::string_view text) {
  KATIWALA_TRY(const auto values, values_of(text));
  BackupManifest out;
  const auto ledger = store::LedgerId::parse(values[1]);
  const auto entries = audit::parse_decimal(values[2]);
  const auto epoch = audit::parse_decimal(values[5]);
  if (values[0] != "1") return unfinished(0);
  if (!ledger) return unfinished(1);
  if (!entries || *entries == 0) return unfinished(2);
  if (!digest_from(values[3], out.leaf)) return unfinished(3);
  if (!digest_from(values[4], out.root)) return unfinished(4);
  if (!epoch || *epoch > std::numeric_limits<std::uint32_t>::max()) return unfinished(5);
  out.ledger = *ledger;
  out.entries = *entries;
  out.epoch = static_cast<std::uint32_t>(*epoch);
  return out;
}

Result<BackupManifest> read_manifest(const Path& backup) {
  KATIWALA_TRY(const auto bytes, store::posix_filesystem().read(backup / kManifest));
  if (!bytes) return refuse(Code::BACKUP_UNFINISHED, std::string(sentence_of(Code::BACKUP_UNFINISHED)), backup.string());
  return parse_manifest(text_of(*bytes));
}

store::Places backup_places(const Path& backup) { return {backup / "data", backup / "head", backup / "keys"}; }

Result<BackupTaken> take_backup(const LedgerFolder& folder, const store::LogStore& ledger, crypto::KeyStore* keys, const Path& backup, const BackupProgress& progress) {
  const auto head = ledger.head();
  if (!head) return refuse(Code::STORE_MISSING, "The ledger has no entry yet.");
  const store::Places places = backup_places(backup);
  BackupTaken out;
  {
    KATIWALA_TRY(const auto copy, open_copy(places, ledger.ledger()));
    const auto before = copy->head();
    KATIWALA_CHECK(store::copy_entries(ledger, *copy, head->seq + 1, progress));
    out.entries_added = head->seq - (before ? before->seq : 0) + (before ? 0 : 1);
  }
  // The vault after the journal: an item is there before the entry that names it, so no entry of the copy names one that is not.
  KATIWALA_TRY(out.vault_items_added, store::copy_vault(folder.places.data / "vault", places.data / "vault"));
  KATIWALA_CHECK(copy_settings(folder, backup));
  KATIWALA_TRY(const audit::VerifyReport report, verified(places, keys, progress));
  out.manifest = {ledger.ledger(), report.entries, head->leaf, report.root, 0};
  KATIWALA_TRY(out.manifest.epoch, epoch_of(folder));
  KATIWALA_CHECK(store::replace_atomically(store::posix_filesystem(), backup / kManifest, view(print_manifest(out.manifest))));
  return out;
}

}  // namespace katiwala::api
