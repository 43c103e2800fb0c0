/** See build-player.mjs. */
export function buildPlayer(file: string): Promise<number>;
