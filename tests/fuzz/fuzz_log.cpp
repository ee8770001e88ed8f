// Fuzzer of the log's formats and of the record's bytes. The first byte says which reader gets the rest:
//
//   n note   c checkpoint   p proof file   t trust policy   w witness request   T tile path   v verifier key   s signature lines
//   b bundle of entries   C CBOR   e entry header   f frames of entries   h head file
//
// What is accepted is written again and must be the same: the same bytes where a format has one spelling, the same value where it has
// several (trust policies). What is refused must say why.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/log/proof_file.h"
#include "audit/log/tiles.h"
#include "audit/log/witness_answer.h"
#include "audit/log/witness_rules.h"
#include "ledger/base/assert.h"
#include "ledger/base/endian.h"
#include "ledger/record/cbor.h"
#include "ledger/record/entry.h"
#include "ledger/store/head_file.h"

namespace {

using namespace katiwala;

/// Reads, writes, and compares the bytes.
template <class Read, class Print>
void same_bytes(std::string_view bytes, const Read& read, const Print& print) {
  const auto value = read(bytes);
  if (!value.ok()) {
    KATIWALA_ASSERT(!value.refusal().message.empty(), "a refusal without a reason");
    return;
  }
  KATIWALA_ASSERT(print(*value) == bytes, "read, but written differently");
}

std::string print_lines(const std::vector<audit::SignatureLine>& lines) {
  std::string out;
  for (const auto& line : lines) out += audit::print_signature_line(line);
  return out;
}

/// A log that is known under whatever origin and key the request names, so that the rules behind the signature are reached as well.
void witness(std::string_view body) {
  same_bytes(body, audit::parse_witness_request, audit::print_witness_request);
  const auto request = audit::parse_witness_request(body);
  if (!request.ok()) return;
  const auto checkpoint = audit::parse_checkpoint_lines(request->checkpoint.text);
  audit::WatchedLogs logs;
  if (checkpoint.ok()) {
    const auto key = audit::vkey_of(request->checkpoint.signatures.front().name, audit::KeyType::ed25519, audit::RawKey{1});
    KATIWALA_ASSERT(key.ok(), "a line's name is a key name");
    logs[checkpoint->origin] = {.keys = {*key}, .last = audit::Cosigned{request->old_size, checkpoint->root}};
  }
  const auto decision = audit::decide_witness_request(logs, body);
  KATIWALA_ASSERT((decision.status == 200) == decision.accepted.has_value(), "200 and nothing to cosign, or the other way round");
  KATIWALA_ASSERT(decision.status != 200, "accepted under a key that nobody signed with");
}

void policy(std::string_view text) {
  const auto read = audit::parse_trust_policy(text);
  if (!read.ok()) return;
  const auto again = audit::parse_trust_policy(audit::print_trust_policy(*read));
  KATIWALA_ASSERT(again.ok() && *again == *read, "a policy written is another policy");
  static_cast<void>(audit::has_quorum(*read, {}));
}

void bundle(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto width = static_cast<unsigned>(static_cast<unsigned char>(bytes.front())) + 1;
  const auto entries = audit::parse_bundle(view(bytes.substr(1)), width);
  if (!entries.ok()) return;
  Bytes again;
  for (const Bytes& entry : *entries) {
    append_be(again, static_cast<std::uint16_t>(entry.size()));
    again.insert(again.end(), entry.begin(), entry.end());
  }
  KATIWALA_ASSERT(text_of(again) == bytes.substr(1), "read, but written differently");
}

void cbor(std::string_view bytes) {
  if (!record::check_cbor(view(bytes)).ok()) return;
  record::CborWriter writer;
  writer.put_encoded(view(bytes));
  KATIWALA_ASSERT(text_of(writer.take()) == bytes, "one value has two encodings");
}

void frames(std::string_view bytes) {
  std::size_t offset = 0;
  Bytes again;
  while (offset < bytes.size()) {
    const auto entry = record::read_frame(view(bytes), offset);
    if (!entry.ok()) return;
    record::append_frame(again, *entry);
    KATIWALA_ASSERT(text_of(again) == bytes.substr(0, offset), "read, but written differently");
  }
}

void head_file(std::string_view bytes) {
  const auto content = store::parse_head_file(view(bytes));
  if (!content.ok() || content->torn_tail) return;
  KATIWALA_ASSERT(text_of(store::encode(content->last)) == bytes.substr(bytes.size() - store::kHeadRecordBytes), "read, but written differently");
}

const auto kText = [](const Bytes& bytes) { return std::string(text_of(bytes)); };

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'n': same_bytes(rest, audit::parse_note, audit::print_note); break;
    case 'c': same_bytes(rest, audit::parse_checkpoint, audit::print_checkpoint); break;
    case 'p': same_bytes(rest, audit::parse_proof_file, audit::print_proof_file); break;
    case 's': same_bytes(rest, audit::parse_signature_lines, print_lines); break;
    case 'v': same_bytes(rest, audit::parse_vkey, audit::print_vkey); break;
    case 'T': same_bytes(rest, audit::parse_tile_path, audit::print_tile_path); break;
    case 'e':
      same_bytes(rest, [](std::string_view bytes) { return record::decode_header(view(bytes)); }, [](const record::Header& header) { return kText(record::encode(header)); });
      break;
    case 't': policy(rest); break;
    case 'w': witness(rest); break;
    case 'b': bundle(rest); break;
    case 'C': cbor(rest); break;
    case 'f': frames(rest); break;
    case 'h': head_file(rest); break;
    default: break;
  }
  return 0;
}
