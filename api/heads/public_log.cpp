#include "api/heads/public_log.h"

#include "api/heads/check_page.h"
#include "api/transport/page.h"

namespace katiwala::api {
namespace {

using transport::Request;
using transport::Response;

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kForASecond = "public, max-age=1";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kNever = "no-store";

Response response(int status, std::string_view type, std::string_view caching, std::string body) {
  Response out;
  out.status = status;
  out.headers.set("content-type", std::string(type));
  out.headers.set("cache-control", std::string(caching));
  out.body = std::move(body);
  return out;
}

Response page_to_check() {
  static const std::string sources = "script-src " + transport::source_of(check_page::kHtml, "script") + "; style-src " + transport::source_of(check_page::kHtml, "style") + "; connect-src 'self'";
  Response out = transport::page(check_page::kHtml, sources);
  out.headers.set("cache-control", "public, max-age=3600");
  return out;
}

/// 404 and never 403: clients look for the full tile after a 404 only.
Response not_there() { return response(404, kText, kNever, "There is no such thing in the published tree.\n"); }

Response tile(const Publisher::Head& published, const store::LogStore& store, std::string_view path) {
  const auto wanted = audit::parse_tile_path(path);
  if (!wanted.ok() || !published) return not_there();
  const auto bytes = audit::read_tile(StoredTree(store), published->checkpoint.size, *wanted);
  if (bytes.ok()) return response(200, "application/octet-stream", kForEver, std::string(text_of(*bytes)));
  if (bytes.refusal().code == Code::TILE_UNKNOWN) return not_there();
  return response(503, kText, kNever, std::string(name_of(bytes.refusal().code)) + ": " + bytes.refusal().message + "\n");
}

}  // namespace

Result<Bytes> StoredTree::full_tile(tree::TileId id) const {
  auto tile = store_.tile(id);
  if (!tile) return refuse(Code::STORE_DAMAGED, "A full tile is missing.", tree::tile_path(id, tree::kTileWidth));
  return std::move(*tile);
}

Result<Digest> StoredTree::leaf_hash(record::Seq seq) const {
  KATIWALA_TRY(const Bytes bytes, header(seq));
  return record::leaf_hash(bytes);
}

Result<Bytes> StoredTree::header(record::Seq seq) const {
  KATIWALA_TRY(record::StoredEntry stored, store_.read(seq));
  return std::move(stored.header);
}

std::string_view public_route(const Request& request) {
  constexpr std::string_view kPages[] = {"/", "/checkpoint", "/check", transport::kPolicyReports};
  for (const std::string_view page : kPages)
    if (request.target.path == page) return page;
  const auto& segments = request.target.segments;
  return !segments.empty() && segments[0] == "tile" ? "/tile/{path}" : "(unknown)";
}

Response answer_public(const Request& request, const Publisher::Head& published, const store::LogStore& store, const std::string& about) {
  if (request.target.path == transport::kPolicyReports && request.method == "POST") return transport::policy_report_taken();
  if (request.method != "GET" && request.method != "HEAD") {
    Response out = response(405, kText, kNever, "This is for reading.\n");
    out.headers.set("allow", "GET, HEAD");
    return out;
  }
  const std::string& path = request.target.path;
  if (!request.target.query.empty()) return not_there();
  if (path == "/") return response(200, kText, kForASecond, about);
  if (path == "/checkpoint") return published ? response(200, kText, kForASecond, published->text) : not_there();
  if (path == "/check") return page_to_check();
  return tile(published, store, std::string_view(path).substr(1));
}

}  // namespace katiwala::api
