/// What every event of events*.h is written with: its kind, its name, and the records its fields are made of.
#pragma once

#include "ledger/custody/records_file.h"

namespace katiwala::custody {

#define KATIWALA_EVENT(KIND, NAME)                    \
  static constexpr std::uint16_t kind = KIND;         \
  static constexpr std::string_view event_name = NAME

}  // namespace katiwala::custody
