/// What anybody may read, without a certificate: the published head and the tiles below it (C2SP tlog-tiles). Leaves are headers, so there is nothing
/// of anybody in them.
///
///   GET /checkpoint              the published head, cached for a second
///   GET /tile/<L>/<N>[.p/<W>]    hashes, for ever the same
///   GET /tile/entries/...        headers, for ever the same
///   GET /                        who this is and with which keys to check it, for people
///   GET /check                   a page that computes in the reader's device whether a printed paper's entry stands here (docs/proofs.md, "On paper")
#pragma once

#include "api/heads/publisher.h"
#include "api/transport/http.h"
#include "audit/log/tiles.h"

namespace katiwala::api {

/// The tree as the store holds it. The store must outlive it.
class StoredTree final : public audit::LogSource {
 public:
  explicit StoredTree(const store::LogStore& store) : store_(store) {}
  [[nodiscard]] Result<Bytes> full_tile(tree::TileId id) const override;
  [[nodiscard]] Result<Digest> leaf_hash(record::Seq seq) const override;
  [[nodiscard]] Result<Bytes> header(record::Seq seq) const override;

 private:
  const store::LogStore& store_;
};

/// What such a request is called in figures and log lines: one of the pages, "/tile/{path}", or "(unknown)".
std::string_view public_route(const transport::Request& request);

/// `about` is what GET / says.
transport::Response answer_public(const transport::Request& request, const Publisher::Head& published, const store::LogStore& store, const std::string& about);

}  // namespace katiwala::api
