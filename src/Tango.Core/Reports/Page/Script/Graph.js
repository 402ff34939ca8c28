// The graph: all steps, families, or what a step needs and what needs it.

function draw(layout, boxOf) {
  const box = vertex => {
    const { name, under, css, label, onclick, href, shares } = boxOf(vertex),
      [left, right] = layout.columnAt(vertex),
      top = layout.y.get(vertex) - boxHeight / 2,
      middle = f((left + right) / 2);
    return svg(
      'a',
      { class: 'box ' + css, href, 'aria-label': label, onclick },
      svg('rect', { x: f(left), y: f(top), width: f(right - left), height: boxHeight, rx: 7 }),
      svg('text', { x: middle, y: f(top + 20) }, name),
      svg('text', { class: 'type', x: middle, y: f(top + 36) }, under),
      stripe(shares || [], left + 6, right - left - 12, top + boxHeight - 4),
    );
  };
  const stripe = (shares, left, width, y) => {
    const total = shares.reduce((sum, share) => sum + share[1], 0);
    return shares.map(([text, count]) => {
      const path = svg('path', { class: 'share ' + classOf(text), d: 'M' + f(left) + ' ' + f(y) + 'h' + f((width * count) / total) });
      left += (width * count) / total;
      return path;
    });
  };
  const tip = svg(
    'marker',
    { id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
    svg('path', { d: 'M0 0 8 4 0 8z' }),
  );
  return svg(
    'svg',
    { class: 'graph', role: 'group', 'aria-label': 'The steps and what they depend on', viewBox: '0 0 ' + f(layout.width) + ' ' + f(layout.height) },
    svg('defs', null, tip),
    layout.routes.map(route =>
      svg('path', { class: route.arrow[2] ? 'arrow order' : 'arrow', ['marker-' + (route.isBackwards ? 'start' : 'end')]: 'url(#tip)', d: pathOf(layout, route.way) }),
    ),
    layout.boxes.map(box),
  );
}

function cutOut(step) {
  const found = new Set([step]),
    walk = (from, to) => {
      const seen = new Set([step]),
        open = [step];
      while (open.length) {
        const one = open.pop();
        for (const a of project.arrows)
          if (a[from] === one && !seen.has(a[to])) {
            seen.add(a[to]);
            open.push(a[to]);
          }
      }
      return seen;
    };
  const above = walk(1, 0),
    below = walk(0, 1);
  for (const set of [above, below]) for (const one of set) found.add(one);
  return { boxes: found, needs: above.size - 1, neededBy: below.size - 1 };
}

const underOf = row => row.shortType + (word(row) ? ' · ' + word(row) : '') + (state.colour === 'last' && row.lastLetter === 'r' ? ' ' + time(row.seconds) : '');
function stepBox(vertex) {
  if (vertex >= rows.length) {
    const k = vertex - rows.length,
      text = nextWords[project.foreign.action[k]],
      name = project.foreign.name[k];
    return { name, under: project.foreign.type[k], css: state.colour === 'last' ? 'mixed' : classOf(text), label: name + ', of another project' };
  }
  const row = rows[vertex],
    chosen = state.cut === vertex ? ' chosen' : '';
  return {
    name: row.name,
    under: underOf(row),
    css: classOf(word(row)) + (project.inline[vertex] === '1' ? ' inline' : '') + chosen,
    href: '#step-' + vertex,
    label: row.name + ', ' + (word(row) || 'no part in the last run') + ', ' + plural(row.needs.length, 'dependency').replace('ys', 'ies'),
    onclick: event => {
      event.preventDefault();
      state.cut = vertex;
      update();
    },
  };
}
function familyBox(index) {
  const families = project.families,
    members = families.members[index],
    words = new Map();
  if (members.length === 1) return stepBox(members[0]);
  for (const i of members) if (rows[i]) words.set(word(rows[i]), (words.get(word(rows[i])) || 0) + 1);
  const under = [...words].map(([text, count]) => count + ' ' + (text || '–')).join(', '),
    only = words.size === 1 ? [...words.keys()][0] : '';
  return {
    name: families.name[index],
    under,
    css: only ? classOf(only) : 'mixed',
    shares: only ? null : [...words],
    href: '#steps',
    label: families.name[index] + ': ' + under,
    onclick: event => {
      event.preventDefault();
      state.members = new Set(members);
      state.membersOf = families.name[index];
      state.page = 0;
      update();
      parts.filter.focus();
    },
  };
}

function graph() {
  const total = project.next.action.length,
    whole = project.graph,
    families = project.families;
  const canDraw = whole && total <= drawableOnRequest,
    notes = [];
  let kind = state.cut !== null && whole ? 'cut' : state.whole || total <= drawable ? 'whole' : 'families';
  if (kind === 'whole' && !canDraw) kind = 'families';
  if (kind === 'families' && !(families && families.graph && families.name.length <= drawable)) kind = canDraw ? 'whole' : 'none';
  let layout, boxOf;
  if (kind === 'cut') {
    const cut = cutOut(state.cut);
    if (cut.boxes.size > drawableOnRequest) {
      kind = 'none';
      notes.push('The cut-out of ' + rows[state.cut].name + ' has ' + cut.boxes.size + ' steps: too many to draw. Choose a step that fewer depend on.');
    } else {
      layout = layOut(whole, project.arrows, vertex => cut.boxes.has(vertex), vertexWidth);
      boxOf = stepBox;
      notes.push(
        el('b', null, rows[state.cut].name),
        ', the ' + plural(cut.needs, 'step') + ' that it needs and the ' + plural(cut.neededBy, 'step') + ' that need it. ',
        el('a', { href: '#step-' + state.cut }, 'Details'),
      );
    }
  } else if (kind === 'whole') {
    layout = layOut(whole, project.arrows, () => true, vertexWidth);
    boxOf = stepBox;
    notes.push('Choose a step to see only what it needs and what needs it.');
  } else if (kind === 'families') {
    boxOf = familyBox;
    layout = layOut(
      families.graph,
      families.arrows,
      () => true,
      vertex => widthOf(familyBox(vertex)),
    );
    notes.push(
      total + ' steps are drawn as families: steps whose names differ only in numbers. Choose a family to list its steps, and in their details the cut-out of one.',
    );
  } else if (!notes.length)
    notes.push(
      whole
        ? total + ' steps are too many to draw at once. Choose “cut-out” in the details of a step to draw what it needs and what needs it.'
        : 'The ' + total + ' steps have too many long dependencies to draw here; TangoGraph with TangoSteps writes a part of them for other tools.',
    );
  parts.graph.replaceChildren(
    el(
      'div',
      { class: 'bar noprint' },
      el('button', { type: 'button', 'aria-label': 'zoom out', disabled: !layout, onclick: () => zoomBy(1 / 1.25) }, '−'),
      el('button', { type: 'button', 'aria-label': 'zoom in', disabled: !layout, onclick: () => zoomBy(1.25) }, '+'),
      el('button', { type: 'button', disabled: !layout, onclick: () => zoomTo(fit()) }, 'fit'),
      el('button', { type: 'button', disabled: !layout, onclick: () => zoomTo(1) }, '100 %'),
      state.cut !== null
        ? el(
            'button',
            {
              type: 'button',
              onclick: () => {
                state.cut = null;
                update();
              },
            },
            'whole graph',
          )
        : '',
      kind === 'families' && canDraw
        ? el(
            'button',
            {
              type: 'button',
              onclick: () => {
                state.whole = true;
                update();
              },
            },
            'all ' + total + ' steps',
          )
        : '',
      kind === 'whole' && state.whole
        ? el(
            'button',
            {
              type: 'button',
              onclick: () => {
                state.whole = false;
                update();
              },
            },
            'families',
          )
        : '',
      el('span', { class: 'note' }, 'Ctrl and the wheel zoom.'),
    ),
    note(...notes),
  );
  parts.drawing = null;
  if (!layout) return;
  parts.layout = layout;
  parts.drawing = draw(layout, boxOf);
  parts.scroller = el(
    'div',
    {
      class: 'scroll graphbox',
      tabindex: 0,
      role: 'region',
      'aria-label': 'Graph',
      onwheel: event => {
        if (event.ctrlKey) {
          event.preventDefault();
          zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
        }
      },
    },
    parts.drawing,
  );
  parts.graph.append(parts.scroller);
  zoomTo(Math.max(fit(), 0.55));
}
const widthOf = box => Math.max(box.name.length, box.under.length * 0.85) * 7.4 + 28;
const vertexWidth = vertex => widthOf(stepBox(vertex));
const fit = () => Math.min(1, (parts.scroller.clientWidth - 4 || 900) / parts.layout.width);
function zoomTo(zoom) {
  state.zoom = Math.min(4, Math.max(0.05, zoom));
  parts.drawing.setAttribute('width', f(parts.layout.width * state.zoom));
  parts.drawing.setAttribute('height', f(parts.layout.height * state.zoom));
}
const zoomBy = factor => zoomTo(state.zoom * factor);
