/// One request on its way through the door: who asks, which route, what stands in its path.
#pragma once

#include "api/house.h"
#include "api/transport/http.h"
#include "api/transport/json.h"

namespace katiwala::api::door {

struct Route;

struct Call {
  House& house;
  const transport::Request& request;
  Caller caller;
  const Route& route;
  std::vector<std::string> params;  ///< what stood in the braces of the route's pattern, in order

  [[nodiscard]] journal::Journal& journal() const { return house.journal(); }
};

/// 200, application/json.
transport::Response json_response(const transport::Json& json);
/// A refusal of something that was not recorded; its instance is the request's id.
transport::Response refused(const Call& call, const Refusal& refusal);

/// `look` for reads: copies out of the state under the lock.
Status look(const Call& call, const std::function<void(const custody::State&)>& read);

/// The same without waiting for what was seen to be durable: before a command (journal.h, glance).
void glance(const Call& call, const std::function<void(const custody::State&)>& read);

/// True if somebody from outside is this ward's: a guardian, however his authority stands; she herself, of age and known; a guardian ad litem;
/// the recorder of her court.
bool is_hers(const Caller& caller, const custody::State& state, const custody::Ward& ward);
/// True if the caller may see anything of this ward.
bool may_see(const Caller& caller, const custody::State& state, const custody::Ward& ward);
/// True if the caller's role may read what stands in a part about that kind of subject (R38): a watch is for compliance and auditors, a protection
/// file for those of the bank's people who look after wards.
bool may_read(const Caller& caller, custody::SubjectKind kind);

}  // namespace katiwala::api::door
