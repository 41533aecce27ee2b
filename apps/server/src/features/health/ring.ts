/** The last so many of something; each new one takes the place of the oldest. */
export class Ring<T> {
  readonly #room: number;
  readonly #all: T[] = [];
  /** Where the next one goes. */
  #next = 0;

  constructor(room: number) {
    this.#room = room;
  }

  push(one: T): void {
    this.#all[this.#next] = one;
    this.#next = (this.#next + 1) % this.#room;
  }

  /** The oldest first. */
  last(count = this.#room): T[] {
    const inOrder = [...this.#all.slice(this.#next), ...this.#all.slice(0, this.#next)];
    return inOrder.slice(-Math.min(count, this.#room));
  }
}
