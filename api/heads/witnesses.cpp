#include "api/heads/witnesses.h"

#include "api/transport/web_client.h"
#include "audit/log/trust_policy.h"

namespace katiwala::api {
namespace {
constexpr std::int64_t kDeadline_ms = 5'000;
}

Result<std::vector<WitnessAddress>> read_witness_addresses(const Path& path) {
  KATIWALA_TRY(const std::string text, read_text_file(path));
  auto policy = audit::parse_trust_policy(text);
  if (!policy.ok()) return refuse(policy.refusal().code, policy.refusal().message, path.string() + " " + policy.refusal().place);
  std::vector<WitnessAddress> out;
  for (audit::PolicyWitness& witness : policy->witnesses) {
    if (witness.url.empty()) continue;
    while (witness.url.ends_with('/')) witness.url.pop_back();
    out.push_back({std::move(witness.name), std::move(witness.key), std::move(witness.url)});
  }
  return out;
}

WitnessCall call_over_the_net(transport::WallClock wall_micros) {
  transport::WebOptions options;
  options.deadline_ms = kDeadline_ms;
  options.wall_micros = std::move(wall_micros);
  return [options](const std::string& url, const std::string& body) {
    const auto answer = transport::web_post(url, "text/plain; charset=utf-8", body, options);
    // Whether the witness has cosigned is unknown then; asking again is always right.
    if (!answer.ok()) return WitnessReply{};
    return WitnessReply{static_cast<unsigned>(answer->status), answer->content_type, answer->body};
  };
}

}  // namespace katiwala::api
