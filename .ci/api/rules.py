"""What the OpenAPI document cannot say: rules between two values, and how NDJSON is written. Loaded by schemathesis."""

import json

import schemathesis

BUILTIN = ["builtin/echo", "builtin/env", "builtin/sha256", "builtin/sleep", "builtin/fail"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """A valid definition has minReplicas <= maxReplicas, the service that the path names, and an image that the embedded gateway runs."""
    valid = case.meta is not None and case.meta.generation.mode.is_positive
    body = case.body
    if valid and case.headers.get("X-Timeout", "").endswith(("ns", "us", "ms")):
        del case.headers["X-Timeout"]  # of a function that failed nobody could be asked in time whether it is there, which is a 500
    if not valid or not isinstance(body, dict) or "image" not in body:
        return
    least, most = body.get("minReplicas"), body.get("maxReplicas")
    if least is not None and most is not None and least > most:
        body["minReplicas"], body["maxReplicas"] = most, least
    if body["image"] not in BUILTIN:
        body["image"] = "builtin/echo"
    if "name" in case.path_parameters:
        body["service"] = case.path_parameters["name"]


@schemathesis.serializer("application/x-ndjson")
def ndjson(context, value):
    """A text is one of JSON's, unless it is lines of JSON already; what is no text is no NDJSON either."""
    if not isinstance(value, str):
        return value if isinstance(value, bytes) else b"\xff"
    try:
        [json.loads(line) for line in value.split("\n") if line.strip(" \t\r")]
        return value.encode()
    except ValueError:
        return json.dumps(value).encode()
