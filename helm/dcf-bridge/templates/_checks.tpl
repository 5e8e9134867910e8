{{/* A Kubernetes quantity as a number. */}}
{{- define "dcf-bridge.number" -}}
{{- $units := dict "" 1 "n" 1e-9 "u" 1e-6 "m" 1e-3 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 -}}
{{- $units = merge $units (dict "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976) -}}
{{- $number := regexFind "^[0-9.]+([eE][-+]?[0-9]+)?" (toString .) -}}
{{- mulf (float64 $number) (get $units (trimPrefix $number (toString .))) -}}
{{- end -}}

{{- define "dcf-bridge.checkResources" -}}
{{- $limits := dig "limits" dict (.Values.resources | default dict) | default dict -}}
{{- range $name, $request := dig "requests" dict (.Values.resources | default dict) -}}
{{- $limit := get $limits $name -}}
{{- if and (not (kindIs "invalid" $request)) (hasKey $limits $name) (not (kindIs "invalid" $limit)) -}}
{{- if gt (include "dcf-bridge.number" $request | float64) (include "dcf-bridge.number" $limit | float64) -}}
{{- fail (printf "resources.requests.%s (%s) is more than resources.limits.%s (%s)" $name (toYaml $request) $name (toYaml $limit)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
