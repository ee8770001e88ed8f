// What can be checked without an export: a statement, a receipt, and that one head grew out of another.
#include "audit/verify/options.h"
#include "audit/verify/seal.h"

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

std::vector<Hash> path_of(Value path) {
  std::vector<Hash> out;
  for (const Value hash : path) out.push_back(hash.as<Hash>());
  return out;
}

struct Leaf {
  Header header;
  Part part;
};

/// A leaf of a statement: its header is in the checkpoint's tree, and its part in its header.
Leaf read_leaf(Value value, const Checkpoint& checkpoint, const Place& place, Room& room) {
  Leaf leaf;
  leaf.header = parse_header(value.find(1).bytes(), place);
  CHECK("statement-inclusion", proves_inclusion(leaf_hash(leaf.header.bytes), leaf.header.seq, checkpoint.size, path_of(value.find(5)), checkpoint.root),
        place, "the header is not in the checkpoint's tree");
  const std::uint64_t index = value.find(2).number();
  CHECK("statement-index", index >= 1 && index < leaf.header.count, place, "not a part about a subject");
  const Bytes bytes = value.find(4).bytes(), hash = leaf.header.part_hash(index);
  CHECK("statement-part-hash", view(part_hash(value.find(3).bytes(), bytes)) == hash, place, "the part's hash is not the one in the header");
  leaf.part = read_part(bytes, hash, place, room);
  return leaf;
}

}  // namespace

Report verify_statement(const Options& options, const Policy& policy) {
  const std::string file = read_input(options.target);
  const Place whole{"statement"}, seal_place{"statement seal"};
  const Members statement = read_map(file, shape("statement"), whole);
  CHECK("statement-label", statement[1].bytes() == "katiwala/statement/1", whole, "not a statement of version 1");
  const Checkpoint checkpoint = parse_checkpoint(statement[8].bytes(), "statement checkpoint");
  Report report = begin(checkpoint, options, policy, "statement checkpoint");

  Room room;
  const Leaf seal = read_leaf(statement[5], checkpoint, seal_place, room);
  CHECK("statement-seal-subject", seal.part.subject.kind == SubjectKind::ledger, seal_place, "not a part about the ledger");
  Value sealed;
  for (const Happened& happened : seal.part.events)
    if (happened.kind == Event::ledger_sealed) sealed = happened.said;
  CHECK("statement-seal-event", sealed, seal_place, "not a seal");

  const SubjectId subject{static_cast<SubjectKind>(statement[3].find(1).number()), statement[3].find(2).as<Id>()};
  Chain chain;
  std::size_t number = 0;
  for (const Value at : statement[4]) {
    const std::string name = "statement leaf " + std::to_string(++number);
    const Place place{name};
    const Leaf leaf = read_leaf(at, checkpoint, place, room);
    CHECK("statement-subject", leaf.part.subject == subject, place, "a part about another subject");
    CHECK("statement-order", number == 1 || leaf.header.seq > chain.last_entry, place, "an entry that is not after the one before");
    CHECK("statement-before-seal", leaf.header.seq < seal.header.seq, place, "an entry that is not before the seal's");
    follow(chain, leaf.part, leaf.header.seq, place);
  }
  const Hash leaf = seal_leaf(blinded_subject(statement[2].bytes(), seal.header.seq, subject), chain);
  CHECK("statement-sealed", proves_inclusion(leaf, statement[6].number(), sealed.find(2).number(), path_of(statement[7]), sealed.find(3).as<Hash>()),
        whole, "the last part, the number of parts and the balances are not what was sealed: this is not all there was");
  report.subject = "all there is about " + subject_name(subject) + " in the ledger " + checkpoint.origin + " before the seal in entry " + std::to_string(seal.header.seq);
  report.count("parts") = number;
  report.count("accounts") = chain.standings.size();
  report.not_checked.push_back("whether decisions follow from the rules, and the signatures in these parts");
  if (subject.kind == SubjectKind::ward) report.not_checked.push_back("the protection file and the watch that go with the ward: each is a subject by itself");
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
  const auto read = text.starts_with("index ") ? decimal(text.substr(6)) : std::nullopt;
  CHECK("receipt-index", read, place(), "no index");
  const std::uint64_t index = read.value_or(0);
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
    CHECK("receipt-seq", header.seq == index, Place{"header"}, "the header is that of entry " + std::to_string(header.seq));
    leaf = leaf_hash(bytes);
  } else {
    const auto given = unhex(options.leaf);
    if (!given || given->size() != 32) throw Unusable("--leaf: not a hash in hexadecimal");
    leaf = fixed<Hash>(*given);
  }
  number = 0;
  CHECK("receipt-inclusion", proves_inclusion(leaf, index, checkpoint.size, path, checkpoint.root), place(), "the entry is not in the checkpoint's tree at index " + std::to_string(index));
  report.subject = "entry " + std::to_string(index) + " is in the ledger " + checkpoint.origin + " of " + std::to_string(checkpoint.size) + " entries";
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
