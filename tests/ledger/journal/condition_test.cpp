// Conditions of a submission are judged by the one writer, in the turn in which it decides: two who saw the same do not both get through, whatever the timing.
#include <gtest/gtest.h>

#include <future>

#include "ledger/store/engines.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::journal {
namespace condition {

using namespace custody;
using testing::date;
using testing::Ids;
using testing::TestLedger;

/// That nothing was written about her since.
Condition unmoved(const WardId& ward, std::uint64_t number) {
  return [=](const Memory& memory) { return memory.chain(subject(ward)).number == number ? good() : Status(refuse(Code::PRECONDITION_FAILED)); };
}

/// The store, with a gate before every write, which can also be the last one.
class GatedStore final : public store::LogStore {
 public:
  explicit GatedStore(store::LogStore& inner) : inner_(inner) {}
  void close() {
    const std::lock_guard lock(mutex_);
    is_open_ = false;
  }
  void open(bool fails) {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    fails_ = fails;
    moved_.notify_all();
  }

  store::LedgerId ledger() const override { return inner_.ledger(); }
  std::optional<store::Head> head() const override { return inner_.head(); }
  Status append(const store::Batch& batch) override {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return is_open_; });
    return fails_ ? Status(refuse(Code::STORE_IO)) : inner_.append(batch);
  }
  bool read_only() const override { return inner_.read_only(); }
  Status scan(record::Seq first, const std::function<Status(record::Seq, record::StoredEntry)>& visit) const override { return inner_.scan(first, visit); }
  Result<record::StoredEntry> read(record::Seq seq) const override { return inner_.read(seq); }
  std::optional<Bytes> tile(tree::TileId id) const override { return inner_.tile(id); }
  Status put_derived(std::span<const store::DerivedRow> rows, record::Seq reflects) override { return inner_.put_derived(rows, reflects); }
  std::optional<record::Seq> derived_reflects() const override { return inner_.derived_reflects(); }
  Status scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const override { return inner_.scan_derived(visit); }
  std::optional<Bytes> get_derived(ByteView key) const override { return inner_.get_derived(key); }
  Status clear_derived() override { return inner_.clear_derived(); }

 private:
  store::LogStore& inner_;
  std::mutex mutex_;
  std::condition_variable moved_;
  bool is_open_ = true, fails_ = false;
};

/// What came of an ask that was handed in without waiting.
class Outcome {
 public:
  void submit(Journal& journal, Ask ask) {
    journal.submit(std::move(ask), [this](Result<Answer> answer) { promise_.set_value(std::move(answer)); });
  }
  bool is_answered() { return future_.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
  /// "recorded", or the refusal's code.
  std::string wait() {
    const Result<Answer> answer = future_.get();
    return answer.ok() ? "recorded" : std::string(name_of(answer.refusal().code));
  }

 private:
  std::promise<Result<Answer>> promise_;
  std::future<Result<Answer>> future_ = promise_.get_future();
};

/// Keeps the writer busy from enter() to leave(): what is handed in meanwhile stands behind it in the queue. It records nothing itself.
class Held {
 public:
  void enter(TestLedger& ledger) {
    Ask ask = ledger.ask("officer-3", RecordRate{*Rate::parse(*Currency::parse("USD"), *Currency::parse("PHP"), "58.2350"), date("2026-02-18"), "held"});
    ask.only_if = [this](const Memory&) {
      entered_.set_value();
      left_.get_future().wait();
      return Status(refuse(Code::PRECONDITION_FAILED));
    };
    outcome_.submit(ledger.journal(), std::move(ask));
    entered_.get_future().wait();
  }
  void leave() {
    left_.set_value();
    EXPECT_EQ(outcome_.wait(), "PRECONDITION_FAILED");
  }

 private:
  std::promise<void> entered_, left_;
  Outcome outcome_;
};

class Conditions : public ::testing::Test {
 protected:
  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    ward = ledger.open_ward(ids.pool, "2008-06-01");
  }
  /// Something about her: a proposal, or a denial; an entry with a part of hers in any case.
  Ask about_her(const std::string& who, const std::string& key) {
    return ledger.ask(who, ApproveBond{ward, ledger.draw<PersonTag>(), ledger.amount("1.00", "PHP"), date("2026-02-18"), {}}, key);
  }
  Ask only_if(Ask ask, Condition condition) {
    ask.only_if = std::move(condition);
    return ask;
  }
  std::uint64_t number() {
    std::uint64_t out = 0;
    EXPECT_TRUE(ledger.journal().look([&](const Memory& memory) { out = memory.chain(subject(ward)).number; }).ok());
    return out;
  }
  record::Seq head() { return ledger.journal().head()->seq; }

  std::unique_ptr<store::LogStore> inner = store::memory_store(crypto::random_id<store::LedgerTag>(crypto::system_entropy()));
  GatedStore store{*inner};
  TestLedger ledger{&store};
  Ids ids;
  WardId ward;
};

