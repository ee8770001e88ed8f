// Payment files of several payments: which there are, and the one fetch that hands one over.
#include "api/door/json_codec.h"
#include "api/door/payment_files.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Role;

std::vector<custody::RequestId> requests_of(const WindowFile& file) {
  std::vector<custody::RequestId> out;
  for (const FileMember& member : file.members) out.push_back(member.request.id);
  return out;
}

Result<std::string_view> state_of(const Call& call, const WindowFile& file, Instant now) {
  if (file.handed_over()) return std::string_view("handed_over");
  if (now < file.window.closes) return std::string_view("open");
  const Status released = may_leave_released(call, file.id, requests_of(file));
  if (released.ok()) return std::string_view("closed");
  return released.refusal().code == Code::PAYMENT_FILE_UNRELEASED ? Result<std::string_view>("unreleased") : released.refusal();
}

Result<Json> file_json(const Call& call, const WindowFile& file, Instant now) {
  Json requests{Json::Array{}};
  for (const FileMember& member : file.members) requests.push(member.request.id.hex());
  Json out;
  out.set("id", file.id.hex()).set("message_id", file.message_id).set("pool", file.pool.hex()).set("rail", name(file.rail));
  out.set("currency", file.currency.code()).set("day", file.window.day.text()).set("window", static_cast<std::int64_t>(file.window.number));
  KATIWALA_TRY(const std::string_view state, state_of(call, file, now));
  out.set("closes", file.window.closes.manila_text()).set("state", state).set("total", amount_json(file.total()));
  return std::move(out.set("requests", std::move(requests)));
}

/// `pool` and `day` of the query; without either, what is under way.
Result<FileFilter> filter_of(const Call& call) {
  FileFilter out;
  if (const std::string* pool = call.request.target.parameter("pool")) {
    KATIWALA_TRY(out.pool, parse_id<custody::PoolTag>(*pool));
  }
  if (const std::string* day = call.request.target.parameter("day")) {
    KATIWALA_TRY(out.day, parse_date(*day));
  }
  out.under_way = !out.pool && !out.day;
  return out;
}

Result<Json> list(const Call& call) {
  KATIWALA_TRY(const FileFilter filter, filter_of(call));
  KATIWALA_TRY(const Instant now, call.house.clock().now());
  KATIWALA_TRY(const auto files, window_files(call, filter));
  Json rows{Json::Array{}};
  for (const WindowFile& file : files) {
    KATIWALA_TRY(Json row, file_json(call, file, now));
    rows.push(std::move(row));
  }
  Json out;
  return std::move(out.set("payment_files", std::move(rows)));
}

/// Good also where it is refused because another call was quicker: who looks again sees it.
Status hand_over(const Call& call, const WindowFile& file, const custody::Request& request) {
  journal::Ask ask;
  ask.command = custody::HandOver{request.id, request.ward};
  ask.principal = call.caller.principal;
  ask.credential = call.caller.credential;
  ask.idempotency_key = hand_over_key(file.id, request.id);
  ask.request = call.journal().request_digest({view(ask.idempotency_key)});
  KATIWALA_TRY(const journal::Answer answer, call.journal().submit(std::move(ask)));
  const auto denied = denial_code(call.house, as_answered(call.caller, *answer.entry), call.caller);
  return !denied || *denied == Code::REQUEST_STATE ? good() : Status(refuse(*denied));
}

Status may_leave(const Call& call, const WindowFile& file) {
  KATIWALA_TRY(const Instant now, call.house.clock().now());
  if (now < file.window.closes) return refuse(Code::PAYMENT_FILE_OPEN, "The file takes payments until " + file.window.closes.manila_text() + ".");
  const bool hands_over = call.caller.role == Role::bank_system || call.caller.role == Role::releaser;
  if (!hands_over) return refuse(Code::REQUEST_STATE, "The file was not handed over yet, by the bank's system or a releaser.");
  return may_leave_released(call, file.id, requests_of(file));
}

/// Every hand-over is an entry before a byte leaves. The file is looked up again until none of it waits: after the first of those entries no release
/// can fall within the window any more.
Result<std::string> fetch(const Call& call, const PaymentFileId& id) {
  KATIWALA_CHECK(asked_by_no_other_site(call));
  KATIWALA_TRY(WindowFile file, find_window_file(call, id));
  for (int times = 0; !file.handed_over(); ++times) {
    if (times > 2) return refuse(Code::REQUEST_STATE, "The payments of the file change hands; ask again.");
    KATIWALA_CHECK(may_leave(call, file));
    for (const FileMember& member : file.members)
      if (!member.handed) KATIWALA_CHECK(hand_over(call, file, member.request));
    KATIWALA_TRY(file, find_window_file(call, id));
  }
  return compose(call, file);
}

}  // namespace

transport::Response read_payment_files(const Call& call) {
  const auto body = list(call);
  return body.ok() ? json_response(*body) : refused(call, body.refusal());
}

transport::Response read_payment_file(const Call& call) {
  const auto id = parse_id<custody::PaymentFileTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  auto bytes = fetch(call, *id);
  if (!bytes.ok()) return refused(call, bytes.refusal());
  transport::Response out;
  out.headers.set("content-type", "application/xml; charset=utf-8");
  out.headers.set("content-disposition", "attachment; filename=\"KTB" + id->hex() + ".xml\"");
  out.body = std::move(bytes).value();
  return out;
}

}  // namespace katiwala::api::door
