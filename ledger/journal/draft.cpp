#include "ledger/journal/draft.h"

#include <algorithm>

#include "ledger/money/exact.h"
#include "ledger/record/codec.h"

namespace katiwala::journal {
namespace {

using NewWardKey = std::optional<std::pair<custody::WardId, crypto::KeyId>>;

SubjectPart& part_of(std::vector<SubjectPart>& parts, const custody::Subject& about) {
  const auto found = std::ranges::find(parts, about, &SubjectPart::about);
  if (found != parts.end()) return *found;
  parts.emplace_back().about = about;
  return parts.back();
}

std::int64_t balance_after(const Memory& memory, const std::vector<custody::SubjectPosting>& postings, const book::Account& account) {
  Minor after = wide(memory.state.book.balance(account));
  for (const auto& p : postings)
    if (p.posting.account == account) after += Minor(p.posting.change_minor);
  return static_cast<std::int64_t>(after);
}

void add_balances(const Memory& memory, const std::vector<custody::SubjectPosting>& postings, SubjectPart& part) {
  for (const book::Posting& line : part.postings) {
    const bool there = std::ranges::any_of(part.balances, [&](const Balance& b) { return b.account == line.account; });
    if (!there) part.balances.push_back({line.account, balance_after(memory, postings, line.account)});
  }
}

std::vector<SubjectPart> subject_parts(const Memory& memory, Asked& asked, custody::Decision& decision) {
  std::vector<SubjectPart> parts;
  parts.reserve(4);
  SubjectPart& primary = part_of(parts, decision.about);
  primary.asked = std::move(asked.command);
  primary.signature = std::move(asked.signature);
  primary.outcome = decision.outcome;
  primary.reasons = std::move(decision.reasons);
  for (custody::Effect& effect : decision.effects) part_of(parts, effect.about).events.push_back(std::move(effect.event));
  for (const custody::SubjectPosting& p : decision.postings) part_of(parts, p.about).postings.push_back(p.posting);
  for (SubjectPart& part : parts) {
    add_balances(memory, decision.postings, part);
    const Chain chain = memory.chain(part.about);
    part.number = chain.number + 1;
    part.before = chain.last;
  }
  return parts;
}

crypto::KeyId key_for(const Memory& memory, const custody::WardId& ward, const NewWardKey& new_ward_key) {
  if (const auto known = memory.ward_keys.find(ward); known != memory.ward_keys.end()) return known->second;
  KATIWALA_ASSERT(new_ward_key.has_value() && new_ward_key->first == ward, "a part about a ward that has no data key");
  return new_ward_key->second;
}

record::Part salted(Bytes bytes, crypto::Entropy& entropy) {
  KATIWALA_ASSERT(bytes.size() <= record::kMaxPartBytes, "a part is larger than a part may be");
  record::Part part;
  entropy.fill(part.salt);
  part.bytes = std::move(bytes);
  return part;
}

record::StoredPart in_clear(const record::Part& part) {
  record::StoredPart out;
  out.salt = part.salt;
  out.bytes = part.bytes;
  return out;
}

}  // namespace

Draft draft_entry(const Memory& memory, Asked asked, custody::Decision decision, crypto::KeyStore& keys, const NewWardKey& new_ward_key,
                  crypto::Entropy& entropy) {
  auto entry = std::make_shared<Entry>();
  entry->act = std::move(asked.act);
  entry->act_clear = salted(record::encode_struct(entry->act), entropy);
  entry->header.seq = memory.next;
  entry->header.prev = memory.last_leaf;
  entry->header.time = asked.time;
  entry->header.part_hashes.push_back(entry->act_clear.hash());
  record::StoredEntry stored;
  stored.parts.push_back(in_clear(entry->act_clear));

  for (SubjectPart& part : subject_parts(memory, asked, decision)) {
    OpenedPart opened;
    opened.clear = salted(record::encode_struct(part), entropy);
    opened.hash = opened.clear.hash();
    entry->header.part_hashes.push_back(opened.hash);
    if (part.about.kind == custody::SubjectKind::ward) {
      opened.key = key_for(memory, custody::WardId{part.about.id}, new_ward_key);
      const auto key = keys.find(*opened.key);
      KATIWALA_ASSERT(key != nullptr, "the data key of a ward is gone");
      const auto index = static_cast<std::uint16_t>(entry->header.part_hashes.size() - 1);
      stored.parts.push_back(seal_part(memory.ledger, memory.next, index, opened.clear, opened.hash, *opened.key, *key));
    } else {
      stored.parts.push_back(in_clear(opened.clear));
    }
    opened.part = std::move(part);
    entry->parts.push_back(std::move(opened));
  }
  entry->encoded_header = record::encode(entry->header);
  entry->leaf = record::leaf_hash(entry->encoded_header);
  stored.header = entry->encoded_header;
  return {std::move(entry), std::move(stored)};
}

}  // namespace katiwala::journal
