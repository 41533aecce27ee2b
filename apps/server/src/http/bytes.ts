/**
 * What isn't JSON, for the description of the interface: bodies and answers that
 * are bytes, and tus, whose words travel in headers. Schemas don't say it, since
 * they aren't what checks these; a test finds the route that is missing here.
 */
import { REST_PREFIX } from '@converge/protocol/version';

/** Media types, or null: nothing. */
type Content = readonly string[] | null;

interface Answer {
  readonly about: string;
  readonly content: Content;
  /** Names, and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Bytes {
  readonly takes?: readonly string[];
  readonly asks?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<number, Answer>>;
}

const tus = { 'Tus-Resumable': '1.0.0' };
const offset = { 'Upload-Offset': 'How many bytes are here' };
const pictures = ['image/png', 'image/jpeg', 'image/webp'];
const logos = ['image/png', 'image/webp', 'image/svg+xml'];

const givesOne = (about: string, ...content: string[]): Bytes => ({
  answers: { 200: { about, content } },
});

const download: Bytes = {
  asks: { Range: 'One part of it, as `bytes=0-1023`', 'If-None-Match': 'The ETag that is known' },
  answers: {
    200: {
      about: 'All of it',
      content: ['*/*'],
      headers: { ETag: 'Of the content', 'Content-Disposition': 'With its name' },
    },
    206: { about: 'The part', content: ['*/*'], headers: { 'Content-Range': 'Which part' } },
    304: { about: 'What is known is right', content: null },
    416: {
      about: 'No such part',
      content: null,
      headers: { 'Content-Range': 'How much there is' },
    },
  },
};

const uploads = `${REST_PREFIX}/rooms/{roomId}/uploads`;
const files = `${REST_PREFIX}/rooms/{roomId}/files`;

/** By method and path, as the description names them. */
export const bytes: Readonly<Record<string, Bytes>> = {
  [`put ${REST_PREFIX}/me/avatar`]: { takes: pictures },
  [`put ${REST_PREFIX}/admin/settings/logo`]: { takes: logos },
  [`get ${REST_PREFIX}/avatars/{key}`]: givesOne('The picture', ...pictures),
  [`get ${REST_PREFIX}/logo/{key}`]: givesOne('The logo', ...logos),
  [`get ${REST_PREFIX}/rooms/{roomId}/attendance.csv`]: givesOne('The table', 'text/csv'),
  [`get ${REST_PREFIX}/admin/log.csv`]: givesOne('The table', 'text/csv'),
  [`get ${files}/archive`]: givesOne('The archive, made as it is sent', 'application/zip'),
  [`get ${files}/{fileId}/content`]: download,
  [`get ${files}/{fileId}/view`]: download,
  [`post ${uploads}`]: {
    asks: {
      ...tus,
      'Upload-Length': 'Size of the file in bytes',
      'Upload-Metadata':
        'name, purpose, modifiedAt and, where it is not at the top, parentId; each value in base64',
    },
    answers: {
      201: { about: 'Begun', content: null, headers: { ...tus, Location: 'Where it goes on' } },
    },
  },
  [`head ${uploads}/{fileId}`]: {
    asks: tus,
    answers: {
      200: {
        about: 'How much of it is here',
        content: null,
        headers: { ...tus, ...offset, 'Upload-Length': 'Size of the file in bytes' },
      },
    },
  },
  [`patch ${uploads}/{fileId}`]: {
    takes: ['application/offset+octet-stream'],
    asks: { ...tus, 'Upload-Offset': 'Where in the file the body begins' },
    answers: { 204: { about: 'Taken', content: null, headers: { ...tus, ...offset } } },
  },
  [`delete ${uploads}/{fileId}`]: {
    asks: tus,
    answers: { 204: { about: 'Given up', content: null, headers: tus } },
  },
};
