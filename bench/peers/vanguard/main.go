// vanguard-go with its defaults, in front of a reverse proxy that speaks HTTP/2: vanguard PORT UPSTREAM-PORT.
package main

import (
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"

	"connectrpc.com/vanguard"
	"google.golang.org/genproto/googleapis/api/annotations"

	"dcf.example/peers/pb"
)

func post(method, path string) *annotations.HttpRule {
	return &annotations.HttpRule{
		Selector: "pb.Gateway." + method,
		Pattern:  &annotations.HttpRule_Post{Post: path},
		Body:     "*",
	}
}

func main() {
	transport := &http.Transport{Protocols: new(http.Protocols)}
	transport.Protocols.SetUnencryptedHTTP2(true)
	upstream := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "127.0.0.1:" + os.Args[2]})
	upstream.Transport = transport
	upstream.FlushInterval = -1 // sends trailers as trailers
	gateway := vanguard.NewServiceWithSchema(
		pb.File_gateway_proto.Services().ByName("Gateway"),
		upstream,
		vanguard.WithTargetProtocols(vanguard.ProtocolGRPC),
		vanguard.WithTargetCodecs(vanguard.CodecProto),
		vanguard.WithNoTargetCompression())
	transcoder, err := vanguard.NewTranscoder(
		[]*vanguard.Service{gateway},
		vanguard.WithRules(post("Invoke", "/function/{Service}"), post("Deploy", "/api/v1/functions")))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], transcoder))
}
