/** Who must have told what they hold, and the shape that it must have: what nobody looks at cannot be wrong. */
import type { PageWindow } from '@parley/protocol';
import type { Expected, LineOf } from '../history/lines.ts';
import type { Facts } from './facts.ts';

/** In words, who or what is missing. */
export function* missingIn({ lines, views, instances }: Facts) {
  const audience = lines.find((line) => line.kind === 'audience');
  if (!audience || audience.viewers.length === 0) {
    yield 'nobody watched';
    return;
  }
  for (const name of audience.instances)
    if (!instances.some(({ from }) => from === name)) yield `${name} did not say what it holds`;
  for (const expected of audience.viewers) {
    const view = views.find(({ who }) => who === expected.who);
    if (!view) yield `${expected.who} did not say what it holds`;
    else yield* shapeOf(view, expected);
  }
}

function* shapeOf({ who, windows }: LineOf<'view'>, { order, holds, about }: Expected) {
  const top = windows.find(({ parent }) => parent === null);
  if (!top || (order !== null && top.order !== order)) {
    yield `${who} holds no list of the room by ${order ?? 'any order'}`;
    return;
  }
  if (holds === 'beginning' && top.first !== null) yield `${who} does not hold the beginning of the room`;
  if (holds === 'middle' && top.first === null) yield `${who} holds the beginning of the room and should be in its middle`;
  const branch = windows.find(({ parent }) => parent !== null && parent === about);
  if (holds === 'collapsed' && branch && isWhole(branch)) yield `${who} holds all below ${about}, which should be collapsed`;
  if (holds === 'opened' && !(branch && isWhole(branch))) yield `${who} does not hold all below ${about}, which should be opened`;
}

const isWhole = ({ first, last }: PageWindow) => first === null && last === null;
