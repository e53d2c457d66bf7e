/** What must be true of the image's Dockerfile. */

export interface Instruction {
  /** `FROM`, `RUN`, … */
  readonly word: string;
  readonly rest: string;
}

/** Instructions in order; comments are left out and continued lines joined. */
export const instructionsOf = (text: string): Instruction[] =>
  text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line.trim()))
    .flatMap((match) => (match ? [{ word: match[1] as string, rest: match[2] as string }] : []));

/** An exact version (Postgres' have two numbers): a tag that moves would make another image tomorrow. */
export const isPinned = (image: string): boolean => /:v?\d+\.\d+\.\d+(-[\w.-]+)?$|^postgres:\d+\.\d+(-[\w-]+)?$/.test(image);

/** Commands of an instruction, without BuildKit's options. */
export const commandsOf = ({ rest }: Instruction): string[] =>
  rest
    .replace(/--mount=\S+\s+/g, '')
    .split('&&')
    .map((command) => command.trim());

/** @param exists whether a path of the repository is there */
export function dockerfileFaults(text: string, exists: (path: string) => boolean): string[] {
  const all = instructionsOf(text);
  const froms = all.flatMap(({ word }, at) => (word === 'FROM' ? [at] : []));
  const last = all.slice(froms.at(-1));
  const has = (word: string, fits: (rest: string) => boolean = () => true) =>
    last.some((each) => each.word === word && fits(each.rest));
  const copied = all
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from='))
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
  const ran = all.filter(({ word }) => word === 'RUN').flatMap(commandsOf);
  const scripts = ran.flatMap((command) => /^node (\S+)/.exec(command)?.[1] ?? []);
  return [
    ...(froms.length < 2 ? ['one stage only: what builds it would be in it'] : []),
    ...froms
      .map((at) => all[at]?.rest.split(' ')[0] ?? '')
      .flatMap((image) => (isPinned(image) ? [] : [`${image} is not pinned`])),
    ...(has('USER', (user) => !/^(root|0)\b/.test(user)) ? [] : ['runs as root']),
    ...(has('HEALTHCHECK', (rest) => rest !== 'NONE') ? [] : ['has no health check']),
    ...(has('CMD', (rest) => rest.startsWith('["node"')) ? [] : ['a shell would be the first process, and hear the signals']),
    ...[...copied, ...scripts].filter((path) => !exists(path)).map((path) => `${path} is not there`),
  ];
}
