/// Whether a freeze stands in the way of what would leave: shared by R41, which judges those that are told, and R38, which judges those in the
/// watch.
#pragma once

#include <optional>
#include <vector>

#include "policies/rule.h"

namespace katiwala::policies {

/// Not lifted, and not past its last day (included): it ends by law then, whether or not its end is in the record yet.
inline bool holds_on(const custody::Freeze& freeze, CivilDate day) { return !freeze.lifted && (!freeze.until || day <= *freeze.until); }

/// What would leave a ward or be given out of her pool, judged when it is carried out or released; asking for it stays possible.
struct Leaving {
  custody::Subject from;    ///< ward or pool: whose freezes are asked
  Amount left;              ///< of that currency, free for her or in the pool, once it has gone
  std::optional<custody::Purpose> purpose;
  bool by_order = false;    ///< a payment under a court's order
};

/// From the ward and from the pool behind her; empty where nothing would leave.
std::vector<Leaving> leaving(const Matter& m);

/// The first freeze of that record that forbids it; nullptr if there is none. Of freezes of an amount all those of one currency count together.
const custody::Freeze* in_the_way(const std::vector<custody::Freeze>* freezes, const Leaving& what, CivilDate day);

}  // namespace katiwala::policies
