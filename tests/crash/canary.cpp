#include "canary.h"

#include <fstream>

#include "ledger/base/bytes.h"
#include "raw.h"

namespace katiwala::crash {
namespace {

constexpr std::size_t kShortest = 8;  ///< shorter ones may be there by chance

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

template <class Change>
std::string changed(const std::string& text, Change change) {
  std::string out;
  for (const char c : text) change(out, c);
  return out;
}

std::vector<std::string> variants_of(const std::string& text) {
  std::vector<std::string> out{text};
  out.push_back(changed(text, [](std::string& o, char c) { o += lower(c); }));
  out.push_back(changed(text, [](std::string& o, char c) { o += upper(c); }));
  const std::string signs = changed(text, [](std::string& o, char c) { if (is_digit(c) || is_letter(c)) o += c; });
  out.push_back(changed(signs, [](std::string& o, char c) { o += lower(c); }));
  out.push_back(changed(signs, [](std::string& o, char c) { o += upper(c); }));
  out.push_back(changed(text, [](std::string& o, char c) { if (is_digit(c)) o += c; }));
  std::string words = changed(text, [](std::string& o, char c) { o += is_digit(c) || is_letter(c) ? lower(c) : ' '; });
  out.push_back(words);
  return out;
}

std::string wide(const std::string& text, bool big_endian) {
  return changed(text, [&](std::string& o, char c) {
    if (big_endian) o += '\0';
    o += c;
    if (!big_endian) o += '\0';
  });
}

/// What is the same in base64 wherever the text starts at that offset in its surroundings.
std::string base64_at(const std::string& text, std::size_t offset) {
  const std::string whole = to_base64(view(std::string(offset, 'x') + text));
  const std::size_t first = offset == 0 ? 0 : 4;
  return whole.substr(first, (offset + text.size()) / 3 * 4 - first);
}

std::string file_bytes(const Path& path) {
  std::ifstream file(path, std::ios::binary);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

void note(const Canaries& canaries, std::string_view bytes, const std::string& place, Scan& scan) {
  scan.bytes += bytes.size();
  for (const std::string& what : canaries.found_in(bytes)) scan.found.push_back(place + ": " + what);
}

}  // namespace

std::map<std::string, std::string> encodings_of(const std::string& text) {
  const std::string hex = to_hex(view(text));
  std::map<std::string, std::string> out{{"UTF-8", text}, {"UTF-16LE", wide(text, false)}, {"UTF-16BE", wide(text, true)}, {"hex", hex}};
  out["HEX"] = changed(hex, [](std::string& o, char c) { o += upper(c); });
  for (const std::size_t offset : {0u, 1u, 2u}) out["base64+" + std::to_string(offset)] = base64_at(text, offset);
  return out;
}

void Canaries::add(const std::string& name, const std::string& text) {
  for (const std::string& variant : variants_of(text)) {
    if (variant.size() < kShortest) continue;
    for (const auto& [encoding, bytes] : encodings_of(variant)) {
      if (bytes.size() >= kShortest) needles_.emplace(bytes, name + " as " + encoding);
    }
  }
}

std::vector<std::string> Canaries::found_in(std::string_view bytes) const {
  std::vector<std::string> out;
  for (const auto& [needle, what] : needles_)
    if (bytes.find(needle) != std::string_view::npos) out.push_back(what);
  return out;
}

void scan_files(const Path& root, const Canaries& canaries, Scan& scan) {
  for (const auto& at : std::filesystem::recursive_directory_iterator(root)) {
    note(canaries, at.path().filename().string(), "name of " + at.path().string(), scan);
    if (!at.is_regular_file()) continue;
    ++scan.files;
    note(canaries, file_bytes(at.path()), at.path().lexically_relative(root).string(), scan);
  }
}

void scan_databases(const Path& root, const Canaries& canaries, Scan& scan) {
  TemporaryFolder place;
  const Path copy = place.path() / "ledger";
  copy_folder(root, copy);
  for (const char* name : {"journal", "vault"}) {
    RawDatabase database(copy / "data" / name);
    for (const std::string& family : database.families()) {
      for (const auto& [key, value] : database.rows(family)) {
        ++scan.rows;
        note(canaries, key, std::string(name) + "/" + family + " key", scan);
        note(canaries, value, std::string(name) + "/" + family + " value", scan);
      }
    }
    database.flush_and_compact();
  }
  scan_files(copy, canaries, scan);
}

}  // namespace katiwala::crash
