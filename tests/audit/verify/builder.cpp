#include <algorithm>

#include "tests/audit/verify/world.h"

namespace forge {
namespace {

V account(const std::string& owner, int kind, int currency) { return M({{1, I(kind)}, {2, B(owner)}, {3, I(currency)}}); }
V balance(const Standing& s, std::int64_t minor) { return M({{1, account(s.owner, s.kind, s.currency)}, {2, I(minor)}}); }
std::string nothing(std::size_t n) { return std::string(n, '\0'); }

}  // namespace

std::string Who::fingerprint() const { return key.empty() ? hash32("no certificate of " + id) : sha256(certificate(key)); }

V Who::spec() const {
  V credential = M({{1, B(fingerprint())}});
  if (!key.empty()) credential[2] = B(certificate(key));
  credential[3] = I(from);
  credential[4] = I(to);
  return M({{1, B(id)}, {2, B(person)}, {3, I(role)}, {4, credential}});
}

std::string Builder::statement(const Entry& entry, const Part& part) const {
  const V& body = part.asked->elements.at(1);
  const auto begin = [this](unsigned members, const char* label) { return head(5, members) + I(1).encode() + T(label).encode() + I(2).encode() + B(world.ledger_id).encode(); };
  if (entry.command == 34) {
    const auto number = body.at(1).number;
    const auto found = proposals.find(number);
    if (found == proposals.end()) return "";
    const Proposed& p = found->second;
    return begin(8, "katiwala/approval/1") + I(3).encode() + U(number).encode() + I(4).encode() + p.about + I(5).encode() + p.asked + I(6).encode() + B(p.rulebook).encode() +
           I(7).encode() + I(p.opened).encode() + I(8).encode() + I(p.expires).encode();
  }
  if (entry.command == 36) {
    const auto found = requests.find(body.at(1).string);
    if (found == requests.end()) return "";
    const V& r = found->second;
    V out = M({{1, T("katiwala/release/1")}, {2, B(world.ledger_id)}});
    for (const auto& [from, to] : std::vector<std::pair<int, int>>{{1, 3}, {2, 4}, {3, 5}, {4, 6}, {5, 7}, {6, 8}, {7, 9}, {14, 10}, {11, 11}})
      if (r.has(static_cast<std::uint64_t>(from))) out[static_cast<std::uint64_t>(to)] = r.at(static_cast<std::uint64_t>(from));
    return out.encode();
  }
  V asked = *part.asked;
  if (entry.command == 8) asked.elements[1][3] = B(nothing(16));
  return begin(4, "katiwala/command/1") + I(3).encode() + asked.encode() + I(4).encode() + T(entry.key).encode();
}

V Builder::make_part(const Entry& entry, const Part& part) {
  Chain& chain = chains[{part.kind, part.subject}];
  V v = M({{1, I(1)}, {2, M({{1, I(part.kind)}, {2, B(part.subject)}})}, {3, U(chain.parts + 1)}, {4, B(chain.last)}});
  if (part.asked) v[5] = *part.asked;
  if (!part.signer.empty()) {
    const Who& signer = world.who.at(part.signer);
    std::string text = statement(entry, part);
    if (part.edit_statement) part.edit_statement(text);
    v[6] = M({{1, B(signer.fingerprint())}, {2, B(sign(part.sign_key.empty() ? signer.key : part.sign_key, text))}});
  }
  if (part.outcome) v[7] = I(part.outcome);
  if (!part.reasons.empty()) v[8] = A(part.reasons);
  if (!part.events.empty()) v[9] = A(part.events);
  std::vector<V> postings, balances;
  std::vector<Standing> touched;
  for (const Posting& p : part.postings) {
    const Standing s{p.kind, p.owner, p.currency};
    postings.push_back(M({{1, account(p.owner, p.kind, p.currency)}, {2, I(p.change)}, {3, I(p.category)}}));
    chain.balances[s] += p.change;
    if (std::find(touched.begin(), touched.end(), s) == touched.end()) touched.push_back(s);
  }
  for (const Standing& s : touched) balances.push_back(balance(s, chain.balances[s]));
  if (!postings.empty()) v[10] = A(postings), v[11] = A(balances);
  if (part.edit) part.edit(v);
  return v;
}

void Builder::erase(const V& erased) {
  const std::string& ward = erased.at(1).string;
  chains[{4, ward}].erased = true;
  if (!erased.has(4)) return;
  for (const V& file : erased.at(4).elements) chains[{static_cast<int>(file.at(1).number), ward}].erased = true;
}

void Builder::add(Entry entry) {
  if (entry.prepare) entry.prepare(*this, entry);
  if (rulebook.empty()) rulebook = sha256(entry.adopts);
  const bool alone = entry.principal.empty();
  const Who* who = alone ? nullptr : &world.who.at(entry.principal);
  V act = M({{1, I(1)}, {2, I(entry.command)}, {3, B(alone ? nothing(16) : who->id)}, {4, B(alone ? nothing(32) : who->fingerprint())}, {5, T(entry.key)},
             {6, B(alone ? nothing(32) : hash32("request " + entry.key))}, {7, B(rulebook)}, {8, I(1)}});
  if (entry.edit_act) entry.edit_act(act);
  std::vector<std::string> bytes = {act.encode()}, salts, hashes, stored;
  if (entry.edit_act_bytes) entry.edit_act_bytes(bytes[0]);
  for (const Part& part : entry.parts) {
    bytes.push_back(make_part(entry, part).encode());
    if (part.edit_bytes) part.edit_bytes(bytes.back());
  }
  std::vector<std::pair<int, std::string>> about = {{0, ""}};
  std::string in_file = be(entry.parts.size() + 1, 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    salts.push_back(id("salt " + std::to_string(seq()) + " " + std::to_string(i)));
    hashes.push_back(sha256("\2" + salts[i] + bytes[i]));
    std::string one = "\1" + salts[i] + be(bytes[i].size(), 4) + bytes[i];
    if (i == 0 && entry.edit_act_stored) entry.edit_act_stored(one);
    if (i > 0) {
      const Part& part = entry.parts[i - 1];
      if (part.withheld) one = nothing(1);
      Chain& chain = chains[{part.kind, part.subject}];
      ++chain.parts;
      chain.last = hashes[i];
      about.emplace_back(part.kind, part.subject);
      if (part.edit_stored) part.edit_stored(one);
      if (part.edit_hash) part.edit_hash(hashes[i]);
      for (const V& event : part.events) {
        if (!event.elements.empty() && event.elements[0].number == 42) requests[event.elements[1].at(1).at(1).string] = event.elements[1].at(1);
        if (!event.elements.empty() && event.elements[0].number == 60) proposals[seq()] = {M({{1, I(part.kind)}, {2, B(part.subject)}}).encode(), part.asked ? part.asked->encode() : "", rulebook, entry.time, static_cast<std::int64_t>(event.elements[1].at(1).number)};
        if (!event.elements.empty() && event.elements[0].number == 7) erase(event.elements[1]);
      }
    }
    in_file += one;
  }
  std::string header = "KTW1" + be(seq(), 8) + (built.leaves.empty() ? nothing(32) : built.leaves.back()) + be(static_cast<std::uint64_t>(entry.time), 8) + be(hashes.size(), 2);
  for (const std::string& hash : hashes) header += hash;
  if (entry.edit_header) entry.edit_header(header);
  const std::string file = tile_path(seq() / 256, 256);
  built.files["tile/entries/" + file] += be(header.size(), 2) + header;
  built.files["parts/" + file] += in_file;
  built.headers.push_back(header);
  built.leaves.push_back(leaf_hash(header));
  built.salts.push_back(salts);
  built.parts.push_back(bytes);
  built.subjects.push_back(about);
  if (!entry.adopts.empty()) rulebook = sha256(entry.adopts);
}

std::string Builder::checkpoint_at(std::size_t size, const std::vector<std::string>& logs, const std::vector<std::string>& witnesses) const {
  const std::vector<std::string> leaves(built.leaves.begin(), built.leaves.begin() + static_cast<std::ptrdiff_t>(std::min(size, built.leaves.size())));
  return world.note(world.origin + "\n" + std::to_string(size) + "\n" + base64(merkle_root(leaves)) + "\n", logs, witnesses, world.cosigned_at);
}

std::string Builder::seal_leaf(const std::string& ledger_id, std::uint64_t seq, int kind, const std::string& subject, const Chain& chain) {
  std::vector<V> balances;
  for (const auto& [standing, minor] : chain.balances)
    if (minor != 0) balances.push_back(balance(standing, minor));
  const std::string blinded = sha256("\4" + ledger_id + be(seq, 8) + static_cast<char>(kind) + subject);
  return blinded + sha256(nothing(1) + blinded + be(chain.parts, 8) + chain.last + sha256("\5" + A(balances).encode()));
}

V Builder::seal(std::int64_t day) const {
  std::vector<std::string> leaves;
  for (const auto& [subject, chain] : chains)
    if (!chain.erased && chain.parts > 0) leaves.push_back(seal_leaf(world.ledger_id, seq(), subject.first, subject.second, chain));
  std::sort(leaves.begin(), leaves.end());
  for (std::string& leaf : leaves) leaf = leaf.substr(32);
  return M({{1, I(day)}, {2, U(leaves.size())}, {3, B(merkle_root(leaves))}});
}

std::string World::note(const std::string& text, const std::vector<std::string>& logs, const std::vector<std::string>& witnesses, std::uint64_t time) const {
  std::string out = text + "\n";
  for (const std::string& key : logs) out += log_line(origin, key, text);
  for (const std::string& key : witnesses) out += witness_line("example.org/" + key.substr(0, 7) + key.substr(8), key, text, time);
  return out;
}

std::string tile_path(std::uint64_t index, std::uint64_t width) {
  std::string digits = std::to_string(index), out;
  while (digits.size() % 3 != 0) digits = "0" + digits;
  for (std::size_t at = 0; at < digits.size(); at += 3) out += (at + 3 < digits.size() ? "x" : "") + digits.substr(at, 3) + (at + 3 < digits.size() ? "/" : "");
  return width == 256 ? out : out + ".p/" + std::to_string(width);
}

Built World::build() const {
  Builder builder(*this);
  for (const Entry& entry : entries) builder.add(entry);
  Built built = std::move(builder.built);
  if (const std::size_t rest = built.leaves.size() % 256) {
    for (const char* const folder : {"tile/entries/", "parts/"}) {
      auto file = built.files.extract(folder + tile_path(built.leaves.size() / 256, 256));
      file.key() = folder + tile_path(built.leaves.size() / 256, rest);
      built.files.insert(std::move(file));
    }
  }
  std::vector<std::string> level = built.leaves;
  for (int number = 0; !level.empty(); ++number) {
    std::vector<std::string> above;
    for (std::size_t at = 0; at < level.size(); at += 256) {
      const std::vector<std::string> tile(level.begin() + static_cast<std::ptrdiff_t>(at), level.begin() + static_cast<std::ptrdiff_t>(std::min(at + 256, level.size())));
      std::string& file = built.files["tile/" + std::to_string(number) + "/" + tile_path(at / 256, tile.size())];
      for (const std::string& hash : tile) file += hash;
      if (tile.size() == 256) above.push_back(merkle_root(tile));
    }
    level = above;
  }
  built.text = origin + "\n" + std::to_string(built.leaves.size()) + "\n" + base64(merkle_root(built.leaves)) + "\n";
  if (edit_text) edit_text(built.text);
  built.checkpoint = note(built.text, log_signers, cosigners, cosigned_at);
  if (edit_checkpoint) edit_checkpoint(built.checkpoint);
  built.files["checkpoint"] = built.checkpoint;
  built.policy = policy;
  return built;
}

}  // namespace forge
