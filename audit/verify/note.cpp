#include "audit/verify/note.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

namespace verify {
namespace {

constexpr std::size_t kMostSignatures = 100;
constexpr Bytes kDash = "\xe2\x80\x94 ";  // an em dash and a space begin a signature line

bool is_key_name(Bytes name) {
  static const Bytes kSpaces[] = {"+", " ", "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
                                  "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  const auto holds = [name](Bytes space) { return name.find(space) != Bytes::npos; };
  const auto control = [](unsigned char c) { return c < 0x20; };
  return !name.empty() && is_utf8(name) && std::none_of(std::begin(kSpaces), std::end(kSpaces), holds) && std::none_of(name.begin(), name.end(), control);
}

}  // namespace

std::optional<NoteKey> parse_note_key(Bytes vkey) {
  const auto first = vkey.find('+');
  const auto second = first == Bytes::npos ? first : vkey.find('+', first + 1);
  if (second == Bytes::npos) return std::nullopt;
  const Bytes name = vkey.substr(0, first), id_text = vkey.substr(first + 1, second - first - 1);
  const auto id = unhex(id_text), key = unbase64(vkey.substr(second + 1));
  if (!is_key_name(name) || !id || id->size() != 4 || hex(*id) != id_text || !key || key->size() != 33) return std::nullopt;
  const auto type = static_cast<NoteKey::Type>(key->front());
  if (type != NoteKey::Type::log && type != NoteKey::Type::witness) return std::nullopt;
  if (view(sha256({name, "\n", *key})).substr(0, 4) != *id) return std::nullopt;
  return NoteKey{std::string(name), *id, type, key->substr(1)};
}

Note parse_note(Bytes bytes, Bytes name) {
  const Place whole{name};
  CHECK("note-utf8", is_utf8(bytes), whole, "not UTF-8");
  const auto control = [](unsigned char c) { return c < 0x20 && c != '\n'; };
  CHECK("note-control", std::none_of(bytes.begin(), bytes.end(), control), whole, "a control character");
  const auto split = bytes.rfind("\n\n");
  CHECK("note-split", split != Bytes::npos && split > 0, whole, "no blank line before the signatures");
  Note note{std::string(bytes.substr(0, split + 1)), {}};
  Bytes rest = bytes.substr(split + 2);
  CHECK("note-end", !rest.empty() && rest.back() == '\n', whole, "no signature, or the last line does not end");
  int line = static_cast<int>(std::count(note.text.begin(), note.text.end(), '\n')) + 1;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const Bytes text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const Place place{name, -1, -1, ++line};
    const Bytes fields = text.substr(std::min(kDash.size(), text.size()));
    const auto space = fields.find(' ');
    CHECK("note-line", text.starts_with(kDash) && space != Bytes::npos && is_key_name(fields.substr(0, space)),
          place, "not a signature line");
    const auto blob = unbase64(fields.substr(space + 1));
    CHECK("note-base64", blob && blob->size() > 4, place, "the signature is not base64");
    note.signatures.push_back({std::string(fields.substr(0, space)), blob->substr(0, 4), blob->substr(4), line});
    CHECK("note-many", note.signatures.size() <= kMostSignatures, place, "more than 100 signatures");
  }
  return note;
}

std::vector<Seen> verify_note(const Note& note, const std::vector<NoteKey>& keys, Bytes name) {
  std::vector<Seen> seen;
  for (const NoteSignature& signature : note.signatures) {
    const auto named = [&](const NoteKey& key) { return key.name == signature.name && key.id == signature.id; };
    const auto key = std::find_if(keys.begin(), keys.end(), named);
    const auto again = [&](const Seen& other) { return key != keys.end() && other.key == *key; };
    if (key == keys.end() || std::any_of(seen.begin(), seen.end(), again)) continue;
    const Place place{name, -1, -1, signature.line};
    if (key->type == NoteKey::Type::log) {
      CHECK("log-signature", ed25519_valid(key->key, note.text, signature.blob), place, "the signature of " + key->name + " is not valid");
      seen.push_back({*key, 0});
      continue;
    }
    CHECK("cosignature-length", signature.blob.size() == 8 + 64, place, "a cosignature of another length than 72 bytes");
    const std::uint64_t time = big_endian(Bytes(signature.blob).substr(0, 8));
    CHECK("cosignature-time", time > 0 && time <= INT64_MAX, place, "a cosignature without a time");
    const std::string message = "cosignature/v1\ntime " + std::to_string(time) + "\n" + note.text;
    CHECK("cosignature", ed25519_valid(key->key, message, Bytes(signature.blob).substr(8)),
          place, "the cosignature of " + key->name + " is not valid");
    seen.push_back({*key, time});
  }
  return seen;
}

Checkpoint parse_checkpoint(Bytes bytes, Bytes name) {
  Checkpoint out{parse_note(bytes, name), {}, 0, {}};
  std::vector<Bytes> lines;
  for (Bytes rest = out.note.text; !rest.empty(); rest.remove_prefix(lines.back().size() + 1)) lines.push_back(rest.substr(0, rest.find('\n')));
  const auto place = [name](int line) { return Place{name, -1, -1, line}; };
  CHECK("checkpoint-lines", lines.size() == 3, place(static_cast<int>(std::min<std::size_t>(lines.size() + 1, 4))), "a checkpoint has three lines: origin, size, root");
  CHECK("checkpoint-origin", is_key_name(lines[0]) && lines[0].size() <= 255, place(1), "not an origin");
  const auto size = decimal(lines[1]);
  CHECK("checkpoint-size", size.has_value(), place(2), "not a size");
  const auto root = unbase64(lines[2]);
  CHECK("checkpoint-root", root && root->size() == 32, place(3), "not a root hash");
  out.origin = lines[0];
  out.size = *size;
  out.root = fixed<Hash>(*root);
  CHECK("checkpoint-empty", (out.size == 0) == (out.root == sha256({})), place(3), "a tree of nothing, and no other, has the hash of nothing as its root");
  return out;
}

bool ed25519_valid(Bytes key, Bytes message, Bytes signature) {
  if (key.size() != 32 || signature.size() != 64) return false;
  const auto bytes = [](Bytes b) { return reinterpret_cast<const unsigned char*>(b.data()); };
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(key), 32), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return public_key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), 64, bytes(message), message.size()) == 1;
}

}  // namespace verify
