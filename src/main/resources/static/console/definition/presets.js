// Definitions to start from, in groups; each group fits some engines of the gateway.
const env = (image, envVars) => ({ definition: { image, ...(envVars && { envVars }) } });

/** The address at which the examples listen that run without a container. */
const local = (port) => `http://localhost:${port}`;

/** The definition for a container, or for a process at an address, with the commands that come first. */
const example = (folder, { port, run, build = '', annotations }) => {
  const image = `${folder}:1`;
  return {
    container: { definition: { image, ...(annotations && { annotations }) }, command: `${build}docker build -t ${image} examples/functions/${folder}` },
    process: run && { definition: { image, annotations: { 'dcf.io/address': annotations ? `localhost:${port}` : local(port) } }, command: `${build}PORT=${port} ${run}` },
  };
};

const FXWATCHER = { 'dcf.io/protocol': 'fxwatcher' };

const EXAMPLES = {
  greeter: example('python-http', { port: 9001, run: 'python3 examples/functions/python-http/function.py' }),
  words: example('node-http', { port: 9002, run: 'node examples/functions/node-http/function.mjs' }),
  counter: example('node-stream', { port: 9003, run: 'node examples/functions/node-stream/function.mjs' }),
  slow: example('python-slow', { port: 9004, run: 'python3 examples/functions/python-slow/function.py' }),
  upper: example('go-fxwatcher', { port: 9005, run: 'examples/functions/go-fxwatcher/function', build: 'examples/functions/go-fxwatcher/build && ', annotations: FXWATCHER }),
  sum: example('python-fxwatcher', { annotations: FXWATCHER }),
};

const GROUPS = {
  builtin: {
    echo: env('builtin/echo'),
    env: env('builtin/env', { GREETING: 'hello' }),
    sha256: env('builtin/sha256'),
    sleep: env('builtin/sleep', { DELAY: '1s' }),
    fail: env('builtin/fail', { MESSAGE: 'out of paper' }),
  },
  address: {
    http: { name: 'mine', definition: { image: 'mine:dev', annotations: { 'dcf.io/address': local(9000), 'dcf.io/concurrency': '10' } } },
    fxwatcher: { name: 'mine', definition: { image: 'mine:dev', annotations: { 'dcf.io/address': 'localhost:50051', 'dcf.io/concurrency': '10' } } },
  },
  container: {
    image: { name: 'hello', definition: { image: 'hello:1', limits: { memory: '128Mi', cpu: '500m' } } },
    watcher: { name: 'hello', definition: { image: 'hello:1', annotations: FXWATCHER, limits: { memory: '128Mi', cpu: '500m' } } },
  },
  kubernetes: {
    autoscaled: { name: 'hello', definition: { image: 'registry.example.org/team/hello:1', requests: { memory: '64Mi', cpu: '100m' }, limits: { memory: '128Mi', cpu: '500m' }, minReplicas: 1, maxReplicas: 5 } },
    idle: { name: 'hello', definition: { image: 'registry.example.org/team/hello:1', annotations: { 'dcf.io/scale-to-zero': '5m' }, requests: { memory: '64Mi', cpu: '100m' }, readOnlyRootFilesystem: true } },
  },
};

const FITS = {
  builtin: ['builtin', 'process'],
  address: ['builtin', 'process'],
  container: ['docker', 'kubernetes', ''],
  kubernetes: ['kubernetes'],
  examples: ['builtin', 'process', 'docker', 'kubernetes', ''],
};

/** The examples run as processes beside a gateway without containers, as far as they need no preparation, else in images. */
const examplesFor = (engine) => {
  const kind = FITS.address.includes(engine) ? 'process' : 'container';
  return Object.fromEntries(Object.entries(EXAMPLES).filter(([, made]) => made[kind]).map(([name, made]) => [name, made[kind]]));
};

/** All groups for an engine ('' if it is not known): {name, fits, presets: [{name, service, definition, command}]}. */
export const groupsFor = (engine) => Object.entries({ ...GROUPS, examples: examplesFor(engine) }).map(([group, presets]) => ({
  group,
  fits: FITS[group].includes(engine),
  presets: Object.entries(presets).map(([key, { name = key, definition, command }]) => ({ key, service: name, definition, command })),
}));
