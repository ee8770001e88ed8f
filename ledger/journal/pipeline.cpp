#include "ledger/journal/pipeline.h"

#include <pthread.h>

#include <chrono>

namespace katiwala::journal {
namespace {

/// As `top -H` and `perf` show it.
void name_thread(std::thread& thread, const char* name) { static_cast<void>(::pthread_setname_np(thread.native_handle(), name)); }

/// Handed over at the latest when this much waits, so that one commit's memory is bounded.
constexpr std::size_t kMaxBuildingBytes = std::size_t{16} << 20;
/// How often an idle writer looks whether something has fallen due.
constexpr std::chrono::milliseconds kTickLook{500};

Refusal unknown_outcome() { return refuse(Code::STORE_READ_ONLY, "The write's outcome is unknown; ask again by idempotency key once the ledger serves again."); }

}  // namespace

void DurableMark::advance(record::Seq entries) {
  const std::lock_guard lock(mutex_);
  KATIWALA_ASSERT(entries >= entries_, "what is durable never becomes less");
  entries_ = entries;
  moved_.notify_all();
}
void DurableMark::fail() {
  const std::lock_guard lock(mutex_);
  failed_ = true;
  moved_.notify_all();
}
bool DurableMark::wait_for(record::Seq entries) const {
  std::unique_lock lock(mutex_);
  moved_.wait(lock, [&] { return failed_ || entries_ >= entries; });
  return entries_ >= entries;
}
bool DurableMark::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}
record::Seq DurableMark::entries() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

Pipeline::Pipeline(Ports ports, Options options, std::unique_ptr<Shelf> shelf)
    : ports_(std::move(ports)), options_(options), shelf_(std::move(shelf)), durable_(shelf_->memory.next),
      writer_(ports_, *shelf_, [this] { return drain(); }) {
  committer_thread_ = std::thread([this] { commit_loop(); });
  shelver_thread_ = std::thread([this] { shelve_loop(); });
  writer_thread_ = std::thread([this] { write_loop(); });
  name_thread(committer_thread_, "ktw-committer");
  name_thread(shelver_thread_, "ktw-shelver");
  name_thread(writer_thread_, "ktw-writer");
}

void Pipeline::submit(Pending pending) {
  if (pending.ask && pending.ask->signature) {
    pending.verified = verify_ahead(shelf_->memory.ledger, shelf_->memory.state, std::shared_lock(shelf_->lock), *pending.ask);
  }
  std::optional<Refusal> refused;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || durable_.failed()) refused = refuse(Code::STORE_READ_ONLY, "The ledger is not taking commands; nothing was done.");
    else if (queue_.size() >= options_.max_queue) refused = refuse(Code::HTTP_BUSY);
    else queue_.push_back(std::move(pending));
  }
  if (refused) return pending.done(*refused);
  wake_writer_.notify_one();
}

void Pipeline::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_writer_.notify_all();
  if (writer_thread_.joinable()) writer_thread_.join();
  {
    const std::lock_guard lock(mutex_);
    committer_done_ = true;
  }
  wake_committer_.notify_all();
  if (committer_thread_.joinable()) committer_thread_.join();
  {
    const std::lock_guard lock(mutex_);
    shelver_done_ = true;
  }
  wake_shelver_.notify_all();
  if (shelver_thread_.joinable()) shelver_thread_.join();
}

// -- writer

std::deque<Pending> Pipeline::next_pending() {
  std::unique_lock lock(mutex_);
  wake_writer_.wait_for(lock, kTickLook, [&] { return stopping_ || !queue_.empty() || (writer_.building() > 0 && !committing_); });
  std::deque<Pending> out;
  while (!queue_.empty() && out.size() < options_.max_entries_a_commit) {
    out.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return out;
}

void Pipeline::hand_over_if_idle(bool wait) {
  std::unique_lock lock(mutex_);
  if (wait) wake_writer_.wait(lock, [&] { return !committing_; });
  if (committing_) return;
  work_ = writer_.take();
  committing_ = true;
  wake_committer_.notify_one();
}

bool Pipeline::drain() {
  if (writer_.building() > 0) hand_over_if_idle(true);
  return durable_.wait_for(shelf_->memory.next);
}

void Pipeline::refuse_queue() {
  std::deque<Pending> left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(queue_);
  }
  for (Pending& p : left) p.done(unknown_outcome());
  Work dead = writer_.take();
  fail(dead);
}

