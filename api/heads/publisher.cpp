#include "api/heads/publisher.h"

#include <algorithm>
#include <chrono>

namespace katiwala::api {
namespace {

constexpr std::int64_t kBetweenPublications_ms = 1'000;
constexpr std::int64_t kAskAgain_ms = 10'000;  ///< a witness that did not cosign, where nothing new is to be published

Refusal fork(const audit::Checkpoint& signed_before, std::uint64_t size, const std::string& root) {
  return refuse(Code::CHECKPOINT_FORK, "A head of " + std::to_string(signed_before.size) + " entries with root " + to_base64(signed_before.root) +
                                           " was signed before; this ledger has " + std::to_string(size) + " entries with root " + root + ".",
                "heads");
}

/// A stored note of this origin. Its signature is our own; what matters is that it is whole.
Result<std::shared_ptr<const SignedHead>> read_head(store::FileSystem& files, const Path& path, const std::string& origin) {
  KATIWALA_TRY(const auto bytes, files.read(path));
  if (!bytes) return std::shared_ptr<const SignedHead>();
  auto head = std::make_shared<SignedHead>();
  head->text = std::string(text_of(*bytes));
  KATIWALA_TRY(head->note, audit::parse_note(head->text));
  KATIWALA_TRY(head->checkpoint, audit::parse_checkpoint(head->note.text));
  if (head->checkpoint.origin != origin) return refuse(Code::ORIGIN_UNKNOWN, "The stored head is of another log.", path.string());
  std::erase_if(head->note.signatures, [&](const audit::SignatureLine& line) { return line.name != origin; });
  return std::shared_ptr<const SignedHead>(std::move(head));
}

}  // namespace

Publisher::Publisher(PublisherPorts ports, Path folder, std::string origin, std::vector<WitnessAddress> witnesses)
    : ports_(std::move(ports)), folder_(std::move(folder)), origin_(std::move(origin)), witnesses_(std::move(witnesses)), known_sizes_(witnesses_.size(), 0) {
  for (const WitnessAddress& witness : witnesses_) standings_.push_back({witness.name, 0, 0, false, std::nullopt, false});
}

Publisher::~Publisher() { stop(); }

Result<std::unique_ptr<Publisher>> Publisher::open(PublisherPorts ports, Path folder, std::string origin, std::vector<WitnessAddress> witnesses) {
  std::unique_ptr<Publisher> out(new Publisher(std::move(ports), std::move(folder), std::move(origin), std::move(witnesses)));
  KATIWALA_CHECK(out->load());
  return out;
}

Status Publisher::load() {
  KATIWALA_CHECK(ports_.files->make_folder(folder_));
  KATIWALA_TRY(signed_, read_head(*ports_.files, folder_ / "signed", origin_));
  KATIWALA_TRY(cosigned_, read_head(*ports_.files, folder_ / "cosigned", origin_));
  const auto head = ports_.journal->head();
  const std::uint64_t size = head ? head->seq + 1 : 0;
  for (const Head& one : {signed_, cosigned_}) {
    if (!one) continue;
    const audit::Checkpoint& before = one->checkpoint;
    if (before.size > size) return fork(before, size, "that can not contain it");
    KATIWALA_TRY(const Digest root, ports_.journal->root(before.size));
    if (root != before.root) return fork(before, size, "that is another one at that size: " + to_base64(root));
  }
  return good();
}

Status Publisher::latch(Refusal refusal) {
  const std::lock_guard lock(mutex_);
  if (!fault_) fault_ = refusal;
  changed_.notify_all();
  return refusal;
}

Status Publisher::check_growth(const audit::Checkpoint& before, std::uint64_t size, const Digest& root) {
  if (before.size == 0) return good();
  KATIWALA_TRY(const auto proof, ports_.journal->prove_growth(before.size, size));
  if (tree::verify_consistency(before.size, size, before.root, root, proof).ok()) return good();
  return latch(fork(before, size, to_base64(root)));
}

Status Publisher::sign_durable() {
  const auto durable = ports_.journal->head();
  const std::uint64_t size = durable ? durable->seq + 1 : 0;
  const Head before = signed_head();
  if (before && before->checkpoint.size >= size) return good();
  KATIWALA_TRY(const Digest root, ports_.journal->root(size));
  if (before) KATIWALA_CHECK(check_growth(before->checkpoint, size, root));
  auto head = std::make_shared<SignedHead>();
  head->checkpoint = {origin_, size, root, {}};
  auto note = audit::sign_checkpoint(head->checkpoint, *ports_.signer);
  if (!note.ok()) return latch(note.refusal());
  head->note = std::move(*note);
  head->text = audit::print_note(head->note);
  // Stored before anybody sees it: what was signed and is not known here any more could be contradicted.
  if (const Status stored = store::replace_atomically(*ports_.files, folder_ / "signed", view(head->text)); !stored.ok()) return latch(stored.refusal());
  const std::lock_guard lock(mutex_);
  signed_ = std::move(head);
  changed_.notify_all();
  return good();
}

void Publisher::ask_witnesses() {
  const Head head = signed_head();
  if (!head || witnesses_.empty()) return;
  const ProveGrowth prove = [&](std::uint64_t old_size) { return ports_.journal->prove_growth(old_size, head->checkpoint.size); };
  std::vector<WitnessOutcome> outcomes(witnesses_.size());
  {
    std::vector<std::jthread> asking;  // one slow witness keeps no other waiting
    for (std::size_t i = 0; i < witnesses_.size(); ++i) {
      asking.emplace_back([&, i] { outcomes[i] = ask_witness(witnesses_[i], known_sizes_[i], *head, prove, ports_.call); });
    }
  }
  if (const Status kept = keep_cosigned(*head, outcomes); !kept.ok()) static_cast<void>(latch(kept.refusal()).ok());
}

Status Publisher::keep_cosigned(const SignedHead& head, const std::vector<WitnessOutcome>& outcomes) {
  std::vector<std::string> counted;
  std::uint32_t quorum = 0;
  KATIWALA_CHECK(ports_.journal->look([&](const journal::Memory& memory) {
    counted = memory.state.ledger.witnesses;
    quorum = memory.state.ledger.witness_quorum;
  }));
  auto cosigned = std::make_shared<SignedHead>(head);
  audit::Note whole = head.note;
  std::uint32_t enough = 0;
  std::vector<WitnessStanding> now;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const WitnessOutcome& outcome = outcomes[i];
    const bool counts = std::ranges::find(counted, audit::print_vkey(witnesses_[i].key)) != counted.end();
    now.push_back({witnesses_[i].name, known_sizes_[i], outcome.time_s, counts, outcome.trouble, outcome.alarm});
    if (outcome.lines.empty()) continue;
    if (counts) ++enough;
    whole.signatures.insert(whole.signatures.end(), outcome.lines.begin(), outcome.lines.end());
  }
  cosigned->text = audit::print_note(whole);
  const bool published = enough > 0 && enough >= quorum;
  if (published) KATIWALA_CHECK(store::replace_atomically(*ports_.files, folder_ / "cosigned", view(cosigned->text)));
  const std::lock_guard lock(mutex_);
  standings_ = std::move(now);
  quorum_ = quorum;
  if (published) cosigned_ = std::move(cosigned);
  changed_.notify_all();
  return good();
}

