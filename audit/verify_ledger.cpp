#include "audit/verify_ledger.h"

#include <map>

#include "ledger/journal/derived.h"
#include "ledger/journal/opening.h"
#include "ledger/journal/seal.h"

namespace katiwala::audit {
namespace {

using journal::Entry;
using journal::Memory;

constexpr record::Seq kProgressEvery = 4096;

Refusal bad(Code code, record::Seq seq, std::string message) { return refuse(code, std::move(message), "entry " + std::to_string(seq)); }

/// What was met while entry `seq` was looked at is said of that entry, whatever number the entry gives itself.
Refusal at_entry(Refusal refusal, record::Seq seq) {
  constexpr std::string_view kEntry = "entry ";
  std::string rest = refusal.place;
  if (rest.starts_with(kEntry)) rest.erase(0, std::min(rest.size(), rest.find_first_not_of("0123456789", kEntry.size())));
  if (rest.starts_with(' ')) rest.erase(0, 1);
  refusal.place = std::string(kEntry) + std::to_string(seq) + (rest.empty() ? "" : " " + rest);
  return refusal;
}

class Verifier {
 public:
  Verifier(const store::LogStore& store, const VerifyOptions& options) : store_(store), options_(options) { memory_.ledger = store.ledger(); }

  VerifyReport run() {
    const Status walked = walk();
    if (!walked.ok()) {
      // A damaged block of the store is refused before its entry is seen; the store names it.
      report_.first_bad = walked.refusal();
      if (!report_.first_bad->place.starts_with("entry ")) report_.first_bad = at_entry(*report_.first_bad, report_.entries);
      look_before();
      return report_;
    }
    for (const Status& check : {check_head(), check_closed_parts(), check_destroyed_keys(), check_derived()}) {
      if (check.ok()) continue;
      report_.first_bad = check.refusal();
      return report_;
    }
    return report_;
  }

 private:
  Status walk() {
    const auto head = store_.head();
    const record::Seq total = head ? head->seq + 1 : 0;
    const Status walked = journal::for_each_opened(store_, options_.keys, 0, ~record::Seq{0}, [&](record::Seq seq, Result<Entry> opened) -> Status {
      if (seq != report_.entries) return bad(Code::CHAIN_BROKEN, report_.entries, "The entry is missing.");
      const Status checked = check_entry(std::move(opened));
      if (!checked.ok()) return at_entry(checked.refusal(), seq);
      ++report_.entries;
      if (options_.progress && report_.entries % kProgressEvery == 0) options_.progress({report_.entries, total});
      return good();
    });
    KATIWALA_CHECK(walked);
    report_.root = frontier_.root();
    if (report_.entries < total) return bad(Code::STORE_DAMAGED, report_.entries, "The journal ends before its head.");
    return good();
  }

  Status check_entry(Result<Entry> opened) {
    KATIWALA_TRY(const Entry entry, std::move(opened));
    note_parts(entry);
    KATIWALA_CHECK(check_seal(entry));
    if (options_.keys != nullptr) {
      KATIWALA_CHECK(journal::fold(memory_, entry, nullptr, nullptr));
    } else {
      KATIWALA_CHECK(record::check_follows(entry.header, entry.seq() == 0 ? nullptr : &before_, memory_.last_leaf));
      memory_.next = entry.seq() + 1;
      memory_.last_leaf = entry.leaf;
    }
    before_ = entry.header;
    report_.last_time = entry.header.time;
    if (reflects_ == entry.seq()) compare_derived();
    return check_tiles(entry);
  }

  /// A seal commits to what is before it. Where parts can not be read it can not be made again, and is counted as open.
  Status check_seal(const Entry& entry) {
    const custody::LedgerSealed* sealed = nullptr;
    for (const auto& opened : entry.parts) {
      if (!opened.part) continue;
      for (const custody::Event& event : opened.part->events)
        if (const auto* found = std::get_if<custody::LedgerSealed>(&event)) sealed = found;
    }
    if (sealed == nullptr) return good();
    if (options_.keys == nullptr || !unopened_.empty()) {
      ++report_.seals_open;
      return good();
    }
    ++report_.seals;
    const custody::SealCommitment again = journal::make_seal(memory_).commitment;
    if (again.subjects == sealed->subjects && again.root == sealed->root) return good();
    return bad(Code::RECORD_MALFORMED, entry.seq(), "The seal does not commit to what the entries before it say.");
  }

  void note_parts(const Entry& entry) {
    report_.parts += entry.parts.size() + 1;
    for (const auto& opened : entry.parts) {
      if (opened.part) continue;
      if (options_.keys == nullptr) {
        ++report_.parts_closed;
        continue;
      }
      ++report_.parts_erased;
      const auto known = unopened_.try_emplace(*opened.key, Unopened{entry.seq(), entry.seq()}).first;
      known->second.last = entry.seq();
    }
    note_erasures(entry);
  }

  void note_erasures(const Entry& entry) {
    for (const auto& opened : entry.parts) {
      if (!opened.part) continue;
      for (const custody::Event& event : opened.part->events) {
        const auto* erasure = std::get_if<custody::WardErased>(&event);
        if (erasure == nullptr) continue;
        erased_.try_emplace(crypto::KeyId{erasure->key}, entry.seq());
        for (const custody::FileKey& file : erasure->files) erased_.try_emplace(crypto::KeyId{file.key}, entry.seq());
      }
    }
  }

