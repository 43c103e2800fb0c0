import { MatterPhysics } from '../../src/lib/engine/matter/physics.ts';
import { physicsContract } from './physics.ts';

physicsContract('matter-js', () => new MatterPhysics());
