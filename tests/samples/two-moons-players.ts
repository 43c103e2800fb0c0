/** Two players of Two Moons: which keys each holds down, from what they see on the screen. */

/** The middle of an entity in scene pixels. */
export interface Seen {
  x: number;
  y: number;
}

export interface View {
  tick: number;
  blue: Seen;
  rose: Seen;
  crate: Seen;
  elevator: Seen;
  bridge: Seen;
  lift: Seen;
}

/** Keys of both for the next moment on the way to the flag: blue holds what must be held, rose goes first. */
export function keysOfBoth(view: View): { blue: string[]; rose: string[] } {
  const { tick, blue, rose, crate, elevator, bridge, lift } = view;
  const [left, right, jump] = ['ArrowLeft', 'ArrowRight', 'Space'];
  const to = (me: Seen, x: number): string[] => (Math.abs(me.x - x) < 5 ? [] : [me.x < x ? right : left]);
  /** The way to the right with all its jumps, for who does not have to wait. */
  const onwards = (me: Seen): string[] => {
    const taps: readonly (readonly [from: number, to: number])[] = [
      [300, 315],
      [2728, 2745],
      [2888, 2905],
      [3056, 3270],
      [3296, 3400],
    ];
    const climbs = me.x > 520 && me.x < 660 && me.y > 310 && tick % 24 < 16;
    return taps.some(([a, b]) => me.x > a && me.x < b) || climbs ? [right, jump] : [right];
  };
  const crateThere = crate.x > 610;
  const bridgeOut = bridge.x < 1988;
  const liftUp = lift.y < 242;
  const together = blue.x > 2400 && rose.x > 2400;

  const up = rose.x > 1640 && rose.y < 262;
  const aboard = rose.x > 1640 && rose.x < 1688 && elevator.y < 466;

  const blueKeys = (): string[] => {
    if (!crateThere) return onwards(blue).filter((key) => key !== jump || blue.x < 400);
    if (blue.x < 1040 && rose.x < 1150) return blue.x < 780 ? onwards(blue) : to(blue, 848);
    if (!bridgeOut && blue.x > 1440) return to(blue, aboard || up ? 1552 : 1490);
    if (blue.x < 1620 && elevator.y < 462) return to(blue, 1600);
    if (blue.x < 2520 && !(together && liftUp)) return to(blue, 2436);
    return blue.x < 3440 ? onwards(blue) : to(blue, 3450);
  };
  const roseKeys = (): string[] => {
    if (!crateThere) return rose.x < 400 ? onwards(rose) : [];
    if (blue.x < 1040) return rose.x < 780 ? onwards(rose) : to(rose, 1168);
    if (!bridgeOut) return up && elevator.y < 273 ? to(rose, 1776) : to(rose, rose.y < 262 ? rose.x : 1664);
    if (rose.x < 2520 && !(together && liftUp)) return to(rose, 2486);
    return rose.x < 3440 ? onwards(rose) : to(rose, 3470);
  };
  return { blue: blueKeys(), rose: roseKeys() };
}
