"""Uses the client that openapi-generator generates for Python: python openapi-generator-python.py URL."""

import sys

from openapi_client import ApiClient, Configuration, DeleteApi, DeployApi, FunctionDefinition, InvokeApi, ObserveApi, Scale
from openapi_client.exceptions import NotFoundException

client = ApiClient(Configuration(host=sys.argv[1]))
deploy, invoke, observe = DeployApi(client), InvokeApi(client), ObserveApi(client)
name = "openapi-generator-python"

assert deploy.deploy_function(FunctionDefinition(service=name, image="builtin/echo")).service == name, "deploy"
assert name in [each.name for each in observe.list_functions(limit=1000).functions], "list"
assert observe.describe_function(name).replicas == 1, "describe"
assert deploy.scale_function(name, Scale(replicas=2)).replicas == 2, "scale"
data = bytes([0, 255, 128, 10])
# The client would request only the type that looks like JSON, which is that of problems.
octets, text = {"Accept": "application/octet-stream"}, {"Accept": "text/plain"}
output = invoke.trigger_function_without_preload_content(name, body=data, _headers=octets)
assert output.data == data, "invoke"
assert "4 bytes out" in observe.read_logs(name, tail=1, _headers=text), "logs"
DeleteApi(client).delete_function(name)
try:
    observe.describe_function(name)
    sys.exit("error")
except NotFoundException as gone:
    assert gone.data.code == "NOT_FOUND", "error"
