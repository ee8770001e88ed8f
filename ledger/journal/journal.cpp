#include "ledger/journal/journal.h"

#include <ranges>

#include "ledger/crypto/digest.h"
#include "ledger/journal/opening.h"
#include "ledger/journal/pipeline.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {
namespace {

constexpr std::string_view kRequestKey = "request-hmac";
constexpr std::string_view kMatchingKey = "matching";

/// Level-0 hashes after the last full tile.
Result<std::vector<Digest>> tail_leaves(const store::LogStore& store, std::uint64_t size) {
  std::vector<Digest> out;
  const record::Seq first = size - size % tree::kTileWidth;
  if (first == size) return out;
  KATIWALA_CHECK(store.scan(first, [&](record::Seq, const record::StoredEntry& stored) {
    out.push_back(record::leaf_hash(stored.header));
    return good();
  }));
  return out;
}

Status load_head_of_derived(Memory& memory, const store::LogStore& store, record::Seq reflects) {
  KATIWALA_TRY(const record::StoredEntry stored, store.read(reflects));
  KATIWALA_TRY(const record::Header header, record::decode_header(stored.header));
  memory.next = reflects + 1;
  memory.last_leaf = record::leaf_hash(stored.header);
  memory.last_time = header.time;
  return good();
}

/// Derived rows where they can be used, an empty memory otherwise.
Result<Memory> start_memory(store::LogStore& store, crypto::KeyStore& keys, record::Seq head) {
  Memory memory;
  memory.ledger = store.ledger();
  const auto reflects = usable_derived(store);
  if (!reflects && !store.derived_reflects()) return memory;
  if (reflects && *reflects <= head && load_derived(memory, store, keys).ok() && load_head_of_derived(memory, store, *reflects).ok()) return memory;
  // A cache that does not load, or is another program's, is thrown away: the journal has it all.
  KATIWALA_CHECK(store.clear_derived());
  Memory empty;
  empty.ledger = store.ledger();
  return empty;
}

Result<std::unique_ptr<Shelf>> load(const Ports& ports, bool rebuild, Journal::StartReport& report) {
  const auto head = ports.store->head();
  if (!head) return refuse(Code::STORE_MISSING, "The ledger has no entry 0.");
  if (rebuild) KATIWALA_CHECK(ports.store->clear_derived());
  auto shelf = std::make_unique<Shelf>();
  KATIWALA_TRY(shelf->memory, start_memory(*ports.store, *ports.keys, head->seq));
  report.from_derived = shelf->memory.next;
  std::vector<crypto::KeyId> erased;
  KATIWALA_CHECK(for_each_opened(*ports.store, ports.keys, shelf->memory.next, head->seq + 1, [&](record::Seq, Result<Entry> opened) -> Status {
    KATIWALA_TRY(const Entry entry, std::move(opened));
    return fold(shelf->memory, entry, &shelf->stale, &erased);
  }));
  report.from_tail = shelf->memory.next - report.from_derived;
  if (shelf->memory.next != head->seq + 1 || shelf->memory.last_leaf != head->leaf) {
    return refuse(Code::CHAIN_BROKEN, "The journal does not lead to its head.", "entry " + std::to_string(head->seq));
  }
  for (const crypto::KeyId& key : erased) {
    if (ports.keys->find(key)) KATIWALA_CHECK(ports.keys->destroy(key));
  }
  KATIWALA_TRY(const auto tail, tail_leaves(*ports.store, shelf->memory.next));
  KATIWALA_TRY(shelf->frontier, tree::Frontier::load(shelf->memory.next, [&](tree::TileId id) { return ports.store->tile(id); }, tail));
  const auto moved_to = shelf->memory.state.ledger.clock.value_or(shelf->memory.last_time);
  KATIWALA_CHECK(ports.clock->start_after(std::max(shelf->memory.last_time, moved_to)));
  return shelf;
}

Refusal denial_of(const custody::Decision& decision) {
  for (const custody::Reason& reason : decision.reasons) {
    Code code;
    if (reason.outcome != custody::Outcome::allow && code_from_name(reason.code, code)) return refuse(code);
  }
  return refuse(Code::STORE_MISSING, "The founding of the ledger was denied without a reason.");
}

}  // namespace