  /// What was met at one entry may be the fault of an earlier one.
  void look_before() {
    const record::Seq met = report_.entries;
    // Two entries disagree about the hash of the first. Where the entry after them, or the head file, stands by the second, it is the first.
    if (report_.first_bad->code == Code::CHAIN_BROKEN && report_.first_bad->place.ends_with(" prev") && met > 0 && is_vouched_for(met)) {
      report_.first_bad = bad(Code::CHAIN_BROKEN, met - 1, "The entry is not the one that the entry after it names.");
    }
    // A part that should have opened leaves a gap in its subject's chain, which shows at the part after it. Erasures that come later count.
    const Status rest = store_.scan(met, [&](record::Seq, const record::StoredEntry& stored) -> Status {
      if (const auto entry = journal::open_entry(store_.ledger(), stored, options_.keys); entry.ok()) note_erasures(*entry);
      return good();
    });
    static_cast<void>(rest.ok());  // it is bad already
    if (const auto closed = first_closed_part(); closed && closed->first < met) report_.first_bad = closed->second;
  }

  bool is_vouched_for(record::Seq seq) const {
    const auto stored = store_.read(seq);
    if (!stored.ok()) return false;
    const Digest leaf = record::leaf_hash(stored->header);
    const auto head = store_.head();
    if (head && head->seq == seq) return head->leaf == leaf;
    const auto after = store_.read(seq + 1);
    if (!after.ok()) return false;
    const auto header = record::decode_header(after->header);
    return header.ok() && header->prev == leaf;
  }

  Status check_tiles(const Entry& entry) {
    std::vector<tree::FullTile> completed;
    frontier_.append(entry.leaf, completed);
    for (const tree::FullTile& tile : completed) {
      ++report_.tiles;
      const auto stored = store_.tile(tile.id);
      const std::string path = tree::tile_path(tile.id, tree::kTileWidth);
      if (!stored) return bad(Code::STORE_DAMAGED, entry.seq(), "The tile " + path + " is missing.");
      if (*stored != tile.hashes) return bad(Code::STORE_DAMAGED, entry.seq(), "The tile " + path + " does not hold the hashes of its entries.");
    }
    return good();
  }

  Status check_head() {
    const auto head = store_.head();
    if (!head) return refuse(Code::STORE_MISSING, "The ledger has no entry 0.");
    if (head->leaf != memory_.last_leaf) return bad(Code::STORE_HEAD_MISMATCH, head->seq, "The head file names another entry than the journal's last.");
    return good();
  }

  Status check_closed_parts() const {
    const auto closed = first_closed_part();
    return closed ? Status(closed->second) : good();
  }

  /// The first entry with a part that does not open although nobody erased it, or that came after the erasure.
  std::optional<std::pair<record::Seq, Refusal>> first_closed_part() const {
    std::optional<std::pair<record::Seq, Refusal>> first;
    const auto keep = [&](record::Seq seq, const char* message) {
      if (!first || seq < first->first) first.emplace(seq, bad(Code::KEY_MISSING, seq, message));
    };
    for (const auto& [key, where] : unopened_) {
      const auto erasure = erased_.find(key);
      if (erasure == erased_.end()) keep(where.first, "A sealed part does not open, and no erasure names its key.");
      else if (where.last > erasure->second) keep(where.last, "A part is sealed under a key that was destroyed before it.");
    }
    return first;
  }

  /// Right after a crash the next start finishes it; at any other time somebody has put an older key store back.
  Status check_destroyed_keys() const {
    for (const auto& [key, seq] : erased_) {
      if (options_.keys == nullptr || !options_.keys->find(key)) continue;
      return bad(Code::KEY_STORE_DAMAGED, seq, "The entry erased a ward, and her key still exists; a start of the ledger finishes what a crash cut short.");
    }
    return good();
  }

  /// At the entry that they reflect; what is found is told once everything else was.
  void compare_derived() {
    if (options_.keys == nullptr) return;
    Memory loaded;
    loaded.ledger = store_.ledger();
    derived_ = journal::load_derived(loaded, store_, *options_.keys);
    if (!derived_->ok()) return;
    const journal::RowsCompared compared = journal::compare_rows(memory_, loaded);
    report_.derived_rows = compared.rows;
    report_.derived_compared = true;
    if (compared.differs) derived_ = differs(*compared.differs);
  }

  Status check_derived() const { return derived_ ? *derived_ : good(); }

  static Refusal differs(const Bytes& key) {
    return refuse(Code::STORE_DAMAGED, "A derived row is not what the journal gives; `katiwala serve --rebuild` makes it anew.", "row " + to_hex(key));
  }

  const store::LogStore& store_;
  const VerifyOptions& options_;
  const std::optional<record::Seq> reflects_ = journal::usable_derived(store_);
  VerifyReport report_;
  Memory memory_;
  record::Header before_;
  tree::Frontier frontier_;
  struct Unopened {
    record::Seq first = 0, last = 0;
  };
  std::map<crypto::KeyId, Unopened> unopened_;          ///< keys that are not there, and the entries that need them
  std::map<crypto::KeyId, record::Seq> erased_;         ///< and the entries that destroyed them
  std::optional<Status> derived_;                       ///< nothing: no derived rows of this program, or no keys to open them with
};

}  // namespace

VerifyReport verify_ledger(const store::LogStore& store, const VerifyOptions& options) { return Verifier(store, options).run(); }

}  // namespace katiwala::audit
