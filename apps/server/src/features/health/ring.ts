/** The last so many of something; what is older is forgotten. */
export class Ring<T> {
  readonly #room: number;
  #all: T[] = [];

  constructor(room: number) {
    this.#room = room;
  }

  push(one: T): void {
    this.#all.push(one);
    // In large steps: moving thousands of entries for each new one would be waste.
    if (this.#all.length >= this.#room * 2) this.#all = this.#all.slice(-this.#room);
  }

  /** The oldest first. */
  last(count = this.#room): T[] {
    return this.#all.slice(-Math.min(count, this.#room));
  }
}
