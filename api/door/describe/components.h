/// The named schemas of the document: formats of texts, what is answered, refusals.
#pragma once

#include "api/door/describe/schema.h"

namespace katiwala::api::door::description {

Json format_schemas();   ///< Id, Amount, Date …: an object of schemas, each with an example that its parser takes
Json answer_schemas();   ///< Answer, Denial, Problem, Code and what each read answers

}  // namespace katiwala::api::door::description
