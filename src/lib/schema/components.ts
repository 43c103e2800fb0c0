/**
 * The one table of components. Validation, defaults, the inspector, the project files, the shared
 * document and the reference pages are derived from it; add a field here and nowhere else. It is long because it is one
 * table: taken apart, it would be harder to read from top to bottom.
 */
import type { FieldSpec, ValueOf } from './fields.ts';

export interface ComponentSpec {
  doc: string;
  /** An entity may carry several; their keys are `Type:name`. */
  many?: boolean;
  /** Every entity has it and it cannot be removed. */
  required?: boolean;
  fields: Readonly<Record<string, FieldSpec>>;
}

export const components = {
  Transform: {
    doc: 'Where the entity is and how large it is.',
    required: true,
    fields: {
      position: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        doc: 'The anchor, measured from the parent (or the scene).',
      },
      rotation: { type: 'number', default: 0, unit: '°', step: 1, doc: 'Clockwise, 0 points right.' },
      size: {
        type: 'vec2',
        default: [32, 32],
        unit: 'px',
        min: 0,
        widget: 'size',
        doc: 'Width and height before rotation.',
      },
      anchor: {
        type: 'vec2',
        default: [0.5, 0.5],
        step: 0.05,
        doc: 'The point of the box that position names: 0, 0 is top left; 0.5, 0.5 the centre.',
      },
    },
  },
  Shape: {
    doc: 'A filled outline.',
    fields: {
      kind: {
        type: 'enum',
        default: 'rectangle',
        options: ['rectangle', 'ellipse', 'polygon', 'line'],
        doc: 'The outline inside the box of the entity; a line is open and has no inside.',
      },
      points: {
        type: 'points',
        default: [],
        doc: 'Corners of a polygon or line as fractions of the box, 0, 0 top left to 1, 1 bottom right.',
      },
      fill: { type: 'color', default: '#7c9cff', doc: 'Colour of the inside; #rrggbbaa, empty for none.' },
      stroke: { type: 'color', default: '', doc: 'Colour of the outline, empty for none.' },
      strokeWidth: { type: 'number', default: 2, min: 0, max: 100, unit: 'px', doc: 'Width of the outline.' },
      cornerRadius: {
        type: 'number',
        default: 0,
        min: 0,
        max: 1000,
        unit: 'px',
        doc: 'Roundness of the corners of a rectangle.',
      },
      alpha: {
        type: 'number',
        default: 1,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        label: 'Opacity',
        doc: '0 is invisible, 1 opaque.',
      },
    },
  },
  Sprite: {
    doc: 'An image, or one frame of a sheet.',
    fields: {
      asset: { type: 'asset', kind: 'image', default: '', label: 'Image', doc: 'The image it shows.' },
      frameSize: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        min: 0,
        widget: 'size',
        doc: 'Size of one frame in a sheet; 0, 0 shows the whole image.',
      },
      frameMargin: {
        type: 'number',
        default: 0,
        min: 0,
        unit: 'px',
        label: 'Margin',
        doc: 'Width of the border around all frames of a sheet.',
      },
      frameSpacing: {
        type: 'number',
        default: 0,
        min: 0,
        unit: 'px',
        label: 'Spacing',
        doc: 'Gap between the frames of a sheet.',
      },
      frame: { type: 'integer', default: 0, min: 0, doc: 'Frame shown first, counted row by row from 0.' },
      frames: { type: 'integer', default: 1, min: 1, doc: 'How many frames play in a row from there.' },
      framesPerSecond: {
        type: 'number',
        default: 0,
        min: 0,
        max: 60,
        unit: '/s',
        label: 'Speed',
        doc: 'Frames shown in a second; 0 stands still.',
      },
      animation: {
        type: 'string',
        default: '',
        widget: 'animation',
        doc: 'The animation of the image that it plays, by name; empty shows the frame.',
      },
      animationSpeed: {
        type: 'number',
        default: 1,
        min: 0,
        max: 100,
        step: 0.1,
        unit: '×',
        label: 'Animation speed',
        doc: 'How fast the animation plays: 2 is twice as fast as it was drawn, 0 stands still.',
      },
      fill: {
        type: 'enum',
        default: 'stretch',
        options: ['stretch', 'repeat', 'nine-slice', 'nine-slice-repeat'],
        doc: 'How the image fills the box: stretched, repeated, or with the borders of its nine slices kept.',
      },
      flipX: { type: 'boolean', default: false, doc: 'Mirrored left to right.' },
      flipY: { type: 'boolean', default: false, doc: 'Mirrored top to bottom.' },
      tint: { type: 'color', default: '', doc: 'Colour that the image is multiplied with, empty for none.' },
      alpha: {
        type: 'number',
        default: 1,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        label: 'Opacity',
        doc: '0 is invisible, 1 opaque.',
      },
    },
  },
  Text: {
    doc: 'Written text.',
    fields: {
      text: {
        type: 'text',
        default: 'Text',
        widget: 'multiline',
        doc: 'What is written; a new line starts a line.',
      },
      fontSize: {
        type: 'number',
        default: 24,
        min: 1,
        max: 1000,
        unit: 'px',
        doc: 'Height of a line of text.',
      },
      font: {
        type: 'enum',
        default: 'sans',
        options: ['sans', 'serif', 'mono'],
        doc: 'The kind of typeface.',
      },
      fontFile: {
        type: 'asset',
        kind: 'font',
        default: '',
        label: 'Font file',
        doc: 'A font among the assets that the letters are drawn with; the kind of typeface stands in for what it lacks.',
      },
      bold: { type: 'boolean', default: false, doc: 'Heavy strokes.' },
      color: { type: 'color', default: '#dfe5ee', doc: 'Colour of the letters.' },
      align: {
        type: 'enum',
        default: 'left',
        options: ['left', 'center', 'right'],
        doc: 'Where lines stand in the box.',
      },
      alpha: {
        type: 'number',
        default: 1,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        label: 'Opacity',
        doc: '0 is invisible, 1 opaque.',
      },
    },
  },
  Tilemap: {
    doc: 'A layer of tiles.',
    fields: {
      tileSize: {
        type: 'vec2',
        default: [32, 32],
        unit: 'px',
        min: 1,
        widget: 'size',
        doc: 'Width and height of one cell.',
      },
      grid: {
        type: 'enum',
        default: 'orthogonal',
        options: ['orthogonal', 'isometric', 'staggered', 'hexagonal'],
        doc: 'How cells lie: squares, diamonds along two diagonals, diamonds in staggered rows, or hexagons.',
      },
      staggerAxis: {
        type: 'enum',
        default: 'y',
        options: ['x', 'y'],
        doc: 'Of staggered and hexagonal grids: whether every other column (x) or row (y) is moved.',
      },
      staggerIndex: {
        type: 'enum',
        default: 'odd',
        options: ['odd', 'even'],
        doc: 'Which columns or rows of a staggered or hexagonal grid are moved, counted from 0.',
      },
      hexSide: {
        type: 'number',
        default: 0,
        min: 0,
        unit: 'px',
        label: 'Hexagon edge',
        doc: 'Length of the straight edges of a hexagon.',
      },
      drawOrder: {
        type: 'enum',
        default: 'right-down',
        options: ['right-down', 'right-up', 'left-down', 'left-up'],
        doc: 'Which way tiles follow each other: later ones cover earlier ones where they are larger than a cell.',
      },
      tilesets: { type: 'tilesets', default: [], doc: 'The tilesets its tile numbers refer to.' },
      tiles: { type: 'tiles', default: {}, doc: 'The tile in each cell.' },
      solid: {
        type: 'enum',
        default: 'marked',
        options: ['none', 'marked', 'all'],
        doc: 'Which tiles bodies stand on: none, those marked solid in their tileset, or all.',
      },
      material: {
        type: 'choice',
        from: 'materials',
        none: 'plain',
        default: '',
        doc: 'What solid tiles are made of: how they slide and bounce.',
      },
      collisionLayer: {
        type: 'choice',
        from: 'collisionLayers',
        none: 'the first',
        default: '',
        doc: 'The collision layer that solid tiles are in.',
      },
      alpha: {
        type: 'number',
        default: 1,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        label: 'Opacity',
        doc: '0 is invisible, 1 opaque.',
      },
      tint: { type: 'color', default: '', doc: 'Colour that every tile is multiplied with, empty for none.' },
    },
  },
  Body: {
    doc: 'Takes part in physics.',
    fields: {
      type: {
        type: 'enum',
        default: 'dynamic',
        options: ['static', 'dynamic', 'kinematic'],
        doc: 'Static stays, dynamic falls and is pushed, kinematic moves only by its own velocity.',
      },
      velocity: { type: 'vec2', default: [0, 0], unit: 'px/s', doc: 'Velocity at the start.' },
      fixedRotation: { type: 'boolean', default: false, doc: 'Never turns, as heroes of platformers.' },
      gravityScale: {
        type: 'number',
        default: 1,
        min: -10,
        max: 10,
        step: 0.1,
        doc: 'How strongly gravity pulls it; 0 floats.',
      },
      damping: {
        type: 'number',
        default: 0.01,
        min: 0,
        max: 1,
        step: 0.01,
        doc: 'Part of the velocity that the air takes away in a sixtieth of a second.',
      },
      angularDamping: {
        type: 'number',
        default: 0.01,
        min: 0,
        max: 1,
        step: 0.01,
        label: 'Spin damping',
        doc: 'Part of the spin that the air takes away in a sixtieth of a second.',
      },
      mass: {
        type: 'number',
        default: 0,
        min: 0,
        max: 1e6,
        step: 0.1,
        doc: '1 is a wooden box of 32 x 32 px; 0 weighs its colliders by their density.',
      },
      sleeps: {
        type: 'boolean',
        default: true,
        doc: 'Rests once it has lain still for a second, until something wakes it; this saves time.',
      },
    },
  },
  Collider: {
    doc: 'What others bump into. Without a body it stands still.',
    many: true,
    fields: {
      shape: {
        type: 'enum',
        default: 'auto',
        options: ['auto', 'box', 'circle', 'capsule', 'polygon', 'segment', 'chain'],
        doc: 'Auto follows the shape or image of the entity; a segment is one line, a chain several.',
      },
      offset: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        doc: 'Its centre, measured from the centre of the entity.',
      },
      size: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        min: 0,
        widget: 'size',
        doc: 'Width and height; 0, 0 takes the size of the entity.',
      },
      points: {
        type: 'points',
        default: [],
        doc: 'Corners of a polygon, segment or chain as fractions of the box.',
      },
      sensor: { type: 'boolean', default: false, doc: 'Notices who touches it and stops nobody.' },
      oneWay: {
        type: 'boolean',
        default: false,
        label: 'One way',
        doc: 'Bodies pass upwards through it and land on top.',
      },
      material: {
        type: 'choice',
        from: 'materials',
        none: 'its own values',
        default: '',
        doc: 'What it is made of; takes the place of its friction, bounce and density.',
      },
      friction: {
        type: 'number',
        default: 0.3,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        doc: '0 is ice, 1 rubber.',
      },
      restitution: {
        type: 'number',
        default: 0,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        label: 'Bounce',
        doc: '0 falls dead, 1 bounces back as fast.',
      },
      density: {
        type: 'number',
        default: 1,
        min: 0.001,
        max: 100,
        step: 0.1,
        doc: 'Weight for its size; 1 is wood.',
      },
      collisionLayer: {
        type: 'choice',
        from: 'collisionLayers',
        none: 'the first',
        default: '',
        doc: 'The collision layer it is in.',
      },
      collidesWith: {
        type: 'choices',
        from: 'collisionLayers',
        none: 'all',
        default: [],
        label: 'Collides with',
        doc: 'The collision layers it bumps into or notices; none named means all. Both sides must agree.',
      },
    },
  },
  Joint: {
    doc: 'Ties the body to another one, or to its place in the scene. It begins where both are at the start.',
    many: true,
    fields: {
      type: {
        type: 'enum',
        default: 'revolute',
        options: ['revolute', 'distance', 'spring', 'rope', 'weld'],
        doc: 'Revolute turns about the anchor, distance is a rod, rope only holds back, weld is rigid.',
      },
      to: { type: 'entity', default: '', doc: 'The other body; none ties it to the scene.' },
      anchor: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        doc: 'Where it is tied, measured from the centre of this entity. Revolute and weld turn about it.',
      },
      otherAnchor: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        label: 'Other anchor',
        doc: 'Other end of a distance, spring or rope, from the centre of the other entity (or of this one at the start).',
      },
      length: {
        type: 'number',
        default: 0,
        min: 0,
        unit: 'px',
        doc: 'Length of a distance or rope, rest length of a spring; 0 takes the distance at the start.',
      },
      frequency: {
        type: 'number',
        default: 2,
        min: 0.01,
        max: 20,
        step: 0.1,
        unit: '/s',
        doc: 'How often a spring swings in a second: the stiffer, the more often.',
      },
      damping: {
        type: 'number',
        default: 0.2,
        min: 0,
        max: 2,
        step: 0.05,
        doc: 'How soon a spring comes to rest; 0 never, 1 without swinging.',
      },
      motor: { type: 'boolean', default: false, doc: 'A revolute joint drives itself.' },
      motorSpeed: {
        type: 'number',
        default: 90,
        unit: '°/s',
        label: 'Motor speed',
        doc: 'How fast the motor turns this body against the other, clockwise.',
      },
      motorTorque: {
        type: 'number',
        default: 100000,
        min: 0,
        unit: 'px²/s²',
        label: 'Motor torque',
        doc: 'The most that the motor turns with, for a mass of 1.',
      },
      limits: { type: 'boolean', default: false, doc: 'A revolute joint turns only so far.' },
      lowerAngle: {
        type: 'number',
        default: -45,
        min: -3600,
        max: 3600,
        unit: '°',
        label: 'From',
        doc: 'The furthest it turns counterclockwise from the start.',
      },
      upperAngle: {
        type: 'number',
        default: 45,
        min: -3600,
        max: 3600,
        unit: '°',
        label: 'To',
        doc: 'The furthest it turns clockwise from the start.',
      },
      collide: { type: 'boolean', default: false, doc: 'Both bodies bump into each other.' },
    },
  },
  Path: {
    doc: 'A line with curves that others can follow. The game does not show it.',
    fields: {
      points: {
        type: 'curve',
        default: [],
        doc: 'Points as fractions of the box, 0, 0 top left to 1, 1 bottom right; a curve has handles before and after the point.',
      },
      closed: { type: 'boolean', default: false, doc: 'Leads from the last point back to the first.' },
    },
  },
  Script: {
    doc: 'A behaviour written in Lua.',
    many: true,
    fields: {
      script: { type: 'script', kind: 'behavior', default: '', doc: 'The file in behavior/.' },
      enabled: { type: 'boolean', default: true, doc: 'Runs when the game plays.' },
      properties: {
        type: 'record',
        default: {},
        widget: 'properties',
        doc: 'Values for the properties that the script declares.',
      },
    },
  },
  CollisionAction: {
    doc: 'Runs a script of collision_action/ when the entity touches another. Both need a collider.',
    many: true,
    fields: {
      script: {
        type: 'script',
        kind: 'collision_action',
        default: '',
        doc: 'The file in collision_action/.',
      },
      with: { type: 'string', default: '', doc: 'Tag of the others that count; empty for all.' },
      when: {
        type: 'enum',
        default: 'begin',
        options: ['begin', 'end'],
        doc: 'At the first touch, or when they part.',
      },
      modifier: {
        type: 'record',
        default: {},
        widget: 'properties',
        doc: 'Values that the script gets as modifier.',
      },
    },
  },
  InputAction: {
    doc: 'Runs a script of input_action/ when the player clicks or touches the entity, or presses an input.',
    many: true,
    fields: {
      script: { type: 'script', kind: 'input_action', default: '', doc: 'The file in input_action/.' },
      on: {
        type: 'enum',
        default: 'click',
        options: ['click', 'press', 'hold', 'release'],
        doc: 'Click means this entity; press, hold and release mean the input below, wherever the pointer is.',
      },
      input: {
        type: 'choice',
        from: 'inputs',
        none: 'none',
        default: '',
        doc: 'The input of the project, for press, hold and release.',
      },
      args: {
        type: 'record',
        default: {},
        widget: 'properties',
        doc: 'Values that the script gets as args.',
      },
    },
  },
  Generator: {
    doc: 'Fills a field with what a script of generator/ gives, each time the entity enters the scene.',
    many: true,
    fields: {
      script: { type: 'script', kind: 'generator', default: '', doc: 'The file in generator/.' },
      target: {
        type: 'string',
        default: '',
        widget: 'target',
        label: 'Fills',
        doc: 'The field that gets the value, such as Shape.fill, Transform.position.x or Properties.values.speed.',
      },
      args: {
        type: 'record',
        default: {},
        widget: 'properties',
        doc: 'Values that the script gets as args.',
      },
    },
  },
  Properties: {
    doc: 'Free values that scripts read with ams.get_prop.',
    fields: {
      values: { type: 'record', default: {}, widget: 'properties', doc: 'Names and their values.' },
    },
  },
  Imported: {
    doc: 'What the file of another program said and the game does not use. An export to that program gives it back.',
    fields: {
      facts: { type: 'record', default: {}, widget: 'properties', doc: 'Names and what was said.' },
    },
  },
  Sound: {
    doc: 'A sound that goes on while the entity is there, such as music or the hum of a machine.',
    fields: {
      asset: { type: 'asset', kind: 'sound', default: '', label: 'File', doc: 'What is heard.' },
      volume: {
        type: 'number',
        default: 1,
        min: 0,
        max: 1,
        step: 0.05,
        widget: 'slider',
        doc: '0 is silent, 1 as loud as the sound is set to be.',
      },
      loop: {
        type: 'boolean',
        default: true,
        doc: 'It goes on between its loop points; else it is heard once.',
      },
      playing: {
        type: 'boolean',
        default: true,
        doc: 'It sounds from the beginning; else a script starts it.',
      },
    },
  },
  Camera: {
    doc: 'What the player sees. Without one the view shows the scene from its top left corner.',
    fields: {
      follow: { type: 'entity', default: '', doc: 'The entity it keeps in the middle.' },
      zoom: {
        type: 'number',
        default: 1,
        min: 0.1,
        max: 20,
        step: 0.1,
        doc: '2 shows everything twice as large.',
      },
      boundsMin: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        label: 'From',
        doc: 'Top left corner that it never leaves.',
      },
      boundsMax: {
        type: 'vec2',
        default: [0, 0],
        unit: 'px',
        label: 'To',
        doc: 'Bottom right corner that it never leaves; 0, 0 sets no bounds.',
      },
    },
  },
} as const satisfies Readonly<Record<string, ComponentSpec>>;

