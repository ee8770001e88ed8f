#include "ledger/journal/opening.h"
#include "ledger/journal/seal.h"
#include "ledger/journal/signature_check.h"

namespace katiwala::journal {

Result<Memory> replay(const store::LogStore& store, crypto::KeyStore* keys, record::Seq end, const BeforeEntry& visit) {
  Memory memory;
  memory.ledger = store.ledger();
  const Status walked = for_each_opened(store, keys, 0, end, [&](record::Seq, Result<Entry> opened) -> Status {
    KATIWALA_TRY(const Entry entry, std::move(opened));
    if (visit) KATIWALA_CHECK(visit(memory, entry));
    return fold(memory, entry, nullptr, nullptr);
  });
  if (!walked.ok()) return walked.refusal();
  return memory;
}

const custody::Command* effective_command(const custody::State& state, const custody::Command& command) {
  const auto* approve = std::get_if<custody::Approve>(&command);
  if (approve == nullptr) return &command;
  const auto* proposal = state.proposal(approve->proposal);
  return proposal == nullptr ? nullptr : &proposal->command;
}

Status add_reversed(custody::Submission& submission, const custody::State& state, const store::LogStore& store, crypto::KeyStore* keys,
                    record::Seq next) {
  const custody::Command* command = effective_command(state, submission.command);
  const auto* reversal = command == nullptr ? nullptr : std::get_if<custody::ReverseEntry>(command);
  if (reversal == nullptr || reversal->entry >= next) return good();
  KATIWALA_TRY(const record::StoredEntry stored, store.read(reversal->entry));
  KATIWALA_TRY(const Entry entry, open_entry(store.ledger(), stored, keys));
  submission.reversed_kind = entry.act.command;
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const book::Posting& line : opened.part->postings) submission.reversed_postings.push_back({opened.part->about, line});
  }
  return good();
}

namespace {
/// The root of the first `size` entries in the store.
Result<Digest> root_in(const store::LogStore& store, std::uint64_t size) {
  std::vector<Digest> tail;
  for (std::uint64_t seq = size - size % tree::kTileWidth; seq < size; ++seq) {
    KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
    tail.push_back(record::leaf_hash(stored.header));
  }
  KATIWALA_TRY(const tree::Frontier frontier, tree::Frontier::load(size, [&](tree::TileId id) { return store.tile(id); }, tail));
  return frontier.root();
}
}  // namespace

bool names_head(const custody::Command& command) {
  const auto* release = std::get_if<custody::Release>(&command);
  return release != nullptr && release->checkpoint.has_value();
}

void add_file_keys(custody::Submission& submission, const Memory& before) {
  const custody::Command* effective = effective_command(before.state, submission.command);
  const auto* erasure = effective == nullptr ? nullptr : std::get_if<custody::EraseWard>(effective);
  if (erasure == nullptr) return;
  for (const custody::Subject& file : {custody::protection_of(erasure->ward), custody::watch_of(erasure->ward)}) {
    if (const crypto::KeyId* key = before.key_of(file)) submission.file_keys.push_back({file.kind, key->bytes});
  }
}

void add_head(custody::Submission& submission, const Memory& before, const store::LogStore& store, const ReadHead& read_head) {
  if (!names_head(submission.command) || !read_head) return;
  const auto head = read_head(before.state.ledger, *std::get<custody::Release>(submission.command).checkpoint);
  if (!head || head->size > before.next) return;
  const auto root = root_in(store, head->size);
  // Signed and cosigned, and not of this log: a fork. It proves nothing here.
  if (!root.ok() || *root != head->root) return;
  submission.witnessed = {head->size, head->cosignatures};
}

Result<custody::Submission> submission_of(const Memory& before, const Entry& entry, const store::LogStore& store, crypto::KeyStore* keys,
                                          const ReadHead& read_head) {
  const SubjectPart* primary = entry.primary();
  if (primary == nullptr) return refuse(Code::KEY_MISSING, "What was asked can not be read any more.", "entry " + std::to_string(entry.seq()));
  custody::Submission submission;
  submission.command = *primary->asked;
  submission.principal = entry.act.principal;
  submission.credential = entry.act.credential;
  submission.signature = primary->signature;
  submission.seq = entry.seq();
  submission.time = entry.header.time;
  const auto* founding = std::get_if<custody::CreateLedger>(&submission.command);
  thread_local CertificateKeys certificates;  // a ledger is decided again entry by entry: the same few sign most of them
  if (founding != nullptr) submission.signature_valid = founding_is_signed(*founding);
  else judge_signature(certificates, before.ledger, before.state, submission, entry.act.idempotency_key, std::nullopt);
  KATIWALA_CHECK(add_reversed(submission, before.state, store, keys, before.next));
  add_head(submission, before, store, read_head);
  add_file_keys(submission, before);
  if (std::holds_alternative<custody::TakeSeal>(submission.command)) submission.seal = make_seal(before).commitment;
  return submission;
}

}  // namespace katiwala::journal
