import { MatterPhysics } from '../../src/lib/engine/matter/physics.ts';
import { bodyContract } from './physics-bodies.ts';
import { jointContract } from './physics-joints.ts';
import { queryContract } from './physics-queries.ts';
import { savingContract } from './physics-saving.ts';
import { physicsContract } from './physics.ts';

for (const contract of [physicsContract, bodyContract, jointContract, queryContract, savingContract])
  contract('matter-js', () => new MatterPhysics());
