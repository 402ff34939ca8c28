// What all parts of the script share. They are put together in one function.

const data = JSON.parse(document.getElementById('data').textContent);
const svgSpace = document.getElementById('svg').namespaceURI;
const main = document.getElementById('main');
const lastWords = { r: 'ran', c: 'cached', f: 'failed', b: 'blocked', s: 'skipped', j: 'submitted', n: 'not run', '-': '' };
const nextWords = { r: 'run', c: 'cached', b: 'blocked', n: 'not needed', '-': 'not declared' };
const classOf = word => (['ran', 'run', 'cached', 'failed', 'blocked', 'submitted'].includes(word) ? word : 'idle');
const pageRows = 100,
  drawable = 150,
  drawableOnRequest = 400,
  shownPlots = 24,
  shownBars = 2000;
let project, rows, state, parts;
