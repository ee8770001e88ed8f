// What can be checked without an export: a statement, a receipt, and that one head grew out of another.
#include <chrono>

#include "audit/verify/options.h"
#include "audit/verify/seal.h"
#include "audit/verify/shape.h"

namespace verify {
namespace {

Report begin(const Checkpoint& checkpoint, const Options& options, const Policy& policy, Bytes name) {
  const Trusted trusted = check_trust(checkpoint, policy, options.max_age_s, options.now_s, name);
  Report report;
  report.count("log signatures on the checkpoint") = trusted.log_keys.size();
  report.count("cosignatures on the checkpoint") = trusted.witnesses.size();
  report.not_checked = {"the rest of the ledger", "that the witnesses are independent of the operator and of each other"};
  if (options.max_age_s == 0) report.not_checked.push_back("the age of cosignatures (give --max-age)");
  return report;
}

std::vector<Hash> path_of(Value path, const Place& place) {
  std::vector<Hash> out;
  for (const Value hash : path) {
    CHECK("statement-path-hash", hash.kind() == Kind::bytes && hash.size() == 32, place, "a path of other things than hashes");
    out.push_back(hash.as<Hash>());
  }
  return out;
}

/// The members 1 to `count` of a map, each of its kind.
void check_members(Value map, std::initializer_list<Kind> kinds, const Place& place) {
  CHECK("statement-shape", map.kind() == Kind::map && map.size() == kinds.size(),
        place, "not a map of " + std::to_string(kinds.size()) + " members");
  std::uint64_t key = 0;
  for (const Kind kind : kinds) {
    const Value member = map.find(++key);
    CHECK("statement-member", member && member.kind() == kind, place, "member " + std::to_string(key) + " is missing or of another kind");
  }
}

struct Leaf {
  Header header;
  std::optional<Document> document;  // what the part's values point into
  Part part;
  Bytes hash;
};

/// A leaf of a statement: its header is in the checkpoint's tree, and its part in its header.
Leaf read_leaf(Value value, const Checkpoint& checkpoint, const Place& place) {
  check_members(value, {Kind::bytes, Kind::uint, Kind::bytes, Kind::bytes, Kind::array}, place);
  Leaf leaf;
  leaf.header = parse_header(value.find(1).bytes(), place);
  const auto path = path_of(value.find(5), place);
  CHECK("statement-inclusion", proves_inclusion(leaf_hash(leaf.header.bytes), leaf.header.seq, checkpoint.size, path, checkpoint.root),
        place, "the header is not in the checkpoint's tree");
  const std::uint64_t index = value.find(2).number();
  CHECK("statement-index", index >= 1 && index < leaf.header.count, place, "not a part about a subject");
  CHECK("statement-salt", value.find(3).size() == 16, place, "a salt of another length than 16");
  leaf.hash = leaf.header.part_hash(index);
  const Bytes bytes = value.find(4).bytes();
  CHECK("statement-part-hash", view(part_hash(value.find(3).bytes(), bytes)) == leaf.hash,
        place, "the part's hash is not the one in the header");
  CHECK("statement-part-length", bytes.size() <= 1'048'576, place, "a part of more than 1,048,576 bytes");
  leaf.part = read_part(leaf.document.emplace(bytes, Empties::refused, place).value(), place);
  check_postings(leaf.part, place);
  return leaf;
}

}  // namespace

Report verify_statement(const Options& options, const Policy& policy) {
  const std::string file = read_input(options.target);
  const Place whole{"statement"};
  if (file.size() > kLongestCbor) throw Unusable("a statement of more than half a gigabyte");
  const Document document(file, Empties::allowed, whole);
  const Value statement = document.value();
  check_members(statement, {Kind::text, Kind::bytes, Kind::map, Kind::array, Kind::map, Kind::uint, Kind::array, Kind::text}, whole);
  CHECK("statement-label", statement.find(1).bytes() == "katiwala/statement/1", whole, "not a statement of version 1");
  CHECK("statement-ledger-id", statement.find(2).size() == 16, whole, "a ledger id of another length than 16");
  check_shape(statement.find(3), shape("subject"), whole);
  const Checkpoint checkpoint = parse_checkpoint(statement.find(8).bytes(), "statement checkpoint");
  Report report = begin(checkpoint, options, policy, "statement checkpoint");

  const Place seal_place{"statement seal"};
  const Leaf seal = read_leaf(statement.find(5), checkpoint, seal_place);
  CHECK("statement-seal-subject", seal.part.subject.kind == SubjectKind::ledger, seal_place, "not a part about the ledger");
  Value sealed;
  for (const Value event : seal.part.events)
    if (static_cast<Event>(event[0].number()) == Event::ledger_sealed) sealed = event[1];
  CHECK("statement-seal-event", sealed, seal_place, "not a seal");

  const SubjectId subject{static_cast<SubjectKind>(statement.find(3).find(1).number()), statement.find(3).find(2).as<Id>()};
  const Value leaves = statement.find(4);
  CHECK("statement-empty", leaves.size() > 0, whole, "no part");
  Chain chain;
  std::size_t number = 0;
  for (const Value at : leaves) {
    const std::string name = "statement leaf " + std::to_string(++number);
    const Place place{name};
    const Leaf leaf = read_leaf(at, checkpoint, place);
    CHECK("statement-subject", leaf.part.subject == subject, place, "a part about another subject");
    CHECK("statement-order", number == 1 || leaf.header.seq > chain.last_entry, place, "an entry that is not after the one before");
    CHECK("statement-before-seal", leaf.header.seq < seal.header.seq, place, "an entry that is not before the seal's");
    follow(chain, leaf.part, leaf.hash, leaf.header.seq, place);
  }
  const Hash leaf = seal_leaf(blinded_subject(statement.find(2).bytes(), seal.header.seq, subject), chain);
  const auto path = path_of(statement.find(7), whole);
  CHECK("statement-sealed", proves_inclusion(leaf, statement.find(6).number(), sealed.find(2).number(), path, sealed.find(3).as<Hash>()),
        whole, "the last part, the number of parts and the balances are not what was sealed: this is not all there was");
  report.subject = "all there is about " + subject_name(subject) + " in the ledger " + checkpoint.origin + " before the seal in entry " + std::to_string(seal.header.seq);
  report.count("parts") = leaves.size();
  report.count("accounts") = chain.standings.size();
  report.not_checked.push_back("whether decisions follow from the rules, and the signatures in these parts");
  report.not_checked.push_back("documents and messages in the vault: only their commitments stand here");
  return report;
}

Report verify_receipt(const Options& options, const Policy& policy) {
  const std::string file = read_input(options.target);
  Bytes rest = file;
  int number = 0;
  const auto place = [&number] { return Place{"receipt", -1, -1, number}; };
  const auto line = [&] {
    const Bytes out = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(out.size() + 1, rest.size()));
    ++number;
    return out;
  };
  CHECK("receipt-label", line() == "c2sp.org/tlog-proof@v1", place(), "not a tlog-proof");
  Bytes text = line();
  if (text.starts_with("extra ")) {
    CHECK("receipt-extra", unbase64(text.substr(6)), place(), "the extra data is not base64");
    text = line();
  }
  const auto index = text.starts_with("index ") ? decimal(text.substr(6)) : std::nullopt;
  CHECK("receipt-index", index, place(), "no index");
  std::vector<Hash> path;
  while (!(text = line()).empty()) {
    const auto hash = unbase64(text);
    CHECK("receipt-hash", hash && hash->size() == 32 && path.size() < 63, place(), "not a hash of a path");
    path.push_back(fixed<Hash>(*hash));
  }
  const Checkpoint checkpoint = parse_checkpoint(rest, "receipt checkpoint");
  Report report = begin(checkpoint, options, policy, "receipt checkpoint");
  Hash leaf{};
  if (!options.header.empty()) {
    const std::string bytes = read_input(options.header);
    const Header header = parse_header(bytes, Place{"header"});
    CHECK("receipt-seq", header.seq == *index, Place{"header"}, "the header is that of entry " + std::to_string(header.seq));
    leaf = leaf_hash(bytes);
  } else {
    const auto given = unhex(options.leaf);
    if (!given || given->size() != 32) throw Unusable("--leaf: not a hash in hexadecimal");
    leaf = fixed<Hash>(*given);
  }
  number = 0;
  CHECK("receipt-inclusion", proves_inclusion(leaf, *index, checkpoint.size, path, checkpoint.root), place(), "the entry is not in the checkpoint's tree at index " + std::to_string(*index));
  report.subject = "entry " + std::to_string(*index) + " is in the ledger " + checkpoint.origin + " of " + std::to_string(checkpoint.size) + " entries";
  report.not_checked.push_back("what the entry says, and the extra data of the receipt");
  return report;
}

