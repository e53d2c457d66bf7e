/** Whether the parts of the scaled compose file find each other: a mistyped name or port starts well and is silent afterwards. */
import * as z from 'zod/mini';
import type { ComposeFile } from './compose.ts';

/** The files of one topology, each parsed or as text. */
export interface Parts {
  readonly compose: ComposeFile;
  /** `infra/proxy/haproxy.cfg`, as text. */
  readonly proxy: string;
  readonly prometheus: z.infer<typeof prometheusFile>;
  readonly sources: z.infer<typeof sourcesFile>;
  readonly boards: z.infer<typeof boardsFile>;
  /** Each dashboard beside the compose file: its path from there, and its text. */
  readonly dashboards: readonly { readonly path: string; readonly text: string }[];
  /** The port that our image listens on: its `EXPOSE`. */
  readonly imagePort: string;
}

const texts = z.array(z.string());
export const prometheusFile = z.object({
  rule_files: texts,
  alerting: z.object({ alertmanagers: z.array(z.object({ static_configs: z.array(z.object({ targets: texts })) })) }),
  scrape_configs: z.array(
    z.object({
      job_name: z.string(),
      dns_sd_configs: z.optional(z.array(z.object({ names: texts, port: z.number() }))),
      static_configs: z.optional(z.array(z.object({ targets: texts }))),
    }),
  ),
});
export const sourcesFile = z.object({ datasources: z.array(z.object({ uid: z.string(), url: z.string() })) });
export const boardsFile = z.object({ providers: z.array(z.object({ options: z.object({ path: z.string() }) })) });

/** Where each image looks for its files, from its own documentation. */
const PLACES = {
  proxy: { './proxy/haproxy.cfg': '/usr/local/etc/haproxy/haproxy.cfg' },
  prometheus: { './dashboards/prometheus.yml': '/etc/prometheus/prometheus.yml' },
  alertmanager: { './dashboards/alertmanager.yml': '/etc/alertmanager/alertmanager.yml' },
  grafana: { './dashboards/grafana/provisioning': '/etc/grafana/provisioning' },
};
/** Ports that images open by themselves. */
const STANDARD = { redis: '6379', postgres: '5432', prometheus: '9090', alertmanager: '9093', grafana: '3000' } as const;

type Services = ComposeFile['services'];
const portOf = (address: string): string => address.split(':').pop() ?? '';
const mountsOf = (services: Services, name: string): string[] => services[name]?.volumes ?? [];

export function linkFaults(parts: Parts): string[] {
  const { services } = parts.compose;
  const open = openPorts(parts);
  const reach = (from: string, host: string, port: string): string[] => {
    const to = services[host];
    if (!to) return [`${from} asks for ${host}, which is no service`];
    const shared = services[from]?.networks?.some((network) => to.networks?.includes(network));
    return [
      ...(open[host]?.includes(port) ? [] : [`${from} asks ${host} at ${port}, where nothing listens`]),
      ...(shared ? [] : [`${from} and ${host} have no network in common`]),
    ];
  };
  return [
    ...asked(parts).flatMap(([from, host, port]) => reach(from, host, port)),
    ...Object.entries(services).flatMap(([name, each]) => publishedFaults(name, each, open[name] ?? [])),
    ...instanceFaults(services),
    ...placeFaults(services),
    ...numberFaults(parts),
    ...boardFaults(parts),
  ];
}

/** Ports on which each service listens, inside. */
function openPorts({ compose: { services }, proxy, imagePort }: Parts): Readonly<Record<string, readonly string[]>> {
  const binds = [...proxy.matchAll(/^\s*bind :(\d+)/gm)].map(([, port = '']) => port);
  const metrics = services.parley?.environment?.PARLEY_METRICS_PORT ?? '';
  const standard = Object.fromEntries(Object.entries(STANDARD).map(([name, port]) => [name, [port]]));
  return { ...standard, proxy: binds, parley: [imagePort, metrics] };
}

type Asked = [from: string, host: string, port: string];

/** Who asks whom, at which port. */
function asked({ compose: { services }, proxy, prometheus, sources }: Parts): Asked[] {
  const { REDIS_URL = '', DATABASE_URL = '' } = services.parley?.environment ?? {};
  const templates = [...proxy.matchAll(/^\s*server-template \S+ \d+ ([\w-]+):(\d+)/gm)];
  const { alerting, scrape_configs: scraped } = prometheus;
  const found = scraped.flatMap(({ dns_sd_configs: all = [] }) => all);
  const fixed = [...alerting.alertmanagers, ...scraped].flatMap(({ static_configs: all = [] }) => all);
  return [
    ...[REDIS_URL, DATABASE_URL].map((url): Asked => ['parley', ...hostOf(url)]),
    ...sources.datasources.map(({ url }): Asked => ['grafana', ...hostOf(url)]),
    ...templates.map(([, host = '', port = '']): Asked => ['proxy', host, port]),
    ...found.flatMap(({ names, port }) => names.map((name): Asked => ['prometheus', name, `${port}`])),
    ...fixed.flatMap(({ targets }) => targets.map((target): Asked => ['prometheus', target.split(':')[0] ?? '', portOf(target)])),
  ];
}

