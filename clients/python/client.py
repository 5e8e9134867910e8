"""Deploys, lists, invokes and deletes the functions of a gateway, over gRPC."""

import argparse
import sys
from collections.abc import Callable, Iterator

import grpc

import gateway_pb2 as pb
from gateway_pb2_grpc import GatewayStub

Call = Callable[[GatewayStub, argparse.Namespace], None]


def deploy(gateway: GatewayStub, args: argparse.Namespace) -> None:
    """Starts a function."""
    # Some gateways fail without the numbers of instances.
    request = pb.CreateFunctionRequest(
        Service=args.name, Image=args.image, MinReplicas=1, MaxReplicas=1
    )
    print(gateway.Deploy(request, timeout=args.timeout).Msg)


def list_all(gateway: GatewayStub, args: argparse.Namespace) -> None:
    """Lists all functions."""
    for f in gateway.List(pb.Empty(), timeout=args.timeout).Functions:
        replicas = f"{f.AvailableReplicas} of {f.Replicas} replicas"
        print(f"{f.Name}: {f.Image}, {replicas}, {f.InvocationCount} invocations")


def invoke(gateway: GatewayStub, args: argparse.Namespace) -> None:
    """Runs a function once and prints its output."""
    request = pb.InvokeServiceRequest(Service=args.name, Input=args.text.encode())
    print(gateway.Invoke(request, timeout=args.timeout).Msg)


def invokes(gateway: GatewayStub, args: argparse.Namespace) -> None:
    """Runs a function for each TEXT, or line of stdin; prints outputs as they arrive."""
    inputs = map(str.encode, args.text) if args.text else lines_of_stdin()
    requests = (pb.InvokeServiceRequest(Service=args.name, Input=i) for i in inputs)
    for reply in gateway.Invokes(requests, timeout=args.timeout):
        sys.stdout.buffer.write(reply.Output + b"\n")
        sys.stdout.flush()


def lines_of_stdin() -> Iterator[bytes]:
    # Not sys.stdin: Python aborts if it exits while gRPC's thread still reads it.
    with open(0, "rb", closefd=False) as stdin:
        for line in stdin:
            yield line.rstrip(b"\n")


def delete(gateway: GatewayStub, args: argparse.Namespace) -> None:
    """Removes a function."""
    request = pb.CreateFunctionRequest(Service=args.name)
    print(gateway.Delete(request, timeout=args.timeout).Msg)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Without a command: invoke echo 'hello world'."
    )
    parser.set_defaults(call=invoke, name="echo", text="hello world")
    parser.add_argument(
        "--address",
        default="localhost:32222",
        help="where the gateway listens (%(default)s)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=30,
        help="seconds that the call may take, all of a stream included (%(default)s)",
    )
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, call: Call, *operands: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(
            name, help=call.__doc__, description=call.__doc__
        )
        subparser.set_defaults(call=call)
        for operand in operands:
            subparser.add_argument(operand.lower(), metavar=operand)
        return subparser

    command("deploy", deploy, "NAME", "IMAGE")
    command("list", list_all)
    command("invoke", invoke, "NAME", "TEXT")
    command("invokes", invokes, "NAME").add_argument("text", metavar="TEXT", nargs="*")
    command("delete", delete, "NAME")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    try:
        with grpc.insecure_channel(args.address) as channel:
            args.call(GatewayStub(channel), args)
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")


if __name__ == "__main__":
    main()
