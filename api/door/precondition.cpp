#include "api/door/precondition.h"

namespace katiwala::api::door {

Result<std::optional<Precondition>> precondition_of(const Call& call) {
  const std::string* wanted = call.request.headers.find("if-match");
  if (wanted == nullptr) return std::optional<Precondition>{};
  if (const auto list = has_tag(*wanted, {}, Compare::strong); !list.ok()) return refuse(list.refusal().code, list.refusal().message, "if-match");
  const auto now = std::make_shared<std::optional<std::string>>();
  // Asked after this call may have gone: it holds copies of what it needs.
  journal::Condition holds = [wanted = *wanted, about = about_of(call), now](const journal::Memory& memory) -> Status {
    *now = about ? tag_in(memory, *about) : std::nullopt;
    if (*now && has_tag(wanted, **now, Compare::strong).value()) return good();
    return refuse(Code::PRECONDITION_FAILED, "What this is about is not as the tag in If-Match says. Read it again.", "if-match");
  };
  return std::optional(Precondition{std::move(holds), now});
}

transport::Response with_tag_now(transport::Response response, const Precondition& precondition) {
  if (response.status == 412 && *precondition.now) response.headers.set("etag", **precondition.now);
  return response;
}

}  // namespace katiwala::api::door
