// Elements are made of tags and texts, never of markup.

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(2)) if (child !== null && child !== undefined && child !== '') node.append(child);
  return node;
}
const el = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
const svg = (tag, properties, ...children) => fill(document.createElementNS(svgSpace, tag), properties, children);
const mark = word => (word ? el('span', { class: 'mark ' + classOf(word) }, word) : '');
const note = (...text) => el('p', { class: 'note' }, ...text);
const section = (id, title, ...content) => el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title' }, title), ...content);
