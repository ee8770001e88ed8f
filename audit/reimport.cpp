#include "audit/reimport.h"

#include "ledger/journal/journal.h"
#include "ledger/journal/part_codec.h"
#include "ledger/store/appender.h"

namespace katiwala::audit {
namespace {

constexpr record::Seq kReimportProgressEvery = 256;

/// The bundle goes on where the store ends.
Status same_history(const BundleReader& bundle, const store::LogStore& store) {
  const auto head = store.head();
  if (!head) return good();
  if (head->seq >= bundle.head().size) return refuse(Code::RESTORE_SHORT, "The bundle ends before this copy does.", "checkpoint");
  bool first = true;
  const Status visited = bundle.visit(head->seq, [&](const BundleEntry& entry) -> Status {
    const bool same = !first || record::leaf_hash(entry.encoded_header) == head->leaf;
    first = false;
    return same ? refuse(Code::ENTRY_MISSING) : refuse(Code::CHECKPOINT_FORK, "The bundle is of another history than this copy.", "entry " + std::to_string(head->seq));
  });
  return visited.refusal().code == Code::ENTRY_MISSING ? good() : visited;  // the first entry ends the visit, one way or the other
}

Result<std::optional<journal::SubjectPart>> subject_part(const std::optional<record::Part>& part) {
  if (!part) return std::optional<journal::SubjectPart>{};
  KATIWALA_TRY(auto decoded, record::decode_struct<journal::SubjectPart>(part->bytes));
  return std::optional<journal::SubjectPart>{std::move(decoded)};
}

/// The key of the ward who was erased last in the bundle; what is withheld lay under it, or under that of another erased ward.
Result<std::optional<crypto::KeyId>> erased_key(const BundleReader& bundle, record::Seq first) {
  std::optional<crypto::KeyId> out;
  KATIWALA_CHECK(bundle.visit(first, [&](const BundleEntry& entry) -> Status {
    for (std::size_t i = 1; i < entry.parts.size(); ++i) {
      KATIWALA_TRY(const auto part, subject_part(entry.parts[i]));
      if (!part) continue;
      for (const custody::Event& event : part->events)
        if (const auto* erased = std::get_if<custody::WardErased>(&event)) out = crypto::KeyId{erased->key};
    }
    return good();
  }));
  return out;
}

class Importer {
 public:
  Importer(store::LogStore& store, crypto::KeyStore& keys, journal::Memory memory, store::Appender appender, std::optional<crypto::KeyId> erased)
      : store_(store), keys_(keys), memory_(std::move(memory)), appender_(std::move(appender)), erased_(erased) {}

  Status take(const BundleEntry& entry) {
    record::StoredEntry stored;
    stored.header = entry.encoded_header;
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
      KATIWALA_TRY(auto part, stored_part(entry, i));
      stored.parts.push_back(std::move(part));
    }
    KATIWALA_TRY(const journal::Entry opened, journal::open_entry(store_.ledger(), stored, &keys_));
    KATIWALA_CHECK(journal::fold(memory_, opened, nullptr, nullptr));
    KATIWALA_CHECK(appender_.add(stored));
    ++out_.entries;
    return good();
  }
  Result<Reimported> finish() {
    KATIWALA_CHECK(appender_.flush());
    return out_;
  }

 private:
  Result<record::StoredPart> stored_part(const BundleEntry& entry, std::size_t index) {
    record::StoredPart out;
    if (!entry.parts[index]) return withheld(entry.header.seq, index);
    const record::Part& part = *entry.parts[index];
    if (index > 0) {
      KATIWALA_TRY(const auto subject, record::decode_struct<journal::SubjectPart>(part.bytes));
      if (custody::is_sealed(subject.about.kind)) return sealed(entry, index, subject.about);
    }
    out.salt = part.salt;
    out.bytes = part.bytes;
    return out;
  }

  Result<record::StoredPart> sealed(const BundleEntry& entry, std::size_t index, const custody::Subject& about) {
    crypto::KeyId id;
    if (const crypto::KeyId* known = memory_.key_of(about)) {
      id = *known;
    } else {
      KATIWALA_TRY(id, keys_.create());
      ++out_.keys_made;
    }
    const auto key = keys_.find(id);
    if (!key) return refuse(Code::KEY_MISSING, "The key store does not have a data key of this ledger.", "entry " + std::to_string(entry.header.seq));
    return journal::seal_part(store_.ledger(), entry.header.seq, static_cast<std::uint16_t>(index), *entry.parts[index], entry.header.part_hashes[index], id, *key);
  }

  Result<record::StoredPart> withheld(record::Seq seq, std::size_t index) {
    const std::string place = "entry " + std::to_string(seq) + " part " + std::to_string(index);
    if (!erased_ || index == 0) {
      return refuse(Code::RESTORE_SHORT, "The bundle withholds a part, and nobody was erased: it was made without the wards' keys.", place);
    }
    record::StoredPart out;
    out.sealed = true;
    out.key = erased_->bytes;
    // What it held nobody can say. The shortest that a sealed part can be: a salt and a tag, all zeros; the key that would open it is gone.
    out.bytes.assign(sizeof(record::Salt) + crypto::kTagBytes, 0);
    ++out_.parts_erased;
    return out;
  }

  store::LogStore& store_;
  crypto::KeyStore& keys_;
  journal::Memory memory_;
  store::Appender appender_;
  std::optional<crypto::KeyId> erased_;
  Reimported out_;
};

}  // namespace

Result<Reimported> reimport(const BundleReader& bundle, store::LogStore& store, crypto::KeyStore& keys,
                            const std::function<void(record::Seq done, record::Seq total)>& progress) {
  KATIWALA_CHECK(same_history(bundle, store));
  const auto head = store.head();
  const record::Seq first = head ? head->seq + 1 : 0;
  KATIWALA_TRY(auto memory, journal::replay(store, &keys, first, nullptr));
  KATIWALA_TRY(auto appender, store::Appender::behind(store));
  KATIWALA_TRY(const auto erased, erased_key(bundle, first));
  Importer importer(store, keys, std::move(memory), std::move(appender), erased);
  KATIWALA_CHECK(bundle.visit(first, [&](const BundleEntry& entry) -> Status {
    if (progress && entry.header.seq % kReimportProgressEvery == 0) progress(entry.header.seq, bundle.head().size);
    return importer.take(entry);
  }));
  return importer.finish();
}

}  // namespace katiwala::audit
