/** What every peer does beside its own work: listens on this machine and says where. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PeerOrder } from './order.ts';

export function serve(http: Server): void {
  http.listen(0, '127.0.0.1', () => process.send?.({ kind: 'ready', port: (http.address() as AddressInfo).port }));
}

/** Other messages of the bench are for `programs/measured.ts`. */
export const isOrder = (message: unknown): message is PeerOrder => (message as PeerOrder).kind === 'broadcast';
