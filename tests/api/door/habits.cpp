#include "habits.h"

#include "api/door/json_codec.h"

namespace katiwala::api::door::testing {

Habits::Habits() {
  receive("REF-1", "15000.00 USD", "25.00 USD", "2026-02-25");
  convert("10000.00 USD", "582350.00 PHP", "58.2350", "2026-02-25T08:30:00+08:00");
  const Reply asked = request(kRequest, "18000.00 PHP");
  EXPECT_EQ(asked.status, 202) << asked.raw;
  proposal = asked.number("proposal");
}

transport::Response Habits::ask(const std::string& who, const std::string& method, const std::string& path, const std::string& body, const transport::Headers& headers) {
  return call(who, method, path, body, headers);
}

transport::Response Habits::write(const std::string& who, const std::string& path, const Json& body, transport::Headers headers) {
  headers.set("content-type", "application/json");
  if (headers.find("idempotency-key") == nullptr) headers.set("idempotency-key", fresh_key());
  return call(who, "POST", path, to_text(body), headers);
}

std::string Habits::tag(const std::string& who, const std::string& path) { return header_of(ask(who, "GET", path), "etag"); }

std::map<std::string, std::string> Habits::everything() {
  std::map<std::string, std::string> out;
  const std::string hers = "/v1/wards/" + ward;
  for (const char* who : {"officer-1", "compliance", "auditor", "administrator", "bank", "social-worker", "releaser", "guardian"}) {
    for (const std::string& path : {std::string("/v1/status"), std::string("/v1/me"), std::string("/v1/pools"), std::string("/v1/credits"), "/v1/orders/" + order, std::string("/v1/wards"),
                                    hers, hers + "/balances", hers + "/entries?limit=1000", hers + "/protection", hers + "/watch", "/v1/pools/" + pool + "/watch",
                                    std::string("/v1/incidents"), std::string("/v1/trustee-relations"), std::string("/v1/proposals"), "/v1/proposals/" + std::to_string(proposal),
                                    std::string("/v1/requests"), "/v1/requests/" + kRequest, std::string("/v1/entries?limit=1000"), std::string("/v1/events?limit=1000")}) {
      const transport::Response seen = ask(who, "GET", path);
      std::string& shown = out[std::string(who) + " " + path];
      // Of a refusal the instance is the request's own; of the status what the publisher of heads has got to is no part of the record.
      if (seen.status != 200) shown = std::to_string(seen.status) + code_of(seen);
      else if (path == "/v1/status") shown = to_text(without(json_of(seen), {"log"}));
      else shown = header_of(seen, "etag") + seen.body;
    }
  }
  return out;
}

std::string header_of(const transport::Response& response, const std::string& name) {
  const std::string* found = response.headers.find(name);
  return found == nullptr ? std::string() : *found;
}

Json json_of(const transport::Response& response) {
  auto parsed = transport::parse_json(response.body);
  EXPECT_TRUE(parsed.ok()) << response.body;
  return parsed.ok() ? std::move(*parsed) : Json(Json::Object{});
}

std::string code_of(const transport::Response& response) {
  const Json body = json_of(response);
  const Json* code = body.find("code");
  return code == nullptr ? std::string() : *code->text();
}

}  // namespace katiwala::api::door::testing
