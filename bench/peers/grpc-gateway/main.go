// grpc-gateway with its defaults, in front of another process: grpc-gateway PORT UPSTREAM-PORT.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"dcf.example/peers/pb"
)

const largest = 8 << 20

// rawMarshaler reads a request as it is; the default one only writes responses like this.
type rawMarshaler struct {
	*runtime.HTTPBodyMarshaler
}

func (rawMarshaler) NewDecoder(reader io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(message any) error {
		body, ok := message.(*httpbody.HttpBody)
		if !ok {
			return fmt.Errorf("a body for %T", message)
		}
		data, err := io.ReadAll(reader)
		body.ContentType, body.Data = "text/plain", data
		return err
	})
}

func main() {
	raw := rawMarshaler{&runtime.HTTPBodyMarshaler{Marshaler: &runtime.JSONPb{}}}
	routes := runtime.NewServeMux(runtime.WithMarshalerOption("text/plain", raw))
	channel, err := grpc.NewClient(
		"127.0.0.1:"+os.Args[2],
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largest)))
	if err != nil {
		log.Fatal(err)
	}
	if err := pb.RegisterGatewayHandler(context.Background(), routes, channel); err != nil {
		log.Fatal(err)
	}
	if err := pb.RegisterBodiesHandler(context.Background(), routes, channel); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], routes))
}
