/// Figures of an open ledger for the admin listener: how long the journal is, how far heads are signed and shown, what the witnesses say.
/// docs/operations.md names each. Nothing here waits for the writer: a ledger whose disk hangs can still be looked at.
#pragma once

#include "api/transport/prometheus.h"

namespace katiwala::api {

class House;

void write_ledger_figures(transport::PrometheusText& out, House& house);

}  // namespace katiwala::api
