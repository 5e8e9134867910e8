// Sends what OpenFaaS's clients send, faas-cli and certifier, and checks what they check. Usage:
//
//	go run .ci/openfaas.go http://localhost:8080 [USER:PASSWORD]
//
// It prints a line for each check that passed, and exits with 1 at the first one that failed. The bridge must have the
// embedded gateway with the engine process, and no function but those that this program deploys.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"sort"
	"strings"
	"time"
)

const namespace = "openfaas-fn"

var (
	gateway  string
	user     string
	password string
	client   = &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
)

type resources struct {
	Memory string `json:"memory,omitempty"`
	CPU    string `json:"cpu,omitempty"`
}

// A deployment and a status have the same members but one.
type function struct {
	Service                string             `json:"service,omitempty"`
	Name                   string             `json:"name,omitempty"`
	Image                  string             `json:"image"`
	Namespace              string             `json:"namespace,omitempty"`
	EnvProcess             string             `json:"envProcess,omitempty"`
	EnvVars                map[string]string  `json:"envVars,omitempty"`
	Constraints            []string           `json:"constraints,omitempty"`
	Secrets                []string           `json:"secrets,omitempty"`
	Labels                 *map[string]string `json:"labels"`
	Annotations            *map[string]string `json:"annotations"`
	Limits                 *resources         `json:"limits,omitempty"`
	Requests               *resources         `json:"requests,omitempty"`
	ReadOnlyRootFilesystem bool               `json:"readOnlyRootFilesystem,omitempty"`
	InvocationCount        float64            `json:"invocationCount,omitempty"`
	Replicas               uint64             `json:"replicas,omitempty"`
	AvailableReplicas      uint64             `json:"availableReplicas,omitempty"`
	CreatedAt              time.Time          `json:"createdAt"`
}

type logMessage struct {
	Name      string    `json:"name"`
	Namespace string    `json:"namespace"`
	Instance  string    `json:"instance"`
	Timestamp time.Time `json:"timestamp"`
	Text      string    `json:"text"`
}

type secret struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
	Value     string `json:"value,omitempty"`
}

func die(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "openfaas: FAILED: "+format+"\n", values...)
	os.Exit(1)
}

func ok(format string, values ...any) { fmt.Printf("openfaas: ok: "+format+"\n", values...) }

func require(holds bool, format string, values ...any) {
	if !holds {
		die(format, values...)
	}
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) read(into any) {
	if err := json.Unmarshal([]byte(a.body), into); err != nil {
		die("%v: %s", err, a.body)
	}
}

