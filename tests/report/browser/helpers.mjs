// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks use inside the page: functions of window.checks.
export function helpers() {
  // An element as a message names it: what it is, where it is, and how it reads.
  function told(element) {
    const name = element.localName + (element.id ? `#${element.id}` : '') +
      (element.getAttribute('class') ? `.${element.getAttribute('class')}` : '');
    const place = element.id ? null : element.parentElement?.closest('[id]');
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    return name + (place ? ` in #${place.id}` : '') +
      (text ? ` '${text.length > 60 ? text.slice(0, 60) + '…' : text}'` : '');
  }

  function is_shown(element) {
    return element.checkVisibility({ visibilityProperty: true }) &&
      element.getClientRects().length > 0;
  }

  // True where the element, or one around it, scrolls sideways, so that nothing is lost.
  function scrolls(element) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) {
        return true;
      }
    }
    return false;
  }

  // -------------------------------------------------------------------------- colours

  // [red, green, blue, alpha] of a computed colour, the first three in 0..255.
  function parsed(colour) {
    const numbers = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return [...numbers.slice(0, 3), numbers[3] ?? 1];
  }

  function over(colour, ground) {
    const alpha = colour[3];
    return [0, 1, 2].map(c => alpha * colour[c] + (1 - alpha) * ground[c]).concat(1);
  }

  // WCAG's contrast ratio of a colour on an opaque one.
  function contrast(colour, ground) {
    const luminance = rgb => {
      const [r, g, b] = rgb.slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [low, high] = [luminance(over(colour, ground)), luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  // What is behind an element: the backgrounds of all around it, the page's first.
  function ground_of(element) {
    let ground = [255, 255, 255, 1];
    const around = [];
    for (let e = element; e; e = e.parentElement) {
      around.unshift(e);
    }
    for (const e of around) {
      ground = over(parsed(getComputedStyle(e).backgroundColor), ground);
    }
    return ground;
  }

  function opacity_of(element) {
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) {
      opacity *= Number(getComputedStyle(e).opacity);
    }
    return opacity;
  }

  // True where an element shows that it has the focus: by its outline or, a part of a picture, by one
  // around what is drawn of it.
  function is_marked(element) {
    const is_outlined = part => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 &&
        contrast(parsed(outlineColor), ground_of(part)) >= 3 && part.getBoundingClientRect().width > 0;
    };
    return [element, ...element.querySelectorAll('svg *')].some(is_outlined);
  }

  // True as soon as this holds, false where it does not within some seconds.
  async function comes_true(holds) {
    const end = Date.now() + 5000;
    while (!holds() && Date.now() < end) {
      await new Promise(done => setTimeout(done, 20));
    }
    return holds();
  }

  // What the page's policy refused: the directive, and what it was about.
  window.refused = [];
  window.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    window.refused.push(`${effectiveDirective}: ${blockedURI}`));

  window.checks = { told, is_shown, scrolls, parsed, over, contrast, ground_of, opacity_of, is_marked,
    comes_true };
}
