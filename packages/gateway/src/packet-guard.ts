/** Cuts a line that sends more packets than any client of ours could mean, whatever is in them. */
import type { Clock } from '@parley/engine';
import type { Socket } from 'socket.io';

type EngineSocket = Socket['conn'];
interface TransportInside {
  readonly socket?: { on(event: 'ping', run: () => void): void; terminate(): void } | undefined;
}

/** Packets of any kind (messages, pongs, WebSocket pings) in one second. A client of ours sends at most 32 commands at a time. */
export const PACKETS_PER_SECOND_MAX = 1_000;
const SECOND_MS = 1_000;

/** Counts in windows of a second; calls `onFlood` once, then drops the line without a word: it would not be read. */
export function guardPackets(line: EngineSocket, clock: Clock, onFlood: () => void): void {
  let windowEnd = 0;
  let packets = 0;
  const count = () => {
    const now = clock.steady();
    if (now >= windowEnd) {
      windowEnd = now + SECOND_MS;
      packets = 0;
    }
    packets += 1;
    if (packets === PACKETS_PER_SECOND_MAX + 1) {
      onFlood();
      const peer = (line.transport as unknown as TransportInside).socket;
      if (peer) peer.terminate();
      else line.close(true);
    }
  };
  // ws answers pings by itself; Engine.IO never sees them.
  const watchPings = () => (line.transport as unknown as TransportInside).socket?.on('ping', count);
  line.on('packet', count);
  if (line.transport.name === 'websocket') watchPings();
  else line.once('upgrade', watchPings);
}
