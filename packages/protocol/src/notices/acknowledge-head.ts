import * as z from 'zod/mini';
import { epoch, rev } from '../ids.ts';

/** Says up to where a client has everything. Its lag shows what no queue of the server shows: bytes that wait inside the network. */
export const acknowledgeHead = z.strictObject({ epoch, rev });
export type AcknowledgeHead = z.infer<typeof acknowledgeHead>;
