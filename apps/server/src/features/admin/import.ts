/** Reading a list of people: what is wrong with each row, and the accounts of the others (ADMIN-7). */
import { ConvergeError } from '@converge/protocol/errors';
import { DisplayName } from '@converge/protocol/people';
import { Email } from '@converge/protocol/rest/auth';
import type {
  ImportAnswer,
  ImportBody,
  ImportFault,
  ImportRow,
} from '@converge/protocol/rest/people';
import * as z from 'zod/mini';
import type { By, ManagePeople } from './people.service.ts';

/** A list makes no admins: a slip in a column would be one too many. */
const ListedRole = z.enum(['teacher', 'member']);

interface Judged {
  readonly name: string;
  readonly email: string;
  readonly role: z.infer<typeof ListedRole>;
  readonly fault: ImportFault | null;
}

export async function importPeople(
  people: ManagePeople,
  { rows, commit, deliver }: ImportBody,
  by: By,
): Promise<ImportAnswer> {
  const judged = judge(
    rows,
    await people.taken(rows.flatMap(({ email }) => addressOf(email) ?? [])),
  );
  const answer: ImportAnswer['rows'] = [];
  for (const { fault, ...row } of judged) {
    const made = fault === null && commit ? await make(people, { ...row, deliver }, by) : null;
    answer.push({
      name: row.name,
      email: row.email,
      fault: made === 'taken' ? 'taken' : fault,
      link: made !== null && made !== 'taken' ? made.link : null,
    });
  }
  return { rows: answer, made: answer.filter(({ fault }) => fault === null).length };
}

/** Somebody may have registered between the look and the list. */
async function make(people: ManagePeople, body: Parameters<ManagePeople['create']>[0], by: By) {
  try {
    return await people.create(body, by, 'importPerson');
  } catch (error) {
    if (error instanceof ConvergeError && error.code === 'email_taken') return 'taken';
    throw error;
  }
}

/** What stands in each row, tidied, with the first of its faults. Pure. */
export function judge(rows: readonly ImportRow[], taken: ReadonlySet<string>): Judged[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const [name, role] = [z.safeParse(DisplayName, row.name), z.safeParse(ListedRole, row.role)];
    const email = addressOf(row.email);
    const twice = email !== null && seen.has(email);
    if (email !== null) seen.add(email);
    const fault: ImportFault | null = !name.success
      ? 'name'
      : email === null
        ? 'email'
        : row.role !== '' && !role.success
          ? 'role'
          : twice
            ? 'twice'
            : taken.has(email)
              ? 'taken'
              : null;
    return {
      name: name.data ?? row.name,
      email: email ?? row.email,
      role: role.data ?? 'member',
      fault,
    };
  });
}

function addressOf(text: string): string | null {
  const parsed = z.safeParse(Email, text);
  return parsed.success ? parsed.data : null;
}
