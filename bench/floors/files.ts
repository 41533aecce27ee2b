/**
 * The least a server can do with files: plain `node:http`, a body into a file and
 * a file into an answer. Nothing is checked, hashed or authorised. Prints its address.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2] ?? '.';

const http = createServer({ requestTimeout: 0 }, async (request, response) => {
  const path = join(folder, (request.url ?? '').replaceAll('/', '_'));
  if (request.method === 'PUT') {
    // Brought to the disk, as the product does before it says yes.
    await pipeline(request, createWriteStream(path, { flush: true }));
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-length': (await stat(path)).size });
  await pipeline(createReadStream(path), response);
});

http.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});
