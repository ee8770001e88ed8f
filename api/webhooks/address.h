/// Which addresses a webhook may be sent to: those of the public internet. A ledger that could be told to call 10.0.0.1 or ::1 would call it with the
/// bank's own network behind it (OWASP API7, server side request forgery). Asked of the address a name has led to, just before it is connected to, as
/// a name may lead elsewhere the next time.
///
/// Sources: RFC 6890 and IANA's special-purpose address registries; of IPv6 only the global unicast block is public, without what is inside it for tunnels
/// and documents.
#pragma once

#include <string_view>

namespace katiwala::api::webhooks {

/// `numeric` is an IPv4 or IPv6 address without brackets, port or zone; anything else is not public.
bool is_public_address(std::string_view numeric);

}  // namespace katiwala::api::webhooks
