// A function for the checks on real engines, without dependencies. It speaks HTTP on port 8080 and pb.FxWatcher on port
// 50051.
//
// The input is a command: "exit N" ends the process, "sleep D" waits, "secret FILE" and "env NAME" return a secret and a
// variable. Other inputs are returned after VERSION and HOSTNAME. Over HTTP, /slow?ms=N waits and echoes, /stream?n=N sends
// events at intervals of 200 ms, /found redirects, and all other paths except / return the request as JSON.
// It starts after DELAY, or exits at once with the code EXIT.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	delay, _ := time.ParseDuration(os.Getenv("DELAY"))
	time.Sleep(delay)
	fmt.Println("function", os.Getenv("VERSION"), "starts")
	if code, crash := os.LookupEnv("EXIT"); crash {
		answer("exit " + code)
	}
	function := http.Server{Addr: ":8080", Handler: http.HandlerFunc(serve)}
	watcher := http.Server{Addr: ":50051", Handler: http.HandlerFunc(call), Protocols: new(http.Protocols)}
	watcher.Protocols.SetUnencryptedHTTP2(true)
	for _, server := range []*http.Server{&function, &watcher} {
		go func() { fmt.Fprintln(os.Stderr, server.ListenAndServe()) }()
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	<-ended
	grace, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	function.Shutdown(grace)
	watcher.Shutdown(grace)
}

func serve(w http.ResponseWriter, r *http.Request) {
	input, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	number := func(name string) int {
		value, _ := strconv.Atoi(r.URL.Query().Get(name))
		return value
	}
	switch r.URL.Path {
	case "/":
		fmt.Fprint(w, answer(string(input)))
	case "/slow":
		time.Sleep(time.Duration(number("ms")) * time.Millisecond)
		w.Write(input)
	case "/stream":
		w.Header().Set("Content-Type", "text/event-stream")
		for i := range number("n") {
			fmt.Fprintf(w, "data: %d\n\n", i)
			w.(http.Flusher).Flush()
			time.Sleep(200 * time.Millisecond)
		}
	case "/found":
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	default:
		json.NewEncoder(w).Encode(map[string]any{
			"method": r.Method, "path": r.URL.Path, "query": r.URL.RawQuery, "headers": r.Header, "body": string(input),
		})
	}
}

// call handles one unary gRPC call. Request.input and Reply.Output are field 1.
func call(w http.ResponseWriter, r *http.Request) {
	message, err := io.ReadAll(r.Body)
	if err != nil || len(message) < 5 {
		return
	}
	output := []byte(answer(string(field1(message[5:]))))
	reply := binary.AppendUvarint([]byte{1<<3 | 2}, uint64(len(output)))
	reply = append(reply, output...)
	w.Header().Set("Content-Type", "application/grpc")
	w.Header().Set("Trailer", "grpc-status")
	w.Write(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(reply))))
	w.Write(reply)
	w.(http.Flusher).Flush()
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
