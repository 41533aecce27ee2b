/**
 * How requests and events are declared: once, here, and parsed by both sides.
 *
 * A request travels as `socket.emit(name, input, ack)`, and is always answered:
 * with `{ok: true, data}` or `{ok: false, error: Failure}`. An event travels as
 * `socket.emit(name, payload)` from the server.
 */
import * as z from 'zod/mini';
import { Failure } from '../errors.ts';

export interface RequestDef<
  Name extends string,
  In extends z.ZodMiniType,
  Out extends z.ZodMiniType,
> {
  readonly name: Name;
  readonly input: In;
  readonly output: Out;
}

export interface EventDef<Name extends string, Payload extends z.ZodMiniType> {
  readonly name: Name;
  readonly payload: Payload;
}

export type AnyRequest = RequestDef<string, z.ZodMiniType, z.ZodMiniType>;
export type AnyEvent = EventDef<string, z.ZodMiniType>;

/** What a caller of the request passes (before parsing). */
export type InputOf<R extends AnyRequest> = z.input<R['input']>;
/** What a handler of the request receives (after parsing). */
export type ParsedInputOf<R extends AnyRequest> = z.output<R['input']>;
export type OutputOf<R extends AnyRequest> = z.output<R['output']>;
export type PayloadOf<E extends AnyEvent> = z.output<E['payload']>;

/** Declares something a client asks of the server. */
export const defineRequest = <
  Name extends string,
  In extends z.ZodMiniType,
  Out extends z.ZodMiniType,
>(
  name: Name,
  input: In,
  output: Out,
): RequestDef<Name, In, Out> => ({ name, input, output });

/** Declares something the server tells clients. */
export const defineEvent = <Name extends string, Payload extends z.ZodMiniType>(
  name: Name,
  payload: Payload,
): EventDef<Name, Payload> => ({ name, payload });

/** The envelope of every acknowledgement. */
export const Ack = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: Failure }),
]);
export type Ack = z.infer<typeof Ack>;

/** For requests whose answer says nothing but "done". */
export const Nothing = z.object({});
