#include "audit/tree_files.h"

#include "audit/bundle.h"
#include "ledger/base/endian.h"

namespace katiwala::audit {
namespace {


void add_part(Bytes& out, const record::Part& part, bool readable, PartsWritten& written) {
  if (!readable) {
    out.push_back(kWithheld);
    ++written.withheld;
    return;
  }
  ++written.in_clear;
  out.push_back(kInClear);
  out.insert(out.end(), part.salt.begin(), part.salt.end());
  append_be(out, static_cast<std::uint32_t>(part.bytes.size()));
  out.insert(out.end(), part.bytes.begin(), part.bytes.end());
}

void add_entry(Bytes& out, const journal::Entry& entry, PartsWritten& written) {
  append_be(out, static_cast<std::uint16_t>(entry.parts.size() + 1));
  add_part(out, entry.act_clear, true, written);
  for (const journal::OpenedPart& opened : entry.parts) add_part(out, opened.clear, opened.part.has_value(), written);
}

}  // namespace

Status write_tree_files(const LogSource& source, std::uint64_t size, const FileSink& sink) {
  return visit_tiles(size, [&](const TilePath& path) -> Status {
    KATIWALA_TRY(const Bytes bytes, read_tile(source, size, path));
    return sink(print_tile_path(path), bytes);
  });
}

Result<PartsWritten> write_part_files(const store::LogStore& store, crypto::KeyStore* keys, std::uint64_t size, const FileSink& sink) {
  PartsWritten written;
  Bytes file;
  bool stopped = false;
  std::uint64_t done = 0;
  const auto flush = [&](std::uint64_t end) -> Status {
    const auto width = static_cast<unsigned>((end - 1) % tree::kTileWidth + 1);
    KATIWALA_CHECK(sink(parts_path((end - 1) / tree::kTileWidth, width), file));
    file.clear();
    return good();
  };
  const Status scanned = store.scan(0, [&](record::Seq seq, const record::StoredEntry& stored) -> Status {
    if (seq >= size) {
      stopped = true;
      return refuse(Code::ENTRY_MISSING);  // ends the scan
    }
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, keys));
    add_entry(file, entry, written);
    done = seq + 1;
    return done % tree::kTileWidth == 0 || done == size ? flush(done) : good();
  });
  if (!scanned.ok() && !stopped) return scanned.refusal();
  if (done != size) return refuse(Code::STORE_DAMAGED, "The journal ends before the head.");
  return written;
}

}  // namespace katiwala::audit
