/** Faults of a file's room: its title, article and links. */
import { isStorable, titleFault } from '@parley/protocol';
import type { ThreadFile, ThreadLink } from '@parley/protocol/thread-file';
import type { Report } from './faults.ts';
import { TEXT_FAULTS } from './text-faults.ts';

function isWebAddress(href: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}

function checkLink(link: ThreadLink, place: string, report: Report): void {
  for (const field of ['label', 'text', 'source'] as const) {
    if (!isStorable(link[field] ?? '')) report(`${place}.${field}`, TEXT_FAULTS['text-not-allowed']);
  }
  if (link.href !== undefined && !isWebAddress(link.href)) report(`${place}.href`, 'is not an http or https address');
}

export function checkRoom(room: ThreadFile['room'], report: Report): void {
  const inTitle = titleFault(room.title);
  if (inTitle) report('room.title', TEXT_FAULTS[inTitle]);
  room.article?.forEach((paragraph, i) => {
    if (!isStorable(paragraph)) report(`room.article.${i}`, TEXT_FAULTS['text-not-allowed']);
  });
  room.links?.forEach((link, i) => {
    checkLink(link, `room.links.${i}`, report);
  });
}
