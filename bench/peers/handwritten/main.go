// A proxy as one writes it by hand with net/http and grpc-go: handwritten PORT UPSTREAM-PORT.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"dcf.example/peers/pb"
)

const largest = 8 << 20

type resources struct {
	Memory string `json:"memory,omitempty"`
	CPU    string `json:"cpu,omitempty"`
	GPU    string `json:"gpu,omitempty"`
}

// definition is a function's definition as the bridge's API has it.
type definition struct {
	Service     string            `json:"service"`
	Image       string            `json:"image"`
	EnvVars     map[string]string `json:"envVars,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Secrets     []string          `json:"secrets,omitempty"`
	Constraints []string          `json:"constraints,omitempty"`
	// RegistryAuth is secret: answers omit it.
	RegistryAuth string     `json:"registryAuth,omitempty"`
	Limits       *resources `json:"limits,omitempty"`
	Requests     *resources `json:"requests,omitempty"`
	MinReplicas  int32      `json:"minReplicas,omitempty"`
	MaxReplicas  int32      `json:"maxReplicas,omitempty"`
}

func (r *resources) message() *pb.FunctionResources {
	if r == nil {
		return nil
	}
	return &pb.FunctionResources{Memory: r.Memory, CPU: r.CPU, GPU: r.GPU}
}

func (d *definition) message() *pb.CreateFunctionRequest {
	return &pb.CreateFunctionRequest{
		Service:      d.Service,
		Image:        d.Image,
		EnvVars:      d.EnvVars,
		Labels:       d.Labels,
		Annotations:  d.Annotations,
		Secrets:      d.Secrets,
		Constraints:  d.Constraints,
		RegistryAuth: d.RegistryAuth,
		Limits:       d.Limits.message(),
		Requests:     d.Requests.message(),
		MinReplicas:  d.MinReplicas,
		MaxReplicas:  d.MaxReplicas,
	}
}

type proxy struct {
	gateway pb.GatewayClient
}

func (p proxy) invoke(response http.ResponseWriter, request *http.Request) {
	input, err := body(request)
	if err != nil {
		http.Error(response, err.Error(), http.StatusBadRequest)
		return
	}
	output, err := p.gateway.Invoke(request.Context(), &pb.InvokeServiceRequest{Service: request.PathValue("name"), Input: input})
	if err != nil {
		http.Error(response, err.Error(), http.StatusBadGateway)
		return
	}
	response.Header().Set("Content-Type", "text/plain;charset=UTF-8")
	io.WriteString(response, output.Msg)
}

// body reads all of it, at once where its length is known.
func body(request *http.Request) ([]byte, error) {
	if request.ContentLength < 0 || request.ContentLength > largest {
		return io.ReadAll(io.LimitReader(request.Body, largest))
	}
	input := make([]byte, request.ContentLength)
	_, err := io.ReadFull(request.Body, input)
	return input, err
}

func (p proxy) deploy(response http.ResponseWriter, request *http.Request) {
	var function definition
	decoder := json.NewDecoder(request.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&function); err != nil {
		http.Error(response, err.Error(), http.StatusBadRequest)
		return
	}
	if _, err := p.gateway.Deploy(request.Context(), function.message()); err != nil {
		http.Error(response, err.Error(), http.StatusBadGateway)
		return
	}
	function.RegistryAuth = ""
	response.Header().Set("Content-Type", "application/json")
	response.WriteHeader(http.StatusCreated)
	json.NewEncoder(response).Encode(function)
}

func main() {
	channel, err := grpc.NewClient(
		"127.0.0.1:"+os.Args[2],
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largest)))
	if err != nil {
		log.Fatal(err)
	}
	p := proxy{pb.NewGatewayClient(channel)}
	http.HandleFunc("POST /function/{name}", p.invoke)
	http.HandleFunc("POST /api/v1/functions", p.deploy)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}
