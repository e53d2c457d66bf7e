/** A start, or a command of the owner, that cannot go on: said in one line that names what to change. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}

/** The `code` of a system error, or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