export type ComponentType = keyof typeof components;

type FieldsOf<T extends ComponentType> = (typeof components)[T]['fields'];

/** All fields of a component, defaults filled in. */
export type ComponentData<T extends ComponentType> = {
  readonly [F in keyof FieldsOf<T>]: FieldsOf<T>[F] extends FieldSpec ? ValueOf<FieldsOf<T>[F]> : never;
};

/** The type a key names, known or not. */
export function typeOfKey(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? key : key.slice(0, colon);
}

export function isComponentType(type: string): type is ComponentType {
  return Object.hasOwn(components, type);
}

/** The specification of a component by type or key; `undefined` for one from a newer version. */
export function specOf(key: string): ComponentSpec | undefined {
  const type = typeOfKey(key);
  return isComponentType(type) ? components[type] : undefined;
}

/** The specification of one field; `undefined` where the table has none. */
export function fieldOf(key: string, field: string): FieldSpec | undefined {
  const fields = specOf(key)?.fields;
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

const defaults = Object.fromEntries(
  Object.entries(components).map(([type, { fields }]) => [
    type,
    Object.fromEntries(Object.entries<FieldSpec>(fields).map(([name, spec]) => [name, spec.default])),
  ]),
) as { readonly [T in ComponentType]: ComponentData<T> };

/** A component with every field at its default; always the same object. */
export const defaultsOf = <T extends ComponentType>(type: T): ComponentData<T> => defaults[type];
