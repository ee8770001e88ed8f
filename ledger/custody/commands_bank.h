/// Commands of the bank's side: what leaves for the bank together, and is released as such.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/command_fields.h"

namespace katiwala::custody {

/// Two persons release a payment file as a whole: who proposes it, and who agrees. Each has seen how many payments it has and what they come to.  R31;
/// docs/decisions/0034.
struct ReleaseFile {
  KATIWALA_COMMAND(62, "release_file");
  PaymentFileId file;
  PoolId pool;
  std::string message_id;               ///< under which the bank will know it, <= 35
  Rail rail = Rail::book_transfer;
  std::vector<RequestId> requests{};    ///< its payments, ascending
  Amount total;                         ///< of what leaves
  template <class V>
  static void fields(V& v) {
    v(1, "file", &ReleaseFile::file);
    v(2, "pool", &ReleaseFile::pool);
    v(3, "message_id", &ReleaseFile::message_id);
    v(4, "rail", &ReleaseFile::rail);
    v(5, "requests", &ReleaseFile::requests);
    v(6, "total", &ReleaseFile::total);
  }
};

}  // namespace katiwala::custody
