#include "ledger/journal/entry.h"

#include <algorithm>
#include <set>

#include "ledger/base/endian.h"
#include "ledger/journal/part_codec.h"

namespace katiwala::journal {
namespace {

std::string place_of(record::Seq seq, std::size_t index) { return "entry " + std::to_string(seq) + " part " + std::to_string(index); }

Refusal at(Refusal refusal, record::Seq seq, std::size_t index) {
  refusal.place = place_of(seq, index) + (refusal.place.empty() ? "" : " " + refusal.place);
  return refusal;
}

Refusal malformed(record::Seq seq, std::size_t index, std::string message) {
  return refuse(Code::RECORD_MALFORMED, std::move(message), place_of(seq, index));
}

std::array<std::uint8_t, 26> associated_data(const store::LedgerId& ledger, record::Seq seq, std::uint16_t index) {
  std::array<std::uint8_t, 26> out;
  std::ranges::copy(ledger.bytes, out.begin());
  store_be(out.data() + 16, seq);
  store_be(out.data() + 24, index);
  return out;
}

crypto::Nonce nonce_of(const Digest& hash) {
  crypto::Nonce nonce;
  std::copy_n(hash.begin(), nonce.size(), nonce.begin());
  return nonce;
}

Result<SubjectPart> decode_part(record::Seq seq, std::size_t index, bool sealed, ByteView bytes) {
  auto part = record::decode_struct<SubjectPart>(bytes);
  if (!part.ok()) return at(part.refusal(), seq, index);
  if (part->version != kPartVersion) return malformed(seq, index, "The part's version is not known here.");
  if (part->number == 0 || (part->number == 1) != (part->before == Digest{})) {
    return malformed(seq, index, "The part's running number and the part before it do not fit.");
  }
  if (sealed != custody::is_sealed(part->about.kind)) {
    return malformed(seq, index, "A part that must be sealed lies in clear, or another's is sealed.");
  }
  return part;
}

Result<OpenedPart> open_subject(const store::LedgerId& ledger, record::Seq seq, std::size_t index, const record::StoredPart& stored,
                                const Digest& hash, crypto::KeyStore* keys) {
  OpenedPart out;
  out.hash = hash;
  if (stored.sealed) {
    out.key = crypto::KeyId{stored.key};
    const auto key = keys == nullptr ? nullptr : keys->find(*out.key);
    if (!key) return out;
    auto clear = open_part(ledger, seq, static_cast<std::uint16_t>(index), stored, hash, *key);
    if (!clear.ok()) return at(clear.refusal(), seq, index);
    out.clear = std::move(*clear);
  } else {
    out.clear = {stored.salt, stored.bytes};
    if (out.clear.hash() != hash) return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)), place_of(seq, index));
  }
  KATIWALA_TRY(out.part, decode_part(seq, index, stored.sealed, out.clear.bytes));
  return out;
}

Result<Act> open_act(record::Seq seq, const record::StoredPart& stored, const Digest& hash) {
  if (stored.sealed) return malformed(seq, 0, "The act is sealed.");
  if (record::part_hash(stored.salt, stored.bytes) != hash) {
    return refuse(Code::RECORD_HASH_MISMATCH, std::string(sentence_of(Code::RECORD_HASH_MISMATCH)), place_of(seq, 0));
  }
  auto act = record::decode_struct<Act>(stored.bytes);
  if (!act.ok()) return at(act.refusal(), seq, 0);
  if (act->version != kActVersion) return malformed(seq, 0, "The act's version is not known here.");
  return act;
}

Status check_parts(const Entry& entry) {
  std::set<custody::Subject> subjects;
  std::size_t asked = 0;
  for (std::size_t i = 0; i < entry.parts.size(); ++i) {
    const auto& part = entry.parts[i].part;
    if (!part) continue;
    if (!subjects.insert(part->about).second) return malformed(entry.seq(), i + 1, "A subject has two parts.");
    if (!part->asked) continue;
    ++asked;
    if (custody::kind_of(*part->asked) != entry.act.command) return malformed(entry.seq(), i + 1, "What was asked is not the act's command.");
    if (!part->outcome) return malformed(entry.seq(), i + 1, "What was asked has no outcome.");
  }
  if (asked > 1 || (asked == 0 && entry.wholly_readable())) return malformed(entry.seq(), 0, "Not exactly one part says what was asked.");
  return good();
}

}  // namespace

const SubjectPart* Entry::primary() const {
  for (const OpenedPart& p : parts)
    if (p.part && p.part->asked) return &*p.part;
  return nullptr;
}

bool Entry::wholly_readable() const {
  return std::ranges::all_of(parts, [](const OpenedPart& p) { return p.part.has_value(); });
}

record::StoredPart seal_part(const store::LedgerId& ledger, record::Seq seq, std::uint16_t index, const record::Part& part,
                             const Digest& hash, const crypto::KeyId& id, const crypto::DataKey& key) {
  Bytes clear;
  clear.reserve(part.salt.size() + part.bytes.size());
  clear.insert(clear.end(), part.salt.begin(), part.salt.end());
  clear.insert(clear.end(), part.bytes.begin(), part.bytes.end());
  record::StoredPart out;
  out.sealed = true;
  out.key = id.bytes;
  out.bytes = crypto::seal(key, nonce_of(hash), associated_data(ledger, seq, index), clear);
  return out;
}

Result<record::Part> open_part(const store::LedgerId& ledger, record::Seq seq, std::uint16_t index, const record::StoredPart& stored,
                               const Digest& hash, const crypto::DataKey& key) {
  KATIWALA_TRY(const Bytes clear, crypto::open(key, nonce_of(hash), associated_data(ledger, seq, index), stored.bytes));
  record::Part part;
  if (clear.size() < part.salt.size()) return refuse(Code::DECRYPT_FAILED);
  std::copy_n(clear.begin(), part.salt.size(), part.salt.begin());
  part.bytes.assign(clear.begin() + static_cast<std::ptrdiff_t>(part.salt.size()), clear.end());
  if (part.hash() != hash) return refuse(Code::RECORD_HASH_MISMATCH);
  return part;
}

Result<Entry> open_entry(const store::LedgerId& ledger, const record::StoredEntry& stored, crypto::KeyStore* keys) {
  Entry entry;
  KATIWALA_TRY(entry.header, record::decode_header(stored.header));
  const record::Seq seq = entry.header.seq;
  if (stored.parts.size() != entry.header.part_hashes.size() || stored.parts.size() < 2) {
    return malformed(seq, 0, "An entry is an act and at least one subject's part.");
  }
  entry.encoded_header = stored.header;
  entry.leaf = record::leaf_hash(stored.header);
  KATIWALA_TRY(entry.act, open_act(seq, stored.parts[0], entry.header.part_hashes[0]));
  entry.act_clear = {stored.parts[0].salt, stored.parts[0].bytes};
  for (std::size_t i = 1; i < stored.parts.size(); ++i) {
    KATIWALA_TRY(OpenedPart part, open_subject(ledger, seq, i, stored.parts[i], entry.header.part_hashes[i], keys));
    entry.parts.push_back(std::move(part));
  }
  KATIWALA_CHECK(check_parts(entry));
  return entry;
}

}  // namespace katiwala::journal
