#include "api/scenario/folder_bank.h"

#include "ledger/crypto/digest.h"

namespace katiwala::api::scenario {
namespace {

using transport::Json;

Reply failed(const Refusal& refusal) {
  return reply_from(0, false, transport::to_text(object({{"code", name_of(refusal.code)}, {"detail", refusal.message}})));
}

/// NAME.json in `done` or `quarantine`.
Result<Json> outcome_of(const spool::Folder& folder, const std::string& filed) {
  for (const spool::Path& where : {folder.done(), folder.quarantine()}) {
    const spool::Path path = where / (filed + ".json");
    if (!spool::is_there(path)) continue;
    KATIWALA_TRY(const spool::Delivered outcome, spool::read_delivered(path, std::size_t{64} << 20));
    KATIWALA_TRY(const std::string text, beginning_of(*outcome.bytes, outcome.bytes->size()));
    return transport::parse_json(text, text.size());
  }
  return refuse(Code::STORE_IO, "The message was filed without an outcome.");
}

}  // namespace

Result<std::unique_ptr<FolderBank>> FolderBank::open(const spool::Path& folder, Stage& stage) {
  KATIWALA_TRY(spool::Folder opened, spool::Folder::open(folder));
  return std::unique_ptr<FolderBank>(new FolderBank(std::move(opened), stage));
}

std::string FolderBank::bytes_for(std::string_view message, const std::string& key) {
  const auto before = sent_.find(key);
  if (before != sent_.end()) return before->second;
  std::string out(message);
  while (!known_.insert(out).second) out += "\n";
  sent_[key] = out;
  return out;
}

Reply FolderBank::deliver(std::string_view message, const std::string& key) {
  const std::string bytes = bytes_for(message, key);
  const std::string name = "message-" + std::to_string(++count_) + ".xml";
  if (const Status put = spool::write_whole(folder_.in() / name, bytes); !put.ok()) return failed(put.refusal());
  spool::Report report;
  const Status passed = spool::pass(folder_, *stage_.party("bank").client, {}, report);
  if (!passed.ok()) return failed(passed.refusal());
  const auto outcome = outcome_of(folder_, spool::filed_name(name, crypto::sha256(view(bytes))));
  if (!outcome.ok()) return failed(outcome.refusal());
  const Json *status = outcome->find("status"), *answer = outcome->find("answer");
  if (status == nullptr || status->integer() == nullptr || answer == nullptr) return failed(refuse(Code::HTTP_RESPONSE));
  return reply_from(static_cast<int>(*status->integer()), outcome->find("replayed") != nullptr, transport::to_text(*answer));
}

Status FolderBank::take_file(const std::string& message_id, std::string_view bytes) { return spool::write_whole(folder_.out() / (message_id + ".xml"), bytes); }

}  // namespace katiwala::api::scenario
