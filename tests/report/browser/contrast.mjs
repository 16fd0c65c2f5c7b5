// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast, in the pictures and behind gradients too, where axe does not look: text has 4.5:1 with what
// it stands on, and lines 3:1 with the paper.

// All text that is shown, with what stands before and after an element by CSS alone.
function pale_text() {
  const { told, is_shown, parsed, contrast, ground_of, opacity_of } = checks;
  const pale = [];
  function expect(element, colour, ground, what) {
    const faded = [...colour.slice(0, 3), colour[3] * opacity_of(element)];
    const ratio = contrast(faded, ground);
    if (ratio < 4.5) {
      pale.push(`${told(element)}: ${what} has a contrast of ${ratio.toFixed(2)}, expected 4.5`);
    }
  }
  for (const element of document.body.querySelectorAll('*')) {
    const has_text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (element.closest('svg') || !is_shown(element)) {
      continue;
    }
    if (has_text) {
      expect(element, parsed(getComputedStyle(element).color), ground_of(element), 'its text');
    }
    for (const place of ['::before', '::after']) {
      const style = getComputedStyle(element, place);
      if (!['none', 'normal', '""'].includes(style.content)) {
        expect(element, parsed(style.color), ground_of(element), `its ${place}`);
      }
    }
  }
  return pale;
}

// The texts and the lines of the pictures.
function pale_pictures(kind) {
  const { told, parsed, over, contrast, ground_of, opacity_of } = checks;
  const pale = [];
  function painted(element, paint) {
    const style = getComputedStyle(element);
    if (style[paint] === 'none') {
      return null;
    }
    const colour = parsed(style[paint]);
    return [...colour.slice(0, 3), colour[3] * style[`${paint}Opacity`] * opacity_of(element)];
  }
  // The paper, and the shapes drawn before the element that hold this point of the screen.
  function under(element, shapes, at) {
    let ground = ground_of(element.ownerSVGElement);
    for (const shape of shapes) {
      if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) {
        break;
      }
      const fill = painted(shape, 'fill');
      if (fill && shape.isPointInFill(at.matrixTransform(shape.getScreenCTM().inverse()))) {
        ground = over(fill, ground);
      }
    }
    return ground;
  }
  function expect(element, colour, ground, least) {
    const ratio = contrast(colour, ground);
    if (ratio < least) {
      const figure = element.closest('[id].figure')?.id ?? 'a picture';
      pale.push(`${figure}: ${told(element)} has a contrast of ${ratio.toFixed(2)}, expected ${least}`);
    }
  }
  for (const svg of document.querySelectorAll('svg')) {
    const shapes = [...svg.querySelectorAll('path, polygon, polyline, rect, circle, ellipse, line')]
      .filter(shape => !shape.closest('defs, clipPath'));
    if (kind === 'lines') {
      // A shape stands out by its line, or by what fills it where it has none.
      for (const shape of shapes) {
        const colour = painted(shape, 'stroke') ?? painted(shape, 'fill');
        const paper = ground_of(svg);
        if (colour && over(colour, paper).join() !== paper.join()) {
          expect(shape, colour, paper, 3);
        }
      }
      continue;
    }
    for (const text of [...svg.querySelectorAll('text, tspan')]) {
      const direct = [...text.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
      if (direct.length > 0) {
        const box = text.getBoundingClientRect();
        for (const part of [0.1, 0.5, 0.9]) {
          const at = new DOMPoint(box.x + part * box.width, box.y + box.height / 2);
          expect(text, painted(text, 'fill') ?? [0, 0, 0, 0], under(text, shapes, at), 4.5);
        }
      }
    }
  }
  return [...new Set(pale)];
}

export const tests = [['light', { unfolded: true }], ['dark', { dark: true, unfolded: true }]].flatMap(([what, reader]) => [{
  claim: `all text stands out, line numbers and tables too: ${what}`,
  sees: ["p 'Too pale.'", 'its ::before'],
  reader,
  faults: page => page.evaluate(pale_text),
}, {
  claim: `so do the texts in pictures, from the paper or what they stand on: ${what}`,
  sees: ["text 'pale on paper'", "text 'pale on a box'"],
  reader,
  faults: page => page.evaluate(pale_pictures, 'texts'),
}, {
  claim: `so do the lines and marks of pictures: ${what}`,
  sees: ['path#pale-line', 'circle#pale-mark'],
  reader,
  faults: page => page.evaluate(pale_pictures, 'lines'),
}]);
