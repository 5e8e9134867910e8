"""A function that speaks pb.FxWatcher, like those of DCF and OpenFx: it returns the sum of the numbers in its input."""
import os
import signal
from concurrent import futures

import grpc
from fxwatcher_pb2 import Reply, Request


def call(request, context):
    numbers = request.input.decode().split()
    print(f"{request.info.FunctionName}: {len(numbers)} numbers", flush=True)
    try:
        return Reply(Output=f"{sum(map(int, numbers))}\n")
    except ValueError as failure:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(failure))


server = grpc.server(futures.ThreadPoolExecutor())
method = grpc.unary_unary_rpc_method_handler(call, Request.FromString, Reply.SerializeToString)
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("pb.FxWatcher", {"Call": method})])
server.add_insecure_port(f"[::]:{os.environ.get('PORT', '50051')}")
server.start()
signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=30))
server.wait_for_termination()
