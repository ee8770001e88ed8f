"""Where the door or its description lies to schemathesis: the negative controls. One lie of an operation, and what has to be found there, no less.

An answer's lie is told where the answer comes in (schemathesis_hooks.py): `when` it has that status, then another status, another header, another body.
A lie of the description is told before it is read. Four checks look at nothing here, whatever is answered, and have no lie:

  use_after_free                 the door deletes nothing
  ensure_resource_availability   nothing is there before others have agreed
  ignored_auth                   schemathesis can not leave a certificate at home: certificates_test.py does
  object_level_authorization     nor take another's with it: access.py does
"""


class Lie:
    def __init__(self, operation, finding, answer=None, description=None):
        self.operation, self.finding, self._answer, self._description = operation, finding, answer, description

    def told(self, document):
        """For the hooks."""
        if self._description is None:
            return {"operation": self.operation, "answer": self._answer}
        parameter, change = self._description
        (path, method), = ((path, method) for path, item in document["paths"].items() for method, said in item.items() if said["operationId"] == self.operation)
        return {"operation": self.operation, "path": path, "method": method, "parameter": parameter, "change": change}


LIES = (
    Lie("read_me", "ServerError", {"when": 200, "status": 500}),
    Lie("read_status", "UndefinedStatusCode", {"when": 200, "status": 207}),
    Lie("read_pools", "UndefinedContentType", {"when": 200, "header": ["content-type", "text/csv"]}),
    Lie("read_pool", "MissingContentType", {"when": 200, "header": ["content-type", None]}),
    Lie("read_credits", "MissingHeaders", {"when": 200, "header": ["request-id", None]}),
    Lie("read_trustee_relations", "JsonSchemaError", {"when": 200, "header": ["etag", '"no tag"']}),
    Lie("read_incidents", "JsonSchemaError", {"when": 200, "body": "{}"}),
    Lie("read_wards", "MalformedJson", {"when": 200, "body": "{"}),
    Lie("read_proposals", "RejectedPositiveData", {"when": 200, "status": 400}),
    Lie("read_requests", "AcceptedNegativeData", {"when": 400, "status": 200}),
    Lie("read_problems", "UnsupportedMethodResponse", {"when": 405, "status": 200}),
    Lie("read_payment_files", "AllowHeaderMismatch", {"when": 405, "header": ["allow", "GET, DELETE"]}),
    Lie("take_seal", "MissingHeaderNotRejected", {"when": 400, "status": 409}),
    Lie("read_events", "RejectedPositiveData", description=("limit", {"maximum": 1001})),
    Lie("read_entries", "AcceptedNegativeData", description=("limit", {"maximum": 999})),
)
