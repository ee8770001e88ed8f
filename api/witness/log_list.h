/// The logs that a witness watches, as the file `logs` in its folder.
///
///   katiwala-witness logs/v1
///
///   origin example.com/ledger
///   vkey example.com/ledger+3f3f9541+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
///   vkey example.com/ledger+8a1c0d2e+...                 a second key, while the log changes from one to the other
///
///   origin example.org/another
///   vkey ...
///
/// Origins are in the order in which they were added, once each; a log and a key once added stay, for what was cosigned under them stays
/// cosigned. Keys are of type 0x01. One spelling: a file that `print_log_list` would write otherwise is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/log/verifier_key.h"

namespace katiwala::api::witness {

struct ListedLog {
  std::string origin;
  std::vector<audit::VerifierKey> keys;  ///< at least one
  bool operator==(const ListedLog&) const = default;
};
using LogList = std::vector<ListedLog>;

/// FOLDER_MALFORMED with "line N".
Result<LogList> parse_log_list(std::string_view text);
std::string print_log_list(const LogList& list);

/// ALREADY_EXISTS if the origin has this key, KEY_INVALID for a cosigner's key or one whose (name, id) another key of the origin has,
/// FIELD_INVALID for an origin that can not stand in a checkpoint.
Status add_log(LogList& list, std::string_view origin, const audit::VerifierKey& key);

}  // namespace katiwala::api::witness
