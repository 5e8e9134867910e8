// Uses the client that openapi-generator generates for TypeScript (typescript-fetch): node openapi-generator-typescript.mjs URL.
import { Configuration, DeleteApi, DeployApi, InvokeApi, ObserveApi, ResponseError } from './client/index.js';

const settings = new Configuration({ basePath: process.argv[2] });
const deploy = new DeployApi(settings);
const invoke = new InvokeApi(settings);
const observe = new ObserveApi(settings);
const name = 'openapi-generator-typescript';
const expect = (fits: boolean, what: string) => {
  if (!fits) throw new Error(what);
};

const deployed = await deploy.deployFunction({ functionDefinition: { service: name, image: 'builtin/echo' } });
expect(deployed.service === name, 'deploy');
const listed = await observe.listFunctions({ limit: 1000 });
expect(listed.functions?.some((each) => each.name === name) === true, 'list');
expect((await observe.describeFunction({ name })).replicas === 1, 'describe');
expect((await deploy.scaleFunction({ name, scale: { replicas: 2 } })).replicas === 2, 'scale');
const bytes = new Uint8Array([0, 255, 128, 10]);
// The client sets no Accept, and would read the response as text.
const output = await invoke.triggerFunctionRaw({ name, body: new Blob([bytes]) }, async ({ init }) => ({
  headers: { ...init.headers, Accept: 'application/octet-stream' },
}));
expect(Buffer.from(await output.raw.arrayBuffer()).equals(Buffer.from(bytes)), 'invoke');
expect((await observe.readLogs({ name, tail: 1 })).includes('4 bytes out'), 'logs');
await new DeleteApi(settings).deleteFunction({ name });
const failure = await observe.describeFunction({ name }).catch((error: unknown) => error);
expect(failure instanceof ResponseError && (await failure.response.json()).code === 'NOT_FOUND', 'error');
