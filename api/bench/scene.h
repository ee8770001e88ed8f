/// The people and money that postings are measured on: one pool, one guardian, many wards with an award, a school and money each.
///
/// Made through the same commands and judged by the same rulebook as anybody's. Invented.
#pragma once

#include "api/bench/workbench.h"

namespace katiwala::api::bench {

struct SceneWard {
  custody::WardId ward;
  custody::PayeeId school;
};

struct Scene {
  custody::PoolId pool;
  std::vector<SceneWard> wards;
};

/// Where a payment is.
struct Payment {
  custody::RequestId request;
  custody::WardId ward;
  custody::ProposalId proposal = 0;
};

Result<Scene> make_scene(Workbench& bench, std::size_t wards);

Amount pesos(std::int64_t whole);
custody::ReceiveCredit a_credit(Workbench& bench, const Scene& scene);
custody::RequestDisbursement a_request(Workbench& bench, const SceneWard& ward, const custody::RequestId& id);
custody::Release a_release(Workbench& bench, const Payment& payment);
custody::Settle a_settlement(Workbench& bench, const Payment& payment);

/// `count` payments up to the step before their settlement, over the wards in turn: asked, approved, released, handed over.
Result<std::vector<Payment>> instruct(Workbench& bench, const Scene& scene, std::size_t count);

}  // namespace katiwala::api::bench
