/** What changes of bodies from call to call, as plain numbers. Corners, axes and bounds follow from the pose. */
import { packNumbers, unpackNumbers, type PackedNumbers } from '../../base/packed-numbers.ts';
import type { Rigid } from './rigid.ts';

/** Numbers kept of one body. */
const STRIDE = 20;
const GROUNDED = 1;
const MOVED = 2;
const ASLEEP = 4;

export interface SavedRigids {
  readonly rigids: readonly Rigid[];
  readonly numbers: PackedNumbers;
  /** Who stands on which kinematic body. */
  readonly rides: readonly (readonly [rider: Rigid, carrier: Rigid])[];
}

/** Numbers on their way into a saved state and back; grows to the largest one. */
let numbers = new Float64Array(0);

function makeRoom(rigids: number): void {
  if (numbers.length < rigids * STRIDE) numbers = new Float64Array(2 * rigids * STRIDE);
}

/** Copies the state of bodies. */
export function saveRigids(rigids: readonly Rigid[]): SavedRigids {
  makeRoom(rigids.length);
  const rides: [Rigid, Rigid][] = [];
  let at = 0;
  for (const rigid of rigids) {
    const { body, drive, force } = rigid;
    const { position, positionPrev, velocity, positionImpulse } = body;
    numbers[at] = position.x;
    numbers[at + 1] = position.y;
    numbers[at + 2] = body.angle;
    numbers[at + 3] = positionPrev.x;
    numbers[at + 4] = positionPrev.y;
    numbers[at + 5] = body.anglePrev;
    numbers[at + 6] = velocity.x;
    numbers[at + 7] = velocity.y;
    numbers[at + 8] = body.angularVelocity;
    numbers[at + 9] = positionImpulse.x;
    numbers[at + 10] = positionImpulse.y;
    numbers[at + 11] = drive.x;
    numbers[at + 12] = drive.y;
    numbers[at + 13] = drive.turn;
    numbers[at + 14] = force.x;
    numbers[at + 15] = force.y;
    numbers[at + 16] = rigid.torque;
    numbers[at + 17] = rigid.still;
    numbers[at + 18] = rigid.joints;
    numbers[at + 19] =
      (rigid.grounded ? GROUNDED : 0) + (rigid.moved ? MOVED : 0) + (rigid.asleep ? ASLEEP : 0);
    if (rigid.ride) rides.push([rigid, rigid.ride]);
    at += STRIDE;
  }
  return { rigids, numbers: packNumbers(numbers, at), rides };
}

/** Puts the state back into the same bodies. */
export function restoreRigids({ rigids, numbers: packed, rides }: SavedRigids): void {
  makeRoom(rigids.length);
  unpackNumbers(packed, numbers);
  let at = 0;
  for (const rigid of rigids) {
    const { body, drive, force } = rigid;
    const { position, positionPrev, velocity, positionImpulse } = body;
    const x = numbers[at]!;
    const y = numbers[at + 1]!;
    const angle = numbers[at + 2]!;
    const elsewhere = position.x !== x || position.y !== y || body.angle !== angle;
    position.x = x;
    position.y = y;
    body.angle = angle;
    positionPrev.x = numbers[at + 3]!;
    positionPrev.y = numbers[at + 4]!;
    body.anglePrev = numbers[at + 5]!;
    velocity.x = numbers[at + 6]!;
    velocity.y = numbers[at + 7]!;
    body.angularVelocity = numbers[at + 8]!;
    positionImpulse.x = numbers[at + 9]!;
    positionImpulse.y = numbers[at + 10]!;
    drive.x = numbers[at + 11]!;
    drive.y = numbers[at + 12]!;
    drive.turn = numbers[at + 13]!;
    force.x = numbers[at + 14]!;
    force.y = numbers[at + 15]!;
    rigid.torque = numbers[at + 16]!;
    rigid.still = numbers[at + 17]! | 0;
    rigid.joints = numbers[at + 18]! | 0;
    const flags = numbers[at + 19]!;
    rigid.grounded = (flags & GROUNDED) !== 0;
    rigid.moved = (flags & MOVED) !== 0;
    rigid.asleep = (flags & ASLEEP) !== 0;
    body.isSleeping = rigid.asleep;
    rigid.ride = null;
    if (elsewhere) rigid.place();
    at += STRIDE;
  }
  for (const [rider, carrier] of rides) rider.ride = carrier;
}
