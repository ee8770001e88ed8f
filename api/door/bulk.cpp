#include "api/door/bulk.h"

#include <algorithm>
#include <map>

#include "api/door/describe/schema.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using Sums = std::map<Currency, Amount>;

constexpr std::size_t kMostSums = 16;

/// One kind of bulk: the array's name, where a line goes, and the member of a line that says whose it is.
struct Kind {
  std::string_view lines, single, owner;
};
constexpr Kind kApprovals = {"approvals", "proposals/{n}/approvals", "proposal"};
constexpr Kind kRequests = {"requests", "wards/{w}/requests", "ward"};

struct Line {
  std::string owner;  ///< as it stands in the path
  Json body;          ///< without it
  std::optional<Amount> amount;
};

struct Bulk {
  std::int64_t count = 0;
  Sums sums;
  std::vector<Line> lines;
};

/// AMOUNT_RANGE: two amounts that may each be there need not be one together.
Status add(Sums& sums, const Amount& amount) {
  const auto [at, fresh] = sums.emplace(amount.currency(), amount);
  if (fresh) return good();
  const std::int64_t both = at->second.minor() + amount.minor();
  if (both > kMaxMinor || both < -kMaxMinor) return refuse(Code::AMOUNT_RANGE);
  at->second = Amount(amount.currency(), both);
  return good();
}

Result<Line> line_of(const Json& json, const Kind& kind, const std::string& place) {
  const Json* owner = json.find(kind.owner);
  if (json.object() == nullptr) return refuse(Code::JSON_TYPE, "A line is an object.", place);
  if (owner == nullptr) return refuse(Code::JSON_MISSING_KEY, std::string(sentence_of(Code::JSON_MISSING_KEY)), transport::pointer_to(place, kind.owner));
  Line out;
  if (kind.owner == kApprovals.owner && owner->integer() != nullptr && *owner->integer() >= 0) out.owner = std::to_string(*owner->integer());
  else if (kind.owner == kRequests.owner && owner->text() != nullptr && parse_id<custody::WardTag>(*owner->text()).ok()) out.owner = *owner->text();
  else return refuse(Code::JSON_TYPE, std::string(sentence_of(Code::JSON_TYPE)), transport::pointer_to(place, kind.owner));
  out.body = without(json, {kind.owner});
  const Json* amount = json.find("amount");
  if (kind.owner != kRequests.owner || amount == nullptr || amount->text() == nullptr) return out;
  if (const auto parsed = parse_amount(*amount->text()); parsed.ok()) out.amount = *parsed;
  return out;
}

Result<Bulk> read_bulk(const Json& body, const Kind& kind) {
  Fields f(body);
  Bulk out;
  out.count = f.integer("count", 1, kMostLines);
  const auto sums = f.texts("sums", kMostSums, 0, kAmountFormat);
  const Json* lines = f.raw(kind.lines);
  KATIWALA_CHECK(f.finish());
  for (const std::string& text : sums) {
    KATIWALA_TRY(const Amount sum, parse_amount(text));
    KATIWALA_CHECK(add(out.sums, sum));
  }
  const std::string place = transport::pointer_to("", kind.lines);
  if (lines == nullptr) return refuse(Code::JSON_MISSING_KEY, std::string(sentence_of(Code::JSON_MISSING_KEY)), place);
  if (lines->array() == nullptr) return refuse(Code::JSON_TYPE, std::string(sentence_of(Code::JSON_TYPE)), place);
  if (lines->array()->size() > kMostLines) return refuse(Code::JSON_RANGE, "At most 100 lines.", place);
  for (std::size_t i = 0; i < lines->array()->size(); ++i) {
    KATIWALA_TRY(Line line, line_of((*lines->array())[i], kind, transport::pointer_to(place, i)));
    out.lines.push_back(std::move(line));
  }
  return out;
}

/// What the proposals are about, where that is a disbursement. One that is not open any more has no amount here, and so the sum of a bulk that was
/// answered before would not be found again: a replay is known by its first line.
Status add_amounts(const Call& call, Bulk& bulk) {
  return look(call, [&](const custody::State& state) {
    for (Line& line : bulk.lines) {
      const auto number = parse_number(line.owner);
      const auto* proposal = number.ok() ? state.proposal(*number) : nullptr;
      const auto* asked = proposal == nullptr ? nullptr : std::get_if<custody::RequestDisbursement>(&proposal->command);
      if (asked != nullptr) line.amount = asked->amount;
    }
  });
}

Status check_control(const Bulk& bulk) {
  if (bulk.count != static_cast<std::int64_t>(bulk.lines.size())) return refuse(Code::CONTROL_SUM_MISMATCH, "So many lines are not there.", "/count");
  Sums sums;
  for (const Line& line : bulk.lines)
    if (line.amount) KATIWALA_CHECK(add(sums, *line.amount));
  if (sums != bulk.sums) return refuse(Code::CONTROL_SUM_MISMATCH, "The lines do not come to these sums.", "/sums");
  return good();
}

const Route& single_route(const Kind& kind) {
  const auto all = routes();
  const auto found = std::ranges::find_if(all, [&](const Route& route) { return route.method == "POST" && route.pattern == kind.single; });
  KATIWALA_ASSERT(found != all.end(), "a bulk of what can not be written singly");
  return *found;
}

