-- SPDX-License-Identifier: GPL-3.0-or-later
-- With what the book was made.
local Source = require 'weave.source'

local colophon = {}

-- gnuplot signs its pictures with its version.
local function gnuplot_version(folder)
  local svg = Source.read(folder .. '/network.svg') or ''
  local version, patch = svg:match('GNUPLOT (%S+) patchlevel (%S+)')
  return version and version .. '.' .. patch
end

-- What `::: versions` becomes: a list of the tools, each with its version.
function colophon.versions(all, folder)
  local facts = all.facts
  local items = {}
  local function add(name, version)
    if version then
      table.insert(items, { pandoc.Plain { pandoc.Str(name .. ' ' .. version) } })
    end
  end
  add('GSL', facts.gsl)
  add('libyaml', facts.libyaml)
  add('compiled by', facts.compiler)
  add('gnuplot', gnuplot_version(folder))
  add('pandoc', tostring(PANDOC_VERSION))
  return pandoc.BulletList(items)
end

return colophon