void Pipeline::write_loop() {
  for (;;) {
    std::deque<Pending> pending = next_pending();
    const bool idle = pending.empty();
    for (Pending& p : pending) {
      if (durable_.failed()) {
        p.done(unknown_outcome());
        continue;
      }
      writer_.process(std::move(p));
      if (writer_.building_bytes() >= kMaxBuildingBytes) hand_over_if_idle(true);
    }
    if (durable_.failed()) refuse_queue();
    else if (idle) writer_.make_due_ticks();
    if (writer_.building() > 0) hand_over_if_idle(writer_.building() >= options_.max_entries_a_commit);
    const std::lock_guard lock(mutex_);
    if (stopping_ && queue_.empty() && writer_.building() == 0) return;
  }
}

// -- committer

void Pipeline::commit_loop() {
  for (;;) {
    std::optional<Work> work;
    {
      std::unique_lock lock(mutex_);
      wake_committer_.wait(lock, [&] { return work_.has_value() || committer_done_; });
      if (!work_) return;
      work = std::exchange(work_, std::nullopt);
    }
    commit(std::move(*work));
    {
      const std::lock_guard lock(mutex_);
      committing_ = false;
    }
    wake_writer_.notify_all();
  }
}

void Pipeline::commit(Work work) {
  if (durable_.failed()) return fail(work);
  if (!work.batch.blocks.empty()) {
    if (!ports_.store->append(work.batch).ok()) {
      durable_.fail();
      return fail(work);
    }
    // The erasure is durable; its key goes before anybody is told. A crash in between is finished by the next start.
    for (const crypto::KeyId& key : work.erased) {
      if (ports_.keys->find(key) && !ports_.keys->destroy(key).ok()) {
        durable_.fail();
        return fail(work);
      }
    }
    durable_.advance(work.end);
    wake_shelver_.notify_one();
  }
  answer(work);
}

void Pipeline::answer(Work& work) {
  for (auto& waiting : work.waiting) waiting.done(Answer{std::move(waiting.entry), false});
  for (auto& replay : work.replays) {
    auto entry = read(replay.seq);
    if (!entry.ok()) replay.done(entry.refusal());
    else if (entry->act.request != replay.request) replay.done(refuse(Code::IDEMPOTENCY_MISMATCH));
    else replay.done(Answer{std::make_shared<const Entry>(std::move(*entry)), true});
  }
  for (auto& unmet : work.unmet) unmet.done(std::move(unmet.why));
}

void Pipeline::fail(Work& work) {
  for (auto& waiting : work.waiting) waiting.done(unknown_outcome());
  for (auto& replay : work.replays) replay.done(unknown_outcome());
  for (auto& unmet : work.unmet) unmet.done(unknown_outcome());
}

Result<Entry> Pipeline::read(record::Seq seq) const {
  KATIWALA_TRY(const record::StoredEntry stored, ports_.store->read(seq));
  return open_entry(shelf_->memory.ledger, stored, ports_.keys);
}

// -- shelver

void Pipeline::shelve_loop() {
  for (;;) {
    bool last = false;
    {
      std::unique_lock lock(mutex_);
      wake_shelver_.wait_for(lock, std::chrono::milliseconds(options_.derived_every_ms), [&] { return shelver_done_; });
      last = shelver_done_;
    }
    if (durable_.failed()) return;
    if (!shelve().ok()) durable_.fail();
    if (last) return;
  }
}

Status Pipeline::shelve() {
  ClearRows clear;
  record::Seq next = 0;
  {
    // The rows are one snapshot: the writer waits, readers do not. Only the writer, under the whole lock, and this thread touch `stale`.
    const std::shared_lock lock(shelf_->lock);
    if (shelf_->stale.size() == 0) return good();
    clear = clear_rows(shelf_->memory, shelf_->stale.take());
    next = shelf_->memory.next;
  }
  std::vector<store::DerivedRow> rows = seal_rows(shelf_->memory.ledger, std::move(clear), *ports_.keys, *ports_.entropy);
  rows.push_back(shape_row());
  if (!durable_.wait_for(next)) return good();  // it has failed already, and what is not durable is never shelved
  return ports_.store->put_derived(rows, next - 1);
}

}  // namespace katiwala::journal
