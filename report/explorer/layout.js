// SPDX-License-Identifier: GPL-3.0-or-later
// Where the diagram has its neurons: layers from left to right or, on a narrow page, from top to
// bottom.

const LONGEST = { along: 230, across: 118 };
const MARGIN = { along: 56, across: 70, end: 116 };

// {width, height, radius, at(layer, neuron)} for a shape; inputs are layer -1.
export function layoutOf({ inputs, layers }, isUpright) {
  const counts = [inputs, ...layers];
  const most = Math.max(...counts);
  const along = isUpright ? 150 : Math.max(130, LONGEST.along - 25 * (counts.length - 3));
  const across = isUpright ? Math.min(140, 330 / most) : LONGEST.across - 5 * most;
  const radius = Math.min(30, across * 0.36);
  const long = MARGIN.along + (counts.length - 1) * along + MARGIN.end;
  const wide = Math.max(2, most) * across + MARGIN.across;
  const at = (layer, neuron) => {
    const a = MARGIN.along + (layer + 1) * along;
    const c = wide / 2 + (neuron - (counts[layer + 1] - 1) / 2) * across;
    return isUpright ? { x: c, y: a } : { x: a, y: c };
  };
  return isUpright
    ? { width: wide, height: long, radius, at, isUpright }
    : { width: long, height: wide, radius, at, isUpright };
}