// ask sends a request; the body is text, or a value that becomes JSON. Headers are "Name: value".
func ask(method, path string, body any, headers ...string) answer {
	var content io.Reader
	switch each := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(each)
	default:
		encoded, _ := json.Marshal(each)
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequest(method, gateway+path, content)
	require(err == nil, "%v", err)
	if user != "" {
		request.SetBasicAuth(user, password)
	} else if strings.HasPrefix(path, "/system/") {
		request.Header.Set("Authorization", "Bearer ") // as faas-cli does when nobody has logged in
	}
	request.Header.Set("User-Agent", "faas-cli/dev")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	require(err == nil, "%s %s: %v", method, path, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require(err == nil, "%s %s: %v", method, path, err)
	return answer{response.StatusCode, response.Header, string(text)}
}

// expect sends a request, and exits unless the answer has one of the statuses.
func expect(statuses []int, method, path string, body any, headers ...string) answer {
	got := ask(method, path, body, headers...)
	for _, status := range statuses {
		if got.status == status {
			return got
		}
	}
	die("%s %s: %d instead of %v: %s", method, path, got.status, statuses, got.body)
	return got
}

var (
	found    = []int{200}
	changed  = []int{200, 201, 202}
	deployed = []int{200, 202}
	missing  = []int{404}
)

func list(query string) []function {
	var all []function
	expect(found, "GET", "/system/functions"+query, nil).read(&all)
	return all
}

func describe(name string) function {
	var one function
	expect(found, "GET", "/system/function/"+name+"?usage=1", nil).read(&one)
	return one
}

func remove(name string) {
	expect(changed, "DELETE", "/system/functions", map[string]string{"functionName": name})
}

// Section 7: the verbs of faas-cli.
func verbs(address string) {
	expect(found, "GET", "/system/info", nil)
	ok("version")
	expect(found, "GET", "/system/functions", nil)
	ok("login")

	echo := function{Service: "cli", Image: "builtin/echo", Labels: &map[string]string{}, Annotations: &map[string]string{}}
	expect(missing, "PUT", "/system/functions", echo)
	expect(changed, "POST", "/system/functions", echo)
	ok("deploy a new function: PUT is a 404, then POST")
	expect(changed, "PUT", "/system/functions", echo)
	ok("deploy a function that exists: PUT")
	expect([]int{409}, "POST", "/system/functions", echo)
	ok("deploy --update=false a function that exists: 409")
	expect(changed, "DELETE", "/system/functions", map[string]string{"functionName": "cli"})
	expect(changed, "POST", "/system/functions", echo)
	expect(missing, "DELETE", "/system/functions", map[string]string{"functionName": "never"})
	ok("deploy --replace --update=false: DELETE, which may be a 404, then POST")

	require(len(list("")) == 1 && len(list("?namespace="+namespace)) == 1, "list: %v", list(""))
	ok("list, also -n %s", namespace)
	require(describe("cli").Name == "cli" && describe("cli."+namespace).Image == "builtin/echo", "%v", describe("cli"))
	expect(missing, "GET", "/system/function/never?usage=1", nil)
	ok("describe, also NAME.%s", namespace)

	invoke := "/function/cli." + namespace
	require(expect(found, "POST", invoke, "hello", "Content-Type: text/plain").body == "hello", "invoke")
	ok("invoke")
	web := function{Service: "web", Image: "any", Annotations: &map[string]string{"dcf.io/address": address}}
	expect(changed, "POST", "/system/functions", web)
	mac := hmac.New(sha256.New, []byte("key"))
	mac.Write([]byte("body"))
	signature := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	asked := expect(found, "PUT", "/function/web."+namespace+"?a=b&c=d", "body", "X-Own: mine", "Hmac: "+signature).body
	for _, line := range []string{"Http_Method=PUT", "Http_Query=a=b&c=d", "X-Own=mine", "Hmac=" + signature, "body"} {
		require(strings.Contains(asked, line+"\n"), "invoke: no %s in %s", line, asked)
	}
	ok("invoke -m, --query, -H and --sign")

	async()
	logs()
	expect(found, "GET", "/healthz", nil)
	require(describe("web").AvailableReplicas > 0, "ready: %v", describe("web"))
	ok("ready, also NAME")

	secrets()
	var names []string
	expect(found, "GET", "/system/namespaces", nil).read(&names)
	require(reflect.DeepEqual(names, []string{namespace}), "namespace list: %v", names)
	expect(found, "GET", "/system/namespace/"+namespace, nil)
	expect(missing, "GET", "/system/namespace/other", nil)
	expect([]int{501}, "POST", "/system/namespace/", map[string]string{"name": "other"})
	ok("namespace list and get; create is a 501")
	remove("cli")
	remove("web")
	require(len(list("")) == 0, "remove")
	ok("remove")
}

// async queues invocations of the functions web and never, and waits for their callbacks.
func async() {
	callbacks := make(chan answer, 1)
	hook := serve(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		callbacks <- answer{0, request.Header, string(body)}
	})) + "/hook"
	for _, each := range []struct{ name, status string }{{"web", "200"}, {"web." + namespace, "200"}, {"never", "404"}} {
		path := "/async-function/" + each.name
		queued := expect([]int{202}, "POST", path+"?q=1", "body", "X-Callback-Url: "+hook)
		id := queued.header.Get("X-Call-Id")
		require(queued.body == "" && id != "" && queued.header.Get("X-Start-Time") != "", "invoke -a: %v", queued)
		expect([]int{405}, "GET", path, nil)
		var callback answer
		select {
		case callback = <-callbacks:
		case <-time.After(60 * time.Second):
			die("invoke -a: no callback for %s", each.name)
		}
		got := callback.header
		require(got.Get("X-Call-Id") == id && got.Get("X-Function-Name") == each.name, "invoke -a: %v", got)
		require(got.Get("X-Function-Status") == each.status, "invoke -a: %v", got)
		require(got.Get("X-Duration-Seconds") != "", "invoke -a: %v", got)
		require(each.status != "200" || strings.Contains(callback.body, "Http_Query=q=1\n"), "invoke -a: %s", callback.body)
	}
	expect([]int{400}, "POST", "/async-function/web", "body", "X-Callback-Url: ://")
	expect([]int{202}, "POST", "/async-function/web", "body")
	ok("invoke -a, with callbacks")
}

