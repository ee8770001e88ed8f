#include "ledger/store/restored.h"

#include <algorithm>

#include "ledger/store/rocks_settings.h"

namespace katiwala::store {
namespace {

std::filesystem::path mark_path(const Places& places) { return places.head / "restored"; }

}  // namespace

Result<HeadRecord> mark_for(const HeadRecord& backup, const std::optional<HeadFileContent>& survivor) {
  HeadRecord mark = backup;
  if (survivor) {
    if (survivor->last.ledger != backup.ledger) {
      return refuse(Code::STORE_HEAD_MISMATCH, "The backup is of ledger " + backup.ledger.hex() + ", the head file that was found is of ledger " +
                                                   survivor->last.ledger.hex() + ".");
    }
    mark.epoch = std::max(mark.epoch, survivor->last.epoch);
    const auto& acknowledged = survivor->last.head;
    if (acknowledged && (!mark.head || acknowledged->seq > mark.head->seq)) mark.head = acknowledged;
  }
  const std::uint32_t life = mark.epoch / kOpeningsOfALife;
  KATIWALA_ASSERT(life + 1 < kOpeningsOfALife, "the head file ran out of epochs");
  mark.epoch = (life + 1) * kOpeningsOfALife;
  return mark;
}

Result<std::optional<HeadRecord>> read_restored_mark(FileSystem& files, const Places& places) {
  KATIWALA_TRY(const auto bytes, files.read(mark_path(places)));
  if (!bytes) return std::optional<HeadRecord>{};
  auto mark = decode_head_record(*bytes);
  if (!mark.ok()) return refuse(Code::STORE_HEAD_DAMAGED, "The mark of a restored copy is damaged.", mark_path(places).string());
  return std::optional<HeadRecord>{*mark};
}

Status put_restored_mark(FileSystem& files, const Places& places, const HeadRecord& mark) {
  return replace_atomically(files, mark_path(places), encode(mark));
}

Status lift_restored_mark(FileSystem& files, const Places& places) {
  KATIWALA_CHECK(files.remove(mark_path(places)));
  return files.sync_folder(places.head);
}

}  // namespace katiwala::store
