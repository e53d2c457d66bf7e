/** Faults of one comment by itself: its texts, its author, its times. */
import { bodyFault, isStorable, type Millis, nameFault } from '@parley/protocol';
import { type ThreadComment, threadTime } from '@parley/protocol/thread-file';
import type { Report } from './faults.ts';
import { TEXT_FAULTS } from './text-faults.ts';

function checkTexts(comment: ThreadComment, report: Report): void {
  const gone = comment.deleted === true || comment.removed === true;
  if (comment.deleted && comment.removed) report('removed', 'is both deleted and removed');
  if (gone) {
    if (comment.body !== '') report('body', 'must be empty where the comment is deleted or removed');
  } else {
    const fault = bodyFault(comment.body);
    if (fault) report('body', TEXT_FAULTS[fault]);
  }
  comment.revisions?.forEach(({ body }, i) => {
    const fault = body === null ? undefined : bodyFault(body);
    if (fault) report(`revisions.${i}.body`, TEXT_FAULTS[fault]);
    if (gone && body !== null) report(`revisions.${i}.body`, 'must be null where the comment is deleted or removed');
  });
}

function checkAuthor({ author }: ThreadComment, report: Report): void {
  const fault = typeof author?.name === 'string' ? nameFault(author.name) : undefined;
  if (fault) report('author.name', TEXT_FAULTS[fault]);
  if (!isStorable(author?.id ?? '')) report('author.id', TEXT_FAULTS['text-not-allowed']);
}

/** Milliseconds of a time, or undefined after reporting why it is none that can be kept. */
function readTime(iso: string, place: string, latest: Millis, report: Report): Millis | undefined {
  const time = threadTime(iso);
  if (Number.isNaN(time)) report(place, 'is not a time');
  else if (time < 0) report(place, 'is before 1970');
  else if (time > latest) report(place, 'is in the future');
  else return time;
  return undefined;
}

function checkTimes(comment: ThreadComment, latest: Millis, report: Report): void {
  const createdAt = readTime(comment.createdAt, 'createdAt', latest, report);
  let before = createdAt;
  comment.revisions?.forEach(({ writtenAt, replacedAt }, i) => {
    const place = `revisions.${i}`;
    const replaced = readTime(replacedAt, `${place}.replacedAt`, latest, report);
    const written = writtenAt ? readTime(writtenAt, `${place}.writtenAt`, latest, report) : undefined;
    if (replaced !== undefined && before !== undefined && replaced < before) {
      report(`${place}.replacedAt`, 'is before the text that stood there');
    }
    if (replaced !== undefined && written !== undefined && written > replaced) {
      report(`${place}.writtenAt`, 'is after it was replaced');
    }
    before = replaced ?? before;
  });
  if (!comment.editedAt) return;
  const editedAt = readTime(comment.editedAt, 'editedAt', latest, report);
  if (editedAt !== undefined && before !== undefined && editedAt < before) {
    report('editedAt', 'is before the comment or its last revision');
  }
}

/** `latest`: no time may be after it, since every later comment of the room would have to wait for it. */
export function checkComment(comment: ThreadComment, latest: Millis, report: Report): void {
  if (!isStorable(comment.id)) report('id', TEXT_FAULTS['text-not-allowed']);
  checkTexts(comment, report);
  checkAuthor(comment, report);
  checkTimes(comment, latest, report);
}
