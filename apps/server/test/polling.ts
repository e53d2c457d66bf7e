/** One request of Socket.IO's polling transport at a time, by hand: from any address of the loopback, with or without the cookie. */
import { request } from 'node:http';

export interface Poll {
  /** Address of this machine that it comes from. */
  readonly from: string;
  readonly cookie?: string | undefined;
  /** Session that it belongs to; none opens one. */
  readonly sid?: string;
}

export interface Polled {
  readonly status: number;
  /** Name and value of the cookie that came, to be sent back. */
  readonly cookie: string | undefined;
  readonly body: string;
}

/** Asks once. A session's first question is answered at once: the server has nothing to say yet but that it took the namespace. */
export function poll(url: string, { from, cookie, sid }: Poll, body?: string): Promise<Polled> {
  const target = new URL(`/socket.io/?EIO=4&transport=polling${sid ? `&sid=${sid}` : ''}`, url);
  return new Promise((resolve, reject) => {
    const options = {
      localAddress: from,
      agent: false,
      method: body === undefined ? 'GET' : 'POST',
      headers: cookie ? { cookie } : {},
    };
    const asking = request(target, options, async (answer) => {
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      const given = answer.headers['set-cookie']?.[0]?.split(';')[0];
      resolve({ status: answer.statusCode ?? 0, cookie: given, body: text });
    });
    asking.once('error', reject);
    asking.end(body);
  });
}

/** Opens a session; its id and the cookie of the instance that holds it. */
export async function openSession(url: string, from: string): Promise<{ sid: string; cookie: string }> {
  const { status, cookie, body } = await poll(url, { from });
  if (status !== 200 || !cookie) throw new Error(`A polling session was answered with ${status}, cookie ${cookie}: ${body}`);
  return { sid: (JSON.parse(body.slice(1)) as { sid: string }).sid, cookie };
}
