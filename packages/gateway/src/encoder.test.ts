import { describe, expect, it } from 'vitest';
import { eventEncoder, type SharedPackets } from './encoder.ts';

describe('shared bytes', () => {
  it('FAN-6 are one Socket.IO packet and the WebSocket frame that carries it', () => {
    const payload = { watching: 3, note: 'é😀' };
    const event = eventEncoder.encode('presence-changed', payload);
    const [packet] = event.encoded as SharedPackets;
    expect(event.characters).toBe(packet.data.length);

    expect(packet.data).toBe(`2${JSON.stringify(['presence-changed', payload])}`);

    const frame = Buffer.concat(packet.options.wsPreEncodedFrame ?? []);
    const text = Buffer.from(`4${packet.data}`);
    // RFC 6455, 5.2: final text frame, no mask, length in seven bits.
    expect([...frame.subarray(0, 2)]).toEqual([0x81, text.length]);
    expect(frame.subarray(2)).toEqual(text);
  });
});
