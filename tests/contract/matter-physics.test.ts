import { MatterPhysics } from '../../src/lib/engine/matter/physics.ts';
import { bodyContract } from './physics-bodies.ts';
import { jointContract } from './physics-joints.ts';
import { queryContract } from './physics-queries.ts';
import { savingContract } from './physics-saving.ts';
import { passContract } from './physics-passes.ts';
import { physicsContract } from './physics.ts';

for (const contract of [
  physicsContract,
  bodyContract,
  jointContract,
  queryContract,
  savingContract,
  passContract,
])
  contract('matter-js', () => new MatterPhysics());
