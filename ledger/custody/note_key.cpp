#include "ledger/custody/note_key.h"

#include <algorithm>

#include "ledger/base/bytes.h"
#include "ledger/base/utf8.h"

namespace katiwala::custody {
namespace {

// Unicode's White_Space, above ASCII: NEL, NBSP, ogham, en quad to hair space, line and paragraph separator, narrow, math, ideographic.
constexpr std::string_view kWideSpaces[] = {"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
                                            "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
                                            "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

}  // namespace

Result<NoteKey> read_note_key(std::string_view text) {
  // The base64 may hold '+', the name may not.
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return refuse(Code::KEY_INVALID, "A note key is name+id+base64.");
  NoteKey out;
  out.name = text.substr(0, first);
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  const auto key = from_base64(text.substr(second + 1));
  if (!is_key_name(out.name)) return refuse(Code::KEY_INVALID, "The name of a note key has no space, no '+' and no control character.");
  if (!id || id->size() != out.id.size()) return refuse(Code::KEY_INVALID, "A note key's id is eight lower-case hexadecimal digits.");
  if (!key || key->size() != 1 + out.key.size()) return refuse(Code::KEY_INVALID, "A note key is a type and 32 bytes, in base64.");
  std::ranges::copy(*id, out.id.begin());
  out.type = key->front();
  std::copy(key->begin() + 1, key->end(), out.key.begin());
  return out;
}

std::string hashed_for_id(std::string_view name, std::uint8_t type, const std::array<std::uint8_t, 32>& key) {
  std::string out(name);
  out.append(1, '\n').append(1, static_cast<char>(type));
  return out.append(key.begin(), key.end());
}

bool is_note_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  return std::ranges::none_of(text, is_control) && is_valid_utf8(text);
}

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_note_text(name) || name.find_first_of("+ \n") != std::string_view::npos) return false;
  return std::ranges::none_of(kWideSpaces, [name](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

}  // namespace katiwala::custody
