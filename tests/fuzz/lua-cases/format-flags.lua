return {
  on_update = function()
    for _, flags in ipairs({ "", " ", "#", "+ ", "-+05", "- #8.3", "099.99" }) do
      for conversion in ("diouxXaAeEfgGcqs"):gmatch(".") do
        for _, value in ipairs({ 0, -7, 1e300, 5e-324, 1 / 0, 0 / 0, -0.0, 2 ^ 53 }) do
          print(pcall(string.format, "%" .. flags .. conversion, value))
        end
      end
    end
  end,
}
