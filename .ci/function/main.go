// A function for .ci/docker that speaks HTTP or pb.FxWatcher, by its first argument, and does what its input says:
// "exit N" ends the process, "sleep D" waits, "secret FILE" and "env NAME" answer what it was given, anything else is echoed.
// It starts after DELAY, and ends at once where EXIT has a code.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	protocol := os.Args[1]
	delay, _ := time.ParseDuration(os.Getenv("DELAY"))
	time.Sleep(delay)
	fmt.Printf("%s function %s starts\n", protocol, os.Getenv("VERSION"))
	if code, crash := os.LookupEnv("EXIT"); crash {
		answer("exit " + code)
	}
	mux := http.NewServeMux()
	server := http.Server{Addr: ":8080", Handler: mux}
	if protocol == "fxwatcher" {
		server.Addr = ":50051"
		server.Protocols = new(http.Protocols)
		server.Protocols.SetUnencryptedHTTP2(true)
		mux.HandleFunc("/pb.FxWatcher/Call", call)
	} else {
		mux.HandleFunc("/", serve)
	}
	fmt.Fprintln(os.Stderr, server.ListenAndServe())
	os.Exit(1)
}

func serve(w http.ResponseWriter, r *http.Request) {
	input, _ := io.ReadAll(r.Body)
	fmt.Fprint(w, answer(string(input)))
}

// call is one unary gRPC call: Request.input is field 1, and so is Reply.Output.
func call(w http.ResponseWriter, r *http.Request) {
	message, _ := io.ReadAll(r.Body)
	output := []byte(answer(string(field1(message[5:]))))
	reply := binary.AppendUvarint([]byte{1<<3 | 2}, uint64(len(output)))
	reply = append(reply, output...)
	w.Header().Set("Content-Type", "application/grpc")
	w.Header().Set("Trailer", "grpc-status")
	w.Write(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(reply))))
	w.Write(reply)
	w.Header().Set("grpc-status", "0")
}

func field1(message []byte) []byte {
	if len(message) == 0 || message[0] != 1<<3|2 {
		return nil
	}
	size, n := binary.Uvarint(message[1:])
	return bytes.Clone(message[1+n : 1+n+int(size)])
}

func answer(input string) string {
	command, argument, _ := strings.Cut(input, " ")
	switch command {
	case "exit":
		fmt.Fprintln(os.Stderr, "asked to exit with", argument)
		code := 0
		fmt.Sscan(argument, &code)
		os.Exit(code)
	case "sleep":
		wait, _ := time.ParseDuration(argument)
		time.Sleep(wait)
	case "env":
		return os.Getenv(argument)
	case "secret":
		secret, err := os.ReadFile(argument)
		if err != nil {
			return err.Error()
		}
		return string(secret)
	}
	return os.Getenv("VERSION") + " " + os.Getenv("HOSTNAME") + " " + input
}
