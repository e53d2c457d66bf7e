/** The order in which an import numbers comments and an export lists them. */

interface Placed {
  readonly id: string;
  readonly parent: string | null;
  readonly createdAt: number;
}

/**
 * By `createdAt`, ties as they came, and every parent before its children even where their times say otherwise. Ordering what is
 * in this order already changes nothing: so an export of an import is the same file again.
 */
export function threadOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const placed = new Set<string>();
  const ordered: Item[] = [];
  for (const item of [...items].sort((a, b) => a.createdAt - b.createdAt)) {
    const path: Item[] = [];
    let at: Item | undefined = item;
    while (at && !placed.has(at.id)) {
      placed.add(at.id);
      path.push(at);
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
    ordered.push(...path.reverse());
  }
  return ordered;
}
