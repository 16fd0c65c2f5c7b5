// SPDX-License-Identifier: GPL-3.0-or-later
// Elements of HTML and SVG, made of names, attributes and children. Texts are texts, never markup.

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined));
  return element;
}

export const html = (name, attributes = {}, ...children) => (
  fill(document.createElement(name), attributes, children));

export const svg = (name, attributes = {}, ...children) => (
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children));

export const button = (label, onclick, attributes = {}) => (
  html('button', { type: 'button', onclick, ...attributes }, label));
