// Uses the client that ogen generates: main URL.
package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"generated/api"
)

const name = "ogen"

func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

func expect(fits bool, what string) {
	if !fits {
		log.Fatal(what)
	}
}

// octets asks for the exact bytes of outputs; ogen sends no Accept.
type octets struct{}

func (octets) Do(request *http.Request) (*http.Response, error) {
	if strings.HasPrefix(request.URL.Path, "/function/") {
		request.Header.Set("Accept", "application/octet-stream")
	}
	return http.DefaultClient.Do(request)
}

func main() {
	ctx := context.Background()
	client := must(api.NewClient(os.Args[1], api.WithClient(octets{})))

	definition := &api.FunctionDefinition{Service: name, Image: "builtin/echo"}
	deployed, fits := must(client.DeployFunction(ctx, definition, api.DeployFunctionParams{})).(*api.FunctionDefinitionHeaders)
	expect(fits && deployed.Response.Service == name, "deploy")
	listed, fits := must(client.ListFunctions(ctx, api.ListFunctionsParams{})).(*api.FunctionListHeaders)
	expect(fits && len(listed.Response.Functions) > 0, "list")
	described, fits := must(client.DescribeFunction(ctx, api.DescribeFunctionParams{Name: name})).(*api.FunctionStatus)
	expect(fits && described.Replicas == 1, "describe")
	scaled, fits := must(client.ScaleFunction(ctx, &api.Scale{Replicas: 2}, api.ScaleFunctionParams{Name: name})).(*api.Scale)
	expect(fits && scaled.Replicas == 2, "scale")
	data := []byte{0, 255, 128, 10}
	output := must(client.TriggerFunction(
		ctx, api.TriggerFunctionReq{Data: bytes.NewReader(data)}, api.TriggerFunctionParams{Name: name}))
	exact, fits := output.(*api.TriggerFunctionOKApplicationOctetStreamHeaders)
	expect(fits && bytes.Equal(must(io.ReadAll(&exact.Response)), data), "invoke")
	logged, fits := must(client.ReadLogs(ctx, api.ReadLogsParams{Name: name})).(*api.ReadLogsOKTextPlain)
	expect(fits && strings.Contains(string(must(io.ReadAll(logged))), "4 bytes out"), "logs")
	_, fits = must(client.DeleteFunction(ctx, api.DeleteFunctionParams{Name: name})).(*api.DeleteFunctionNoContent)
	expect(fits, "delete")
	gone, fits := must(client.DescribeFunction(ctx, api.DescribeFunctionParams{Name: name})).(*api.DescribeFunctionNotFound)
	expect(fits && gone.Code.Value == "NOT_FOUND", "error")
}
