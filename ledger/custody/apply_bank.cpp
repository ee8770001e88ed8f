// Events of the bank's side.
#include "ledger/custody/applying.h"

namespace katiwala::custody {

/// Released anew it has the payments of now, and the others go with no file.
void Apply::operator()(const FileReleased& e) const {
  const PoolId pool = subject_id<PoolTag>(SubjectKind::pool);
  if (const ReleasedFile* before = state.file(e.file))
    for (const RequestId& request : before->requests) state.filed.erase(request);
  state.files[e.file] = {e.file, pool, e.message_id, e.rail, e.requests, e.total, e.releasers, origin.seq};
  for (const RequestId& request : e.requests) state.filed[request] = e.file;
  touch(Table::file, e.file.bytes);
}

/// Kept for whoever reads her part: what moves her payment stands beside it.
void Apply::operator()(const LeftWithFile&) const {}

}  // namespace katiwala::custody
