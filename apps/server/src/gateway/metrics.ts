/** What the gateway counts for /metrics. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface GatewayMetrics {
  /** Call it when a request comes; call what it returns with the outcome when it is answered. */
  begin(request: string): (outcome: string) => void;
  /** A handshake ended with this outcome. */
  handshake(outcome: string): void;
  /** A connection was cut for what it did. */
  cut(why: 'flood' | 'unread'): void;
  /** An event went to a topic or to one connection. */
  told(event: string): void;
}

export function createGatewayMetrics(registry: Registry, sockets: () => number): GatewayMetrics {
  const registers = [registry];
  new Gauge({
    name: 'converge_sockets',
    help: 'Live connections.',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  const seconds = new Histogram({
    name: 'converge_request_seconds',
    help: 'Time from a live request to its answer.',
    labelNames: ['request'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const requests = new Counter({
    name: 'converge_requests_total',
    help: 'Live requests by outcome: ok or the code of the refusal.',
    labelNames: ['request', 'outcome'],
    registers,
  });
  const handshakes = new Counter({
    name: 'converge_handshakes_total',
    help: 'Handshakes by outcome: ok or the code of the refusal.',
    labelNames: ['outcome'],
    registers,
  });
  const cuts = new Counter({
    name: 'converge_connections_cut_total',
    help: 'Connections closed for flooding, or for not reading what they are sent.',
    labelNames: ['why'],
    registers,
  });
  const events = new Counter({
    name: 'converge_events_total',
    help: 'Events told to topics, each counted once whatever the number of listeners.',
    labelNames: ['event'],
    registers,
  });
  return {
    begin(request) {
      const began = performance.now();
      return (outcome) => {
        seconds.observe({ request }, (performance.now() - began) / 1000);
        requests.inc({ request, outcome });
      };
    },
    handshake: (outcome) => handshakes.inc({ outcome }),
    cut: (why) => cuts.inc({ why }),
    told: (event) => events.inc({ event }),
  };
}
