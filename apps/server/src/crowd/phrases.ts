/** What the crowd's texts are put together from. `{thing}` stands for one of the theme's things. */
export interface Theme {
  readonly things: readonly string[];
  readonly remarks: readonly string[];
}

/** By room: what is talked about there. */
export const THEMES: Readonly<Record<string, Theme>> = {
  'night-train': {
    things: [
      'the upper berth',
      'the dining car',
      'the stop in Brenn',
      'the coffee at seven',
      'the sea on the left',
      'carriage 11',
    ],
    remarks: [
      'I would take it again for {thing} alone.',
      'My neighbour talks of nothing but {thing}.',
      'Booked for March, mostly because of {thing}.',
      'Has anyone a photograph of {thing}?',
      'Nobody warned me about {thing}, and I am glad.',
      'We were forty minutes late and nobody minded, thanks to {thing}.',
    ],
  },
  'cup-final-live': {
    things: [
      'the second goal',
      'the bus driver',
      'the substitute goalkeeper',
      'that corner',
      'the last ten minutes',
      'the noise in the gym',
    ],
    remarks: [
      'I have watched {thing} eleven times now.',
      'They will name a street after {thing}.',
      'My father called to talk about {thing}. He never calls.',
      'For me it was decided by {thing}.',
      'Still hoarse from {thing}!',
      'Somebody please explain {thing} to me.',
    ],
  },
  'marginalia-launch': {
    things: [
      'the quiet mode',
      'lost and found',
      'the command line',
      'the margin on the right',
      'search over all margins',
      'the plain files',
    ],
    remarks: [
      'Moved four years of notes over, and {thing} simply worked.',
      'Is {thing} documented somewhere?',
      '`marginalia --help` does not mention {thing} yet.',
      'What sold it to me was {thing}.',
      'Small wish: a shortcut for {thing}.',
      'I keep showing people {thing}.',
    ],
  },
};

export const GENERAL: Theme = {
  things: ['the second paragraph', 'the last line', 'the part in the middle', 'the beginning'],
  remarks: [
    'I keep coming back to {thing}.',
    'Not sure that I agree with {thing}.',
    'Reading {thing} aloud to everyone here.',
    'There is a whole book in {thing}.',
  ],
};

export const OPENERS = ['', '', '', 'Good morning.', 'Late to this, but:', 'Well.', 'Honestly:', 'First time here.'] as const;
export const CLOSERS = ['', '', '', '', 'Anyone else?', 'That is all.', '🙂', 'More tomorrow.', '*Really.*'] as const;
export const REPLIES = [
  'Exactly this.',
  'I had not seen it that way. Thank you.',
  'Are you sure? I remember it differently.',
  'Ha!',
  'Could you say more about that?',
  'That made my evening.',
  'Half agreed: the first half.',
  'I asked around, and **everybody** says the same.',
  'You should write that up somewhere.',
  'No, but I see why one would think so.',
] as const;
export const AFTERTHOUGHTS = [
  'Edit: a word.',
  'Edit: I was told that I am wrong. I may be.',
  'PS: and yet.',
  'PS: thanks for all the replies.',
] as const;

/** Some write without a name. */
export const NAMES = [
  'Alma',
  'Bertil',
  'Chidi',
  null,
  'Dunja',
  'Emre',
  'Fumiko',
  null,
  'Goran',
  'Hedda',
  'Ilir',
  'Joana',
] as const;