/** Without its `${…}`, which no URL can hold. */
function hostOf(url: string): [host: string, port: string] {
  const match = /:\/\/(?:.*@)?([\w.-]+)(?::(\d+))?(?:\/|$)/.exec(url);
  return [match?.[1] ?? url, match?.[2] ?? ''];
}

/** What is opened to this machine, and where a check asks, is a port on which it listens. */
function publishedFaults(name: string, { ports = [], healthcheck }: Services[string], open: readonly string[]): string[] {
  const checked = [...(healthcheck?.test.join(' ').matchAll(/127\.0\.0\.1[:/](\d+)/g) ?? [])].map(([, port = '']) => port);
  return [...ports.map(portOf), ...checked]
    .filter((port) => !open.includes(port))
    .map((port) => `${name}: nothing listens at ${port}`);
}

/** What each of many needs, beside what the server itself refuses to start without. */
function instanceFaults(services: Services): string[] {
  const env = services.parley?.environment ?? {};
  const postgres = services.postgres?.environment ?? {};
  const [, user, password, database] = /^postgres:\/\/(\w+):(.*)@[^@]*\/(\w+)$/.exec(env.DATABASE_URL ?? '') ?? [];
  const same: [string, string | undefined, string | undefined][] = [
    ['the user of Postgres', user, postgres.POSTGRES_USER],
    ['the password of Postgres', password, postgres.POSTGRES_PASSWORD],
    ['the database', database, postgres.POSTGRES_DB],
  ];
  return [
    ...same.filter(([, ours, theirs]) => ours === undefined || ours !== theirs).map(([what]) => `parley: ${what} differs`),
    // One proxy writes down who came: with none trusted all people would share its limits.
    ...(/^\$\{TRUST_PROXY:-1\}$/.test(env.TRUST_PROXY ?? '') ? [] : ['parley: the proxy before it is not trusted']),
    ...(env.PARLEY_METRICS_HOST === '0.0.0.0' ? [] : ['parley: its numbers are for itself only']),
  ];
}

const placeFaults = (services: Services): string[] =>
  Object.entries(PLACES).flatMap(([name, places]) =>
    Object.entries(places)
      .filter(([from, to]) => !mountsOf(services, name).includes(`${from}:${to}:ro`))
      .map(([from, to]) => `${name}: ${from} is not at ${to}`),
  );

/** Prometheus asks all instances, and the proxy where that tells its numbers, and reads every file of rules that it names. */
function numberFaults({ compose: { services }, proxy, prometheus }: Parts): string[] {
  const telling = proxy.split(/^(?=\w)/m).find((section) => section.includes('use-service prometheus-exporter')) ?? '';
  const exporter = /bind :(\d+)/.exec(telling)?.[1];
  const targets = prometheus.scrape_configs.flatMap(({ static_configs: all = [] }) => all.flatMap((each) => each.targets));
  const found = prometheus.scrape_configs.flatMap(({ dns_sd_configs: all = [] }) => all);
  const metrics = services.parley?.environment?.PARLEY_METRICS_PORT;
  return [
    ...(found.some(({ names, port }) => names.includes('parley') && `${port}` === metrics) ? [] : ['no numbers of instances']),
    ...(targets.includes(`proxy:${exporter}`) ? [] : ['no numbers of the proxy']),
    ...(proxy.includes('option forwardfor') ? [] : ['the proxy does not write down who came']),
    ...prometheus.rule_files
      .filter((file) => !mountsOf(services, 'prometheus').includes(`./dashboards/${file}:/etc/prometheus/${file}:ro`))
      .map((file) => `prometheus: ${file} is not mounted`),
  ];
}

/** Grafana finds each dashboard in its folder, and in each the source of its numbers. */
function boardFaults({ compose: { services }, sources, boards, dashboards }: Parts): string[] {
  const folders = boards.providers.map(({ options }) => options.path);
  const known = new Set(sources.datasources.map(({ uid }) => uid));
  return dashboards.flatMap(({ path, text }) => [
    ...(folders.some((folder) => mountsOf(services, 'grafana').includes(`${path}:${folder}/${path.split('/').pop()}:ro`))
      ? []
      : [`grafana: ${path} is in no folder that it reads`]),
    ...[...text.matchAll(/"datasource":\s*\{[^}]*"uid":\s*"([^"]+)"/g)]
      .filter(([, uid = '']) => !known.has(uid))
      .map(([, uid]) => `${path} asks the source ${uid}, which is not there`),
  ]);
}
