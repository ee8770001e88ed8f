// Creating and opening a ledger on disk: locks, the comparison with the head file, and what follows from it.
#include <algorithm>

#include "ledger/store/restored.h"
#include "ledger/store/rocks_settings.h"
#include "ledger/store/rocks_store.h"

namespace katiwala::store {
namespace {

using Path = std::filesystem::path;

Path database_folder(const Places& places) { return places.data / "journal"; }
Path head_path(const Places& places) { return places.head / "head"; }

bool is_inside(const Path& inner, const Path& outer) {
  const auto [outer_end, inner_at] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return outer_end == outer.end();
}

Path plain(const Path& path) {
  std::error_code failed;
  Path out = std::filesystem::weakly_canonical(path, failed);
  if (failed) out = path.lexically_normal();
  return out.has_filename() ? out : out.parent_path();
}

/// One folder would let one mistake (an older copy put back) restore both witnesses of what was acknowledged.
Status check_places(const Places& places) {
  const Path data = plain(places.data);
  const Path head = plain(places.head);
  if (is_inside(head, data) || is_inside(data, head)) return refuse(Code::STORE_PLACES, std::string(sentence_of(Code::STORE_PLACES)), places.head.string());
  return good();
}

Result<Locks> take_locks(FileSystem& files, const Places& places) {
  Locks locks;
  KATIWALA_TRY(locks.data, files.lock(places.data / "lock"));
  KATIWALA_TRY(locks.head, files.lock(places.head / "lock"));
  return locks;
}

/// Names both heads in every refusal of the comparison.
Refusal disagree(Code code, const std::optional<Head>& database, const std::optional<Head>& file, std::string place) {
  return refuse(code, std::string(sentence_of(code)) + " Database: " + describe(database) + ". Head file: " + describe(file) + ".", std::move(place));
}

struct Newest {
  record::Seq block_first = 0;
  Head head;
};

/// The last entry of the newest block, by its own frames.
Result<std::optional<Newest>> newest_of(const RocksTables& tables) {
  KATIWALA_TRY(const auto block, tables.newest_block());
  if (!block) return std::optional<Newest>{};
  std::optional<Newest> newest;
  const auto& [first, frames] = *block;
  const record::Seq limit = (first / kBlockLimit + 1) * kBlockLimit - 1;
  const auto visit = [&](record::Seq seq, const record::StoredEntry& entry) -> Status {
    newest = Newest{block->first, Head{seq, record::leaf_hash(entry.header)}};
    return good();
  };
  KATIWALA_CHECK(visit_block(first, frames, first, limit, visit));
  if (!newest) return damaged_entry(first, "a block is empty");
  return newest;
}

Refusal damaged_link(record::Seq seq, const std::string& field) {
  return damaged_entry(seq, "the entry does not follow the one before it (" + field + ")");
}

/// Entries one after the other. Where two disagree about the hash of the first, what comes after them says which of the two it is.
class ChainWalk {
 public:
  explicit ChainWalk(const std::optional<Head>& acknowledged) : acknowledged_(acknowledged) {}

  Status step(record::Seq seq, const record::StoredEntry& entry) {
    KATIWALA_TRY(auto header, record::decode_header(entry.header));
    if (broken_at_) return blame(header.prev == leaf_);
    if (before_ || seq == 0) {
      const auto follows = record::check_follows(header, before_ ? &*before_ : nullptr, leaf_);
      const bool prev = !follows.ok() && follows.refusal().place == "prev" && before_;
      if (!follows.ok() && !prev) return damaged_link(seq, follows.refusal().place);
      if (prev) broken_at_ = seq;
    }
    leaf_ = record::leaf_hash(entry.header);
    before_ = std::move(header);
    if (acknowledged_ && seq == acknowledged_->seq && leaf_ != acknowledged_->leaf) {
      return broken_at_ ? blame(false) : Status(disagree(Code::STORE_HEAD_MISMATCH, Head{seq, leaf_}, acknowledged_, "entry " + std::to_string(seq)));
    }
    return good();
  }
  Status end() const {
    if (!broken_at_) return good();
    return blame(acknowledged_ && acknowledged_->seq == *broken_at_ && acknowledged_->leaf == leaf_);
  }

