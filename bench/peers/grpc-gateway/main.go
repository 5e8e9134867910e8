// grpc-gateway with its defaults, in front of another process: grpc-gateway PORT UPSTREAM-PORT.
package main

import (
	"context"
	"log"
	"net/http"
	"os"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"dcf.example/peers/pb"
)

const largest = 8 << 20

func main() {
	routes := runtime.NewServeMux()
	err := pb.RegisterGatewayHandlerFromEndpoint(context.Background(), routes, "127.0.0.1:"+os.Args[2], []grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largest)),
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], routes))
}
