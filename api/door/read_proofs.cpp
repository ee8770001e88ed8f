// What a reader takes away to check without asking anybody: a receipt for an entry, a statement of everything about a ward.
#include <algorithm>
#include <limits>

#include "api/door/by_block.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "audit/log/proof_file.h"
#include "audit/statement.h"
#include "ledger/journal/seal.h"
#include "ledger/tree/shared_tiles.h"

namespace katiwala::api::door {
namespace {

constexpr std::int64_t kWaitForHead_ms = 10'000;
/// The revision from which on a ward's part holds nothing that her guardian must not read.
constexpr std::uint32_t kFilesSince = 2;

transport::Response file_response(std::string_view type, const std::string& name, std::string body) {
  transport::Response out;
  out.headers.set("content-type", std::string(type));
  out.headers.set("content-disposition", "attachment; filename=\"" + name + "\"");
  out.body = std::move(body);
  return out;
}

/// A published head that covers the entry.
Result<Publisher::Head> head_over(const Call& call, record::Seq seq) {
  Publisher* const publisher = call.house.publisher();
  if (publisher == nullptr) return refuse(Code::SIGNER_UNUSABLE, "This ledger signs no heads.");
  if (publisher->cover(seq, kWaitForHead_ms)) return publisher->published();
  const auto fault = publisher->fault();
  return fault ? *fault : refuse(Code::QUORUM_MISSING, "Not enough witnesses have cosigned a head that covers the entry; ask again later.", "entry " + std::to_string(seq));
}

/// For anybody; to a foreign court's reader an entry without a part of one of his orders is not there.
Result<bool> is_for(const Call& call, record::Seq seq) {
  if (call.caller.role != custody::Role::foreign_court_reader) return true;
  KATIWALA_TRY(const journal::Entry entry, call.journal().read(seq));
  return std::ranges::any_of(entry.parts, [&](const journal::OpenedPart& opened) {
    return opened.part && opened.part->about.kind == custody::SubjectKind::order &&
           std::ranges::binary_search(call.caller.orders, custody::OrderId{opened.part->about.id});
  });
}

Result<std::string> receipt(const Call& call, record::Seq seq) {
  const auto last = call.journal().head();
  if (!last || seq > last->seq) return refuse(Code::ENTRY_MISSING);
  KATIWALA_TRY(const bool is_his, is_for(call, seq));
  if (!is_his) return refuse(Code::ENTRY_MISSING);
  KATIWALA_TRY(const Publisher::Head head, head_over(call, seq));
  audit::ProofFile proof;
  proof.index = seq;
  KATIWALA_TRY(proof.path, call.journal().prove(seq, head->checkpoint.size));
  KATIWALA_TRY(proof.checkpoint, audit::parse_note(head->text));
  return audit::print_proof_file(proof);
}

struct Taken {
  std::shared_ptr<const journal::Seal> seal;
  std::size_t index = 0;
};

/// The last seal that she is in, or a fresh one.
Result<Taken> seal_with(const Call& call, const custody::Subject& about) {
  for (const bool fresh : {false, true}) {
    if (fresh) {
      KATIWALA_TRY(const Instant now, call.house.clock().now());
      KATIWALA_TRY(const journal::Answer taken, call.journal().seal(manila_date(now)));
      call.house.follow(*taken.entry);
    }
    const auto seal = call.journal().last_seal();
    if (seal == nullptr) continue;
    if (const auto index = seal->index_of(call.house.ledger(), about)) return Taken{seal, *index};
  }
  return refuse(Code::WARD_UNKNOWN);
}

/// The day that a seal was taken for; nothing where its entry is not durable yet.
std::optional<CivilDate> day_of(const Call& call, const journal::Seal& seal) {
  const auto entry = call.journal().read(seal.seq);
  const auto* part = entry.ok() ? entry->primary() : nullptr;
  const auto* asked = part == nullptr ? nullptr : std::get_if<custody::TakeSeal>(&*part->asked);
  return asked == nullptr ? std::nullopt : std::optional(asked->day);
}

/// Leaves are kept of the last seal alone, so of another day nothing can be proved to be everything.
Result<Taken> seal_of(const Call& call, const custody::Subject& about, const std::string& as_of) {
  const auto day = parse_date(as_of);
  if (!day.ok()) return refuse(day.refusal().code, day.refusal().message, "as_of");
  const auto seal = call.journal().last_seal();
  const auto index = seal == nullptr ? std::nullopt : seal->index_of(call.house.ledger(), about);
  if (!index || day_of(call, *seal) != *day) return refuse(Code::AS_OF_UNKNOWN, "No seal of that day is at hand, and without one nothing is proved to be everything.", "as_of");
  return Taken{seal, *index};
}

/// The tree of the first `size` entries, all durable: of a head that was published.
Result<std::unique_ptr<tree::SharedTiles>> tree_of(const store::LogStore& store, std::uint64_t size) {
  std::vector<Digest> tail;
  for (record::Seq seq = size - size % tree::kTileWidth; seq < size; ++seq) {
    KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
    tail.push_back(record::leaf_hash(stored.header));
  }
  const auto tile = [&store](tree::TileId id) { return store.tile(id); };
  KATIWALA_TRY(tree::Frontier frontier, tree::Frontier::load(size, tile, tail));
  return std::make_unique<tree::SharedTiles>(tile, std::move(frontier));
}

/// A line for each of these entries, proved under the head.
Result<std::vector<audit::StatementLine>> lines_of(const Call& call, const custody::Subject& about, Numbers numbers, std::uint64_t size) {
  KATIWALA_TRY(const auto tiles, tree_of(call.house.store(), size));
  return by_block<audit::StatementLine>(numbers, [&](Numbers stretch, std::vector<audit::StatementLine>& made) -> Status {
    const tree::SubtreeSource source = tiles->source();
    const audit::ProveEntry prove = [&](record::Seq seq) { return tree::prove_inclusion(seq, size, source); };
    for (const record::Seq seq : stretch) {
      KATIWALA_TRY(const journal::Entry entry, call.journal().read(seq));
      if (call.caller.is_outside() && entry.act.engine < kFilesSince) {
        return refuse(Code::ROLE_FORBIDDEN, "Her account began when its parts still held what R38 keeps from who stands outside; an officer may have the statement.");
      }
      KATIWALA_TRY(audit::StatementLine line, audit::statement_line(entry, about, prove));
      made.push_back(std::move(line));
    }
    return good();
  });
}

Result<Bytes> statement(const Call& call, const custody::WardId& ward) {
  const auto key = call.house.key_of(custody::subject(ward));
  bool sees = false;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    const auto* hers = state.ward(ward);
    sees = hers != nullptr && may_see(call.caller, state, *hers);
  }));
  if (!key || !sees) return refuse(Code::WARD_UNKNOWN);
  audit::Statement out;
  out.ledger = call.house.ledger();
  out.about = custody::subject(ward);
  const std::string* as_of = call.request.target.parameter("as_of");
  KATIWALA_TRY(const Taken taken, as_of == nullptr ? seal_with(call, out.about) : seal_of(call, out.about, *as_of));
  KATIWALA_TRY(const Publisher::Head head, head_over(call, taken.seal->seq));
  KATIWALA_TRY(auto entries, call.house.ward_entries().find(call.house.store(), *key, std::nullopt, std::numeric_limits<std::size_t>::max()));
  entries.erase(std::ranges::lower_bound(entries, taken.seal->seq), entries.end());
  KATIWALA_TRY(out.lines, lines_of(call, out.about, entries, head->checkpoint.size));
  KATIWALA_TRY(const journal::Entry sealing, call.journal().read(taken.seal->seq));
  KATIWALA_TRY(out.seal, audit::statement_line(sealing, {}, [&](record::Seq seq) { return call.journal().prove(seq, head->checkpoint.size); }));
  out.leaf_index = taken.index;
  out.leaf_path = taken.seal->path(taken.index);
  out.checkpoint = head->text;
  return audit::encode_statement(out);
}

}  // namespace

transport::Response read_receipt(const Call& call) {
  const auto number = parse_number(call.params[0]);
  if (!number.ok()) return refused(call, number.refusal());
  auto text = receipt(call, *number);
  if (!text.ok()) return refused(call, text.refusal());
  return file_response("text/plain; charset=utf-8", "entry-" + std::to_string(*number) + ".tlog-proof", std::move(*text));
}

transport::Response read_statement(const Call& call) {
  const auto ward = parse_id<custody::WardTag>(call.params[0]);
  if (!ward.ok()) return refused(call, ward.refusal());
  const auto bytes = statement(call, *ward);
  if (!bytes.ok()) return refused(call, bytes.refusal());
  return file_response("application/cbor", "ward-" + ward->hex() + ".statement", std::string(text_of(*bytes)));
}

}  // namespace katiwala::api::door
