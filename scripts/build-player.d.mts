/** See build-player.mjs. */
export function buildPlayer(file: string): Promise<number>;

/** Writes the player of games that several play together to a file. */
export function buildTogether(file: string): Promise<void>;
