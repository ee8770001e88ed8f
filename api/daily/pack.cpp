#include "api/daily/pack.h"

#include <algorithm>

#include "api/transport/json.h"
#include "audit/log/checkpoint.h"
#include "audit/log/note.h"
#include "audit/pages/pages.h"
#include "audit/reports/daily_documents.h"
#include "audit/reports/report.h"
#include "ledger/crypto/digest.h"
#include "ledger/store/filesystem.h"

namespace katiwala::api::daily {

namespace reports = audit::reports;
using transport::Json;

namespace {

class Folder {
 public:
  explicit Folder(Path root) : root_(std::move(root)) {}

  Status write(const std::string& name, ByteView bytes) {
    Json row;
    row.set("file", name).set("sha256", to_hex(crypto::sha256(bytes)));
    index_.push(std::move(row));
    names_.push_back(name);
    return files_.write_synced(root_ / name, bytes);
  }
  Status write(const std::string& name, reports::Document document, const std::string& public_url) {
    document.basis.check_at = public_url;
    KATIWALA_CHECK(write(name + ".json", view(reports::json_of(document) + "\n")));
    KATIWALA_TRY(const Bytes pdf, audit::pages::pdf_of(document));
    return write(name + ".pdf", pdf);
  }
  [[nodiscard]] Json index() const { return index_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  store::FileSystem& files_ = store::posix_filesystem();
  Path root_;
  Json index_{Json::Array{}};
  std::vector<std::string> names_;
};

/// A pool's own words as part of a file's name.
std::string in_name(std::string_view text) {
  std::string out;
  for (const char c : text) out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return out;
}

Result<CivilDate> last_day_under(const store::LogStore& store, std::string_view note_text) {
  KATIWALA_TRY(const audit::Note note, audit::parse_note(note_text));
  KATIWALA_TRY(const audit::Checkpoint head, audit::parse_checkpoint(note.text));
  if (head.size == 0) return refuse(Code::ENTRY_MISSING, "The published head has no entries.");
  KATIWALA_TRY(const record::StoredEntry stored, store.read(head.size - 1));
  KATIWALA_TRY(const record::Header header, record::decode_header(stored.header));
  return manila_date(header.time);
}

class Packer {
 public:
  Packer(const Sources& from, const store::LogStore& store, crypto::KeyStore& keys, const PackAsked& asked, const Path& root)
      : from_(from), store_(store), keys_(keys), asked_(asked), folder_(root) {}

  Result<PackWritten> write(const std::vector<audit::daily::OpenItem>& items, const reports::Progress& progress) {
    KATIWALA_TRY(const CivilDate last, last_day_under(store_, asked_.note));
    as_of_ = std::min(last, asked_.day);
    reports::Question question;
    question.to = as_of_;
    KATIWALA_TRY(const reports::History history, reports::read_history(store_, keys_, asked_.note, question, progress));
    KATIWALA_CHECK(folder_.write("end-of-day", reports::open_items_document(history.basis, items), asked_.public_url));
    KATIWALA_CHECK(folder_.write("statements-due", reports::statements_due_document(history.basis, items), asked_.public_url));
    KATIWALA_TRY(reports::Document trial, reports::find_kind("trial-balance")->make(history, question));
    KATIWALA_CHECK(folder_.write("trial-balance", std::move(trial), asked_.public_url));
    KATIWALA_CHECK(reconciliations(history.basis));
    if (asked_.confidential) KATIWALA_CHECK(covered(history.memory.state));
    KATIWALA_CHECK(index(history.basis));
    return PackWritten{folder_.names(), as_of_};
  }

 private:
  Status reconciliations(const reports::Basis& basis) {
    std::vector<custody::PoolId> pools;
    KATIWALA_CHECK(from_.look([&](const journal::Memory& memory) {
      for (const auto& [id, pool] : memory.state.pools) pools.push_back(id);
    }));
    std::ranges::sort(pools);
    for (const custody::PoolId& id : pools) {
      KATIWALA_TRY(const PoolDay day, pool_day(from_, id, asked_.day, asked_.today));
      const std::string name = "reconciliation-" + in_name(day.pool.bank) + "-" + in_name(day.pool.code) + "-" + id.hex().substr(0, 8);
      KATIWALA_CHECK(folder_.write(name, reports::reconciliation_document(basis, day.pool, day.accounts, day.waiting), asked_.public_url));
    }
    return good();
  }

  /// Drafts for the wards of whom anything was counted that day: each folds the journal once.
  Status covered(const custody::State& state) {
    std::vector<custody::WardId> wards;
    for (const auto& [id, ward] : state.wards) {
      const custody::Watch* watch = state.watch(custody::watch_of(id));
      if (watch != nullptr && std::ranges::any_of(watch->covered, [&](const custody::Covered& one) { return one.day == as_of_; })) wards.push_back(id);
    }
    std::ranges::sort(wards);
    for (const custody::WardId& ward : wards) {
      reports::Question question;
      question.ward = ward;
      question.from = question.to = as_of_;
      KATIWALA_TRY(const reports::History history, reports::read_history(store_, keys_, asked_.note, question, {}));
      KATIWALA_TRY(reports::Document draft, reports::find_kind("covered-transactions")->make(history, question));
      KATIWALA_CHECK(folder_.write("covered-transactions-" + ward.hex(), std::move(draft), asked_.public_url));
    }
    return good();
  }

  Status index(const reports::Basis& basis) {
    Json out, head;
    head.set("size", static_cast<std::int64_t>(basis.head.size)).set("root", to_hex(basis.head.root));
    out.set("day", asked_.day.text()).set("as_of", as_of_.text()).set("entry", static_cast<std::int64_t>(basis.entry)).set("ledger", basis.ledger.hex());
    out.set("head", std::move(head)).set("confidential", asked_.confidential).set("files", folder_.index());
    return folder_.write("index.json", view(to_text(out) + "\n"));
  }

  const Sources& from_;
  const store::LogStore& store_;
  crypto::KeyStore& keys_;
  const PackAsked& asked_;
  Folder folder_;
  CivilDate as_of_;
};

}  // namespace

Result<PackWritten> write_pack(const Sources& from, const store::LogStore& store, crypto::KeyStore& keys, const std::vector<audit::daily::OpenItem>& items,
                               const PackAsked& asked, const Path& folder, const audit::reports::Progress& progress) {
  store::FileSystem& files = store::posix_filesystem();
  const Path place = std::filesystem::absolute(folder).lexically_normal();
  const Path unfinished = place.string() + ".unfinished";
  if (files.exists(place)) return refuse(Code::EXPORT_EXISTS, "Something is at that place already.", folder.string());
  if (files.exists(unfinished)) return refuse(Code::EXPORT_EXISTS, "A pack that was not finished is there: look at it and remove it.", unfinished.string());
  KATIWALA_CHECK(files.make_folder(unfinished));
  Packer packer(from, store, keys, asked, unfinished);
  auto written = packer.write(items, progress);
  if (!written.ok()) {
    std::error_code ignored;
    std::filesystem::remove_all(unfinished, ignored);
    return written;
  }
  KATIWALA_CHECK(files.sync_folder(unfinished));
  KATIWALA_CHECK(files.rename(unfinished, place));
  KATIWALA_CHECK(files.sync_folder(place.parent_path()));
  return written;
}

}  // namespace katiwala::api::daily
