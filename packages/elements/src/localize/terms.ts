import type { Order, RefusalClass, RefusalCode } from '@parley/protocol';

/** Every visible word. A missing key does not compile; plurals are functions, since languages count differently. */
export interface Terms {
  /** BCP 47 tag, for dates and relative times. */
  readonly lang: string;

  readonly discussion: string;
  readonly comments: (count: number) => string;
  readonly watching: (count: number) => string;
  readonly sortBy: string;
  readonly orders: Readonly<Record<Order, string>>;

  readonly live: string;
  readonly reconnecting: string;
  readonly offline: string;

  readonly writeComment: string;
  readonly writeReply: string;
  readonly editComment: string;
  readonly yourName: string;
  readonly postComment: string;
  readonly postReply: string;
  readonly save: string;
  readonly cancel: string;
  readonly preview: string;
  readonly nothingToPreview: string;
  readonly writeAnother: string;
  readonly writingAs: (name: string) => string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersTooMany: (count: number) => string;
  readonly currentText: string;
  readonly replyStranded: string;
  readonly postAsNew: string;

  readonly anonymous: string;
  readonly you: string;
  readonly reply: string;
  readonly replyTo: (name: string) => string;
  readonly edit: string;
  readonly delete: string;
  readonly votes: string;
  readonly voteUp: string;
  readonly voteDown: string;
  readonly justNow: string;
  readonly edited: string;
  readonly deletedByAuthor: string;
  readonly removedByModerator: string;
  readonly deleted: string;
  readonly undo: string;

  readonly sending: string;
  readonly waiting: string;
  /** The server is there and cannot take what was sent: said before when it is tried again. */
  readonly serverTrouble: string;
  readonly waitingSeconds: (seconds: number) => string;
  readonly oldText: (when: string) => string;
  readonly sendNow: string;
  readonly retry: string;
  readonly discard: string;

  readonly earlierTexts: string;
  readonly textNotKept: string;
  readonly writtenUntil: (written: string | undefined, replaced: string) => string;
  readonly repliesBelow: (count: number) => string;
  readonly close: string;

  readonly showMore: string;
  readonly showEarlier: string;
  readonly showEarlierReplies: string;
  readonly showReplies: (count: number) => string;
  readonly showNew: (count: number) => string;
  readonly showNewOrder: string;
  readonly yourNewComments: string;

  readonly loading: string;
  readonly fromTheBeginning: string;
  readonly needsScript: string;
  readonly emptyTitle: string;
  readonly emptyInvite: string;
  readonly closed: string;
  readonly offlineAdvice: string;
  readonly commentNotHere: string;
  readonly tryAgain: string;
  readonly reload: string;

  readonly myData: string;
  readonly myDataNote: string;
  readonly deleteMine: string;
  readonly deleteMineQuestion: string;
  readonly deleteMineYes: string;
  readonly forgetMe: string;
  readonly forgetMeQuestion: string;
  readonly forgetMeYes: string;
  readonly mineDeleted: string;
  readonly forgotten: string;

  /** Spoken by screen readers, in summary. */
  readonly announceNew: (count: number) => string;
  readonly announcePosted: string;
  readonly announceSaved: string;

  readonly refusals: Readonly<Record<RefusalCode, string>>;
  /** For a refusal whose code this version does not know. */
  readonly refusalClasses: Readonly<Record<RefusalClass, string>>;
}
