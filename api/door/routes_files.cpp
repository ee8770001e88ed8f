// A payment file is released as a whole: what two persons see in it, said as control totals by each who asks for it (R31; docs/decisions/0034).
#include "api/door/payment_files.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

constexpr std::int64_t kMostPayments = 10'000;

/// What whoever asks has seen.
struct Seen {
  Amount total;
  std::int64_t payments = 0;
};

Result<Seen> seen_in(Writing& in) {
  Seen out;
  out.total = amount(in.body(), "total");
  out.payments = in.body().integer("payments", 1, kMostPayments);
  KATIWALA_CHECK(in.body().finish());
  return out;
}

Result<Command> as_seen(custody::ReleaseFile file, const Seen& seen) {
  if (seen.payments != static_cast<std::int64_t>(file.requests.size())) {
    return refuse(Code::CONTROL_SUM_MISMATCH, "The file has another number of payments.", "/payments");
  }
  if (seen.total != file.total) return refuse(Code::CONTROL_SUM_MISMATCH, "The file comes to another sum.", "/total");
  return Command(std::move(file));
}

Result<Command> release_of_several(Writing& in) {
  KATIWALA_TRY(const auto id, in.path_id<custody::PaymentFileTag>(0));
  KATIWALA_TRY(const Seen seen, seen_in(in));
  KATIWALA_TRY(const WindowFile file, find_window_file(in.call(), id));
  KATIWALA_TRY(const Instant now, in.house().clock().now());
  if (now < file.window.closes) return refuse(Code::PAYMENT_FILE_OPEN, "The file takes payments until " + file.window.closes.manila_text() + ".", "path");
  custody::ReleaseFile c{file.id, file.pool, file.message_id, file.rail, {}, file.total()};
  for (const FileMember& member : file.members) c.requests.push_back(member.request.id);
  return as_seen(std::move(c), seen);
}

Result<Command> release_of_one(Writing& in) {
  KATIWALA_TRY(const auto id, in.path_id<custody::RequestTag>(0));
  KATIWALA_TRY(const Seen seen, seen_in(in));
  std::optional<custody::Request> request;
  custody::PoolId pool;
  KATIWALA_CHECK(look(in.call(), [&](const custody::State& state) {
    const auto* found = state.request(id);
    const auto* ward = found == nullptr ? nullptr : state.ward(found->ward);
    if (ward == nullptr) return;
    request = *found;
    pool = ward->pool;
  }));
  if (!request) return refuse(Code::REQUEST_UNKNOWN, std::string(sentence_of(Code::REQUEST_UNKNOWN)), "path");
  if (!request->file) return refuse(Code::REQUEST_STATE, "No payment file was released for this request.", "path");
  KATIWALA_TRY(const custody::PaymentFileId own, own_file(*request));
  return as_seen({own, pool, request->message_id, request->rail, {id}, request->leaving()}, seen);
}

}  // namespace

Result<Command> post_file_release(Writing& in) { return release_of_several(in); }
Result<Command> post_request_file_release(Writing& in) { return release_of_one(in); }

}  // namespace katiwala::api::door
