#include "api/door/tag.h"

#include <algorithm>

#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/door/shown.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::door {
namespace {

constexpr std::size_t kTagBytes = 16;

std::optional<custody::Subject> subject_in(std::string_view pattern, std::string_view named) {
  const std::pair<std::string_view, custody::SubjectKind> kinds[] = {
      {"wards/{w}", custody::SubjectKind::ward}, {"pools/{p}", custody::SubjectKind::pool}, {"orders/{o}", custody::SubjectKind::order}};
  for (const auto& [of, kind] : kinds) {
    if (pattern != of) continue;
    const auto id = parse_id<custody::WardTag>(named);
    if (id.ok()) return custody::Subject{kind, id->bytes};
  }
  return std::nullopt;
}

/// Zeros where the path names no subject.
Digest last_part(const Call& call) {
  Digest out{};
  const auto about = call.params.empty() ? std::nullopt : subject_in(call.route.pattern, call.params[0]);
  if (!about) return out;
  // Not durable yet, or not to be read at all: then the answer itself is a refusal, and has no tag.
  static_cast<void>(call.journal().look([&](const journal::Memory& memory) { out = memory.chain(*about).last; }).ok());
  return out;
}

std::string tag_of(const Digest& part, std::string_view body) {
  const Digest all = crypto::sha256({part, view(body)});
  return "\"" + to_hex(ByteView(all).first(kTagBytes)) + "\"";
}

const Route* read_of(std::string_view pattern) {
  const auto all = routes();
  const auto found = std::ranges::find_if(all, [&](const Route& route) { return route.method == "GET" && route.pattern == pattern; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// etagc of RFC 9110 §8.8.3, as far as a field's value may hold it here.
bool is_tag_char(char c) { return c > ' ' && c <= '~' && c != '"'; }

/// Takes one tag off the front: the text between its quotes, and whether it is weak. Nothing where there is none.
std::optional<std::pair<std::string_view, bool>> take_tag(std::string_view& text) {
  const bool weak = text.starts_with("W/");
  if (weak) text.remove_prefix(2);
  const auto end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
  if (end == std::string_view::npos || !std::ranges::all_of(text.substr(1, end - 1), is_tag_char)) return std::nullopt;
  const std::string_view tag = text.substr(0, end + 1);
  text = trimmed(text.substr(end + 1));
  return std::pair{tag, weak};
}

}  // namespace

struct Tagged {
  std::string_view pattern;
  Show show;
};

namespace {

/// What below these is written is about what stands at them.
constexpr Tagged kTagged[] = {
    {"wards/{w}", &show_ward}, {"pools/{p}", &show_pool}, {"requests/{r}", &show_request}, {"proposals/{n}", &show_proposal}};

const Tagged* tagged_of(const Route& write) {
  const auto* found = std::ranges::find_if(kTagged, [&](const Tagged& one) { return write.pattern.starts_with(std::string(one.pattern) + "/"); });
  return found == std::end(kTagged) ? nullptr : &*found;
}

}  // namespace

Result<bool> has_tag(std::string_view list, std::string_view tag, Compare how) {
  std::string_view rest = trimmed(list);
  if (rest == "*") return true;
  bool found = false;
  while (true) {
    const auto one = take_tag(rest);
    if (!one || (!rest.empty() && !rest.starts_with(','))) return refuse(Code::HTTP_HEADER, "Tags are written as \"…\", with commas between them, or as * alone.");
    found = found || (one->first == tag && (how == Compare::weak || !one->second));
    if (rest.empty()) return found;
    rest = trimmed(rest.substr(1));
  }
}

transport::Response tagged(const Call& call, transport::Response response) {
  if (response.status != 200 || call.route.method != "GET") return response;
  const std::string tag = tag_of(last_part(call), response.body);
  if (const std::string* known = call.request.headers.find("if-none-match")) {
    const auto has = has_tag(*known, tag, Compare::weak);
    if (!has.ok()) return refused(call, refuse(has.refusal().code, has.refusal().message, "if-none-match"));
    if (*has) {
      response = {};
      response.status = 304;
    }
  }
  response.headers.set("etag", tag);
  return response;
}

bool is_about_tagged(const Route& write) { return tagged_of(write) != nullptr; }

std::optional<About> about_of(const Call& write) {
  const Tagged* one = tagged_of(write.route);
  const Route* read = one == nullptr ? nullptr : read_of(one->pattern);
  if (read == nullptr || (read->roles & only(write.caller.role)) == 0) return std::nullopt;
  return About{one, write.caller, write.params[0]};
}

std::optional<std::string> tag_in(const journal::Memory& memory, const About& about) {
  const auto shown = about.read->show(memory, about.caller, about.named);
  if (!shown) return std::nullopt;
  const auto subject = subject_in(about.read->pattern, about.named);
  return tag_of(subject ? memory.chain(*subject).last : Digest{}, json_response(*shown).body);
}

}  // namespace katiwala::api::door
