#include "ledger/journal/draft.h"

#include <algorithm>

#include "ledger/money/exact.h"
#include "ledger/journal/part_codec.h"

namespace katiwala::journal {
namespace {

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

crypto::KeyId key_for(const Memory& memory, const custody::Subject& about, const NewKeys& new_keys) {
  if (const crypto::KeyId* known = memory.key_of(about)) return *known;
  const auto made = std::ranges::find(new_keys, about, &NewKeys::value_type::first);
  KATIWALA_ASSERT(made != new_keys.end(), "a sealed part about a subject that has no data key");
  return made->second;
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

std::vector<custody::Subject> without_key(const Memory& memory, const custody::Decision& decision) {
  std::vector<custody::Subject> out;
  const auto look = [&](const custody::Subject& about) {
    if (custody::is_sealed(about.kind) && memory.key_of(about) == nullptr && std::ranges::find(out, about) == out.end()) out.push_back(about);
  };
  look(decision.about);
  for (const custody::Effect& effect : decision.effects) look(effect.about);
  for (const custody::SubjectPosting& line : decision.postings) look(line.about);
  return out;
}

Draft draft_entry(const Memory& memory, Asked asked, custody::Decision decision, crypto::KeyStore& keys, const NewKeys& new_keys,
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
    if (custody::is_sealed(part.about.kind)) {
      opened.key = key_for(memory, part.about, new_keys);
      const auto key = keys.find(*opened.key);
      KATIWALA_ASSERT(key != nullptr, "the data key of a sealed part is gone");
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
