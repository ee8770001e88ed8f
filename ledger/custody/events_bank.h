/// What became true on the bank's side.
#pragma once

#include "ledger/custody/event_fields.h"

namespace katiwala::custody {

// -- pool
/// Nothing of it has left; it may be released anew with other payments as long as that is so.
struct FileReleased {
  KATIWALA_EVENT(85, "file_released");
  PaymentFileId file;
  std::string message_id;
  Rail rail = Rail::book_transfer;
  std::vector<RequestId> requests{};
  Amount total;
  std::vector<PersonId> releasers{};  ///< who proposed it, who agreed
  template <class V>
  static void fields(V& v) {
    v(1, "file", &FileReleased::file);
    v(2, "message_id", &FileReleased::message_id);
    v(3, "rail", &FileReleased::rail);
    v(4, "requests", &FileReleased::requests);
    v(5, "total", &FileReleased::total);
    v(6, "releasers", &FileReleased::releasers);
  }
};

// -- ward
/// Beside the hand-over of a payment that was released with a file: who released that.
struct LeftWithFile {
  KATIWALA_EVENT(86, "left_with_file");
  RequestId request;
  PaymentFileId file;
  std::vector<PersonId> releasers{};
  template <class V>
  static void fields(V& v) {
    v(1, "request", &LeftWithFile::request);
    v(2, "file", &LeftWithFile::file);
    v(3, "releasers", &LeftWithFile::releasers);
  }
};

}  // namespace katiwala::custody
