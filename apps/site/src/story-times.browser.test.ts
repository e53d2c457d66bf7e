import { html, render } from 'lit';
import { expect, it } from 'vitest';
import { showStoryTimes } from './story-times.ts';

it("HTTP-3 times below stories become the reader's own, other times stay", () => {
  const page = document.createElement('main');
  render(
    html`<i data-last>latest <time datetime="2026-11-22T08:00:00.000Z">exact</time></i><i data-last><time datetime="x">odd</time></i
      ><time datetime="2026-11-22T08:00:00.000Z">other</time>`,
    page,
  );
  showStoryTimes(page, Date.parse('2026-11-22T09:30:00Z'));
  expect([...page.querySelectorAll('time')].map((time) => time.textContent)).toEqual(['1 hour ago', 'odd', 'other']);
  expect(page.querySelector('time')?.title).toContain('2026');
});
