"""Signs in for every operation that is fuzzed: a session of its own, so that ending one ends no other's work."""

import json
import os

import requests
import schemathesis

URL = os.environ["FUZZ_URL"]
with open(os.environ["FUZZ_CALLERS"], encoding="utf-8") as file:
    # By operation: the headers of a session that is open, or the credentials of an account to sign in with.
    CALLERS = json.load(file)


@schemathesis.auth(refresh_interval=600, cache_by_key=lambda case, context: case.operation.label)
class Session:
    """The headers that identify the caller of an operation."""

    def get(self, case, context):
        caller = CALLERS[case.operation.label]
        if "headers" in caller:
            return caller["headers"]
        answer = requests.post(f"{URL}/api/v1/auth/login", json=caller["credentials"], timeout=30)
        answer.raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['data']['accessToken']}"}

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers.update(data)


# Constants of the code that is loaded are tried as values; this one tells urllib3 to send no such header, which it refuses.
NEVER_SENT = "@@@SKIP_HEADER@@@"


@schemathesis.hook
def filter_case(context, case):
    return NEVER_SENT not in (case.headers or {}).values()
