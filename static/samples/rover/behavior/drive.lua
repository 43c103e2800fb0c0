-- drive: the arrow keys turn the wheels, Space brakes
local drive = {}

drive.properties = {
  speed = { default = 1000, min = 0, max = 4000, unit = "°/s", doc = "how fast the wheels turn at most" },
  torque = { default = 60000, min = 0, max = 1000000, doc = "how strongly the motor turns them" },
}

local wheels = { "back-wheel", "front-wheel" }

function drive.on_update(e, dt, props)
  local direction = 0
  if ams.is_key_down("ArrowRight") then direction = direction + 1 end
  if ams.is_key_down("ArrowLeft") then direction = direction - 1 end
  local braking = ams.is_key_down("Space")
  local torque = (direction ~= 0 or braking) and props.torque or props.torque / 20
  for _, wheel in ipairs(wheels) do
    local axle = e .. "/" .. wheel .. " Joint:axle"
    ams.set_joint(axle, { motor_speed = braking and 0 or direction * props.speed, motor_torque = torque })
  end
  if ams.was_key_pressed("KeyR") then ams.restart() end
end

return drive
