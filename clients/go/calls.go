package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"dcf.example/client/pb"
)

func deploy(ctx context.Context, gateway pb.GatewayClient, name, image string) error {
	// Some gateways fail where the numbers of instances are left out.
	request := &pb.CreateFunctionRequest{Service: name, Image: image, MinReplicas: 1, MaxReplicas: 1}
	return printMsg(gateway.Deploy(ctx, request))
}

func list(ctx context.Context, gateway pb.GatewayClient) error {
	reply, err := gateway.List(ctx, &pb.Empty{})
	for _, f := range reply.GetFunctions() {
		fmt.Printf("%s: %s, %d of %d replicas, %d invocations\n",
			f.GetName(), f.GetImage(), f.GetAvailableReplicas(), f.GetReplicas(), f.GetInvocationCount())
	}
	return err
}

func invoke(ctx context.Context, gateway pb.GatewayClient, name, text string) error {
	return printMsg(gateway.Invoke(ctx, &pb.InvokeServiceRequest{Service: name, Input: []byte(text)}))
}

func invokes(ctx context.Context, gateway pb.GatewayClient, name string, texts []string) error {
	stream, err := gateway.Invokes(ctx)
	if err != nil {
		return err
	}
	sent := make(chan error, 1)
	go func() { sent <- send(stream, name, texts) }()
	for {
		reply, err := stream.Recv()
		if err == io.EOF {
			return <-sent
		}
		if err != nil {
			return err
		}
		fmt.Printf("%s\n", reply.GetOutput())
	}
}

// send sends the texts, or the lines of stdin if there are none, until the stream ends.
func send(stream pb.Gateway_InvokesClient, name string, texts []string) error {
	defer stream.CloseSend()
	for _, text := range texts {
		if stream.Send(&pb.InvokeServiceRequest{Service: name, Input: []byte(text)}) != nil {
			return nil // Recv says why
		}
	}
	if len(texts) > 0 {
		return nil
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 4<<20) // as much as gRPC takes in a message
	for lines.Scan() {
		if stream.Send(&pb.InvokeServiceRequest{Service: name, Input: lines.Bytes()}) != nil {
			return nil
		}
	}
	return lines.Err()
}

func remove(ctx context.Context, gateway pb.GatewayClient, name string) error {
	return printMsg(gateway.Delete(ctx, &pb.CreateFunctionRequest{Service: name}))
}

func printMsg(reply *pb.Message, err error) error {
	if err == nil {
		fmt.Println(reply.GetMsg())
	}
	return err
}