TEST_F(Conditions, OfTwoWhoSawTheSameOneGetsThrough) {
  const std::uint64_t seen = number();
  const record::Seq before = head();
  const Ask first = only_if(about_her("officer-1", "first"), unmoved(ward, seen)), second = only_if(about_her("officer-2", "second"), unmoved(ward, seen));
  Held held;
  held.enter(ledger);
  Outcome of_first, of_second;
  of_first.submit(ledger.journal(), first);
  of_second.submit(ledger.journal(), second);
  held.leave();
  EXPECT_EQ(of_first.wait(), "recorded");
  EXPECT_EQ(of_second.wait(), "PRECONDITION_FAILED");
  EXPECT_EQ(number(), seen + 1);
  EXPECT_EQ(head(), before + 1) << "nothing is recorded of the other";
  // Nor of its key: it is as if it had never come.
  const auto again = ledger.journal().submit(only_if(second, unmoved(ward, seen + 1)));
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->replayed);
  EXPECT_EQ(number(), seen + 2);
}

TEST_F(Conditions, OneWithoutAConditionIsNotAsked) {
  const std::uint64_t seen = number();
  const Ask plain = about_her("officer-1", "plain"), conditioned = only_if(about_her("officer-2", "conditioned"), unmoved(ward, seen));
  Held held;
  held.enter(ledger);
  Outcome of_plain, of_conditioned;
  of_plain.submit(ledger.journal(), plain);
  of_conditioned.submit(ledger.journal(), conditioned);
  held.leave();
  EXPECT_EQ(of_plain.wait(), "recorded");
  EXPECT_EQ(of_conditioned.wait(), "PRECONDITION_FAILED");
}

/// What falls due while a command stands in the queue is made before it, and the condition sees it.
TEST_F(Conditions, ADeadlineDoesNotSlipThrough) {
  const std::uint64_t seen = number();
  std::optional<Instant> due;
  ASSERT_TRUE(ledger.journal().look([&](const Memory& memory) {
    for (const AgendaItem& item : memory.state.agenda)
      if (item.object == subject(ward) && !due) due = item.due;
  }).ok());
  ASSERT_TRUE(due.has_value());
  const Ask conditioned = only_if(about_her("officer-1", "conditioned"), unmoved(ward, seen));
  Held held;
  held.enter(ledger);
  ASSERT_TRUE(ledger.clock().move_to(*due).ok());
  Outcome outcome;
  outcome.submit(ledger.journal(), conditioned);
  held.leave();
  EXPECT_EQ(outcome.wait(), "PRECONDITION_FAILED");
  EXPECT_GT(number(), seen);
  const auto last = ledger.journal().read(head());
  ASSERT_TRUE(last.ok());
  EXPECT_EQ(last->act.command, Tick::kind) << "a tick, and nothing of the command";
}

TEST_F(Conditions, AKeyThatHasMadeItsEntryIsAnsweredWithIt) {
  const Ask ask = about_her("officer-1", "once");
  const auto made = ledger.journal().submit(only_if(ask, unmoved(ward, number())));
  ASSERT_TRUE(made.ok());
  const auto again = ledger.journal().submit(only_if(ask, [](const Memory&) {
    ADD_FAILURE() << "asked of what was done already";
    return Status(refuse(Code::PRECONDITION_FAILED));
  }));
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->entry->seq(), made->entry->seq());
}

/// A refusal tells what the state is, so it leaves no earlier than that state is durable, and not at all where it never will be.
TEST_F(Conditions, ARefusalWaitsForWhatItSaw) {
  for (const bool fails : {false, true}) {
    const std::uint64_t seen = number();
    const std::string run = fails ? "-fails" : "-holds";
    const Ask first = about_her("officer-1", "first" + run);
    const Ask second = only_if(about_her("officer-2", "second" + run), unmoved(ward, seen));
    std::promise<void> third_is_asked;
    const Ask third = only_if(about_her("officer-3", "third" + run), [&](const Memory&) {
      third_is_asked.set_value();
      return Status(refuse(Code::PRECONDITION_FAILED));
    });
    Outcome of_first, of_second, of_third;
    store.close();
    of_first.submit(ledger.journal(), first);
    of_second.submit(ledger.journal(), second);
    of_third.submit(ledger.journal(), third);
    third_is_asked.get_future().wait();  // so the second's turn is over
    EXPECT_FALSE(of_second.is_answered()) << run;
    store.open(fails);
    EXPECT_EQ(of_first.wait(), fails ? "STORE_READ_ONLY" : "recorded");
    EXPECT_EQ(of_second.wait(), fails ? "STORE_READ_ONLY" : "PRECONDITION_FAILED");
    EXPECT_EQ(of_third.wait(), fails ? "STORE_READ_ONLY" : "PRECONDITION_FAILED");
  }
}

}  // namespace condition
}  // namespace katiwala::journal
