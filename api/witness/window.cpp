#include "api/witness/window.h"

namespace katiwala::api::witness {
namespace {

transport::Response response_of(WitnessAnswer answer) {
  transport::Response out;
  out.status = static_cast<int>(answer.status);
  out.headers.set("content-type", std::move(answer.content_type));
  if (out.status == 503) out.headers.set("retry-after", "60");
  out.body = std::move(answer.body);
  return out;
}

}  // namespace

transport::PlainOptions window_options() {
  transport::PlainOptions options;
  options.limits.max_body_bytes = audit::kMaxWitnessRequestBytes;
  return options;
}

transport::HttpServer::Handler window(Witness& witness) {
  return [&witness](const transport::Request& request, const transport::Peer&) {
    const std::vector<std::string>& path = request.target.segments;
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const bool plain_path = request.target.query.empty();
    if (plain_path && request.method == "POST" && path.size() == 1 && path[0] == "add-checkpoint") return response_of(witness.add_checkpoint(request.body));
    if (plain_path && reads && path.size() == 2 && path[1] == "checkpoint") return response_of(witness.last_checkpoint(path[0]));
    return response_of({404, std::string(audit::kTextType), "There is nothing under that path.\n"});
  };
}

}  // namespace katiwala::api::witness