std::string target_of(const Kind& kind, const Line& line) {
  const auto slash = kind.single.find('/'), last = kind.single.rfind('/');
  return "/v1/" + std::string(kind.single.substr(0, slash)) + "/" + line.owner + std::string(kind.single.substr(last));
}

/// The line as if it had been sent alone.
transport::Request request_of(const Call& call, const Kind& kind, const Line& line, const std::string& key) {
  transport::Request out;
  out.method = "POST";
  out.target = transport::parse_target(target_of(kind, line)).value();
  out.headers.set("content-type", "application/json");
  out.headers.set("idempotency-key", key);
  out.body = to_text(line.body);
  out.id = call.request.id;
  return out;
}

Json result_of(const transport::Response& response, std::size_t index) {
  auto body = transport::parse_json(response.body);
  KATIWALA_ASSERT(body.ok(), "an answer of ours that is not JSON");
  Json out;
  out.set("line", static_cast<std::int64_t>(index)).set("status", response.status);
  if (response.headers.find("idempotent-replayed") != nullptr) out.set("replayed", true);
  return std::move(out.set("answer", std::move(*body)));
}

transport::Response carry_out(const Call& call, const Kind& kind, const Bulk& bulk, const std::string& key) {
  const Route& route = single_route(kind);
  Json lines{Json::Array{}}, out;
  for (std::size_t i = 0; i < bulk.lines.size(); ++i) {
    const transport::Request request = request_of(call, kind, bulk.lines[i], key + "." + std::to_string(i));
    const Call single{call.house, request, call.caller, route, {bulk.lines[i].owner}};
    lines.push(result_of(write(single, route.handler.make), i));
  }
  out.set("count", bulk.count).set("lines", std::move(lines));
  return json_response(out);
}

/// Whether the first line has made its entry: then the whole was taken before, and each line is answered as it was.
Result<bool> was_taken(const Call& call, const Kind& kind, const Bulk& bulk, const std::string& key) {
  if (bulk.lines.empty()) return false;
  const transport::Request first = request_of(call, kind, bulk.lines[0], key + ".0");
  const Call single{call.house, first, call.caller, single_route(kind), {bulk.lines[0].owner}};
  KATIWALA_TRY(const auto entry, made_before(single, key + ".0", request_digest(single)));
  return entry.has_value();
}

transport::Response take(const Call& call, const Kind& kind) {
  const auto key = idempotency_key(call, kLongestBulkKey);
  if (!key.ok()) return refuse_input(call, key.refusal());
  const std::string* type = call.request.headers.find("content-type");
  if (type == nullptr || !type->starts_with("application/json")) return refuse_input(call, refuse(Code::MEDIA_TYPE, "Send application/json.", "content-type"));
  const auto json = transport::parse_json(call.request.body);
  if (!json.ok()) return refuse_input(call, json.refusal());
  auto bulk = read_bulk(*json, kind);
  if (!bulk.ok()) return refuse_input(call, bulk.refusal());
  const auto taken = was_taken(call, kind, *bulk, *key);
  if (!taken.ok()) return refused(call, taken.refusal());
  if (*taken) return carry_out(call, kind, *bulk, *key);
  if (kind.owner == kApprovals.owner) {
    if (const Status added = add_amounts(call, *bulk); !added.ok()) return refused(call, added.refusal());
  }
  if (const Status control = check_control(*bulk); !control.ok()) return refuse_input(call, control.refusal());
  return carry_out(call, kind, *bulk, *key);
}

}  // namespace

transport::Response post_approvals(const Call& call) { return take(call, kApprovals); }
transport::Response post_requests(const Call& call) { return take(call, kRequests); }

namespace {

Json list_of_at_most(std::int64_t most, Json items) { return std::move(description::array_of(std::move(items)).set("maxItems", most)); }

}  // namespace

Json bulk_schema(std::string_view pattern) {
  const Kind& kind = pattern == kApprovals.lines ? kApprovals : kRequests;
  const Json single = description::body_schema(describe(single_route(kind).handler.make));
  Json line, number = description::of_type("integer"), properties, count = description::of_type("integer");
  number.set("minimum", 0);
  const Json owner = kind.owner == kApprovals.owner ? number : description::ref(kIdFormat);
  // The single body says that nothing else may stand in it; a line has its owner beside that.
  for (const auto& [key, value] : *single.object()) {
    if (key == "properties") {
      Json members = value;
      members.set(std::string(kind.owner), owner);
      line.set(key, std::move(members));
    } else if (key == "required") {
      Json names = value;
      names.push(std::string(kind.owner));
      line.set(key, std::move(names));
    } else {
      line.set(key, value);
    }
  }
  if (line.find("required") == nullptr) line.set("required", description::texts({kind.owner}));
  count.set("minimum", 1).set("maximum", static_cast<std::int64_t>(kMostLines));
  properties.set("count", std::move(count)).set("sums", list_of_at_most(kMostSums, description::ref(kAmountFormat)));
  properties.set(std::string(kind.lines), list_of_at_most(kMostLines, std::move(line)));
  Json out = description::of_type("object");
  out.set("properties", std::move(properties)).set("required", description::texts({"count", "sums", kind.lines}));
  return std::move(out.set("additionalProperties", false));
}

}  // namespace katiwala::api::door
