/**
 * One tick of a game with a pile of boxes, half of which a script pushes about, against bare matter-js with the same boxes. The
 * boxes may rest, as in any game; the scripts keep many of them awake.
 */
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { median, takeTurns } from './compare.ts';
import { barePile } from './pile.ts';
import { pileGame } from './pile-game.ts';
import type { BenchRow } from './rows.ts';

const WARM_UP = 120;
const TICKS = 600;

const script = `local b = {}
function b.on_update(e, dt)
  if e.x < -300 then e.vx = e.vx + 60 * dt elseif e.x > 300 then e.vx = e.vx - 60 * dt end
  if ams.get_time() < 0 then e.vy = e.vy - 1 end
end
return b`;

function row(name: string, bodies: number, scripts: number): BenchRow[] {
  const simulation = new Simulation({ project: pileGame(bodies, scripts, script), scene: 's' });
  let buffer: ArrayBuffer | undefined;
  const tick = () => {
    const error = simulation.tick();
    if (error) throw new Error(error.message);
    buffer = simulation.frame(buffer).draws;
  };
  const [ours, theirs] = takeTurns(tick, barePile(bodies), WARM_UP, TICKS);
  const baseline = `matter-js with the same ${bodies} bodies, no scripts`;
  const at99 = (times: readonly number[]) => times[Math.floor(times.length * 0.99)]!;
  return [
    { name, value: median(ours), unit: 'ms', ratio: median(ours) / median(theirs), baseline },
    { name: `${name}-p99`, value: at99(ours), unit: 'ms', ratio: at99(ours) / at99(theirs), baseline },
  ];
}

export default async function bench(): Promise<BenchRow[]> {
  return [...row('tick', 200, 100), ...row('tick-300', 300, 150)];
}
