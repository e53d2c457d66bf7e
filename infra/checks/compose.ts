/** What must be true of the compose files. */
import * as z from 'zod/mini';
import { isPinned } from './dockerfile.ts';

const texts = z.array(z.string());

const service = z.object({
  image: z.string(),
  build: z.optional(z.object({ context: z.string(), dockerfile: z.string() })),
  restart: z.optional(z.string()),
  stop_grace_period: z.optional(z.string()),
  ports: z.optional(texts),
  environment: z.optional(z.record(z.string(), z.string())),
  volumes: z.optional(texts),
  healthcheck: z.optional(z.object({ test: texts })),
  depends_on: z.optional(z.record(z.string(), z.object({ condition: z.literal('service_healthy') }))),
  deploy: z.optional(z.object({ replicas: z.number() })),
  command: z.optional(texts),
  read_only: z.optional(z.boolean()),
  cap_drop: z.optional(texts),
  networks: z.optional(texts),
});

export const composeFile = z.object({
  services: z.record(z.string(), service),
  volumes: z.optional(z.record(z.string(), z.null())),
});
export type ComposeFile = z.infer<typeof composeFile>;
type Service = z.infer<typeof service>;

export interface Known {
  /** Variables that the server reads. */
  readonly variables: ReadonlySet<string>;
  /** Whether a path beside the compose file is there. */
  exists(path: string): boolean;
}

/** Draining takes at most 10 s, and a process needs some to end. */
const GRACE_MIN_S = 15;
/** Names whose values are for nobody's eyes. */
const SECRET = /SECRET|PASSWORD/;

export function composeFaults({ services, volumes = {} }: ComposeFile, known: Known): string[] {
  return Object.entries(services).flatMap(([name, each]) =>
    [
      ...serviceFaults(each, known, Object.keys(volumes)),
      ...Object.keys(each.depends_on ?? {})
        .filter((other) => !services[other]?.healthcheck)
        .map((other) => `waits for the health of ${other}, which has no check`),
      ...(each.build ? ownFaults(each, known) : foreignFaults(each)),
    ].map((fault) => `${name}: ${fault}`),
  );
}

function serviceFaults(
  { restart, ports = [], environment = {}, volumes = [], ...each }: Service,
  known: Known,
  named: readonly string[],
): string[] {
  return [
    ...(isPinned(each.image) ? [] : [`${each.image} is not pinned`]),
    ...(restart === 'unless-stopped' ? [] : ['is not started again']),
    ...ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `opens ${port} to the network`),
    ...volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((from) => !(from.startsWith('.') ? known.exists(from) : named.includes(from)))
      .map((from) => `${from} is not there`),
    // `${NAME:?why}` stops a start without it; anything else would stand in the file or be empty.
    ...Object.entries(environment)
      .filter(([name, value]) => SECRET.test(`${name} ${value}`) && !/\$\{\w+:\?/.test(value))
      .map(([name]) => `${name} has a default`),
  ];
}

/** Of our own image: it brings its health check. */
function ownFaults(
  { build, environment = {}, stop_grace_period: grace = '10s', read_only: isReadOnly, cap_drop: dropped }: Service,
  known: Known,
): string[] {
  return [
    ...(known.exists(`${build?.context}/${build?.dockerfile}`) ? [] : [`${build?.dockerfile} is not there`]),
    ...Object.keys(environment)
      .filter((name) => !known.variables.has(name))
      .map((name) => `nothing reads ${name}`),
    ...(Number.parseInt(grace, 10) >= GRACE_MIN_S ? [] : [`is killed after ${grace}`]),
    ...(isReadOnly && dropped?.includes('ALL') ? [] : ['has more rights than it needs']),
  ];
}

const foreignFaults = ({ healthcheck }: Service): string[] => (healthcheck ? [] : ['has no health check']);

/** What a file takes from the caller's environment: `${NAME…}`. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] as string)),
];