bool is_idempotency_key(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter && c != '-' && c != '_' && c != '.' && c != ':') return false;
  }
  return true;
}

struct Journal::Impl {
  Impl(Ports ports, Options options, std::unique_ptr<Shelf> shelf, StartReport start) : report(start), pipeline(std::move(ports), options, std::move(shelf)) {}
  StartReport report;
  Pipeline pipeline;
};

Journal::Journal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::create(Ports ports, Options options, custody::CreateLedger founding) {
  if (ports.store->head()) return refuse(Code::STORE_EXISTS);
  auto shelf = std::make_unique<Shelf>();
  shelf->memory.ledger = ports.store->ledger();
  // A denial must not become entry 0, so it is looked at before anything is recorded.
  custody::Submission trial;
  trial.command = founding;
  trial.signature_valid = founding_is_signed(founding);
  KATIWALA_TRY(trial.time, ports.clock->now());
  const custody::Decision decision = ports.decide(shelf->memory.state, trial);
  if (!decision.accepted()) return denial_of(decision);
  std::unique_ptr<Journal> journal(new Journal(std::make_unique<Impl>(std::move(ports), options, std::move(shelf), StartReport{})));
  Ask ask;
  ask.command = std::move(founding);
  KATIWALA_TRY(const Answer answer, journal->submit(std::move(ask)));
  KATIWALA_ASSERT(answer.entry->seq() == 0, "a founding that is not entry 0");
  return journal;
}

Result<std::unique_ptr<Journal>> Journal::open(Ports ports, Options options) {
  StartReport report;
  KATIWALA_TRY(auto shelf, load(ports, options.rebuild, report));
  return std::unique_ptr<Journal>(new Journal(std::make_unique<Impl>(std::move(ports), options, std::move(shelf), report)));
}

void Journal::submit(Ask ask, Done done) {
  KATIWALA_ASSERT(ask.idempotency_key.empty() || is_idempotency_key(ask.idempotency_key), "an idempotency key that may not stand in the act");
  impl_->pipeline.submit({std::move(ask), std::move(done)});
}

Result<Answer> Journal::submit(Ask ask) {
  std::promise<Result<Answer>> promise;
  auto answer = promise.get_future();
  submit(std::move(ask), [&](Result<Answer> result) { promise.set_value(std::move(result)); });
  return answer.get();
}

Status Journal::tick() {
  std::promise<Result<Answer>> promise;
  auto answer = promise.get_future();
  impl_->pipeline.submit({std::nullopt, [&](Result<Answer> result) { promise.set_value(std::move(result)); }});
  const auto result = answer.get();
  return result.ok() ? good() : Status(result.refusal());
}

Status Journal::look(const std::function<void(const Memory&)>& read) const {
  record::Seq seen = 0;
  {
    const std::shared_lock lock(impl_->pipeline.shelf().lock);
    read(impl_->pipeline.shelf().memory);
    seen = impl_->pipeline.shelf().memory.next;
  }
  if (!impl_->pipeline.durable().wait_for(seen)) return refuse(Code::STORE_READ_ONLY);
  return good();
}

void Journal::glance(const std::function<void(const Memory&)>& read) const {
  const std::shared_lock lock(impl_->pipeline.shelf().lock);
  read(impl_->pipeline.shelf().memory);
}

Result<Entry> Journal::read(record::Seq seq) const {
  if (seq >= impl_->pipeline.durable().entries()) {
    // The store has it a moment before keys that it destroys are gone and the mark is set: whoever found its number there waits for that.
    const auto stored = head();
    if (!stored || seq > stored->seq) return refuse(Code::ENTRY_MISSING);
    if (!impl_->pipeline.durable().wait_for(seq + 1)) return refuse(Code::STORE_READ_ONLY);
  }
  return impl_->pipeline.read(seq);
}

