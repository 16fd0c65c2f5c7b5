// SPDX-License-Identifier: GPL-3.0-or-later
// Between the explorer and the book around it: a number in the prose leads to its step, and a step
// to its place in the book.

// The table of all numbers has a row for each: "n-dE.dw5" is dE/dw5, "n-w5-new" is w5+, and
// "n-w5-after-100" is w5@100.
const idOf = (key) => `n-${key.replaceAll('/', '.').replace(/\+$/, '-new')}`;

function numberOf(id) {
  const [, name, rounds] = id.match(/^n-(.*?)(?:-after-(\d+))?$/);
  return { key: name.replaceAll('.', '/').replace(/-new$/, '+'), round: Number(rounds ?? 0) };
}

// Where the book has the listing or, of a number without one, its row.
export function placeInBook(step) {
  const place = document.getElementById(`code-${step.region}`) ?? document.getElementById(idOf(step.key));
  if (place === null) return null;
  const headings = [...document.querySelectorAll('#book h1')];
  const before = headings.filter((heading) => (
    heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING));
  return { id: place.id, title: before.at(-1)?.textContent ?? '' };
}

export const listingOf = (step) => (
  step.region === '' ? null : document.querySelector(`#code-${CSS.escape(step.region)} pre`));

// The book's numbers are those of the example with which the explorer begins. Of another one they
// lead to their rows, as they do without the explorer. The way back leads to where the reader was.
export function listenToBook(app, section) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('#book a[href^="#n-"]');
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link === null || !isPlain || section.contains(link) || !app.isAtStart) return;
    const { key, round } = numberOf(decodeURIComponent(link.hash.slice(1)));
    if (!app.byKey.get(key)?.inWalk) return;
    event.preventDefault();
    if (round !== app.round) app.goToRound(round);
    app.go(key);
    window.location.hash = 'explorer-step';
    document.getElementById('explorer-step').focus({ preventScroll: true });
  });
}
