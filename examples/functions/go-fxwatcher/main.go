// A function that speaks pb.FxWatcher, like those of DCF and OpenFx: it returns its input in upper case.
package main

import (
	"cmp"
	"context"
	"log"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"dcf.example/function/pb"
	"google.golang.org/grpc"
)

type function struct {
	pb.UnimplementedFxWatcherServer
}

func (function) Call(_ context.Context, request *pb.Request) (*pb.Reply, error) {
	log.Printf("%s: %d bytes", request.GetInfo().GetFunctionName(), len(request.GetInput()))
	return &pb.Reply{Output: strings.ToUpper(string(request.GetInput()))}, nil
}

func main() {
	listener, err := net.Listen("tcp", ":"+cmp.Or(os.Getenv("PORT"), "50051"))
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	pb.RegisterFxWatcherServer(server, function{})
	stopped, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	context.AfterFunc(stopped, server.GracefulStop) // calls in progress go on to their end
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}