namespace {
/// A copy of the growing edge, and all tiles below it in the store.
Result<tree::Frontier> durable_frontier(const Pipeline& pipeline, std::uint64_t size) {
  tree::Frontier frontier;
  {
    const std::shared_lock lock(pipeline.shelf().lock);
    frontier = pipeline.shelf().frontier;
  }
  if (size > frontier.size()) return refuse(Code::ENTRY_MISSING);
  if (!pipeline.durable().wait_for(frontier.size())) return refuse(Code::STORE_READ_ONLY);
  return frontier;
}
}  // namespace

Result<std::vector<Digest>> Journal::prove(record::Seq index, std::uint64_t size) const {
  if (index >= size) return refuse(Code::ENTRY_MISSING);
  KATIWALA_TRY(const tree::Frontier frontier, durable_frontier(impl_->pipeline, size));
  const auto& store = *impl_->pipeline.ports().store;
  return tree::prove_inclusion(index, size, tree::from_tiles([&](tree::TileId id) { return store.tile(id); }, frontier));
}

Result<Digest> Journal::root(std::uint64_t size) const {
  KATIWALA_TRY(const tree::Frontier frontier, durable_frontier(impl_->pipeline, size));
  const auto& store = *impl_->pipeline.ports().store;
  return tree::root_at(size, tree::from_tiles([&](tree::TileId id) { return store.tile(id); }, frontier));
}

Result<std::vector<Digest>> Journal::prove_growth(std::uint64_t old_size, std::uint64_t size) const {
  KATIWALA_TRY(const tree::Frontier frontier, durable_frontier(impl_->pipeline, size));
  const auto& store = *impl_->pipeline.ports().store;
  return tree::prove_consistency(old_size, size, tree::from_tiles([&](tree::TileId id) { return store.tile(id); }, frontier));
}

Result<Answer> Journal::seal(CivilDate day) {
  Ask ask;
  ask.command = custody::TakeSeal{day};
  return submit(std::move(ask));
}

std::shared_ptr<const Seal> Journal::last_seal() const {
  const std::shared_lock lock(impl_->pipeline.shelf().lock);
  return impl_->pipeline.shelf().seal;
}

std::optional<store::Head> Journal::head() const { return impl_->pipeline.ports().store->head(); }
bool Journal::read_only() const { return impl_->pipeline.durable().failed(); }
Journal::StartReport Journal::start_report() const { return impl_->report; }
void Journal::stop() { impl_->pipeline.stop(); }

namespace {
/// Each piece is hashed first, so that moving a byte from one piece to the next is another request.
Digest keyed_digest(const Pipeline& pipeline, auto&& of_pieces) {
  const auto key = pipeline.ports().keys->ledger_key(kRequestKey);
  KATIWALA_ASSERT(key != nullptr, "the ledger's request key is gone");
  Bytes digests;
  for (const Digest& digest : of_pieces) digests.insert(digests.end(), digest.begin(), digest.end());
  return crypto::hmac_sha256(key->raw(), {digests});
}
}  // namespace

Digest Journal::request_digest(std::initializer_list<ByteView> pieces) const {
  return keyed_digest(impl_->pipeline, pieces | std::views::transform([](ByteView piece) { return crypto::sha256(piece); }));
}

Digest Journal::request_digest_of(std::initializer_list<Digest> pieces) const { return keyed_digest(impl_->pipeline, pieces); }

custody::MarkValue Journal::mark(custody::MarkKind kind, std::string_view plain) const {
  const auto key = impl_->pipeline.ports().keys->ledger_key(kMatchingKey);
  KATIWALA_ASSERT(key != nullptr, "the ledger's matching key is gone");
  const auto tag = static_cast<std::uint8_t>(kind);
  const Digest digest = crypto::hmac_sha256(key->raw(), {ByteView(&tag, 1), view(plain)});
  custody::MarkValue out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

}  // namespace katiwala::journal
