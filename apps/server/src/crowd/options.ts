/** What can be said on the command line of `npm run crowd`. */
import { roomSlug } from '@parley/protocol';

export interface CrowdOptions {
  readonly room: string;
  readonly people: number;
  readonly minutes: number;
  readonly server: string;
}

/** More people than new guests from one address are allowed in an hour could not all write. */
const PEOPLE_MAX = 12;
const MINUTES_MAX = 120;

export const USAGE = `npm run crowd -- [--room SLUG] [--people 1-${PEOPLE_MAX}] [--minutes 1-${MINUTES_MAX}] [--server URL]`;

const DEFAULTS: CrowdOptions = { room: 'night-train', people: 6, minutes: 10, server: 'http://localhost:3000' };

export const asksForHelp = (args: readonly string[]): boolean => args.some((word) => ['--help', '-h', 'help'].includes(word));

/** The options, or what is wrong with them in one line. */
export function readOptions(args: readonly string[], server = DEFAULTS.server): CrowdOptions | { readonly fault: string } {
  const given: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at] ?? '';
    const value = args[at + 1];
    if (!['--room', '--people', '--minutes', '--server'].includes(name)) return { fault: `Unknown option ${name}.` };
    if (value === undefined) return { fault: `${name} needs a value.` };
    given[name.slice(2)] = value;
  }
  const people = Number(given.people ?? DEFAULTS.people);
  const minutes = Number(given.minutes ?? DEFAULTS.minutes);
  const room = given.room ?? DEFAULTS.room;
  const url = given.server ?? server;
  if (!Number.isInteger(people) || people < 1 || people > PEOPLE_MAX)
    return { fault: `--people is a whole number from 1 to ${PEOPLE_MAX}.` };
  if (!(minutes > 0 && minutes <= MINUTES_MAX)) return { fault: `--minutes is a number above 0, at most ${MINUTES_MAX}.` };
  if (!roomSlug.safeParse(room).success) return { fault: `--room is a room's name, such as ${DEFAULTS.room}.` };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return { fault: '--server is an http or https address.' };
  return { room, people, minutes, server: new URL(url).origin };
}
