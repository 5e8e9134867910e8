// A function for the checks on real engines, with no dependency: HTTP on port 8080, pb.FxWatcher on port 50051.
//
// HTTP: /slow?ms=N waits; /stream?n=N sends N events, 200 ms apart; /version answers $VERSION; /secret/NAME a secret;
// /exit?code=N ends the process; anything else answers what it received. $START_DELAY is waited before it listens.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"path"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func number(request *http.Request, name string) int {
	value, _ := strconv.Atoi(request.URL.Query().Get(name))
	return value
}

func serve(answer http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	switch {
	case request.URL.Path == "/slow":
		time.Sleep(time.Duration(number(request, "ms")) * time.Millisecond)
		answer.Write(body)
	case request.URL.Path == "/stream":
		answer.Header().Set("Content-Type", "text/event-stream")
		for i := range number(request, "n") {
			fmt.Fprintf(answer, "data: %d\n\n", i)
			answer.(http.Flusher).Flush()
			time.Sleep(200 * time.Millisecond)
		}
	case request.URL.Path == "/version":
		io.WriteString(answer, os.Getenv("VERSION"))
	case request.URL.Path == "/exit":
		log.Print("told to exit")
		os.Exit(number(request, "code"))
	case strings.HasPrefix(request.URL.Path, "/secret/"):
		secret, err := os.ReadFile("/var/openfaas/secrets/" + path.Base(request.URL.Path))
		if err != nil {
			http.Error(answer, err.Error(), http.StatusNotFound)
			return
		}
		answer.Write(secret)
	case request.URL.Path == "/found":
		http.Redirect(answer, request, "/elsewhere", http.StatusFound)
	default:
		log.Print(request.Method, " ", request.URL)
		json.NewEncoder(answer).Encode(map[string]any{
			"method": request.Method, "path": request.URL.Path, "query": request.URL.RawQuery,
			"headers": request.Header, "body": string(body),
		})
	}
}

// The bytes of field 1, and how long the rest of the message is of no interest.
func field1(message []byte) []byte {
	if len(message) == 0 || message[0] != 0x0a {
		return nil
	}
	size, width := binary.Uvarint(message[1:])
	return message[1+width : 1+width+int(size)]
}

// pb.FxWatcher/Call: Request{bytes input = 1} to Reply{string Output = 1}, in gRPC's frame of one byte and four.
func watch(answer http.ResponseWriter, request *http.Request) {
	frame, err := io.ReadAll(request.Body)
	if err != nil || len(frame) < 5 {
		return
	}
	answer.Header().Set("Content-Type", "application/grpc")
	answer.Header().Set("Trailer", "Grpc-Status")
	output := append([]byte("watched: "), field1(frame[5:])...)
	message := binary.AppendUvarint([]byte{0x0a}, uint64(len(output)))
	message = append(message, output...)
	head := binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message)))
	answer.Write(bytes.Join([][]byte{head, message}, nil))
	answer.(http.Flusher).Flush()
	answer.Header().Set("Grpc-Status", "0")
}

func main() {
	delay, _ := time.ParseDuration(os.Getenv("START_DELAY"))
	time.Sleep(delay)
	var plain http.Protocols
	plain.SetUnencryptedHTTP2(true)
	watcher := http.Server{Addr: ":50051", Handler: http.HandlerFunc(watch), Protocols: &plain}
	function := http.Server{Addr: ":8080", Handler: http.HandlerFunc(serve)}
	go func() { log.Print(watcher.ListenAndServe()) }()
	go func() { log.Print(function.ListenAndServe()) }()
	log.Print("function ", os.Getenv("VERSION"), " listens")
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	<-ended
	grace, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	function.Shutdown(grace)
	watcher.Shutdown(grace)
}
