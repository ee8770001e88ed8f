/// A statement: everything there is about one subject, as of a seal, in one file that proves itself complete. Bytes: docs/proofs.md.
///
/// Whoever holds it checks: the checkpoint by his trust policy, every header in its tree, every part in its header, the parts' chain without a gap, and the
/// seal that names their number, the last one's hash and the balances. Then nothing of hers was left out.
#pragma once

#include <functional>
#include <vector>

#include "ledger/custody/terms.h"
#include "ledger/journal/entry.h"
#include "ledger/store/logstore.h"

namespace katiwala::audit {

/// One part, its header, and the header's place in the log.
struct StatementLine {
  Bytes header;
  std::uint64_t index = 0;   ///< of the part among the header's hashes
  record::Part part;
  std::vector<Digest> path;  ///< RFC 6962 inclusion path under the checkpoint's root
};

struct Statement {
  store::LedgerId ledger;
  custody::Subject about;
  std::vector<StatementLine> lines;  ///< oldest first; not empty
  StatementLine seal;
  std::uint64_t leaf_index = 0;      ///< of the subject in the seal
  std::vector<Digest> leaf_path;
  std::string checkpoint;            ///< a signed note
};

Bytes encode_statement(const Statement& statement);

/// Proves an entry under the head that the statement will carry.
using ProveEntry = std::function<Result<std::vector<Digest>>(record::Seq seq)>;
/// The line for the part about `about` in that entry. KEY_MISSING if it can not be read, ENTRY_MISSING if it has none.
Result<StatementLine> statement_line(const journal::Entry& entry, const custody::Subject& about, const ProveEntry& prove);

}  // namespace katiwala::audit
