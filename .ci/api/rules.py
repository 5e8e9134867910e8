"""Rules that the OpenAPI document cannot express: relations of two values, and the format of NDJSON. Used by schemathesis."""

import json

import schemathesis

BUILTIN = ["builtin/echo", "builtin/env", "builtin/sha256", "builtin/sleep", "builtin/fail"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """A valid definition has minReplicas <= maxReplicas, the path's name as service, and a built-in image."""
    valid = case.meta is not None and case.meta.generation.mode.is_positive
    body = case.body
    if valid and case.headers.get("X-Timeout", "").endswith(("ns", "us", "ms")):
        # Too short to check whether a failed function exists, which is a 500.
        del case.headers["X-Timeout"]
    if valid and isinstance(body, dict) and case.operation.path.startswith("/api/v1/secrets"):
        # A valid secret has either a value or a rawValue.
        if body.get("value") is not None:
            body.pop("rawValue", None)
        elif body.get("rawValue") is None:
            body["value"] = "x"
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
    """Encodes text as a JSON string, unless it is lines of JSON already; other values become invalid NDJSON."""
    if not isinstance(value, str):
        return value if isinstance(value, bytes) else b"\xff"
    try:
        [json.loads(line) for line in value.split("\n") if line.strip(" \t\r")]
        return value.encode()
    except ValueError:
        return json.dumps(value).encode()
