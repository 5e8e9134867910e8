// Uses the client that openapi-generator generates for Go: main URL.
package main

import (
	"context"
	"errors"
	"log"
	"os"
	"strings"

	"generated/api"
)

const name = "openapi-generator-go"

func check(err error, fits bool, what string) {
	if err != nil || !fits {
		log.Fatal(what, ": ", err)
	}
}

func main() {
	ctx := context.Background()
	settings := api.NewConfiguration()
	settings.Servers = api.ServerConfigurations{{URL: os.Args[1]}}
	client := api.NewAPIClient(settings)

	definition := *api.NewFunctionDefinition(name, "builtin/echo")
	deployed, _, err := client.DeployAPI.DeployFunction(ctx).FunctionDefinition(definition).Execute()
	check(err, err == nil && deployed.Service == name, "deploy")
	listed, _, err := client.ObserveAPI.ListFunctions(ctx).Execute()
	check(err, err == nil && len(listed.Functions) > 0, "list")
	described, _, err := client.ObserveAPI.DescribeFunction(ctx, name).Execute()
	check(err, err == nil && described.Replicas == 1, "describe")
	scaled, _, err := client.DeployAPI.ScaleFunction(ctx, name).Scale(*api.NewScale(2)).Execute()
	check(err, err == nil && scaled.Replicas == 2, "scale")
	data := string([]byte{0, 255, 128, 10})
	check(os.WriteFile("input", []byte(data), 0o600), true, "a file")
	input, err := os.Open("input")
	check(err, true, "a file")
	output, _, err := client.InvokeAPI.TriggerFunction(ctx, name).Body(input).Execute()
	check(err, output == data, "invoke")
	logged, _, err := client.ObserveAPI.ReadLogs(ctx, name).Execute()
	check(err, strings.Contains(logged, "4 bytes out"), "logs")
	_, err = client.DeleteAPI.DeleteFunction(ctx, name).Execute()
	check(err, true, "delete")
	_, _, err = client.ObserveAPI.DescribeFunction(ctx, name).Execute()
	var failure *api.GenericOpenAPIError
	check(nil, errors.As(err, &failure) && strings.Contains(string(failure.Body()), "NOT_FOUND"), "error")
}
