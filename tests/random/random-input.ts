import type { InputSnapshot } from '../../src/lib/runtime/protocol.ts';
import { Dice } from './dice.ts';

const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Space', 'KeyX', 'KeyA', 'KeyR'];

/** What a player does in so many ticks: holds keys for a while, moves and presses the pointer, turns sticks. */
export function randomInputs(seed: number, ticks: number): InputSnapshot[] {
  const dice = new Dice(seed);
  const inputs: InputSnapshot[] = [];
  while (inputs.length < ticks) {
    const held = keys.filter(() => dice.chance(0.25));
    const buttons = dice.chance(0.3) ? [dice.whole(0, 2)] : [];
    const pad = dice.chance(0.1)
      ? { buttons: [dice.whole(0, 1)], axes: [dice.between(-1, 1), dice.between(-1, 1)] }
      : null;
    for (let i = dice.whole(1, 25); i > 0 && inputs.length < ticks; i--)
      inputs.push({
        keys: held,
        buttons,
        pointer: dice.chance(0.8) ? [dice.whole(0, 960), dice.whole(0, 540)] : null,
        ...(dice.chance(0.05) ? { wheel: dice.whole(-40, 40) } : {}),
        ...(dice.chance(0.05) ? { touches: [{ id: 1, x: dice.whole(0, 960), y: dice.whole(0, 540) }] } : {}),
        ...(pad ? { gamepads: [pad] } : {}),
      });
  }
  return inputs;
}
