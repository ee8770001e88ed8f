#include "api/commands/export_tree.h"

#include <set>

#include "api/heads/public_log.h"
#include "audit/tree_files.h"
#include "ledger/journal/entry.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api::commands {
namespace {

Refusal fork(const audit::Checkpoint& head, const std::string& why) {
  return refuse(Code::CHECKPOINT_FORK, "The head of " + std::to_string(head.size) + " entries with root " + to_base64(head.root) + " is not of this journal: " + why + ".", "heads");
}

/// The head and the stored tiles against the tree made anew from the headers.
Status check_tree(const store::LogStore& store, const audit::Checkpoint& head) {
  const auto newest = store.head();
  if (head.size > (newest ? newest->seq + 1 : 0)) return fork(head, "it has fewer entries");
  tree::Frontier frontier;
  std::vector<tree::FullTile> completed;
  const Status scanned = head.size == 0 ? good() : store.scan(0, [&](record::Seq, const record::StoredEntry& stored) -> Status {
    completed.clear();
    frontier.append(record::leaf_hash(stored.header), completed);
    for (const tree::FullTile& tile : completed) {
      if (store.tile(tile.id) != tile.hashes) return refuse(Code::STORE_DAMAGED, "A stored tile is not the tree's.", tree::tile_path(tile.id, tree::kTileWidth));
    }
    return frontier.size() < head.size ? good() : Status(refuse(Code::ENTRY_MISSING));  // the second ends the scan
  });
  if (!scanned.ok() && frontier.size() != head.size) return scanned.refusal();
  if (!scanned.ok() && scanned.refusal().code != Code::ENTRY_MISSING) return scanned.refusal();
  if (frontier.root() != head.root) return fork(head, "its root there is " + to_base64(frontier.root()));
  return good();
}

/// How many witnesses must have cosigned by the ledger's own word, as of its first `size` entries. Parts about the ledger are never sealed.
Result<std::uint32_t> declared_quorum(const store::LogStore& store, std::uint64_t size) {
  std::uint32_t quorum = 0;
  const Status scanned = store.scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
    if (seq >= size) return refuse(Code::ENTRY_MISSING);  // ends the scan
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, nullptr));
    for (const journal::OpenedPart& opened : entry.parts) {
      if (!opened.part) continue;
      for (const custody::Event& event : opened.part->events) {
        if (const auto* created = std::get_if<custody::LedgerCreated>(&event)) quorum = created->witness_quorum;
        if (const auto* adopted = std::get_if<custody::WitnessesAdopted>(&event)) quorum = adopted->quorum;
      }
    }
    return good();
  });
  if (!scanned.ok() && scanned.refusal().code != Code::ENTRY_MISSING) return scanned.refusal();
  return quorum;
}

/// Writes synced files under a folder; folders are made where needed and are durable after `finish`.
class TreeFolder {
 public:
  explicit TreeFolder(Path root) : root_(std::move(root)) {}

  Status write(const std::string& name, ByteView bytes) {
    const Path path = root_ / name;
    if (folders_.insert(path.parent_path()).second && path.parent_path() != root_) KATIWALA_CHECK(files_.make_folder(path.parent_path()));
    ++written_;
    return files_.write_synced(path, bytes);
  }
  Status finish() {
    for (const Path& folder : folders_) KATIWALA_CHECK(files_.sync_folder(folder));
    return good();
  }
  [[nodiscard]] std::uint64_t written() const { return written_; }

 private:
  store::FileSystem& files_ = store::posix_filesystem();
  Path root_;
  std::set<Path> folders_;
  std::uint64_t written_ = 0;
};

}  // namespace

Result<PublishedHead> published_head(const LedgerFolder& folder) {
  store::FileSystem& files = store::posix_filesystem();
  for (const char* const name : {"cosigned", "signed"}) {
    const Path path = folder.heads / name;
    KATIWALA_TRY(auto bytes, files.read(path));
    if (!bytes) continue;
    PublishedHead out{name, std::move(*bytes), {}};
    KATIWALA_TRY(const audit::Note note, audit::parse_note(text_of(out.note)));
    KATIWALA_TRY(out.checkpoint, audit::parse_checkpoint(note.text));
    if (out.checkpoint.origin != folder.origin) return refuse(Code::ORIGIN_UNKNOWN, "The stored head is of another log.", path.string());
    return out;
  }
  return refuse(Code::SIGNER_UNUSABLE, "No head of this ledger has been signed yet. `katiwala serve` signs one when it starts; let it run once.", folder.heads.string());
}

Result<TreeWritten> export_tree(const LedgerFolder& ledger, const PublishedHead& head, const store::LogStore& store, crypto::KeyStore* keys, const TreeAsked& asked, const Path& folder) {
  KATIWALA_CHECK(check_tree(store, head.checkpoint));
  if (head.name == "signed" && !asked.uncosigned) {
    KATIWALA_TRY(const std::uint32_t quorum, declared_quorum(store, head.checkpoint.size));
    if (quorum > 0) {
      return refuse(Code::QUORUM_MISSING,
                    "The ledger declares a quorum of " + std::to_string(quorum) + " witnesses, and no head with their cosignatures is at hand: an auditor's policy refuses "
                    "the one that is only signed. Let `katiwala serve` reach the witnesses, or give --uncosigned.",
                    (ledger.heads / "cosigned").string());
    }
  }
  TreeWritten out;
  out.head = head.name;
  out.size = head.checkpoint.size;
  TreeFolder files(folder);
  const audit::FileSink sink = [&files](const std::string& path, ByteView bytes) { return files.write(path, bytes); };
  KATIWALA_CHECK(audit::write_tree_files(StoredTree(store), out.size, sink));
  if (asked.parts) {
    KATIWALA_TRY(const auto written, audit::write_part_files(store, keys, out.size, sink));
    out.parts_in_clear = written.in_clear;
    out.parts_withheld = written.withheld;
  }
  KATIWALA_CHECK(sink("checkpoint", head.note));
  KATIWALA_CHECK(files.finish());
  out.files = files.written();
  return out;
}

}  // namespace katiwala::api::commands
