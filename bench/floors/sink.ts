/**
 * Takes UDP packets on a port and never reads them, so that nothing here costs
 * CPU: the kernel drops what doesn't fit into the socket's buffer. Prints the
 * port, then stops for good.
 */
import { createSocket } from 'node:dgram';
import { writeSync } from 'node:fs';

const socket = createSocket('udp4');
socket.bind(0, '127.0.0.1', () => {
  writeSync(1, `${socket.address().port}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
