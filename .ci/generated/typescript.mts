import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const client = createClient<paths>({ baseUrl: process.argv[2] });
const path = { name: 'typescript' };
const expect = (fits: boolean, what: string) => {
  if (!fits) throw new Error(what);
};

const deployed = await client.POST('/api/v1/functions', { body: { service: 'typescript', image: 'builtin/echo' } });
expect(deployed.response.status === 201 && deployed.data?.service === 'typescript', 'deploy');
const listed = await client.GET('/api/v1/functions', { params: { query: { limit: 1000 } } });
expect(listed.data?.functions.some(({ name }) => name === 'typescript') === true, 'list');
const described = await client.GET('/api/v1/functions/{name}', { params: { path } });
expect(described.data?.replicas === 1, 'describe');
const scaled = await client.PUT('/api/v1/functions/{name}/replicas', { params: { path }, body: { replicas: 2 } });
expect(scaled.data?.replicas === 2, 'scale');
const bytes = new Uint8Array([0, 255, 128, 10]);
const output = await client.POST('/function/{name}', {
  params: { path },
  headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/octet-stream' },
  body: '',
  bodySerializer: () => bytes,
  parseAs: 'arrayBuffer',
});
expect(Buffer.from(output.data as unknown as ArrayBuffer).equals(Buffer.from(bytes)), 'invoke');
const log = await client.GET('/api/v1/functions/{name}/logs', { params: { path, query: { tail: 1 } }, parseAs: 'text' });
expect(String(log.data).includes('4 bytes out'), 'logs');
const deleted = await client.DELETE('/api/v1/functions/{name}', { params: { path } });
expect(deleted.response.status === 204, 'delete');
const gone = await client.GET('/api/v1/functions/{name}', { params: { path } });
expect(gone.error?.status === 404 && gone.error.code === 'NOT_FOUND', 'error');
