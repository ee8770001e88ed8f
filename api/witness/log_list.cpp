#include "api/witness/log_list.h"

#include <algorithm>

#include "audit/log/checkpoint.h"
#include "audit/log/lines.h"

namespace katiwala::api::witness {
namespace {

constexpr std::string_view kHeader = "katiwala-witness logs/v1";
constexpr std::string_view kOrigin = "origin ", kKey = "vkey ";

Refusal malformed(std::string message, const audit::Lines& lines) { return refuse(Code::FOLDER_MALFORMED, std::move(message), lines.place()); }

bool is_origin(std::string_view origin) {
  return !origin.empty() && origin.size() <= audit::kMaxOriginBytes && origin.find('\n') == std::string_view::npos && audit::is_note_text(origin);
}

Result<LogList> parse_lines(audit::Lines& lines) {
  LogList out;
  auto line = lines.next();
  if (!line || *line != kHeader) return malformed("The first line is " + std::string(kHeader) + ".", lines);
  std::string origin;
  while ((line = lines.next())) {
    if (line->empty()) {
      origin.clear();
    } else if (line->starts_with(kOrigin)) {
      origin = line->substr(kOrigin.size());
    } else if (line->starts_with(kKey)) {
      const auto key = audit::parse_vkey(line->substr(kKey.size()));
      if (!key.ok()) return malformed(key.refusal().message, lines);
      if (const Status added = add_log(out, origin, *key); !added.ok()) return malformed(added.refusal().message, lines);
    } else {
      return malformed("A line is blank, an origin or a vkey.", lines);
    }
  }
  if (!lines.at_end()) return malformed("The last line does not end.", lines);
  return out;
}

}  // namespace

Result<LogList> parse_log_list(std::string_view text) {
  audit::Lines lines(text);
  KATIWALA_TRY(LogList out, parse_lines(lines));
  // An origin without keys, or in two places, reads as something else than it looks like.
  if (print_log_list(out) != text) return malformed("The list is not written as this program writes it.", lines);
  return out;
}

std::string print_log_list(const LogList& list) {
  std::string out = std::string(kHeader) + "\n";
  for (const ListedLog& log : list) {
    out.append("\n").append(kOrigin).append(log.origin).append("\n");
    for (const audit::VerifierKey& key : log.keys) out.append(kKey).append(audit::print_vkey(key)).append("\n");
  }
  return out;
}

Status add_log(LogList& list, std::string_view origin, const audit::VerifierKey& key) {
  if (!is_origin(origin)) return refuse(Code::FIELD_INVALID, "An origin is one line of 1 to 255 bytes without control characters.", "origin");
  if (key.type != audit::KeyType::ed25519) return refuse(Code::KEY_INVALID, "This is a cosigner's key; a log signs with a key of type 0x01.", key.name);
  auto log = std::ranges::find(list, origin, &ListedLog::origin);
  if (log == list.end()) log = list.insert(list.end(), ListedLog{std::string(origin), {}});
  for (const audit::VerifierKey& other : log->keys) {
    if (other == key) return refuse(Code::ALREADY_EXISTS, "The log has this key already.", std::string(origin));
    if (other.name == key.name && other.id == key.id) return refuse(Code::KEY_INVALID, "Another key of the log has this name and id.", key.name);
  }
  log->keys.push_back(key);
  return good();
}

}  // namespace katiwala::api::witness
