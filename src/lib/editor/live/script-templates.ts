import type { ScriptKind } from '../../schema/script-kinds.ts';

/** What a new script of each kind starts from, by the name of its table. */
export const scriptTemplates: Readonly<Record<ScriptKind, (name: string) => string>> = {
  behavior: (name) => `-- ${name}
local ${name} = {}

${name}.properties = {
  speed = { default = 100, min = 0, max = 1000, unit = "px/s", doc = "how fast it goes" },
}

function ${name}.on_spawn(e)
end

function ${name}.on_update(e, dt, props)
end

return ${name}
`,
  collision_action: (name) => `-- ${name}: runs when two entities touch
local ${name} = {}

${name}.properties = {
  points = { default = 10, doc = "added to the score" },
}

-- a has the component, b is the other one; modifier holds the values of the component.
function ${name}.execute(a, b, modifier)
  ams.add_score(modifier.points)
end

return ${name}
`,
  input_action: (name) => `-- ${name}: runs when the player clicks the entity or presses an input
local ${name} = {}

-- x and y are where the pointer is in the scene; args holds the values of the component, e is its entity.
function ${name}.execute(x, y, args, e)
  ams.log("clicked at " .. x .. ", " .. y)
end

return ${name}
`,
  generator: (name) => `-- ${name}: makes a value for a field when its entity enters the scene
local ${name} = {}

${name}.properties = {
  low = { default = 0, doc = "the least" },
  high = { default = 100, doc = "the most" },
}

-- args holds the values of the component, e is its entity.
function ${name}.generate(args, e)
  return ams.random_range(args.low, args.high)
end

return ${name}
`,
  test: (name) => `-- ${name}: each function plays a game of its own, with the table test
local ${name} = {}

function ${name}.begins()
  test.wait(1)
  test.expect(ams.get_state() == "playing", "the game goes on for a second")
end

function ${name}.moves()
  test.press("right", 0.5)
  test.press("jump", 0.2)
  test.wait_until(function() return ams.get_time() > 1 end, 5)
end

return ${name}
`,
};