 private:
  [[nodiscard]] Status blame(bool second_is_vouched_for) const {
    if (!second_is_vouched_for) return damaged_link(*broken_at_, "prev");
    return damaged_entry(*broken_at_ - 1, "the entry is not the one that the entry after it names");
  }

  const std::optional<Head>& acknowledged_;
  std::optional<record::Header> before_;
  Digest leaf_{};
  std::optional<record::Seq> broken_at_;
};

enum class Depth {
  usual,  ///< everything the head file does not vouch for, and the newest block at least
  whole,  ///< everything there is
};

Status check_chain(const RocksTables& tables, const Newest& newest, const std::optional<Head>& acknowledged, Depth depth) {
  const record::Seq from = acknowledged && depth == Depth::usual ? std::min(acknowledged->seq, newest.block_first) : 0;
  ChainWalk walk(acknowledged);
  KATIWALA_CHECK(tables.scan(from, newest.head.seq, [&](record::Seq seq, const record::StoredEntry& entry) { return walk.step(seq, entry); }));
  return walk.end();
}

Status check_tiles(const RocksTables& tables, record::Seq last) {
  std::uint8_t level = 0;
  for (std::uint64_t full = (last + 1) / tree::kTileWidth; full > 0; full /= tree::kTileWidth, ++level) {
    for (std::uint64_t index = 0; index < full; ++index) {
      const auto tile = tables.tile({level, index});
      const std::string name = "tile " + std::to_string(level) + "/" + std::to_string(index);
      if (!tile) return refuse(Code::STORE_DAMAGED, "A tile of the tree is missing.", name);
    }
  }
  return good();
}

/// acked ⊆ head file ⊆ database, or a refusal. Returns the database's head.
Result<std::optional<Head>> compare(const RocksTables& tables, const HeadRecord& file, Depth depth) {
  if (tables.ledger() != file.ledger) {
    return refuse(Code::STORE_HEAD_MISMATCH, "The database is ledger " + tables.ledger().hex() + ", the head file belongs to ledger " +
                                                 file.ledger.hex() + ".");
  }
  const auto newest = newest_of(tables);
  if (!newest.ok()) {
    Refusal refusal = newest.refusal();
    refusal.message += " Head file: " + describe(file.head) + ".";
    return refusal;
  }
  std::optional<Head> database;
  if (*newest) database = (*newest)->head;
  if (file.head && (!database || database->seq < file.head->seq)) {
    const record::Seq missing = database ? database->seq + 1 : 0;
    return disagree(Code::STORE_BEHIND_HEAD, database, file.head, "entry " + std::to_string(missing));
  }
  if (*newest) KATIWALA_CHECK(check_chain(tables, **newest, file.head, depth));
  if (database && depth == Depth::whole) KATIWALA_CHECK(check_tiles(tables, database->seq));
  return database;
}

struct Inspected {
  RocksTables::Reading reading;
  Depth depth;
  HeadFileContent head_file;
  std::optional<Head> database;
  std::unique_ptr<RocksTables> tables;  ///< read-only
};

Result<Inspected> inspect_with(const Places& places, const EngineOptions& options, const HeadFileContent& head_file,
                               const RocksTables::Reading& reading) {
  KATIWALA_TRY(auto tables, RocksTables::open(database_folder(places), reading, RocksTables::Access::read_only, options));
  // Where the list of files ends early, by a cut or by damage, a table that it no longer names can have held any entry.
  KATIWALA_TRY(const bool forgets, tables->forgets_tables());
  const Depth depth = reading.manifest || forgets ? Depth::whole : Depth::usual;
  KATIWALA_TRY(const auto database, compare(*tables, head_file.last, depth));
  return Inspected{reading, depth, head_file, database, std::move(tables)};
}

/// A power cut can leave a last, unsynced record of a log that is not short but garbage; RocksDB then refuses the log. Reading up to
/// the damage instead is safe exactly if the head file's entry is reached: what lies behind it was never acknowledged. Of the
/// list of files (MANIFEST) the same is true once every entry and tile was seen to be there.
Result<Inspected> inspect_database(const Places& places, const EngineOptions& options, const HeadFileContent& head_file) {
  KATIWALA_TRY(const auto manifest, torn_manifest(files_of(options), database_folder(places)));
  auto strict = inspect_with(places, options, head_file, {.manifest = manifest});
  if (strict.ok() || strict.refusal().code != Code::STORE_DAMAGED) return strict;
  auto lenient = inspect_with(places, options, head_file, {.recovery = RocksTables::Recovery::point_in_time, .manifest = manifest});
  return lenient.ok() ? std::move(lenient) : std::move(strict);
}

/// What the database says of itself, for a refusal that has nothing to compare it with.
std::string database_head(const Places& places, const EngineOptions& options) {
  if (!files_of(options).exists(database_folder(places) / "CURRENT")) return "no entry";
  const auto tables = RocksTables::open(database_folder(places), {}, RocksTables::Access::read_only, options);
  if (!tables.ok()) return "unreadable";
  const auto newest = newest_of(**tables);
  if (!newest.ok()) return "unreadable";
  return describe(*newest ? std::optional((*newest)->head) : std::nullopt);
}

/// Looks without changing anything: RocksDB opened for writing would flush and delete logs, and with them the evidence.
Result<Inspected> inspect(const Places& places, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  const bool database = files.exists(database_folder(places) / "CURRENT");
  const bool head = files.exists(head_path(places));
  if (!database && !head) return refuse(Code::STORE_MISSING, std::string(sentence_of(Code::STORE_MISSING)), places.data.string());
  const auto head_file = read_head_file(files, head_path(places));
  if (!head_file.ok()) {
    Refusal refusal = head_file.refusal();
    if (!refusal.message.ends_with('.')) refusal.message += ".";
    refusal.message += " Database: " + database_head(places, options) + ". Head file: unreadable.";
    return refusal;
  }
  if (!database) {
    return refuse(Code::STORE_MISSING, "The database is missing. Database: no entry. Head file: " + describe(head_file->last.head) + ".",
                  places.data.string());
  }
  return inspect_database(places, options, *head_file);
}

}  // namespace

Places Places::under(const std::filesystem::path& root) { return {root / "data", root / "head", root / "keys"}; }

namespace {

/// An empty database, and a head file in `epoch`.
Result<std::unique_ptr<LogStore>> create_empty(const Places& places, LedgerId ledger, std::uint32_t epoch, Locks locks, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  KATIWALA_TRY(auto tables, RocksTables::create(database_folder(places), ledger, options));
  for (const Path& folder : {places.data, places.data.parent_path(), places.head.parent_path()}) {
    if (!folder.empty()) KATIWALA_CHECK(files.sync_folder(folder));
  }
  KATIWALA_CHECK(HeadFile::create(files, head_path(places), ledger, epoch));
  KATIWALA_TRY(const auto content, read_head_file(files, head_path(places)));
  KATIWALA_TRY(auto head_file, HeadFile::open(files, head_path(places), content, std::nullopt));
  return std::unique_ptr<LogStore>(
      std::make_unique<RocksStore>(std::move(locks), std::move(tables), std::move(head_file), std::nullopt));
}

Result<Locks> make_places(const Places& places, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  KATIWALA_CHECK(files.make_folder(places.data));
  KATIWALA_CHECK(files.make_folder(places.head));
  return take_locks(files, places);
}

Result<std::unique_ptr<LogStore>> open_locked(const Places& places, Locks locks, const EngineOptions& options) {
  KATIWALA_TRY(Inspected found, inspect(places, options));
  found.tables.reset();
  if (found.reading.manifest) KATIWALA_CHECK(keep_as_evidence(files_of(options), *found.reading.manifest));
  KATIWALA_TRY(auto tables, RocksTables::open(database_folder(places), found.reading, RocksTables::Access::read_write, options));
  KATIWALA_TRY(const auto head, compare(*tables, found.head_file.last, Depth::usual));
  const auto reflects = tables->derived_reflects();
  // Of the cache nobody can say whether a table of it went with the end of the list.
  const bool stale = found.depth == Depth::whole || (reflects ? !head || *reflects > head->seq : tables->has_derived_rows());
  if (stale) KATIWALA_CHECK(tables->clear_derived());
  KATIWALA_TRY(auto head_file, HeadFile::open(files_of(options), head_path(places), found.head_file, head));
  return std::unique_ptr<LogStore>(std::make_unique<RocksStore>(std::move(locks), std::move(tables), std::move(head_file), head));
}

/// The locks of a ledger that is there; what is there of the two halves otherwise.
Result<Locks> lock_existing(const Places& places, const EngineOptions& options) {
  FileSystem& files = files_of(options);
  if (files.exists(places.data) && files.exists(places.head)) return take_locks(files, places);
  // Nothing to lock; looking says what is there of the two.
  const auto found = inspect(places, options);
  return found.ok() ? refuse(Code::STORE_MISSING, std::string(sentence_of(Code::STORE_MISSING)), places.data.string()) : found.refusal();
}

/// The head file of the life that was lost, if it is there.
Result<std::optional<HeadFileContent>> surviving_head(const Places& places, const EngineOptions& options) {
  if (!files_of(options).exists(head_path(places))) return std::optional<HeadFileContent>{};
  KATIWALA_TRY(auto content, read_head_file(files_of(options), head_path(places)));
  return std::optional<HeadFileContent>{std::move(content)};
}

}  // namespace

Result<std::unique_ptr<LogStore>> create_rocks(const Places& places, LedgerId ledger, const EngineOptions& options) {
  KATIWALA_CHECK(check_places(places));
  FileSystem& files = files_of(options);
  if (files.exists(database_folder(places) / "CURRENT") || files.exists(head_path(places))) {
    return refuse(Code::STORE_EXISTS, std::string(sentence_of(Code::STORE_EXISTS)), places.data.string());
  }
  KATIWALA_TRY(Locks locks, make_places(places, options));
  return create_empty(places, ledger, 1, std::move(locks), options);
}

Result<std::unique_ptr<LogStore>> create_restored(const Places& places, const HeadRecord& backup, const EngineOptions& options) {
  KATIWALA_CHECK(check_places(places));
  FileSystem& files = files_of(options);
  if (files.exists(database_folder(places) / "CURRENT")) {
    return refuse(Code::STORE_EXISTS, "There is a database at that place; move it away, whatever state it is in.", places.data.string());
  }
  KATIWALA_TRY(Locks locks, make_places(places, options));
  KATIWALA_TRY(auto mark, read_restored_mark(files, places));
  if (!mark) {
    KATIWALA_TRY(const auto survivor, surviving_head(places, options));
    KATIWALA_TRY(mark, mark_for(backup, survivor));
    KATIWALA_CHECK(put_restored_mark(files, places, *mark));
  } else if (mark->ledger != backup.ledger) {
    return refuse(Code::STORE_HEAD_MISMATCH, "The restoring that was begun here is of another ledger.", places.head.string());
  }
  // Once only: after a crash in the middle of this, the head file that lies there is already the new life's.
  const Path lost = places.head / ("head.lost-" + std::to_string(mark->epoch));
  if (files.exists(head_path(places)) && !files.exists(lost)) {
    KATIWALA_CHECK(files.rename(head_path(places), lost));
    KATIWALA_CHECK(files.sync_folder(places.head));
  }
  return create_empty(places, backup.ledger, mark->epoch, std::move(locks), options);
}

Result<std::unique_ptr<LogStore>> open_rocks(const Places& places, const EngineOptions& options) {
  KATIWALA_CHECK(check_places(places));
  KATIWALA_TRY(Locks locks, lock_existing(places, options));
  KATIWALA_TRY(const auto mark, read_restored_mark(files_of(options), places));
  if (mark) return refuse(Code::STORE_RESTORED, std::string(sentence_of(Code::STORE_RESTORED)), places.head.string());
  return open_locked(places, std::move(locks), options);
}

Result<std::unique_ptr<LogStore>> open_restored(const Places& places, const EngineOptions& options) {
  KATIWALA_CHECK(check_places(places));
  KATIWALA_TRY(Locks locks, lock_existing(places, options));
  KATIWALA_TRY(const auto mark, read_restored_mark(files_of(options), places));
  if (!mark) return refuse(Code::STORE_NOT_RESTORED, std::string(sentence_of(Code::STORE_NOT_RESTORED)), places.head.string());
  return open_locked(places, std::move(locks), options);
}

Result<std::unique_ptr<LogStore>> open_rocks_read_only(const Places& places, const EngineOptions& options) {
  KATIWALA_CHECK(check_places(places));
  KATIWALA_TRY(Inspected found, inspect(places, options));
  return std::unique_ptr<LogStore>(std::make_unique<RocksStore>(Locks{}, std::move(found.tables), std::nullopt, found.database));
}

}  // namespace katiwala::store
