/** Makes the bytes of an event once, for all its recipients. */
import type { EncodedEvent, EventEncoder } from '@parley/engine';
import * as ws from 'ws';

/** One Engine.IO packet, ready for any transport; WebSockets take `options.wsPreEncodedFrame` as it is. */
interface SharedPacket {
  readonly type: 'message';
  readonly data: string;
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame?: readonly Buffer[] };
}

/** What this gateway puts into `EncodedEvent.encoded`: one list, shared by all writes. */
export type SharedPackets = readonly [SharedPacket];

interface FrameMaker {
  frame(data: Buffer, options: { readOnly: boolean; mask: boolean; rsv1: boolean; opcode: number; fin: boolean }): Buffer[];
}

/** `Sender` is not in ws' types. Where a later version lacks it, transports frame for themselves. */
const sender = (ws as unknown as { Sender?: Partial<FrameMaker> }).Sender;
const TEXT_OPCODE = 1;

/**
 * One unmasked text frame as ws itself would write it, header and payload in one buffer so that a socket takes it in one write.
 * The same shortcut that Socket.IO's own broadcast takes (`socket.io-adapter`, in-memory-adapter).
 */
function frameOf(text: string): readonly Buffer[] | undefined {
  if (typeof sender?.frame !== 'function') return undefined;
  const data = Buffer.from(text);
  return [Buffer.concat(sender.frame(data, { readOnly: false, mask: false, rsv1: false, opcode: TEXT_OPCODE, fin: true }))];
}

/** The Socket.IO packet of an event in the default namespace: `2` is EVENT (socket.io-protocol, revision 5). */
export const packetText = (name: string, payload: unknown): string => `2${JSON.stringify([name, payload])}`;

/** For the default namespace of Socket.IO, uncompressed. */
export const eventEncoder: EventEncoder = {
  encode(name, payload): EncodedEvent {
    const data = packetText(name, payload);
    // `4` is Engine.IO's "message".
    const frame = frameOf(`4${data}`);
    const packet: SharedPacket = {
      type: 'message',
      data,
      options: frame ? { compress: false, wsPreEncodedFrame: frame } : { compress: false },
    };
    const encoded: SharedPackets = [packet];
    return { characters: data.length, encoded };
  },
};