Status Publisher::publish() {
  const std::lock_guard publishing(publishing_);
  if (const auto broken = fault()) return *broken;
  KATIWALA_CHECK(sign_durable());
  const auto covered = [this] {
    const std::lock_guard lock(mutex_);
    return cosigned_ && signed_ && cosigned_->checkpoint.size == signed_->checkpoint.size &&
           std::ranges::all_of(standings_, [](const WitnessStanding& s) { return !s.trouble; });
  };
  if (!covered()) ask_witnesses();
  const auto broken = fault();
  return broken ? Status(*broken) : good();
}

Status Publisher::publish_at_start() {
  KATIWALA_CHECK(publish());
  {
    // Every witness is asked, also those that need not cosign anything: what they have seen is the point.
    const std::lock_guard publishing(publishing_);
    ask_witnesses();
  }
  for (const WitnessStanding& witness : standings()) {
    if (!witness.alarm) continue;
    return refuse(witness.trouble->code, "Witness " + witness.name + ": " + witness.trouble->message, "witness " + witness.name);
  }
  return good();
}

void Publisher::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Publisher::run(const std::stop_token& stop) {
  using namespace std::chrono;
  auto next = steady_clock::now();
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, stop, milliseconds(kAskAgain_ms), [&] { return wanted_; });
      const bool in_trouble = std::ranges::any_of(standings_, [](const WitnessStanding& s) { return s.trouble.has_value(); });
      if (!wanted_ && !in_trouble) continue;
      // Who waits for a cosignature does not wait for the second to pass.
      changed_.wait_until(lock, stop, next, [&] { return in_a_hurry_ > 0; });
      wanted_ = false;
    }
    if (stop.stop_requested() || !publish().ok()) return;
    next = steady_clock::now() + milliseconds(kBetweenPublications_ms);
  }
}

void Publisher::wake() {
  const std::lock_guard lock(mutex_);
  wanted_ = true;
  changed_.notify_all();
}

void Publisher::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  // What was answered in the last second is published too. A refusal has latched, and there is nobody left to tell.
  if (!fault()) static_cast<void>(publish().ok());
}

bool Publisher::cover(record::Seq seq, std::int64_t deadline_ms) {
  std::unique_lock lock(mutex_);
  const auto covered = [&] { return published_now() && published_now()->checkpoint.size > seq; };
  wanted_ = true;
  ++in_a_hurry_;
  changed_.notify_all();
  changed_.wait_for(lock, std::chrono::milliseconds(deadline_ms), [&] { return fault_ || covered(); });
  --in_a_hurry_;
  return covered();
}

Publisher::Head Publisher::signed_head() const {
  const std::lock_guard lock(mutex_);
  return signed_;
}
Publisher::Head Publisher::published() const {
  const std::lock_guard lock(mutex_);
  return published_now();
}
std::vector<WitnessStanding> Publisher::standings() const {
  const std::lock_guard lock(mutex_);
  return standings_;
}
std::optional<Refusal> Publisher::fault() const {
  const std::lock_guard lock(mutex_);
  return fault_;
}

}  // namespace katiwala::api