// logs reads the log of the function cli, then follows it.
func logs() {
	read := func(query string) (lines []logMessage) {
		body := expect(found, "GET", "/system/logs?name=cli&"+query, nil).body
		for decoder := json.NewDecoder(strings.NewReader(body)); decoder.More(); {
			var line logMessage
			require(decoder.Decode(&line) == nil, "logs: %s", body)
			require(line.Name == "cli" && line.Namespace == namespace && line.Instance != "", "logs: %v", line)
			lines = append(lines, line)
		}
		return lines
	}
	require(len(read("follow=false&tail=-1")) > 1 && len(read("follow=false&tail=1")) == 1, "logs")
	future := url.QueryEscape(time.Now().Add(time.Hour).Format(time.RFC3339))
	require(len(read("follow=false&since="+future)) == 0, "logs --since")
	expect(found, "GET", "/system/logs?name=never&follow=false", nil)
	ok("logs, with --tail and --since")

	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, "GET", gateway+"/system/logs?name=cli&follow=true&tail=0", nil)
	if user != "" {
		request.SetBasicAuth(user, password)
	}
	response, err := client.Do(request)
	require(err == nil && response.StatusCode == 200, "logs --follow: %v", err)
	defer response.Body.Close()
	expect(found, "POST", "/function/cli", "a line of the log")
	line, err := bufio.NewReader(response.Body).ReadString('\n')
	require(err == nil && strings.Contains(line, "17 bytes in"), "logs --follow: %v %s", err, line)
	ok("logs --follow")
}

// secrets runs the verbs of faas-cli for secrets, which are certifier's SecretCRUD, too.
func secrets() {
	listed := func() (all []secret) {
		expect(found, "GET", "/system/secrets?namespace="+namespace, nil).read(&all)
		return all
	}
	one := secret{"token", namespace, "this is a secret"}
	require(len(listed()) == 0, "secret list: %v", listed())
	expect(missing, "PUT", "/system/secrets", one)
	expect(missing, "DELETE", "/system/secrets", one)
	expect(changed, "POST", "/system/secrets", one)
	expect([]int{409}, "POST", "/system/secrets", one)
	require(reflect.DeepEqual(listed(), []secret{{"token", namespace, ""}}), "secret list: %v", listed())
	expect(deployed, "POST", "/system/functions", function{Service: "reads", Image: "builtin/echo", Secrets: []string{"token"}})
	require(reflect.DeepEqual(describe("reads").Secrets, []string{"token"}), "secret: %v", describe("reads"))
	one.Value = "this is another secret"
	expect(deployed, "PUT", "/system/secrets", one)
	remove("reads")
	expect(deployed, "DELETE", "/system/secrets", one)
	require(len(listed()) == 0, "secret list: %v", listed())
	ok("secret create, list, update and remove")
}

