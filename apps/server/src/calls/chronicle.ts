/**
 * Writes down how a call went for everybody in it: a fold over the same changes
 * that clients apply, with the time at which they came.
 */
import type { ParticipantId, PersonId } from '@converge/protocol/ids';
import { type QualityLevel, qualityOf, type Route } from '@converge/protocol/quality';
import type { CallChange, CallSnapshot } from '@converge/protocol/realtime/call';
import type { CallReportPerson } from '@converge/protocol/rest/calls';
import { PersonCourse } from './person-course.ts';
import { Stays } from './stays.ts';

/** Of more people (guests who come again and again under new keys) nothing is written down. */
const PEOPLE_MAX = 500;
/** A path may change often; that it did is enough to know. */
const ROUTES_MAX = 4;

interface Written
  extends Omit<CallReportPerson, 'leftAt' | 'levels' | 'routes' | 'stays' | 'course'> {
  readonly stays: Stays;
  readonly course: PersonCourse;
  reconnects: number;
  readonly levels: Record<QualityLevel, number>;
  readonly routes: Route[];
}

/** Somebody's device, between two changes. */
interface Sitting {
  readonly person: Written;
  level: QualityLevel;
  since: number;
}

export class Chronicle {
  readonly #people = new Map<PersonId, Written>();
  #startedAt: number | null = null;
  readonly #sitting = new Map<ParticipantId, Sitting>();

  /** A change happened; `call` is what it led to. */
  take(change: CallChange, call: CallSnapshot, now: number): void {
    this.#startedAt ??= call.startedAt;
    switch (change.type) {
      case 'joined':
        this.#sit(change.participant, now);
        return;
      case 'left':
        this.#settle(change.participantId, null, now);
        this.#sitting.get(change.participantId)?.person.stays.left(change.participantId, now);
        this.#sitting.delete(change.participantId);
        return;
      case 'presence': {
        const person = this.#sitting.get(change.participantId)?.person;
        const back = change.presence === 'here';
        if (person && back) person.reconnects += 1;
        person?.stays.line(change.participantId, back, now);
        this.#settle(change.participantId, call, now);
        return;
      }
      case 'quality':
        for (const [id] of change.participants) this.#settle(id, call, now);
        return;
      default:
        return;
    }
  }

  /** Who just joined is back after a lost line, though not to the seat they had. */
  cameBack(id: ParticipantId): void {
    const person = this.#sitting.get(id)?.person;
    if (person) person.reconnects += 1;
  }

  /** By which way somebody's media goes. @returns whether that was news */
  route(id: ParticipantId, route: Route): boolean {
    const routes = this.#sitting.get(id)?.person.routes;
    if (!routes || routes.length >= ROUTES_MAX) return false;
    const written = JSON.stringify(route);
    if (routes.some((known) => JSON.stringify(known) === written)) return false;
    routes.push(route);
    return true;
  }

  /** All there is to say, with whoever is still inside until now. */
  people(now: number): CallReportPerson[] {
    for (const id of this.#sitting.keys()) this.#settle(id, null, now);
    return [...this.#people.values()].map(({ stays, course, ...person }) => {
      const until = stays.until(now);
      return {
        ...structuredClone(person),
        stays: until,
        course: course.until(now - (this.#startedAt ?? now)),
        leftAt: until.at(-1)?.to ?? person.arrivedAt,
      };
    });
  }

  #sit({ id, person }: CallSnapshot['participants'][number], now: number): void {
    let written = this.#people.get(person.id);
    if (!written) {
      if (this.#people.size >= PEOPLE_MAX) return;
      written = {
        id: person.id,
        name: person.name,
        kind: person.kind,
        arrivedAt: now,
        stays: new Stays(),
        course: new PersonCourse(),
        levels: { good: 0, fair: 0, poor: 0, lost: 0 },
        reconnects: 0,
        routes: [],
      };
      this.#people.set(person.id, written);
    }
    written.stays.came(id, now);
    this.#sitting.set(id, { person: written, level: 'good', since: now });
  }

  /** Counts the time until now, and goes on with the level they have in `call`. */
  #settle(id: ParticipantId, call: CallSnapshot | null, now: number): void {
    const sitting = this.#sitting.get(id);
    if (!sitting) return;
    const { person, level, since } = sitting;
    person.levels[level] += Math.max(0, now - since);
    const began = this.#startedAt ?? since;
    person.course.add(since - began, now - began, level);
    sitting.since = now;
    const shown = call?.participants.find((one) => one.id === id);
    if (shown) sitting.level = qualityOf(shown).level;
  }
}
