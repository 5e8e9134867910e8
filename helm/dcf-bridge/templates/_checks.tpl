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

{{/* Fails if `names`, the names in the value `of`, has duplicates. */}}
{{- define "dcf-bridge.checkOnce" -}}
{{- $seen := dict -}}
{{- range .names -}}
{{- if hasKey $seen . -}}
{{- fail (printf "%s: %s is listed twice" $.of .) -}}
{{- end -}}
{{- $_ := set $seen . true -}}
{{- end -}}
{{- end -}}

{{- define "dcf-bridge.checkNames" -}}
{{- $env := prepend (include "dcf-bridge.secretVariables" . | fromYaml | keys) "SPRING_CONFIG_ADDITIONAL_LOCATION" -}}
{{- range .Values.extraEnv -}}
{{- $env = append $env .name -}}
{{- end -}}
{{- include "dcf-bridge.checkOnce" (dict "of" "extraEnv and the chart's own variables" "names" $env) -}}
{{- $secrets := list -}}
{{- range .Values.secretMounts -}}
{{- $secrets = append $secrets .name -}}
{{- end -}}
{{- include "dcf-bridge.checkOnce" (dict "of" "secretMounts" "names" $secrets) -}}
{{- include "dcf-bridge.checkOnce" (dict "of" "image.pullSecrets" "names" .Values.image.pullSecrets) -}}
{{- end -}}

{{/* Fails if `network`, the value at `at`, is not a network, or with `orAddress` an address. */}}
{{- define "dcf-bridge.checkNetwork" -}}
{{- $address := regexFind "^[^/]*" .network -}}
{{- $length := regexFind "/.*$" .network -}}
{{- $group := "[0-9a-fA-F]{1,4}" -}}
{{- $groups := printf "(%s(:%s)*)?" $group $group -}}
{{- $whole := regexMatch (printf "^(%s:){7}%s$" $group $group) $address -}}
{{- $shortened := and (regexMatch (printf "^%s::%s$" $groups $groups) $address) (lt (len (regexFindAll $group $address -1)) 8) -}}
{{- $six := or $whole $shortened -}}
{{- $four := regexMatch "^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.|$)){4}$" $address -}}
{{- $network := or (and $four (regexMatch "^/(3[0-2]|[12]?[0-9])$" $length)) (and $six (regexMatch "^/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$" $length)) -}}
{{- if not (or $network (and .orAddress (not $length) (or $four $six))) -}}
{{- fail (printf "%s: %s is not a network such as 10.0.0.0/8 or fd00::/8%s" .at .network (ternary ", nor an address" "" .orAddress)) -}}
{{- end -}}
{{- end -}}

{{/* Fails if the network `except` is not within `cidr`. For IPv6 only the prefix lengths are compared. */}}
{{- define "dcf-bridge.checkExcept" -}}
{{- $length := last (splitList "/" .cidr) | int -}}
{{- $within := and (eq (contains ":" .except) (contains ":" .cidr)) (gt (last (splitList "/" .except) | int) $length) -}}
{{- if and $within (not (contains ":" .cidr)) -}}
{{- $prefixes := list -}}
{{- range list .except .cidr -}}
{{- $number := 0 -}}
{{- range first (splitList "/" .) | splitList "." -}}
{{- $number = add (mul $number 256) (int .) -}}
{{- end -}}
{{- range until (sub 32 $length | int) -}}
{{- $number = div $number 2 -}}
{{- end -}}
{{- $prefixes = append $prefixes $number -}}
{{- end -}}
{{- $within = eq (first $prefixes) (last $prefixes) -}}
{{- end -}}
{{- if not $within -}}
{{- fail (printf "%s: %s is not within %s" .at .except .cidr) -}}
{{- end -}}
{{- end -}}

{{- define "dcf-bridge.checkNetworks" -}}
{{- range $i, $network := .Values.proxies.trusted -}}
{{- include "dcf-bridge.checkNetwork" (dict "at" (printf "proxies.trusted[%d]" $i) "network" $network "orAddress" true) -}}
{{- end -}}
{{- range $name := list "from" "scrapers" "to" -}}
{{- range $i, $peer := get $.Values.networkPolicy $name -}}
{{- $cidr := dig "ipBlock" "cidr" "" $peer -}}
{{- $at := printf "networkPolicy.%s[%d].ipBlock" $name $i -}}
{{- if hasKey $peer "ipBlock" -}}
{{- if gt (len $peer) 1 -}}
{{- fail (printf "%s cannot be combined with selectors: use separate peers" $at) -}}
{{- end -}}
{{- include "dcf-bridge.checkNetwork" (dict "at" (print $at ".cidr") "network" $cidr "orAddress" false) -}}
{{- range $j, $except := $peer.ipBlock.except -}}
{{- $at := printf "%s.except[%d]" $at $j -}}
{{- include "dcf-bridge.checkNetwork" (dict "at" $at "network" $except "orAddress" false) -}}
{{- include "dcf-bridge.checkExcept" (dict "at" $at "except" $except "cidr" $cidr) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dcf-bridge.checkLabels" -}}
{{- $own := include "dcf-bridge.ownLabels" . | fromYaml -}}
{{- range $name := list "commonLabels" "podLabels" -}}
{{- range $label, $value := get $.Values $name -}}
{{- if hasKey $own $label -}}
{{- fail (printf "%s: %s is a label that the chart sets itself" $name $label) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "dcf-bridge.checkVolumes" -}}
{{- $names := list -}}
{{- range .Values.extraVolumes -}}
{{- if regexMatch "^(tmp|settings|security|data|tls-.*|secret-.*)$" .name -}}
{{- fail (printf "extraVolumes: the name %s is reserved for the chart" .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- include "dcf-bridge.checkOnce" (dict "of" "extraVolumes" "names" $names) -}}
{{- $paths := list -}}
{{- range .Values.extraVolumeMounts -}}
{{- if not (has .name $names) -}}
{{- fail (printf "extraVolumeMounts: %s is not in extraVolumes" .name) -}}
{{- end -}}
{{- if regexMatch "^(/tmp|/var/lib/dcf-bridge|/etc/dcf-bridge(/.*)?|/app)/?$" .mountPath -}}
{{- fail (printf "extraVolumeMounts: the path %s is reserved for the chart" .mountPath) -}}
{{- end -}}
{{- $paths = append $paths (trimSuffix "/" .mountPath) -}}
{{- end -}}
{{- include "dcf-bridge.checkOnce" (dict "of" "extraVolumeMounts" "names" $paths) -}}
{{- end -}}
