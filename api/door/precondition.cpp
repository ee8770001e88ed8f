#include "api/door/precondition.h"

#include "api/door/tag.h"
#include "api/door/turnstile.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

transport::Response moved(const Call& call, const std::optional<std::string>& tag) {
  transport::Response out = refused(call, refuse(Code::PRECONDITION_FAILED, "What this is about is not as the tag in If-Match says. Read it again.", "if-match"));
  if (tag) out.headers.set("etag", *tag);
  return out;
}

}  // namespace

std::optional<transport::Response> moved_since(const Call& call) {
  const std::string* wanted = call.request.headers.find("if-match");
  if (wanted == nullptr) return std::nullopt;
  const auto tag = tag_now(call);
  const auto same = has_tag(*wanted, tag.value_or(std::string()), Compare::strong);
  if (!same.ok()) return refused(call, refuse(same.refusal().code, same.refusal().message, "if-match"));
  if (!tag || !*same) return moved(call, tag);
  return std::nullopt;
}

transport::Response submit_if_unmoved(const Call& call, journal::Ask ask, transport::Response (*submit)(const Call&, journal::Ask)) {
  return pass_alone([&] {
    if (const Status ticked = call.journal().tick(); !ticked.ok()) return refused(call, ticked.refusal());
    if (auto answer = moved_since(call)) return std::move(*answer);
    return submit(call, std::move(ask));
  });
}

}  // namespace katiwala::api::door
