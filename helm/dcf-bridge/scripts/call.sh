# What `helm test` does with the bridge at $BRIDGE: waits until it is ready, then lists the functions. Where the gateway runs
# built-in images, a function is deployed, invoked and deleted as well; another's functions are left alone. Where the bridge asks
# who calls, $AUTHORIZATION says it; without that, strangers have to be refused, and nothing more is called.
get() { curl -sS --fail-with-body --max-time 30 ${AUTHORIZATION:+-H "Authorization: $AUTHORIZATION"} "$@"; }

get --retry 30 --retry-delay 2 --retry-all-errors "$BRIDGE/readyz"
echo
if [ "${SECURITY:-none}" != none ]; then
  status=$(curl -sS --max-time 30 -o /dev/null -w '%{http_code}' "$BRIDGE/api/v1/functions")
  [ "$status" = 401 ] || { echo "a stranger was answered: $status"; exit 1; }
  [ -n "${AUTHORIZATION:-}" ] || { echo 'helm test: ok, strangers are refused'; exit 0; }
fi
get "$BRIDGE/api/v1/functions"
echo
if [ "$BUILTINS" = true ]; then
  get -X PUT "$BRIDGE/api/v1/functions/helm-test" -H 'Content-Type: application/json' \
    -d '{"service":"helm-test","image":"builtin/echo"}'
  echo
  answer=$(get "$BRIDGE/function/helm-test" -d 'hello from helm test')
  get -X DELETE "$BRIDGE/api/v1/functions/helm-test"
  [ "$answer" = 'hello from helm test' ] || { echo "the function answered: $answer"; exit 1; }
fi
echo 'helm test: ok'
