/**
 * The one table of the Lua API. The functions that scripts call, the checks of their arguments, completion and
 * hover in the code editor, the reference pages and the tests of the examples are derived from it; add a
 * function here and nowhere else.
 */
import type { ApiFunction } from './api/define.ts';
import { cameraFunctions } from './api/camera.ts';
import { collisionFunctions } from './api/collisions.ts';
import { drawingFunctions } from './api/drawing.ts';
import { entityFunctions } from './api/entities.ts';
import { gameFunctions } from './api/game.ts';
import { hotFunctions } from './api/hot.ts';
import { inputFunctions } from './api/input.ts';
import { jointFunctions } from './api/joints.ts';
import { mathsFunctions } from './api/maths.ts';
import { pathFunctions } from './api/paths.ts';
import { physicsFunctions } from './api/physics.ts';
import { playerFunctions } from './api/players.ts';
import { queryFunctions } from './api/queries.ts';
import { soundFunctions } from './api/sounds.ts';
import { storageFunctions } from './api/storage.ts';
import { tileFunctions } from './api/tiles.ts';
import { transformFunctions } from './api/transform.ts';
import { tweenFunctions } from './api/tweens.ts';
import { animationFunctions } from './api/animation.ts';
import { visualFunctions } from './api/visual.ts';

export const api: readonly ApiFunction[] = [
  ...hotFunctions,
  ...transformFunctions,
  ...physicsFunctions,
  ...collisionFunctions,
  ...jointFunctions,
  ...entityFunctions,
  ...visualFunctions,
  ...animationFunctions,
  ...tweenFunctions,
  ...queryFunctions,
  ...pathFunctions,
  ...tileFunctions,
  ...inputFunctions,
  ...cameraFunctions,
  ...gameFunctions,
  ...playerFunctions,
  ...soundFunctions,
  ...storageFunctions,
  ...drawingFunctions,
  ...mathsFunctions,
];