Report verify_growth(const Options& options, const Policy& policy) {
  const Checkpoint old = parse_checkpoint(read_input(options.target), "old checkpoint");
  const Checkpoint now = parse_checkpoint(read_input(options.newer), "new checkpoint");
  check_trust(old, policy, 0, 0, "old checkpoint");
  Report report = begin(now, options, policy, "new checkpoint");
  CHECK("growth-origins", old.origin == now.origin, (Place{"new checkpoint", -1, -1, 1}), "a checkpoint of another log");
  CHECK("growth-shrunk", old.size <= now.size, (Place{"new checkpoint", -1, -1, 2}), "smaller than the old one");
  std::vector<Hash> proof;
  if (!options.tiles.empty()) {
    const TileFolder folder(options.tiles, now.size);
    proof = Tree(&folder).growth_proof(old.size, now.size);
  } else {
    const std::string file = read_input(options.proof);
    int number = 0;
    for (Bytes rest = file; !rest.empty();) {
      const Bytes text = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(text.size() + 1, rest.size()));
      const auto hash = unbase64(text);
      CHECK("growth-hash", hash && hash->size() == 32, (Place{"proof", -1, -1, ++number}), "not a hash");
      proof.push_back(fixed<Hash>(*hash));
    }
  }
  // Everything grows out of nothing, and no proof says so (RFC 9162 has none for a tree of size 0).
  const bool grown = old.size == 0 ? proof.empty() : proves_growth(old.size, old.root, now.size, now.root, proof);
  CHECK("growth-proof", grown, Place{options.tiles.empty() ? "proof" : "tile"}, "the new tree did not grow out of the old one");
  report.subject = "the ledger " + now.origin + " grew from " + std::to_string(old.size) + " to " + std::to_string(now.size) + " entries";
  report.count("hashes of the proof") = proof.size();
  return report;
}

}  // namespace verify
