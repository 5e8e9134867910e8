{{- define "dcf-bridge.name" -}}
{{- .Values.nameOverride | default .Chart.Name -}}
{{- end -}}

{{/* A Service's name begins with a letter and has no dots; a release's may begin with a digit and have dots. */}}
{{- define "dcf-bridge.fullname" -}}
{{- $chart := include "dcf-bridge.name" . -}}
{{- $name := .Release.Name | replace "." "-" -}}
{{- if .Values.fullnameOverride -}}
{{- $name = .Values.fullnameOverride -}}
{{- else if regexMatch "^[0-9]" $name -}}
{{- $name = printf "%s-%s" $chart $name -}}
{{- else if not (contains $chart $name) -}}
{{- $name = printf "%s-%s" $name $chart -}}
{{- end -}}
{{- $name | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{- define "dcf-bridge.selector" -}}
app.kubernetes.io/name: {{ include "dcf-bridge.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "dcf-bridge.ownLabels" -}}
{{ include "dcf-bridge.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "dcf-bridge.labels" -}}
{{- include "dcf-bridge.labelsWith" (list . dict) -}}
{{- end -}}

{{/* The common labels of the chart and the object's own. */}}
{{- define "dcf-bridge.labelsWith" -}}
{{- $root := first . -}}
{{- mergeOverwrite dict $root.Values.commonLabels (last .) (include "dcf-bridge.ownLabels" $root | fromYaml) | toYaml -}}
{{- end -}}

{{/* Without versions: a new version of the chart must not restart the pods. */}}
{{- define "dcf-bridge.podLabels" -}}
{{- mergeOverwrite dict .Values.commonLabels .Values.podLabels (include "dcf-bridge.selector" . | fromYaml) | toYaml -}}
{{- end -}}

{{- define "dcf-bridge.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "dcf-bridge.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "dcf-bridge.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The hosts of the Ingress, including `ingress.host`. */}}
{{- define "dcf-bridge.ingressHosts" -}}
{{- $hosts := .Values.ingress.hosts -}}
{{- with .Values.ingress.host -}}
{{- $hosts = prepend $hosts (dict "host" . "tlsSecretName" $.Values.ingress.tlsSecretName) -}}
{{- end -}}
{{- dict "hosts" $hosts | toYaml -}}
{{- end -}}

{{/* The environment variables from Secrets, each with the Secret and its key. */}}
{{- define "dcf-bridge.secretVariables" -}}
{{- with .Values.gateway.tokenSecretName }}
BRIDGE_GATEWAY_TOKEN: {name: {{ . | quote }}, key: token}
{{- end }}
{{- with .Values.async.databaseSecretName }}
BRIDGE_ASYNC_URL: {name: {{ . | quote }}, key: url}
BRIDGE_ASYNC_USERNAME: {name: {{ . | quote }}, key: username}
BRIDGE_ASYNC_PASSWORD: {name: {{ . | quote }}, key: password}
{{- end }}
{{- with .Values.async.callbackSecretName }}
BRIDGE_ASYNC_CALLBACK_SECRET: {name: {{ . | quote }}, key: secret}
{{- end }}
{{- end -}}

{{/* The Secrets for TLS to the gateway, by mount directory. */}}
{{- define "dcf-bridge.tlsSecrets" -}}
{{- with .Values.gateway.tls.caSecretName }}
ca: {{ . | quote }}
{{- end }}
{{- with .Values.gateway.tls.certificateSecretName }}
certificate: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The Secret with the accepted credentials, by mount directory. */}}
{{- define "dcf-bridge.credentials" -}}
{{- with .Values.security -}}
{{- if eq .mode "token" }}
tokens: {{ .tokensSecretName | quote }}
{{- else if eq .mode "basic" }}
users: {{ .usersSecretName | quote }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* Whether functions run in the pod itself; there is only one pod then. */}}
{{- define "dcf-bridge.oneProcess" -}}
{{- if and .Values.embedded.enabled (eq .Values.embedded.engine "process") }}true{{ end -}}
{{- end -}}

{{- define "dcf-bridge.functionsNamespace" -}}
{{- .Values.embedded.functions.namespace | default .Release.Namespace -}}
{{- end -}}

{{/* Whether the embedded gateway runs alone; other pods call its gRPC port then. */}}
{{- define "dcf-bridge.alone" -}}
{{- if eq "gateway" (dig "mode" "bridge" (.Values.settings | default dict)) }}true{{ end -}}
{{- end -}}

{{- define "dcf-bridge.grpcPort" -}}
{{- dig "embedded" "port" 32222 (.Values.settings | default dict) -}}
{{- end -}}

{{/* With an autoscaler, the current number: without it Helm would reset the replicas of an earlier revision to 1. */}}
{{- define "dcf-bridge.replicas" -}}
{{- if not .Values.autoscaling.enabled -}}
{{- include "dcf-bridge.oneProcess" . | empty | ternary (.Values.replicas | default 2) 1 -}}
{{- else if .Release.IsUpgrade -}}
{{- dig "spec" "replicas" "" (lookup "apps/v1" "Deployment" .Release.Namespace (include "dcf-bridge.fullname" .)) -}}
{{- end -}}
{{- end -}}

{{/* Checks that the schema cannot express: combinations of values. */}}
{{- define "dcf-bridge.check" -}}
{{- include "dcf-bridge.checkResources" . -}}
{{- include "dcf-bridge.checkNames" . -}}
{{- include "dcf-bridge.checkLabels" . -}}
{{- include "dcf-bridge.checkVolumes" . -}}
{{- include "dcf-bridge.checkNetworks" . -}}
{{- $oneProcess := include "dcf-bridge.oneProcess" . -}}
{{- with .Values -}}
{{- if and .gateway.address .embedded.enabled -}}
{{- fail "gateway.address and embedded.enabled are both set: set only one of them" -}}
{{- end -}}
{{- if not (or .gateway.address .embedded.enabled) -}}
{{- fail "gateway.address is required: --set gateway.address=host:port connects to your gateway, --set embedded.enabled=true starts one in the pod" -}}
{{- end -}}
{{- with .gateway.tls -}}
{{- if and (not .enabled) (or .caSecretName .certificateSecretName .serverName) -}}
{{- fail "gateway.tls.enabled must be true if other values of gateway.tls are set" -}}
{{- end -}}
{{- end -}}
{{- if and .embedded.enabled .gateway.tls.enabled -}}
{{- fail "gateway.tls.enabled cannot be combined with embedded.enabled: the embedded gateway in the pod is called without TLS" -}}
{{- end -}}
{{- if and $oneProcess (gt (int .replicas) 1) -}}
{{- fail "replicas must be 1 or empty with embedded.engine=process: each pod would have its own functions" -}}
{{- end -}}
{{- if and $oneProcess .autoscaling.enabled -}}
{{- fail "autoscaling.enabled cannot be combined with embedded.engine=process: each pod would have its own functions" -}}
{{- end -}}
{{- if and (eq .embedded.engine "kubernetes") (not .embedded.enabled) -}}
{{- fail "embedded.engine=kubernetes needs embedded.enabled" -}}
{{- end -}}
{{- if and (eq .embedded.engine "kubernetes") (not .serviceAccount.create) (not .serviceAccount.name) -}}
{{- fail "serviceAccount.name is required with embedded.engine=kubernetes and serviceAccount.create=false: other pods use the account default, too" -}}
{{- end -}}
{{- if and .embedded.functions.namespace (ne .embedded.engine "kubernetes") -}}
{{- fail "embedded.functions.namespace needs embedded.engine=kubernetes" -}}
{{- end -}}
{{- if and .embedded.persistence.enabled (eq .embedded.engine "kubernetes") -}}
{{- fail "embedded.persistence.enabled cannot be combined with embedded.engine=kubernetes, which stores functions in the cluster" -}}
{{- end -}}
{{- if and .embedded.persistence.enabled (not .embedded.enabled) -}}
{{- fail "embedded.persistence.enabled needs embedded.enabled" -}}
{{- end -}}
{{- if and .embedded.persistence.existingClaim (not .embedded.persistence.enabled) -}}
{{- fail "embedded.persistence.existingClaim needs embedded.persistence.enabled" -}}
{{- end -}}
{{- if and .autoscaling.enabled (lt (int .autoscaling.maxReplicas) (int .autoscaling.minReplicas)) -}}
{{- fail "autoscaling.maxReplicas must not be less than autoscaling.minReplicas" -}}
{{- end -}}
{{- if and .autoscaling.enabled (not (or .autoscaling.cpuPercent .autoscaling.invocationsInFlight)) -}}
{{- fail "autoscaling.enabled needs autoscaling.cpuPercent or autoscaling.invocationsInFlight" -}}
{{- end -}}
{{- if and .autoscaling.enabled .autoscaling.cpuPercent (not (dig "requests" "cpu" "" (.resources | default dict))) -}}
{{- fail "autoscaling.cpuPercent is relative to resources.requests.cpu, which is not set" -}}
{{- end -}}
{{- if and .ingress.enabled (not (or .ingress.host .ingress.hosts)) -}}
{{- fail "ingress.host or ingress.hosts is required with ingress.enabled" -}}
{{- end -}}
{{- if and .ingress.tlsSecretName (not .ingress.host) -}}
{{- fail "ingress.tlsSecretName is only for ingress.host, which is empty: set tlsSecretName in the entries of ingress.hosts" -}}
{{- end -}}
{{- if and .service.loadBalancerClass (ne .service.type "LoadBalancer") -}}
{{- fail "service.loadBalancerClass needs service.type=LoadBalancer" -}}
{{- end -}}
{{- if and .service.externalTrafficPolicy (eq .service.type "ClusterIP") -}}
{{- fail "service.externalTrafficPolicy needs service.type=NodePort or LoadBalancer" -}}
{{- end -}}
{{- if and .networkPolicy.enabled .serviceMonitor.enabled (not .networkPolicy.scrapers) -}}
{{- fail "networkPolicy.scrapers is required with networkPolicy.enabled and serviceMonitor.enabled: set the peers of your Prometheus" -}}
{{- end -}}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs is required with httpRoute.enabled: set the Gateway that the route attaches to" -}}
{{- end -}}
{{- with .security -}}
{{- if not .mode -}}
{{- fail "security.mode is required: set token, basic or jwt; none gives everyone who reaches the Service full access" -}}
{{- end -}}
{{- if ne (eq .mode "token") (not (empty .tokensSecretName)) -}}
{{- fail "security.tokensSecretName is required with security.mode=token and must be empty with other modes" -}}
{{- end -}}
{{- if ne (eq .mode "basic") (not (empty .usersSecretName)) -}}
{{- fail "security.usersSecretName is required with security.mode=basic and must be empty with other modes" -}}
{{- end -}}
{{- if and (eq .mode "jwt") (not (and .jwt.audience (or .jwt.issuerUri .jwt.jwkSetUri))) -}}
{{- fail "security.jwt.audience, and issuerUri or jwkSetUri, are required with security.mode=jwt" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
