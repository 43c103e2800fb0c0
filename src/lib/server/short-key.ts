/** An address as logs have it: enough to tell projects apart, too little to come in by. */
export const shortKey = (address: string): string => `${address.slice(0, 4)}…`;
