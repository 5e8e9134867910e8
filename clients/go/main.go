// Client deploys, lists, invokes and deletes the functions of a gateway, over gRPC.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"dcf.example/client/pb"
)

const usage = `usage: client [--address HOST:PORT] [--timeout DURATION] [COMMAND]

  deploy NAME IMAGE       starts a function
  list                    lists all functions
  invoke NAME TEXT        runs a function once and prints its output
  invokes NAME [TEXT...]  runs it for each TEXT, or for each line of stdin, and prints each output as it arrives
  delete NAME             removes a function

Without a command: invoke echo 'hello world'.

`

var errUsage = errors.New("that is no command, or not with these arguments")

func main() {
	address := flag.String("address", "localhost:32222", "where the gateway listens")
	timeout := flag.Duration("timeout", 30*time.Second, "how long the call may take, all of a stream included")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()

	err := call(*address, *timeout, flag.Args())
	if errors.Is(err, errUsage) {
		fmt.Fprintln(os.Stderr, err)
		flag.Usage()
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, explain(err))
		os.Exit(1)
	}
}

// call makes the call that args select.
func call(address string, timeout time.Duration, args []string) error {
	if len(args) == 0 {
		args = []string{"invoke", "echo", "hello world"}
	}
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()

	gateway := pb.NewGatewayClient(conn)
	switch command, args := args[0], args[1:]; {
	case command == "deploy" && len(args) == 2:
		return deploy(ctx, gateway, args[0], args[1])
	case command == "list" && len(args) == 0:
		return list(ctx, gateway)
	case command == "invoke" && len(args) == 2:
		return invoke(ctx, gateway, args[0], args[1])
	case command == "invokes" && len(args) > 0:
		return invokes(ctx, gateway, args[0], args[1:])
	case command == "delete" && len(args) == 1:
		return remove(ctx, gateway, args[0])
	}
	return errUsage
}

// explain formats an error with gRPC's name of the code: NOT_FOUND: function 'x' does not exist.
func explain(err error) string {
	if answer, ok := status.FromError(err); ok {
		return fmt.Sprintf("%s: %s", code.Code(answer.Code()), answer.Message())
	}
	return err.Error()
}