// Section 8: the cases of certifier.
func certifier(address string) {
	var info struct {
		Provider struct {
			Name          string `json:"provider"`
			Orchestration string
			Version       struct{ SHA, Release string }
		}
		Version struct{ SHA, Release string }
	}
	expect(found, "GET", "/system/info", nil).read(&info)
	for _, text := range []string{info.Provider.Name, info.Provider.Orchestration, info.Provider.Version.SHA,
		info.Provider.Version.Release, info.Version.SHA, info.Version.Release} {
		require(text != "", "ProviderInfo: %v", info)
	}
	require(info.Provider.Name != "faasd", "ProviderInfo: faasd")
	ok("ProviderInfo, HealthEndpoint and ListNamespaces")
	expect([]int{404, 502}, "POST", "/function/."+namespace, nil)
	ok("InvokeNotFound")
	metadata()
	verbsOfFunctions(address)
	scaling()
}

// metadata deploys functions whose definitions come back as they were sent.
func metadata() {
	custom := map[string]string{"custom_env": "custom_value"}
	text := map[string]string{"topics": "a\nb", "json": `{"key": "value"}`}
	label := map[string]string{"canary": "true"}
	cases := []function{
		{Service: "plain"},
		{Service: "process", EnvProcess: "env"},
		{Service: "environment", EnvVars: custom},
		{Service: "labels", Labels: &label},
		{Service: "annotations", Annotations: &text},
		{Service: "constraints", Constraints: []string{"kubernetes.io/hostname=a"}},
		{Service: "limits", Limits: &resources{"5Mi", "100m"}},
		{Service: "requests", Requests: &resources{Memory: "5Mi"}, Limits: &resources{"10Mi", "100m"}},
		{Service: "read-only", ReadOnlyRootFilesystem: true},
	}
	for _, sent := range cases {
		sent.Image, sent.Namespace = "builtin/env", namespace
		expect(deployed, "POST", "/system/functions", sent)
		all := list("?namespace=" + namespace)
		require(len(all) == 1, "Deploy_MetaData: %d functions instead of one", len(all))
		for _, got := range []function{describe(sent.Service + "?namespace=" + namespace + "&unused="), all[0]} {
			require(got.Name == sent.Service && got.Replicas == 1 && !got.CreatedAt.IsZero(), "Deploy_MetaData: %v", got)
			require((*got.Labels)["faas_function"] == sent.Service, "Deploy_MetaData: labels %v", *got.Labels)
			delete(*got.Labels, "faas_function")
			require(sameTexts(sent.Labels, got.Labels) && sameTexts(sent.Annotations, got.Annotations),
				"Deploy_MetaData: %v %v", *got.Labels, *got.Annotations)
			want := sent
			want.Name, want.Service, want.Labels, want.Annotations = sent.Service, "", got.Labels, got.Annotations
			want.Replicas, want.AvailableReplicas = got.Replicas, got.AvailableReplicas
			want.InvocationCount, want.CreatedAt = got.InvocationCount, got.CreatedAt
			require(reflect.DeepEqual(want, got), "Deploy_MetaData: %+v instead of %+v", got, want)
		}
		remove(sent.Service)
		ok("Deploy_MetaData: %s", sent.Service)
	}
}

func sameTexts(sent, got *map[string]string) bool {
	return sent == nil && len(*got) == 0 || sent != nil && reflect.DeepEqual(*sent, *got)
}

