/// The witness over HTTP: two paths, everything else is 404.
///
///   POST /add-checkpoint                                 what a log sends (audit/log/witness_request.h)
///   GET  /<hex SHA-256 of the origin>/checkpoint         what was cosigned last, for monitors
///
/// Plain HTTP, as both sides check signatures and nothing is secret; who wants TLS puts a proxy before it.   Source: C2SP tlog-witness.
#pragma once

#include "api/transport/server.h"
#include "api/witness/witness.h"

namespace katiwala::api::witness {

/// Limits for such a listener; the caller adds address, port and ports.
transport::PlainOptions window_options();
/// `witness` must outlive what this returns.
transport::HttpServer::Handler window(Witness& witness);

}  // namespace katiwala::api::witness
