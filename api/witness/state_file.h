/// What a witness remembers of one log: the file `state/<hex SHA-256 of the origin>` in its folder.
///
///   nothing cosigned yet: example.com/ledger            from when the log was added until the first cosignature
///
///   example.com/ledger                                  afterwards: the note that was cosigned last, with the log's verified lines
///   3                                                   and this witness's, as the monitoring endpoint answers it. Whoever has
///   uTmMkD0106tQD5kfQAzzT1zmzk1tw1TTZiAkFikFmn4=        the two public keys can check it, and so does the witness when it starts
///
///   — example.com/ledger Pz+VQdxB...
///   — example.org/witness amAb...
///
/// The file is there from the moment the log is listed, so one that is missing was lost. An older copy of it can not be told from the
/// newest one; that is why a witness's state is never restored from a backup.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/witness/log_list.h"
#include "audit/log/witness_rules.h"

namespace katiwala::api::witness {

/// The last cosigned note and what it says.
struct LastNote {
  audit::Cosigned cosigned;
  std::uint64_t time_s = 0;  ///< of the cosignature
  std::string note;          ///< the file's bytes
};

/// 64 lower-case hexadecimal digits.
std::string state_name(std::string_view origin);

std::string print_never_cosigned(std::string_view origin);
/// Nothing if nothing was cosigned yet. STORE_DAMAGED unless the file is one of the two above for this log, its lines verify under the log's keys
/// and under `own`, and there are no others.
Result<std::optional<LastNote>> parse_state(std::string_view bytes, const ListedLog& log, const audit::VerifierKey& own);

}  // namespace katiwala::api::witness
