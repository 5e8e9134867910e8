# The script of `helm test`: waits until the bridge at $BRIDGE is ready, then lists the functions. If the gateway runs
# built-in images, it also deploys, invokes and deletes a function. If the bridge requires authentication, $AUTHORIZATION
# is the header; without it, the script only expects a 401.
get() { curl -sS --fail-with-body --max-time 30 ${AUTHORIZATION:+-H "Authorization: $AUTHORIZATION"} "$@"; }

get --retry 30 --retry-delay 2 --retry-all-errors "$BRIDGE/readyz"
echo
if [ "${SECURITY:-none}" != none ]; then
  status=$(curl -sS --max-time 30 -o /dev/null -w '%{http_code}' "$BRIDGE/api/v1/functions")
  [ "$status" = 401 ] || { echo "expected 401 without credentials, got $status"; exit 1; }
  [ -n "${AUTHORIZATION:-}" ] || { echo 'helm test: ok, requests without credentials are refused'; exit 0; }
fi
get "$BRIDGE/api/v1/functions"
echo
if [ "$BUILTINS" = true ]; then
  get -X PUT "$BRIDGE/api/v1/functions/helm-test" -H 'Content-Type: application/json' \
    -d '{"service":"helm-test","image":"builtin/echo"}'
  echo
  answer=$(get "$BRIDGE/function/helm-test" -d 'hello from helm test')
  get -X DELETE "$BRIDGE/api/v1/functions/helm-test"
  [ "$answer" = 'hello from helm test' ] || { echo "unexpected output of the function: $answer"; exit 1; }
fi
echo 'helm test: ok'
