"""Uses the client that openapi-python-client generates: python python.py URL."""

import sys
from io import BytesIO

from dcf_bridge_client import Client
from dcf_bridge_client.api.delete import delete_function
from dcf_bridge_client.api.deploy import deploy_function, scale_function
from dcf_bridge_client.api.invoke import trigger_function
from dcf_bridge_client.api.observe import describe_function, list_functions, read_logs
from dcf_bridge_client.models import FunctionDefinition, Problem, Scale
from dcf_bridge_client.types import File

client = Client(sys.argv[1])
name = "python"

deployed = deploy_function.sync(client=client, body=FunctionDefinition(service=name, image="builtin/echo"))
assert deployed.service == name, "deploy"
assert name in [each.name for each in list_functions.sync(client=client, limit=1000).functions], "list"
assert describe_function.sync(name, client=client).replicas == 1, "describe"
assert scale_function.sync(name, client=client, body=Scale(replicas=2)).replicas == 2, "scale"
data = bytes([0, 255, 128, 10])
binary = Client(sys.argv[1], headers={"Accept": "application/octet-stream"})
output = trigger_function.sync(name, client=binary, body=File(payload=BytesIO(data)))
assert output.payload.read() == data, "invoke"
assert "4 bytes out" in read_logs.sync_detailed(name, client=client, tail=1).content.decode(), "logs"
assert delete_function.sync_detailed(name, client=client).status_code == 204, "delete"
gone = describe_function.sync(name, client=client)
assert isinstance(gone, Problem) and gone.code == "NOT_FOUND", "error"
