/// The threads of the journal and what they hand each other. Private to this room.
///
///   submit() -> queue_ -> writer thread (Writer) -> work_ -> committer thread (store) -> answers
///   shelver thread: writes stale derived rows behind what is durable
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "ledger/journal/writer.h"

namespace katiwala::journal {

/// How many entries are durable; reads wait on it. Failing is for good.
class DurableMark {
 public:
  explicit DurableMark(record::Seq entries) : entries_(entries) {}
  void advance(record::Seq entries);
  void fail();
  /// False where it has failed and never got that far.
  bool wait_for(record::Seq entries) const;
  [[nodiscard]] bool failed() const;
  [[nodiscard]] record::Seq entries() const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable moved_;
  record::Seq entries_;
  bool failed_ = false;
};

class Pipeline {
 public:
  Pipeline(Ports ports, Options options, std::unique_ptr<Shelf> shelf);
  ~Pipeline() { stop(); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void submit(Pending pending);
  void stop();

  [[nodiscard]] const Ports& ports() const { return ports_; }
  [[nodiscard]] const Shelf& shelf() const { return *shelf_; }
  [[nodiscard]] const DurableMark& durable() const { return durable_; }
  /// Opens an entry that is durable.
  [[nodiscard]] Result<Entry> read(record::Seq seq) const;

 private:
  void write_loop();
  void commit_loop();
  void shelve_loop();
  std::deque<Pending> next_pending();
  void hand_over_if_idle(bool wait);
  bool drain();
  void commit(Work work);
  void answer(Work& work);
  void fail(Work& work);
  Status shelve();
  void refuse_queue();

  const Ports ports_;
  const Options options_;
  const std::unique_ptr<Shelf> shelf_;
  DurableMark durable_;
  Writer writer_;

  std::mutex mutex_;
  std::condition_variable wake_writer_, wake_committer_, wake_shelver_;
  std::deque<Pending> queue_;
  std::optional<Work> work_;
  bool committing_ = false;
  bool stopping_ = false;        ///< no new asks
  bool committer_done_ = false;  ///< the writer has handed over its last
  bool shelver_done_ = false;
  std::thread writer_thread_, committer_thread_, shelver_thread_;
};

}  // namespace katiwala::journal