// verbsOfFunctions calls functions with all methods.
func verbsOfFunctions(address string) {
	web := function{Service: "web", Image: "any", Annotations: &map[string]string{"dcf.io/address": address}}
	expect(deployed, "POST", "/system/functions", web)
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		got := expect(found, method, "/function/web."+namespace+"?testing=1", nil)
		require(strings.Contains(got.body, "Http_Method="+method+"\n"), "Invoke: %s", got.body)
		require(strings.Contains(got.body, "Http_Query=testing=1\n"), "Invoke: %s", got.body)
		require(got.header.Get("X-Call-Id") != "" && got.header.Get("X-Start-Time") != "", "Invoke: %v", got.header)
	}
	moved := expect([]int{302}, "POST", "/function/web."+namespace+"/moved", nil)
	require(moved.header.Get("Location") == "https://example.org/", "Invoke: %v", moved.header)
	expect(missing, "POST", "/function/web.other", nil)
	remove("web")
	env := function{Service: "env", Image: "builtin/env", EnvVars: map[string]string{"custom_env": "custom_value"}}
	expect(deployed, "POST", "/system/functions", env)
	got := expect(found, "POST", "/function/env."+namespace, nil).body
	require(strings.Contains(got, "custom_env=custom_value"), "Invoke: %s", got)
	remove("env")
	ok("Invoke: all methods, the query, a redirect, and the environment")
}

// scaling checks the labels and the route that scales.
func scaling() {
	labels := map[string]string{"com.openfaas.scale.min": "2", "com.openfaas.scale.max": "4"}
	expect(deployed, "POST", "/system/functions", function{Service: "scaled", Image: "builtin/echo", Labels: &labels})
	require(describe("scaled").Replicas == 2, "ScaleMinimum: %v", describe("scaled"))
	ok("ScaleMinimum")
	scale := map[string]any{"serviceName": "scaled", "replicas": 0}
	expect(changed, "POST", "/system/scale-function/scaled?namespace="+namespace, scale)
	require(describe("scaled").Replicas == 0, "scale: %v", describe("scaled"))
	scale["replicas"] = 2
	expect(changed, "POST", "/system/scale-function/scaled."+namespace, scale)
	expect(found, "POST", "/function/scaled", "x")
	ok("scale to 0 and back")
	alert := map[string]any{"status": "firing", "alerts": []any{map[string]any{"status": "firing",
		"labels": map[string]string{"alertname": "APIHighInvocationRate", "function_name": "scaled." + namespace}}}}
	expect(found, "POST", "/system/alert", alert)
	require(describe("scaled").Replicas == 3, "alert: %v", describe("scaled"))
	ok("an alert scales up by a step")
	expect(changed, "DELETE", "/system/functions?namespace="+namespace, map[string]string{"functionName": "scaled"})
}

// watchdog answers as the classic watchdog with the process env does.
func watchdog(response http.ResponseWriter, request *http.Request) {
	if request.URL.Path == "/moved" {
		response.Header().Set("Location", "https://example.org/")
		response.WriteHeader(http.StatusFound)
		return
	}
	body, _ := io.ReadAll(request.Body)
	lines := []string{"Http_Method=" + request.Method, "Http_Query=" + request.URL.RawQuery}
	for name := range request.Header {
		lines = append(lines, name+"="+request.Header.Get(name))
	}
	sort.Strings(lines)
	fmt.Fprintf(response, "%s\n%s\n", strings.Join(lines, "\n"), body)
}

// serve listens on a free port, and returns the address.
func serve(handler http.Handler) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require(err == nil, "%v", err)
	go http.Serve(listener, handler)
	return "http://" + listener.Addr().String()
}

func main() {
	require(len(os.Args) >= 2, "usage: go run .ci/openfaas.go URL [USER:PASSWORD]")
	gateway = strings.TrimSuffix(os.Args[1], "/")
	if len(os.Args) > 2 {
		refused := ask("GET", "/system/functions", nil)
		require(refused.status == 401 && refused.header.Get("WWW-Authenticate") != "", "no login: %d", refused.status)
		user, password, _ = strings.Cut(os.Args[2], ":")
		ok("no login: 401")
	}
	address := serve(http.HandlerFunc(watchdog))
	require(len(list("")) == 0, "there are functions already: %v", list(""))
	verbs(address)
	certifier(address)
}
