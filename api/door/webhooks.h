/// The caller's webhooks over the door: how each stands, what was given up, and sending that again.
///
///     GET webhooks                  {"webhooks":[{"webhook":"bank-core","keys":["whpk_…"],"types":["release"],"waiting":1,"next":"…","dead":2,"dropped":0}]}
///     GET dead-letters?webhook=     {"dead_letters":[{"webhook":"bank-core","id":"<ledger>.41","entry":41,"first":"…","tries":12,"last":"503"}],"next":41}
///     POST dead-letters/replays     {"webhook":"bank-core","entry":41}, or {"webhook":"bank-core","from":41}: that one, or all of that entry and later ones
///
/// Each sees those that are his own (webhooks.toml names the principal); where there are none, and where nobody takes webhooks at all, the lists are empty.
/// Which there are, and where they go, is for who runs the ledger. Nothing of this is in the record (api/courier/courier.h), so a replay is no entry; what
/// could not be read of one is, as of any write.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

transport::Response read_webhooks(const Call& call);
transport::Response read_dead_letters(const Call& call);
transport::Response post_replay(const Call& call);

/// The body of a replay.
transport::Json replay_schema();

}  // namespace katiwala::api::door
