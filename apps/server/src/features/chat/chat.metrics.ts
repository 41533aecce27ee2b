/** What the chat counts for /metrics. */
import { Counter, Histogram, type Registry } from 'prom-client';

export interface ChatMetrics {
  /** So many messages went to the disk with one statement. */
  stored(count: number): void;
}

export function createChatMetrics(registry: Registry): ChatMetrics {
  const registers = [registry];
  const messages = new Counter({
    name: 'converge_chat_messages_total',
    help: 'Messages stored.',
    registers,
  });
  const together = new Histogram({
    name: 'converge_chat_messages_per_commit',
    help: 'Messages that went to the disk together.',
    buckets: [1, 2, 5, 10, 20, 50, 100],
    registers,
  });
  return {
    stored(count) {
      if (count === 0) return;
      messages.inc(count);
      together.observe(count);
    },
  };
}
