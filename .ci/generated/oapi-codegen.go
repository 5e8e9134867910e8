// Uses the client that oapi-codegen generates: main URL.
package main

import (
	"bytes"
	"context"
	"log"
	"net/http"
	"os"
	"strings"

	"generated/api"
)

const name = "oapi-codegen"

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

func main() {
	ctx := context.Background()
	client := must(api.NewClientWithResponses(os.Args[1]))

	definition := api.FunctionDefinition{Service: name, Image: "builtin/echo"}
	deployed := must(client.DeployFunctionWithResponse(ctx, nil, definition))
	expect(deployed.JSON201 != nil && deployed.JSON201.Service == name, "deploy")
	listed := must(client.ListFunctionsWithResponse(ctx, nil))
	found := false
	for _, function := range listed.JSON200.Functions {
		found = found || function.Name == name
	}
	expect(found, "list")
	expect(must(client.DescribeFunctionWithResponse(ctx, name, nil)).JSON200.Replicas == 1, "describe")
	expect(must(client.ScaleFunctionWithResponse(ctx, name, nil, api.Scale{Replicas: 2})).JSON200.Replicas == 2, "scale")
	data := []byte{0, 255, 128, 10}
	octets := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Accept", "application/octet-stream")
		return nil
	}
	output := must(client.TriggerFunctionWithBodyWithResponse(
		ctx, name, nil, "application/octet-stream", bytes.NewReader(data), octets))
	expect(bytes.Equal(output.Body, data), "invoke")
	expect(strings.Contains(string(must(client.ReadLogsWithResponse(ctx, name, nil)).Body), "4 bytes out"), "logs")
	expect(must(client.DeleteFunctionWithResponse(ctx, name, nil)).StatusCode() == 204, "delete")
	gone := must(client.DescribeFunctionWithResponse(ctx, name, nil)).ApplicationproblemJSON404
	expect(gone != nil && gone.Code != nil && *gone.Code == "NOT_FOUND", "error")
}
