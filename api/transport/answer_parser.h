/// Reading an HTTP/1.1 answer from the bytes received so far. Pure.
#pragma once

#include "api/transport/http.h"
#include "ledger/base/result.h"

namespace katiwala::api::transport {

struct Answer {
  Response response;
  bool keep_alive = true;
};

/// nullopt while `bytes` is not a whole answer; HTTP_RESPONSE where it can not become one, or bytes follow it. Interim answers (1xx)
/// are skipped. `head_only`: the answer is to HEAD.
Result<std::optional<Answer>> parse_answer(std::string_view bytes, bool head_only, std::size_t max_bytes);

}  // namespace katiwala::api::transport
