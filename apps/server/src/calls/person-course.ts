/** Writes the course of one person's line, in as many steps as are kept (SPEC QUAL-9). */
import {
  type Course,
  courseOf,
  courseStepMs,
  courseSteps,
  worseOf,
} from '@converge/protocol/course';
import type { QualityLevel } from '@converge/protocol/quality';

export class PersonCourse {
  #stepMs = courseStepMs;
  #levels: (QualityLevel | null)[] = [];

  /** They were connected so well, from and until so many milliseconds after the call began. */
  add(from: number, to: number, level: QualityLevel): void {
    if (to <= from) return;
    this.#hold(to);
    const last = Math.ceil(to / this.#stepMs) - 1;
    for (let step = Math.floor(Math.max(0, from) / this.#stepMs); step <= last; step++) {
      this.#levels[step] = worseOf(this.#levels[step] ?? null, level);
    }
  }

  /** Until so many milliseconds after the call began; all people's have the same steps then. */
  until(end: number): Course {
    this.#hold(end);
    const steps = Math.ceil(Math.max(0, end) / this.#stepMs);
    return courseOf(
      this.#stepMs,
      Array.from({ length: steps }, (_, step) => this.#levels[step] ?? null),
    );
  }

  /** Makes its steps long enough to reach so far. */
  #hold(end: number): void {
    while (end > this.#stepMs * courseSteps) {
      const half = Math.ceil(this.#levels.length / 2);
      const before = this.#levels;
      this.#levels = Array.from({ length: half }, (_, step) =>
        worseOf(before[2 * step] ?? null, before[2 * step + 1] ?? null),
      );
      this.#stepMs *= 2;
    }
  }
}
