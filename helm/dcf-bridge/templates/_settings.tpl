{{/* The bridge's application.yml. */}}
{{- define "dcf-bridge.settings" -}}
server:
  address: 0.0.0.0
  port: 8080
logging:
  structured:
    format:
      console: logstash
management:
  server:
    port: 8081
  {{- with .Values.traces.collector }}
  opentelemetry:
    tracing:
      export:
        otlp:
          endpoint: {{ . }}/v1/traces
  tracing:
    sampling:
      probability: {{ $.Values.traces.share }}
  {{- end }}
bridge:
  {{- $gateway := dict "address" .Values.gateway.address }}
  {{- with .Values.gateway.tls }}
  {{- if .enabled }}
  {{- $tls := dict "enabled" true "server-name" .serverName }}
  {{- if .caSecretName }}
  {{- $_ := set $tls "ca" "/etc/dcf-bridge/tls/ca/ca.crt" }}
  {{- end }}
  {{- if .certificateSecretName }}
  {{- $_ := set $tls "certificate" "/etc/dcf-bridge/tls/certificate/tls.crt" }}
  {{- $_ := set $tls "key" "/etc/dcf-bridge/tls/certificate/tls.key" }}
  {{- end }}
  {{- $_ := set $gateway "tls" $tls }}
  {{- end }}
  {{- end }}
  {{- $defaults := dict }}
  {{- $engine := dict }}
  {{- if include "dcf-bridge.oneProcess" . }}
  {{- $defaults = dict "embedded" (dict "data-dir" "/var/lib/dcf-bridge") }}
  {{- else if .Values.embedded.enabled }}
  {{- $engine = dict "embedded" (dict "engine" "kubernetes" "kubernetes" (dict "namespace" (include "dcf-bridge.functionsNamespace" .))) }}
  {{- end }}
  {{- $shutdown := dict "pause" (printf "%ds" (int .Values.shutdown.pauseSeconds)) "grace" (printf "%ds" (int .Values.shutdown.graceSeconds)) }}
  {{- $security := dict "mode" .Values.security.mode "functions" .Values.security.functions "origins" .Values.security.origins }}
  {{- $proxies := dict "trusted" .Values.proxies.trusted "header" .Values.proxies.header }}
  {{- range $name, $secret := include "dcf-bridge.credentials" . | fromYaml }}
  {{- $_ := set $security (printf "%s-file" $name) (printf "/etc/dcf-bridge/security/%s" $name) }}
  {{- end }}
  {{- if eq .Values.security.mode "none" }}
  {{- $_ := set $security "allow-anonymous" true }}
  {{- $service := include "dcf-bridge.fullname" . }}
  {{- $hosts := list $service (printf "%s.%s" $service .Release.Namespace) (printf "%s.%s.svc" $service .Release.Namespace) (printf "%s.%s.svc.cluster.local" $service .Release.Namespace) }}
  {{- if .Values.ingress.enabled }}
  {{- range (include "dcf-bridge.ingressHosts" . | fromYaml).hosts }}
  {{- $hosts = append $hosts .host }}
  {{- end }}
  {{- end }}
  {{- if .Values.httpRoute.enabled }}
  {{- $hosts = concat $hosts (.Values.httpRoute.hostnames | default (list "*")) }}
  {{- end }}
  {{- $_ := set $security "hosts" (concat $hosts .Values.security.hosts) }}
  {{- else if eq .Values.security.mode "jwt" }}
  {{- with .Values.security.jwt }}
  {{- $_ := set $security "jwt" (dict "issuer-uri" .issuerUri "jwk-set-uri" .jwkSetUri "audience" .audience) }}
  {{- end }}
  {{- end }}
  {{- mergeOverwrite $defaults (deepCopy (.Values.settings | default dict)) $engine (dict "gateway" $gateway "shutdown" $shutdown "security" $security "proxies" $proxies) | toYaml | nindent 2 }}
{{- end -}}

{{/* A name for each content, so that pods of an earlier revision keep their settings. */}}
{{- define "dcf-bridge.settingsName" -}}
{{- printf "%s-%s" (include "dcf-bridge.fullname" .) (include "dcf-bridge.settings" . | sha256sum | trunc 10) -}}
{{- end -}}
