/** What Prometheus and Grafana are given names only numbers that there are. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prometheusExporter } from './prometheus.ts';

const read = (file: string): string => readFileSync(new URL(`../../../../infra/dashboards/${file}`, import.meta.url), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const alerts = (parse(read('alerts.yml')) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules);

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
const dashboard = JSON.parse(read('parley.json')) as { uid: string; panels: Panel[] };
const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Names with their kinds, as the exporter itself tells them. */
async function exportedKinds(): Promise<ReadonlyMap<string, string>> {
  const { body } = await prometheusExporter().text();
  return new Map([...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind]));
}
/** Names of numbers in a question; the series of a histogram by the name of the whole. */
const namesIn = (expr: string): string[] => expr.match(/\b(?:parley|nodejs|process)_\w+/g) ?? [];
function isThere(name: string, kinds: ReadonlyMap<string, string>): boolean {
  const whole = name.replace(/_(bucket|sum|count)$/, '');
  return kinds.has(name) ? kinds.get(name) !== 'histogram' : kinds.get(whole) === 'histogram';
}

describe('alerts and dashboard', () => {
  it('OPS-4 every number that they name is exported, the parts of a histogram by its parts', async () => {
    const kinds = await exportedKinds();
    const named = [...alerts.map(({ expr }) => expr), ...asked].flatMap(namesIn);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !isThere(name, kinds))).toEqual([]);
    for (const wrong of ['parley_commits', 'parley_commit_seconds', 'parley_commits_total_bucket', 'parley_nothing_total'])
      expect(isThere(wrong, kinds)).toBe(false);
  });

  it('OPS-4 every number of ours is on the dashboard', async () => {
    const shown = new Set(asked.flatMap(namesIn).map((name) => name.replace(/_bucket$/, '')));
    const ours = [...(await exportedKinds()).keys()].filter((name) => name.startsWith('parley_'));
    expect(ours.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('OPS-4 every alert says how grave it is, what is wrong, and where it is explained', () => {
    expect(alerts.map(({ alert }) => alert).sort()).toEqual([
      'ParleyBusLagging',
      'ParleyCommitsSlow',
      'ParleyLoopBlocked',
      'ParleyManySlowSessions',
      'ParleyMemoryPerSocketHigh',
      'ParleyNotReady',
      'ParleyStoreErrors',
      'ParleyTooFewInstances',
      'ParleyViewersStale',
    ]);
    for (const { alert, labels, annotations } of alerts) {
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary).toContain('$labels.instance');
      expect(annotations.runbook).toBe(`apps/site/docs/operations.md#${alert.toLowerCase()}`);
    }
  });

  it('OPS-4 the runbook has a section for each alert and for no other, which says what to do first', () => {
    const runbook = readFileSync(new URL('../../../site/docs/operations.md', import.meta.url), 'utf8');
    const sections = runbook.split(/^#{2,3} /m).filter((section) => section.startsWith('Parley'));
    expect(sections.map((section) => section.split('\n')[0])).toHaveLength(alerts.length);
    for (const { alert } of alerts) {
      const [section] = sections.filter((text) => text.startsWith(`${alert}\n`));
      expect(section).toContain('\n1. ');
    }
  });

  it('OPS-4 panels have titles, ids of their own and the data source that Grafana is given', () => {
    const panels = dashboard.panels.filter(({ type }) => type !== 'row');
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { title, targets } of panels) expect([title.length > 0, (targets ?? []).length > 0]).toEqual([true, true]);
    const { datasources } = parse(read('grafana/provisioning/datasources/prometheus.yml')) as { datasources: { uid: string }[] };
    const used = new Set([...read('parley.json').matchAll(/"type": "prometheus",\s*"uid": "(\w+)"/g)].map(([, uid]) => uid));
    expect([...used]).toEqual(datasources.map(({ uid }) => uid));
  });
});
