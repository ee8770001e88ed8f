/// A dry run: a command judged as the one writer would judge it at this moment, and what it would post, with nothing recorded.
///
/// The judgement is the one that an auditor repeats from the record (journal::submission_of, then `decide`), here over an entry that is never written:
/// it has no number, no salts, no hashes, no receipt, and takes no place in the chain. Ids that the door draws where the caller gives none are drawn for
/// the dry run alone. What has fallen due meanwhile is recorded first, as it is before any command.
///
/// From outside the bank there is none (docs/decisions/0027): who may try without a trace finds out how far he can go before somebody is told (R38, RF09).
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

inline constexpr std::string_view kDryRun = "dry_run";

/// 200 with `dry_run` and `would_answer`, the status that the command itself would have now; or the problem that it would be answered with.
transport::Response try_out(const Call& call, journal::Ask ask);

/// Why there is no dry run for who stands outside the bank.
Refusal refuse_trial();

}  // namespace katiwala::api::door
